"""What a workbook tells beside its values: currencies in the formats of cells, formulas without a result."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from insight.ingest.read import TextTable, read_file
from insight.ingest.read.workbooks.money_formats import sign_of


def book(folder: Path, *cells: tuple[object, str]) -> TextTable:
    book = Workbook()
    book.active.append(["who", "amount"])
    for row, (value, form) in enumerate(cells, 2):
        book.active.append(["a", value])
        book.active.cell(row, 2).number_format = form
    book.save(folder / "m.xlsx")
    (table,) = read_file(folder / "m.xlsx")
    assert isinstance(table, TextTable)
    return table


def test_the_format_of_a_cell_tells_its_currency(tmp_path: Path) -> None:
    table = book(
        tmp_path,
        (10, "General"),
        (20.5, "[$€-407]#,##0.00"),
        (-30, '"US$"#,##0.00'),
        (40, "#,##0.00"),
        ("late", '"US$"0'),
    )
    assert table.cells["1"].to_pylist() == ["10", "€ 20.5", "US$ -30", "40", "late"]


@pytest.mark.parametrize(
    ("code", "sign"),
    [
        ("[$€-407]#,##0.00", "€"),
        ("[$¥-804]#,##0", "¥"),
        ("[$¥-411]#,##0", "円"),
        ('_("$"* #,##0.00_);_("$"* \\(#,##0.00\\)', "$"),
        ('#,##0.00 "zł"', "zł"),
        ("[$USD] #,##0.00", "USD"),
        ("[$-409]mmm-yy", ""),
        ("[Red]0.00", ""),
        ("yyyy-mm-dd", ""),
        ('0 "pcs"', ""),
    ],
)
def test_signs_in_formats(code: str, sign: str) -> None:
    assert sign_of(code) == sign


def test_formulas_without_a_saved_result_are_said(tmp_path: Path) -> None:
    table = book(tmp_path, (10, "General"), ("=1+1", "General"), ("=2+2", "General"))
    assert [(one.what, one.rows) for one in table.assumptions] == [("formulas", 2)]
