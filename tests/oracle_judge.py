"""Who is in which arm and what they bought, slow and obvious, from the rows as they were written down."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]
_DAY = dt.timedelta(days=1)
WINDOWS = (0, 1, 2, 3)


def arms(touches: Iterable[Row], campaign: str) -> dict[str, str]:
    """Person -> arm of a campaign."""
    said = defaultdict(set)
    for touch in touches:
        if touch["campaign_id"] == campaign:
            said[touch["customer_ref"]].add("control" if touch["arm"] == "control" else "treated")
    return {name: "both" if len(found) == 2 else found.pop() for name, found in said.items()}


def busy(touches: Iterable[Row], campaign: str, start: dt.datetime, days: int) -> set[str]:
    """Whom another campaign reached in these days."""
    return {
        touch["customer_ref"]
        for touch in touches
        if touch["campaign_id"] != campaign
        and touch["arm"] != "control"
        and touch["sent_at"] is not None
        and start <= touch["sent_at"] < start + days * _DAY
    }


def sales(orders: Iterable[Row], currency: str) -> dict[str, list[Row]]:
    """Person -> orders that count, in a currency."""
    found: dict[str, list[Row]] = defaultdict(list)
    for order in orders:
        counts = order["status"] in ("paid", "shipped", "completed", None) and float(order["paid_amount"]) > 0
        if order["buyer_ref"] and counts and order["currency"] == currency:
            found[order["buyer_ref"]].append(order)
    return found


def people(
    orders: list[Row], customers: list[Row], touches: list[Row], campaign: str, start: dt.datetime, days: int
) -> dict[str, Row]:
    """Person -> arm, is_busy, recency, frequency, is_member, and orders and money by window."""
    bought, found_arms = sales(orders, "CNY"), arms(touches, campaign)
    reached = busy(touches, campaign, start, days)
    joined = {row["source_customer_id"]: row["joined_at"] for row in customers}
    everybody = {*joined, *(order["buyer_ref"] for order in orders if order["buyer_ref"])}
    found = {}
    for name in everybody:
        own = bought.get(name, [])
        before = [order["ordered_at"] for order in own if order["ordered_at"] < start]
        member = joined.get(name) is not None and joined[name] < start
        if name not in found_arms and not before and not member:
            continue
        found[name] = {
            "arm": found_arms.get(name, "busy" if name in reached else "others"),
            "is_busy": name in reached,
            "recency": _recency(before, start),
            "frequency": _frequency(len(before)),
            "is_member": member,
        } | _windows(own, start, days)
    return found


def _windows(own: list[Row], start: dt.datetime, days: int) -> Row:
    found: Row = {}
    for window in WINDOWS:
        first = start - window * days * _DAY
        inside = [order for order in own if first <= order["ordered_at"] < first + days * _DAY]
        found[f"orders_{window}"] = len(inside)
        found[f"money_{window}"] = sum(float(order["paid_amount"]) for order in inside)
    return found


def _recency(before: list[dt.datetime], start: dt.datetime) -> str:
    if not before:
        return "never"
    for days in (30, 90, 180, 365):
        if max(before) >= start - days * _DAY:
            return str(days)
    return "longer"


def _frequency(orders: int) -> str:
    return str(max(least for least in (0, 1, 2, 3, 6) if orders >= least))
