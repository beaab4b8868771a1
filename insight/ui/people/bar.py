"""From a number to its people: a picker under the picture, and the panel that opens in view."""

from collections.abc import Callable, Sequence

import streamlit as st

from insight.analysis import Result
from insight.export import MoreColumns
from insight.i18n import Text, _
from insight.results import Finding
from insight.segments import Segment
from insight.ui.kit import asked
from insight.ui.kit.language import say
from insight.ui.kit.role import is_small
from insight.ui.people.panel import count_of, show_people
from insight.warehouse import DuckWarehouse

_WIDTH = 560

More = Callable[[], MoreColumns] | None


def segment_bar(warehouse: DuckWarehouse, choose: Callable[[], Segment | None], *, key: str, more: More = None) -> None:
    """A picker of people and a button with their number; a click on the picture, a choice or the button opens them."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"people_{key}"):
        with st.container(width="stretch"):
            segment = choose()
        if segment is None:
            return
        customers = count_of(warehouse, segment).customers
        st.button(
            say(_see(customers)),
            key=f"see_{key}",
            icon=":material/group:",
            type="primary",
            on_click=asked.ask,
            args=(key,),
        )
    open_people(warehouse, segment, key=key, more=more)


def open_people(warehouse: DuckWarehouse, segment: Segment, *, key: str, more: More = None) -> None:
    """The people beside the page, where somebody has asked for them; the page stays where it is."""
    if not asked.is_asked(key):
        return

    @st.dialog(_heading(warehouse, segment), width=_WIDTH, position="right", on_dismiss=asked.close)
    def drawer() -> None:
        with st.container(key=f"drawer_{key}"):
            show_people(warehouse, segment, key=key, more=more)

    drawer()


def finding_people(
    warehouse: DuckWarehouse, result: Result, findings: Sequence[Finding], *, key: str = "findings"
) -> None:
    """The people of the finding that somebody asked for; `key` as the findings are shown under."""
    for number, finding in enumerate(findings):
        if finding.cell is not None:
            line = f"{key}_{number}"
            if asked.is_asked(line):
                open_people(warehouse, result.segment(**finding.cell), key=line)


def _heading(warehouse: DuckWarehouse, segment: Segment) -> str:
    customers = count_of(warehouse, segment).customers
    if is_small(customers):
        return say(_("The people"))
    return say(_("{n:count} person", "{n:count} people", n=customers))


def people_here(warehouse: DuckWarehouse, choose: Callable[[], Segment | None], *, key: str, more: More = None) -> None:
    """The people on the page itself, where they are what the page is about."""
    with st.container(border=True, key=f"people_{key}"):
        segment = choose()
        if segment is not None:
            st.subheader(_heading(warehouse, segment), anchor=False)
            show_people(warehouse, segment, key=key, more=more)


def _see(people: int) -> Text:
    if is_small(people):
        return _("See the people")
    return _("See {n:count} person", "See {n:count} people", n=people)
