"""What a step of a path is called: an event by its name, the rare ones together, the end of a visit."""

import json
from collections.abc import Mapping
from typing import Any

from insight.i18n import Text, _
from insight.schema.event_names import event_name

OTHER, END = "(other)", "(end)"


def people_said(n: Any) -> Text:
    """How many people, in their number."""
    return _("{n:count} person", "{n:count} people", n=n)


def visits_said(n: Any) -> Text:
    """How many visits, in their number."""
    return _("{n:count} visit", "{n:count} visits", n=n)


def step_name(step: str, *, is_back: bool) -> Text:
    """An event in plain words. An event whose own name opens with a bracket stands with a second one in front."""
    if step == OTHER:
        return _("Other events")
    if step == END:
        return _("Visit began") if is_back else _("Visit ended")
    return event_name(step[1:] if step.startswith("(") else step)


def path_steps(path: str, *, is_back: bool) -> list[str]:
    """The steps of a whole path in the order in which people took them."""
    steps = [str(step) for step in json.loads(path)]
    return steps[::-1] if is_back else steps


def path_name(path: str, *, is_back: bool) -> Text:
    """A whole path as a line of names."""
    first, *others = [step_name(step, is_back=is_back) for step in path_steps(path, is_back=is_back)]
    line = first
    for other in others:
        line = _("{from} → {to}", **{"from": line, "to": other})
    return line


def way_name(row: Mapping[Any, Any], *, is_back: bool) -> Text:
    """Both ends of a way in the order in which people took them."""
    here, there = (step_name(str(row[key]), is_back=is_back) for key in ("event", "next"))
    first, then = (there, here) if is_back else (here, there)
    return _("{from} → {to}", **{"from": first, "to": then})
