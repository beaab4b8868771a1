"""The few things worth a look today, from the findings of all analyses; computed after the page is drawn."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import streamlit as st

from insight.analysis import ANALYSES, Analysis
from insight.analysis.today import Thing, spent, things, worth_a_look
from insight.errors import InsightError
from insight.i18n import Money, _
from insight.ui.kit import asked
from insight.ui.kit.cache import analyse, of_segment
from insight.ui.kit.findings import badge
from insight.ui.kit.language import plain, say
from insight.ui.kit.role import is_small
from insight.ui.kit.scope import as_of, currency
from insight.ui.people.bar import open_people
from insight.warehouse import DuckWarehouse


def show_today(warehouse: DuckWarehouse) -> None:
    """Each thing with its level of trust, what its people have spent, and the way to them."""
    st.markdown(f"##### {say(_('Worth a look today'))}")
    with st.spinner(say(_("Looking through all analyses …"))):
        found = worth_a_look(_all_things(warehouse))
    if not found:
        st.caption(say(_("Nothing stands out: no analysis finds people who need a look today.")))
    for number, thing in enumerate(found):
        _show_thing(thing, currency(warehouse), key=f"thing_{number}")
    for number, thing in enumerate(found):
        open_people(warehouse, thing.segment, key=f"thing_{number}")


def _all_things(warehouse: DuckWarehouse) -> Iterator[Thing]:
    for analysis in ANALYSES.values():
        if analysis.is_watched:
            yield from _things_of(warehouse, analysis)


def _things_of(warehouse: DuckWarehouse, analysis: Analysis) -> list[Thing]:
    """Those of one analysis; none where it has too little to say anything."""
    given: dict[str, Any] = {"as_of": as_of(warehouse), "currency": currency(warehouse)}
    names = {field.name for field in fields(analysis.params)}
    try:
        params = analysis.params(**{name: value for name, value in given.items() if name in names})
        result = analyse(analysis.run, warehouse, params)
    except InsightError:
        return []
    found = things(analysis.name, result, lambda segment: of_segment(spent, warehouse, segment, given["currency"]))
    return [thing for thing in found if not is_small(thing.customers)]


def _show_thing(thing: Thing, money: str, *, key: str) -> None:
    with st.container(border=True, gap="xsmall", key=key):
        st.markdown(plain(say(thing.finding.text)))
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"{badge(thing.finding)} {plain(_spent(thing, money))}", width="content")
            st.button(
                say(_("See {n:count} person", "See {n:count} people", n=thing.customers)),
                key=f"see_{key}",
                type="tertiary",
                icon=":material/arrow_forward:",
                icon_position="right",
                on_click=asked.ask,
                args=(key,),
            )


def _spent(thing: Thing, money: str) -> str:
    """What the people have spent so far, where the sentence does not say it."""
    if any(isinstance(value, Money) for _name, value in thing.finding.text.values):
        return ""
    return say(_("spent {amount:short_money} so far", amount=Money(thing.net_amount, money)))
