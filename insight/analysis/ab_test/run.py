"""A test of several arms, run or planned."""

import datetime as dt
import math
from typing import Any

from insight.analysis.ab_test import tables
from insight.analysis.ab_test.arms import Compared, bound, find_compared
from insight.analysis.ab_test.params import AbTestParams
from insight.analysis.ab_test.result import AbTestResult
from insight.analysis.ab_test.statements import MEASURED
from insight.errors import NotEnoughDataError, ParameterError
from insight.i18n import Text, _
from insight.statistics.power import dealt_as_planned
from insight.warehouse import Warehouse

Row = dict[str, Any]
_NEARLY_EQUAL = 1.5


def ab_test(warehouse: Warehouse, params: AbTestParams) -> AbTestResult:
    """Compare the arms of a campaign, lists, or numbers given by hand; or plan a test.

    Raises NotEnoughDataError where there are no two arms, ParameterError for a campaign or list that is not there.
    """
    if params.arms:
        return _result(params, tables.by_hand(params), None, mixed=0, is_over=True)
    if params.baseline is not None and not params.lists and params.campaign is None:
        return _result(params, [], None, mixed=0, is_over=True)
    compared = find_compared(warehouse, params)
    found = warehouse.query(MEASURED[compared.source], bound(params, compared)).to_dict("records")
    rows = [{str(key): value for key, value in row.items()} for row in found if isinstance(row["arm"], str)]
    if len(rows) < 2:
        raise _one_arm(compared, rows)
    mixed = sum(int(row["customers"]) for row in found if not isinstance(row["arm"], str))
    ends_at = compared.starts_at + dt.timedelta(days=params.days)
    return _result(params, rows, compared, mixed=mixed, is_over=ends_at <= dt.datetime.combine(params.as_of, dt.time()))


def _result(
    params: AbTestParams, rows: list[Row], compared: Compared | None, *, mixed: int, is_over: bool
) -> AbTestResult:
    arms = tables.arms(rows, params.measure)
    return AbTestResult(
        params=params,
        name=_name(params) if compared is None else compared.name,
        campaign=None if compared is None else compared.campaign,
        starts_on=None if compared is None else compared.starts_at.date(),
        compared=compared,
        p_dealt=_dealt(params, [int(size) for size in arms["customers"]]),
        mixed=mixed,
        is_over=is_over,
        arms=arms,
        pairs=tables.pairs(rows, params.measure),
    )


def _name(params: AbTestParams) -> Text:
    return _("Test") if params.arms else _("Planned test")


def _dealt(params: AbTestParams, sizes: list[int]) -> float:
    """Arms of nearly equal size were meant to be equal; else a plan must be known."""
    shares = params.shares
    if not sizes:
        return math.nan
    if not shares and max(sizes) <= _NEARLY_EQUAL * min(sizes):
        shares = (1.0,) * len(sizes)
    if not shares:
        return math.nan
    if len(shares) != len(sizes):
        raise ParameterError("shares", params.shares, _("a share between 0 and 1 for each arm"))
    return dealt_as_planned(sizes, shares)


def _one_arm(compared: Compared, rows: list[Row]) -> NotEnoughDataError:
    hint = _("Import contacts with a column that says which version each person got, or give the counts")
    if compared.source == "lists":
        hint = _("Look at the lists on the page of segments: it says why the ids of a row name nobody")
    return NotEnoughDataError(
        _("{campaign} has no two arms to compare", campaign=compared.name),
        _("arms: {names}", names=", ".join(str(row["arm"]) for row in rows) or "–"),
        hint,
    )
