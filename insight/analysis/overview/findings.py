"""What is worth saying about a workspace as a whole."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.i18n import Money, _
from insight.results import Finding
from insight.statistics.intervals import SMALL, share_of, wilson

if TYPE_CHECKING:
    from insight.analysis.overview.result import OverviewResult


def findings(result: "OverviewResult") -> list[Finding]:
    """People, revenue, who comes back, what is paid back, the last whole month, and orders without a person."""
    return [
        *_people(result),
        *_revenue(result),
        *_repeat(result),
        *_refund(result),
        *_last_month(result),
        *_without_person(result),
    ]


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
