"""Setups of RFM by name: kept as they were, and no data."""

import datetime as dt
from pathlib import Path

import pytest

from insight.analysis.rfm import RfmParams
from insight.analysis.rfm.setups import delete_setup, rename_setup, save_setup, saved_setups
from insight.errors import ParameterError
from insight.settings import Settings
from insight.warehouse import DuckWarehouse, open_workspace
from tests.workspaces import order, workspace

AT = dt.datetime(2026, 1, 5, 9, 30)
QUANTILE = RfmParams(as_of=dt.date(2025, 7, 1), currency="CNY", bins=4)
FIXED = RfmParams(
    as_of=dt.date(2025, 7, 1),
    currency="CNY",
    bins=3,
    method="fixed",
    recency_day_cuts=(45, 120),
    order_cuts=(2, 6),
    amount_cuts=(99.5, 1000.0),
)


@pytest.fixture
def shop(tmp_path: Path) -> DuckWarehouse:
    return workspace(tmp_path, orders=[order("ann", "2025-06-01", 5)])


def names(shop: DuckWarehouse, currency: str | None = None) -> list[str]:
    return [setup.name for setup in saved_setups(shop, currency)]


def test_a_brand_keeps_several_and_each_scores_as_it_was_saved(shop: DuckWarehouse) -> None:
    assert saved_setups(shop) == []
    kept = save_setup(shop, " 老板用的  方案 ", FIXED, at=AT, by="li")
    save_setup(shop, "equal parts", QUANTILE, at=AT)
    assert names(shop) == ["equal parts", "老板用的 方案"]
    assert (kept.saved_at, kept.saved_by, kept.currency) == (AT, "li", "CNY")
    again = RfmParams(as_of=dt.date(2025, 3, 3), currency="CNY", **kept.scoring())
    assert (again.bins, again.recency_day_cuts, again.order_cuts, again.amount_cuts) == (
        3,
        (45, 120),
        (2, 6),
        (99.5, 1000),
    )
    assert kept.is_of(FIXED)
    assert kept.is_of(again)
    assert not kept.is_of(QUANTILE)


def test_keeping_a_setup_changes_no_data(shop: DuckWarehouse) -> None:
    before = shop.fingerprint
    kept = save_setup(shop, "mine", FIXED, at=AT)
    rename_setup(shop, kept.setup_id, "ours")
    delete_setup(shop, kept.setup_id)
    assert shop.fingerprint == before


def test_a_setup_survives_the_program(shop: DuckWarehouse, tmp_path: Path) -> None:
    save_setup(shop, "mine", FIXED, at=AT)
    shop.close()
    reopened = DuckWarehouse(shop.folder, Settings(home=tmp_path))
    assert names(reopened) == ["mine"]
    reopened.close()
    assert names(open_workspace(shop.workspace, Settings(home=tmp_path))) == ["mine"]


def test_a_taken_name_is_refused_unless_it_is_to_be_replaced(shop: DuckWarehouse) -> None:
    first = save_setup(shop, "mine", FIXED, at=AT)
    with pytest.raises(ParameterError, match="this one is taken"):
        save_setup(shop, "mine", QUANTILE, at=AT)
    replaced = save_setup(shop, "mine", QUANTILE, at=AT, replaces=True)
    assert (replaced.setup_id, replaced.method, replaced.recency_day_cuts) == (first.setup_id, "quantile", None)
    assert names(shop) == ["mine"]


def test_renaming_keeps_the_number_and_refuses_a_taken_name(shop: DuckWarehouse) -> None:
    one, other = (save_setup(shop, name, FIXED, at=AT) for name in ("one", "other"))
    assert rename_setup(shop, one.setup_id, "first").setup_id == one.setup_id
    assert rename_setup(shop, one.setup_id, "first").name == "first"
    with pytest.raises(ParameterError, match="this one is taken"):
        rename_setup(shop, one.setup_id, other.name)
    with pytest.raises(ParameterError, match="the number of a setup"):
        rename_setup(shop, 99, "nobody")


def test_a_forgotten_setup_is_gone_and_its_number_not_given_twice_at_once(shop: DuckWarehouse) -> None:
    one, other = (save_setup(shop, name, FIXED, at=AT) for name in ("one", "other"))
    delete_setup(shop, one.setup_id)
    assert names(shop) == ["other"]
    assert save_setup(shop, "third", FIXED, at=AT).setup_id > other.setup_id
    with pytest.raises(ParameterError, match="the number of a setup"):
        delete_setup(shop, one.setup_id)


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\x07b"])
def test_a_name_that_is_none_is_refused(shop: DuckWarehouse, name: str) -> None:
    with pytest.raises(ParameterError, match="1 to 80 characters"):
        save_setup(shop, name, FIXED, at=AT)


def test_awkward_names_come_back_as_they_are(shop: DuckWarehouse) -> None:
    for name in ("O'Brien; DROP TABLE", "<b>x</b>", "张𠮷 🎉"):
        assert save_setup(shop, name, FIXED, at=AT).name == name


def test_amounts_in_another_currency_are_not_offered(shop: DuckWarehouse) -> None:
    save_setup(shop, "yuan", FIXED, at=AT)
    save_setup(shop, "parts", QUANTILE, at=AT)
    assert names(shop, "CNY") == ["parts", "yuan"]
    assert names(shop, "USD") == ["parts"]
    dollars = RfmParams(as_of=dt.date(2025, 7, 1), currency="USD", **saved_setups(shop)[1].scoring())
    assert not saved_setups(shop)[1].is_of(dollars)
    assert saved_setups(shop)[0].is_of(RfmParams(as_of=dt.date(2025, 7, 1), currency="USD", bins=4))
