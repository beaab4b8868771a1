"""Retention and repurchase again, slow and obvious, person by person from the rows as written: for comparison only."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from insight.analysis.retention import RetentionParams
from tests.oracles import credits_before, net_amount, sales_before

Row = dict[str, Any]
_DAY = dt.timedelta(days=1)
_LENGTHS = {"day": 1, "week": 7, "month": 30, "quarter": 90}


class Shop(NamedTuple):
    """Everything that was staged."""

    orders: list[Row]
    customers: list[Row]
    items: list[Row]
    events: list[Row]


class Entry(NamedTuple):
    """A person who entered: on which day, with which value of the breakdown."""

    day: dt.date
    value: str


class Act(NamedTuple):
    """Something a person did; money is None where it is in another currency, or where there is none.

    Where money only went back (a credit note) nobody came.
    """

    day: dt.date
    money: Decimal | None
    came: bool = True


class Cell(NamedTuple):
    """What stands in one cell."""

    n: int
    returned: int
    orders: int
    net_amount: Decimal
    is_complete: bool


def start_of(day: dt.date, period: str) -> dt.date:
    """The first day of the period that a day lies in."""
    if period == "week":
        return day - dt.timedelta(days=day.weekday())
    if period == "month":
        return day.replace(day=1)
    if period == "quarter":
        return day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
    return day


def next_start(first: dt.date, period: str) -> dt.date:
    """The first day of the next period, found by walking."""
    day = first + _DAY
    while start_of(day, period) == first:
        day += _DAY
    return day


def steps_between(first: dt.date, day: dt.date, period: str) -> int:
    """How many periods after `first` the day lies, counted one by one."""
    steps, current = 0, first
    while start_of(day, period) > current:
        current, steps = next_start(current, period), steps + 1
    return steps


def entries(shop: Shop, params: RetentionParams) -> dict[str, Entry]:
    """Who entered."""
    found = {"first_order": _by_order, "joined": _by_joining, "event": _by_event}[params.entry](shop, params)
    return {name: entry for name, entry in found.items() if _is_chosen(entry.day, params)}


def _is_chosen(day: dt.date, params: RetentionParams) -> bool:
    """Whole cohorts only: from the first one that begins on `since` or later."""
    first = start_of(day, params.period)
    return (params.since is None or first >= params.since) and (params.until is None or first < params.until)


def _by_order(shop: Shop, params: RetentionParams) -> dict[str, Entry]:
    found = {}
    for name, rows in _bought(shop, params).items():
        first = min(rows, key=lambda row: (row["ordered_at"], row["order_id"]))
        found[name] = Entry(first["ordered_at"].date(), _value_of_order(first, name, shop, params))
    return found


def _bought(shop: Shop, params: RetentionParams) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for order in sales_before(shop.orders, params.as_of):
        if order["buyer_ref"]:
            rows[order["buyer_ref"]].append(order)
    return rows


def _value_of_order(order: Row, name: str, shop: Shop, params: RetentionParams) -> str:
    if params.breakdown is None:
        return ""
    if params.breakdown == "tier":
        return _listed(name, shop).get("tier") or ""
    if params.breakdown == "first_product":
        lines = [line for line in shop.items if line["order_id"] == order["order_id"]]
        lines.sort(key=lambda line: (-Decimal(line["line_paid"] or -1), line["line_no"]))
        return (lines[0]["product_name"] if lines else None) or ""
    return order.get({"first_coupon": "coupon"}.get(params.breakdown, params.breakdown)) or ""


def _listed(name: str, shop: Shop) -> Row:
    return next((row for row in shop.customers if row["source_customer_id"] == name), {})


def _by_joining(shop: Shop, params: RetentionParams) -> dict[str, Entry]:
    midnight = dt.datetime.combine(params.as_of, dt.time())
    return {
        row["source_customer_id"]: Entry(row["joined_at"].date(), row.get(params.breakdown or "") or "")
        for row in shop.customers
        if row["joined_at"] is not None and row["joined_at"] < midnight
    }


def _by_event(shop: Shop, params: RetentionParams) -> dict[str, Entry]:
    rows = [row for row in _events(shop, params) if row["event"] == params.entry_event]
    found = {}
    for name in {row["customer_ref"] for row in rows}:
        at = min(row["occurred_at"] for row in rows if row["customer_ref"] == name)
        channels = [row["channel"] for row in rows if (row["customer_ref"], row["occurred_at"]) == (name, at)]
        value = min((channel for channel in channels if channel), default="")
        if params.breakdown != "channel":
            value = _known_today(name, shop, params)
        found[name] = Entry(at.date(), value)
    return found


def _known_today(name: str, shop: Shop, params: RetentionParams) -> str:
    """Of a person's fields: what the list says; the province else from the newest order."""
    value = _listed(name, shop).get(params.breakdown or "")
    if value is None and params.breakdown == "province":
        placed = sorted(
            (row["ordered_at"], position, row["province"])
            for position, row in enumerate(shop.orders)
            if row["buyer_ref"] == name and row["province"]
        )
        value = placed[-1][2] if placed else None
    return value or ""


def _events(shop: Shop, params: RetentionParams) -> list[Row]:
    """Events of people, before the day: who is named by an event only is a person too."""
    return [row for row in shop.events if row["occurred_at"].date() < params.as_of and row["customer_ref"]]


def acts(shop: Shop, params: RetentionParams) -> dict[str, list[Act]]:
    """What counts as coming back."""
    found: dict[str, list[Act]] = defaultdict(list)
    if params.returns == "event":
        for row in _events(shop, params):
            if row["event"] == params.return_event:
                found[row["customer_ref"]].append(Act(row["occurred_at"].date(), None))
        return found
    sent_back = [row for row in credits_before(shop.orders, params.as_of) if row["buyer_ref"]]
    for row in (*(row for rows in _bought(shop, params).values() for row in rows), *sent_back):
        is_here = row["currency"] == params.currency
        if params.returns == "amount" and not is_here:
            continue
        if params.returns == "category" and params.category not in _categories(row, shop):
            continue
        came = net_amount(row) > 0
        found[row["buyer_ref"]].append(Act(row["ordered_at"].date(), net_amount(row) if is_here else None, came))
    return found


def _categories(order: Row, shop: Shop) -> set[str]:
    return {_category(line, shop) for line in shop.items if line["order_id"] == order["order_id"]}


def _category(line: Row, shop: Shop) -> str:
    """The line's own category, else one another line of the product has, else the product."""
    if line["category"]:
        return str(line["category"])
    stated = [other["category"] for other in shop.items if other["product_name"] == line["product_name"]]
    return max((category for category in stated if category), default=line["product_name"])


def period_of(entry: Entry, act: Act, params: RetentionParams) -> set[int]:
    """In which periods the act lies; brackets may overlap."""
    days = (act.day - entry.day).days
    if days < 0:
        return set()
    if params.brackets:
        inside = {number for number, (low, high) in enumerate(params.brackets, 1) if low <= days < high}
        return inside | ({0} if days == 0 else set())
    if params.mode == "rolling":
        return {days // _LENGTHS[params.period]}
    return {steps_between(start_of(entry.day, params.period), act.day, params.period)}


def known_days(shop: Shop, params: RetentionParams) -> tuple[dt.date, dt.date]:
    """The days between which the data could show that somebody came back."""
    if params.returns == "event":
        days = [row["occurred_at"].date() for row in shop.events if row["occurred_at"].date() < params.as_of]
        return (min(days), max(days) + _DAY) if days else (params.as_of, params.as_of)
    if params.entry == "first_order":
        return dt.date.min, params.as_of
    days = [row["ordered_at"].date() for row in shop.orders if row["ordered_at"].date() < params.as_of]
    return min(days, default=params.as_of), params.as_of


def span_of(cohort: dt.date, period_no: int, params: RetentionParams) -> tuple[dt.date, dt.date]:
    """From the first day of the period for anybody in the cohort to the day on which it is over for everybody."""
    last_entry = next_start(cohort, params.period) - _DAY
    if params.brackets or params.mode == "rolling":
        length = _LENGTHS[params.period]
        low, high = period_no * length, (period_no + 1) * length
        if params.brackets:
            low, high = (0, 1) if period_no == 0 else params.brackets[period_no - 1]
        return cohort + dt.timedelta(days=low), last_entry + dt.timedelta(days=high)
    first = cohort
    for _ in range(period_no):
        first = next_start(first, params.period)
    return first, next_start(first, params.period)


def is_back(done: Sequence[tuple[int, Act]], period_no: int, params: RetentionParams) -> bool:
    """Whether a person did it often enough in the period, or in it and later."""
    if params.criterion == "on_or_after":
        return sum(number >= period_no for number, act in done if act.came) >= params.min_orders
    return sum(number == period_no for number, act in done if act.came) >= params.min_orders


def cells(shop: Shop, params: RetentionParams) -> dict[tuple[dt.date, int, str], Cell]:
    """(Cohort, period, value) -> the numbers of the cell, for periods that have begun and that the data reach."""
    entered, did = entries(shop, params), acts(shop, params)
    members: dict[tuple[dt.date, str], list[str]] = defaultdict(list)
    for name, entry in entered.items():
        members[start_of(entry.day, params.period), entry.value].append(name)
    done = {
        name: [(number, act) for act in did.get(name, []) for number in period_of(entry, act, params)]
        for name, entry in entered.items()
    }
    first_known, known_until = known_days(shop, params)
    found = {}
    for (cohort, value), people in members.items():
        for period_no in range((len(params.brackets) if params.brackets else params.periods) + 1):
            first, over = span_of(cohort, period_no, params)
            if first >= params.as_of or first < first_known:
                continue
            in_period = [
                act
                for name in people
                for number, act in done[name]
                if number == period_no or (params.criterion == "on_or_after" and number > period_no)
            ]
            found[cohort, period_no, value] = Cell(
                n=len(people),
                returned=sum(is_back(done[name], period_no, params) for name in people),
                orders=sum(act.came for act in in_period),
                net_amount=sum((act.money for act in in_period if act.money is not None), Decimal(0)),
                is_complete=over <= min(params.as_of, known_until),
            )
    return found


def back(shop: Shop, params: RetentionParams, cohort: dt.date, period_no: int) -> set[str]:
    """The people of a cohort who came back in a period."""
    did = acts(shop, params)
    return {
        name
        for name, entry in entries(shop, params).items()
        if start_of(entry.day, params.period) == cohort
        and is_back(
            [(number, act) for act in did.get(name, []) for number in period_of(entry, act, params)], period_no, params
        )
    }


def won_between(shop: Shop, params: RetentionParams, first: dt.date, until: dt.date) -> tuple[int, int]:
    """People who entered on the days, and how many of them came back on a later day within the days."""
    did, here = acts(shop, params), {}
    for name, entry in entries(shop, params).items():
        if first <= entry.day < until:
            days = [(act.day - entry.day).days for act in did.get(name, []) if act.came]
            later = [one for one in days if 0 < one <= params.return_days]
            here[name] = len(later) >= params.min_orders
    return len(here), sum(here.values())


def purchase_days(shop: Shop, as_of: dt.date) -> dict[str, list[dt.date]]:
    """Buyer -> the days on which something was bought, in order."""
    days: dict[str, set[dt.date]] = defaultdict(set)
    for order in sales_before(shop.orders, as_of):
        if order["buyer_ref"]:
            days[order["buyer_ref"]].add(order["ordered_at"].date())
    return {name: sorted(bought) for name, bought in days.items()}


class Wait(NamedTuple):
    """One person after a purchase: days followed, and days until the next purchase (None: has not come)."""

    followed: int
    gap: int | None


def waits(shop: Shop, as_of: dt.date, step: int) -> list[Wait]:
    """Everybody who made purchase number `step`."""
    found = []
    for days in purchase_days(shop, as_of).values():
        if len(days) >= step:
            started = days[step - 1]
            gap = (days[step] - started).days if len(days) > step else None
            found.append(Wait((as_of - started).days - 1, gap))
    return found


def product_limit(people: Sequence[Wait]) -> dict[int, tuple[int, int, int, Fraction]]:
    """Day -> still waiting, bought again, last seen, share who have bought again: one person after the other."""
    events = Counter(wait.gap for wait in people if wait.gap is not None)
    left = Counter(wait.followed for wait in people if wait.gap is None)
    curve, survival = {}, Fraction(1)
    for day in sorted({*events, *left}):
        waiting = sum((wait.followed if wait.gap is None else wait.gap) >= day for wait in people)
        survival *= 1 - Fraction(events[day], waiting)
        curve[day] = (waiting, events[day], left[day], 1 - survival)
    return curve


def revenue(
    shop: Shop, as_of: dt.date, currency: str, period: str, periods: int
) -> dict[tuple[dt.date, int], tuple[int, Decimal]]:
    """(Cohort, period) -> people whose first order was in the currency, and what they brought in the period."""
    bought: dict[str, list[Row]] = defaultdict(list)
    for order in sales_before(shop.orders, as_of):
        if order["buyer_ref"]:
            bought[order["buyer_ref"]].append(order)
    sent_back = [row for row in credits_before(shop.orders, as_of) if row["buyer_ref"]]
    people: dict[dt.date, int] = Counter()
    amounts: dict[tuple[dt.date, int], Decimal] = defaultdict(Decimal)
    for name, rows in bought.items():
        first = min(rows, key=lambda row: (row["ordered_at"], row["order_id"]))
        if first["currency"] != currency:
            continue
        cohort = start_of(first["ordered_at"].date(), period)
        people[cohort] += 1
        first_day = first["ordered_at"].date()
        back = [row for row in sent_back if row["buyer_ref"] == name and row["ordered_at"].date() >= first_day]
        for row in (*rows, *back):
            if row["currency"] == currency:
                amounts[cohort, steps_between(cohort, row["ordered_at"].date(), period)] += net_amount(row)
    found = {}
    for cohort, n in people.items():
        start = cohort
        for period_no in range(periods + 1):
            if start >= as_of:
                break
            found[cohort, period_no] = n, amounts[cohort, period_no]
            start = next_start(start, period)
    return found
