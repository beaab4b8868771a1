"""Counts of answers become shares, means and scores."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from insight.analysis.answers.questions import MOST_OPTIONS, Item, Question
from insight.analysis.answers.read import column_key
from insight.statistics.intervals import share_of
from insight.statistics.weighted import Mean, effective_n, mean_of, net_score, share_bounds

PROMOTER, PASSIVE = 9, 7
"""Scores from 9 recommend, those from 7 do not mind, lower ones advise against: Reichheld (2003), Harvard Business
Review 81 (12), 46-54."""

_SUMS = ("n", "weight", "weight_squared", "customers")


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each answer of each column was given, and by whom each question was answered."""

    tally: Mapping[tuple[str, str], Mapping[Any, Any]]
    bases: Mapping[str, Mapping[Any, Any]]

    @classmethod
    def of(cls, tally: Iterable[Mapping[Any, Any]], bases: Mapping[str, Mapping[Any, Any]]) -> "Counts":
        """From the rows of the tally."""
        return cls({(row["question_no"], row["answer"]): row for row in tally}, bases)

    def base(self, question: Question, item: Item) -> Mapping[Any, Any]:
        """Who answered: the whole question where its columns are options, else the column."""
        one_of_several = question.kind != "multiple" and column_key(item.number) in self.bases
        key = column_key(item.number) if one_of_several else question.key
        return self.bases.get(key, _NOBODY)

    def given(self, item: Item) -> dict[str, dict[str, float]]:
        """option -> n, weight, weight_squared, customers."""
        found: dict[str, dict[str, float]] = defaultdict(lambda: dict.fromkeys(_SUMS, 0))
        for answer, option in item.options.items():
            for name in _SUMS:
                found[option][name] += self.tally.get((item.number, answer), _NOBODY).get(name, 0)
        return found


_NOBODY: Mapping[Any, Any] = {"base": 0, "no_answer": 0, "n": 0, "weight": 0.0, "weight_squared": 0.0, "customers": 0}


def option_rows(question: Question, counts: Counts) -> Iterator[dict[str, Any]]:
    """One row an option (and a row of a grid): question, kind, item, option, place, base, n, customers, share, low,
    high.

    `base` and `n` are responses, `share` is weighted, `place` is the option's in its order; of numbers without end
    there are no rows.
    """
    if question.kind == "number" and len(question.options) > MOST_OPTIONS:
        return
    own = question.kind == "multiple" and len(question.items) > 1
    for item in question.items:
        base, given = counts.base(question, item), counts.given(item)
        size = float(effective_n(base["weight"], base["weight_squared"]))
        for place, option in enumerate(question.options):
            if own and option != item.text:
                continue
            said = given[option]
            share = share_of(said["weight"], base["weight"])
            low, high = (float(bound) for bound in share_bounds(share, size))
            yield {
                "question": question.key,
                "kind": question.kind,
                "item": "" if own else item.text,
                "option": option,
                "place": place,
                "base": int(base.get("base", 0)),
                "n": int(said["n"]),
                "customers": int(said["customers"]),
                "share": share,
                "low": low,
                "high": high,
            }


def question_row(question: Question, counts: Counts) -> dict[str, Any]:
    """A question, or a row of a grid, in one line: who answered, the mean of its marks, its net promoter score."""
    item = question.items[0]
    base = counts.base(question, item) if len(question.items) == 1 else counts.bases.get(question.key, _NOBODY)
    marks = mean_of_marks(question, counts) if len(question.items) == 1 else Mean(*[float("nan")] * 3)
    score, low, high = promoters(question, counts)
    return {
        "question": question.key,
        "text": question.text,
        "kind": question.kind,
        "base": int(base.get("base", 0)),
        "no_answer": int(base.get("no_answer", 0)),
        "customers": int(base["customers"]),
        "effective_n": float(effective_n(base["weight"], base["weight_squared"])),
        "mean": marks.mean,
        "mean_low": marks.low,
        "mean_high": marks.high,
        "nps": score,
        "nps_low": low,
        "nps_high": high,
    }


def mean_of_marks(question: Question, counts: Counts) -> Mean:
    """The mean of one column of marks; nan where its options are none."""
    if question.points is None:
        return Mean(*[float("nan")] * 3)
    given = counts.given(question.items[0])
    options = list(given)
    values = [question.points[option] for option in options]
    sums = {name: np.array([given[option][name] for option in options]) for name in ("weight", "weight_squared")}
    return mean_of(values, sums["weight"], sums["weight_squared"])


def promoters(question: Question, counts: Counts) -> tuple[float, float, float]:
    """Those who give 9 or 10 less those who give 6 or less, -1 to 1, and the ends of its 95 % interval."""
    if question.kind != "nps" or question.points is None:
        return (float("nan"),) * 3
    given = counts.given(question.items[0])
    whole = sum(said["weight"] for said in given.values())
    size = float(effective_n(whole, sum(said["weight_squared"] for said in given.values())))
    for_it = sum(said["weight"] for option, said in given.items() if question.points[option] >= PROMOTER)
    against = sum(said["weight"] for option, said in given.items() if question.points[option] < PASSIVE)
    low, high = net_score(share_of(for_it, whole), share_of(against, whole), size)
    nothing = float("nan")
    score = share_of(for_it - against, whole)
    return score, nothing if low is None else low, nothing if high is None else high
