"""Random shops: every offer, its place, its reason, and the exam agree with slow and obvious Python."""

import datetime as dt
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from insight.analysis.recommend.statements import counted
from insight.analysis.recommend_exam import RecommendExamParams
from insight.analysis.recommend_exam.sitting import sit, split_of
from insight.analysis.recommend_model.families import items
from insight.analysis.recommend_model.goods import goods
from insight.analysis.recommend_model.model import learn
from insight.analysis.recommend_model.offers import offered_steps
from insight.analysis.recommend_model.statements import Plain
from insight.analysis.rfm import LABELS
from insight.warehouse import DuckWarehouse
from tests.analysis.offer_shop import AS_OF, Counter, mixed
from tests.oracle_recommend import Offer, Sale, Shop, sales
from tests.workspaces import names, workspace

SEEDS = range(14)
_OFFERED = "SELECT customer_id, place, number, because, shelf FROM offered"


@cache
def shop_of(seed: int) -> tuple[Counter, DuckWarehouse, dict[str, str]]:
    counter = mixed(seed)
    shop = workspace(Path(mkdtemp(prefix="offers-")), **counter.rows)
    return counter, shop, names(shop)


def params_of(seed: int, as_of: dt.date = AS_OF) -> RecommendExamParams:
    return RecommendExamParams(
        as_of=as_of,
        currency="CNY",
        offers=1 + seed % 3,
        look_back_days=(365, 150, 90)[seed % 3],
        on_sale_days=(60, 10, 30)[seed % 3],
        again_days=(30, 60, 1)[seed % 3],
        least_buyers=2 + seed % 4,
        hold_out_days=(60, 30, 90)[seed % 3],
    )


def offers_of(seed: int, plain: Plain) -> set[Offer]:
    _counter, shop, known = shop_of(seed)
    params = params_of(seed)
    values = params.values() | {"until": params.as_of}
    learnt = learn(shop, values, "product", goods(shop, values, "product"), makers={"items": items}, plains=(plain,))
    rows = shop.arrow(offered_steps("product", plain).select(_OFFERED), learnt.bound(plain, "items"))
    code = learnt.goods.known["item"].tolist()
    return {
        (
            known[row["customer_id"]],
            int(row["place"]),
            code[row["number"]],
            None if row["because"] is None else code[row["because"]],
            row["shelf"],
        )
        for row in rows.to_pylist()
    }


def sold(seed: int) -> list[Sale]:
    counter, _shop, _known = shop_of(seed)
    return sales(counter.orders, counter.items)


@pytest.mark.parametrize("seed", SEEDS)
def test_offers_are_those_of_the_rows(seed: int) -> None:
    plain: Plain = "popular_channel" if seed % 2 else "popular"
    shop = Shop(sold(seed), AS_OF, params_of(seed))
    found = {offer for offer in offers_of(seed, plain) if offer[0] in shop.bought}
    assert found == shop.offers(plain, shop.weights())
    assert len({(person, place) for person, place, *_rest in found}) == len(found)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_exam_is_that_of_the_rows(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("insight.analysis.recommend_exam.sitting.LEAST_PEOPLE", 1)
    _counter, shop, _known = shop_of(seed)
    params = params_of(seed, dt.date(2025, 6, 30))
    before = Shop(sold(seed), split_of(params), params)
    bought: dict[str, set[str]] = {}
    for sale in sold(seed):
        is_later = split_of(params) <= sale.day < params.as_of
        could_be = sale.good in before.on_sale and not before.is_resting(str(sale.person), sale.good)
        if sale.person in before.bought and is_later and could_be:
            bought.setdefault(sale.person, set()).add(sale.good)
    table = sit(shop, params, {"items": items}).table
    if not bought or len(before.on_sale) < 2:
        assert table.empty
        return
    plain = str(table[table["is_plain"]].sort_values("recall", ascending=False, kind="stable")["method"].iloc[0])
    for method, weights, shelf in (("popular", {}, "popular"), ("items", before.weights(), plain)):
        made = before.offers(shelf, weights)
        hit = {person: {good for who, _place, good, *_why in made if who == person} for person in bought}
        hit = {person: goods & bought[person] for person, goods in hit.items()}
        row = table.set_index("method").loc[method]
        assert (row["n"], row["hits"]) == (len(bought), sum(map(len, hit.values())))
        assert row["people_hit"] == sum(1 for goods in hit.values() if goods)
        recalls = [len(hit[person]) / len(bought[person]) for person in bought]
        assert row["recall"] == pytest.approx(sum(recalls) / len(recalls))
        offered = {good for who, _place, good, *_why in made if who in bought}
        assert row["coverage"] == pytest.approx(len(offered) / len(before.on_sale))


def test_counts_of_a_good_are_its_offers() -> None:
    seed = 3
    _counter, shop, _known = shop_of(seed)
    params = params_of(seed)
    values = params.values() | {"until": params.as_of}
    learnt = learn(shop, values, "product", goods(shop, values, "product"), makers={"items": items})
    bound = dict(LABELS.values(shop, params.as_of, "CNY")) | learnt.bound("popular", "items")
    rows = shop.query(counted("product", "popular", None), bound)
    per_good = rows[rows["is_by_group"]].groupby("number")["customers"].sum()
    offers = shop.query(offered_steps("product", "popular").select(_OFFERED), bound)
    assert per_good.to_dict() == offers.groupby("number").size().to_dict()


@pytest.mark.parametrize("most", [1, 2])
def test_the_last_goods_of_a_person_speak_and_older_ones_are_silent(most: int) -> None:
    seed = 4
    _counter, shop, known = shop_of(seed)
    params = params_of(seed)
    values = params.values() | {"until": params.as_of}
    learnt = learn(
        shop, values, "product", goods(shop, values, "product"), makers={"items": items}, plains=("popular",)
    )
    bound = learnt.bound("popular", "items") | {"most_owned": most}
    rows = shop.query(offered_steps("product", "popular").select(_OFFERED), bound).dropna(subset=["because"])
    code, lately = learnt.goods.known["item"].tolist(), dict[str, list[str]]()
    for sale in sorted(sold(seed), key=lambda one: (one.day, -code.index(one.good) if one.good in code else 0)):
        if sale.person is not None and sale.good in code and sale.day < params.as_of:
            own = lately.setdefault(sale.person, [])
            own[:] = [good for good in own if good != sale.good] + [sale.good]
    places = [
        lately[known[who]][::-1].index(code[int(why)]) + 1
        for who, why in zip(rows["customer_id"], rows["because"], strict=True)
    ]
    assert max(places) == most
