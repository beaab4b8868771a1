"""A picker of the numbers of people that a result has; a click on a chart fills it."""

import math
from collections.abc import Callable
from typing import Any

import streamlit as st

from insight.i18n import Text, _
from insight.results import Cell, cells_of
from insight.segments import Segment
from insight.ui.kit.language import say
from insight.ui.kit.picture import pick_one
from insight.ui.kit.role import KEPT_BACK, is_manager


def pick_cell(
    result: Any,
    label: Text,
    *,
    key: str,
    hint: Text,
    picker: str | None = None,
    only: Callable[[Cell], bool] = lambda _cell: True,
) -> Cell | None:
    """The number whose people are asked for; None while none is chosen, and with a sentence where a manager may not
    know how many they are: opened, they would be counted. `picker`: what the result calls this picker, where that is
    not the key; `only`: the numbers that are drawn."""
    offered = {cell.point: cell for cell in cells_of(result, picker or key) if only(cell)}
    words = {point: in_words(cell) for point, cell in offered.items()}
    chosen = pick_one(label, words, key=key, hint=hint)
    if chosen is not None and is_manager() and math.isnan(offered[chosen].people):
        st.info(say(KEPT_BACK), icon=":material/visibility_off:")
        return None
    return None if chosen is None else offered[chosen]


def pick_people(
    result: Any,
    label: Text,
    *,
    key: str,
    hint: Text,
    picker: str | None = None,
    only: Callable[[Cell], bool] = lambda _cell: True,
) -> Segment | None:
    """The people of the number that was picked."""
    cell = pick_cell(result, label, key=key, hint=hint, picker=picker, only=only)
    return None if cell is None else result.segment(**cell.key)


def in_words(cell: Cell) -> str:
    """What is counted, and how many people it is."""
    name = say(cell.label)
    return name if cell.says_people else f"{name} · {say(_('{n:count} person', '{n:count} people', n=cell.people))}"
