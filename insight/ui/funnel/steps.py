"""The builder of steps: type to find an event, move, remove; each with its own count before the funnel runs."""

import datetime as dt
import json
from typing import Any

import pandas as pd
import streamlit as st

from insight.analysis.funnel import FunnelParams, FunnelResult, Step, step_counts
from insight.analysis.funnel.milestones import MILESTONES
from insight.analysis.funnel.offers import default_steps, known, operation, order_steps
from insight.analysis.funnel.params import MOST_STEPS
from insight.analysis.funnel.step import COLUMNS
from insight.errors import ParameterError
from insight.i18n import _, in_context
from insight.results import Frame, declare
from insight.schema.event_names import event_name
from insight.ui.kit import state
from insight.ui.kit.cache import analyse
from insight.ui.kit.language import plain, say
from insight.warehouse import DuckWarehouse

_STEPS = "funnel_steps"
_ADDRESS = "steps"
_OFFERED = Frame(columns=(*declare("text", "kind", "name"), *declare("people", "people"), *declare("count", "events")))

Given = str | dict[str, Any]


def offered(warehouse: DuckWarehouse, as_of: dt.date) -> pd.DataFrame:
    """The events and milestones of the workspace with their counts."""
    return analyse(known, warehouse, as_of, columns=_OFFERED)


def build_steps(warehouse: DuckWarehouse, as_of: dt.date) -> tuple[Step, ...]:
    """The steps that somebody chose, or that the address or the workspace says; drawn so that they can be changed.

    Raises ParameterError for an address that holds no steps.
    """
    found = offered(warehouse, as_of)
    given = _given(warehouse, as_of)
    steps = tuple(Step.read(_ADDRESS, one) for one in given)
    for place, (step, people) in enumerate(zip(steps, _own(warehouse, as_of, found, steps), strict=True)):
        _row(place, step, people, len(steps))
    _adder(found, len(steps))
    state.publish(_ADDRESS, json.dumps(given, ensure_ascii=False, separators=(",", ":")), None)
    return steps


def steps_at_hand(warehouse: DuckWarehouse, as_of: dt.date) -> int:
    """How many steps the funnel has."""
    return len(_given(warehouse, as_of))


def _given(warehouse: DuckWarehouse, as_of: dt.date) -> list[Given]:
    given: list[Given] | None = state.recall(_STEPS)
    if given is None:
        given = _from_address() or [step.given() for step in default_steps(warehouse, as_of)]
        state.remember(_STEPS, given)
    return given


def _from_address() -> list[Given] | None:
    text = state.asked(_ADDRESS)
    if text is None:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = [part for part in text.split(",") if part.strip()]
    if not isinstance(found, list):
        raise ParameterError(_ADDRESS, text, _('a list such as ["view", "cart", "pay"]'))
    for one in found:
        Step.read(_ADDRESS, one)
    return found or None


def _own(warehouse: DuckWarehouse, as_of: dt.date, found: pd.DataFrame, steps: tuple[Step, ...]) -> list[float | None]:
    """The people of each step by itself: of a plain one as offered, of one with conditions counted anew."""
    people: dict[tuple[str, str], float] = {
        (kind, name): count for kind, name, count in found[["kind", "name", "people"]].itertuples(index=False)
    }
    asked = tuple(Step(events=one.events, milestone=one.milestone, where=one.where) for one in steps)
    if all(not one.where and len(one.events) < 2 for one in asked):
        names = [("milestone", one.milestone) if one.milestone else ("event", one.events[0]) for one in asked]
        return [people.get(name, 0) for name in names]
    params = FunnelParams(as_of=as_of, currency="CNY", steps=asked)
    return list(analyse(step_counts, warehouse, params, columns=FunnelResult.COLUMNS["own"])["people"])


def label_of(step: Step) -> str:
    """What a step is called, milestones and usual events in the reader's language."""
    if step.name is not None:
        return step.name
    if step.milestone is not None:
        return say(MILESTONES[step.milestone])
    return " / ".join(say(event_name(event)) for event in step.events)


def _row(place: int, step: Step, people: float | None, steps: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"funnel_step_{place}"):
        count = say(_("{n:count} people did it", n=people))
        more = f" · {plain(_more(step))}" if _more(step) else ""
        st.markdown(f"**{place + 1}** {plain(label_of(step))} :gray[{count}{more}]", width="stretch")
        with st.popover(say(_("Conditions")), icon=":material/tune:", key=f"funnel_more_{place}"):
            _conditions(place, step)
        for key, icon, help_text, is_off, moved in (
            ("up", "arrow_upward", _("Earlier"), place == 0, place - 1),
            ("down", "arrow_downward", in_context("of steps", "Later"), place == steps - 1, place + 1),
        ):
            st.button(
                say(help_text),
                key=f"funnel_{key}_{place}",
                icon=f":material/{icon}:",
                type="tertiary",
                disabled=is_off,
                on_click=_move,
                args=(place, moved),
            )
        st.button(
            say(_("Remove")),
            key=f"funnel_remove_{place}",
            icon=":material/close:",
            type="tertiary",
            disabled=steps == 1,
            on_click=_remove,
            args=(place,),
        )


def _more(step: Step) -> str:
    """What is asked of the step besides its event."""
    parts = [f"{one.property} {one.test} {', '.join(one.values)}".strip() for one in step.where]
    parts += [say(_("optional"))] if step.is_optional else []
    given = step.given()
    if isinstance(given, dict):
        parts += [f"≥ {given['least_gap']}"] if "least_gap" in given else []
        parts += [f"≤ {given['most_gap']}"] if "most_gap" in given else []
    return " · ".join(parts)


def _conditions(place: int, step: Step) -> None:
    first = step.where[0] if step.where else None
    names = [*COLUMNS, *([first.property] if first and first.property not in COLUMNS else [])]
    st.selectbox(
        say(_("Property")),
        names,
        index=names.index(first.property) if first else None,
        key=f"funnel_property_{place}",
        accept_new_options=True,
        on_change=_change,
        args=(place,),
    )
    st.text_input(
        say(_("is one of (separated by commas)")),
        value=", ".join(first.values) if first and first.test == "is" else "",
        key=f"funnel_values_{place}",
        on_change=_change,
        args=(place,),
    )
    if place == 0:
        return
    given = step.given() if isinstance(step.given(), dict) else {}
    st.toggle(
        say(_("Optional: stops nobody")),
        value=step.is_optional,
        key=f"funnel_optional_{place}",
        on_change=_change,
        args=(place,),
    )
    for name, label in (("least_gap", _("At least after")), ("most_gap", _("At most after"))):
        value = given.get(name, "") if isinstance(given, dict) else ""
        st.text_input(
            say(label),
            value=str(value),
            placeholder="30m, 36h, 7d",
            key=f"funnel_{name}_{place}",
            on_change=_change,
            args=(place,),
        )


def _change(place: int) -> None:
    """Take over what the conditions of a step say; what is half filled in waits."""
    given = list(state.recall(_STEPS))
    step = Step.read(_ADDRESS, given[place])
    what: dict[str, Any] = {"milestone": step.milestone} if step.milestone else {"events": list(step.events)}
    name, values = (state.recall(f"funnel_{part}_{place}") for part in ("property", "values"))
    wanted = [part.strip() for part in (values or "").replace("，", ",").split(",") if part.strip()]
    before = step.given()
    where = list(before.get("where", ())) if isinstance(before, dict) else []
    is_plain = not step.where or step.where[0].test == "is"
    where = where[1:] if is_plain or wanted else where
    if name and wanted:
        where.insert(0, {"property": name, "is": wanted})
    if where:
        what["where"] = where
    if step.name is not None:
        what["name"] = step.name
    if place and state.recall(f"funnel_optional_{place}"):
        what["optional"] = True
    for gap in ("least_gap", "most_gap"):
        if place and state.recall(f"funnel_{gap}_{place}"):
            what[gap] = state.recall(f"funnel_{gap}_{place}")
    given[place] = what
    state.remember(_STEPS, given)


def _adder(found: pd.DataFrame, steps: int) -> None:
    words = {(row["kind"], row["name"]): _offer(row) for row in found.to_dict("records") if row["events"]}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            say(_("Add a step")),
            list(words),
            index=None,
            format_func=lambda option: words.get(option, str(option)),
            key="funnel_add",
            on_change=_add,
            placeholder=say(_("Type to find an event or a milestone")),
            filter_mode="contains",
            disabled=steps >= MOST_STEPS,
        )
        st.button(say(_("From order to order")), key="funnel_orders", on_click=_use, args=(order_steps(found), "90d"))
        st.button(
            say(_("Six steps of operation")), key="funnel_operation", on_click=_use, args=(operation(found), "366d")
        )


def _offer(row: dict[Any, Any]) -> str:
    name = say(MILESTONES[row["name"]]) if row["kind"] == "milestone" else in_data(row["name"])
    count = say(_("{people:count} people, {events:count} times", people=row["people"], events=row["events"]))
    return f"{name} · {count}"


def in_data(event: str) -> str:
    """An event in plain words and as the data write it, so that it is found by either."""
    said = say(event_name(event))
    return said if said == event else f"{said} ({event})"


def _add() -> None:
    chosen = state.recall("funnel_add")
    if chosen is not None:
        kind, name = chosen
        step = Step(milestone=name) if kind == "milestone" else Step(events=(name,))
        _keep([*state.recall(_STEPS), step.given()])
        state.remember("funnel_add", None)


def _move(place: int, to: int) -> None:
    given = list(state.recall(_STEPS))
    given.insert(to, given.pop(place))
    _keep(given)


def _remove(place: int) -> None:
    given = list(state.recall(_STEPS))
    del given[place]
    _keep(given)


def _use(steps: tuple[Step, ...], window: str) -> None:
    """Take a ready funnel with the window that fits it."""
    if steps:
        use_steps(steps)
        state.remember("funnel_window", window)


def use_steps(steps: tuple[Step, ...]) -> None:
    """Take these steps."""
    _keep([step.given() for step in steps])


def _keep(given: list[Given]) -> None:
    """The steps from now on; the fields of conditions belong to places, so they start anew."""
    state.remember(_STEPS, given)
    for place in range(MOST_STEPS):
        for part in ("property", "values", "optional", "least_gap", "most_gap"):
            state.forget(f"funnel_{part}_{place}")
