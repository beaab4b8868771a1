"""The tab that puts the ways of two groups beside each other."""

import dataclasses

import pandas as pd
import streamlit as st

from insight.analysis.paths import PathsParams, PathsResult, paths
from insight.analysis.paths.words import way_name
from insight.i18n import _
from insight.ui.kit.cache import analyse
from insight.ui.kit.choices import choose_or_none
from insight.ui.kit.findings import show_findings
from insight.ui.kit.language import say, shown
from insight.ui.kit.role import is_manager
from insight.ui.paths.tables import NOT_BESIDE
from insight.ui.people.bar import finding_people
from insight.ui.people.groups import all_groups
from insight.warehouse import DuckWarehouse

_SHOWN = 30


def show_apart(warehouse: DuckWarehouse, params: PathsParams) -> None:
    """Two groups, where they go different ways, and how far apart chance alone would bring them."""
    if is_manager():
        st.caption(say(NOT_BESIDE))
        return
    group, against = _pick(warehouse)
    if group is None:
        st.caption(say(_("Choose a group of people, to see where they go another way than others.")))
        return
    result = analyse(paths, warehouse, dataclasses.replace(params, group=group, against=against))
    found = [one for one in result.findings() if one.cell is not None and (not one.cell or "side" in one.cell)]
    show_findings(found, key="apart_findings")
    finding_people(warehouse, result, found)
    _show_table(result)


def _pick(warehouse: DuckWarehouse) -> tuple[str | None, str | None]:
    words = all_groups(warehouse)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        group = choose_or_none(_("Group of people"), words, key="paths_group", width=300)
        others = {code: name for code, name in words.items() if code != group}
        against = choose_or_none(_("Beside"), others, key="paths_against", hint=say(_("Everybody else")), width=300)
    return group, against if group else None


def _show_table(result: PathsResult) -> None:
    rows = result.apart.head(_SHOWN).to_dict("records")
    if not rows:
        return
    group, others = (say(name) if name else "–" for name in (result.group, result.others))
    st.dataframe(
        pd.DataFrame(
            {
                say(_("Step")): [int(row["step"]) + 1 for row in rows],
                say(_("Way")): [say(way_name(row, is_back=result.params.is_back)) for row in rows],
                group: [shown(row["share"], "percent") for row in rows],
                others: [shown(row["share_others"], "percent") for row in rows],
                say(_("Difference in points")): [_points(row["difference"]) for row in rows],
                say(_("Noise of random splits")): [_points(row["noise"], sign="±") for row in rows],
                say(_("More than chance")): ["✓" if row["certain"] else "" for row in rows],
            }
        ),
        hide_index=True,
    )
    st.caption(
        say(
            _(
                "{group_people:count} and {other_people:count} people of these paths; {both:count} are in both groups "
                "and counted in neither. Noise: what nineteen of twenty random splits of the same people stay below.",
                group_people=result.in_group,
                other_people=result.in_others,
                both=result.in_both,
            )
        )
    )


def _points(value: float, sign: str = "") -> str:
    if pd.isna(value):
        return "–"
    return f"{sign}{100 * value:.1f}" if sign else f"{100 * value:+.1f}"
