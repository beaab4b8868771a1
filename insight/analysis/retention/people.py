"""The people behind the numbers of retention: the same statement pieces as the numbers, with filters bound."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from insight.analysis.retention import statements
from insight.analysis.retention.params import OPEN, RetentionParams
from insight.analysis.retention.spans import Known
from insight.analysis.retention.won import open_from
from insight.analysis.retention.words import (
    came_back,
    entered_between,
    entered_ever,
    entered_in,
    entered_on_other_days,
    in_days,
    in_period,
    value_name,
)
from insight.analysis.traits import Apart
from insight.calendar.periods import first_day_of, number_of
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.segments import Segment

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a number stands for; None leaves open."""

    cohort: dt.date | str | None = None
    period_no: int | None = None
    returned: bool | None = None
    value: str | None = None
    is_rest: bool = False


def bound_by(params: RetentionParams, apart: Apart | None) -> dict[str, Any]:
    """What the statements are bound to, with what people are told apart by."""
    more = {} if apart is None else {**apart.people.values, "unknown_value": apart.unknown}
    return params.values() | more


def people_of(
    params: RetentionParams, matrix: pd.DataFrame, values: pd.DataFrame, cell: Cell, apart: Apart | None = None
) -> Segment:
    """The people of a cell of the matrix, of its average, or of a value. Raises ParameterError for one not there."""
    cohort_no = None if cell.cohort is None else _cohort_no(cell.cohort, params)
    first, last = _cohorts(params, matrix, cohort_no, cell)
    _check_value(values, cell)
    filters = {
        "first_cohort_no": first,
        "last_cohort_no": last,
        "period_no": cell.period_no,
        "is_returned": cell.returned,
        "value": cell.value,
        "only_rest": cell.is_rest,
    }
    stated = {name: value for name, value in asdict(cell).items() if value is not None and value is not False}
    if cell.returned is False:
        stated["returned"] = False
    return _segment(params, params, _sentence(params, cell, cohort_no, apart), filters, stated, apart)


def people_won(
    params: RetentionParams,
    won: pd.DataFrame,
    known: Known,
    key: str,
    *,
    is_others: bool,
    returned: bool | None,
) -> Segment:
    """The people won in a festival, campaign or cohort, or those won on other days, and whether they came back within
    the days. Raises ParameterError for a key that is not there.
    """
    rows = won[won["key"] == key]
    if rows.empty:
        raise ParameterError("won", key, _("one of {names}", names=", ".join(won["key"])))
    first, last = rows["starts_on"].iloc[0], rows["ends_on"].iloc[0] - _DAY
    filters: dict[str, Any] = {"period_no": 1, "is_returned": returned}
    if is_others:
        reach = None if known.first is None else number_of(known.first - _DAY, "day")
        filters |= {
            "first_cohort_no": reach,
            "last_cohort_no": number_of(open_from(params, known) - _DAY, "day"),
            "except_first_no": number_of(first, "day"),
            "except_last_no": number_of(last, "day"),
        }
        who = entered_on_other_days(params, first, last)
    else:
        filters |= {"first_cohort_no": number_of(first, "day"), "last_cohort_no": number_of(last, "day")}
        who = entered_between(params, first, last)
    when = in_days((1, params.return_days + 1))
    stated = {"won": key, "is_others": is_others, "returned": returned}
    return _segment(params, params.within(), _with_return(params, who, when, returned), filters, stated)


def _segment(
    params: RetentionParams,
    asked: RetentionParams,
    who: Text,
    filters: dict[str, Any],
    stated: dict[str, Any],
    apart: Apart | None = None,
) -> Segment:
    return Segment(
        sentence=_("{who}, as of {as_of:last_day}", who=who, as_of=params.as_of),
        statement=statements.people(asked, apart),
        values=bound_by(asked, apart) | OPEN | filters,
        as_of=params.as_of,
        analysis="retention",
        parameters=asdict(params) | stated,
    )


def _cohort_no(day: dt.date | str, params: RetentionParams) -> int:
    try:
        return number_of(dt.date.fromisoformat(day) if isinstance(day, str) else day, params.period)
    except ValueError as error:
        raise ParameterError("cohort", day, _("a day such as 2025-12-31")) from error


def _cohorts(
    params: RetentionParams, matrix: pd.DataFrame, cohort_no: int | None, cell: Cell
) -> tuple[int | None, int | None]:
    """The first and the last cohort meant: one, or those whose period is over, or any."""
    if cell.returned is not None and cell.period_no is None:
        raise ParameterError("returned", cell.returned, _("a period_no with it"))
    if cohort_no is None and cell.period_no is None:
        return None, None
    rows = matrix
    if cohort_no is not None:
        rows = rows[rows["cohort"] == first_day_of(cohort_no, params.period)]
    if cell.period_no is not None:
        rows = rows[rows["period_no"] == cell.period_no]
        rows = rows if cohort_no is not None else rows[rows["is_complete"]]
    if rows.empty:
        named = ", ".join(f"{name}={value}" for name, value in (("cohort", cell.cohort), ("period_no", cell.period_no)))
        raise ParameterError("cell", named, _("a cohort and a period of the matrix"))
    return number_of(min(rows["cohort"]), params.period), number_of(max(rows["cohort"]), params.period)


def _check_value(values: pd.DataFrame, cell: Cell) -> None:
    shown = [value for value in values["value"] if value is not None]
    if cell.value is not None and cell.value not in shown:
        raise ParameterError("value", cell.value, _("one of {names}", names=", ".join(shown) or "–"))
    if cell.is_rest and (cell.value is not None or len(shown) == len(values)):
        raise ParameterError("is_rest", cell.is_rest, _("it where there are more values than are shown, and no value"))


def _sentence(params: RetentionParams, cell: Cell, cohort_no: int | None, apart: Apart | None) -> Text:
    if cohort_no is not None:
        who = entered_in(params, first_day_of(cohort_no, params.period))
    else:
        who = entered_ever(params) if cell.period_no is None else entered_in(params, None)
    if cell.value is not None or cell.is_rest:
        who = _("{who}, {value}", who=who, value=value_name(cell.value, params, apart))
    when = None if cell.period_no is None else in_period(params, cell.period_no)
    return who if when is None else _with_return(params, who, when, cell.returned)


def _with_return(params: RetentionParams, who: Text, when: Text, returned: bool | None) -> Text:
    if returned is None:
        return who
    return _("{who}, who {did}", who=who, did=came_back(params, when, is_returned=returned))
