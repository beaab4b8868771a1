"""The small table of key drivers."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from insight.analysis.answers.questions import Question
from insight.analysis.answers.read import Read
from insight.analysis.answers.tables import Counts, mean_of_marks
from insight.results import SINGLE, Declared, Frame, declare
from insight.statistics.drivers import Importance
from insight.statistics.intervals import Numbers

LOW_MARKS = 2
"""The lowest two marks of a scale say that somebody is not content."""

_COLUMNS = (
    *("driver", "text", "importance", "low", "high", "correlation", "base"),
    *("mean", "mean_low", "mean_high", "position", "place"),
)


def drivers(read: Read, asked: Sequence[Question], found: Importance, correlation: Numbers) -> pd.DataFrame:
    """One row a driver, the most important first. `position`: the mean's place on its scale, 0 to 1; `place`: mend
    (matters more than most, marked lower than most), keep (matters, marked high), watch (matters less, low), fine."""
    counts = Counts.of(read.tally.to_dict("records"), read.bases)
    rows = []
    for place, each in enumerate(asked):
        marks = mean_of_marks(each, counts)
        points = sorted((each.points or {}).values())
        rows.append(
            {
                "driver": each.key,
                "text": each.items[0].text or each.text,
                "importance": float(found.shares[place]),
                "low": float(found.low[place]),
                "high": float(found.high[place]),
                "correlation": float(correlation[place]),
                "base": int(sum(said["n"] for said in counts.given(each.items[0]).values())),
                "mean": marks.mean,
                "mean_low": marks.low,
                "mean_high": marks.high,
                "position": (marks.mean - points[0]) / (points[-1] - points[0]) if points[-1] > points[0] else np.nan,
            }
        )
    table = pd.DataFrame(rows)
    matters = table["importance"] >= table["importance"].mean()
    is_high = table["position"] >= table["position"].mean()
    table["place"] = np.select(
        [matters & ~is_high, matters & is_high, ~matters & ~is_high], ["mend", "keep", "watch"], "fine"
    )
    return table.sort_values("importance", ascending=False, kind="stable", ignore_index=True)[list(_COLUMNS)]


COLUMNS: Declared = {
    SINGLE: Frame(
        columns=(*declare("text", "survey", "outcome"), *declare("people", "n"), *declare("share", "r_squared"))
    ),
    "drivers": Frame(
        columns=(
            *declare("text", "driver", "text", "place"),
            *declare("people", "base"),
            *declare("share", "importance", "low", "high"),
            *declare("number", "correlation", "mean", "mean_low", "mean_high", "position"),
        )
    ),
}
