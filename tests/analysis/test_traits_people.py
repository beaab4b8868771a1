"""Every number of the traits is a list of people, also as columns of lists and as groups of a crosstab."""

import datetime as dt

import pytest

from insight.analysis.traits import TraitsParams, traits
from insight.audience import as_segment, condition
from insight.errors import NotEnoughDataError, ParameterError
from insight.export import ListChoices
from insight.export.content import content
from insight.warehouse import DuckWarehouse
from tests.analysis.test_brought_traits import TODAY, list_of
from tests.uploads import new_workspace, upload, write
from tests.workspaces import order, workspace


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    folder = tmp_path_factory.mktemp("listed")
    warehouse = new_workspace(folder)
    upload(warehouse, write(folder, "会员.csv", list_of(60)))
    return warehouse


def params(trait: str | None = None) -> TraitsParams:
    return TraitsParams(as_of=TODAY, currency="CNY", trait=trait)


@pytest.mark.slow("asks for every group of every trait")
def test_every_number_is_a_list_of_people(shop: DuckWarehouse) -> None:
    everything = traits(shop, params())
    assert everything.people == 60
    for name, customers in everything.traits[["trait", "customers"]].itertuples(index=False):
        assert everything.segment(trait=name).count(shop) == customers, name
        result = traits(shop, params(name))
        assert result.groups["customers"].sum() == customers
        for value, people in result.groups[["value", "customers"]].itertuples(index=False):
            assert result.segment(trait=name, value=value).count(shop) == people, (name, value)


def test_what_is_said_first(shop: DuckWarehouse) -> None:
    result = traits(shop, params("list:肤质"))
    first, second, *_rest = (finding.text.render("en") for finding in result.findings())
    assert first == "13 traits are known; 13 of them of at least half of your 60 people"
    assert second == "肤质: most people are “干性”, 15 of the 60 of whom it is known"


def test_a_trait_says_where_it_comes_from_and_how_old_it_is(shop: DuckWarehouse) -> None:
    rows = traits(shop, params()).traits.set_index("trait")
    assert rows.loc["list:意向产品", ["customers", "kind", "source"]].tolist() == [40, "category", "会员.csv"]
    assert rows.loc["list:意向产品", "newest"] == rows.loc["came_from", "newest"]
    assert rows.loc["list:意向产品", "share"] == pytest.approx(2 / 3)


def test_an_earlier_day_is_counted_as_it_was(tmp_path: object) -> None:
    shop = workspace(tmp_path, orders=[order("ann", "2025-01-01", 5), order("ann", "2025-03-01", 5)])  # type: ignore[arg-type]
    early = traits(shop, TraitsParams(as_of=dt.date(2025, 2, 1), currency="CNY", trait="orders"))
    assert early.groups[["value", "customers"]].values.tolist() == [["1..2", 1]]
    assert early.segment(trait="orders", value="1..2").count(shop) == 1
    assert (
        traits(shop, TraitsParams(as_of=dt.date(2025, 3, 2), currency="CNY", trait="orders")).groups["value"][0]
        == "2..3"
    )


def test_traits_are_columns_of_a_list(shop: DuckWarehouse) -> None:
    names = ("customer_id", "list:肤质", "list:宝宝生日", "list:Has Pet")
    made = content(
        shop,
        as_segment(shop, condition("trait_is", trait="list:肤质", wanted=["干性"]), TODAY),
        ListChoices(preset="own", columns=names),
        currency="CNY",
        exported_at=dt.datetime(2026, 1, 5),
    )
    assert made.people("zh_CN").column_names == ["客户ID", "肤质", "宝宝生日", "Has Pet"]
    assert made.listed.num_rows == 15
    assert set(made.listed["list:肤质"].to_pylist()) == {"干性"}


def test_what_cannot_be_asked_is_refused_in_one_sentence(shop: DuckWarehouse, tmp_path: object) -> None:
    with pytest.raises(ParameterError, match="list:星座"):
        traits(shop, params("list:星座"))
    with pytest.raises(ParameterError, match="posts"):
        traits(shop, params("posts"))
    with pytest.raises(ParameterError, match="湿性"):
        traits(shop, params("list:肤质")).segment(trait="list:肤质", value="湿性")
    with pytest.raises(NotEnoughDataError):
        traits(workspace(tmp_path), params())  # type: ignore[arg-type]
