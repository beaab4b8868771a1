"""A funnel, run."""

import datetime as dt
from dataclasses import replace

import pandas as pd

from insight.analysis.funnel import offers, tables
from insight.analysis.funnel.apart import drivers_of, table
from insight.analysis.funnel.durations import DAY
from insight.analysis.funnel.params import FunnelParams
from insight.analysis.funnel.result import FunnelResult
from insight.analysis.funnel.statements import Funnel
from insight.analysis.funnel.words import LISTED, TRAIT
from insight.analysis.traits import Apart, apart_titles, told_apart
from insight.errors import NotEnoughDataError, ParameterError
from insight.i18n import _
from insight.warehouse import Warehouse

_NAMED = 30


def funnel(warehouse: Warehouse, params: FunnelParams) -> FunnelResult:
    """Follow people from step to step.

    Raises NotEnoughDataError where nobody did the first step, or nothing is there to choose steps from; ParameterError
    for a window or gap shorter than a day where a step is known by the day only.
    """
    if not params.steps:
        params = replace(params, steps=offers.default_steps(warehouse, params.as_of))
    own = step_counts(warehouse, params)
    by_day = bool(own["by_day"].any())
    _refuse_short_spans(params, own)
    told = _told(warehouse, params)
    made = Funnel(params, by_day, told)
    counted = made.counted()
    rows = warehouse.query(counted.statement, counted.values)
    whole = tables.steps(tables.whole(rows, made.timed), params)
    if not len(whole) or not whole["customers"].iloc[0]:
        raise _nobody(params, own)
    is_compared = told is None or told.is_lasting
    groups = tables.groups(rows[rows["group_value"].notna()], params, is_compared=is_compared)
    times = tables.times(rows, made.timed)
    found = FunnelResult(
        params=params,
        by_day=by_day,
        told=told,
        steps=tables.with_times(whole, times),
        own=own,
        groups=groups,
        times=times,
        what_if=tables.what_if(groups if is_compared else groups.head(0)),
        periods=_periods(warehouse, params, whole, by_day=by_day),
    )
    return found if params.drivers is None else _with_drivers(warehouse, found, made, params.drivers)


def _told(warehouse: Warehouse, params: FunnelParams) -> Apart | None:
    """What people are told apart by, where it is more than a column of lists."""
    if params.trait is None or params.trait in LISTED:
        return None
    try:
        return told_apart(warehouse, params.trait, params.as_of, params.currency)
    except ParameterError as error:
        names = [TRAIT + name for name in dict.fromkeys((*LISTED, *apart_titles(warehouse)))]
        raise ParameterError("by", params.by, _("one of {names}", names=", ".join(names[:_NAMED]))) from error


def _with_drivers(warehouse: Warehouse, found: FunnelResult, made: Funnel, step: str) -> FunnelResult:
    """With what sets those apart who take a step. Events are those of the time in which half of them take it."""
    number = found.number_of(step)
    if number == 1:
        raise ParameterError("drivers", step, _("a step after the first"))
    seconds = 0.0 if found.by_day or number not in made.timed else float(found.steps["median_s"].iloc[number - 1])
    drivers = drivers_of(warehouse, made, number, seconds)
    return replace(found, drivers=drivers, apart=table(warehouse, drivers))


def step_counts(warehouse: Warehouse, params: FunnelParams) -> pd.DataFrame:
    """Each step by itself, with its conditions, before anybody is followed: step_no, step, events, people, by_day."""
    own = Funnel(params, by_day=False).own()
    return tables.own(warehouse.query(own.statement, own.values), params)


def _periods(warehouse: Warehouse, params: FunnelParams, now: pd.DataFrame, *, by_day: bool) -> pd.DataFrame:
    """The same funnel of the period of the same length before."""
    if params.compare is None or params.since is None:
        return tables.periods(None, now)
    since = params.since - ((params.until or params.as_of) - params.since)
    earlier = Funnel(replace(params, since=since, until=params.since, by=None, compare=None), by_day)
    counted = earlier.counted()
    rows = warehouse.query(counted.statement, counted.values)
    return tables.periods(tables.steps(tables.whole(rows, earlier.timed), params), now)


def _refuse_short_spans(params: FunnelParams, own: pd.DataFrame) -> None:
    by_day = own[own["by_day"]]
    if by_day.empty:
        return
    spans = [params.window_s]
    for step in params.steps:
        spans += [gap for gap in (step.least_gap_s, step.most_gap_s) if gap]
    if min(spans) < DAY:
        raise ParameterError(
            "window",
            params.window or params.window_days,
            _("days: {step} is known by the day only, without a time", step=str(by_day["step"].iloc[0])),
        )


def _nobody(params: FunnelParams, own: pd.DataFrame) -> NotEnoughDataError:
    name, people = params.names[0], int(own["people"].iloc[0])
    if people:
        return NotEnoughDataError(
            _("Nobody enters this funnel"),
            _("0 of the {people:count} people who did {step} did so in the period chosen", people=people, step=name),
            _("Choose a longer period, or leave out an exclusion"),
        )
    known = dt.date.isoformat(params.as_of)
    return NotEnoughDataError(
        _("Nobody did the first step"),
        _("0 people did {step} before {day}", step=name, day=known),
        _("Choose another first step, or import the events that hold it"),
    )
