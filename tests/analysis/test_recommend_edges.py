"""The edges of methods of offers: what is wholesale, what is chance, how many hits are enough."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from insight.analysis.recommend_exam import RecommendExamParams
from insight.analysis.recommend_exam.sitting import sit
from insight.analysis.recommend_model.families import FAMILIES, MOST_GOODS, History, held, items
from tests.analysis.offer_shop import AS_OF, tastes
from tests.workspaces import workspace


def test_a_basket_of_three_hundred_goods_is_learnt_from_and_one_of_more_is_wholesale() -> None:
    holder = np.repeat([0, 1], [MOST_GOODS, MOST_GOODS + 1])
    number = np.concatenate([np.arange(MOST_GOODS), np.arange(MOST_GOODS + 1)])
    found = held(holder, number, MOST_GOODS + 1)
    assert (found.matrix.shape[0], found.left_out, found.largest) == (1, 1, MOST_GOODS + 1)
    assert found.matrix.sum() == MOST_GOODS


def bought(owners: int, others: int, both: int, people: int) -> History:
    """Two goods on sale, and how many bought each and both of them."""
    rows = np.zeros((people, 2), dtype="float32")
    rows[:owners, 0] = 1
    rows[owners - both : owners - both + others, 1] = 1
    goods = pd.DataFrame({"item": ["a", "b"], "name": ["a", "b"], "category": None, "is_on_sale": True})
    return History(sparse.csr_matrix(rows), sparse.csr_matrix(rows), goods)


@pytest.mark.parametrize(("both", "neighbours"), [(5, 0), (6, 2), (4, 0)])
def test_goods_bought_by_the_same_people_no_oftener_than_by_chance_are_no_neighbours(
    both: int, neighbours: int
) -> None:
    """Of 40 people 10 bought one and 20 the other: by chance 5 bought both."""
    found = items(bought(10, 20, both, 40))
    assert len(found.owned) == neighbours
    if neighbours:
        assert found.n.tolist() == [both, both]
        assert sorted(found.owned_n.tolist()) == [10, 20]


@pytest.mark.parametrize(("both", "neighbours"), [(2, 0), (3, 2)])
def test_three_who_bought_both_are_the_least(both: int, neighbours: int) -> None:
    assert len(items(bought(4, 4, both, 100)).owned) == neighbours


def test_a_method_of_too_few_hits_does_not_pass_however_sure_it_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = workspace(tmp_path, **tastes(1).rows)
    params = RecommendExamParams(as_of=AS_OF, currency="CNY", look_back_days=200, again_days=20)
    row = sit(shop, params, {"items": FAMILIES["items"]}).table.set_index("method").loc["items"]
    assert row["is_better"]
    for least, passes in ((row["hits"], True), (row["hits"] + 1, False)):
        monkeypatch.setattr("insight.analysis.recommend_exam.sitting.LEAST_HITS", int(least))
        table = sit(shop, params, {"items": FAMILIES["items"]}).table.set_index("method")
        assert bool(table.loc["items", "is_better"]) is passes
