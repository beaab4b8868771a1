"""How a list adds up, in words, before it is written."""

import datetime as dt

import streamlit as st

from insight.export import ListChoices, Sums, reason_words, sums
from insight.i18n import Text, _
from insight.segments import Segment
from insight.ui.kit.cache import of_segment
from insight.ui.kit.language import plain, say
from insight.warehouse import DuckWarehouse


def sums_of(warehouse: DuckWarehouse, segment: Segment, choices: ListChoices, currency: str) -> Sums:
    """How a list of today would add up; counted once per state of the data."""
    return of_segment(_sums, warehouse, segment, choices, currency, dt.date.today())


def _sums(warehouse: DuckWarehouse, segment: Segment, choices: ListChoices, currency: str, today: dt.date) -> Sums:
    return sums(warehouse, segment, choices, currency=currency, at=dt.datetime.combine(today, dt.time()))


def show_sums(found: Sums, choices: ListChoices) -> None:
    """Listed + held back + left out = the segment, why people are left out, and what the list can prove."""
    parts = [_("{n:count} on the list", n=found.listed)]
    if choices.control_share is not None:
        parts.append(_("{n:count} held back", n=found.control))
    if choices.is_contact:
        parts.append(_("{n:count} left out", n=found.left_out_people))
    lines = [f"**{plain(' + '.join(say(part) for part in parts))}** = {say(_('{n:count} people', n=found.segment))}"]
    if found.left_out:
        lines.append(" · ".join(plain(say(part)) for part in _why(found, choices)))
    if found.effect is not None:
        lines.append(plain(say(found.effect.sentence())))
    st.caption("  \n".join(lines))
    if not found.listed:
        st.warning(say(_("Nobody of these people may be contacted for this purpose.")), icon=":material/block:")


def _why(found: Sums, choices: ListChoices) -> list[Text]:
    return [
        _("{reason}: {n:count}", reason=reason_words(reason, choices), n=people)
        for reason, people in found.left_out.items()
    ]
