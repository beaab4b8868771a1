import datetime as dt
import io
import zipfile
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbook_readers import by_calamine, by_openpyxl, cell_types, has_links_or_formulas, parts

from insight.export import Sheet, write_workbook

CREATED = dt.datetime(2026, 1, 5, 9, 30)


def written(*sheets: Sheet, row_limit: int = 1_048_575) -> bytes:
    target = io.BytesIO()
    write_workbook(target, sheets, created=CREATED, row_limit=row_limit)
    return target.getvalue()


def text_sheet(*texts: str | None) -> bytes:
    return written(Sheet(title="People", table=pa.table({"Name": pa.array(texts, pa.string())})))


def names(content: bytes) -> list[object]:
    return [row[0] for row in by_openpyxl(content)["People"][1:]]


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x")',
        "=1+1",
        "+1",
        "-1",
        "@x",
        "\t=1",
        "http://example.com",
        "mailto:a@example.com",
        "0123",
        "13800138000",
        "6932169358293001234",
        "1e5",
        "TRUE",
        "2025-01-02",
        "O'Brien",
        "<b>x</b>",
        "a & b &amp; c",
        '"quoted"',
        "]]>",
        "张𠮷",
        "👩‍👩‍👧 😀",
        "_x0041_",
        "  two spaces  ",
        "first\nsecond",
    ],
)
def test_text_comes_back_as_the_same_text_whatever_it_looks_like(text: str) -> None:
    content = text_sheet(text)
    assert names(content) == [text]
    assert cell_types(content) == {"s"}
    assert not has_links_or_formulas(content)


def test_control_characters_that_no_spreadsheet_can_read_are_left_out() -> None:
    assert names(text_sheet("a\x00b\x0bc\x1fd\ufffee")) == ["abcde"]


def test_windows_line_ends_become_plain_ones() -> None:
    assert names(text_sheet("a\r\nb\rc")) == ["a\nb\nc"]


def test_missing_and_empty_texts_are_empty_cells() -> None:
    content = text_sheet("first", None, "", "last")
    assert names(content) == ["first", None, None, "last"]
    assert 'r="A3"' not in parts(content)["xl/worksheets/sheet1.xml"]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=20))
def test_any_texts_come_back_less_what_xml_forbids(rows: list[tuple[str, str]]) -> None:
    table = pa.table({"a": [a for a, _b in rows], "b": [b for _a, b in rows]})
    content = written(Sheet(title="People", table=table))
    expected = [[_expected(text) for text in row] for row in rows]
    assert _padded(by_openpyxl(content)["People"][1:], len(rows)) == expected


@given(
    st.lists(
        st.tuples(
            st.integers(-(10**15), 10**15),
            st.decimals(-(10**9), 10**9, places=2),
            st.datetimes(dt.datetime(1901, 1, 1), dt.datetime(2999, 1, 1)).map(lambda at: at.replace(microsecond=0)),
            st.dates(dt.date(1901, 1, 1), dt.date(2999, 1, 1)),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_numbers_and_dates_come_back_as_numbers_and_dates(
    rows: list[tuple[int, Decimal, dt.datetime, dt.date]],
) -> None:
    counts, amounts, moments, days = zip(*rows, strict=True)
    table = pa.table(
        {
            "count": pa.array(counts, pa.int64()),
            "amount": pa.array(amounts, pa.decimal128(18, 2)),
            "at": pa.array(moments, pa.timestamp("us")),
            "day": pa.array(days, pa.date32()),
        }
    )
    read = by_openpyxl(written(Sheet(title="People", table=table)))["People"][1:]
    assert [row[0] for row in read] == list(counts)
    assert [row[1] for row in read] == [float(amount) for amount in amounts]
    assert [row[2] for row in read] == list(moments)
    assert [row[3].date() for row in read] == list(days)


def test_calamine_reads_what_openpyxl_reads() -> None:
    table = pa.table(
        {
            "Name": ["O'Brien", "张𠮷", "=1+1"],
            "Amount": pa.array([Decimal("1234.50"), None, Decimal("-0.01")], pa.decimal128(18, 2)),
            "At": pa.array([dt.datetime(2025, 6, 18, 20, 0), None, None], pa.timestamp("us")),
        }
    )
    content = written(Sheet(title="名单", table=table))
    expected = [
        ["Name", "Amount", "At"],
        ["O'Brien", 1234.5, dt.datetime(2025, 6, 18, 20, 0)],
        ["张𠮷", None, None],
        ["=1+1", -0.01, None],
    ]
    assert by_openpyxl(content)["名单"] == expected
    assert by_calamine(content)["名单"] == [["" if value is None else value for value in row] for row in expected]


def test_undefined_numbers_are_empty_cells_and_flags_are_flags() -> None:
    table = pa.table({"score": [1.5, float("nan"), float("inf"), None], "is_vip": [True, False, None, True]})
    assert by_openpyxl(written(Sheet(title="People", table=table)))["People"][1:] == [
        [1.5, True],
        [None, False],
        [None, None],
        [None, True],
    ]


def test_days_outside_of_excels_calendar_are_text() -> None:
    days = [dt.date(1899, 12, 31), dt.date(1900, 2, 28), dt.date(1900, 3, 1), dt.date(9999, 12, 31), None]
    read = by_openpyxl(written(Sheet(title="People", table=pa.table({"Birthday": pa.array(days, pa.date32())}))))
    assert [row[0] for row in read["People"][1:5]] == [
        "1899-12-31",
        "1900-02-28",
        dt.datetime(1900, 3, 1),
        dt.datetime(9999, 12, 31),
    ]


def test_a_cell_over_the_limit_is_cut_and_counted() -> None:
    target = io.BytesIO()
    table = pa.table({"Name": ["x" * 32_767, "y" * 32_768, "😀" * 20_000, None]})
    assert write_workbook(target, [Sheet(title="People", table=table)], created=CREATED) == 2
    assert names(target.getvalue())[:3] == ["x" * 32_767, "y" * 32_767, "😀" * 16_383]


def test_rows_over_the_limit_go_on_in_further_sheets_each_with_the_header() -> None:
    table = pa.table({"n": pa.array(range(7), pa.int64())})
    book = by_openpyxl(written(Sheet(title="名单", table=table), Sheet(title="护照", table=table[:1]), row_limit=3))
    assert list(book) == ["名单", "名单 2", "名单 3", "护照"]
    assert [[row[0] for row in rows] for rows in book.values()] == [["n", 0, 1, 2], ["n", 3, 4, 5], ["n", 6], ["n", 0]]


def test_exactly_the_limit_is_one_sheet() -> None:
    table = pa.table({"n": [1, 2, 3]})
    assert list(by_openpyxl(written(Sheet(title="People", table=table), row_limit=3))) == ["People"]


def test_a_table_without_rows_has_its_header_alone() -> None:
    table = pa.table({"Name": pa.array([], pa.string()), "Orders": pa.array([], pa.int64())})
    assert by_openpyxl(written(Sheet(title="People", table=table))) == {"People": [["Name", "Orders"]]}


def test_rows_longer_than_one_batch_keep_their_order_and_numbers() -> None:
    table = pa.table({"n": pa.array(range(45_000), pa.int64()), "text": [f"t{n}" for n in range(45_000)]})
    rows = by_calamine(written(Sheet(title="People", table=table)))["People"]
    assert len(rows) == 45_001
    assert all(row == [n, f"t{n}"] for n, row in enumerate(rows[1:]))


def test_the_header_is_bold_frozen_and_filtered_and_the_range_is_stated() -> None:
    content = parts(text_sheet("a", "b"))
    sheet = content["xl/worksheets/sheet1.xml"]
    assert '<dimension ref="A1:A3"/>' in sheet
    assert 'ySplit="1"' in sheet
    assert '<autoFilter ref="A1:A3"/>' in sheet
    assert "<b/>" in content["xl/styles.xml"]
    assert 'numberStoredAsText="1"' in sheet


def test_chinese_columns_are_twice_as_wide_as_latin_ones() -> None:
    latin, chinese = (_first_width(text_sheet(text * 20)) for text in ("a", "张"))
    assert 21 <= latin < 23
    assert 41 <= chinese < 43


def test_the_same_input_gives_the_same_bytes_with_fixed_times() -> None:
    first, second = text_sheet("a", "b"), text_sheet("a", "b")
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_text_cells_stay_text_when_they_are_edited() -> None:
    sheet, styles = (parts(text_sheet("0123"))[f"xl/{name}.xml"] for name in ("worksheets/sheet1", "styles"))
    assert 'numFmtId="49"' in styles
    assert '<c r="A2" s="1" t="inlineStr"><is><t xml:space="preserve">0123</t></is></c>' in sheet


def test_a_column_that_no_cell_can_hold_is_a_fault() -> None:
    with pytest.raises(TypeError, match="list"):
        written(Sheet(title="People", table=pa.table({"orders": [[1, 2]]})))


def _expected(text: str) -> str | None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (sign for sign in text if sign in "\t\n" or not (ord(sign) < 32 or sign in "\ufffe\uffff"))
    return "".join(kept) or None


def _padded(rows: list[list[object]], length: int) -> list[list[object]]:
    """Readers leave out empty rows at the end and empty cells on the right."""
    return [[*row, None, None][:2] for row in rows] + [[None, None]] * (length - len(rows))


def _first_width(content: bytes) -> float:
    sheet = parts(content)["xl/worksheets/sheet1.xml"]
    return float(sheet.split('width="')[1].split('"')[0])
