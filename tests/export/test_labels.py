"""What analyses call each person stands on every list, in words, and the reason columns are those of the page."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from insight.analysis import ANALYSES, make_params, people_of
from insight.analysis.lifecycle import LifecycleParams, lifecycle
from insight.analysis.rfm import RfmParams, rfm
from insight.audience import as_segment, condition
from insight.export import ListChoices, write_list
from insight.export.control import strata
from insight.export.labelled import Labelled
from insight.i18n import Language
from insight.segments import Segment
from insight.warehouse import DuckWarehouse
from tests.analysis.life_shop import add_rows
from tests.consents import AS_OF, AT, everyone, phone
from tests.workspaces import member, names, order, workspace


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    """Eight buyers, and one who never ordered. p0 bought cream twice and soap once, p1 each of both once."""
    orders = [order(f"p{n}", f"2025-{month:02d}-02", 10 + n) for n in range(8) for month in range(12 - n, 13)]
    bought = {"p0": (("soap", "2025-03-01"), ("cream", "2025-04-01"), ("cream", "2025-05-01"))}
    bought["p1"] = (("cream", "2025-03-01"), ("soap", "2025-04-01"), ("later", "2026-02-01"))
    lines = [(who, name, day) for who, all_of in bought.items() for name, day in all_of]
    orders += [order(who, day, 5, order_id=f"{who}-{day}") for who, _name, day in lines]
    items: list[dict[str, Any]] = [
        {"order_id": f"{who}-{day}", "line_no": "1", "product_name": name, "quantity": 1.0} for who, name, day in lines
    ]
    customers = [member(f"p{n}", "2024-01-01", phone=phone(n)) for n in range(9)]
    return workspace(tmp_path_factory.mktemp("labels"), customers=customers, orders=orders, items=items)


def listed(shop: DuckWarehouse, path: Path, whom: Segment, language: Language = "en", **more: Any) -> dict[str, Any]:
    """The rows of a list by what the people are called."""
    given = {"language": language, "currency": "CNY", "exported_at": AT} | more
    write_list(shop, whom, path, **given)
    header, *rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    known = names(shop)
    found = [dict(zip(map(str, header), row, strict=True)) for row in rows]
    return {known[str(row[str(header[-1])])]: row for row in found}


@pytest.mark.slow("writes and reads books again and again")
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_group_and_stage_on_a_list_are_those_of_their_pages(
    shop: DuckWarehouse, tmp_path: Path, language: Language
) -> None:
    rows = listed(shop, tmp_path / "list.xlsx", everyone(), language)
    scored = rfm(shop, RfmParams(as_of=AS_OF, currency="CNY"))
    lives = lifecycle(shop, LifecycleParams(as_of=AS_OF, currency="CNY"))
    groups = scored.groups[(scored.groups["scheme"] == "eleven") & (scored.groups["group"] != "prospects")]
    group, stage = {"en": ("RFM group", "Stage now"), "zh_CN": ("RFM 分组", "当前阶段")}[language]
    for header, frame, key, people in (
        (group, groups, "group", lambda key: scored.segment(eleven=key)),
        (stage, lives.stages, "stage", lambda key: lives.segment(stage=key)),
    ):
        for cell in frame[frame["customers"] > 0].to_dict("records"):
            on_list = {name for name, row in rows.items() if row[header] == cell["label"].render(language)}
            assert on_list == who(shop, people(cell[key])), cell["label"]
    assert rows["p8"][group] is None


def who(shop: DuckWarehouse, segment: Segment) -> set[str]:
    known = names(shop)
    return {known[each] for each in shop.arrow(segment.statement, segment.values)["customer_id"].to_pylist()}


def test_the_favourite_is_bought_most_often_of_equals_last_and_never_after_the_day(
    shop: DuckWarehouse, tmp_path: Path
) -> None:
    rows = listed(shop, tmp_path / "list.xlsx", everyone())
    assert {name: row["Favourite product"] for name, row in rows.items() if row["Favourite product"]} == {
        "p0": "cream",
        "p1": "soap",
    }


def test_every_label_that_is_declared_is_a_column_of_a_list_and_can_be_chosen(
    shop: DuckWarehouse, tmp_path: Path
) -> None:
    declared = {
        name: label
        for analysis in ANALYSES.values()
        for name, label in (analysis.labels.columns if analysis.labels else {}).items()
    }
    assert list(declared) == ["rfm_group", "stage", "cluster", "favourite_product"]
    choices = ListChoices(preset="own", columns=(*declared, "customer_id"))
    rows = listed(shop, tmp_path / "own.xlsx", everyone(), choices=choices)
    assert list(rows["p0"]) == [*(label.title.render("en") for label in declared.values()), "Customer ID"]


def test_the_strata_of_a_control_group_are_the_labels_that_say_so(shop: DuckWarehouse) -> None:
    ids = shop.arrow("SELECT customer_id FROM core.customers ORDER BY customer_id")["customer_id"]
    found = dict(zip(ids.to_pylist(), strata(Labelled(shop, everyone(), "CNY"), ids), strict=True))
    known = names(shop)
    assert {known[who] for who, group in found.items() if group == "unscored"} == {"p8"}
    assert [analysis.name for analysis in ANALYSES.values() if analysis.labels and analysis.labels.stratum] == ["rfm"]


def test_the_reasons_stand_behind_name_and_phone_and_their_group_is_that_of_their_page(
    shop: DuckWarehouse, tmp_path: Path
) -> None:
    result = rfm(shop, RfmParams(as_of=AS_OF, currency="CNY", bins=3))
    segment = people_of(result, "rfm", {"m": 3})
    more = ANALYSES["rfm"].more(shop, result, segment, "en")
    rows = listed(shop, tmp_path / "list.xlsx", segment, more=more)
    assert list(next(iter(rows.values())))[:7] == [
        *("Name", "Phone", "Recency score (R)", "Frequency score (F)", "Monetary score (M)"),
        *("Days since the last order", "RFM group"),
    ]
    assert {row["Monetary score (M)"] for row in rows.values()} == {3}


@pytest.mark.slow("writes and reads books again and again")
def test_people_of_a_group_or_stage_are_the_same_by_the_rule_and_on_the_list(
    shop: DuckWarehouse, tmp_path: Path
) -> None:
    rows = listed(shop, tmp_path / "list.xlsx", everyone())
    labels = {name: label for each in ANALYSES.values() if each.labels for name, label in each.labels.columns.items()}
    for column, rule, more in (("rfm_group", "groups", {"currency": "CNY"}), ("stage", "stages", {})):
        header = labels[column].title.render("en")
        for key, words in labels[column].words.items():
            found = as_segment(shop, condition(column, **{rule: (key,)}, **more), AS_OF)
            assert who(shop, found) == {name for name, row in rows.items() if row[header] == words.render("en")}, key


def test_the_list_of_who_runs_out_says_of_what_and_when(tmp_path: Path) -> None:
    """Asked by the declaration, as the page and the command do."""
    cream = {"product_id": "71", "product_name": "Cream", "line_no": "1", "quantity": 1.0}
    orders = [order("anna", "2025-11-10", 10, order_id="1"), order("ben", "2025-06-01", 10, order_id="2")]
    warehouse = workspace(tmp_path, orders=orders, items=[{"order_id": number, **cream} for number in ("1", "2")])
    add_rows(warehouse, {"products": [{"product_id": "71", "refill_days": 60}]})
    analysis = ANALYSES["refill"]
    result = analysis.run(warehouse, make_params("refill", {"as_of": "2026-01-01", "currency": "CNY"}, warehouse))
    segment = people_of(result, "refill", {"window": 30})
    rows = listed(warehouse, tmp_path / "l.xlsx", segment, more=analysis.more(warehouse, result, segment, "en"))
    assert [row["Due on"].date().isoformat() for row in rows.values()] == ["2026-01-09"]
    (row,) = rows.values()
    assert next(iter(row)) == "Due to buy again (product and day)"
    assert "Cream" in row["Due to buy again (product and day)"]
