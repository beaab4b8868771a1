"""Association rules once more, in slow and obvious Python: every subset of every basket is counted."""

import datetime as dt
from collections import defaultdict
from itertools import combinations
from math import inf
from typing import Any, NamedTuple

from tests.workspaces import Row

Side = frozenset[str]


class Rule(NamedTuple):
    support: float
    confidence: float
    lift: float
    leverage: float
    conviction: float
    n: int
    customers: int
    is_redundant: bool


def baskets_by_order(orders: list[Row], items: list[Row]) -> dict[Any, set[str]]:
    """Order -> products."""
    valid = {order["order_id"] for order in orders if order["status"] == "completed"}
    found: dict[Any, set[str]] = defaultdict(set)
    for line in items:
        if line["order_id"] in valid:
            found[line["order_id"]].add(line["sku"])
    return found


def baskets_by_person(orders: list[Row], items: list[Row], window_days: int) -> dict[Any, set[str]]:
    """Person and block of days since the first purchase -> products."""
    found: dict[Any, set[str]] = defaultdict(set)
    days: dict[str, list[tuple[dt.date, str]]] = defaultdict(list)
    by_number = {order["order_id"]: order for order in orders if order["status"] == "completed"}
    for line in items:
        order = by_number.get(line["order_id"])
        if order and order["buyer_ref"]:
            days[order["buyer_ref"]].append((order["ordered_at"].date(), line["sku"]))
    for person, bought in days.items():
        first = min(day for day, _sku in bought)
        for day, sku in bought:
            found[person, (day - first).days // window_days].add(sku)
    return found


def owned(orders: list[Row], items: list[Row]) -> dict[str, set[str]]:
    """Person -> products ever bought."""
    everything = baskets_by_person(orders, items, 100_000)
    return {person: goods for (person, _block), goods in everything.items()}


def rules(
    baskets: dict[Any, set[str]], people: dict[str, set[str]], *, support: float, confidence: float, most_items: int
) -> dict[tuple[Side, Side], Rule]:
    """Antecedent and consequent -> what is measured."""
    total = len(baskets)
    counts: dict[Side, int] = defaultdict(int)
    for goods in baskets.values():
        for size in range(1, most_items + 1):
            for some in combinations(sorted(goods), size):
                counts[frozenset(some)] += 1
    found = {}
    for both, n in counts.items():
        if len(both) < 2 or n / total < support - 1e-12:
            continue
        for size in range(1, len(both)):
            for some in combinations(sorted(both), size):
                left, right = frozenset(some), both - frozenset(some)
                if n / counts[left] >= confidence - 1e-12:
                    found[left, right] = _measured(left, right, counts, people, total)
    return found


def _measured(left: Side, right: Side, counts: dict[Side, int], people: dict[str, set[str]], total: int) -> Rule:
    n, sure, usual = counts[left | right], counts[left | right] / counts[left], counts[right] / total
    shorter = [frozenset(some) for size in range(1, len(left)) for some in combinations(sorted(left), size)]
    return Rule(
        support=n / total,
        confidence=sure,
        lift=sure / usual,
        leverage=n / total - counts[left] / total * usual,
        conviction=inf if n == counts[left] else (1 - usual) / (1 - sure),
        n=n,
        customers=sum(left <= goods and not right <= goods for goods in people.values()),
        is_redundant=any(counts[less | right] / counts[less] >= sure - 1e-12 for less in shorter),
    )
