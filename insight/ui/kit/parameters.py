"""A widget for a parameter of an analysis: kind, label, bounds and default are those of its field."""

import datetime as dt
from collections.abc import Collection
from typing import Any, Literal

import streamlit as st

from insight.errors import ParameterError
from insight.fields import Choice, Day, Field, Flag, Share, Whole, fields_of
from insight.ui.kit import state
from insight.ui.kit.choices import choose
from insight.ui.kit.language import say

Width = int | Literal["stretch"]


def pick(
    params: type,
    name: str,
    *,
    key: str,
    width: Width = 170,
    usual: Any = None,
    only: Collection[str] | None = None,
    step: float | None = None,
    in_address: bool = True,
) -> Any:
    """What a person chooses for the parameter; it stands in the address under the key, unless told otherwise.

    `usual`: what is chosen at first where that is not the default. `only`: the codes that go with what else is chosen.
    `step`: by how much a share in percent moves.
    """
    field = fields_of(params)[name]
    start = field.default if usual is None else usual
    if isinstance(field, Choice):
        options = {code: text for code, text in field.options.items() if only is None or code in only}
        return choose(field.label, options, key=key)
    if isinstance(field, Whole):
        return _whole(field, start, key, width, in_address=in_address)
    if isinstance(field, Share):
        return _share(field, start, key, width, step)
    if isinstance(field, Flag):
        return st.toggle(say(field.label), value=start, key=key, help=_meant(field))
    if isinstance(field, Day):
        return _day(field, start, key, width)
    raise TypeError(f"no widget for {field}")


def _whole(field: Whole, start: int, key: str, width: Width, *, in_address: bool) -> int:
    chosen = st.number_input(
        say(field.label),
        field.least,
        field.most,
        start,
        key=key,
        bind="query-params" if in_address else None,
        width=width,
        help=_meant(field),
    )
    return int(chosen)


def _share(field: Share, start: float, key: str, width: Width, step: float | None) -> float:
    """In percent; a share that may not be nothing begins at a hundredth of a percent."""
    least = 0.0 if field.without == "neither end" else 0.01
    chosen = st.number_input(
        say(field.label), least, 100.0, 100 * start, step, key=key, bind="query-params", width=width, help=_meant(field)
    )
    return round(chosen / 100, 8)


def _day(field: Day, start: dt.date | None, key: str, width: Width) -> dt.date | None:
    chosen = st.date_input(
        say(field.label), value=start, key=key, bind="query-params", format="YYYY-MM-DD", width=width
    )
    return chosen if isinstance(chosen, dt.date) else None


def _meant(field: Field) -> str | None:
    return None if field.meaning is None else say(field.meaning)


def at_hand(params: type, name: str, *, key: str) -> Any:
    """What is chosen for the parameter, else what the address says, else its default: before its widget is drawn."""
    field = fields_of(params)[name]
    chosen = state.recall(key)
    if chosen is None:
        chosen = _asked(field, state.asked(key))
    if isinstance(field, Share) and chosen is not None:
        chosen = chosen / 100
    try:
        return field.check(chosen)
    except ParameterError:
        return field.default


def _asked(field: Field, text: str | None) -> Any:
    """What the address says, as the widget would read it."""
    if isinstance(field, Whole) and text is not None and text.isdecimal():
        return int(text)
    return text if isinstance(field, Choice) else None
