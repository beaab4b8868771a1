"""The tab that says what sets those who take a step apart from those who are lost before it."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from insight.analysis.funnel import FunnelParams, FunnelResult, funnel
from insight.analysis.funnel.apart import KINDS
from insight.i18n import _
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings
from insight.ui.kit.language import say, shown
from insight.ui.kit.role import is_manager
from insight.ui.people.bar import finding_people
from insight.warehouse import DuckWarehouse

_SHOWN = 40


def show_apart(warehouse: DuckWarehouse, params: FunnelParams, result: FunnelResult) -> None:
    """A step, what more of those have who take it, and the list of anybody."""
    if is_manager():
        st.caption(say(_("Not in the manager's view: what a few have in common tells them.")))
        return
    steps = [int(number) for number in result.steps["step_no"] if number > 1]
    if not steps:
        st.caption(say(_("A funnel of one step has nobody to tell apart.")))
        return
    worst = int(result.steps[result.steps["step_no"] > 1].sort_values("lost", ascending=False)["step_no"].iloc[0])
    number = st.selectbox(
        say(_("Who takes this step, and who is lost before it")),
        steps,
        index=steps.index(worst),
        format_func=lambda one: say(result.label(one)),
        key="funnel_apart_step",
        width=320,
    )
    found = analyse(funnel, warehouse, replace(params, drivers=str(number or worst)))
    said = [one for one in found.findings() if one.cell is None or "kind" in one.cell]
    said = [one for one in said if one.cell is not None] or said[:1]
    show_findings(said, key="funnel_apart_findings")
    finding_people(warehouse, found, said)
    _show_table(found)
    if params.since is None:
        st.caption(say(_("With a day in “Entered since”, tags and what people had bought by then are compared too.")))


def _show_table(result: FunnelResult) -> None:
    rows = result.apart.head(_SHOWN).to_dict("records")
    if not rows:
        return
    st.dataframe(
        pd.DataFrame(
            {
                say(_("What")): [say(row["label"]) for row in rows],
                say(_("Kind")): [say(KINDS[row["kind"]]) for row in rows],
                say(_("Of those who took it")): [shown(row["converted_share"], "percent") for row in rows],
                say(_("Of those lost")): [shown(row["lost_share"], "percent") for row in rows],
                say(_("Difference in points")): [f"{100 * row['difference']:+.1f}" for row in rows],
                say(_("More than chance")): [_sure(row) for row in rows],
            }
        ),
        hide_index=True,
    )


def _sure(row: dict[object, object]) -> str:
    if row["is_of_today"]:
        return say(_("known of today only"))
    return "✓" if row["certain"] else ""
