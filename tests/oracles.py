"""The analyses again, slow and obvious, from the rows as they were written down: for comparison only."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

Row = dict[str, Any]


class Score(NamedTuple):
    """What RFM says about one buyer."""

    recency_days: int
    orders: int
    net_amount: Decimal
    r: int
    f: int
    m: int
    eight: str
    eleven: str


def net_amount(order: Row) -> Decimal:
    """What is left of an order after its refund."""
    paid = Decimal(order["paid_amount"])
    refund = refunded(order)
    if refund > 0 and paid >= 0 and paid + refund == Decimal(order["order_amount"]):
        return paid
    return max(paid - refund, Decimal(0)) if paid >= 0 else paid


def refunded(order: Row) -> Decimal:
    """What was paid back; all that was paid where a refund states no amount."""
    stated = Decimal(order.get("refund_amount") or 0)
    if stated != 0:
        return abs(stated)
    if order["status"] == "refunded" or order.get("refund_status") == "refunded":
        return Decimal(order["paid_amount"])
    return Decimal(0)


def counts(order: Row) -> bool:
    """Whether an order counts as a sale."""
    status = order["status"] or "unknown"
    return status in ("paid", "shipped", "completed", "unknown") and net_amount(order) > 0


def credits_before(orders: Sequence[Row], as_of: dt.date) -> list[Row]:
    """The credit notes before the day: amounts below zero that are neither unpaid nor closed."""
    return [
        order
        for order in orders
        if net_amount(order) < 0
        and order["status"] not in ("unpaid", "closed")
        and not order.get("cancelled_at")
        and order["ordered_at"].date() < as_of
    ]


def sales_before(orders: Sequence[Row], as_of: dt.date) -> list[Row]:
    """The orders that count before the day."""
    return [order for order in orders if counts(order) and order["ordered_at"].date() < as_of]


def rfm_scores(
    orders: Sequence[Row],
    *,
    as_of: dt.date,
    currency: str,
    bins: int,
    since: dt.date | None = None,
    cuts: tuple[Sequence[float], Sequence[float], Sequence[float]] | None = None,
) -> dict[str, Score]:
    """Buyer -> recency, orders, amount, the three scores and both names."""
    bought: dict[str, list[Row]] = defaultdict(list)
    for order in sales_before(orders, as_of):
        is_recent_enough = since is None or order["ordered_at"].date() >= since
        if order["buyer_ref"] and order["currency"] == currency and is_recent_enough:
            bought[order["buyer_ref"]].append(order)
    recency = {name: (as_of - max(row["ordered_at"].date() for row in rows)).days for name, rows in bought.items()}
    frequency = {name: len(rows) for name, rows in bought.items()}
    monetary = {name: sum((net_amount(row) for row in rows), Decimal(0)) for name, rows in bought.items()}
    for order in credits_before(orders, as_of):
        is_recent_enough = since is None or order["ordered_at"].date() >= since
        if order["buyer_ref"] in monetary and order["currency"] == currency and is_recent_enough:
            monetary[order["buyer_ref"]] += net_amount(order)
    scores = {}
    for name in bought:
        if cuts is None:
            r = quantile_score(-recency[name], [-days for days in recency.values()], bins)
            f = quantile_score(frequency[name], list(frequency.values()), bins)
            m = quantile_score(monetary[name], list(monetary.values()), bins)
        else:
            r = bins - sum(recency[name] > cut for cut in cuts[0])
            f = 1 + sum(frequency[name] >= cut for cut in cuts[1])
            m = 1 + sum(monetary[name] >= cut for cut in cuts[2])
        names = chinese_class(r, f, m, bins), english_group(r, f, bins)
        scores[name] = Score(recency[name], frequency[name], monetary[name], r, f, m, *names)
    return scores


def quantile_score(value: Any, everyone: Sequence[Any], bins: int) -> int:
    """Percent rank (people strictly below, of all others) cut into bins."""
    if len(everyone) == 1:
        return 1
    rank = Fraction(sum(other < value for other in everyone), len(everyone) - 1)
    return min(int(rank * bins), bins - 1) + 1


def chinese_class(r: int, f: int, m: int, bins: int) -> str:
    """The standard table of eight, by score above the average of the scale."""
    average = Fraction(sum(range(1, bins + 1)), bins)
    return {
        (True, True, True): "key_value",
        (True, False, True): "key_develop",
        (False, True, True): "key_keep",
        (False, False, True): "key_win_back",
        (True, True, False): "general_value",
        (True, False, False): "general_develop",
        (False, True, False): "general_keep",
        (False, False, False): "general_win_back",
    }[r > average, f > average, m > average]


def english_group(r: int, f: int, bins: int) -> str:
    """The eleven groups as their definitions say it, on five levels."""
    recency, frequency = (int((score - Fraction(1, 2)) / bins * 5) + 1 for score in (r, f))
    definitions = {
        "champions": ((4, 5), (4, 5)),
        "loyal": ((3,), (4, 5)),
        "active": ((4, 5), (3,)),
        "new": ((5,), (1, 2)),
        "promising": ((4,), (1, 2)),
        "needs_attention": ((3,), (1, 2, 3)),
        "at_risk": ((2,), (3, 4, 5)),
        "previously_loyal": ((1,), (4, 5)),
        "almost_lost": ((2,), (1, 2)),
        "dormant": ((1,), (1, 2, 3)),
    }
    (name,) = [name for name, (rs, fs) in definitions.items() if recency in rs and frequency in fs]
    return name


def known_people(orders: Sequence[Row], customers: Sequence[Row], as_of: dt.date) -> set[str]:
    """Everybody who joined or ordered before the day, or is listed without a day."""
    known = {order["buyer_ref"] for order in orders if order["buyer_ref"] and order["ordered_at"].date() < as_of}
    for row in customers:
        if row["joined_at"] is None or row["joined_at"].date() < as_of:
            known.add(row["source_customer_id"])
    return known


def buyers_of(orders: Sequence[Row], as_of: dt.date) -> dict[str, list[Row]]:
    """Buyer -> the orders that count, in whatever currency."""
    bought: dict[str, list[Row]] = defaultdict(list)
    for order in sales_before(orders, as_of):
        if order["buyer_ref"]:
            bought[order["buyer_ref"]].append(order)
    return dict(bought)


def overview_numbers(orders: Sequence[Row], customers: Sequence[Row], *, as_of: dt.date, currency: str) -> Row:
    """The totals of the overview."""
    sales = sales_before(orders, as_of)
    bought = buyers_of(orders, as_of)
    paid = [order for order in orders if order["ordered_at"].date() < as_of and gross_amount(order) > 0]
    money = [order for order in paid if order["currency"] == currency]
    back = [min(refunded(order), gross_amount(order)) for order in money if refunded(order) > 0]
    credited = credits_before(orders, as_of)
    credit = [net_amount(order) for order in credited if order["currency"] == currency]
    in_currency = [net_amount(order) for order in sales if order["currency"] == currency]
    return {
        "people": len(known_people(orders, customers, as_of)),
        "buyers": len(bought),
        "repeat_buyers": sum(len({row["ordered_at"].date() for row in rows}) >= 2 for rows in bought.values()),
        "orders": len(sales),
        "orders_without_person": sum(order["buyer_ref"] is None for order in sales),
        "net_amount": sum(in_currency, Decimal(0)) + sum(credit, Decimal(0)),
        "currency_orders": len(in_currency),
        "paid_orders": len(paid),
        "refunded_orders": sum(refunded(order) > 0 for order in paid) + len(credited),
        "gross_amount": sum((gross_amount(order) for order in money), Decimal(0)),
        "refunded_amount": sum(back, Decimal(0)) - sum(credit, Decimal(0)),
    }


def gross_amount(order: Row) -> Decimal:
    """What was paid at first; nothing for an order that never was paid."""
    is_paid = order["status"] in ("paid", "shipped", "completed", "refunded", None) or order.get("paid_at")
    if not is_paid and refunded(order) == 0:
        return Decimal(0)
    paid = Decimal(order["paid_amount"])
    stated = abs(Decimal(order.get("refund_amount") or 0))
    if stated and paid >= 0 and paid + stated == Decimal(order["order_amount"]):
        return Decimal(order["order_amount"])
    return paid


def months(
    orders: Sequence[Row], *, as_of: dt.date, currency: str
) -> dict[tuple[dt.date, str], tuple[int, int, Decimal]]:
    """(First day of the month, new or returning) -> people, orders, net amount in the currency."""
    people: dict[tuple[dt.date, str], set[str]] = defaultdict(set)
    placed: dict[tuple[dt.date, str], list[Row]] = defaultdict(list)
    for name, rows in buyers_of(orders, as_of).items():
        first = min(row["ordered_at"].date() for row in rows).replace(day=1)
        for row in rows:
            month = row["ordered_at"].date().replace(day=1)
            key = month, "new" if month == first else "returning"
            people[key].add(name)
            placed[key].append(row)
    credited: dict[tuple[dt.date, str], Decimal] = defaultdict(Decimal)
    for row in credits_before(orders, as_of):
        if row["buyer_ref"] and row["currency"] == currency:
            month = row["ordered_at"].date().replace(day=1)
            days = [other["ordered_at"].date() for other in buyers_of(orders, dt.date.max).get(row["buyer_ref"], [])]
            is_new = bool(days) and min(days).replace(day=1) == month
            credited[month, "new" if is_new else "returning"] += net_amount(row)
    return {
        key: (
            len(people[key]),
            len(placed[key]),
            sum((net_amount(row) for row in placed[key] if row["currency"] == currency), credited[key]),
        )
        for key in placed.keys() | {key for key, amount in credited.items() if amount}
    }


def channels(orders: Sequence[Row], *, as_of: dt.date, currency: str) -> dict[str, tuple[int, int, Decimal]]:
    """Channel -> people, orders, net amount in the currency."""
    found: dict[str, list[Row]] = defaultdict(list)
    credited: dict[str, Decimal] = defaultdict(Decimal)
    for order in sales_before(orders, as_of):
        found[order["channel"] or ""].append(order)
    for order in credits_before(orders, as_of):
        if order["currency"] == currency:
            credited[order["channel"] or ""] += net_amount(order)
    return {
        name: (
            len({row["buyer_ref"] for row in rows} - {None}),
            len(rows),
            sum((net_amount(row) for row in rows if row["currency"] == currency), credited[name]),
        )
        for name, rows in found.items()
    }
