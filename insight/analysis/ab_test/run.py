"""A test of several arms, run."""

import datetime as dt
import math
from dataclasses import asdict
from typing import Any

from insight.analysis.ab_test import tables
from insight.analysis.ab_test.params import AbTestParams
from insight.analysis.ab_test.result import AbTestResult
from insight.analysis.ab_test.statements import MEASURED, NEWEST, STARTED
from insight.analysis.judge.who import find_group
from insight.errors import NotEnoughDataError, ParameterError
from insight.i18n import Text, _
from insight.statistics.power import dealt_as_planned, people_for_rates
from insight.warehouse import Warehouse

Row = dict[str, Any]
_NEARLY_EQUAL = 1.5


def ab_test(warehouse: Warehouse, params: AbTestParams) -> AbTestResult:
    """Compare the arms of a campaign, or counts given by hand.

    Raises NotEnoughDataError where there are no two arms, ParameterError for a campaign that is not there.
    """
    if params.arms:
        columns = zip(params.arms, params.sizes, params.successes, strict=True)
        rows: list[Row] = [{"arm": arm, "customers": size, "people": people} for arm, size, people in columns]
        return _result(params, rows, _("Test"), None, mixed=0, is_over=True)
    campaign = params.campaign or _newest(warehouse, params)
    name = find_group(warehouse, campaign, None, None, None).name
    values = asdict(params) | {"campaign": campaign}
    found = warehouse.query(MEASURED, values).to_dict("records")
    rows = [{str(key): value for key, value in row.items()} for row in found if isinstance(row["arm"], str)]
    if len(rows) < 2:
        raise _one_arm(name, rows)
    mixed = sum(int(row["customers"]) for row in found if not isinstance(row["arm"], str))
    started = warehouse.arrow(STARTED, values).column("starts_at").to_pylist()[0]
    is_over = started + dt.timedelta(days=params.days) <= dt.datetime.combine(params.as_of, dt.time())
    return _result(params, rows, name, campaign, mixed=mixed, is_over=is_over)


def _result(
    params: AbTestParams, rows: list[Row], name: Text, campaign: str | None, *, mixed: int, is_over: bool
) -> AbTestResult:
    arms = tables.arms(rows, params.measure)
    return AbTestResult(
        params=params,
        name=name,
        campaign=campaign,
        p_dealt=_dealt(params, [int(size) for size in arms["customers"]]),
        mixed=mixed,
        is_over=is_over,
        people_needed=_needed(params, float(arms["value"].iloc[0])),
        arms=arms,
        pairs=tables.pairs(rows, params.measure),
    )


def _dealt(params: AbTestParams, sizes: list[int]) -> float:
    """Of counts given by hand, arms of nearly equal size were meant to be equal; else a plan must be known."""
    shares = params.shares
    if not shares and params.arms and max(sizes) <= _NEARLY_EQUAL * min(sizes):
        shares = (1.0,) * len(sizes)
    if not shares:
        return math.nan
    if len(shares) != len(sizes):
        raise ParameterError("shares", params.shares, _("a share between 0 and 1 for each arm"))
    return dealt_as_planned(sizes, shares)


def _needed(params: AbTestParams, value: float) -> int | None:
    if params.measure != "people":
        return None
    baseline = params.baseline if params.baseline is not None else value
    rate = baseline * (1 + params.lift)
    return math.ceil(people_for_rates(baseline, rate)) if baseline > 0 and rate < 1 else None


def _newest(warehouse: Warehouse, params: AbTestParams) -> str:
    found = warehouse.arrow(NEWEST, asdict(params)).column("campaign_id").to_pylist()
    if not found:
        raise NotEnoughDataError(
            _("No campaign has several arms"),
            _("0 campaigns with two arms"),
            _("Import contacts with a column that says which version each person got, or give the counts"),
        )
    return str(found[0])


def _one_arm(name: Text, rows: list[Row]) -> NotEnoughDataError:
    return NotEnoughDataError(
        _("{campaign} has no two arms to compare", campaign=name),
        _("arms: {names}", names=", ".join(str(row["arm"]) for row in rows) or "–"),
        _("Import contacts with a column that says which version each person got, or give the counts"),
    )
