"""From when to when is compared, and with which days before: those just before, or those around the same festival."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from insight.calendar.festivals import Window, festivals, peak_of
from insight.i18n import Text

_DAY = dt.timedelta(days=1)
LEAST_OVER = 7
"""Before a week has gone by nothing is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Orders from `starts_at` to before `ends_at` count; `asked_days` of them were asked for, the data hold `days`.

    `first_at`: the first order that is known. `year_before`: where the same days lie around the festival of the year
    before, where this span holds one that the days just before it do not (`festival`).
    """

    starts_at: dt.datetime
    days: int
    asked_days: int
    first_at: dt.datetime
    festival: Text | None = None
    year_before: dt.datetime | None = None

    @property
    def ends_at(self) -> dt.datetime:
        """The first moment that does not count."""
        return self.starts_at + self.days * _DAY

    @property
    def is_over(self) -> bool:
        """Whether all the days asked for have gone by."""
        return self.days >= self.asked_days

    @property
    def windows_before(self) -> int:
        """How many spans of this length before it the data hold, at most three."""
        return min(3, max(0, (self.starts_at - self.first_at) // (self.days * _DAY)))

    @property
    def values(self) -> dict[str, Any]:
        """What the statements are bound to."""
        starts = [self.starts_at - number * self.days * _DAY for number in range(4)]
        starts.append(self.year_before or self.starts_at)
        bounds = {f"from_{number}": start for number, start in enumerate(starts)}
        ends = {f"until_{number}": start + self.days * _DAY for number, start in enumerate(starts)}
        if self.year_before is None:
            ends["until_4"] = starts[4]
        recent = {f"days_{days}": self.starts_at - days * _DAY for days in (30, 90, 180, 365)}
        return bounds | ends | recent


def span(starts_at: dt.datetime, asked_days: int, first_at: dt.datetime, as_of: dt.date) -> Span:
    """The span of so many days, shortened to those that are over before `as_of`."""
    whole = (dt.datetime.combine(as_of, dt.time()) - starts_at) // _DAY
    days = max(min(asked_days, whole), 0)
    festival = _new_festival(starts_at, max(days, 1))
    earlier = None if festival is None else _a_year_before(festival, starts_at)
    reached = earlier if earlier is not None and earlier >= first_at else None
    name = None if festival is None else festival.name
    return Span(
        starts_at=starts_at, days=days, asked_days=asked_days, first_at=first_at, festival=name, year_before=reached
    )


def _kind(window: Window) -> str:
    return window.key.rsplit("-", 1)[0]


def _new_festival(starts_at: dt.datetime, days: int) -> Window | None:
    """The first festival whose height lies in the span, and none of its kind in the days just before."""
    start = starts_at.date()
    within = [window for window in festivals(start, start + (days - 1) * _DAY) if _is_high(window, start, days)]
    before = {
        _kind(window) for window in festivals(start - days * _DAY, start) if _is_high(window, start - days * _DAY, days)
    }
    return next((window for window in within if _kind(window) not in before), None)


def _is_high(window: Window, start: dt.date, days: int) -> bool:
    return start <= peak_of(window) < start + days * _DAY


def _a_year_before(festival: Window, starts_at: dt.datetime) -> dt.datetime | None:
    """The same moment before the festival of the year before."""
    peak = peak_of(festival)
    earlier = [window for window in festivals(peak - 400 * _DAY, peak - 300 * _DAY) if _kind(window) == _kind(festival)]
    return starts_at - (peak - peak_of(earlier[-1])) if earlier else None


def occasions(first: dt.date, days: int) -> dict[str, list[float]]:
    """By kind of festival: 1 on its days, 0 on all others of so many from the first; its height apart."""
    flags: dict[str, list[float]] = {}
    for window in festivals(first, first + (days - 1) * _DAY):
        peak = peak_of(window)
        for name, starts, ends in (
            (_kind(window), window.starts_on, window.ends_on),
            (f"{_kind(window)} ·", peak, peak + _DAY),
        ):
            line = flags.setdefault(name, [0.0] * days)
            for day in range(max((starts - first).days, 0), min((ends - first).days, days)):
                line[day] = 1.0
    return flags
