"""Sheets in blocks, and tables beside or below each other."""

from pathlib import Path

from openpyxl import Workbook

from insight.ingest.read import TextTable, read_file
from insight.ingest.read.choices import ReadChoices
from tests.uploads import write


def read(folder: Path, text: str, **choices: bool) -> TextTable:
    (table,) = read_file(write(folder, "b.csv", text), choices=ReadChoices(**choices))  # type: ignore[arg-type]
    assert isinstance(table, TextTable), table
    return table


def column(table: TextTable, name: str) -> list[str | None]:
    return list(table.cells[str(table.header.index(name))].to_pylist())


def told(table: TextTable) -> list[tuple[str, str, int | None]]:
    return [(one.what, one.value, one.rows) for one in table.assumptions]


def test_rows_below_a_name_are_of_that_name(tmp_path: Path) -> None:
    table = read(
        tmp_path,
        "Date,Item,Qty,Price\nAnn Lee,,,\n2025-03-14,Soap,1,10\n2025-03-15,Cup,1,5\nBob Ray,,,\n2025-03-16,Soap,1,5\n",
    )
    assert column(table, "Customer name") == ["Ann Lee", "Ann Lee", "Bob Ray"]
    assert told(table) == [("filled_down", "yes", 3)]
    assert table.notes == ()


def test_labels_codes_and_phones_of_a_line_are_columns(tmp_path: Path) -> None:
    first = "客户：王小明 13800010001 (A0012),,\n2025-03-14,D1,100\n小计,,100\n"
    text = f"日期,单号,金额\n{first}客户：李红 13800010002 (A0013),,\n2025-03-16,D3,80\n合计,,180\n"
    table = read(tmp_path, text)
    assert column(table, "客户") == ["王小明", "李红"]
    assert column(table, "手机") == ["13800010001", "13800010002"]
    assert column(table, "客户编号") == ["A0012", "A0013"]


def test_several_labels_of_one_line(tmp_path: Path) -> None:
    first = "会员：王小明,电话：13800010001,\n2025-03-14,D1,100\n"
    text = f"日期,单号,金额\n{first}会员：李红,电话：13800010002,\n2025-03-16,D3,80\n"
    table = read(tmp_path, text)
    assert (column(table, "会员"), column(table, "电话")) == (["王小明", "李红"], ["13800010001", "13800010002"])


def test_the_first_line_may_stand_above_the_header_that_each_block_repeats(tmp_path: Path) -> None:
    block = "Customer: {},,\nDate,Invoice,Amount\n2025-03-1{},I{},10.00\nSubtotal,,10.00\n\n"
    table = read(tmp_path, block.format("Ann Lee", 4, 1) + block.format("Bob Ray", 5, 2))
    assert column(table, "Customer") == ["Ann Lee", "Bob Ray"]


def test_a_word_below_the_last_row_heads_nothing(tmp_path: Path) -> None:
    text = "Date,Item,Price\nAnn Lee,,\n2025-03-14,Soap,10\nBob Ray,,\n2025-03-16,Soap,5\nsettled,,\n"
    table = read(tmp_path, text)
    assert column(table, "Customer name") == ["Ann Lee", "Bob Ray"]
    assert [note.kind for note in table.notes] == ["footnote"]
    left_out = read(tmp_path, text, fill_down=False)
    assert [(note.kind, note.source_row) for note in left_out.notes] == [("title", 2), ("title", 4), ("footnote", 6)]


def test_lines_of_shops_are_shops(tmp_path: Path) -> None:
    table = read(tmp_path, "日期,会员,金额\n北京店,,\n2025-03-14,王,100\n上海店,,\n2025-03-16,李,80\n")
    assert column(table, "门店") == ["北京店", "上海店"]


def test_a_day_heads_the_rows_of_that_day_unless_rows_have_days_of_their_own(tmp_path: Path) -> None:
    table = read(tmp_path, "时间,小票,金额\n2025-03-14,,\n14:05,1,10\n15:05,2,20\n2025-03-15,,\n09:05,3,30\n")
    assert column(table, "日期") == ["2025-03-14", "2025-03-14", "2025-03-15"]
    daily = read(tmp_path, "日期,访客,金额\n2025-03-14,,\n2025-03-15,2,20\n2025-03-16,,\n2025-03-17,3,30\n")
    assert (daily.header, daily.cells.num_rows) == (("日期", "访客", "金额"), 4)


def test_who_wants_no_names_of_blocks_has_the_rows_alone(tmp_path: Path) -> None:
    text = "Date,Item,Price\nAnn Lee,,\n2025-03-14,Soap,10\nBob Ray,,\n2025-03-16,Soap,5\n"
    table = read(tmp_path, text, fill_down=False)
    assert (table.header, table.cells.num_rows, told(table)) == (("Date", "Item", "Price"), 2, [])
    assert told(read(tmp_path, text, fill_down=True)) == []


def test_one_title_or_a_remark_heads_no_blocks(tmp_path: Path) -> None:
    for lines in (
        "Sales,,\n2025-03-14,Soap,10\n2025-03-15,Soap,5\n",
        "2025-03-14,Soap,10\nlate,,\n2025-03-15,Soap,5\nlost,,\n2025-03-16,Cup,5\n",
    ):
        assert read(tmp_path, "Date,Item,Price\n" + lines).header == ("Date", "Item", "Price")


def sheets(folder: Path, *lines: list[object]) -> list[TextTable]:
    book = Workbook()
    for line in lines:
        book.active.append(line)
    book.save(folder / "b.xlsx")
    return [each for each in read_file(folder / "b.xlsx") if isinstance(each, TextTable)]


def sheet(folder: Path, *lines: list[object]) -> TextTable:
    (table,) = sheets(folder, *lines)
    return table


def test_a_table_with_a_title_below_another_is_a_sheet_of_its_own(tmp_path: Path) -> None:
    table, members = sheets(
        tmp_path,
        ["Order", "Customer", "Date", "Total"],
        ["O1", "C1", "2025-03-01", 10],
        ["O2", "C2", "2025-03-02", 20],
        [None],
        ["Members"],
        ["Customer", "Name", "Phone", "City"],
        ["C1", "Ann", "+4915112345101", "Bonn"],
        ["C2", "Bob", "+4915112345102", "Bonn"],
    )
    assert (table.cells.num_rows, told(table)) == (2, [("further_table", "read apart", 4)])
    assert (members.sheet, members.header[0], members.cells.num_rows) == ("Sheet!5:", "Customer", 2)
