"""What the reader decides without proof is said, what a person decides is obeyed and not said."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from insight.ingest.assumption import Assumption
from insight.ingest.read import ReadChoices, TextTable, Unreadable
from tests.ingest.read.reading import read_file


def table(path: Path, **choices: object) -> TextTable:
    (only,) = read_file(path, choices=ReadChoices(**choices))  # type: ignore[arg-type]
    assert isinstance(only, TextTable), only
    return only


def text(folder: Path, content: str, encoding: str = "utf-8") -> Path:
    path = folder / "export.csv"
    path.write_bytes(content.encode(encoding))
    return path


def column(read: TextTable, at: int) -> list[str | None]:
    return read.cells[str(at)].to_pylist()


def said(read: TextTable, what: str) -> list[Assumption]:
    return [one for one in read.assumptions if one.what == what]


ORDERS = "订单号,姓名,金额\n1,甲,10\n2,乙,20\n"


def test_a_plain_file_leaves_nothing_to_say(tmp_path: Path) -> None:
    assert table(text(tmp_path, ORDERS)).assumptions == ()
    assert table(text(tmp_path, ORDERS, "gb18030")).assumptions == ()


# Encodings


@pytest.mark.parametrize("codec", ["mac_roman", "cp850", "cp1252", "cp1250", "cp1254"])
def test_western_words_are_read_in_their_encoding(tmp_path: Path, codec: str) -> None:
    names = {
        "cp1250": ["Łukasz Żak", "Dvořák"],
        "cp1254": ["Ayşe Yıldız", "Çağlar"],
    }.get(codec, ["José Núñez", "Zoë Müller", "François", "Málaga"])
    path = text(tmp_path, "id,name\n" + "".join(f"{at},{name}\n" for at, name in enumerate(names)), codec)
    read = table(path)
    assert (read.encoding, column(read, 1), read.replaced_characters) == (codec, names, 0)


@pytest.mark.parametrize("codec", ["mac_roman", "cp1252"])
@pytest.mark.parametrize("word", ["don’t", "we’ve", "l’été"])
def test_a_curly_mark_in_a_word_is_no_letter(tmp_path: Path, codec: str, word: str) -> None:
    read = table(text(tmp_path, f"id,said\n1,I {word} know\n2,yes\n", codec))
    assert (read.encoding, column(read, 1)) == (codec, [f"I {word} know", "yes"])


def test_an_unusual_encoding_is_said_with_a_word_in_both_readings(tmp_path: Path) -> None:
    (one,) = said(table(text(tmp_path, "id,name\n1,JOSÉ NÚÑEZ\n", "cp850")), "encoding")
    assert (one.value, one.alternatives, one.column) == ("cp850", ("cp1252",), None)
    assert one.evidence.render("en").endswith("reads NÚÑEZ in this one and Né¥EZ in cp1252")


def test_a_chosen_encoding_is_obeyed_and_not_said(tmp_path: Path) -> None:
    read = table(text(tmp_path, "id,name\n1,José\n", "cp850"), encoding="cp1252")
    assert (column(read, 1), read.assumptions) == (["Jos‚"], ())


@pytest.mark.parametrize("line", ["山田太郎,310001", "ﾔﾏﾀﾞ ﾀﾛｳ,310001", "ヤマダ,1"])
def test_japanese_stays_japanese(tmp_path: Path, line: str) -> None:
    read = table(text(tmp_path, f"顧客名,注文番号\n{line}\n{line}\n", "cp932"))
    assert (read.encoding, column(read, 0)[0]) == ("cp932", line.split(",")[0])


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_wide_characters_without_a_mark(tmp_path: Path, codec: str) -> None:
    read = table(text(tmp_path, "编号,姓名\n1,张三\n2,李四\n", codec))
    assert (read.header, column(read, 1)) == (("编号", "姓名"), ["张三", "李四"])


def test_traditional_chinese_in_big5(tmp_path: Path) -> None:
    read = table(text(tmp_path, "訂單編號,訂單狀態,顧客\n1,已完成,林曉安\n", "big5"))
    assert (read.encoding, read.header, read.assumptions) == ("big5", ("訂單編號", "訂單狀態", "顧客"), ())


# Delimiters


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "\x01", "~", ":"])
def test_every_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    rows = ["id name amount", "1 ann 2.5", "2 bob 3", "3 cy 4"]
    read = table(text(tmp_path, "\n".join(row.replace(" ", delimiter) for row in rows)))
    assert (read.delimiter, read.header, column(read, 2)) == (delimiter, ("id", "name", "amount"), ["2.5", "3", "4"])


def test_runs_of_blanks_stand_between_cells(tmp_path: Path) -> None:
    read = table(
        text(tmp_path, "customer_id  date amount\n c0  2024-01-10  10.0\n c1  2024-02-11  11.5\n c2 2024-03-12 1\n")
    )
    assert (read.header, column(read, 1)[0]) == (("customer_id", "date", "amount"), "2024-01-10")
    assert [one.alternatives for one in said(read, "delimiter")] == [(",",)]


@pytest.mark.parametrize(
    "content",
    [
        "name\nAnn Marie Smith\nBob Lee Ray\nJo Ann Fay\n",
        "time\n2024-01-01 10:00:00\n2024-01-02 10:00:00\n2024-01-03 10:00:00\n",
        "order time now\n2024-01-01 10:00:00\n2024-01-02 11:00:00\n",
    ],
)
def test_names_times_and_sentences_are_not_cut(tmp_path: Path, content: str) -> None:
    assert len(table(text(tmp_path, content)).header) == 1


def test_another_delimiter_that_fits_is_said_and_obeyed(tmp_path: Path) -> None:
    path = text(tmp_path, "a;b,c\n1;2,3\n4;5,6\n")
    (one,) = said(table(path), "delimiter")
    assert (one.value, one.alternatives) == (",", (";",))
    read = table(path, delimiter=";")
    assert (read.header, read.assumptions) == (("a", "b,c"), ())


# Headers


@pytest.mark.parametrize(
    "first", ["c0,2024-01-10,10.0", "ann@x.org,2024-01-10,9", "13800000001,2024-01-10,9", "o'brien,10/01/2024 13:02,9"]
)
def test_a_first_row_like_the_others_is_data(tmp_path: Path, first: str) -> None:
    other = first.replace("0", "2")
    read = table(text(tmp_path, f"{first}\n{other}\n{other}\n"))
    assert (read.header, column(read, 0)[0]) == (("column 1", "column 2", "column 3"), first.split(",")[0])
    assert [(one.value, one.alternatives) for one in said(read, "header_row")] == [("none", ("1",))]
    named = table(text(tmp_path, f"{first}\n{other}\n{other}\n"), has_header=True)
    assert (named.header, named.assumptions) == (tuple(first.split(",")), ())


@pytest.mark.parametrize("header", ["姓名,2021,2022,2023", "产品,1,2,3", "产品,2024-01,2024-02,2024-03"])
def test_years_months_and_counted_numbers_are_a_header(tmp_path: Path, header: str) -> None:
    assert table(text(tmp_path, f"{header}\n甲,1,2,3\n乙,4,5,6\n")).header == tuple(header.split(","))


def test_a_doubtful_header_is_said(tmp_path: Path) -> None:
    (one,) = said(table(text(tmp_path, "姓名,2021,2022,2023\n甲,1,2,3\n乙,4,5,6\n")), "header_row")
    assert (one.value, one.alternatives) == ("1", ("none",))


def test_one_number_among_names_makes_no_row_of_data(tmp_path: Path) -> None:
    read = table(text(tmp_path, "2024,金额,电话\n2023,10,13800000001\n2022,20,13800000002\n"))
    assert read.header == ("2024", "金额", "电话")


def test_no_header_by_choice(tmp_path: Path) -> None:
    read = table(text(tmp_path, "a,b\nc,d\n"), has_header=False)
    assert (read.header, column(read, 0), read.header_rows, read.assumptions) == (
        ("column 1", "column 2"),
        ["a", "c"],
        (),
        (),
    )


def test_the_row_of_the_header_by_choice(tmp_path: Path) -> None:
    read = table(text(tmp_path, "a,b\nc,d\ne,f\n"), header_row=2)
    assert (read.header, column(read, 0), read.header_rows) == (("c", "d"), ["e"], (2,))


@pytest.mark.parametrize("row", [0, 3, 9])
def test_a_row_that_cannot_be_the_header_is_refused(tmp_path: Path, row: int) -> None:
    (found,) = read_file(text(tmp_path, "a,b\nc,d\ne,f\n"), choices=ReadChoices(header_row=row))
    assert isinstance(found, Unreadable)
    assert f"Row {row} of export.csv" in found.error.render("en")


def test_a_header_of_two_rows_that_nothing_merges_is_said(tmp_path: Path) -> None:
    content = "Respondent,Which?,,\n,Coffee,Tea,Water\n1000,Coffee,,Water\n1001,,Tea,\n"
    (one,) = said(table(text(tmp_path, content)), "header_row")
    assert (one.value, one.alternatives) == ("2", ("1", "none"))


def test_who_ticked_everything_is_no_header(tmp_path: Path) -> None:
    rows = "".join(
        f"{number},Coffee,Tea,Water\n" if number % 2 else f"{number},,Tea,\n" for number in range(1000, 1040)
    )
    read = table(text(tmp_path, f"Respondent ID,Which do you use?,,\n,Coffee,Tea,Water\n{rows}"))
    assert (read.cells.num_rows, [note.kind for note in read.notes]) == (40, [])


def test_who_ticked_everything_without_a_number_is_no_header(tmp_path: Path) -> None:
    read = table(text(tmp_path, "Coffee,Tea,Water\nCoffee,,\nCoffee,Tea,Water\n,,Water\n,Tea,\n"))
    assert (read.cells.num_rows, [note.kind for note in read.notes]) == (4, [])


def test_a_repeated_header_of_two_rows_is_still_left_out(tmp_path: Path) -> None:
    header = "Respondent ID,Which do you use?,,\n,Coffee,Tea,Water\n"
    read = table(text(tmp_path, f"{header}1000,2,3,1\n1001,1,1,1\n{header}1002,5,1,2\n"))
    assert (column(read, 0), [note.kind for note in read.notes]) == (["1000", "1001", "1002"], ["repeated_header"] * 2)


# Cells that stand for several rows


def book(folder: Path, rows: list[list[object]], *merged: str) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    path = folder / "book.xlsx"
    workbook.save(path)
    return path


MERGED = [["客户", "订单", "备注"], ["甲", "1", "x"], [None, "2", None], [None, "3", "y"], ["乙", "4", None]]


def test_a_merged_cell_is_the_value_of_all_its_rows_and_an_unmerged_blank_stays(tmp_path: Path) -> None:
    read = table(book(tmp_path, MERGED, "A2:A3"))
    assert column(read, 0) == ["甲", "甲", None, "乙"]
    assert column(read, 2) == ["x", None, "y", None]
    (one,) = said(read, "filled_down")
    assert (one.column, one.value, one.rows, one.alternatives) == ("客户", "yes", 1, ("no",))


def test_merged_cells_are_left_alone_by_choice(tmp_path: Path) -> None:
    read = table(book(tmp_path, MERGED, "A2:A3"), fill_down=False)
    assert (column(read, 0), read.assumptions) == (["甲", None, None, "乙"], ())


def test_merged_over_columns_only_fills_nothing(tmp_path: Path) -> None:
    read = table(book(tmp_path, MERGED, "B3:C3"))
    assert column(read, 2) == ["x", None, "y", None]


BLANKS = "客户,手机号,订单,金额\n甲,13900710001,1,10\n,,2,20\n,,3,30\n乙,13900710002,4,40\n"


def test_blanks_of_a_text_file_stay_and_filling_them_is_offered(tmp_path: Path) -> None:
    read = table(text(tmp_path, BLANKS))
    assert column(read, 0) == ["甲", None, None, "乙"]
    offers = [(one.column, one.value, one.rows, one.alternatives) for one in said(read, "filled_down")]
    assert offers == [("客户", "no", 2, ("yes",)), ("手机号", "no", 2, ("yes",))]


def test_blanks_are_filled_by_choice_in_the_columns_that_go_together(tmp_path: Path) -> None:
    read = table(text(tmp_path, BLANKS.replace("3,30", "3,")), fill_down=True)
    assert (column(read, 0), column(read, 1)[2]) == (["甲", "甲", "甲", "乙"], "13900710001")
    assert (column(read, 3)[2], read.assumptions) == (None, ())


@pytest.mark.parametrize("rows", ["甲,1,2\n,,3\n,4,\n", "甲,1,2\n乙,1,2\n", ",1,2\n甲,1,2\n"])
def test_what_does_not_look_merged_is_not_offered(tmp_path: Path, rows: str) -> None:
    assert said(table(text(tmp_path, "客户,订单,金额\n" + rows)), "filled_down") == []


# What a workbook hides, and what it made of dates


def hiding(folder: Path) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (["id", "n"], ["1", "a"], ["2", "b"], ["3", "c"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    second = workbook.create_sheet("secret")
    second.append(["id", "n"])
    second.append(["9", "z"])
    second.sheet_state = "hidden"
    path = folder / "book.xlsx"
    workbook.save(path)
    return path


def test_hidden_rows_columns_and_sheets_are_read_and_said(tmp_path: Path) -> None:
    first, second = read_file(hiding(tmp_path))
    assert isinstance(first, TextTable)
    assert isinstance(second, TextTable)
    assert column(first, 0) == ["1", "2", "3"]
    assert [(one.what, one.column, one.rows, one.alternatives) for one in first.assumptions] == [
        ("hidden_rows", None, 1, ("leave out",)),
        ("hidden_columns", "n", None, ()),
    ]
    assert [one.what for one in second.assumptions] == ["hidden_sheet"]


def test_hidden_rows_are_left_out_by_choice(tmp_path: Path) -> None:
    first, _second = read_file(hiding(tmp_path), choices=ReadChoices(hidden_rows=False))
    assert isinstance(first, TextTable)
    assert (column(first, 0), said(first, "hidden_rows")) == (["1", "3"], [])


def test_hidden_rows_that_are_wanted_are_not_said(tmp_path: Path) -> None:
    first, _second = read_file(hiding(tmp_path), choices=ReadChoices(hidden_rows=True))
    assert isinstance(first, TextTable)
    assert (column(first, 0), said(first, "hidden_rows")) == (["1", "2", "3"], [])


def dated(folder: Path, *cells: object) -> Path:
    return book(folder, [["id", "date"], *([str(at), cell] for at, cell in enumerate(cells))])


def test_real_dates_beside_written_ones_may_be_swapped(tmp_path: Path) -> None:
    path = dated(tmp_path, dt.date(2024, 3, 4), "25/04/2024", dt.date(2024, 5, 4), "28/04/2024")
    (one,) = said(table(path), "swapped_days")
    assert (one.column, one.value, one.rows, one.alternatives) == ("date", "keep", 2, ("swap",))
    swapped = table(path, swap_days=True)
    assert (column(swapped, 1)[0], column(swapped, 1)[1]) == ("2024-04-03 00:00:00", "25/04/2024")
    assert swapped.assumptions == ()
    assert table(path, swap_days=False).assumptions == ()


@pytest.mark.parametrize(
    "cells",
    [
        (dt.date(2024, 3, 13), "25/04/2024", dt.date(2024, 5, 4), "28/04/2024"),
        (dt.date(2024, 3, 4), "05/04/2024", dt.date(2024, 5, 4), "28/04/2024"),
        (dt.date(2024, 3, 4), "25/04/2024", "26/04/2024", "28/04/2024"),
        (dt.date(2024, 3, 4), dt.date(2024, 3, 5), dt.date(2024, 5, 4)),
    ],
)
def test_dates_that_are_as_they_should_be_are_not_doubted(tmp_path: Path, cells: tuple[object, ...]) -> None:
    assert said(table(dated(tmp_path, *cells)), "swapped_days") == []
