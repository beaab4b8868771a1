"""The days on which festivals fall, 2015 to 2035: those of the lunar year, of the sun, and of the shops."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from insight.i18n import Text, _

FIRST_YEAR, LAST_YEAR = 2015, 2035

FestivalKey = Literal[
    "new_year",
    "spring",
    "lantern",
    "valentine",
    "womens_day",
    "qingming",
    "labour",
    "mothers_day",
    "520",
    "dragon_boat",
    "618",
    "qixi",
    "mid_autumn",
    "national",
    "1111",
    "black_friday",
    "1212",
    "christmas",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Festival:
    """A kind of festival: what it is called, in few signs too, and its `rank`: 1 moves the sales of everybody, 3 those
    of some."""

    key: FestivalKey
    name: Text
    short: Text
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FestivalDay:
    """A festival on its day."""

    festival: Festival
    day: dt.date

    @property
    def name(self) -> Text:
        """With its year."""
        return _("{festival} {year}", festival=self.festival.name, year=self.day.year)


def _festivals(*rows: tuple[FestivalKey, Text, Text, int]) -> dict[str, Festival]:
    return {key: Festival(key=key, name=name, short=short, rank=rank) for key, name, short, rank in rows}


FESTIVALS: Mapping[str, Festival] = _festivals(
    ("new_year", _("New Year's Day"), _("New Year"), 3),
    ("spring", _("Spring Festival"), _("Spring"), 1),
    ("lantern", _("Lantern Festival"), _("Lantern"), 3),
    ("valentine", _("Valentine's Day"), _("14 Feb"), 3),
    ("womens_day", _("Women's Day"), _("8 Mar"), 2),
    ("qingming", _("Qingming"), _("Qingming"), 3),
    ("labour", _("Labour Day"), _("1 May"), 2),
    ("mothers_day", _("Mother's Day"), _("Mothers"), 3),
    ("520", _("520"), _("520"), 3),
    ("dragon_boat", _("Dragon Boat Festival"), _("Dragon Boat"), 3),
    ("618", _("618"), _("618"), 1),
    ("qixi", _("Qixi"), _("Qixi"), 3),
    ("mid_autumn", _("Mid-Autumn Festival"), _("Mid-Autumn"), 2),
    ("national", _("National Day"), _("1 Oct"), 2),
    ("1111", _("Double 11"), _("11.11"), 1),
    ("black_friday", _("Black Friday"), _("Black Friday"), 3),
    ("1212", _("Double 12"), _("12.12"), 2),
    ("christmas", _("Christmas"), _("Christmas"), 3),
)
"""Key -> festival, in the order of a usual year."""

_SAME_EVERY_YEAR = {
    "new_year": (1, 1),
    "valentine": (2, 14),
    "womens_day": (3, 8),
    "labour": (5, 1),
    "520": (5, 20),
    "618": (6, 18),
    "national": (10, 1),
    "1111": (11, 11),
    "1212": (12, 12),
    "christmas": (12, 25),
}
_THURSDAY, _SUNDAY = 3, 6


def festival_days(first: dt.date, last: dt.date) -> list[FestivalDay]:
    """The festivals from `first` to `last`, both included, in order of time; none outside of 2015 to 2035."""
    years = range(max(first.year, FIRST_YEAR), min(last.year, LAST_YEAR) + 1)
    days = [found for year in years for key in FESTIVALS if first <= (found := festival_day(key, year)).day <= last]
    return sorted(days, key=lambda one: (one.day, one.festival.rank, one.festival.key))


def festival_day(key: str, year: int) -> FestivalDay:
    """A festival in a year from 2015 to 2035."""
    return FestivalDay(festival=FESTIVALS[key], day=_day(key, year))


def _day(key: str, year: int) -> dt.date:
    if key in _SAME_EVERY_YEAR:
        return dt.date(year, *_SAME_EVERY_YEAR[key])
    if key == "mothers_day":
        return _weekday(year, 5, _SUNDAY, 2)
    if key == "black_friday":
        return _weekday(year, 11, _THURSDAY, 4) + dt.timedelta(days=1)
    return moving_days()[key][year]


def _weekday(year: int, month: int, weekday: int, number: int) -> dt.date:
    """The second Sunday, the fourth Thursday … of a month."""
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


@cache
def moving_days() -> Mapping[str, Mapping[int, dt.date]]:
    """Key -> year -> day of the festivals that move."""
    text = files("insight.calendar").joinpath("festival_days.toml").read_text(encoding="utf-8")
    found: dict[str, list[dt.date]] = tomllib.loads(text)
    return {key: {day.year: day for day in days} for key, days in found.items()}
