"""The exam of what is offered to people without an order: beside what others first bought afterwards."""

import numpy as np
import pandas as pd

from insight.analysis.recommend_exam.params import RecommendExamParams
from insight.analysis.recommend_model.model import ANYBODY, NEWCOMER, Learnt
from insight.analysis.recommend_model.offers import FIRST_BOUGHT
from insight.results import Frame, declare
from insight.statistics.intervals import Numbers
from insight.statistics.ranking import bootstrap, recall
from insight.warehouse import Warehouse

LEAST_NEWCOMERS = 50
"""Fewer people who bought for the first time are no ground for an exam."""

SEED = 20_141
NEWCOMER_COLUMNS = ["basis", "n", "hits", "recall", "recall_low", "recall_high", "difference", "low", "high"]
_SHELVES = (("newcomer", NEWCOMER), ("popular", ANYBODY))

NEWCOMERS = Frame(
    columns=(
        *declare("key", "basis"),
        *declare("people", "n"),
        *declare("count", "hits"),
        *declare("rate", "recall", "recall_low", "recall_high"),
        *declare("number", "difference", "low", "high"),
    )
)


def sit_newcomers(warehouse: Warehouse, learnt: Learnt, params: RecommendExamParams) -> pd.DataFrame:
    """Of what people bought first in the held-out days, how much of it newcomers had begun with before, and how much
    was a best seller; nothing is known of them but that. No row where there are too few, or no goods of newcomers."""
    rows = warehouse.query(FIRST_BOUGHT[params.level], learnt.bound("popular"))
    offered = {basis: _first(learnt.shelves["popular"], shelf, params.offers) for basis, shelf in _SHELVES}
    if rows["customer_id"].nunique() < LEAST_NEWCOMERS or not len(offered["newcomer"]):
        return pd.DataFrame(columns=NEWCOMER_COLUMNS)
    person, ids = pd.factorize(rows["customer_id"])
    bought = np.bincount(person, minlength=len(ids))
    hits = {basis: _hits(person, rows["number"].to_numpy(), numbers, len(ids)) for basis, numbers in offered.items()}
    plain = recall(hits["popular"], bought)
    return pd.DataFrame([_row(basis, found, recall(found, bought), plain) for basis, found in hits.items()])


def _first(shelf_rows: pd.DataFrame, shelf: str, offers: int) -> np.ndarray:
    rows = shelf_rows[(shelf_rows["shelf"] == shelf) & (shelf_rows["place"] <= offers)]
    return rows.sort_values("place")["number"].to_numpy(dtype="int64")


def _hits(person: np.ndarray, number: np.ndarray, offered: np.ndarray, people: int) -> np.ndarray:
    found = np.zeros((people, len(offered)), dtype="bool")
    for place, good in enumerate(offered):
        found[person[number == good], place] = True
    return found


def _row(basis: str, hits: np.ndarray, right: Numbers, plain: Numbers) -> dict[str, object]:
    mean, apart = bootstrap(right, seed=SEED), bootstrap(right - plain, seed=SEED)
    return dict(
        zip(
            NEWCOMER_COLUMNS,
            (basis, len(right), int(hits.sum()), *mean, *apart),
            strict=True,
        )
    )
