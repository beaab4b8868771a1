"""Undo, redo, and reading again from the bytes that were kept."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest

from insight.errors import NotEnoughDataError, ParameterError, UploadError
from insight.export import rejected_rows_book
from insight.ingest import batches, examine, load, prune, redo, remember, repairs, reread, undo, unused_files
from insight.settings import settings
from insight.warehouse import DuckWarehouse
from tests.reliability.snapshots import differing, results, snapshot
from tests.uploads import IMPORTED_AT, new_workspace, sample_export, upload, write

HEADER = "订单编号,买家会员名,买家实际支付金额,总金额,订单状态,订单创建时间,退款金额,收货人姓名\n"


def line(number: int, *, name: str = "张伟", status: str = "交易成功", amount: str = "10") -> str:
    return f"69321693582930{number:05},买家{number},{amount},10,{status},2024-01-05 13:02:11,0,{name}\n"


@pytest.fixture
def warehouse(tmp_path: Path) -> DuckWarehouse:
    return new_workspace(tmp_path)


@pytest.fixture
def not_keeping(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("INSIGHT_KEEP_RAW", "0")
    settings.cache_clear()
    yield
    settings.cache_clear()


def kept(warehouse: DuckWarehouse) -> list[Path]:
    return sorted((warehouse.folder / "raw").glob("*"))


@pytest.mark.slow("imports files again and again")
def test_a_batch_undone_and_redone_comes_back_exactly(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    upload(warehouse, write(tmp_path, "a.csv", HEADER + line(1) + line(2)))
    upload(warehouse, write(tmp_path, "b.csv", HEADER + line(2, status="交易关闭") + line(3) + line(4, amount="zehn")))
    upload(warehouse, write(tmp_path, "c.csv", HEADER + line(3, name="李娜")))
    before = snapshot(warehouse)
    undo(warehouse, 2, IMPORTED_AT)
    assert results(snapshot(warehouse)) != results(before)
    generation = redo(warehouse, 2, IMPORTED_AT)
    assert generation == 5
    assert differing(snapshot(warehouse), before) == ["app.state"]


def test_only_an_undone_batch_can_be_redone(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    upload(warehouse, write(tmp_path, "a.csv", HEADER + line(1)))
    for number in (1, 7):
        with pytest.raises(ParameterError, match="undone batch"):
            redo(warehouse, number, IMPORTED_AT)


def test_the_repairs_of_an_undone_batch_are_not_open(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    upload(warehouse, write(tmp_path, "a.csv", HEADER + line(1, amount="zehn")))
    assert len(repairs(warehouse)) == len(repairs(warehouse, 1)) == 1
    undo(warehouse, 1, IMPORTED_AT)
    assert len(repairs(warehouse)) == len(repairs(warehouse, 1)) == 0
    redo(warehouse, 1, IMPORTED_AT)
    assert len(repairs(warehouse)) == 1


@pytest.mark.slow("imports files again and again")
def test_the_bytes_of_a_file_are_kept_once(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", HEADER + line(1))
    upload(warehouse, path)
    upload(warehouse, path)
    (only,) = kept(warehouse)
    assert only.name == batches(warehouse)["file_sha256"].iloc[0]
    assert only.read_bytes() == path.read_bytes()


def test_nothing_is_kept_where_the_settings_say_so(warehouse: DuckWarehouse, tmp_path: Path, not_keeping: None) -> None:
    upload(warehouse, write(tmp_path, "a.csv", HEADER + line(1, amount="zehn")))
    assert kept(warehouse) == []
    for ask in (lambda: reread(warehouse, 1, IMPORTED_AT), lambda: rejected_rows_book(warehouse, 1, "en")):
        with pytest.raises(NotEnoughDataError, match="was not kept"):
            ask()


@pytest.mark.slow("imports files again and again")
def test_a_wrong_encoding_is_put_right_from_the_kept_bytes(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    right = new_workspace(tmp_path, "right")
    path = write(tmp_path, "a.csv", HEADER + line(1, name="张𠮷") + line(2), "gb18030")
    upload(right, path)
    (draft,) = examine(path, encoding="gbk")
    load(warehouse, [draft], imported_at=IMPORTED_AT)
    assert results(snapshot(warehouse)) != results(snapshot(right))
    path.unlink()
    report = reread(warehouse, 1, IMPORTED_AT, encoding="gb18030", reread_by="anna")
    assert (report.batch_id, report.encoding, report.tables["orders"].new) == (1, "gb18030", 2)
    assert results(snapshot(warehouse)) == results(snapshot(right))
    listed = batches(warehouse)
    assert listed["batch_id"].tolist() == [2, 1]
    assert listed["encoding"].tolist() == ["gbk", "gb18030"]
    assert listed["undone_at"].notna().tolist() == [True, False]
    assert listed["imported_by"].tolist()[1] == "anna"


def test_what_was_imported_later_stays_newer_than_a_batch_that_is_read_again(
    warehouse: DuckWarehouse, tmp_path: Path
) -> None:
    upload(warehouse, write(tmp_path, "a.csv", HEADER + line(1, status="买家已付款")))
    upload(warehouse, write(tmp_path, "b.csv", HEADER + line(1, status="交易关闭")))
    reread(warehouse, 1, IMPORTED_AT)
    assert warehouse.query("SELECT raw_status FROM core.orders")["raw_status"].tolist() == ["交易关闭"]


@pytest.mark.slow("imports files again and again")
def test_another_template_or_mapping_is_taken_from_the_kept_bytes(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    upload(warehouse, write(tmp_path, "a.csv", HEADER + line(1)))
    report = reread(warehouse, 1, IMPORTED_AT, as_template="generic")
    assert report.template == "generic"
    (draft,) = examine(kept(warehouse)[0])
    assert draft.mapping is not None
    mapping = replace(draft.mapping, channel="Outlet")
    assert reread(warehouse, 1, IMPORTED_AT, mapping=mapping).template == "taobao_orders"
    assert warehouse.query("SELECT channel FROM core.orders")["channel"].tolist() == ["Outlet"]
    assert warehouse.count("SELECT 1 FROM app.batches WHERE undone_at IS NULL") == 1


@pytest.mark.slow("imports files again and again")
def test_an_undone_batch_can_be_read_again(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    upload(warehouse, write(tmp_path, "a.csv", HEADER + line(1)))
    undo(warehouse, 1, IMPORTED_AT)
    reread(warehouse, 1, IMPORTED_AT)
    assert warehouse.count("SELECT 1 FROM core.orders") == 1


@pytest.mark.parametrize("choice", [{"as_template": "jd_orders"}, {"as_template": "no such"}, {"encoding": "klingon"}])
def test_a_choice_that_does_not_fit_changes_nothing(
    warehouse: DuckWarehouse, tmp_path: Path, choice: dict[str, str]
) -> None:
    upload(warehouse, write(tmp_path, "a.csv", HEADER + line(1)))
    before = snapshot(warehouse)
    with pytest.raises(UploadError):
        reread(warehouse, 1, IMPORTED_AT, **choice)
    assert differing(snapshot(warehouse), before) == []


@pytest.mark.slow("imports files again and again")
def test_one_sheet_of_a_workbook_is_read_again_alone(warehouse: DuckWarehouse) -> None:
    upload(warehouse, sample_export("fixture_qianniu_three_sheets.xlsx"))
    before, listed = results(snapshot(warehouse)), batches(warehouse)
    assert len(listed) > 1
    report = reread(warehouse, 1, IMPORTED_AT)
    assert report.sheet == listed["sheet"].iloc[-1]
    assert results(snapshot(warehouse)) == before


@pytest.mark.slow("imports files again and again")
def test_a_member_of_an_archive_is_read_again_under_its_name(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    archive = tmp_path / "shop.zip"
    with zipfile.ZipFile(archive, "w") as members:
        members.writestr("x/a.csv", HEADER + line(1))
        members.writestr("a.csv", HEADER + line(2) + line(3))
    upload(warehouse, archive)
    before = results(snapshot(warehouse))
    rows = dict(zip(batches(warehouse)["file"], batches(warehouse)["batch_id"], strict=True))
    assert set(rows) == {"shop.zip/x/a.csv", "shop.zip/a.csv"}
    assert reread(warehouse, rows["shop.zip/x/a.csv"], IMPORTED_AT).tables["orders"].read == 1
    assert reread(warehouse, rows["shop.zip/a.csv"], IMPORTED_AT).tables["orders"].read == 2
    assert results(snapshot(warehouse)) == before
    assert len(kept(warehouse)) == 1


def test_kept_files_that_no_batch_refers_to_are_removed_only_when_asked(
    warehouse: DuckWarehouse, tmp_path: Path
) -> None:
    upload(warehouse, write(tmp_path, "a.csv", HEADER + line(1)))
    undo(warehouse, 1, IMPORTED_AT)
    stray = warehouse.folder / "raw" / ("0" * 64)
    stray.write_bytes(b"left by a process that was killed")
    assert unused_files(warehouse) == [stray]
    assert stray.exists()
    assert prune(warehouse) == 1
    assert [path.name for path in kept(warehouse)] == batches(warehouse)["file_sha256"].tolist()


def test_a_file_that_changes_between_reading_and_loading_is_refused(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", HEADER + line(1))
    drafts = examine(path)
    write(tmp_path, "a.csv", HEADER + line(2))
    with pytest.raises(UploadError, match="changed while it was read"):
        load(warehouse, drafts, imported_at=IMPORTED_AT)
    assert kept(warehouse) == []
    assert len(batches(warehouse)) == 0


@pytest.mark.slow("imports files again and again")
def test_rejected_rows_come_back_as_a_book_are_corrected_and_load(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = HEADER + line(1) + line(2, amount="zehn") + line(3, name="=cmd()") + line(4, amount="?", name="O'Brien")
    upload(warehouse, write(tmp_path, "a.csv", text, "gb18030"))
    book = openpyxl.load_workbook(io.BytesIO(rejected_rows_book(warehouse, 1, "en")))
    (sheet,) = book.worksheets
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["Row in the uploaded file", "Why the row was left out", *HEADER.strip().split(",")]
    assert [row[0] for row in rows[1:]] == ["3", "5"]
    assert rows[1][1] == "买家实际支付金额: not an amount: write a plain number such as 1234.50"
    assert rows[1][2:] == line(2, amount="zehn").strip().split(",")
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} == {"s"}
    for row in (2, 3):
        sheet.cell(row, 5).value = "10"
    book.save(tmp_path / "corrected.xlsx")
    (report,) = upload(warehouse, tmp_path / "corrected.xlsx")
    assert (report.template, report.problems) == ("taobao_orders", 0)
    assert (report.tables["orders"].new, report.tables["orders"].rejected) == (2, 0)
    assert warehouse.count("SELECT 1 FROM core.orders") == 4
    assert warehouse.count("SELECT 1 FROM staging.orders WHERE extra LIKE '%left out%'") == 0


@pytest.mark.slow("imports files again and again")
def test_a_confirmed_mapping_holds_for_the_corrected_rows_too(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    (draft,) = examine(write(tmp_path, "a.csv", HEADER + line(1, amount="zehn") + line(2)))
    assert draft.mapping is not None
    chosen = draft.with_mapping(replace(draft.mapping, channel="Outlet"))
    remember(warehouse, chosen, IMPORTED_AT)
    load(warehouse, [chosen], imported_at=IMPORTED_AT)
    (tmp_path / "book.xlsx").write_bytes(rejected_rows_book(warehouse, 1, "zh_CN"))
    (again,) = examine(tmp_path / "book.xlsx", warehouse=warehouse)
    assert again.remembered
    assert again.header == draft.header


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    "name",
    [
        "fixture_jd_orders_gbk.csv",
        "fixture_youzan_orders.csv",
        "fixture_shopify_orders_79cols.csv",
        "fixture_pdd_orders.csv",
        "fixture_douyin_orders.csv",
        "fixture_taobao_ExportOrderList_2020_gbk.csv",
    ],
)
def test_the_book_of_every_platform_is_recognised_again(warehouse: DuckWarehouse, tmp_path: Path, name: str) -> None:
    """Every order of the export is damaged in its time, so that every row is rejected."""
    (draft,) = examine(sample_export(name))
    assert draft.table is not None
    assert draft.mapping is not None
    (place,) = draft.mapping.positions("orders", "ordered_at")
    cells = draft.table.cells
    damaged = cells.set_column(place, str(place), pa.array(["?"] * cells.num_rows))
    load(warehouse, [replace(draft, table=replace(draft.table, cells=damaged))], imported_at=IMPORTED_AT)
    rejected = repairs(warehouse, 1)
    rows = rejected[rejected["is_rejected"].astype(bool)]["source_row"].nunique()
    assert rows
    (tmp_path / "book.xlsx").write_bytes(rejected_rows_book(warehouse, 1, "zh_CN"))
    (again,) = examine(tmp_path / "book.xlsx")
    assert again.mapping is not None, again.refusal
    assert again.mapping.template == draft.mapping.template
    assert (again.header, again.rows) == (draft.header, rows)


def test_a_batch_without_rejected_rows_has_no_book(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    upload(warehouse, write(tmp_path, "a.csv", HEADER + line(1)))
    with pytest.raises(NotEnoughDataError, match="No row of this batch was left out"):
        rejected_rows_book(warehouse, 1, "en")
