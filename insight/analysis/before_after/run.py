"""Before and after, run."""

from insight.analysis.before_after import tables
from insight.analysis.before_after.bound import bound
from insight.analysis.before_after.params import BeforeAfterParams
from insight.analysis.before_after.result import BeforeAfterResult
from insight.analysis.before_after.statements import BY_CHANNEL, GROUP_SIZE, MEASURED, RATED, VISITED
from insight.analysis.judge.statements import SPAN
from insight.analysis.judge.who import Group, find_group, people_of_group
from insight.calendar.across import in_one_only
from insight.errors import NotEnoughDataError
from insight.i18n import _
from insight.warehouse import Warehouse


def before_after(warehouse: Warehouse, params: BeforeAfterParams) -> BeforeAfterResult:
    """Put the orders of two spans of days side by side.

    Raises NotEnoughDataError where the group is empty or the orders do not reach both spans, ParameterError for a
    campaign or list that is not there.
    """
    group, members = _whose(warehouse, params)
    _check_reach(warehouse, params)
    values = bound(params, group, members)
    customers = int(warehouse.query(GROUP_SIZE[group.kind], values)["customers"].iloc[0])
    rows = warehouse.query(MEASURED[group.kind], values)
    if rows.empty:
        raise _nobody_bought(group, customers)
    visited, rated = (warehouse.query(statement[group.kind], values) for statement in (VISITED, RATED))
    before, after = (
        tables.of_period(rows, period, customers=customers, visited=visited, rated=rated)
        for period in ("before", "after")
    )
    channels = warehouse.query(BY_CHANNEL[group.kind], values)
    return BeforeAfterResult(
        params=params,
        group=group,
        customers=customers,
        members=members,
        festivals=tuple(one.name for one in in_one_only(params.before, params.after)),
        measures=tables.measures(before, after),
        contributions=tables.contributions(before, after, rows, channels),
    )


def _whose(warehouse: Warehouse, params: BeforeAfterParams) -> tuple[Group, tuple[str, ...]]:
    """The group, and its people where it is told by a code."""
    if params.group is not None:
        return people_of_group(warehouse, params.group, params.before[0], params.currency)
    nothing_named = params.campaign is None and params.export is None and params.field is None
    field = "everybody" if nothing_named else params.field
    return find_group(warehouse, params.campaign, params.export, field, params.value), ()


def _check_reach(warehouse: Warehouse, params: BeforeAfterParams) -> None:
    known = warehouse.arrow(SPAN, {"currency": params.currency, "as_of": params.as_of}).to_pylist()[0]
    first, last = known["first_at"], known["last_at"]
    if first is not None and params.before[1] > first.date() and params.after[0] <= last.date():
        return
    raise NotEnoughDataError(
        _("The orders do not reach both spans of days"),
        _("orders from {first:day} to {last:day}", first=first and first.date(), last=last and last.date()),
        _("Choose other days, or import the orders of these"),
    )


def _nobody_bought(group: Group, customers: int) -> NotEnoughDataError:
    return NotEnoughDataError(
        _("Nobody of {who} bought in these days", who=group.name),
        _("{n:count} people, 0 orders", n=customers),
        _("Choose other days or other people"),
    )
