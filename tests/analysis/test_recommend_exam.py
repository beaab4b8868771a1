"""The exam is honest: tastes pass it, chance does not, and nothing behind the split is known."""

import datetime as dt
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
import pytest

from insight.analysis import to_json
from insight.analysis.recommend_exam import RecommendExamParams, RecommendExamResult, recommend_exam
from insight.analysis.recommend_exam.sitting import sit, split_of
from insight.analysis.recommend_model.families import FAMILIES, History, Neighbours
from insight.errors import ParameterError
from insight.warehouse import DuckWarehouse
from tests.analysis.offer_shop import AS_OF, tastes
from tests.workspaces import add_batch, workspace

PARAMS = RecommendExamParams(as_of=AS_OF, currency="CNY", look_back_days=200, again_days=20)
METHODS = list(FAMILIES)


@cache
def shop_of(seed: int, *, shuffled: bool) -> DuckWarehouse:
    return workspace(Path(mkdtemp(prefix="tastes-")), **tastes(seed, shuffled=shuffled).rows)


def marks(result: RecommendExamResult) -> dict[str, dict[str, Any]]:
    return {row["method"]: row for row in result.methods.to_dict("records")}


def at_random(seed: int) -> Any:
    """A method that draws its neighbours."""

    def make(history: History) -> Neighbours:
        draw = np.random.default_rng(seed)
        on_sale = np.flatnonzero(history.goods["is_on_sale"].to_numpy())
        owned = np.repeat(np.arange(len(history.goods)), 5)
        number = draw.choice(on_sale, len(owned))
        kept = np.unique(np.stack([owned, number])[:, owned != number], axis=1)
        weight = draw.integers(1, 1_000_000, kept.shape[1])
        return Neighbours(kept[0], kept[1], weight, np.zeros_like(weight), np.ones_like(weight))

    return make


def test_where_people_have_tastes_the_same_buyers_say_what_they_buy_next() -> None:
    result = recommend_exam(shop_of(1, shuffled=False), PARAMS)
    found = marks(result)
    assert result.winner in ("items", "factors")
    best, plain = found[str(result.winner)], found["popular"]
    assert best["recall"] > plain["recall"] + 0.2
    assert best["low"] > 0
    assert best["difference"] == pytest.approx(best["recall"] - found[str(result.plain)]["recall"])
    assert not found["content"]["is_better"]
    text = result.findings()[0].text.render("en")
    assert "The offers passed their exam: of what people bought in the last 90 days" in text
    assert f"{best['recall']:.0%} was among the 3 products picked" in text


@pytest.mark.parametrize("seed", range(9))
def test_a_shuffled_history_never_passes(seed: int) -> None:
    result = recommend_exam(shop_of(seed, shuffled=True), PARAMS)
    assert result.examined > 100
    assert result.winner is None
    first = result.findings()[0]
    assert "Best sellers are not beaten" in first.text.render("en")
    assert (first.certain, first.cell) == (False, None)


@pytest.mark.parametrize("seed", range(9))
def test_a_random_method_does_not_pass_where_tastes_do(seed: int) -> None:
    sitting = sit(shop_of(1, shuffled=False), PARAMS, {"random": at_random(seed), "items": FAMILIES["items"]})
    passed = sitting.table.set_index("method")["is_better"]
    assert not passed["random"]
    assert passed["items"]


def test_nothing_behind_the_split_changes_an_offer() -> None:
    """Whatever is bought from the split on, what was learnt and offered before it is the same, to the last weight."""
    shop = workspace(Path(mkdtemp(prefix="leaks-")), **tastes(5, people=120).rows)
    before = sit(shop, PARAMS)
    later = tastes(99, people=120, days=89)
    add_batch(shop, **later.rows)
    after = sit(shop, PARAMS)
    one, other = before.learnt, after.learnt
    assert one is not None
    assert other is not None
    assert one.goods.known.equals(other.goods.known)
    for plain in one.shelves:
        assert one.shelves[plain].equals(other.shelves[plain])
    for method in METHODS:
        assert one.bound("popular", method) == other.bound("popular", method)
    assert after.table["n"].iloc[0] > before.table["n"].iloc[0]


def test_the_day_before_the_split_is_learnt_from_and_the_split_day_is_not() -> None:
    assert split_of(PARAMS) == dt.date(2025, 4, 2)
    shop = workspace(Path(mkdtemp(prefix="edges-")), **tastes(5, people=120).rows)
    rows = tastes(5, people=120)
    rows.orders.clear()
    rows.items.clear()
    for number in range(9):
        rows.sells(f"p{number}", 90, "on the split")
        rows.sells(f"p{number}", 91, "before the split")
    add_batch(shop, **rows.rows)
    learnt = sit(shop, PARAMS).learnt
    assert learnt is not None
    known = set(learnt.goods.known["name"])
    assert "before the split" in known
    assert "on the split" not in known


def test_who_was_examined_and_who_was_hit_are_people() -> None:
    shop = shop_of(1, shuffled=False)
    result = recommend_exam(shop, PARAMS)
    for name, row in marks(result).items():
        assert result.segment(method=name).count(shop) == row["people_hit"]
        assert result.segment(method=name, hit=False).count(shop) == row["n"]
    assert result.segment(method="items").sentence.render("zh_CN") == (
        "最近 90 天买了事先推荐的商品（同一批人还买过）（截至 2025-06-30）"
    )
    with pytest.raises(ParameterError, match="method"):
        result.segment(method="magic")


def test_a_shop_of_three_weeks_says_that_nothing_could_be_tried() -> None:
    shop = workspace(Path(mkdtemp(prefix="young-")), **tastes(2, days=20, people=60).rows)
    result = recommend_exam(shop, PARAMS)
    (finding,) = result.findings()
    assert finding.text.render("en") == (
        "No method could be tried on the last 90 days yet: too few people had bought before and bought again then; "
        "everybody is offered best sellers"
    )
    assert to_json(result, generation=1)["result"]["methods"] == []


def test_numbers_are_the_same_every_time() -> None:
    shop = shop_of(1, shuffled=False)
    assert sit(shop, PARAMS).table.equals(sit(shop, PARAMS).table)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("offers", 0),
        ("offers", 4),
        ("hold_out_days", 13),
        ("least_buyers", 1),
        ("level", "brand"),
        ("again_days", True),
    ],
)
def test_bounds_are_said(name: str, value: object) -> None:
    with pytest.raises(ParameterError, match=name):
        RecommendExamParams(**({"as_of": AS_OF, "currency": "CNY"} | {name: value}))


def test_methods_asked_at_once_get_the_marks_of_each_asked_alone() -> None:
    shop, numbers = shop_of(1, shuffled=False), ["n", "people_hit", "hits", "new_hits", "recall", "gain", "coverage"]
    together = sit(shop, PARAMS, {"random": at_random(2), "items": FAMILIES["items"], "rules": FAMILIES["rules"]})
    assert together.table["method"].tolist()[-3:] == ["random", "items", "rules"]
    for name, maker in (("random", at_random(2)), ("items", FAMILIES["items"])):
        alone = sit(shop, PARAMS, {name: maker}).table.set_index("method").loc[name, numbers]
        assert together.table.set_index("method").loc[name, numbers].tolist() == alone.tolist()
    by_name = together.table.set_index("method")["hits"]
    assert by_name["items"] > by_name["random"] > 0
