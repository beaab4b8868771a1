"""When the period of a cohort begins, and on which day it is over for everybody in it."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from insight.analysis.retention.params import PERIOD_DAYS, RetentionParams
from insight.calendar.periods import first_day_of


@dataclass(frozen=True, slots=True)
class Known:
    """What the data know of coming back: from the first day on (None: from the beginning) until before the last."""

    first: dt.date | None
    until: dt.date


def period_numbers(params: RetentionParams) -> range:
    """0 is the period of entry, or its day where days are bracketed."""
    return range((len(params.brackets) if params.brackets else params.periods) + 1)


def days_of(params: RetentionParams, period_no: int) -> tuple[int, int] | None:
    """Days after a person's own entry, first included, last not; None where the calendar's periods are counted."""
    if params.brackets:
        return params.brackets[period_no - 1] if period_no else (0, 1)
    if params.mode == "calendar":
        return None
    length = PERIOD_DAYS[params.period]
    return period_no * length, (period_no + 1) * length


def begins(params: RetentionParams, cohort_no: int, period_no: int) -> dt.date:
    """The first day that lies in the period for somebody of the cohort."""
    days = days_of(params, period_no)
    if days is None:
        return first_day_of(cohort_no + period_no, params.period)
    return first_day_of(cohort_no, params.period) + dt.timedelta(days=days[0])


def completes(params: RetentionParams, cohort_no: int, period_no: int) -> dt.date:
    """The first day on which the period is over for everybody of the cohort: as of this day its number is final."""
    days = days_of(params, period_no)
    if days is None:
        return first_day_of(cohort_no + period_no + 1, params.period)
    last_entry = first_day_of(cohort_no + 1, params.period) - dt.timedelta(days=1)
    return last_entry + dt.timedelta(days=days[1])


def cells(params: RetentionParams, cohorts: list[int], known: Known) -> pd.DataFrame:
    """One row a cohort and period that has begun and that the data reach: cohort_no, cohort (its first day), period_no,
    starts_on, completes_on, is_complete.
    """
    rows = []
    for cohort_no in cohorts:
        cohort = first_day_of(cohort_no, params.period)
        for period_no in period_numbers(params):
            starts_on = begins(params, cohort_no, period_no)
            if starts_on >= params.as_of or (known.first is not None and starts_on < known.first):
                continue
            completes_on = completes(params, cohort_no, period_no)
            is_complete = completes_on <= min(params.as_of, known.until)
            rows.append((cohort_no, cohort, period_no, starts_on, completes_on, is_complete))
    columns = ["cohort_no", "cohort", "period_no", "starts_on", "completes_on", "is_complete"]
    return pd.DataFrame(rows, columns=columns).astype({"cohort_no": "int64", "period_no": "int64", "is_complete": bool})
