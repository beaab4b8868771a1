"""Retention, repurchase and funnels told apart by any trait or tag, also one that only a customer list brought."""

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from insight.analysis.funnel import FunnelParams, FunnelResult, Step, funnel
from insight.analysis.repurchase import RepurchaseParams, RepurchaseResult, repurchase
from insight.analysis.repurchase.groups import table
from insight.analysis.retention import RetentionParams, RetentionResult, retention
from insight.analysis.traits import apart_titles, told_apart
from insight.audience import as_segment, condition
from insight.audience.tagging import give
from insight.errors import ParameterError
from insight.fields import fields_of
from insight.warehouse import DuckWarehouse
from tests.workspaces import Row, member, order, workspace

AS_OF, AT = dt.date(2025, 12, 1), dt.datetime(2025, 12, 1, 9)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    """200 people first bought in January, the first 100 of them women. In February 60 women came back and 20 men; of
    160 a list says the skin, dry for every other one; 40 women were given a tag."""
    customers: list[Row] = []
    orders: list[Row] = []
    for number in range(200):
        is_woman = number < 100
        skin = f'{{"肤质": "{"干性" if number % 2 else "油性"}", "家庭收入": "{3000 + number}"}}'
        customers.append(
            member(f"p{number:03d}", "2024-12-01", gender="female" if is_woman else "male")
            | {"extra": skin if number % 100 < 80 else None}
        )
        orders.append(order(f"p{number:03d}", "2025-01-10", 10))
        if number % 100 < (60 if is_woman else 20):
            orders.append(order(f"p{number:03d}", "2025-02-10", 20))
    warehouse = workspace(tmp_path_factory.mktemp("apart"), orders=orders, customers=customers)
    women = condition("trait_is", trait="gender", wanted=["female"])
    give(warehouse, "到店", as_segment(warehouse, women, AS_OF), at=AT, by="ann")
    return warehouse


def asked(shop: DuckWarehouse, trait: str, **more: Any) -> RetentionResult:
    given: dict[str, Any] = {"breakdown": "trait", "trait": trait, "periods": 3} | more
    return retention(shop, RetentionParams(as_of=AS_OF, currency="CNY", **given))


def second_month(result: RetentionResult) -> dict[str, tuple[int, int]]:
    rows = result.curves[result.curves["period_no"] == 1].to_dict("records")
    return {row["value"]: (row["returned"], row["n"]) for row in rows}


def test_a_fact_of_people_is_counted_and_compared(shop: DuckWarehouse) -> None:
    result = asked(shop, "gender")
    assert second_month(result) == {"female": (60, 100), "male": (20, 100)}
    row = result.curves[(result.curves["period_no"] == 1) & (result.curves["value"] == "female")].iloc[0]
    assert row["differs"]
    said = [finding.text.render("zh_CN") for finding in result.findings()]
    assert any(text.startswith("性别：女性") for text in said)


def test_a_trait_that_a_list_brought_is_shown_and_not_compared(shop: DuckWarehouse) -> None:
    """Of the people without a known skin nothing is assumed: they are a group of their own."""
    result = asked(shop, "list:肤质")
    assert second_month(result) == {"油性": (40, 80), "干性": (40, 80), "": (0, 40)}
    assert result.curves["p_value"].isna().all()
    said = [finding.text.render("en") for finding in result.findings()]
    assert any(text.startswith("“肤质” is known as of today only") for text in said)
    assert result.method().limits[-1].render("en").startswith("Traits and tags are those known today")


def test_a_number_is_told_apart_by_its_bands(shop: DuckWarehouse) -> None:
    result = asked(shop, "list:家庭收入")
    assert result.values["customers"].sum() == 200
    assert {"", "3032..3064"} <= set(result.values["value"]) or len(result.values) == 6


def test_a_tag_tells_those_who_have_it_from_those_who_have_not(shop: DuckWarehouse) -> None:
    result = asked(shop, "tag:到店")
    assert second_month(result) == {"no": (20, 100), "yes": (60, 100)}
    labels = [cell.label.render("en") for cell in result.cells() if cell.picker == "cohort_value"]
    assert labels[0].startswith("without the tag · ")


@pytest.mark.parametrize("trait", ["gender", "list:肤质", "list:家庭收入", "tag:到店"])
@pytest.mark.parametrize("more", [{}, {"returns": "amount"}, {"criterion": "on_or_after"}, {"entry": "joined"}])
def test_every_number_is_the_people_behind_it(shop: DuckWarehouse, trait: str, more: dict[str, Any]) -> None:
    result = asked(shop, trait, **more)
    for row in result.curves[result.curves["period_no"] <= 1].to_dict("records"):
        for returned, people in ((None, row["n"]), (True, row["returned"])):
            found = result.segment(value=row["value"], period_no=row["period_no"], returned=returned)
            assert found.count(shop) == people, (row["value"], row["period_no"], returned)


def bought_again(shop: DuckWarehouse, trait: str, **more: Any) -> RepurchaseResult:
    given: dict[str, Any] = {"trait": trait, "days": (20, 60)} | more
    return repurchase(shop, RepurchaseParams(as_of=AS_OF, currency="CNY", **given))


def of_60_days(result: RepurchaseResult) -> dict[str | None, tuple[int, int]]:
    rows = result.groups[result.groups["days"] == 60].to_dict("records")
    return {row["value"]: (row["returned"], row["n"]) for row in rows}


def test_who_buys_again_is_told_apart_by_a_fact_a_list_and_a_tag(shop: DuckWarehouse) -> None:
    assert of_60_days(bought_again(shop, "gender")) == {"female": (60, 100), "male": (20, 100)}
    assert of_60_days(bought_again(shop, "list:肤质")) == {"干性": (40, 80), "油性": (40, 80), "": (0, 40)}
    assert of_60_days(bought_again(shop, "tag:到店")) == {"no": (20, 100), "yes": (60, 100)}
    result = bought_again(shop, "gender")
    assert list(result.groups["differs"]) == [False, True, False, True]
    assert set(result.groups[result.groups["days"] == 20]["returned"]) == {0}
    said = [finding.text.render("en") for finding in result.findings()]
    assert any(text.startswith("Gender: female: 60% buy again within 60 days (60 of 100)") for text in said)
    said = [finding.text.render("zh_CN") for finding in bought_again(shop, "list:肤质").findings()]
    assert any(text.startswith("“肤质”只有目前的取值") for text in said)


def test_the_last_of_the_days_is_in_time_and_days_that_end_today_are_over(shop: DuckWarehouse) -> None:
    """From 10 January to 10 February are 31 days; as of 10 February 30 days of everybody are over."""
    result = bought_again(shop, "gender", days=(30, 31))
    assert list(result.groups[result.groups["value"] == "female"]["returned"]) == [0, 60]
    late = RepurchaseParams(as_of=dt.date(2025, 2, 10), currency="CNY", days=(30, 31), trait="gender")
    assert set(repurchase(shop, late).groups["days"]) == {30}


@pytest.mark.parametrize("trait", ["gender", "list:家庭收入", "tag:到店"])
def test_every_group_of_those_who_buy_again_is_its_people(shop: DuckWarehouse, trait: str) -> None:
    result = bought_again(shop, trait)
    cells = [cell for cell in result.cells() if {"value", "is_rest"} & set(cell.key)]
    assert len(cells) == 2 * len(result.groups)
    for cell in cells:
        assert result.segment(**cell.key).count(shop) == cell.people, cell.key
    row = result.groups.iloc[-1]
    missing = result.segment(value=row["value"], days=60, state="not_returned").count(shop)
    assert missing == row["n"] - row["returned"]
    for wrong in ({"value": "x", "days": 60}, {"is_rest": True, "days": 60}, {"value": row["value"], "days": 7}):
        with pytest.raises(ParameterError):
            result.segment(**wrong)  # type: ignore[arg-type]


def test_groups_beyond_the_eighth_are_all_others() -> None:
    """Ten groups of 10, 9 … 1 people: the two smallest are one, and what they are counted by adds up."""
    counted = pd.DataFrame(
        [(f"v{place}", 60, 11 - place, 1) for place in range(1, 11)], columns=["value", "days", "n", "returned"]
    )
    params = RepurchaseParams(as_of=AS_OF, currency="CNY", days=(60,))
    found = table(counted, params, is_compared=True)
    assert list(found["value"][:8]) == [f"v{place}" for place in range(1, 9)]
    (rest,) = found[found["value"].isna()].to_dict("records")
    assert (rest["n"], rest["returned"]) == (2 + 1, 2)
    assert found["n"].sum() == 55


def test_people_of_all_other_groups_are_those_of_none_named(tmp_path: Path) -> None:
    names = [f"城{number}" for number in range(10) for _person in range(11 - number)]
    shop = workspace(
        tmp_path,
        customers=[member(f"p{place}") | {"extra": f'{{"小区": "{name}"}}'} for place, name in enumerate(names)],
        orders=[order(f"p{place}", "2025-01-10", 10) for place in range(len(names))],
    )
    result = bought_again(shop, "list:小区", days=(60,))
    (rest,) = result.groups[result.groups["value"].isna()].to_dict("records")
    assert rest["n"] == 3 + 2
    assert result.segment(is_rest=True, days=60).count(shop) == 5
    with pytest.raises(ParameterError):
        result.segment(is_rest=True, days=60, state="open")


def test_what_is_not_there_is_refused_in_a_sentence(shop: DuckWarehouse) -> None:
    for name in ("list:鞋码", "tag:没有"):
        with pytest.raises(ParameterError) as refused:
            told_apart(shop, name, AS_OF, "CNY")
        assert name in str(refused.value)
    for given in ({"breakdown": "trait"}, {"trait": "gender"}, {"breakdown": "channel", "trait": "gender"}):
        with pytest.raises(ParameterError):
            RetentionParams(as_of=AS_OF, currency="CNY", **given)  # type: ignore[arg-type]


def test_every_brought_trait_and_tag_is_offered(shop: DuckWarehouse) -> None:
    titles = {name: title.render("zh_CN") for name, title in apart_titles(shop).items()}
    assert (titles["list:肤质"], titles["list:家庭收入"], titles["tag:到店"]) == ("肤质", "家庭收入", "标签“到店”")


def came_through(shop: DuckWarehouse, by: str, **more: Any) -> FunnelResult:
    steps = (Step(milestone="order_paid"), Step(milestone="repurchased"))
    given: dict[str, Any] = {"steps": steps, "window_days": 60, "by": by} | more
    return funnel(shop, FunnelParams(as_of=AS_OF, currency="CNY", **given))


def of_the_second_step(result: FunnelResult) -> dict[str, tuple[int, int]]:
    rows = result.groups[result.groups["step_no"] == 2].to_dict("records")
    return {row["group"]: (row["converted"], row["customers"]) for row in rows}


def test_a_funnel_is_split_by_a_fact_a_list_and_a_tag(shop: DuckWarehouse) -> None:
    assert of_the_second_step(came_through(shop, "person.gender")) == {"female": (60, 100), "male": (20, 100)}
    skin = came_through(shop, "person.list:肤质")
    assert of_the_second_step(skin) == {"干性": (40, 80), "油性": (40, 80), "(unknown)": (0, 40)}
    assert of_the_second_step(came_through(shop, "person.tag:到店")) == {"no": (20, 100), "yes": (60, 100)}
    assert len(of_the_second_step(came_through(shop, "person.list:家庭收入"))) >= 5


def test_groups_that_going_on_may_have_made_are_shown_and_not_compared(shop: DuckWarehouse) -> None:
    by_tag = came_through(shop, "person.tag:到店")
    assert not by_tag.groups["certain"].any()
    assert by_tag.groups["p_value"].isna().all()
    assert by_tag.what_if.empty
    said = [finding.text.render("zh_CN") for finding in by_tag.findings()]
    assert any("到店" in text and text.endswith("但不作比较") for text in said)
    assert by_tag.method().limits[-1].render("en").startswith("Traits and tags are those known today")
    by_gender = came_through(shop, "person.gender")
    assert by_gender.groups["certain"].any()
    assert not by_gender.what_if.empty


@pytest.mark.parametrize("by", ["person.gender", "person.list:肤质", "person.list:家庭收入", "person.tag:到店"])
def test_every_part_of_a_group_is_its_people(shop: DuckWarehouse, by: str) -> None:
    result = came_through(shop, by)
    for row in result.groups[result.groups["step_no"] == 2].to_dict("records"):
        for state in ("converted", "open", "lost"):
            found = result.segment(step="2", state=state, group=row["group"])  # type: ignore[arg-type]
            assert found.count(shop) == row[f"{state}_people"], (row["group"], state)


def test_the_people_of_a_group_are_said_in_words(shop: DuckWarehouse) -> None:
    of_tag = came_through(shop, "person.tag:到店").segment(step="2", state="lost", group="yes")
    assert "tag “到店”: with the tag" in of_tag.sentence.render("en")
    of_list = came_through(shop, "person.list:肤质").segment(step="2", state="lost", group="干性")
    assert "肤质: 干性" in of_list.sentence.render("en")
    unknown = came_through(shop, "person.list:肤质").segment(step="2", state="lost", group="(unknown)")
    assert "肤质: Not stated" in unknown.sentence.render("en")
    assert "Gender: female" in came_through(shop, "person.gender").segment(step="2", group="female").sentence.render(
        "en"
    )


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("person.tag:到店", "tag “到店”"),
        ("person.list:肤质", "肤质"),
        ("person.age", "Age"),
        ("person.tier", "Tier"),
        ("device", "Device"),
        ("step_id", "step_id"),
    ],
)
def test_what_a_funnel_is_split_by_is_said_in_words(by: str, said: str) -> None:
    """A list that came of a funnel says so in its passport."""
    assert fields_of(FunnelParams)["by"].said(by, {}).render("en") == said
