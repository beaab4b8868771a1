"""What can be chosen on the refill page, and the picker that a click on its charts fills."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from insight.analysis.refill import LEVELS, STATES, WINDOWS, Level, RefillParams, RefillResult
from insight.i18n import Text, _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.language import say, shown
from insight.ui.kit.parameters import at_hand, pick
from insight.ui.kit.picture import pick_one


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
    cells = _cells(result, item)
    words = {
        cell: f"{name} · {say(_('{n:count} person', '{n:count} people', n=people))}"
        for cell, (name, people) in cells.items()
    }
    hint = _("Click a day or a bar, or choose people here")
    cell = pick_one(_("Whose list"), words, key="refills", hint=hint)
    if cell is None:
        return None
    kind, value, good = cell
    return result.segment(**{kind: value}, item=good or None)


def _cells(result: RefillResult, item: str | None) -> Mapping[tuple[Any, ...], tuple[str, int]]:
    """Everything that can be clicked: what it stands for -> its name and its people."""
    cells: dict[tuple[Any, ...], tuple[str, int]] = {}
    goods: list[tuple[str, str, Mapping[Any, Any]]] = [("", say(_("Any product")), result.totals)]
    goods += [(row["item"], row["name"], row) for row in result.due.to_dict("records")]
    for good, name, counts in goods:
        for window in WINDOWS:
            within = say(_("within {days} days", days=window))
            cells["window", window, good] = (f"{name} · {within}", int(counts[f"due_{window}"]))
        for key, label in STATES.items():
            cells["state", key, good] = (f"{name} · {say(label)}", int(counts[key]))
    rows = result.days[result.days["item"].isna() if item is None else result.days["item"] == item]
    names = dict(zip(result.due["item"], result.due["name"], strict=True))
    for row in rows.to_dict("records"):
        name = f"{names.get(item or '', say(_('Any product')))} · {shown(row['run_out_on'], 'day')}"
        cells["day", row["run_out_on"].isoformat(), item or ""] = (name, int(row["customers"]))
    return cells
