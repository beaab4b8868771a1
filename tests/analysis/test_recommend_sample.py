"""Offers on the sample brand: the planted pair is found, its offers hit more than best sellers do, chance does not."""

import datetime as dt
from functools import cache

import numpy as np

from insight.analysis.recommend_exam import RecommendExamParams
from insight.analysis.recommend_exam.sitting import Sitting, sit
from insight.analysis.recommend_model.families import FAMILIES, History, Neighbours, rules
from insight.analysis.recommend_model.offers import exam_steps
from insight.analysis.recommend_model.statements import Plain
from insight.statistics.ranking import bootstrap
from tests.analysis.test_recommend_exam import at_random
from tests.sample_brand import sample_brand

PARAMS = RecommendExamParams(as_of=dt.date(2026, 1, 1), currency="CNY")
_HITS_OF_SERUM_BUYERS = """
SELECT bought_later.person, count(made.number) AS hits, count(*) AS bought
FROM bought_later
JOIN (
    SELECT DISTINCT bought.person
    FROM bought
    JOIN good ON good.number = bought.number AND list_contains($serums, good.item)
) AS serum_buyer ON serum_buyer.person = bought_later.person
LEFT JOIN made ON made.seat = bought_later.person AND made.number = bought_later.number
GROUP BY bought_later.person
ORDER BY bought_later.person
"""
SERUMS, MASKS = ("LH-JH01", "LH-JH02"), ("LH-MM01", "LH-MM02")


def pair_alone(history: History) -> Neighbours:
    """The rules from a serum to a mask, and no others."""
    found, item = rules(history), history.goods["item"].tolist()
    kept = [item[one] in SERUMS and item[other] in MASKS for one, other in zip(found.owned, found.number, strict=True)]
    is_pair = np.array(kept, dtype="bool")
    return Neighbours(*(getattr(found, name)[is_pair] for name in ("owned", "number", "weight", "n", "owned_n")))


@cache
def sitting() -> Sitting:
    return sit(sample_brand(), PARAMS, {**FAMILIES, "pair": pair_alone, "random": at_random(4)})


def test_by_the_rules_a_mask_goes_with_each_planted_serum() -> None:
    learnt = sitting().learnt
    assert learnt is not None
    item = learnt.goods.known["item"].tolist()
    found = learnt.neighbours["rules"]
    strongest = np.argsort(-found.weight, kind="stable")
    pairs = [(item[found.owned[place]], item[found.number[place]]) for place in strongest]
    of_serums = {serum: next(other for one, other in pairs if one == serum) for serum in SERUMS}
    assert of_serums == dict.fromkeys(SERUMS, "LH-MM01")


def recall_of_serum_buyers(plain: Plain, *methods: str) -> np.ndarray:
    """By person, of those examined who had bought a planted serum."""
    learnt = sitting().learnt
    assert learnt is not None
    statement = exam_steps("product", plain).select(_HITS_OF_SERUM_BUYERS)
    rows = sample_brand().query(statement, learnt.bound(plain, *methods) | {"serums": list(SERUMS)})
    return (rows["hits"] / rows["bought"]).to_numpy()


def test_to_buyers_of_the_serum_offers_of_the_pair_hit_more_than_best_sellers() -> None:
    pair = recall_of_serum_buyers("popular_channel", "pair")
    assert (len(pair), round(pair.mean(), 3)) == (31, 0.398)
    plains: tuple[Plain, ...] = ("popular", "popular_channel")
    apart = {plain: bootstrap(pair - recall_of_serum_buyers(plain), seed=1) for plain in plains}
    assert {plain: round(mean.value, 3) for plain, mean in apart.items()} == {
        "popular": 0.231,
        "popular_channel": 0.129,
    }
    assert all(mean.low > 0.02 for mean in apart.values())


def test_what_the_same_people_bought_passes_and_chance_and_likeness_do_not() -> None:
    found = sitting()
    assert (found.plain, found.winner) == ("popular_channel", "items")
    passed = found.table.set_index("method")["is_better"]
    assert passed[passed].index.tolist() == ["items", "factors"]
    best = found.table.set_index("method").loc["items"]
    assert (best["n"], best["people_hit"], best["hits"], best["new_hits"]) == (231, 139, 157, 124)
    assert best["low"] > 0.2
