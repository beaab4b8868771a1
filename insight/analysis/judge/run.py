"""The judge, run."""

import datetime as dt
from dataclasses import asdict
from typing import Any

import pandas as pd

from insight.analysis.judge import tables
from insight.analysis.judge.as_likely import against_as_likely, among_exact_strata
from insight.analysis.judge.bound import bound
from insight.analysis.judge.checks import Way
from insight.analysis.judge.comparisons import (
    Comparison,
    against_alike,
    against_change,
    against_control,
    before_and_after,
    none_alike,
)
from insight.analysis.judge.measured import Measured, together
from insight.analysis.judge.params import JudgeParams
from insight.analysis.judge.recall import recalled
from insight.analysis.judge.responses import by_group
from insight.analysis.judge.result import JudgeResult
from insight.analysis.judge.score_statements import MEASURED_TWICE
from insight.analysis.judge.scores import KNOWN_BESIDES, Scored, cells_of, rows_of_balance
from insight.analysis.judge.series import Series, against_expected
from insight.analysis.judge.statements import BY_FACT, BY_RFM, DAILY, MEASURED, OVERLAPS, SPAN
from insight.analysis.judge.verdict import Verdict, decide
from insight.analysis.judge.who import Group, find_group, people_of_group
from insight.analysis.judge.window import LEAST_OVER, Span, span
from insight.errors import NotEnoughDataError
from insight.i18n import _
from insight.warehouse import Warehouse


def judge(warehouse: Warehouse, params: JudgeParams) -> JudgeResult:
    """Compare those contacted with those held back, with people alike, and with themselves; and decide.

    Raises NotEnoughDataError where nobody was contacted, or where the orders do not reach the days asked for;
    ParameterError for a campaign or list that is not there.
    """
    group, members = _whose(warehouse, params)
    when = _when(warehouse, params, group)
    values = bound(params, group, when, members)
    by_day, cells = _measured(warehouse, group, values)
    measured = together(by_day)
    if not measured.customers("treated"):
        raise _nobody_known(group)
    scored = _scored(measured, cells)
    series = against_expected(warehouse.query(DAILY[group.kind], values), when, measured.customers("treated"))
    comparisons = _compared(measured, scored, series, when, params.control_share or group.control_share)
    verdict = decide(comparisons, measured, params.outcome, when.days)
    other = "control" if measured.customers("control") else "others"
    by_rfm, by_fact = (
        warehouse.query(statement[group.kind], values) if other == "control" else pd.DataFrame()
        for statement in (BY_RFM, BY_FACT)
    )
    return JudgeResult(
        params=params,
        group=group,
        span=when,
        verdict=verdict.word,
        grade=verdict.grade,
        way=verdict.way,
        why=verdict.why,
        arms=tables.arms(measured),
        comparisons=tables.comparisons(comparisons, verdict),
        effects=_effects(comparisons, verdict, measured),
        checks=tables.checks(comparisons),
        balance=tables.balance(measured, other),
        known_before=rows_of_balance(scored),
        groups=by_group(measured, by_rfm, by_fact, other),
        first_days=tables.first_days(by_day, measured, other, when.days),
        series=series.days,
        overlaps=warehouse.query(OVERLAPS[group.kind], values),
        members=members,
        recall=recalled(measured, other, group.cost),
        cost=group.cost,
    )


def _compared(
    measured: Measured, scored: Scored | None, series: Series, when: Span, control_share: float | None
) -> dict[Way, Comparison]:
    """Those contacted beside everybody they can be put beside."""
    return {
        "control": against_control(measured, control_share),
        "matched": against_alike(measured, when, among_exact_strata(scored)),
        "propensity": against_as_likely(measured, scored, when),
        "did": against_change(measured, when),
        "before_after": before_and_after(measured, when),
        "series": series.comparison,
    }


def _measured(warehouse: Warehouse, group: Group, values: dict[str, Any]) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """People by day, and where nobody was held back by lot also by everything known of them before the start."""
    if group.holds_back:
        rows = warehouse.query(MEASURED[group.kind], values)
        if rows["arm"].isin(("control", "both")).any():
            return rows, None
    rows = warehouse.query(MEASURED_TWICE[group.kind], values)
    is_by_day = rows["is_by_day"].astype(bool)
    return rows[is_by_day].drop(columns=["is_by_day", *KNOWN_BESIDES]), cells_of(rows[~is_by_day])


def _scored(measured: Measured, cells: pd.DataFrame | None) -> Scored | None:
    """Both sides by everything known before the start, where nobody was held back by lot and both can be compared."""
    treated, others = measured.customers("treated"), measured.customers("others")
    if cells is None or none_alike(measured, treated, others) is not None:
        return None
    return Scored(cells)


def _whose(warehouse: Warehouse, params: JudgeParams) -> tuple[Group, tuple[str, ...]]:
    """The group, and its people where it is told by a code: as it was before the first day that counts."""
    if params.group is not None and params.starts_on is not None:
        return people_of_group(warehouse, params.group, params.starts_on, params.currency)
    return find_group(warehouse, params.campaign, params.export, params.field, params.value), ()


def _when(warehouse: Warehouse, params: JudgeParams, group: Group) -> Span:
    known = warehouse.query(SPAN, asdict(params)).iloc[0]
    if pd.isna(known["first_at"]):
        raise _no_orders(params)
    starts_at = group.starts_at
    if params.starts_on is not None:
        starts_at = dt.datetime.combine(params.starts_on, dt.time())
    if starts_at is None:
        raise NotEnoughDataError(
            _("Nobody knows when {name} began", name=group.name),
            _("no day of sending, no first day of the campaign"),
            _("Give the day it began (starts_on)"),
        )
    first_at, last_at = known["first_at"].to_pydatetime(), known["last_at"].to_pydatetime()
    if not first_at < starts_at <= last_at:
        raise NotEnoughDataError(
            _("{name} began on {day:day}, outside the orders that are known", name=group.name, day=starts_at.date()),
            _("orders from {first:day} to {last:day}", first=first_at.date(), last=last_at.date()),
            _("Import the orders of these days, or judge another campaign"),
        )
    when = span(starts_at, params.days, first_at, params.as_of)
    if when.days < min(LEAST_OVER, params.days):
        raise NotEnoughDataError(
            _("{name} has only just begun", name=group.name),
            _("{days} of {all} days are over", days=when.days, all=params.days),
            _("Come back when the days are over and import the orders made since"),
        )
    return when


def _no_orders(params: JudgeParams) -> NotEnoughDataError:
    return NotEnoughDataError(
        _("No order in this currency counts before {day:day}", day=params.as_of),
        _("0 orders in {currency:currency}", currency=params.currency),
        _("Import the order export of a shop, or choose another currency or day"),
    )


def _nobody_known(group: Group) -> NotEnoughDataError:
    if group.kind in ("field", "group"):
        return NotEnoughDataError(
            _("Nobody is known with {trait}", trait=group.name),
            _("0 people"),
            _("Choose another value, or import a customer list that states it"),
        )
    return NotEnoughDataError(
        _("Nobody whom {name} contacted is known", name=group.name),
        _("{n:count} contacts whose person nobody knows", n=group.unknown),
        _("Import contacts and orders that name the same people (phone, e-mail or member number)"),
    )


def _effects(comparisons: dict[Way, Comparison], verdict: Verdict, measured: Measured) -> pd.DataFrame:
    way = verdict.way or ("control" if comparisons["control"].why_not is None else "matched")
    return tables.effects(comparisons[way], measured.customers("treated"))
