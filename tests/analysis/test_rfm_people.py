"""The number shown and the people listed are the same, whatever the shop looks like."""

import datetime as dt
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.analysis.rfm import RfmParams, RfmResult, customers, rfm
from insight.govern.small_cells import without_small_cells
from insight.warehouse import DuckWarehouse
from tests.analysis.random_shop import AS_OF, random_customers, random_orders
from tests.examples import examples
from tests.workspaces import Row, names, order, people, workspace


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shops")


BUYS = st.lists(
    st.tuples(
        st.integers(0, 12),
        st.integers(1, 500),
        st.sampled_from(["9.90", "20.00", "20.00", "333.33"]),
    ),
    min_size=1,
    max_size=40,
)


def to_orders(buys: list[tuple[int, int, str]]) -> list[Row]:
    return [
        order(f"p{who}", (AS_OF - dt.timedelta(days=days)).isoformat(), amount, order_id=f"b{number}")
        for number, (who, days, amount) in enumerate(buys)
    ]


def count(warehouse: DuckWarehouse, result: RfmResult, **cell: Any) -> int:
    return result.segment(**cell).count(warehouse)


@pytest.mark.slow("counts every number of many shops")
@settings(max_examples=examples(2, of=3), deadline=None, derandomize=True)
@given(buys=BUYS, bins=st.integers(2, 3), method=st.sampled_from(["quantile", "fixed"]))
def test_every_number_shown_is_the_number_of_people_listed(folder: Path, buys: Any, bins: int, method: Any) -> None:
    warehouse = workspace(folder, orders=to_orders(buys), customers=random_customers(len(buys)))
    result = rfm(warehouse, RfmParams(as_of=AS_OF, currency="CNY", bins=bins, method=method))
    for row in result.grid.to_dict("records"):
        assert count(warehouse, result, r=row["r"], f=row["f"]) == row["customers"]
    for row in result.cube.to_dict("records"):
        assert count(warehouse, result, r=row["r"], f=row["f"], m=row["m"]) == row["customers"]
    for row in result.groups.to_dict("records"):
        assert count(warehouse, result, scheme=row["scheme"], group=row["group"]) == row["customers"]
    for row in result.crosstab.to_dict("records"):
        assert count(warehouse, result, eight=row["eight"], eleven=row["eleven"]) == row["customers"]
    for row in result.boundaries.to_dict("records"):
        assert count(warehouse, result, **{row["dimension"][0]: row["score"]}) == row["customers"]


@pytest.mark.slow("counts many shops")
@settings(max_examples=examples(4, of=10), deadline=None, derandomize=True)
@given(buys=BUYS, bins=st.integers(2, 7))
def test_everybody_is_in_one_cell_and_money_is_not_lost(folder: Path, buys: Any, bins: int) -> None:
    orders = to_orders(buys)
    result = rfm(workspace(folder, orders=orders), RfmParams(as_of=AS_OF, currency="CNY", bins=bins))
    buyers, amount = len({row["buyer_ref"] for row in orders}), sum(float(row["paid_amount"]) for row in orders)
    eleven = result.groups[(result.groups["scheme"] == "eleven") & (result.groups["group"] != "prospects")]
    eight = result.groups[result.groups["scheme"] == "eight"]
    for table in (result.grid, result.cube, eight, eleven):
        assert table["customers"].sum() == buyers == result.buyers
        assert table["orders"].sum() == len(orders)
        assert table["net_amount"].sum() == pytest.approx(amount)
    for table in (result.grid, eight, eleven):
        assert table["share"].sum() == pytest.approx(1)
        assert table["net_amount_share"].sum() == pytest.approx(1)
    assert result.crosstab["customers"].sum() == buyers


@pytest.mark.slow("counts every number of many shops")
@settings(max_examples=examples(3, of=8), deadline=None, derandomize=True)
@given(buys=BUYS, seed=st.integers(0, 99))
def test_the_order_of_rows_changes_nothing(folder: Path, buys: Any, seed: int) -> None:
    orders = to_orders(buys)
    shuffled = Random(seed).sample(orders, len(orders))
    params = RfmParams(as_of=AS_OF, currency="CNY")
    one, other = (rfm(workspace(folder, orders=rows), params) for rows in (orders, shuffled))
    for name in ("grid", "cube", "boundaries", "crosstab", "ties"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))


@pytest.mark.slow("counts many shops")
@settings(max_examples=examples(3, of=8), deadline=None, derandomize=True)
@given(buys=BUYS, bins=st.integers(2, 7))
def test_equal_values_score_equal_and_better_never_scores_worse(folder: Path, buys: Any, bins: int) -> None:
    params = RfmParams(as_of=AS_OF, currency="CNY", bins=bins)
    rows = customers(workspace(folder, orders=to_orders(buys)), params).to_pylist()
    for value, score, sign in (("recency_days", "r", -1), ("orders", "f", 1), ("net_amount", "m", 1)):
        ranked = sorted((sign * row[value], row[score]) for row in rows)
        assert len({better for better, _ in ranked}) == len(set(ranked))
        assert [points for _, points in ranked] == sorted(points for _, points in ranked)


def test_people_and_not_only_their_number_are_right(folder: Path) -> None:
    warehouse = workspace(folder, orders=random_orders(7), customers=random_customers(7))
    params = RfmParams(as_of=AS_OF, currency="CNY")
    result, known = rfm(warehouse, params), names(warehouse)
    rows = customers(warehouse, params).to_pylist()
    for group in result.groups["group"]:
        segment = result.segment(group=group)
        expected = {known[row["customer_id"]] for row in rows if group in (row["eight"], row["eleven"])}
        if group != "prospects":
            assert people(warehouse, segment.statement, segment.values) == expected


def test_a_segment_yields_the_id_and_nothing_else(folder: Path) -> None:
    warehouse = workspace(folder, orders=[order("ann", "2025-06-01", 5)])
    result = rfm(warehouse, RfmParams(as_of=AS_OF, currency="CNY"))
    for cell in ({"r": 1, "f": 1}, {"group": "prospects"}, {"group": "key_value"}):
        segment = result.segment(**cell)  # type: ignore[arg-type]
        assert warehouse.arrow(segment.statement, segment.values).column_names == ["customer_id"]


def test_few_people_by_three_scores_hide_nothing_of_the_grid_from_a_manager(folder: Path) -> None:
    """Of 40 equal buyers 2 have spent much: by all three scores they are few, by two they are nobody's."""
    day = (AS_OF - dt.timedelta(days=5)).isoformat()
    orders = [order(f"p{n}", day, 900 if n < 2 else 10, order_id=f"c{n}") for n in range(40)]
    result = rfm(workspace(folder, orders=orders), RfmParams(as_of=AS_OF, currency="CNY", bins=2, method="fixed"))
    seen = without_small_cells(result)
    assert sorted(result.cube["customers"]) == [0] * 6 + [2, 38]
    assert seen.buyers == 40
    assert sorted(seen.grid["customers"]) == [0, 0, 0, 40]
    assert seen.cube["customers"].isna().all()
