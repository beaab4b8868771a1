"""The tables and the people of the refill page."""

from typing import Any

import pandas as pd
import streamlit as st

from insight.analysis.refill import RefillResult, reasons
from insight.i18n import Text, _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.language import say, shown
from insight.ui.people.bar import segment_bar
from insight.ui.refill.controls import pick_people
from insight.warehouse import DuckWarehouse

_SOURCES: dict[str, Text] = {
    "stated": _("stated in the product list"),
    "found": _("found in the data"),
    "none": _("cannot be told from chance"),
}


def people_bar(warehouse: DuckWarehouse, result: RefillResult, item: str | None) -> None:
    """The people of a click or a choice; their list says what each is due to buy again, and when."""
    chosen: list[Segment] = []
    language = state.language()

    def choose() -> Segment | None:
        segment = pick_people(result, item)
        chosen.extend([segment] if segment else [])
        return segment

    segment_bar(warehouse, choose, key="refills", more=lambda: reasons(warehouse, result, chosen[0], language))


def show_due(result: RefillResult) -> None:
    """Everything reckoned with: who runs out when."""
    if result.due.empty:
        return
    table = result.due
    st.dataframe(
        pd.DataFrame(
            {
                say(_("Product")): table["name"],
                say(_("Within 7 days")): table["due_7"],
                say(_("Within 14 days")): table["due_14"],
                say(_("Within 30 days")): table["due_30"],
                say(_("Later")): table["later"],
                say(_("Overdue")): table["overdue"],
                say(_("Long ago")): table["long_overdue"],
                say(_("Number of people")): table["customers"],
            }
        ),
        hide_index=True,
    )


def show_rhythms(result: RefillResult) -> None:
    """How long each product lasts, and how sure that is."""
    rows = result.rhythms.to_dict("records")
    st.dataframe(
        pd.DataFrame(
            {
                say(_("Product")): [row["name"] for row in rows],
                say(_("Days a piece")): [_days(row["rhythm_days"]) for row in rows],
                say(_("Where from")): [say(_SOURCES[row["source"]]) for row in rows],
                say(_("Median")): [_days(row["median_days"]) for row in rows],
                say(_("Middle half")): [_span(row) for row in rows],
                say(_("Close to the median")): [shown(_or_none(row["near_share"]), "percent") for row in rows],
                say(_("By chance")): [shown(_or_none(row["chance_share"]), "percent") for row in rows],
                say(_("Gaps")): [row["n"] for row in rows],
                say(_("Number of people")): [row["customers"] for row in rows],
            }
        ),
        hide_index=True,
        placeholder="–",
    )


def show_read(result: RefillResult) -> None:
    """What the rhythms were read off, where that is not everybody."""
    if result.people_share < 1:
        st.caption(
            say(
                _(
                    "Rhythms are read off {share:percent} of the people, the same ones every time.",
                    share=result.people_share,
                )
            )
        )


def _days(value: float) -> str:
    return shown(_or_none(value), "count")


def _span(row: dict[Any, Any]) -> str:
    return f"{_days(row['quarter_days'])} – {_days(row['three_quarter_days'])}" if row["quarter_days"] > 0 else "–"


def _or_none(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
