"""Any number of any analysis as a condition: kept as what the analysis was asked, asked again on any day."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from insight.analysis import find_analysis, make_params, people_of
from insight.audience.expression import Condition, Expression, condition, from_json
from insight.audience.rules.numbers import CELL
from insight.i18n import Text
from insight.segments import Segment
from insight.warehouse import Warehouse

ANALYSIS = "segment"
"""What the segments of this package name as their analysis."""

EXPRESSION = "expression"
"""The parameter under which they keep what they mean."""

_MOVING = ("before", "since")


def from_segment(segment: Segment) -> Expression:
    """What a segment means, whichever page or file it comes from.

    Raises ParameterError for a segment of something that is not an analysis.
    """
    return from_parameters(segment.analysis, segment.parameters)


def from_parameters(analysis: str, parameters: Mapping[str, Any]) -> Expression:
    """The same from the name and the parameters that a list's passport keeps."""
    if analysis == ANALYSIS:
        return from_json(str(parameters.get(EXPRESSION, "")))
    asked = {field.name for field in fields(find_analysis(analysis).params)}
    plain = {name: _plain(value) for name, value in parameters.items()}
    return condition(
        CELL,
        analysis=analysis,
        params={name: value for name, value in plain.items() if name in asked},
        cell={name: value for name, value in plain.items() if name not in asked},
    )


def cell_segment(warehouse: Warehouse, cell: Condition, as_of: dt.date) -> Segment:
    """The people behind the number as of a day: its analysis is run with that day, other moving days shifted alike.

    Raises NotEnoughDataError where the analysis cannot be run as of that day, ParameterError where it has no such
    number then.
    """
    name = str(cell.value("analysis"))
    given, asked = json.loads(cell.value("params")), json.loads(cell.value("cell"))
    shifted = moved(given, as_of)
    days = {given[name]: shifted[name] for name in ("as_of", *_MOVING) if given.get(name)}
    result = find_analysis(name).run(warehouse, make_params(name, shifted, warehouse))
    return people_of(result, name, {key: _same_day(value, days) for key, value in asked.items()})


def moved(given: Mapping[str, Any], as_of: dt.date) -> dict[str, Any]:
    """The parameters of an analysis as of another day.

    The day it compares with (`before`) and the first day of a stretch that ends with the as-of day (`since`) keep their
    distance to it; a stretch with an end of its own (`since` and `until`) stays where it is in the calendar.
    """
    known = _day(given.get("as_of"))
    shifted = dict(given)
    for name in _MOVING:
        day = None if name == "since" and "until" in given else _day(given.get(name))
        if day is not None and known is not None:
            shifted[name] = (day + (as_of - known)).isoformat()
    if "as_of" in given:
        shifted["as_of"] = as_of.isoformat()
    return shifted


def _same_day(value: Any, days: Mapping[str, str]) -> Any:
    """A day of the cell that is one of the parameters moves with it."""
    return days.get(value, value) if isinstance(value, str) else value


def _day(value: object) -> dt.date | None:
    if not isinstance(value, str):
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Text):
        return value.render("en")
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
