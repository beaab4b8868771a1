"""Each rule finds the rows planted for it, and none in a shop without a fault."""

import dataclasses
from pathlib import Path

import pytest

from insight.analysis.quality import RULES, QualityParams, QualityResult, quality
from insight.warehouse import DuckWarehouse
from tests.analysis.quality_shops import AS_OF, FAULTS, Fault, shop_with

PARAMS = QualityParams(as_of=AS_OF, currency="CNY")

COMPANIONS = {"orders_name_a_person": {"orders_buyer_ref_filled", "orders_phone_filled", "orders_email_filled"}}
"""What the same planted row breaks as well: a person can be unknown only where nothing names one."""

_MORE = pytest.mark.slow("one more fault in a shop of its own")
ONE_BY_ONE = [pytest.param(fault, marks=_MORE) if place % 5 else fault for place, fault in enumerate(FAULTS)]
"""Each fifth in every run; together in one shop they are counted there too."""


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> QualityResult:
    return quality(shop_with(tmp_path_factory.mktemp("clean")), PARAMS)


def broken(result: QualityResult) -> dict[str, int]:
    rules = result.rules[result.rules["broken"] > 0]
    return dict(zip(rules["rule"], rules["broken"], strict=True))


def test_a_clean_shop_breaks_no_rule(clean: QualityResult) -> None:
    assert broken(clean) == {}
    assert len(clean.rules) > 50
    assert set(clean.dimensions["rate"]) == {1.0}
    assert set(clean.tables["score"]) == {1.0}


@pytest.mark.one_in(10)
@pytest.mark.parametrize("fault", ONE_BY_ONE, ids=str)
def test_a_planted_fault_is_found_in_its_rows_and_taken_for_nothing_else(tmp_path: Path, fault: Fault) -> None:
    shop = shop_with(tmp_path, fault)
    result = quality(shop, PARAMS)
    rows = result.rows(shop, fault.rule).to_pylist()
    assert [row["key"] for row in rows] == list(fault.keys)
    assert broken(result)[fault.rule] == len(fault.keys)
    assert set(broken(result)) - {fault.rule} == COMPANIONS.get(fault.rule, set())
    if fault.value is not None:
        assert {row["value"] for row in rows} == {fault.value}
    if fault.amount is not None:
        assert result.rule(fault.rule)["amount"] == fault.amount


@pytest.mark.slow("counts many shops")
def test_every_number_equals_the_rows_that_are_listed(tmp_path: Path) -> None:
    shop = shop_with(tmp_path, *FAULTS)
    result = quality(shop, PARAMS)
    assert len(broken(result)) > 25
    for row in result.rules.to_dict("records"):
        listed = result.rows(shop, row["rule"])
        assert listed.num_rows == row["broken"] <= row["rows"], row["rule"]
        months = result.over_time[result.over_time["rule"] == row["rule"]]
        assert (months["rows"].sum(), months["broken"].sum()) == (row["rows"], row["broken"])


def test_every_number_of_people_equals_the_segment(tmp_path: Path) -> None:
    shop = shop_with(tmp_path, *FAULTS)
    result = quality(shop, PARAMS)
    counted = result.rules[result.rules["customers"].notna()]
    assert len(counted) > 8
    for row in counted.to_dict("records"):
        assert result.segment(rule=row["rule"]).count(shop) == row["customers"], row["rule"]


def test_rows_come_page_by_page_in_the_order_of_the_file(tmp_path: Path) -> None:
    faults = [
        dataclasses.replace(FAULTS[0], orders={f"n{n}b": {"buyer_ref": None, "phone": None, "email": None}})
        for n in range(9)
    ]
    shop = shop_with(tmp_path, *faults)
    result = quality(shop, PARAMS)
    pages = [
        result.rows(shop, "orders_name_a_person", limit=4, offset=offset).column("source_row").to_pylist()
        for offset in (0, 4, 8, 12)
    ]
    assert [len(page) for page in pages] == [4, 4, 1, 0]
    rows = [row for page in pages for row in page]
    assert rows == sorted(set(rows))
    assert result.rows(shop, "orders_name_a_person").column("source_file").to_pylist() == ["rows.csv"] * 9


def test_every_rule_says_what_should_be_in_both_languages() -> None:
    for rule in RULES.values():
        assert rule.text.render("zh_CN") != rule.text.render("en")
        assert rule.name.startswith(rule.table)


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    return shop_with(tmp_path_factory.mktemp("damaged"), *FAULTS)


def test_the_gravest_broken_rules_come_first(damaged: DuckWarehouse) -> None:
    rules = quality(damaged, PARAMS).rules
    weakened = list(dict.fromkeys(text.key for text in rules[rules["broken"] > 0]["weakens"]))
    assert weakened[:2] == [
        "revenue, average order value, monetary scores",
        "everything counted in people: RFM, retention, lifecycle, lists",
    ]
    first_held = list(rules["broken"]).index(0)
    assert set(rules["broken"].iloc[first_held:]) == {0}
