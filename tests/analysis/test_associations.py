"""What goes together, told on shops made by hand."""

import datetime as dt
import json
from math import exp, inf, nan, sqrt
from pathlib import Path
from typing import Any

import pytest

from insight.analysis import to_json
from insight.analysis.associations import AssociationsParams, AssociationsResult, associations
from insight.audience.cells import cell_segment, from_segment
from insight.errors import NotEnoughDataError, ParameterError
from insight.warehouse import DuckWarehouse
from tests.workspaces import Row, order, people, workspace

AS_OF = dt.date(2025, 7, 1)
PARAMS: dict[str, Any] = {"as_of": AS_OF, "currency": "CNY"}


class Till:
    """Baskets as they are written down: products by name, whose code is the name in capitals."""

    def __init__(self) -> None:
        self.orders: list[Row] = []
        self.items: list[Row] = []

    def sells(self, buyer: str | None, *goods: str, day: str = "2025-06-01", price: float = 10, **more: Any) -> None:
        made = order(buyer, day, price * max(len(goods), 1))
        self.orders.append(made)
        for number, name in enumerate(goods):
            line = {"order_id": made["order_id"], "ordered_at": made["ordered_at"], "line_no": str(number)}
            known = {"sku": name.upper(), "product_name": name, "quantity": 1, "line_paid": str(price)}
            self.items.append(line | known | more)

    def shop(self, folder: Path) -> DuckWarehouse:
        return workspace(folder, orders=self.orders, items=self.items)


def run(shop: DuckWarehouse, **more: Any) -> AssociationsResult:
    return associations(shop, AssociationsParams(**(PARAMS | more)))


def sides(result: AssociationsResult) -> set[tuple[str, str]]:
    return set(zip(result.rules["antecedent"], result.rules["consequent"], strict=True))


def rule(result: AssociationsResult, antecedent: str, consequent: str) -> dict[str, Any]:
    rules = result.rules
    (row,) = rules[(rules["antecedent"] == antecedent) & (rules["consequent"] == consequent)].to_dict("records")
    return {str(name): value for name, value in row.items()}


def said(result: AssociationsResult) -> str:
    return "\n".join(finding.text.render("en") for finding in result.findings())


def bakery(buyers: int = 60) -> Till:
    """Of 60 people 40 buy tea, 30 of them with cake; 20 buy bread alone."""
    till = Till()
    for number in range(buyers):
        goods = ("Tea", "Cake") if number < 30 else ("Tea",) if number < 40 else ("Bread",)
        till.sells(f"p{number}", *goods)
    return till


def test_the_measures_of_a_pair(tmp_path: Path) -> None:
    shop = bakery().shop(tmp_path)
    result = run(shop)
    row = rule(result, "Tea", "Cake")
    assert (row["n"], row["antecedent_n"], row["consequent_n"], row["customers"]) == (30, 40, 30, 10)
    assert row["support"] == 0.5
    assert row["confidence"] == 0.75
    assert row["lift"] == pytest.approx(1.5)
    assert row["leverage"] == pytest.approx(0.5 - 2 / 3 * 0.5)
    assert row["conviction"] == pytest.approx(0.5 / 0.25)
    error = sqrt((1 / 0.5 - 1 / (2 / 3) - 1 / 0.5 + 2 * 0.5 / (2 / 3 * 0.5) - 1) / 60)
    assert (row["lift_low"], row["lift_high"]) == pytest.approx(
        (1.5 * exp(-1.959964 * error), 1.5 * exp(1.959964 * error))
    )
    assert row["net_amount"] == pytest.approx(10 * (0.75 - 0.5) * 10)
    assert row["bundle_amount"] == pytest.approx(20)
    assert rule(result, "Cake", "Tea")["conviction"] == inf
    assert (result.baskets, result.single_baskets) == (60, 30)


def test_whoever_has_one_and_not_yet_the_other_is_the_segment(tmp_path: Path) -> None:
    till = bakery()
    till.sells("p35", "Cake", day="2025-06-20")
    till.sells("p39", "Bread", "Cake", day="2025-07-01")
    shop = till.shop(tmp_path)
    result = run(shop)
    segment = result.segment(antecedent="Tea", consequent="Cake")
    expected = {f"p{number}" for number in range(30, 40)} - {"p35"}
    assert people(shop, segment.statement, segment.values) == expected
    assert rule(result, "Tea", "Cake")["customers"] == len(expected)
    assert segment.sentence.render("zh_CN") == "买过Tea，还没买过Cake（截至 2025-06-30）"
    assert result.segment(antecedent="TEA", consequent="CAKE").values == segment.values


def test_every_rule_is_its_people(tmp_path: Path) -> None:
    till = bakery()
    for number in range(20, 50):
        till.sells(f"p{number}", "Tea", "Cake", "Jam", day="2025-06-21")
    shop = till.shop(tmp_path)
    result = run(shop)
    assert {len(json.loads(text)) for text in result.rules["consequent_items"]} == {1, 2}
    for row in result.rules.to_dict("records"):
        segment = result.segment(antecedent=row["antecedent"], consequent=row["consequent"])
        assert segment.count(shop) == row["customers"]


BASKETS = (
    ("Milk", "Onion", "Nutmeg", "Kidney Beans", "Eggs", "Yogurt"),
    ("Dill", "Onion", "Nutmeg", "Kidney Beans", "Eggs", "Yogurt"),
    ("Milk", "Apple", "Kidney Beans", "Eggs"),
    ("Milk", "Unicorn", "Corn", "Kidney Beans", "Yogurt"),
    ("Corn", "Onion", "Kidney Beans", "Ice cream", "Eggs"),
)
"""The example of mlxtend's manual (Raschka 2018): at support 0.6 it finds 11 sets, at confidence 0.7 12 rules."""


def test_the_example_of_the_manual_of_mlxtend_has_its_rules(tmp_path: Path) -> None:
    till = Till()
    for number, goods in enumerate(BASKETS):
        till.sells(f"p{number}", *goods)
    shop = till.shop(tmp_path)
    result = run(shop, min_support=0.6, min_confidence=0.7, max_items=4)
    assert len(result.goods) == 5
    assert len(result.rules) == 12
    assert (result.rules["lift"] >= 1.2).sum() == 6
    row = rule(result, "Eggs", "Onion")
    assert (row["support"], row["confidence"], row["lift"]) == pytest.approx((0.6, 0.75, 1.25))
    assert (row["leverage"], row["conviction"]) == pytest.approx((0.12, 1.6))
    assert len(run(shop, min_support=0.6, min_confidence=0.7, max_items=2).rules) == 7
    assert len(run(shop, min_support=0.6, min_confidence=0.75, max_items=3).rules) == 12
    assert len(run(shop, min_support=0.61, min_confidence=0.7).rules) == 2
    assert len(run(shop, min_support=0.2, least_baskets=3, min_confidence=0.7).rules) == 12


def test_as_many_sets_as_can_be_read_are_shown_and_one_more_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The manual's example has 11 frequent sets at support 0.6."""
    till = Till()
    for number, goods in enumerate(BASKETS):
        till.sells(f"p{number}", *goods)
    shop = till.shop(tmp_path)
    monkeypatch.setattr("insight.analysis.associations.run.MOST_SETS", 11)
    assert len(run(shop, min_support=0.6, min_confidence=0.7).rules) == 12
    monkeypatch.setattr("insight.analysis.associations.run.MOST_SETS", 10)
    with pytest.raises(ParameterError, match="more than 10 sets of products are that frequent"):
        run(shop, min_support=0.6, min_confidence=0.7)


def test_a_longer_rule_that_says_nothing_new_is_redundant(tmp_path: Path) -> None:
    till = Till()
    for number, goods in enumerate(BASKETS):
        till.sells(f"p{number}", *goods)
    result = run(till.shop(tmp_path), min_support=0.6, min_confidence=0.7)
    assert rule(result, "Eggs + Kidney Beans", "Onion")["is_redundant"]
    assert rule(result, "Eggs + Onion", "Kidney Beans")["is_redundant"]
    assert not rule(result, "Onion", "Eggs + Kidney Beans")["is_redundant"]
    assert not rule(result, "Eggs", "Onion")["is_redundant"]


def test_baskets_of_a_person_within_a_window(tmp_path: Path) -> None:
    till = Till()
    till.sells("ann", "Tea", day="2025-06-01")
    till.sells("ann", "Cake", day="2025-06-07")
    till.sells("bob", "Tea", day="2025-06-01")
    till.sells("bob", "Cake", day="2025-06-08")
    till.sells(None, "Tea", "Cake", day="2025-06-08")
    result = run(till.shop(tmp_path), basket="person", window_days=7)
    assert result.baskets == 3
    assert rule(result, "Tea", "Cake")["n"] == 1
    assert rule(result, "Tea", "Cake")["customers"] == 0
    assert run(till.shop(tmp_path)).baskets == 5


def test_what_was_paid_back_called_off_or_given_away_is_in_no_basket(tmp_path: Path) -> None:
    till = Till()
    till.sells("ann", "Tea", "Cake")
    till.sells("bob", "Tea", "Jam", refund_status="refunded")
    till.sells("cat", "Tea", "Jam", status="closed")
    till.sells("dan", "Tea", "Jam", quantity=0)
    till.sells("eve", "Tea", "Jam")
    till.orders[-1]["status"] = "closed"
    till.sells("fay", "Tea", "Jam", day="2025-07-01")
    till.sells("gil", "Tea", "Jam", day="2022-06-01")
    result = run(till.shop(tmp_path))
    assert sides(result) == {("Tea", "Cake"), ("Cake", "Tea")}
    assert result.baskets == 1


def test_rules_can_be_restricted_to_a_product_on_either_side(tmp_path: Path) -> None:
    till = Till()
    for number in range(4):
        till.sells(f"p{number}", "Tea", "Cake", "Jam")
    shop = till.shop(tmp_path)
    assert {right for _left, right in sides(run(shop, only_consequent="Jam", max_items=2))} == {"Jam"}
    assert sides(run(shop, only_antecedent="TEA", only_consequent="Cake", max_items=2)) == {("Tea", "Cake")}
    with pytest.raises(ParameterError, match="Give the name or the code of a product that is in enough baskets"):
        run(shop, only_antecedent="Coffee")


def test_a_basket_of_5000_lines_is_left_out_and_said(tmp_path: Path) -> None:
    till = bakery()
    till.sells("wholesaler", *(f"g{number}" for number in range(5000)))
    till.sells("one line five thousand times", *["Tea"] * 5000)
    result = run(till.shop(tmp_path))
    assert (result.baskets, result.baskets_left_out, result.largest) == (61, 1, 5000)
    assert "1 basket of more than 2,000 products (the largest holds 5,000) is left out" in said(result)


def test_one_product_under_two_codes_is_said_and_can_be_joined_by_name(tmp_path: Path) -> None:
    till = bakery()
    for line in till.items[:10]:
        line["sku"] = f"{line['sku']}-2"
    shop = till.shop(tmp_path)
    result = run(shop)
    assert "2 products are sold under more than one code, among them Cake" in said(result)
    assert "Tea (TEA)" in set(result.goods["name"])
    joined = run(shop, level="name")
    assert rule(joined, "Tea", "Cake")["n"] == 30
    assert "more than one code" not in said(joined)


def test_products_without_names_are_shown_by_their_code(tmp_path: Path) -> None:
    till = Till()
    for number in range(40):
        till.sells(f"p{number}", "Tea", "Cake", product_name=None)
    result = run(till.shop(tmp_path))
    assert sides(result) == {("TEA", "CAKE"), ("CAKE", "TEA")}
    assert "2 products have no name and are shown by their code" in said(result)


@pytest.mark.parametrize(
    ("goods", "sentence"),
    [
        ((("Tea",),), "Only one product was sold, so nothing can go together — 1 product; at least 2 are needed"),
        ((), "No order line names a product"),
    ],
)
def test_too_few_products_are_a_sentence(tmp_path: Path, goods: tuple[tuple[str, ...], ...], sentence: str) -> None:
    till = Till()
    for names in goods:
        till.sells("ann", *names)
    with pytest.raises(NotEnoughDataError) as refused:
        run(till.shop(tmp_path))
    assert sentence in str(refused.value)


def test_no_two_products_in_any_basket_is_a_sentence(tmp_path: Path) -> None:
    till = Till()
    till.sells("ann", "Tea")
    till.sells("ann", "Cake")
    result = run(till.shop(tmp_path))
    assert result.rules.empty
    assert "No two products stand together in 1% of 2 baskets" in said(result)
    assert "The orders cover only 1 day:" in said(result)


def test_chance_makes_no_rule_that_can_be_relied_on(tmp_path: Path) -> None:
    till = Till()
    for number in range(400):
        goods = [name for place, name in enumerate(("Tea", "Cake", "Jam")) if number >> place & 1] or ["Bread"]
        till.sells(f"p{number}", *goods)
    result = run(till.shop(tmp_path))
    pairs = result.rules[result.rules["certain"] & (result.rules["lift"] > 1.05)]
    assert pairs.empty
    assert "Nothing goes together that could be told from chance" in said(result)


def test_amounts_of_another_currency_and_unknown_ones_are_not_added(tmp_path: Path) -> None:
    till = Till()
    till.sells("ann", "Tea", "Cake")
    till.orders[-1]["currency"] = "USD"
    row = rule(run(till.shop(tmp_path)), "Tea", "Cake")
    assert row["net_amount"] == pytest.approx(nan, nan_ok=True)
    assert row["n"] == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("basket", "week"),
        ("level", "brand"),
        ("min_support", 1.1),
        ("min_support", True),
        ("min_confidence", -0.1),
        ("max_items", 5),
        ("max_items", 1),
        ("window_days", 0),
        ("most_goods", 1),
        ("least_baskets", 0),
        ("look_back_days", 3651),
        ("as_of", "2025-07-01"),
        ("currency", "yuan"),
    ],
)
def test_a_parameter_out_of_bounds_is_named(name: str, value: Any) -> None:
    with pytest.raises(ParameterError, match=name):
        AssociationsParams(**(PARAMS | {name: value}))


def test_a_rule_that_is_not_there_has_no_people(tmp_path: Path) -> None:
    result = run(bakery().shop(tmp_path))
    with pytest.raises(ParameterError, match="a side of one of the rules"):
        result.segment(antecedent="Tea", consequent="Bread")


def test_more_sets_than_anybody_reads_are_refused(tmp_path: Path) -> None:
    till = Till()
    for number in range(3):
        till.sells(f"p{number}", *(f"g{place}" for place in range(150)))
    with pytest.raises(ParameterError, match="a larger share: more than 10,000 sets of products are that frequent"):
        run(till.shop(tmp_path))


def test_the_edges_of_every_limit(tmp_path: Path) -> None:
    till = bakery()
    till.sells("first day", "Jam", "Bun", day="2025-06-21T00:00")
    till.sells("day before", "Jam", "Bun", day="2025-06-20T23:59")
    till.sells("as-of midnight", "Jam", "Bun", day="2025-07-01T00:00")
    till.sells("three goods", "Jam", "Bun", "Roll", day="2025-06-22")
    shop = till.shop(tmp_path)
    result = run(shop, look_back_days=10, most_goods=2)
    assert (result.baskets, result.baskets_left_out) == (1, 1)
    assert dict(zip(result.goods["name"], result.goods["n"], strict=True)) == {"Jam": 1, "Bun": 1}
    assert run(shop, look_back_days=10, most_goods=3).baskets == 2
    assert run(shop, look_back_days=11, most_goods=2).baskets == 2


def test_a_rule_of_thirty_baskets_can_be_relied_on_and_one_of_29_cannot(tmp_path: Path) -> None:
    till = bakery()
    shop = till.shop(tmp_path)
    row = rule(run(shop), "Tea", "Cake")
    assert row["certain"]
    assert not row["is_redundant"]
    till.orders[0]["status"] = "closed"
    fewer = rule(run(workspace(tmp_path / "fewer", orders=till.orders, items=till.items)), "Tea", "Cake")
    assert fewer["n"] == 29
    assert not fewer["certain"]


def test_more_baskets_than_the_least_are_needed_exactly(tmp_path: Path) -> None:
    shop = bakery().shop(tmp_path)
    assert len(run(shop, least_baskets=30).rules) == 2
    assert run(shop, least_baskets=31).rules.empty
    assert len(run(shop, min_support=0.5, min_confidence=0.75).rules) == 2
    assert sides(run(shop, min_support=0.5, min_confidence=0.76)) == {("Cake", "Tea")}


def test_the_result_is_plain_json_and_tells_its_method(tmp_path: Path) -> None:
    result = run(bakery().shop(tmp_path))
    said = to_json(result, generation=7, language="zh_CN")
    assert json.loads(json.dumps(said, allow_nan=False)) == said
    assert not any(finding["text"].isascii() for finding in said["findings"])
    method = result.method()
    assert len([*method.definition, *method.limits]) >= 8
    assert all(text.render("zh_CN") != text.render("en") for text in method.limits)
    assert all(statement.strip().startswith(("WITH", "SELECT", "--")) for statement in method.statements)


def test_a_kept_rule_is_the_same_people_again(tmp_path: Path) -> None:
    shop = bakery().shop(tmp_path)
    segment = run(shop, only_antecedent="Tea").segment(antecedent="Tea", consequent="Cake")
    again = cell_segment(shop, from_segment(segment), AS_OF)
    assert people(shop, again.statement, again.values) == people(shop, segment.statement, segment.values)


def test_a_bundle_is_priced_by_who_takes_it_and_who_would_have_bought_both_anyway(tmp_path: Path) -> None:
    """30 baskets hold tea and cake, 10 tea alone; half of all hold cake, three quarters of those with tea: a quarter of
    the 10 take the bundle. At 19.23 what they pay more is what the 30 pay less; halfway to 20 it brings 12.50."""
    result = run(bakery().shop(tmp_path))
    (row,) = result.bundles.to_dict("records")
    assert (row["goods"], row["n"], row["left"], row["bundle_items"]) == ("Tea + Cake", 30, 10, '["CAKE", "TEA"]')
    assert row["takers"] == pytest.approx(2.5)
    lowest = (30 * 20 + 2.5 * 10) / 32.5
    assert (row["usual_amount"], row["lowest_amount"]) == pytest.approx((20, lowest))
    assert row["price"] == pytest.approx((20 + lowest) / 2)
    assert row["discount"] == pytest.approx(1 - (20 + lowest) / 40)
    assert 2.5 * (lowest - 10) == pytest.approx(30 * (20 - lowest))
    assert row["extra_amount"] == pytest.approx(2.5 * (row["price"] - 10) - 30 * (20 - row["price"])) == 12.5
    assert row["extra_low"] < row["extra_amount"] < row["extra_high"]
    (finding,) = [each for each in result.findings() if "As a bundle" in each.text.render("en")]
    assert "Tea + Cake for about ¥19.62 instead of ¥20.00 may bring ¥12.50 more in 30 days" in finding.text.render("en")
    assert "below ¥19.23 it costs more than it brings (sales, margins are not known)" in finding.text.render("en")
    assert result.segment(**dict(finding.cell or {})).count(bakery().shop(tmp_path)) == row["customers"] == 10


def test_a_bundle_is_told_for_30_days_like_those_looked_at(tmp_path: Path) -> None:
    till = bakery()
    till.sells("late", "Bread", day="2025-03-03")
    (row,) = run(till.shop(tmp_path)).bundles.to_dict("records")
    days = (dt.date(2025, 6, 1) - dt.date(2025, 3, 3)).days + 1
    assert row["takers"] == pytest.approx(30 / days * 10 * (0.75 - 30 / 61))


def test_no_bundle_without_amounts_of_categories_or_where_nobody_is_left(tmp_path: Path) -> None:
    unpaid = bakery()
    for line in unpaid.items:
        line["line_paid"] = None
    assert run(unpaid.shop(tmp_path)).bundles.empty
    grouped = bakery()
    for line in grouped.items:
        line["category"] = line["product_name"]
    shop = grouped.shop(tmp_path)
    assert len(run(shop).bundles) == 1
    assert run(shop, level="category").bundles.empty
    nothing = Till()
    for number in range(40):
        nothing.sells(f"p{number}", "tea", "cake")
        nothing.sells(f"q{number}", "bread")
    assert run(nothing.shop(tmp_path)).bundles.empty
