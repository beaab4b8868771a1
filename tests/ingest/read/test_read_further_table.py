"""A second table below the first is not rows of it, and is a sheet of its own."""

from pathlib import Path

from insight.ingest.read import TextTable, Unreadable, read_file
from tests.uploads import write

FIRST = "Date,Users,Sessions,Revenue\n20240301,100,120,10.5\n20240302,110,130,12.5\n"


def tables(folder: Path, text: str) -> list[TextTable]:
    found = read_file(write(folder, "t.csv", text))
    return [table for table in found if isinstance(table, TextTable)]


def read(folder: Path, text: str) -> TextTable:
    (table,) = tables(folder, text)
    return table


def test_a_table_behind_a_blank_line_under_names_of_its_own_is_a_sheet_of_its_own(tmp_path: Path) -> None:
    table, other = tables(tmp_path, FIRST + "\nDay Index,Users\n3/1/24,100\n3/2/24,110\n")
    assert (table.cells.num_rows, other.cells.num_rows) == (2, 2)
    assert (other.sheet, other.header, other.cells["source_row"].to_pylist()) == ("!5:", ("Day Index", "Users"), [6, 7])
    (said,) = [one for one in table.assumptions if one.what == "further_table"]
    assert (said.rows, said.evidence.render("en").endswith("begins in row 5: Day Index Users")) == (3, True)


def test_blank_lines_among_rows_and_sparse_rows_leave_nothing_out(tmp_path: Path) -> None:
    for more in ("\n20240303,1,2,3\n", "\n20240303,1,2,\n\n20240304,,,5\n", "\nnote,of somebody\n20240305,1,2,3\n"):
        table = read(tmp_path, FIRST + more)
        assert not [one for one in table.assumptions if one.what == "further_table"]
        assert table.cells.num_rows >= 3


def test_more_tables_below_each_other_than_anybody_writes_are_said(tmp_path: Path) -> None:
    more = "".join(
        f"\nReport {n}\nKind {chr(97 + n % 26)}{chr(97 + n // 26)},Users\n3/1/24,{n}\n3/2/24,{n}\n" for n in range(60)
    )
    longer = FIRST + "".join(f"202403{day},100,120,10.5\n" for day in range(10, 20))
    *found, last = read_file(write(tmp_path, "t.csv", longer + more))
    assert [each.sheet for each in found[:3]] == [None, "!15:", "!20:"]
    assert len(found) == 50
    assert isinstance(last, Unreadable)
    assert last.error.message.render("en").endswith("the limit is 50")


def test_three_tables_below_each_other_are_three_sheets(tmp_path: Path) -> None:
    more = "\nDay Index,Users,New\n3/1/24,100,1\n3/2/24,110,2\n\nCountry,Users\nChile,7\nPeru,9\n"
    longer = FIRST + "".join(f"202403{day},100,120,10.5\n" for day in range(10, 20))
    found = tables(tmp_path, longer + more)
    assert [each.header[0] for each in found] == ["Date", "Day Index", "Country"]
    assert [each.cells.num_rows for each in found] == [12, 2, 2]
