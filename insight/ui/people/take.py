"""Take the list away: what for, with which contacts, and the button that says what comes out."""

import datetime as dt
from collections.abc import Callable
from typing import Literal

import streamlit as st

from insight.export import ListChoices, MoreColumns, file_name, list_bytes
from insight.i18n import Text, _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.language import say
from insight.ui.kit.role import asker
from insight.ui.kit.scope import currency
from insight.ui.people.choices import Contacts, pick_list_choices
from insight.ui.people.sums import show_sums, sums_of
from insight.warehouse import DuckWarehouse

Suffix = Literal[".xlsx", ".csv"]

_FORMS: tuple[tuple[Suffix, str, Literal["primary", "secondary"]], ...] = (
    (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "primary"),
    (".csv", "text/csv", "secondary"),
)


def take_list(
    warehouse: DuckWarehouse,
    segment: Segment,
    customers: int,
    *,
    key: str,
    more: Callable[[], MoreColumns] | None,
) -> None:
    """The choices, how the list adds up, and the files.

    The files, and what `more` adds to them, are made, and written to the export log, when they are asked for: nothing
    is prepared for a click that does not come.
    """
    st.markdown(f"##### {say(_('Take the list'))}")
    chosen = pick_list_choices(warehouse, key, currency_of(warehouse, segment))
    if chosen is None:
        return
    choices, contacts = chosen
    people = _on_list(warehouse, segment, choices, customers)
    with st.container(horizontal=True, key=f"files_{key}"):
        for suffix, mime, weight in _FORMS:
            st.download_button(
                say(_label(people, contacts, suffix)),
                data=_list_of(warehouse, segment, choices, suffix, more),
                file_name=file_name(segment, people, state.language(), suffix),
                mime=mime,
                key=f"download_{key}_{suffix[1:]}",
                type=weight,
                icon=":material/download:",
                on_click="ignore",
                disabled=not people or contacts is None,
            )


def currency_of(warehouse: DuckWarehouse, segment: Segment) -> str:
    """What the amounts of these people are in."""
    return str(segment.parameters.get("currency") or currency(warehouse))


def _label(people: int, contacts: Contacts | None, suffix: Suffix) -> Text:
    if suffix == ".csv":
        return _("As .csv")
    if contacts == "full":
        return _(
            "Download {n:count} person (full numbers, .xlsx)",
            "Download {n:count} people (full numbers, .xlsx)",
            n=people,
        )
    return _("Download {n:count} person (masked, .xlsx)", "Download {n:count} people (masked, .xlsx)", n=people)


def _on_list(warehouse: DuckWarehouse, segment: Segment, choices: ListChoices, customers: int) -> int:
    """How many will be on the list; said with its reasons where that is not simply everybody."""
    if not choices.is_contact and choices.control_share is None:
        return customers
    found = sums_of(warehouse, segment, choices, currency_of(warehouse, segment))
    show_sums(found, choices)
    return found.listed


def _list_of(
    warehouse: DuckWarehouse,
    segment: Segment,
    choices: ListChoices,
    suffix: Suffix,
    more: Callable[[], MoreColumns] | None,
) -> Callable[[], bytes]:
    """A download runs without a session: everything it needs is bound here, also who asks for it."""
    language, amounts_in, asking = state.language(), currency_of(warehouse, segment), asker()

    def make() -> bytes:
        return list_bytes(
            warehouse,
            segment,
            language=language,
            currency=amounts_in,
            exported_at=dt.datetime.now(),
            choices=choices,
            more=more() if more else None,
            suffix=suffix,
            asker=asking,
        )

    return make
