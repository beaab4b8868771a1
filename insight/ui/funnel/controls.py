"""What can be chosen of a funnel besides its steps, and the picker that a click on its bars fills."""

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from insight.analysis.funnel import Exclusion, FunnelParams, FunnelResult, Step
from insight.analysis.funnel.milestones import MILESTONES
from insight.analysis.funnel.params import ORDERS
from insight.analysis.funnel.step import COLUMNS
from insight.analysis.funnel.words import LISTED, TRAIT, property_name
from insight.analysis.traits import apart_titles
from insight.i18n import Text, _
from insight.segments import Segment
from insight.ui.funnel.steps import in_data
from insight.ui.kit import state
from insight.ui.kit.cache import of_data
from insight.ui.kit.cells import pick_people as pick_cell_people
from insight.ui.kit.choices import choose, choose_or_none
from insight.ui.kit.language import say
from insight.ui.kit.parameters import at_hand, pick
from insight.warehouse import DuckWarehouse

_COUNTS = {"best": _("Each person"), "first": _("People, first time only"), "attempts": _("Every attempt")}
_MEANINGS = {"anywhere": _("anywhere"), "between": _("between first and last step")}

_SPLITS: tuple[str, ...] = (*COLUMNS[:5], *(TRAIT + one for one in LISTED))

HELD = COLUMNS[:5]
"""Properties that it offers to be the same in all steps."""


def _window_in_words(window: str) -> Text:
    """A window as it is typed (30m, 36h, 7d); one that is none is said as it stands."""
    number, unit = window[:-1].strip(), window[-1:].lower()
    if not number.isdecimal() or unit not in "dhm":
        return _("{value}", value=window)
    n = int(number)
    if unit == "d":
        return _("within {n:count} day", "within {n:count} days", n=n)
    if unit == "h":
        return _("within {n:count} hour", "within {n:count} hours", n=n)
    return _("within {n:count} minute", "within {n:count} minutes", n=n)


def in_words(steps: int) -> str:
    """Which funnel is in force, in one line."""
    words = [
        say(_("{n:count} step", "{n:count} steps", n=steps)),
        say(ORDERS[at_hand(FunnelParams, "order", key="funnel_order")]),
        say(_window_in_words(str(state.recall("funnel_window") or "7d"))),
    ]
    by = state.recall("funnel_by") or state.asked("funnel_by")
    return " · ".join((*words, say(_("by {name}", name=property_name(str(by))))) if by else words)


def splits(warehouse: DuckWarehouse) -> dict[str, str]:
    """What the page offers to split by: properties, what lists say of people, any other trait, any tag."""
    offered = {name: say(property_name(name)) for name in _SPLITS}
    known = of_data(apart_titles, warehouse)
    for name, title in known.items():
        if TRAIT + name not in offered:
            own = say(title)
            offered[TRAIT + name] = say(_("{trait} of the person", trait=title)) if own in offered.values() else own
    return offered


def pick_rules(warehouse: DuckWarehouse, steps: tuple[Step, ...], found: pd.DataFrame) -> dict[str, Any]:
    """Order, window, who is counted, what is excluded, held and split by, as fields of FunnelParams."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        order = pick(FunnelParams, "order", key="funnel_order")
        window = st.text_input(
            say(_("Within")), value="7d", key="funnel_window", bind="query-params", width=110, help="30m, 36h, 7d"
        )
        count = "best" if order == "any" else choose(_("Count"), _COUNTS, key="funnel_count")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        by = choose_or_none(_("Split by"), splits(warehouse), key="funnel_by")
        hold = _optional(_("The same in all steps"), list(HELD), "funnel_hold")
        since = st.date_input(
            say(_("Entered since")), value=None, key="funnel_since", bind="query-params", format="YYYY-MM-DD", width=160
        )
        compares = since is not None and st.toggle(
            say(_("Compare with the period before")), key="funnel_compare", bind="query-params"
        )
    return {
        "order": order,
        "window": window or "7d",
        "count": "attempts" if count == "attempts" else "people",
        "re_entry": count != "first",
        "by": by,
        "hold": hold,
        "since": since if isinstance(since, dt.date) else None,
        "compare": "before" if compares else None,
        "exclude": _exclusion(found, steps, order),
    }


def _optional(label: Text, names: list[str], key: str) -> str | None:
    return choose_or_none(label, {name: say(property_name(name)) for name in names}, key=key)


def _exclusion(found: pd.DataFrame, steps: tuple[Step, ...], order: str) -> tuple[Exclusion, ...]:
    words = {
        (f"milestone:{name}" if kind == "milestone" else str(name)): say(MILESTONES[name])
        if kind == "milestone"
        else in_data(str(name))
        for kind, name in found[["kind", "name"]].itertuples(index=False)
    }
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        name = choose_or_none(_("Must not happen"), words, key="funnel_exclude", width=260)
        if name is None:
            return ()
        needed = [number for number, step in enumerate(steps, 1) if not step.is_optional]
        is_between = (
            order != "any" and len(needed) > 1 and choose(_("Where"), _MEANINGS, key="funnel_where") == "between"
        )
    step = Step.read("exclude", name)
    return (Exclusion(step=step, after=needed[0], before=needed[-1]) if is_between else Exclusion(step=step),)


def pick_people(result: FunnelResult) -> Segment | None:
    """The people of one part of one bar."""
    hint = _("Click a part of a bar, or choose people here")
    return pick_cell_people(result, _("Whose list"), key="funnel_part", hint=hint)
