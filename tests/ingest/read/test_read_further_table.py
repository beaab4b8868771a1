"""A second table below the first is not rows of it, and is said to be left out."""

from pathlib import Path

from insight.ingest.read import TextTable, read_file
from tests.uploads import write

FIRST = "Date,Users,Sessions,Revenue\n20240301,100,120,10.5\n20240302,110,130,12.5\n"


def read(folder: Path, text: str) -> TextTable:
    (table,) = read_file(write(folder, "t.csv", text))
    assert isinstance(table, TextTable)
    return table


def test_a_table_behind_a_blank_line_under_names_of_its_own_is_left_out(tmp_path: Path) -> None:
    table = read(tmp_path, FIRST + "\nDay Index,Users\n3/1/24,100\n3/2/24,110\n")
    assert table.cells.num_rows == 2
    (said,) = [one for one in table.assumptions if one.what == "further_table"]
    assert (said.rows, said.evidence.render("en").endswith("begins in row 5: Day Index Users")) == (3, True)


def test_blank_lines_among_rows_and_sparse_rows_leave_nothing_out(tmp_path: Path) -> None:
    for more in ("\n20240303,1,2,3\n", "\n20240303,1,2,\n\n20240304,,,5\n", "\nnote,of somebody\n20240305,1,2,3\n"):
        table = read(tmp_path, FIRST + more)
        assert not [one for one in table.assumptions if one.what == "further_table"]
        assert table.cells.num_rows >= 3
