"""What is worth saying about a workspace as a whole."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.i18n import Money, Text, _
from insight.results import Finding
from insight.statistics.intervals import SMALL, share_of, wilson

_ALIKE = 0.01
"""Less of a change than this is none."""

if TYPE_CHECKING:
    from insight.analysis.overview.result import OverviewResult


def findings(result: "OverviewResult") -> list[Finding]:
    """The last month against last year's, who comes back, revenue, people, refunds, and orders without a person."""
    return [
        *_change(result),
        *_repeat(result),
        *_last_month(result),
        *_revenue(result),
        *_people(result),
        *_refund(result),
        *_without_person(result),
    ]


def _change(result: "OverviewResult") -> Iterator[Finding]:
    month = result.compared()
    if month is None:
        return
    revenue, other = month.tile("net_amount"), month.year_before
    change = revenue.change(revenue.year_before)
    if change is None:
        other, change = month.before, revenue.change(revenue.before)
    if change is not None and revenue.value is not None:
        customers = int(month.tile("customers").value or 0)
        yield Finding(
            text=_(
                "{month:month} brought {amount:short_money}, {change}. {why}",
                month=month.month,
                amount=Money(revenue.value, result.params.currency),
                change=_than(change, other),
                why=_why(result, month.month, other),
            ),
            value=change,
            n=customers,
            certain=customers >= SMALL,
            cell={"period": month.month, "in_currency": True},
        )


def _than(change: float, other: dt.date) -> Text:
    if abs(change) < _ALIKE:
        return _("about as much as {other:month}", other=other)
    if change > 0:
        return _("{share:percent} more than {other:month}", share=change, other=other)
    return _("{share:percent} less than {other:month}", share=-change, other=other)


def _why(result: "OverviewResult", month: dt.date, other: dt.date) -> Text:
    """Whether new or returning customers moved the revenue more."""
    rows = {row["period"]: row for row in result.periods.to_dict("records")}
    returning = rows[month]["returning_net_amount"] - rows[other]["returning_net_amount"]
    new = rows[month]["net_amount"] - rows[other]["net_amount"] - returning
    if abs(new) > abs(returning):
        amount = Money(abs(new), result.params.currency)
        if new > 0:
            return _("New customers spent {amount:short_money} more", amount=amount)
        return _("New customers spent {amount:short_money} less", amount=amount)
    amount = Money(abs(returning), result.params.currency)
    if returning < 0:
        return _("Returning customers spent {amount:short_money} less", amount=amount)
    return _("Returning customers spent {amount:short_money} more", amount=amount)


def _people(result: "OverviewResult") -> Iterator[Finding]:
    if result.people:
        yield Finding(
            text=_(
                "{people:count} people are known: {buyers:count} have bought, {others:count} have not yet",
                people=result.people,
                buyers=result.buyers,
                others=result.members_without_orders,
            ),
            value=result.people,
            n=result.people,
            certain=result.people >= SMALL,
            cell={"group": "members_without_orders"},
        )


def _revenue(result: "OverviewResult") -> Iterator[Finding]:
    row = result.main_revenue()
    if row is not None:
        yield Finding(
            text=_(
                "{orders:count} orders brought {amount:short_money} after refunds, {average:money} an order",
                orders=int(row["orders"]),
                amount=Money(result.net_amount, result.params.currency),
                average=Money(result.average_order_value, result.params.currency),
            ),
            value=result.net_amount,
            n=int(row["orders"]),
            certain=int(row["orders"]) >= SMALL,
        )


def _repeat(result: "OverviewResult") -> Iterator[Finding]:
    if result.buyers:
        low, high = wilson(result.repeat_buyers, result.buyers)
        yield Finding(
            text=_(
                "{rate:percent} of {buyers:count} buyers have ordered again",
                rate=result.repeat_rate,
                buyers=result.buyers,
            ),
            value=result.repeat_rate,
            n=result.buyers,
            low=low,
            high=high,
            certain=result.buyers >= SMALL,
            cell={"group": "repeat_buyers"},
        )


def _refund(result: "OverviewResult") -> Iterator[Finding]:
    row = result.rate("refund")
    if row["n"]:
        yield Finding(
            text=_(
                "{rate:percent} of {orders:count} paid orders were refunded at least partly, {share:percent} of the "
                "money paid",
                rate=float(row["rate"]),
                orders=int(row["n"]),
                share=float(result.rate("refund_amount")["rate"]),
            ),
            value=float(row["rate"]),
            n=int(row["n"]),
            low=float(row["low"]),
            high=float(row["high"]),
            certain=int(row["n"]) >= SMALL,
        )


def _last_month(result: "OverviewResult") -> Iterator[Finding]:
    whole = result.months[result.months["is_complete"]]
    rows = whole[whole["period"] == whole["period"].max()]
    people, returning = int(rows["customers"].sum()), int(rows[rows["group"] == "returning"]["customers"].sum())
    if people:
        low, high = wilson(returning, people)
        yield Finding(
            text=_(
                "In {month:month}, {share:percent} of the {customers:count} buyers had bought in an earlier month",
                month=rows["period"].iloc[0],
                share=returning / people,
                customers=people,
            ),
            value=returning / people,
            n=people,
            low=low,
            high=high,
            certain=people >= SMALL,
            cell={"period": rows["period"].iloc[0], "group": "returning"},
        )


def _without_person(result: "OverviewResult") -> Iterator[Finding]:
    if result.orders_without_person:
        share = share_of(result.orders_without_person, result.orders)
        yield Finding(
            text=_(
                "{orders:count} orders ({share:percent}) name no person: they count in revenue, not in people",
                orders=result.orders_without_person,
                share=share,
            ),
            value=share,
            n=result.orders,
            certain=result.orders >= SMALL,
        )
