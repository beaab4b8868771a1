"""Frequent sets grown in sparse matrices, beside every set of every basket counted one by one."""

from collections import Counter
from itertools import combinations
from random import Random

import numpy as np
import pyarrow as pa
import pytest
from scipy import sparse

from insight.analysis.associations.growth import grown, holders
from insight.analysis.associations.held import held
from insight.analysis.associations.params import AssociationsParams
from tests.analysis.judge_shop import AS_OF


def drawn(seed: int, goods: int, baskets: int) -> list[set[int]]:
    random = Random(seed)
    return [{min(int(random.expovariate(6 / goods)), goods - 1) for _good in range(9)} for _basket in range(baskets)]


def matrix(baskets: list[set[int]], goods: int) -> sparse.csc_matrix:
    pairs = [(number, good) for number, basket in enumerate(baskets) for good in basket]
    rows, columns = zip(*pairs, strict=True)
    return sparse.csc_matrix((np.ones(len(pairs), dtype=np.int32), (rows, columns)), shape=(len(baskets), goods))


@pytest.mark.parametrize(("goods", "least"), [(12, 40), (700, 2)])
def test_frequent_sets_are_those_counted_one_by_one(goods: int, least: int) -> None:
    baskets = drawn(goods, goods, 400)
    kept = sorted(good for good, n in Counter(good for one in baskets for good in one).items() if n >= least)
    known = [{kept.index(good) for good in one if good in kept} for one in baskets]
    counts = Counter(found for one in known for size in range(1, 5) for found in combinations(sorted(one), size))
    table = matrix(known, len(kept))
    levels = grown(table, table.getnnz(axis=0).astype("int64"), least, 4, 100_000)
    told = {
        tuple(numbers): n for level in levels for numbers, n in zip(level.goods.tolist(), level.n.tolist(), strict=True)
    }
    assert told == {found: n for found, n in counts.items() if n >= least}
    assert all(holders(table, level.goods).tolist() == level.n.tolist() for level in levels)


def test_growth_stops_where_there_are_more_sets_than_asked_for() -> None:
    table = matrix([set(range(20))] * 3, 20)
    levels = grown(table, np.full(20, 3), 3, 4, 100)
    assert [len(level.n) for level in levels] == [20, 190]


def test_amounts_of_lines_add_up_by_basket_and_unknown_ones_are_left_out() -> None:
    lines = pa.table(
        {
            "basket": pa.array([1, 1, 1, 2, 3], pa.int32()),
            "person": pa.array([1, 1, 1, 1, 0], pa.int32()),
            "days_ago": pa.array([1, 1, 1, 1, 1], pa.int32()),
            "number": pa.array([0, 0, 1, 0, 0], pa.int32()),
            "amount": pa.array([5.0, 7.0, 3.0, None, 4.0]),
        }
    )
    found = held(lines, ["a", "b"], AssociationsParams(as_of=AS_OF, currency="CNY", min_support=0.0001))
    assert found.frequent.to_dict("records") == [
        {"item": "a", "n": 3, "amount": 8.0},
        {"item": "b", "n": 1, "amount": 3.0},
    ]
    assert tuple(found.totals) == (3, 0, 2, 2)
    assert found.people.toarray().tolist() == [[0, 0], [1, 1]]
    assert found.baskets.sum() == 2
