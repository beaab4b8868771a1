"""What the scores of a grid mean: from how many to how many orders, from how long ago to how long ago."""

from itertools import pairwise
from typing import NamedTuple

from insight.analysis.rfm import RfmResult
from insight.charts.kit.rows import rows_of
from insight.i18n import Text, _


class Range(NamedTuple):
    """A score that somebody has, from the least to the most that was observed; `place` counts from 0."""

    score: int
    place: int
    low: float
    high: float
    is_first: bool
    is_last: bool


def ranges_of(result: RfmResult, dimension: str) -> dict[int, Range]:
    """The scores of a dimension that somebody has, from the lowest.

    Days between two scores that nobody stands on belong to the one further away, so that no day is left out: not where
    the cuts were given, because there they belong where the cuts put them.
    """
    rows = result.boundaries[(result.boundaries["dimension"] == dimension) & (result.boundaries["customers"] > 0)]
    last = len(rows) - 1
    found = {
        int(row["score"]): Range(
            int(row["score"]), place, float(row["low"]), float(row["high"]), place == 0, place == last
        )
        for place, row in enumerate(rows_of(rows.sort_values("score")))
    }
    if dimension == "recency" and result.params.method == "quantile":
        nearer = pairwise(sorted(found, reverse=True))
        found |= {far: found[far]._replace(low=found[near].high + 1) for near, far in nearer}
    return found


def orders_in_words(score: Range) -> Text:
    """A score of frequency, and how many orders it is."""
    low, high = round(score.low), round(score.high)
    if score.is_last and high > low:
        return _("F{score} · {n:count} order or more", "F{score} · {n:count} orders or more", score=score.score, n=low)
    if low == high:
        return _("F{score} · {n:count} order", "F{score} · {n:count} orders", score=score.score, n=low)
    return _("F{score} · {low:count}–{high:count} orders", score=score.score, low=low, high=high)


def days_in_words(score: Range) -> Text:
    """A score of recency, and how long ago it is."""
    low, high = round(score.low), round(score.high)
    if score.is_last:
        return _("R{score} · within {n:count} day", "R{score} · within {n:count} days", score=score.score, n=high)
    if score.is_first:
        return _(
            "R{score} · {n:count} day ago or more", "R{score} · {n:count} days ago or more", score=score.score, n=low
        )
    return _("R{score} · {low:count}–{high:count} days ago", score=score.score, low=low, high=high)
