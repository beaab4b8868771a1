"""When people buy: the days of the two years, the festivals and the hours of a day."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal

Shop = Literal["tmall", "youzan", "shopify"]
SHOPS: Final[tuple[Shop, ...]] = ("tmall", "youzan", "shopify")

FIRST_DAY: Final = dt.date(2024, 1, 1)
LAST_DAY: Final = dt.date(2025, 12, 31)
DAYS: Final = tuple(FIRST_DAY + dt.timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1))

# The overseas shop keeps Pacific time: its evening of the last day is already the next year in Hangzhou.
LAST_DAY_OF: Final[dict[Shop, dt.date]] = {
    "tmall": LAST_DAY,
    "youzan": LAST_DAY,
    "shopify": LAST_DAY - dt.timedelta(days=1),
}

SPRING_FESTIVAL: Final = (dt.date(2024, 2, 10), dt.date(2025, 1, 29))
MID_AUTUMN: Final = (dt.date(2024, 9, 17), dt.date(2025, 10, 6))
BLACK_FRIDAY: Final = (dt.date(2024, 11, 29), dt.date(2025, 11, 28))
YEARS: Final = (2024, 2025)

# (first day, last day, factor), as month and day, for every year
_YEARLY: Final[dict[Shop, tuple[tuple[tuple[int, int], tuple[int, int], float], ...]]] = {
    "tmall": (
        ((3, 6), (3, 8), 2.0),
        ((5, 31), (6, 3), 3.0),
        ((6, 4), (6, 14), 1.4),
        ((6, 15), (6, 18), 3.6),
        ((10, 31), (11, 3), 3.0),
        ((11, 4), (11, 8), 1.4),
        ((11, 9), (11, 11), 4.6),
        ((12, 10), (12, 12), 2.6),
    ),
    "youzan": (
        ((2, 12), (2, 14), 2.0),
        ((5, 18), (5, 20), 2.2),
        ((6, 15), (6, 18), 1.9),
        ((11, 9), (11, 11), 1.8),
        ((12, 10), (12, 12), 1.5),
        ((12, 23), (12, 25), 2.3),
    ),
    "shopify": (((6, 15), (6, 18), 1.5), ((11, 9), (11, 11), 1.5), ((12, 1), (12, 18), 1.5)),
}

# (festival days, days before the festival: from, to, factor); a negative number is after the festival
_MOVING: Final[dict[Shop, tuple[tuple[tuple[dt.date, ...], int, int, float], ...]]] = {
    "tmall": ((SPRING_FESTIVAL, 24, 8, 2.0), (SPRING_FESTIVAL, 3, -4, 0.35), (MID_AUTUMN, 18, 4, 1.3)),
    "youzan": ((SPRING_FESTIVAL, 20, 2, 2.0), (SPRING_FESTIVAL, 0, -3, 0.5), (MID_AUTUMN, 18, 1, 2.4)),
    "shopify": ((BLACK_FRIDAY, 1, -3, 4.0), (SPRING_FESTIVAL, 20, 8, 1.4)),
}

# Monday to Sunday
_WEEK: Final[dict[Shop, tuple[float, ...]]] = {
    "tmall": (1.05, 1.0, 1.0, 1.0, 0.95, 0.9, 1.12),
    "youzan": (0.8, 0.8, 0.85, 0.95, 1.2, 1.5, 1.35),
    "shopify": (1.1, 1.0, 1.0, 1.0, 0.95, 0.85, 1.05),
}

# midnight to 23 o'clock
HOURS: Final[dict[Shop, tuple[float, ...]]] = {
    "tmall": (3, 1.2, 0.5, 0.3, 0.2, 0.3, 0.6, 1.2, 2, 3, 4, 4, 4.5, 4, 3.5, 3.5, 3.5, 3.5, 4, 5.5, 8, 9, 8.5, 6),
    "youzan": (0.2, 0.1, 0, 0, 0, 0, 0.2, 1.5, 3, 4, 5, 5.5, 5, 4, 5, 6, 6.5, 7, 7.5, 7, 6, 4, 2, 0.6),
    "shopify": (1.5, 0.8, 0.5, 0.3, 0.3, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 3.5, 3, 3, 3, 3.5, 4, 5, 6, 6, 5, 3),
}


def _factor(shop: Shop, day: dt.date) -> float:
    factor = _WEEK[shop][day.weekday()]
    for first, last, more in _YEARLY[shop]:
        if first <= (day.month, day.day) <= last:
            factor *= more
    for festivals, start, end, more in _MOVING[shop]:
        if any(end <= (festival - day).days <= start for festival in festivals):
            factor *= more
    return factor


DAY_WEIGHTS: Final[dict[Shop, dict[dt.date, float]]] = {
    shop: {day: _factor(shop, day) for day in DAYS if day <= LAST_DAY_OF[shop]} for shop in SHOPS
}


def is_sale(shop: Shop, day: dt.date) -> bool:
    """A day on which prices are cut: a peak of the shop."""
    return DAY_WEIGHTS[shop][day] >= 1.7


def gift_windows() -> tuple[tuple[dt.date, dt.date], ...]:
    """The spans in which presents are bought, in time order; both ends included."""
    spans = [(day - dt.timedelta(days=22), day - dt.timedelta(days=3)) for day in SPRING_FESTIVAL]
    spans += [(day - dt.timedelta(days=18), day - dt.timedelta(days=7)) for day in MID_AUTUMN]
    for year in YEARS:
        spans.append((dt.date(year, 5, 12), dt.date(year, 5, 20)))
        spans.append((dt.date(year, 11, 1), dt.date(year, 11, 11)))
        spans.append((dt.date(year, 12, 12), dt.date(year, 12, 25)))
    return tuple(sorted(spans))
