"""Fixes of a whole file: tried out without a trace, then applied as they said."""

import datetime as dt
import json
from pathlib import Path

import pandas as pd
import pytest

from insight.errors import InsightError, NotEnoughDataError, ParameterError
from insight.ingest import batches, examine, load, redo, repairs, undo
from insight.ingest.fixes import (
    AnotherEncoding,
    Assume,
    DateOrder,
    Fix,
    OtherColumn,
    StatusWord,
    apply,
    batch_draft,
    preview,
    problem_kinds,
    propose,
    totals,
)
from insight.ingest.recognise import Mapping
from insight.warehouse import DuckWarehouse
from tests.uploads import new_workspace, upload, write

LATER = dt.datetime(2026, 10, 2, 8)
ORDERS = """会员号,订单号,下单日期,金额,实付款,订单状态
m1,20250110000001,03/04/2025,100.00,100,已拍未发
m2,20250111000002,04/05/2025,N/A,80.5,交易成功
m3,20250112000003,05/06/2025,N/A,12,o'brien 😀
m4,20250112000004,06/07/2025,9,十块多,已拍未发
"""


def brand(folder: Path, text: str = ORDERS, encoding: str = "utf-8") -> DuckWarehouse:
    warehouse = new_workspace(folder)
    upload(warehouse, write(folder, "orders.csv", text, encoding))
    return warehouse


def state(warehouse: DuckWarehouse) -> list[pd.DataFrame]:
    """What people see: orders and people, without the numbers of batches."""
    return [
        warehouse.query("SELECT * EXCLUDE (batch_id) FROM core.orders ORDER BY order_key").astype(str),
        warehouse.query("SELECT * FROM core.customers ORDER BY customer_id").astype(str),
    ]


def same(left: list[pd.DataFrame], right: list[pd.DataFrame]) -> bool:
    return all(one.equals(other) for one, other in zip(left, right, strict=True))


def times(warehouse: DuckWarehouse) -> list[str]:
    found = warehouse.query("SELECT ordered_at FROM core.orders ORDER BY order_id")
    return [str(value)[:10] for value in found["ordered_at"]]


@pytest.mark.slow("imports files again and again")
def test_problems_are_grouped_by_kind_with_examples_and_rows(tmp_path: Path) -> None:
    warehouse = brand(tmp_path)
    kinds = {(kind.column, kind.reason): kind for kind in problem_kinds(warehouse, 1)}
    status = kinds["status", "unknown_status"]
    assert status.examples == ((2, "已拍未发"), (4, "o'brien 😀"))
    assert (status.cells, status.rejected, status.header) == (2, 0, "订单状态")
    money = [kind for kind in kinds.values() if kind.reason == "not_money"]
    assert [(kind.header, kind.cells, kind.rejected) for kind in money] == [("金额", 2, 2)]
    assert money[0].examples == ((3, "N/A"),)


@pytest.mark.slow("imports files again and again")
@pytest.mark.parametrize("fix", [StatusWord("已拍未发", "paid"), DateOrder(True), DateOrder(False)])
def test_a_fix_does_what_its_preview_said_and_the_preview_leaves_no_trace(tmp_path: Path, fix: Fix) -> None:
    warehouse = brand(tmp_path)
    before, generation = state(warehouse), warehouse.generation
    effect = preview(warehouse, 1, fix)
    assert warehouse.generation == generation
    assert same(state(warehouse), before)
    assert len(batches(warehouse)) == 1

    report = apply(warehouse, 1, fix, LATER, applied_by="Li")
    assert sum(counts.rejected for counts in report.tables.values()) == effect.rejected_after
    assert len(repairs(warehouse, 1)) == report.problems == effect.problems_after


@pytest.mark.slow("imports files again and again")
def test_a_word_of_the_shop_is_taken_for_a_status_in_the_whole_file(tmp_path: Path) -> None:
    warehouse = brand(tmp_path)
    effect = preview(warehouse, 1, StatusWord("已拍未发", "unpaid"))
    assert effect.problems_after == effect.problems_before - 1
    apply(warehouse, 1, StatusWord("已拍未发", "unpaid"), LATER)
    found = warehouse.query("SELECT status, raw_status FROM core.orders WHERE order_id = '20250110000001'")
    assert found.to_dict("records") == [{"status": "unpaid", "raw_status": "已拍未发"}]


@pytest.mark.slow("imports files again and again")
def test_day_before_month_holds_for_every_date_of_the_file(tmp_path: Path) -> None:
    warehouse = brand(tmp_path)
    apply(warehouse, 1, DateOrder(True), LATER)
    assert times(warehouse)[0] == "2025-04-03"
    apply(warehouse, 1, DateOrder(False), LATER)
    assert times(warehouse)[0] == "2025-03-04"


@pytest.mark.slow("imports files again and again")
def test_the_wrong_order_of_day_and_month_is_seen_before_it_is_confirmed(tmp_path: Path) -> None:
    warehouse = brand(tmp_path, ORDERS.replace("06/07/2025,9,十块多", "25/07/2025,9,9"))
    effect = preview(warehouse, 1, DateOrder(False))
    assert effect.rejected_after == effect.rejected_before + 1


@pytest.mark.slow("imports files again and again")
def test_another_column_brings_the_left_out_rows_in(tmp_path: Path) -> None:
    warehouse = brand(tmp_path)
    kinds = problem_kinds(warehouse, 1)
    broken = next(kind for kind in kinds if kind.header == "金额")
    draft = batch_draft(warehouse, 1)
    fix = next(
        fix for fix in propose(draft, broken) if isinstance(fix, OtherColumn) and fix.position == 4 and broken.column
    )
    effect = preview(warehouse, 1, fix)
    assert (effect.rejected_before, effect.rejected_after) == (2, 1)
    assert effect.rows[broken.table]["source_row"].tolist() == [2, 3, 4]
    apply(warehouse, 1, fix, LATER)
    assert totals(warehouse).orders == 3


@pytest.mark.slow("imports files again and again")
def test_a_garbled_file_is_read_again_in_its_own_encoding(tmp_path: Path) -> None:
    path = write(
        tmp_path, "orders.csv", "order_id,date,amount,phone,name\n1001,2025-01-01,5,13800001234,王小明\n", "gb18030"
    )
    warehouse = new_workspace(tmp_path)
    load(warehouse, examine(path, encoding="cp1252"), imported_at=LATER)
    assert batches(warehouse)["encoding"].tolist() == ["cp1252"]
    effect = preview(warehouse, 1, AnotherEncoding("gb18030"))
    assert any("王小明" in str(frame.to_dict("list")) for frame in effect.rows.values())
    report = apply(warehouse, 1, AnotherEncoding("gb18030"), LATER)
    assert report.encoding == "gb18030"


@pytest.mark.slow("imports files again and again")
def test_an_encoding_that_makes_no_table_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    warehouse = brand(tmp_path)
    before = state(warehouse)
    with pytest.raises(InsightError):
        apply(warehouse, 1, AnotherEncoding("utf-16"), LATER)
    assert same(state(warehouse), before)
    assert len(batches(warehouse)) == 1


@pytest.mark.slow("imports files again and again")
def test_fixes_fit_the_kind_of_problem(tmp_path: Path) -> None:
    warehouse = brand(tmp_path)
    draft = batch_draft(warehouse, 1)
    offered = {kind.reason: {type(fix) for fix in propose(draft, kind)} for kind in problem_kinds(warehouse, 1)}
    assert offered["unknown_status"] == {StatusWord, OtherColumn, AnotherEncoding}
    assert offered["not_money"] == {OtherColumn, AnotherEncoding}


@pytest.mark.slow("imports files again and again")
def test_a_required_column_is_never_left_empty(tmp_path: Path) -> None:
    more = "".join(f"m{n},202501130000{n},07/{n}/2025,9,9,交易成功\n" for n in range(13, 25))
    warehouse = brand(tmp_path, ORDERS.replace("06/07/2025", "someday") + more)
    kind = next(kind for kind in problem_kinds(warehouse, 1) if kind.reason == "not_a_time")
    fixes = propose(batch_draft(warehouse, 1), kind)
    assert {DateOrder(True), DateOrder(False)} <= set(fixes)
    assert OtherColumn(kind.table, str(kind.column), None) not in fixes


def test_without_the_bytes_there_is_nothing_to_try(tmp_path: Path) -> None:
    warehouse = brand(tmp_path)
    for path in (warehouse.folder / "raw").iterdir():
        path.unlink()
    with pytest.raises(NotEnoughDataError, match="not kept"):
        preview(warehouse, 1, DateOrder(True))
    with pytest.raises(ParameterError):
        preview(warehouse, 7, DateOrder(True))
    assert problem_kinds(warehouse, 1)


@pytest.mark.slow("imports files again and again")
def test_redo_after_undo_is_the_state_before(tmp_path: Path) -> None:
    warehouse = brand(tmp_path)
    before, held = state(warehouse), totals(warehouse)
    undo(warehouse, 1, LATER)
    assert (totals(warehouse).orders, totals(warehouse).people) == (0, 0)
    redo(warehouse, 1, LATER)
    assert totals(warehouse) == held
    assert same(state(warehouse), before)


@pytest.mark.slow("imports files again and again")
def test_a_fix_is_taken_back_by_undoing_it_and_redoing_the_former_reading(tmp_path: Path) -> None:
    warehouse = brand(tmp_path)
    before = state(warehouse)
    apply(warehouse, 1, DateOrder(True), LATER)
    assert not same(state(warehouse), before)
    undo(warehouse, 1, LATER)
    redo(warehouse, 2, LATER)
    assert same(state(warehouse), before)


def test_a_mapping_remembers_the_order_of_day_and_month_and_older_ones_are_still_read(tmp_path: Path) -> None:
    mapping = batch_draft(brand(tmp_path), 1).mapping
    assert mapping is not None
    fields = json.loads(mapping.to_json())
    assert Mapping.from_json(json.dumps(fields | {"day_first": True})).day_first is True
    fields.pop("day_first")
    assert Mapping.from_json(json.dumps(fields)) == mapping


def test_another_amount_or_nobody_is_one_answer_whose_effect_is_told_first(tmp_path: Path) -> None:
    lines = [
        "Order ID,Date,Customer,Gross,Net",
        "1,2024-03-01,Ann,119,100",
        "2,2024-03-02,Bob,11.90,10",
        "3,2024-03-03,Bob,5,4",
    ]
    warehouse = brand(tmp_path, "\n".join(lines))
    (batch,) = batches(warehouse)["batch_id"]
    effect = preview(warehouse, batch, Assume("amount", "Gross"))
    assert (sum(effect.before.money.values()), sum(effect.after.money.values())) == (114, 135.9)
    apply(warehouse, batch, Assume("amount", "Gross"), LATER)
    apply(warehouse, batch, Assume("person", "nobody"), LATER)
    found = warehouse.query("SELECT sum(net_amount) AS net, count(customer_id) AS people FROM core.orders").iloc[0]
    assert (float(found["net"]), int(found["people"])) == (135.9, 0)
