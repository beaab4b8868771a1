"""The people contacted as a daily series: what was to be expected of them by trend, weekday and festival."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from insight.analysis.judge.checks import CHECKED_AT, Check
from insight.analysis.judge.comparisons import Comparison
from insight.analysis.judge.params import OUTCOMES
from insight.analysis.judge.window import Span, occasions
from insight.calendar.festivals import festivals
from insight.i18n import Text, _
from insight.statistics.series import LEAST_DAYS, Expected, counterfactual

LONGEST_DAYS = 760
"""So many days before the start are learned from, at most: two years, so that festivals come twice."""

_COLUMNS = ("day", "people", "expected", "low", "high")


@dataclass(frozen=True, slots=True)
class Series:
    """`days`: day, people (who bought), and from the start on what was expected with its interval."""

    comparison: Comparison
    days: pd.DataFrame


def first_day(when: Span) -> dt.date:
    """From when on the series is read: days after the first order, none of them part of one."""
    earliest = when.starts_at.date() - dt.timedelta(days=LONGEST_DAYS)
    return max(earliest, when.first_at.date() + dt.timedelta(days=1))


def against_expected(rows: pd.DataFrame, when: Span, customers: int) -> Series:
    """`rows`: day, people, orders, money of the people contacted; a day without any is 0."""
    first, start = first_day(when), when.starts_at.date()
    days = max((start - first).days, 0) + when.days
    table = _every_day(rows, first, days)
    flags = occasions(first, days)
    found = [counterfactual(first, table[outcome].tolist(), flags, when.days) for outcome in OUTCOMES]
    comparison = Comparison(
        way="series",
        customers=customers,
        others=customers,
        mean=float(table["people"].iloc[-when.days :].sum()) / customers if customers else float("nan"),
        other_mean=float(found[0].values.sum()) / customers if customers else float("nan"),
        differences=tuple(one.effect.times(1 / customers) for one in found),  # type: ignore[arg-type]
        checks=_placebo(first, table["people"].tolist(), flags, when),
        why_not=_why_not(found[0], when),
    )
    return Series(comparison, _shown(table, found[0], when))


def _every_day(rows: pd.DataFrame, first: dt.date, days: int) -> pd.DataFrame:
    every = pd.date_range(first, periods=days, freq="D")
    table = rows.assign(day=pd.to_datetime(rows["day"])).set_index("day").reindex(every)
    return table[list(OUTCOMES)].astype("float64").fillna(0.0)


def _placebo(first: dt.date, values: list[float], flags: dict[str, list[float]], when: Span) -> tuple[Check, ...]:
    """A start that never was, as long before the true one: there nothing must be found."""
    known = len(values) - when.days
    earlier = {name: line[:known] for name, line in flags.items()}
    found = counterfactual(first, values[:known], earlier, when.days).effect
    passed = not found.p < CHECKED_AT
    said = _("On a start that never was, {days} days before, nothing is found", days=when.days)
    if not passed:
        said = _(
            "On a start that never was, {days} days before, an effect is found too: the series is not that regular",
            days=when.days,
        )
    return (Check(way="series", key="placebo", passed=passed, said=said),)


def _why_not(found: Expected, when: Span) -> Text | None:
    if found.unseen:
        kind = found.unseen[0].removesuffix(" ·")
        start = when.starts_at.date()
        named = next(
            window.name for window in festivals(start, when.ends_at.date()) if window.key.rsplit("-", 1)[0] == kind
        )
        return _("{festival} lies in these days, and the data hold no earlier one to learn from", festival=named)
    if found.days < LEAST_DAYS:
        return _(
            "{days:count} days of orders before the start; at least {least} are needed to learn weekdays and trend",
            days=found.days,
            least=LEAST_DAYS,
        )
    return None


def _shown(table: pd.DataFrame, found: Expected, when: Span) -> pd.DataFrame:
    frame = pd.DataFrame(
        {"day": [day.date() for day in table.index], "people": table["people"].astype("int64").to_numpy()}
    )
    for name, values in (("expected", found.values), ("low", found.low), ("high", found.high)):
        frame[name] = float("nan")
        frame.loc[frame.index[-when.days :], name] = values
    return frame[list(_COLUMNS)]
