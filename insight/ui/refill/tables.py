"""The tables and the people of the refill page."""

import streamlit as st

from insight.analysis.refill import RefillResult, reasons
from insight.i18n import Text, _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.language import say
from insight.ui.kit.table import show_table
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
    show_table(
        result.due,
        result.COLUMNS["due"],
        {
            "name": _("Product"),
            "due_7": _("Within 7 days"),
            "due_14": _("Within 14 days"),
            "due_30": _("Within 30 days"),
            "later": _("Later"),
            "overdue": _("Overdue"),
            "long_overdue": _("Long ago"),
            "customers": _("Number of people"),
        },
    )


def show_rhythms(result: RefillResult) -> None:
    """How long each product lasts, and how sure that is."""
    rows = result.rhythms
    show_table(
        rows,
        result.COLUMNS["rhythms"],
        {
            "name": _("Product"),
            "rhythm_days": _("Days a piece"),
            "source": _("Where from"),
            "median_days": _("Median"),
            "quarter_days": _("A quarter within (days)"),
            "three_quarter_days": _("Three quarters within (days)"),
            "near_share": _("Close to the median"),
            "chance_share": _("By chance"),
            "n": _("Gaps"),
            "customers": _("Number of people"),
        },
        words={"source": [say(_SOURCES[source]) for source in rows["source"]]},
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
