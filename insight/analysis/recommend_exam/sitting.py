"""The exam: offers made before the held-out days, beside what the same people then bought."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from insight.analysis.people_read import EVERYBODY
from insight.analysis.recommend_exam.newcomers import NEWCOMER_COLUMNS, sit_newcomers
from insight.analysis.recommend_exam.params import RecommendExamParams
from insight.analysis.recommend_model.goods import Goods, goods
from insight.analysis.recommend_model.model import Learnt, Maker, learn
from insight.analysis.recommend_model.offers import EXAM
from insight.analysis.recommend_model.statements import PLAIN, Plain
from insight.statistics.intervals import Numbers
from insight.statistics.ranking import bootstrap, gain, novelty, recall
from insight.warehouse import Warehouse

LEAST_PEOPLE, LEAST_GOODS = 50, 2
"""Fewer people who bought again, or fewer goods to choose from, are no ground for an exam."""

LEAST_HITS = 20
"""A method with fewer hits than this has not shown anything."""

ENOUGH_PEOPLE = 30_000
"""So many buyers sit the exam; of more a fixed part is drawn."""

SEED = 20_140
COLUMNS = [
    *(
        "method",
        "is_plain",
        "n",
        "people_hit",
        "hits",
        "new_hits",
        "recall",
        "recall_low",
        "recall_high",
        "gain",
        "gain_low",
    ),
    *("gain_high", "coverage", "novelty", "difference", "low", "high", "is_better"),
]


@dataclass(frozen=True, slots=True)
class Sitting:
    """`table`: the methods with their marks. `plain`: the plain method that did best; None where no exam was held.
    `learnt`: what the methods knew. `newcomers`: the exam of what is offered to people without an order."""

    table: pd.DataFrame
    plain: Plain | None
    learnt: Learnt | None
    people_share: float
    newcomers: pd.DataFrame

    @property
    def winner(self) -> Any:
        """The best of the methods that beat the plain answer, of equals the first; None where there is none."""
        passed = self.table[self.table["is_better"].astype(bool)]
        best = passed.sort_values("difference", ascending=False, kind="stable")
        return None if best.empty else str(best["method"].iloc[0])


def split_of(params: RecommendExamParams) -> dt.date:
    """The first of the held-out days."""
    return params.as_of - dt.timedelta(days=params.hold_out_days)


def sit(warehouse: Warehouse, params: RecommendExamParams, makers: Mapping[str, Maker] | None = None) -> Sitting:
    """Learn from what lies before the held-out days, make offers, compare. `makers`: other methods than the usual."""
    values = params.values() | {"as_of": split_of(params), "until": params.as_of}
    found = goods(warehouse, values, params.level)
    if int(found.known["is_on_sale"].sum()) < LEAST_GOODS:
        return _no_exam()
    learnt = learn(warehouse, values, params.level, found, makers=makers)
    digits = _digits(found)
    learnt = replace(learnt, values=dict(learnt.values) | {"last_digits": digits})
    marks = {plain: _marks(warehouse, learnt, params, plain)[0] for plain in _plain_methods(learnt)}
    if len(marks["popular"].bought) < LEAST_PEOPLE:
        return _no_exam()
    best = max(marks, key=lambda plain: (float(marks[plain].recall.mean()), -PLAIN.index(plain)))
    tried: dict[str, Marks] = {str(plain): mark for plain, mark in marks.items()}
    if learnt.neighbours:
        tried |= zip(learnt.neighbours, _marks(warehouse, learnt, params, best, *learnt.neighbours), strict=True)
    rows = [_row(name, mark, marks[best], len(learnt.neighbours), found) for name, mark in tried.items()]
    share = (int(digits, 16) + 1) / 256
    return Sitting(pd.DataFrame(rows)[COLUMNS], best, learnt, share, sit_newcomers(warehouse, learnt, params))


def _no_exam() -> Sitting:
    return Sitting(pd.DataFrame(columns=COLUMNS), None, None, 1.0, pd.DataFrame(columns=NEWCOMER_COLUMNS))


@dataclass(frozen=True, slots=True)
class Marks:
    """What a method offered the people who sat the exam: `hits` (people by places; `new_hits` of them goods that the
    person had not bought before), `bought` of each, `offered` goods (by number, one a person and place)."""

    hits: np.ndarray
    bought: np.ndarray
    offered: np.ndarray
    new_hits: int

    @property
    def recall(self) -> Numbers:
        """Of each person."""
        return recall(self.hits, self.bought)


def _plain_methods(learnt: Learnt) -> list[Plain]:
    """Everybody's best sellers; those of a channel or a category where there are several of them."""
    return [plain for plain in PLAIN if plain == "popular" or learnt.shelves[plain]["shelf"].nunique() > 3]


def _marks(
    warehouse: Warehouse, learnt: Learnt, params: RecommendExamParams, plain: Plain, *methods: str
) -> list[Marks]:
    """Of each of the methods; without any those of the plain one."""
    rows = warehouse.query(EXAM[params.level, plain], learnt.bound(plain, *methods))
    return [_marks_of(rows[rows["method"] == number], params.offers) for number in range(max(len(methods), 1))]


def _marks_of(rows: pd.DataFrame, offers: int) -> Marks:
    person, ids = pd.factorize(rows["person"])
    count = len(ids)
    bought = np.zeros(count, dtype="int64")
    bought[person] = rows["bought"].to_numpy(dtype="int64")
    made = rows["place"].notna().to_numpy()
    hits = np.zeros((count, offers), dtype="bool")
    place = rows.loc[made, "place"].to_numpy(dtype="int64") - 1
    hits[person[made], place] = rows.loc[made, "is_hit"].to_numpy(dtype="bool")
    new_hits = int((rows["is_hit"] & rows["is_new"]).sum())
    return Marks(hits, bought, rows.loc[made, "number"].to_numpy(dtype="int64"), new_hits)


def _row(name: str, mark: Marks, plain: Marks, methods: int, found: Goods) -> dict[str, Any]:
    """The difference is that of the recall, person by person, to the best plain method; its interval is as wide as so
    many methods ask for (Bonferroni)."""
    apart = bootstrap(mark.recall - plain.recall, seed=SEED, confidence=1 - 0.05 / max(methods, 1))
    right, won = bootstrap(mark.recall, seed=SEED), bootstrap(gain(mark.hits, mark.bought), seed=SEED)
    owners, people = found.known["buyers"].to_numpy(), max(int(found.known["buyers"].max()), found.people)
    hits = int(mark.hits.sum())
    is_plain = name in PLAIN
    return {
        "method": name,
        "is_plain": is_plain,
        "n": len(mark.bought),
        "people_hit": int(mark.hits.any(axis=1).sum()),
        "hits": hits,
        "new_hits": mark.new_hits,
        "recall": right.value,
        "recall_low": right.low,
        "recall_high": right.high,
        "gain": won.value,
        "gain_low": won.low,
        "gain_high": won.high,
        "coverage": len(np.unique(mark.offered)) / int(found.known["is_on_sale"].sum()),
        "novelty": novelty(owners[mark.offered], people),
        "difference": apart.value,
        "low": apart.low,
        "high": apart.high,
        "is_better": not is_plain and hits >= LEAST_HITS and apart.low > 0,
    }


def _digits(found: Goods) -> str:
    """The highest last two digits of the people who sit the exam."""
    part = 256 if found.people <= ENOUGH_PEOPLE else max(256 * ENOUGH_PEOPLE // found.people, 1)
    return EVERYBODY if part >= 256 else format(part - 1, "02x")
