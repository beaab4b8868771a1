"""Which paths are followed, and the picker of people that a click on the picture fills."""

from typing import Any

import pandas as pd
import streamlit as st

from insight.analysis.paths import PathsParams, PathsResult, event_counts
from insight.i18n import Text, _
from insight.results import Frame, declare
from insight.schema.event_names import event_name
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cache import analyse
from insight.ui.kit.cells import pick_people as pick_cell_people
from insight.ui.kit.choices import choose
from insight.ui.kit.language import say
from insight.ui.kit.parameters import at_hand, pick
from insight.warehouse import DuckWarehouse

_START = "paths_start"
_COUNTED = Frame(columns=(*declare("text", "event"), *declare("people", "customers")))
_DIRECTIONS = {"on": _("What came after"), "back": _("What came before")}


def in_words() -> str:
    """Which paths are in force, in one line."""
    return say(
        _(
            "{direction} · visits of {days} days · up to {steps} steps",
            direction=_DIRECTIONS.get(_at_hand("paths_direction"), _DIRECTIONS["on"]),
            days=at_hand(PathsParams, "days", key="paths_days"),
            steps=at_hand(PathsParams, "steps", key="paths_steps"),
        )
    )


def _at_hand(key: str) -> str:
    """What was chosen, else what the address says."""
    return str(state.recall(key) or state.asked(key) or "")


def pick_paths(warehouse: DuckWarehouse, params: PathsParams) -> dict[str, Any]:
    """The event, the direction and the numbers, as fields of PathsParams; `params` are those of nothing chosen."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        start = _pick_event(warehouse, params)
        direction = choose(_("Direction"), _DIRECTIONS, key="paths_direction")
        numbers = {name: pick(PathsParams, name, key=f"paths_{name}", width=150) for name in ("steps", "kept", "days")}
        minutes = pick(PathsParams, "session_minutes", key="paths_minutes", width=260)
    return {"start": start, "is_back": direction == "back", "session_minutes": minutes} | numbers


def _pick_event(warehouse: DuckWarehouse, params: PathsParams) -> str | None:
    """None where there is no event: the analysis says so."""
    rows = analyse(event_counts, warehouse, params, columns=_COUNTED).to_dict("records")
    names = {str(row["event"]): _offered(row) for row in rows}
    events = list(names)
    if not events:
        return None
    if state.recall(_START) not in events:
        state.forget(_START)
    chosen: str = st.selectbox(
        say(_("Event")),
        events,
        index=events.index(state.starting(_START, events, events[0])),
        format_func=lambda event: names.get(event, str(event)),
        key=_START,
        width=260,
        filter_mode="contains",
        persist_state="session",
    )
    state.publish(_START, chosen, events[0])
    return chosen


def _offered(row: dict[Any, Any]) -> str:
    """An event with its people; a hidden number is left out."""
    name = event_name(str(row["event"]))
    return say(name) if pd.isna(row["customers"]) else _counted(name, row)


def pick_people(result: PathsResult) -> Segment | None:
    """The people of a step, of a way between two, or of a whole path."""
    hint = _("Click a bar, or choose people here")
    return pick_cell_people(result, _("Whose list"), key="paths_people", hint=hint)


def chosen_mark() -> tuple[object, ...] | None:
    """What is picked now."""
    picked: tuple[object, ...] | None = state.recall("paths_people")
    return picked


def _counted(name: Text, row: dict[Any, Any]) -> str:
    return say(_("{name} · {people:count} people", name=name, people=row["customers"]))
