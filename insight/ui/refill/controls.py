"""What can be chosen on the refill page, and the picker that a click on its charts fills."""

from collections.abc import Mapping

import streamlit as st

from insight.analysis.refill import LEVELS, Level, RefillParams, RefillResult
from insight.i18n import Text, _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cells import pick_people as pick_cell_people
from insight.ui.kit.language import say
from insight.ui.kit.parameters import at_hand, pick


def pick_level() -> Level:
    """Whether rhythms are those of products or of categories."""
    level: Level = pick(RefillParams, "level", key="level")
    return level


def pick_look_back() -> int:
    """How many days of purchases are looked at."""
    days: int = pick(RefillParams, "look_back_days", key="look_back")
    return days


def choices_in_words() -> str:
    """What is looked at, in one line."""
    what = LEVELS[at_hand(RefillParams, "level", key="level")]
    days = at_hand(RefillParams, "look_back_days", key="look_back")
    return say(_("{what} · purchases of the last {days} days", what=what, days=days))


def item_at_hand(result: RefillResult) -> str | None:
    """The product whose calendar is shown; None: any."""
    item = state.recall("calendar_item")
    return item if item in set(result.due["item"]) else None


def pick_item(result: RefillResult) -> str | None:
    """The picker of `item_at_hand`."""
    names = {"": say(_("Any product"))} | dict(zip(result.due["item"], result.due["name"], strict=True))
    return _pick(_("Calendar of"), names, key="calendar_item") or None


def pick_rhythm(result: RefillResult) -> str | None:
    """The product whose gaps are shown; a click on the rhythms chooses it."""
    known = result.rhythms[result.rhythms["n"] > 0]
    names = dict(zip(known["item"], known["name"], strict=True))
    clicked = state.recall("rhythm")
    if clicked is not None:
        state.forget("rhythm")
        state.remember("rhythm_item", clicked[-1])
    return _pick(_("Gaps of"), names, key="rhythm_item") if names else None


def _pick(label: Text, names: Mapping[str, str], *, key: str) -> str | None:
    if state.recall(key) not in names:
        state.forget(key)
    chosen: str | None = st.selectbox(
        say(label),
        list(names),
        format_func=lambda item: names.get(item, item),
        key=key,
        width=320,
        persist_state="session",
    )
    return chosen


def pick_people(result: RefillResult, item: str | None) -> Segment | None:
    """The people of a window, of a day, or of a bar."""
    return pick_cell_people(
        result,
        _("Whose list"),
        key="refills",
        hint=_("Click a day or a bar, or choose people here"),
        only=lambda cell: cell.point[0] != "day" or cell.point[2] == (item or ""),
    )
