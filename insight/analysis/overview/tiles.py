"""The last whole month beside the month before and the month of last year that compares with it."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from insight.calendar.across import OneSided, in_one_only
from insight.calendar.festivals import a_year_before
from insight.results.defined import defined
from insight.statistics.intervals import share_of

Row = Mapping[Any, Any]

_BEGINS_BY = 3
"""Data that begin later in a month than this day do not hold the month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One number of a month, the same number of two others (None: there is none), and whose number it is.

    `group`: keyword of the result's `segment`. `is_share`: it changes by points, not by per cent.
    """

    name: str
    value: float | None
    before: float | None
    year_before: float | None
    group: str | None = None
    is_share: bool = False

    def change(self, other: float | None) -> float | None:
        """How much more than another month: as a share of it, of shares the difference; None where undefined."""
        if self.value is None or other is None:
            return None
        if self.is_share:
            return self.value - other
        return self.value / other - 1 if other > 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The tiles of `month`, compared with `before` and with `year_before`, the month of the same festival."""

    month: dt.date
    before: dt.date
    year_before: dt.date
    tiles: tuple[Tile, ...]

    def tile(self, name: str) -> Tile:
        """One of them."""
        return next(tile for tile in self.tiles if tile.name == name)

    @property
    def is_moved(self) -> bool:
        """Whether it is not the same month that is compared with, because the festival moved."""
        return self.month.month != self.year_before.month

    def in_one_only(self) -> list[OneSided]:
        """The festivals that lie in one of the month and the month before only."""
        after = (self.month.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
        return in_one_only((self.before, self.month), (self.month, after))


_NUMBERS: tuple[tuple[str, Callable[[Row], float], str | None], ...] = (
    ("net_amount", lambda row: row["net_amount"], None),
    ("customers", lambda row: row["customers"], None),
    ("new_customers", lambda row: row["new_customers"], "new"),
    ("returning_share", lambda row: share_of(row["returning_net_amount"], row["net_amount"]), "returning"),
    ("average_order_value", lambda row: share_of(row["net_amount"], row["orders"]), None),
)


def compared(periods: pd.DataFrame, first_day: dt.date | None) -> Compared | None:
    """The last whole month with buyers beside the two others; None where no month is over.

    A month in which the data only begin, on `first_day`, is compared with nothing.
    """
    rows = {row["period"]: row for row in periods.to_dict("records")}
    if first_day is not None and first_day.day > _BEGINS_BY:
        rows.pop(first_day.replace(day=1), None)
    whole = [period for period, row in rows.items() if row["is_complete"] and row["customers"] != 0]
    if not whole:
        return None
    month = max(whole)
    before, year_before = _month_before(month), a_year_before(month)
    return Compared(
        month=month,
        before=before,
        year_before=year_before,
        tiles=tuple(
            Tile(
                name=name,
                value=_defined(number, rows[month]),
                before=_defined(number, rows.get(before)),
                year_before=_defined(number, rows.get(year_before)),
                group=group,
                is_share=name == "returning_share",
            )
            for name, number, group in _NUMBERS
        ),
    )


def _month_before(month: dt.date) -> dt.date:
    return (month - dt.timedelta(days=1)).replace(day=1)


def _defined(number: Callable[[Row], float], row: Row | None) -> float | None:
    return None if row is None else defined(number(row))
