"""Rhythms and run-out days again, slow and obvious, from the rows as they were written down."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import floor
from statistics import median
from typing import Any

from tests.oracle_lifecycle import days_by
from tests.oracles import Row, sales_before

Bought = dict[tuple[str, str], list[tuple[dt.date, Fraction]]]


def item_of(line: Row) -> str | None:
    """What a good is known by."""
    return line["sku"] or line["product_id"] or line["product_name"]


def listed(line: Row, products: Sequence[Row]) -> list[Row]:
    """The rows of the product list that speak of the good of a line, the closest first."""
    codes = [line["product_id"] or line["sku"] or line["product_name"], line["product_id"]]
    codes.append(line["sku"] or line["product_name"])
    return [row for code in codes for row in products if row["product_id"] == code]


def category_of(line: Row, products: Sequence[Row]) -> str | None:
    """The category a line states, else its product's."""
    stated = [line["category"], *(row["category"] for row in listed(line, products))]
    return next((category for category in stated if category is not None), None)


def stated_days(items: Sequence[Row], products: Sequence[Row], level: str) -> dict[str, int]:
    """Good -> whole days a piece that product lists state."""
    days: dict[str, float] = {}
    category: dict[str, str] = {}
    for line in items:
        item = item_of(line)
        if item is None:
            continue
        said = [row["refill_days"] for row in listed(line, products) if row["refill_days"]]
        if said:
            days[item] = min(days.get(item, said[0]), said[0])
        if category_of(line, products) is not None:
            category[item] = category_of(line, products) or ""
    if level == "product":
        return {item: floor(number + 0.5) for item, number in days.items()}
    by_category = defaultdict(list)
    for item, number in days.items():
        if item in category:
            by_category[category[item]].append(number)
    return {name: floor(median(numbers) + 0.5) for name, numbers in by_category.items()}


def bought(shop: Any, as_of: dt.date, look_back_days: int, level: str) -> Bought:
    """(person, good) -> every line that counts: day and pieces."""
    orders = {order["order_id"]: order for order in sales_before(shop.orders, as_of) if order["buyer_ref"]}
    found: Bought = defaultdict(list)
    for line in shop.items:
        order = orders.get(line["order_id"])
        item = item_of(line) if level == "product" else category_of(line, shop.products)
        pieces = Fraction(1) if line["quantity"] is None else Fraction(line["quantity"])
        if order is None or item is None or pieces <= 0 or is_paid_back(line):
            continue
        day = order["ordered_at"].date()
        if (as_of - day).days <= look_back_days:
            found[order["buyer_ref"], item].append((day, pieces))
    return dict(found)


def is_paid_back(line: Row) -> bool:
    """Lines of refunded or closed parts of an order."""
    return line.get("status") in ("unpaid", "closed", "refunded") or line.get("refund_status") == "refunded"


def waits(lines: Bought, item: str, as_of: dt.date) -> tuple[list[int], list[int], int]:
    """Days a piece until bought again; days a piece watched without; people who bought on two days or more."""
    over: list[int] = []
    open_: list[int] = []
    people = 0
    for (_person, good), purchases in lines.items():
        if good != item:
            continue
        pieces: dict[dt.date, Fraction] = defaultdict(Fraction)
        for day, number in purchases:
            pieces[day] += number
        days = sorted(pieces)
        people += len(days) >= 2
        for day, next_day in pairwise(days):
            over.append(max(floor((next_day - day).days / pieces[day] + Fraction(1, 2)), 1))
        open_.append(floor(((as_of - days[-1]).days - 1) / pieces[days[-1]]))
    return over, open_, people


def quartiles(over: Sequence[int], open_: Sequence[int]) -> tuple[int, ...] | None:
    """Days a piece by which a quarter, half, three quarters of those who come back have come back."""
    return days_by(over, open_, [Fraction(1, 4), Fraction(1, 2), Fraction(3, 4)])


def run_out_day(purchases: Sequence[tuple[dt.date, Fraction]], rhythm: int, as_of: dt.date) -> dt.date | None:
    """The day a person runs out of a good, reckoned purchase by purchase; None when all of it is too long ago."""
    lasting = [(day, max(floor(rhythm * pieces + Fraction(1, 2)), 1)) for day, pieces in purchases]
    recent = sorted((day, days) for day, days in lasting if (as_of - day).days <= 4 * days)
    if not recent:
        return None
    last = recent[-1][0]
    end = None
    for day, days in recent:
        if day == last or day + dt.timedelta(days=days) > last:
            end = max(end or day, day) + dt.timedelta(days=days)
    return end


def state(run_out: dt.date, rhythm: int, as_of: dt.date) -> str:
    """due within thirty days, later, overdue by at most one rhythm, or longer."""
    left = (run_out - as_of).days
    if left >= 0:
        return "due" if left < 30 else "later"
    return "overdue" if -left <= rhythm else "long_overdue"
