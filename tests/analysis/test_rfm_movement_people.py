"""The number shown and the people listed are the same, whatever the shop looks like."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.analysis import ANALYSES
from insight.analysis.rfm_core.flow import OPEN
from insight.analysis.rfm_core.moves import way
from insight.analysis.rfm_movement import RfmMovementParams, RfmMovementResult, ladder, rfm_movement
from insight.analysis.rfm_movement.statements import FLOW_REASONS
from insight.analysis.rfm_sandbox import RfmSandboxParams, rfm_sandbox
from insight.audience import as_segment, from_segment
from tests.analysis.random_shop import AS_OF, random_customers, random_orders
from tests.examples import examples
from tests.workspaces import Row, order, workspace

BUYS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 200), st.sampled_from(["9.90", "20.00", "333.33"])),
    min_size=3,
    max_size=40,
)
BOUNDARIES = st.sampled_from(["fixed_from_before", "each_day"])
SCHEMES = st.sampled_from(["eight", "eleven"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shops")


def to_orders(buys: list[tuple[int, int, str]]) -> list[Row]:
    """The first of them is so old that somebody could be scored on every day compared."""
    old = [order("old", (AS_OF - dt.timedelta(days=250)).isoformat(), "5.00", order_id="old")]
    return old + [
        order(f"p{who}", (AS_OF - dt.timedelta(days=days)).isoformat(), amount, order_id=f"b{number}")
        for number, (who, days, amount) in enumerate(buys)
    ]


@pytest.mark.slow("counts every number of many shops")
@settings(max_examples=examples(2, of=3), deadline=None, derandomize=True)
@given(buys=BUYS, bins=st.integers(2, 6), days=st.integers(1, 120), boundaries=BOUNDARIES, scheme=SCHEMES)
def test_every_number_of_people_is_the_number_listed(
    folder: Path, buys: Any, bins: int, days: int, boundaries: Any, scheme: Any
) -> None:
    warehouse = workspace(folder, orders=to_orders(buys), customers=random_customers(len(buys)))
    before = AS_OF - dt.timedelta(days=days)
    params = RfmMovementParams(
        as_of=AS_OF, before=before, currency="CNY", bins=bins, boundaries=boundaries, scheme=scheme
    )
    result = rfm_movement(warehouse, params)
    for row in _some(result.matrix):
        cell = {name: row[name] for name in ("from_group", "to_group")}
        assert result.segment(**cell).count(warehouse) == row["customers"]
    for row in result.moves.to_dict("records"):
        cell = {"moved": row["moved"], "by_others": row["by_others"]}
        assert result.segment(**cell).count(warehouse) == row["customers"]
    for row in _some(result.rates):
        assert result.segment(from_group=row["group"] or None, moved=row["moved"]).count(warehouse) == row["customers"]
    for row in _some(result.silence):
        assert result.segment(from_group=row["group"], silent=True).count(warehouse) == row["customers"]
    for row in _some(
        result.over_time[result.over_time["as_of"].isin([result.over_time["as_of"].min(), before, AS_OF])]
    ):
        assert result.segment(group=row["group"], day=row["as_of"]).count(warehouse) == row["customers"]
    _assert_adds_up(result)


def _assert_adds_up(result: RfmMovementResult) -> None:
    matrix, names = result.matrix, ladder(result.params.scheme)
    scored = matrix[matrix["from_group"].isin(names)]
    assert (matrix["customers"].sum(), scored["customers"].sum()) == (result.buyers, result.buyers_before)
    assert result.moves["customers"].sum() == result.buyers
    assert result.moves["share"].sum() == pytest.approx(1)
    assert result.silence["n"].sum() == result.buyers_before
    now = result.over_time[
        (result.over_time["as_of"] == result.params.as_of) & (result.over_time["group"] != "prospects")
    ]
    assert now.set_index("group")["customers"].to_dict() == matrix.groupby("to_group")["customers"].sum().to_dict()
    assert (now["reachable"] <= now["customers"]).all()


@pytest.mark.slow("counts many shops")
@settings(max_examples=examples(3, of=5), deadline=None, derandomize=True)
@given(buys=BUYS, bins=st.integers(2, 7), days=st.integers(1, 120), scheme=SCHEMES)
def test_by_the_boundaries_of_the_earlier_day_only_silence_lowers_and_only_orders_lift(
    folder: Path, buys: Any, bins: int, days: int, scheme: Any
) -> None:
    warehouse = workspace(folder, orders=to_orders(buys))
    before = AS_OF - dt.timedelta(days=days)
    params = RfmMovementParams(as_of=AS_OF, before=before, currency="CNY", bins=bins, scheme=scheme, over_time=False)
    result = rfm_movement(warehouse, params)
    assert result.segment(moved="up", silent=True).count(warehouse) == 0
    assert result.moves.loc[result.moves["by_others"], "customers"].sum() == 0
    rows = warehouse.query(FLOW_REASONS, params.values_of_flow() | OPEN | {"rows": None})
    known = rows[rows["moved"] != "entered"]
    assert (known["f"] >= known["from_f"]).all()
    assert (known["m"] >= known["from_m"]).all()
    silent = known[known["orders"] == known["from_orders"]]
    assert (silent["r"] <= silent["from_r"]).all()


@pytest.mark.slow("counts every number of many shops")
@settings(max_examples=examples(2, of=3), deadline=None, derandomize=True)
@given(buys=BUYS, bins=st.integers(2, 5), new_bins=st.integers(2, 7), scheme=SCHEMES)
def test_every_number_of_the_sandbox_is_the_number_listed(
    folder: Path, buys: Any, bins: int, new_bins: int, scheme: Any
) -> None:
    warehouse = workspace(folder, orders=to_orders(buys))
    params = RfmSandboxParams(
        as_of=AS_OF, currency="CNY", bins=bins, new_bins=new_bins, new_method="fixed", scheme=scheme
    )
    result = rfm_sandbox(warehouse, params)
    for row in _some(result.matrix):
        cell = {name: row[name] for name in ("from_group", "to_group")}
        assert result.segment(**cell).count(warehouse) == row["customers"]
    for row in _some(result.groups):
        cell = {"from_group" if row["setup"] == "at_hand" else "to_group": row["group"]}
        assert result.segment(**cell).count(warehouse) == row["customers"]
    assert result.matrix["customers"].sum() == result.buyers == result.groups["customers"].sum() / 2


def test_the_same_setup_on_the_same_day_moves_nobody(folder: Path) -> None:
    warehouse = workspace(folder, orders=to_orders([(one, 20 * one + 1, "20.00") for one in range(8)]))
    result = rfm_sandbox(warehouse, RfmSandboxParams(as_of=AS_OF, currency="CNY"))
    assert result.matrix.loc[result.matrix["moved"] != "stayed", "customers"].sum() == 0
    assert result.findings()[0].value == 0


@pytest.mark.parametrize("scheme", ["eight", "eleven"])
def test_the_ladder_of_the_statement_is_the_one_of_the_table(folder: Path, scheme: Any) -> None:
    warehouse = workspace(folder, orders=[row for seed in (3, 4, 5, 6) for row in _of_shop(seed)])
    before = AS_OF - dt.timedelta(days=10)
    params = RfmMovementParams(
        as_of=AS_OF, before=before, currency="CNY", scheme=scheme, boundaries="each_day", over_time=False
    )
    rows = warehouse.query(FLOW_REASONS, params.values_of_flow() | OPEN | {"rows": None})
    assert len(set(rows["moved"])) >= 3
    for row in rows.to_dict("records"):
        assert row["moved"] == way(row["from_group"], row["to_group"], scheme)


def test_a_segment_yields_each_person_once_and_nothing_else(folder: Path) -> None:
    warehouse = workspace(folder, orders=to_orders([(one, 20 * one + 1, "20.00") for one in range(8)]))
    result = rfm_movement(warehouse, RfmMovementParams(as_of=AS_OF, currency="CNY", over_time=False))
    cells: list[dict[str, Any]] = [{"moved": "down"}, {"silent": True}, {"group": "new", "day": AS_OF}]
    for cell in cells:
        segment = result.segment(**cell)
        ids = warehouse.arrow(segment.statement, segment.values)
        assert ids.column_names == ["customer_id"]
        assert len(set(ids.column("customer_id").to_pylist())) == ids.num_rows == segment.count(warehouse)
        told = ANALYSES["rfm_movement"].more(warehouse, result, segment, "en")
        assert (told is None) == ("day" in cell), "who stands somewhere on a day moved nowhere"


@pytest.mark.slow("counts many shops")
def test_a_number_kept_as_a_segment_has_the_same_people_when_it_is_asked_again(folder: Path) -> None:
    warehouse = workspace(folder, orders=to_orders([(one, 11 * one + 1, "20.00") for one in range(12)]))
    before = AS_OF - dt.timedelta(days=60)
    params = RfmMovementParams(as_of=AS_OF, before=before, currency="CNY", over_time=False)
    result = rfm_movement(warehouse, params)
    cells: list[dict[str, Any]] = [{"moved": "down"}, {"silent": True}]
    cells += [{"group": "new", "day": day} for day in (before, AS_OF, dt.date(2025, 4, 1))]
    for cell in cells:
        segment = result.segment(**cell)
        again = as_segment(warehouse, from_segment(segment), segment.as_of)
        assert again.count(warehouse) == segment.count(warehouse), cell


def _of_shop(seed: int) -> list[Row]:
    """People and orders of several random shops do not mix."""
    return [
        row | {"order_id": f"{seed}-{row['order_id']}", "buyer_ref": row["buyer_ref"] and f"{seed}-{row['buyer_ref']}"}
        for row in random_orders(seed)
    ]


def _some(frame: Any) -> list[dict[str, Any]]:
    return [row for row in frame.to_dict("records") if row["customers"]]
