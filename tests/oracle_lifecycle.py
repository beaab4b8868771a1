"""Stages, flows, Pulse, labels and limits again, slow and obvious, from the rows as they were written down."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

from tests.oracles import Row, counts, net_amount

USUAL = (30, 90, 180)
TIMES = {"feedback": "at", "events": "occurred_at", "touches": "sent_at", "points_ledger": "at"}


class Limits(NamedTuple):
    loyal: int
    active: int
    dormant: int
    lost: int
    won_back: int


class Person:
    """What is known about one person, and when."""

    def __init__(self) -> None:
        self.ordered: list[dt.date] = []
        self.known: list[dt.date] = []
        self.asked: list[dt.date] = []
        self.is_always_known = False
        self.net_amount: dict[str, list[tuple[dt.date, Any]]] = defaultdict(list)


def people(orders: Sequence[Row], customers: Sequence[Row], facts: dict[str, list[Row]]) -> dict[str, Person]:
    """Everybody who is on a list or named by an order. Other facts tell more about them and make nobody new."""
    found: dict[str, Person] = defaultdict(Person)
    for row in orders:
        if row["buyer_ref"]:
            _ordered(found[row["buyer_ref"]], row)
    for row in customers:
        person = found[row["source_customer_id"]]
        if row["joined_at"] is None:
            person.is_always_known = True
        else:
            person.known.append(row["joined_at"].date())
    for table, time in TIMES.items():
        for row in facts[table]:
            if row["customer_ref"] in found and row[time] is not None:
                _heard_of(found[row["customer_ref"]], row, row[time].date())
    for person in found.values():
        person.ordered.sort()
    return dict(found)


def _ordered(person: Person, row: Row) -> None:
    day = row["ordered_at"].date()
    if counts(row):
        person.ordered.append(day)
        person.net_amount[row["currency"]].append((day, net_amount(row)))
    else:
        person.known.append(day)


def _heard_of(person: Person, row: Row, day: dt.date) -> None:
    person.known.append(day)
    if row.get("kind") in ("chat", "ticket") or row.get("event") in ("consult", "咨询"):
        person.asked.append(day)


def stage(person: Person, day: dt.date, limits: Limits) -> str:
    """The stage of a person at the beginning of a day."""
    ordered = sorted({one for one in person.ordered if one < day})
    if not ordered:
        if any(one < day for one in person.asked):
            return "consulted"
        return "contacted" if person.is_always_known or any(one < day for one in person.known) else "unknown"
    away = (day - ordered[-1]).days
    if away > limits.lost:
        return "lost"
    if away > limits.dormant:
        return "dormant"
    for one, next_one in pairwise(ordered):
        if (next_one - one).days > limits.dormant and (day - next_one).days <= limits.won_back:
            return "won_back"
    if len(ordered) >= limits.loyal:
        return "loyal"
    return "first_order" if len(ordered) == 1 else "repeat"


def labels(person: Person, day: dt.date, limits: Limits) -> tuple[str, str] | None:
    """Both labels of a buyer; None for somebody who has not bought."""
    ordered = sorted({one for one in person.ordered if one < day})
    if not ordered:
        return None
    away = (day - ordered[-1]).days
    often = "trying" if len(ordered) == 1 else "recommending" if len(ordered) < limits.loyal else "devoted"
    bounds = {"regular": limits.active, "infrequent": limits.dormant, "nearly_lost": limits.lost}
    return often, next((label for label, bound in bounds.items() if away <= bound), "gone")


def months_before(as_of: dt.date, months: int) -> list[tuple[dt.date, dt.date]]:
    """First day, and first day after, of the last months before a day; the last ends with the day."""
    last = as_of - dt.timedelta(days=1)
    numbers = [last.year * 12 + last.month - 1 - back for back in range(months)]
    firsts = [dt.date(number // 12, number % 12 + 1, 1) for number in reversed(numbers)]
    return list(pairwise([*firsts, as_of]))


def flows(everybody: dict[str, Person], as_of: dt.date, months: int, limits: Limits) -> Counter[tuple[Any, ...]]:
    """(first day of month, stage before, stage after) -> people."""
    found: Counter[tuple[Any, ...]] = Counter()
    for first, end in months_before(as_of, months):
        for person in everybody.values():
            after = stage(person, end, limits)
            if after != "unknown":
                found[first, stage(person, first, limits), after] += 1
    return found


def pulse(everybody: dict[str, Person], as_of: dt.date, months: int, limits: Limits) -> dict[dt.date, tuple[Any, ...]]:
    """Month -> new, won back, newly dormant, and their Pulse (None where nobody fell dormant)."""
    found = {}
    away = ("dormant", "lost")
    for first, end in months_before(as_of, months):
        new = won_back = gone = 0
        for person in everybody.values():
            before, after = stage(person, first, limits), stage(person, end, limits)
            is_buyer = any(day < end for day in person.ordered)
            new += is_buyer and not any(day < first for day in person.ordered)
            won_back += before in away and after not in away
            gone += before not in away and after in away
        found[first] = (new, won_back, gone, (new + won_back) / gone if gone else None)
    return found


def waits_of(everybody: dict[str, Person], as_of: dt.date) -> tuple[list[int], list[int]]:
    """Days between two days with orders, and days watched since the last one without another."""
    returned: list[int] = []
    waiting: list[int] = []
    for person in everybody.values():
        days = sorted({day for day in person.ordered if day < as_of})
        returned += [(later - earlier).days for earlier, later in pairwise(days)]
        if days:
            waiting.append((as_of - days[-1]).days - 1)
    return returned, waiting


def curve(returned: Sequence[int], waiting: Sequence[int]) -> tuple[list[tuple[int, Fraction]], int]:
    """Day -> share of waits over by then, as long as enough of them are watched; and how many were seen to end."""
    least = max(Fraction(30), Fraction(len(returned) + len(waiting), 20))
    away, found, seen, day = Fraction(1), [], 0, 1
    while (watched := sum(1 for wait in (*returned, *waiting) if wait >= day)) >= least:
        over = returned.count(day)
        away *= 1 - Fraction(over, watched)
        seen += over
        found.append((day, 1 - away))
        day += 1
    return found, seen


def days_by(returned: Sequence[int], waiting: Sequence[int], shares: Sequence[Fraction]) -> tuple[int, ...] | None:
    """Days by which these shares of those who come back have come back; None where fewer than 30 did."""
    found, seen = curve(returned, waiting)
    if seen < 30:
        return None
    return tuple(next(day for day, rate in found if rate >= share * found[-1][1]) for share in shares)


def proposed(everybody: dict[str, Person], as_of: dt.date) -> tuple[int, ...] | None:
    """The limits that the gaps of a shop propose."""
    return days_by(*waits_of(everybody, as_of), [Fraction(1, 2), Fraction(4, 5), Fraction(19, 20)])
