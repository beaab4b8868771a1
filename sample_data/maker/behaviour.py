"""How people behave: when each of them buys, and what brings them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sample_data.maker.draw import Draw
from sample_data.maker.festivals import DAY_WEIGHTS, FIRST_DAY, LAST_DAY, LAST_DAY_OF, Shop, gift_windows
from sample_data.maker.goods import Good, Role, on_sale
from sample_data.maker.people import Person, Segment


@dataclass(frozen=True, slots=True)
class Habit:
    """What a segment does.

    `repeat` is the chance that a used-up product is bought again; `routines` how many products are bought each at its
    own rhythm; `extra` the chance of one more good in the basket; `most_repeats` ends a routine for good.
    """

    repeat: float
    routines: int
    extra: float
    most_repeats: int = 1000


HABITS: Final[dict[Segment, Habit]] = {
    "trial": Habit(repeat=0.08, routines=1, extra=0.10),
    "steady": Habit(repeat=0.74, routines=1, extra=0.25),
    "high_value": Habit(repeat=0.95, routines=2, extra=0.40),
    "gift": Habit(repeat=0.22, routines=0, extra=0.15),
    "dormant": Habit(repeat=0.68, routines=1, extra=0.20, most_repeats=3),
    "none": Habit(repeat=0.0, routines=0, extra=0.0),
}

# Planted: people first won in this span (both days included) come back far less often than all others.
BREAK_SPAN: Final = (dt.date(2025, 6, 1), dt.date(2025, 6, 20))
BREAK_FACTOR: Final = 0.35

# Planted: this many high-value people buy nothing from this day on.
SILENT_FROM: Final = dt.date(2025, 8, 1)
SILENT_PEOPLE: Final = 120

# The dormant bought in the first year only.
DORMANT_FIRST_UNTIL: Final = dt.date(2024, 10, 31)


@dataclass(frozen=True, slots=True)
class Visit:
    """A day on which a person buys `good` in a shop."""

    person: Person
    shop: Shop
    day: dt.date
    good: Good


def _newcomers(day: dt.date) -> float:
    """How strongly a day draws people who have no order yet.

    Many of the first weeks' buyers are old customers, whom the two years of data see for the first time; 618 is the
    brand's great campaign for new ones.
    """
    if (day - FIRST_DAY).days < 60:
        return 2.4
    return 2.4 if day.month == 6 and day.day <= 20 else 0.9


def _first_day_weights(shop: Shop) -> dict[dt.date, float]:
    return {day: weight * _newcomers(day) for day, weight in DAY_WEIGHTS[shop].items()}


_FIRST_DAYS: Final[dict[Shop, dict[dt.date, float]]] = {
    "tmall": _first_day_weights("tmall"),
    "youzan": _first_day_weights("youzan"),
    "shopify": _first_day_weights("shopify"),
}


def _first_day(draw: Draw, shop: Shop, segment: Segment) -> dt.date:
    until = DORMANT_FIRST_UNTIL if segment == "dormant" else LAST_DAY
    days = [day for day in _FIRST_DAYS[shop] if day <= until]
    return draw.weighted(days, [_FIRST_DAYS[shop][day] for day in days])


def _day_near(draw: Draw, shop: Shop, wanted: dt.date, slack: int) -> dt.date | None:
    """A day close to the wanted one, rather a weekend or a sale; None when it lies beyond the data."""
    if wanted > LAST_DAY_OF[shop]:
        return None
    days = [wanted + dt.timedelta(days=n) for n in range(-slack, slack + 1)]
    weights = [DAY_WEIGHTS[shop].get(day, 0.0) for day in days]
    return draw.weighted(days, weights)


def _routine(draw: Draw, person: Person, shop: Shop, start: dt.date, good: Good, repeat: float) -> list[Visit]:
    """One product bought at its refill rhythm until the person stops."""
    visits = [Visit(person, shop, start, good)]
    refill_days = good.refill_days or 60
    for _ in range(HABITS[person.segment].most_repeats):
        if not draw.chance(repeat):
            break
        wanted = visits[-1].day + dt.timedelta(days=int(refill_days * (1 + 0.14 * draw.bell()) + 0.5))
        day = _day_near(draw, shop, wanted, max(2, refill_days // 14))
        if day is None:
            break
        visits.append(Visit(person, shop, day, good))
    return visits


def _routine_goods(draw: Draw, person: Person, shop: Shop, month: int, count: int) -> list[Good]:
    """Different products; who only tries takes a trial size half of the time."""
    role: Role = "trial" if person.segment == "trial" and draw.chance(0.5) else "routine"
    left = list(on_sale(shop, role, month))
    chosen: list[Good] = []
    for _ in range(min(count, len(left))):
        good = draw.weighted(left, [each.weight for each in left])
        chosen.append(good)
        left = [each for each in left if each.category != good.category]
        if not left:
            break
    return chosen


def _refill_visits(draw: Draw, person: Person, shop: Shop, start: dt.date, is_break: bool) -> list[Visit]:
    habit = HABITS[person.segment]
    repeat = habit.repeat * (BREAK_FACTOR if is_break else 1.0)
    goods = _routine_goods(draw, person, shop, start.month, 1 if is_break else habit.routines)
    visits: list[Visit] = []
    for place, good in enumerate(goods):
        first = start if place == 0 else _day_near(draw, shop, start + dt.timedelta(days=draw.between(15, 45)), 3)
        if first is not None:
            visits += _routine(draw, person, shop, first, good, repeat)
    return visits


def _gift_visits(draw: Draw, person: Person, shop: Shop, start: dt.date, is_break: bool) -> list[Visit]:
    """A first buy, then presents at some of the later festivals."""
    repeat = HABITS[person.segment].repeat * (BREAK_FACTOR if is_break else 1.0)
    days = [start]
    for first, last in gift_windows():
        if first > start and first < LAST_DAY_OF[shop] and draw.chance(repeat):
            span = (min(last, LAST_DAY_OF[shop]) - first).days
            days.append(first + dt.timedelta(days=draw.between(0, span)))
    goods = [on_sale(shop, "gift", day.month) for day in days]
    return [
        Visit(person, shop, day, draw.weighted(choice, [good.weight for good in choice]))
        for day, choice in zip(days, goods, strict=True)
    ]


def _starts(draw: Draw, person: Person) -> dict[Shop, dt.date]:
    """The first day in each shop: the second shop follows one to four months after the first."""
    starts: dict[Shop, dt.date] = {}
    for place, shop in enumerate(draw.shuffled(person.shops)):
        if place == 0:
            starts[shop] = _first_day(draw, shop, person.segment)
            continue
        wanted = next(iter(starts.values())) + dt.timedelta(days=draw.between(30, 120))
        starts[shop] = _day_near(draw, shop, min(wanted, LAST_DAY_OF[shop]), 3) or LAST_DAY_OF[shop]
    return starts


def _visits_of(person: Person) -> list[Visit]:
    draw = Draw("visits", person.number)
    starts = _starts(draw, person)
    is_break = bool(starts) and BREAK_SPAN[0] <= min(starts.values()) <= BREAK_SPAN[1]
    visits_in_shop = _gift_visits if person.segment == "gift" else _refill_visits
    return [visit for shop, day in starts.items() for visit in visits_in_shop(draw, person, shop, day, is_break)]


def _can_fall_silent(person: Person, visits: list[Visit]) -> bool:
    """Clearly a good customer, clearly active in the quarter before, and one person to anyone who reads the exports."""
    before = [visit.day for visit in visits if visit.day < SILENT_FROM]
    is_one_person = len(person.shops) == 1 or person.phone_on_tmall
    is_active = any(day >= SILENT_FROM - dt.timedelta(days=90) for day in before)
    return person.segment == "high_value" and is_one_person and len(before) >= 5 and is_active


def make_visits(people: list[Person]) -> tuple[list[Visit], list[Person]]:
    """All visits, and the people who were made to fall silent."""
    per_person = {person.number: _visits_of(person) for person in people}
    candidates = [person for person in people if _can_fall_silent(person, per_person[person.number])]
    if len(candidates) < SILENT_PEOPLE:
        raise ValueError(f"only {len(candidates)} people can fall silent, {SILENT_PEOPLE} are to")
    silent = Draw("silent").shuffled(candidates)[:SILENT_PEOPLE]
    for person in silent:
        per_person[person.number] = [visit for visit in per_person[person.number] if visit.day < SILENT_FROM]
    return [visit for visits in per_person.values() for visit in visits], silent
