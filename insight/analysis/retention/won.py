"""Are we keeping the people we won? Festivals, campaigns and cohorts, each against the people won on other days."""

import datetime as dt
from collections.abc import Iterable
from itertools import accumulate

import pandas as pd

from insight.analysis.retention.params import RetentionParams
from insight.analysis.retention.spans import Known
from insight.calendar.festivals import Window, festivals
from insight.calendar.periods import first_day_of, number_of, period_name
from insight.i18n import _
from insight.statistics.comparison import CHANCE, two_rates
from insight.statistics.corrections import holm
from insight.statistics.intervals import shares, wilson_bounds

COLUMNS = [
    "key",
    "kind",
    "name",
    "starts_on",
    "ends_on",
    "n",
    "returned",
    "others_n",
    "others_returned",
    "is_complete",
    "completes_on",
]


class ByDay:
    """People by day of entry, and how many of them came back within the days; asked for spans of days."""

    def __init__(self, days: pd.DataFrame) -> None:
        ordered = days.sort_values("day", ignore_index=True)
        self.days: list[dt.date] = list(ordered["day"])
        self._index = pd.Index(self.days)
        self._n = [0, *accumulate(int(n) for n in ordered["n"])]
        self._returned = [0, *accumulate(int(n) for n in ordered["returned"])]

    def between(self, first: dt.date, until: dt.date) -> tuple[int, int]:
        """People who entered on the days from `first` to before `until`, and how many came back."""
        low, high = (int(self._index.searchsorted(day)) for day in (first, max(first, until)))
        return self._n[high] - self._n[low], self._returned[high] - self._returned[low]


def open_from(params: RetentionParams, known: Known) -> dt.date:
    """The first day of entry from which the days to come back in are not over."""
    return min(params.as_of, known.until) - dt.timedelta(days=params.return_days)


def reached(days: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Only the days of entry whose first day to come back on is one that the data reach."""
    return days if known.first is None else days[days["day"] >= known.first - dt.timedelta(days=1)]


def compared(days: pd.DataFrame, campaigns: pd.DataFrame, params: RetentionParams, known: Known) -> pd.DataFrame:
    """One row a festival, campaign or cohort in which somebody entered: see `RetentionResult.won`.

    `days`: day, n, returned, as `reached`. Windows that begin before the days that the data reach are left out.
    """
    by_day = ByDay(days)
    if not by_day.days:
        return _tested(pd.DataFrame(columns=COLUMNS))
    first, last = by_day.days[0], by_day.days[-1]
    found = [*festivals(first, last), *_campaigns(campaigns, first, last), *_cohorts(params, first, last)]
    windows = [window for window in found if known.first is None or window.starts_on >= first]
    return _tested(pd.DataFrame(list(_rows(windows, by_day, params, known)), columns=COLUMNS))


def _rows(windows: list[Window], by_day: ByDay, params: RetentionParams, known: Known) -> Iterable[tuple[object, ...]]:
    first_open = open_from(params, known)
    whole_n, whole_returned = by_day.between(by_day.days[0], first_open)
    for window in windows:
        n, returned = by_day.between(window.starts_on, window.ends_on)
        if n:
            is_complete = window.ends_on <= first_open
            inside = by_day.between(window.starts_on, min(window.ends_on, first_open))
            completes_on = window.ends_on + dt.timedelta(days=params.return_days)
            others = whole_n - inside[0], whole_returned - inside[1]
            yield (*_described(window), n, returned, *others, is_complete, completes_on)


def _described(window: Window) -> tuple[object, ...]:
    return window.key, window.kind, window.name, window.starts_on, window.ends_on


def _tested(table: pd.DataFrame) -> pd.DataFrame:
    """With rates, intervals, and whether a window that is over differs from the other days, whatever else is tested."""
    low, high = wilson_bounds(table["returned"], table["n"])
    rows = zip(
        table["is_complete"], table["returned"], table["n"], table["others_returned"], table["others_n"], strict=True
    )
    p_values = [two_rates(*map(int, counts)) if is_complete else float("nan") for is_complete, *counts in rows]
    return table.assign(
        rate=shares(table["returned"], table["n"]),
        low=low,
        high=high,
        others_rate=shares(table["others_returned"], table["others_n"]),
        p_value=holm(p_values),
    ).assign(differs=lambda tested: tested["p_value"] < CHANCE)


def _campaigns(campaigns: pd.DataFrame, first: dt.date, last: dt.date) -> list[Window]:
    windows = [
        Window(
            f"campaign-{row['campaign_id']}",
            "campaign",
            _("{campaign}", campaign=row["name"]),
            row["starts_on"].date(),
            row["last_on"].date() + dt.timedelta(days=1),
        )
        for row in campaigns.to_dict("records")
    ]
    return [window for window in windows if window.starts_on <= last and window.ends_on > first]


def _cohorts(params: RetentionParams, first: dt.date, last: dt.date) -> list[Window]:
    numbers = range(number_of(first, params.period), number_of(last, params.period) + 1)
    spans = [(first_day_of(number, params.period), first_day_of(number + 1, params.period)) for number in numbers]
    return [
        Window(f"cohort-{start.isoformat()}", "cohort", period_name(start, params.period), start, end)
        for start, end in spans
    ]


CAMPAIGNS = """
SELECT
    campaign_id,
    coalesce(min(name), campaign_id) AS name,
    min(starts_at)::DATE AS starts_on,
    (max(ends_at) - INTERVAL 1 SECOND)::DATE AS last_on
FROM core.campaigns
WHERE campaign_id IS NOT NULL AND ends_at > starts_at AND starts_at < $as_of::DATE
GROUP BY campaign_id
ORDER BY starts_on, campaign_id
"""
"""Campaigns that say when they began and ended."""
