"""What is offered to whom, told on a shop in which people have tastes and some have stories."""

import datetime as dt
import json
from collections import Counter as Count
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from insight.analysis.recommend import GROUPS, RecommendParams, RecommendResult, offers, reasons, recommend
from insight.audience.cells import cell_segment, from_segment
from insight.errors import NotEnoughDataError, ParameterError
from insight.warehouse import DuckWarehouse
from tests.analysis.life_shop import add_rows
from tests.analysis.offer_shop import AS_OF, Counter, tastes
from tests.workspaces import member, names, people, workspace

PARAMS: dict[str, Any] = {"as_of": AS_OF, "currency": "CNY", "look_back_days": 300, "again_days": 20}
SIX = [f"b{number}" for number in range(6)]


def told() -> Counter:
    """Tastes, and people of whom a story is told: g0 to g3 are of one taste."""
    counter = tastes(1)
    counter.sells("zoe", 150, "g0")
    counter.sells("amy", 5, "g0")
    counter.sells("amy", 19, "g1")
    counter.sells("bob", 5, "g0")
    counter.sells("bob", 20, "g1")
    counter.sells("old", 301, "g0")
    for number in range(20):
        counter.sells(f"n{number}", 7, "g5")
    for name in SIX:
        counter.sells(name, 60, "last week's", "g0")
        counter.sells(name, 61, "last year's", "g0")
        counter.sells(name, 9, {"sku": "GIFT", "product_name": "gift", "line_paid": "0"}, "g0")
        counter.sells(name, 100, {"sku": "T1", "product_name": "twin"}, {"sku": "T2", "product_name": "twin"})
        counter.sells(name, 30, {"sku": "NONE", "product_name": None})
    for good, buyers in (("four", 4), ("five", 5)):
        for name in SIX[:buyers]:
            counter.sells(name, 3, good)
    return counter


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    return workspace(tmp_path_factory.mktemp("told"), customers=[member("guest", "2025-01-01")], **told().rows)


@pytest.fixture(scope="module")
def result(shop: DuckWarehouse) -> RecommendResult:
    return recommend(shop, RecommendParams(**PARAMS))


@pytest.fixture(scope="module")
def everybody(shop: DuckWarehouse, result: RecommendResult) -> pd.DataFrame:
    known = names(shop)
    rows = offers(shop, result, result.segment(place=1), "en")
    return rows.assign(who=rows["customer_id"].map(known)).sort_values(["who", "place"])


def of(everybody: pd.DataFrame, who: str) -> list[str]:
    return everybody[everybody["who"] == who]["offer"].tolist()


def said(result: RecommendResult) -> str:
    return "\n".join(finding.text.render("en") for finding in result.findings())


def test_people_are_offered_what_people_of_their_taste_buy_with_the_count_as_the_reason(
    shop: DuckWarehouse, result: RecommendResult, everybody: pd.DataFrame
) -> None:
    assert (result.method_used, result.is_proved) == ("items", True)
    assert sorted(of(everybody, "zoe")) == ["g1", "g2", "g3"]
    bought: dict[str, set[str]] = {}
    counter, first = told(), AS_OF - dt.timedelta(days=300)
    goods = {line["order_id"]: [] for line in counter.items}
    for line in counter.items:
        goods[line["order_id"]].append(line["product_name"])
    for made in counter.orders:
        if made["ordered_at"].date() >= first:
            bought.setdefault(made["buyer_ref"], set()).update(goods[made["order_id"]])
    owners = [own for own in bought.values() if "g0" in own]
    both = sum(1 for own in owners if "g1" in own)
    why = everybody[(everybody["who"] == "zoe") & (everybody["offer"] == "g1")]["why"].iloc[0]
    assert why == f"Bought g0; of {len(owners)} people who bought it {both} bought this too"
    assert set(everybody[everybody["who"] == "zoe"]["basis"]) == {"personal"}


def test_what_was_bought_lately_rests_and_is_offered_again_from_the_day_it_has_run_out(everybody: pd.DataFrame) -> None:
    assert "g1" not in of(everybody, "amy")
    assert "g1" in of(everybody, "bob")


def test_what_was_sold_sixty_days_ago_is_on_sale_and_what_was_sold_before_is_not(result: RecommendResult) -> None:
    offered = set(result.products["name"])
    assert "last week's" in offered
    assert "last year's" not in offered
    assert "gift" not in offered
    assert (result.goods_gone, result.goods_free) == (3, 1)
    text = said(result)
    assert "3 products are not offered: they were not sold in the last 60 days" in text
    assert "1 products are not offered: they were only given away" in text


def test_a_product_of_five_buyers_is_offered_and_one_of_four_is_not(result: RecommendResult) -> None:
    assert {"five"} == {"four", "five"} & set(result.products["name"])
    assert result.goods_rare == 1
    assert "1 products are not offered: fewer than 5 people bought them" in said(result)


def test_codes_that_share_a_name_and_codes_without_one_are_said(shop: DuckWarehouse, result: RecommendResult) -> None:
    assert (result.goods_twice, result.goods_nameless) == (2, 1)
    assert "2 products share their name with another code and are offered apart" in said(result)
    assert "1 products have no name and are shown by their code" in said(result)
    assert "NONE" in set(result.products["name"])
    by_name = recommend(shop, RecommendParams(**PARAMS, level="name"))
    assert by_name.goods_twice == 0
    assert by_name.goods_sold == result.goods_sold - 1


def test_newcomers_and_people_long_away_are_offered_best_sellers_and_the_row_says_so(everybody: pd.DataFrame) -> None:
    guest, old = (everybody[everybody["who"] == who] for who in ("guest", "old"))
    assert set(guest["basis"]) == {"newcomer"}
    assert guest["why"].str.match(r"No order yet; \d+ newcomers of the last 90 days began with this").all()
    assert set(old["basis"]) == {"popular"}
    assert old["why"].str.match(r"Best seller: \d+ people bought it in the last 90 days").all()


@pytest.mark.parametrize(("newcomers", "basis"), [(19, "popular"), (20, "newcomer")])
def test_twenty_newcomers_say_what_newcomers_begin_with(tmp_path: Path, newcomers: int, basis: str) -> None:
    counter = Counter()
    for number in range(newcomers):
        counter.sells(f"n{number}", 5, ("tea", "cake")[number % 2])
    shop = workspace(tmp_path, customers=[member("guest", "2025-01-01")], **counter.rows)
    result = recommend(shop, RecommendParams(**PARAMS))
    known = names(shop)
    rows = offers(shop, result, result.segment(place=1), "en")
    assert set(rows[rows["customer_id"].map(known) == "guest"]["basis"]) == {basis}


@pytest.mark.slow("as many lists as numbers")
def test_every_number_is_its_people(shop: DuckWarehouse, result: RecommendResult) -> None:
    for row in result.products.to_dict("records"):
        assert result.segment(product=row["item"]).count(shop) == row["customers"]
    first = result.products.iloc[0]
    for basis in ("personal", "popular", "newcomer"):
        assert result.segment(product=first["item"], basis=basis).count(shop) == first[basis]
        assert result.segment(basis=basis, place=1).count(shop) == getattr(result, basis)
    assert result.segment(product=first["name"], place=1).count(shop) == first["first"]
    assert result.segment(place=1).count(shop) == result.customers
    for row in result.groups[result.groups["place"] <= 2].to_dict("records"):
        segment = result.segment(rfm_group=row["rfm_group"], product=row["item"])
        assert segment.count(shop) == row["customers"]
        assert result.segment(rfm_group=row["rfm_group"], place=1).count(shop) == row["group_customers"]
    for row in result.reasons.head(5).to_dict("records"):
        assert result.segment(product=row["item"], owned=row["owned_item"]).count(shop) == row["customers"]
    assert result.reasons.groupby("item")["customers"].sum().to_dict() == {
        row["item"]: row["personal"] for row in result.products.to_dict("records") if row["personal"]
    }


def test_every_finding_opens_its_people(shop: DuckWarehouse, result: RecommendResult) -> None:
    cells = [finding.cell for finding in result.findings() if finding.cell is not None]
    assert len(cells) > 5
    assert all(result.segment(**cell).count(shop) > 0 for cell in cells)


def test_nobody_has_more_than_three_offers_nor_one_twice(result: RecommendResult, everybody: pd.DataFrame) -> None:
    counts = everybody.groupby("who")["offer"].agg(["size", "nunique"])
    assert (counts["size"] <= 3).all()
    assert (counts["size"] == counts["nunique"]).all()
    assert len(counts) == result.customers
    assert result.personal + result.popular + result.newcomer == result.customers


def test_a_launch_list_names_whoever_it_suits_best_first(shop: DuckWarehouse, result: RecommendResult) -> None:
    segment = result.segment(product="g1")
    listed = shop.arrow(segment.statement, segment.values).column("customer_id").to_pylist()
    rows = offers(shop, result, segment, "en")
    scores = rows[rows["offer"] == "g1"].set_index("customer_id")["score"]
    assert [scores[who] for who in listed] == sorted(scores, reverse=True)
    more = reasons(shop, result, segment, "zh_CN")
    table = more.table.to_pandas().set_index("customer_id")
    assert table.loc[listed[0], "fit"] == 1
    assert more.labels["why_1"].render("zh_CN") == "理由 1"
    is_personal = table["basis"] == "personal"
    assert is_personal.sum() > 20
    assert table.loc[is_personal, "why_1"].str.startswith("买过").all()
    assert segment.sentence.render("zh_CN") == "适合推荐g1，截至 2025-06-30"


def test_the_columns_of_a_list_are_the_offers_of_its_people_place_by_place(
    shop: DuckWarehouse, result: RecommendResult
) -> None:
    """Whoever has two offers only has no third; who is not offered the product of a list has no place on it."""
    everybody = result.segment(place=1)
    rows = offers(shop, result, everybody, "en").set_index(["customer_id", "place"])
    wide = reasons(shop, result, everybody, "en").table.to_pandas().set_index("customer_id")
    assert wide.index.tolist() == sorted(set(rows.index.get_level_values(0)))
    assert wide["offer_3"].isna().any()
    for place in (1, 2, 3):
        own = rows.xs(place, level="place")
        for name in ("offer", "why"):
            told = wide[f"{name}_{place}"].dropna()
            assert told.to_dict() == own[name].to_dict()
    assert wide["basis"].to_dict() == rows.xs(1, level="place")["basis"].to_dict()
    listed = result.segment(product="g1", place=2)
    fit = reasons(shop, result, listed, "en").table.to_pandas().set_index("customer_id")["fit"]
    scores = offers(shop, result, listed, "en").query("offer == 'g1'").set_index("customer_id")["score"]
    assert {who: 1 + int((scores > score).sum()) for who, score in scores.items()} == fit.to_dict()


def test_offers_are_made_to_the_people_of_a_group_alone(shop: DuckWarehouse, result: RecommendResult) -> None:
    only = recommend(shop, RecommendParams(**PARAMS, people="rfm_group:promising"))
    promising = result.groups[result.groups["rfm_group"] == "promising"]
    assert only.customers == promising["group_customers"].iloc[0]
    assert only.groups["customers"].tolist() == promising["customers"].tolist()
    assert only.segment(product="g1").sentence.render("en") == "To be offered g1; only Promising, as of 30 Jun 2025"
    assert only.segment(product="g1").count(shop) == only.products.set_index("name").loc["g1", "customers"]
    with pytest.raises(ParameterError, match="groups"):
        recommend(shop, RecommendParams(**PARAMS, people="friends"))


def test_only_what_passed_goes_on_a_list(shop: DuckWarehouse) -> None:
    with pytest.raises(ParameterError) as error:
        recommend(shop, RecommendParams(**PARAMS, choose="content"))
    assert "“Like what they bought”" not in error.value.hint.render("en")
    assert "Like what they bought has not" in error.value.hint.render("en")
    plain = recommend(shop, RecommendParams(**PARAMS, choose="popular"))
    assert (plain.personal, plain.is_proved) == (0, False)
    assert plain.method_used in ("popular", "popular_channel")
    assert plain.reasons.empty


def test_a_kept_segment_is_asked_again(shop: DuckWarehouse, result: RecommendResult) -> None:
    segment = result.segment(product="g1", rfm_group="promising")
    (cell,) = [from_segment(segment)]
    again = cell_segment(shop, cell, AS_OF)  # type: ignore[arg-type]
    assert people(shop, again.statement, again.values) == people(shop, segment.statement, segment.values)


def test_a_rhythm_that_the_product_list_states_lasts_piece_by_piece(tmp_path: Path) -> None:
    counter = tastes(1)
    counter.sells("two", 99, {"sku": "G1", "product_name": "g1", "product_id": "71", "quantity": 2})
    counter.sells("two", 150, "g0")
    counter.sells("one", 99, {"sku": "G1", "product_name": "g1", "product_id": "71"})
    counter.sells("one", 150, "g0")
    shop = workspace(tmp_path, **counter.rows)
    add_rows(shop, {"products": [{"product_id": "G1", "refill_days": 50.0}]})
    result = recommend(shop, RecommendParams(**PARAMS))
    known = names(shop)
    offered = offers(shop, result, result.segment(product="g1"), "en")
    listed = {known[who] for who in offered["customer_id"]}
    assert "one" in listed
    assert "two" not in listed


def test_a_huge_order_is_not_learnt_from_and_said(tmp_path: Path) -> None:
    counter = tastes(3, people=80)
    for _times in range(5):
        counter.sells("hotel", 30, *[f"w{number}" for number in range(1000)])
    for number in range(2):
        counter.sells(f"inn{number}", 30, *[f"w{number}" for number in range(1000)])
    shop = workspace(tmp_path, **counter.rows)
    result = recommend(shop, RecommendParams(**PARAMS, least_buyers=2))
    assert (result.baskets_left_out, result.largest_basket) == (7, 1000)
    assert (
        "7 orders of more than 300 products (the largest holds 1,000) are not learnt from: they look like wholesale"
        in said(result)
    )


def test_too_little_is_said_in_one_sentence(tmp_path: Path) -> None:
    for number, (sells, title) in enumerate(
        (
            ([("ann", "tea")], "Only one product was sold: there is nothing to choose from"),
            ([("ann", "tea"), ("ann", "cake")], "Hardly any product can be offered"),
            ([], "No order line names a product, so nothing can be offered"),
        )
    ):
        counter = Counter()
        counter.sells("ann", 3)
        for buyer, good in sells:
            counter.sells(buyer, 2, good)
        with pytest.raises(NotEnoughDataError) as error:
            recommend(workspace(tmp_path / str(number), **counter.rows), RecommendParams(**PARAMS))
        assert error.value.title.render("en") == title


def test_a_shop_of_three_weeks_is_offered_best_sellers_and_told_why(tmp_path: Path) -> None:
    shop = workspace(tmp_path, **tastes(2, days=20, people=60).rows)
    result = recommend(shop, RecommendParams(**PARAMS))
    assert (result.personal, result.is_proved, result.customers) == (0, False, 60)
    first = result.findings()[0]
    assert first.text.render("en").startswith("No method could be tried on the last 90 days yet")
    assert Count(result.products["personal"]) == {0: len(result.products)}


@pytest.mark.parametrize(
    ("cell", "match"),
    [
        ({"product": "nothing"}, "product"),
        ({"product": "last year's"}, "product"),
        ({"owned": "nothing"}, "owned"),
        ({"place": 4}, "place"),
        ({"basis": "guess"}, "basis"),
        ({"rfm_group": "friends"}, "rfm_group"),
    ],
)
def test_a_cell_that_is_not_there_is_refused(result: RecommendResult, cell: dict[str, Any], match: str) -> None:
    with pytest.raises(ParameterError, match=match):
        result.segment(**cell)


def test_groups_go_from_the_best_down(result: RecommendResult) -> None:
    order = list(GROUPS)
    seen = list(dict.fromkeys(result.groups["rfm_group"]))
    assert seen == sorted(seen, key=order.index)
    assert json.dumps(result.params.values(), default=str)
