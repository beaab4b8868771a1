import datetime as dt
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.ingest.read import TextTable, Unreadable
from tests.ingest.read.reading import read_file

CELL = st.text(alphabet=st.sampled_from("aZ 0,;\"'=+-@\t\n订单𠮷😀é<&>"), min_size=1, max_size=8).filter(str.strip)


def read(path: Path) -> TextTable:
    (only,) = read_file(path)
    assert isinstance(only, TextTable), only
    return only


def column(table: TextTable, index: int = 0) -> list[str | None]:
    return table.cells[str(index)].to_pylist()


def values(tmp_path: Path, *cells: object, number_format: str | None = None) -> list[str | None]:
    """What the cells read as when Excel's own writer wrote them, one below the other."""
    with xlsxwriter.Workbook(tmp_path / "cells.xlsx") as workbook:
        sheet = workbook.add_worksheet()
        look = workbook.add_format({"num_format": number_format} if number_format else {})
        sheet.write_row(0, 0, ["no", "value"])
        for row, cell in enumerate(cells, start=1):
            sheet.write_string(row, 0, f"A{row}")
            sheet.write(row, 1, cell, look)
    return column(read(tmp_path / "cells.xlsx"), 1)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=6),
    top=st.integers(0, 4),
    left=st.integers(0, 3),
)
def test_any_texts_come_back_wherever_the_table_stands(
    tmp_path: Path, data: list[list[str]], top: int, left: int
) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    rows = [["订单编号", "买家会员名", "收货地址", "备注"], *([f"A{index}x", *row] for index, row in enumerate(data))]
    for row, cells in enumerate(rows):
        for place, text in enumerate(cells):
            cell = sheet.cell(top + row + 1, left + place + 1)
            cell.value, cell.data_type = text, "s"
    workbook.save(tmp_path / "texts.xlsx")
    table = read(tmp_path / "texts.xlsx")
    assert [column(table, index) for index in range(4)] == [list(cells) for cells in zip(*rows[1:], strict=True)]
    assert table.header_rows == (top + 1,)
    assert table.cells["source_row"].to_pylist() == [top + 2 + index for index in range(len(data))]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.floats(-1e300, 1e300) | st.integers(-(2**53), 2**53))
def test_any_number_is_read_back_from_its_text(tmp_path: Path, number: float) -> None:
    workbook = openpyxl.Workbook()
    for row in (["no", "value"], ["A1", number]):
        workbook.active.append(row)
    workbook.save(tmp_path / "number.xlsx")
    written = openpyxl.load_workbook(tmp_path / "number.xlsx").active["B2"].value
    (text,) = column(read(tmp_path / "number.xlsx"), 1)
    assert text is not None
    assert float(text) == written
    assert "e" not in text or abs(number) > 1e30 or abs(number) < 1e-15


def test_order_numbers_come_digit_for_digit(tmp_path: Path) -> None:
    assert values(tmp_path, 10160070484512.0, 9007199254740992, -5, 0, 13800138000) == [
        "10160070484512",
        "9007199254740992",
        "-5",
        "0",
        "13800138000",
    ]


def test_number_beyond_15_digits_keeps_its_exponent_and_pretends_no_digits(tmp_path: Path) -> None:
    written = values(tmp_path, 693216935829300000.0, 6932169358293001234, 9007199254740993, 900719925474099)
    assert written == ["6.932169358293E+17", "6.932169358293001E+18", "9007199254740992", "900719925474099"]


def test_fractions_keep_all_their_digits(tmp_path: Path) -> None:
    path = tmp_path / "sum.xlsx"
    workbook = openpyxl.Workbook()
    for row in (["no", "value"], ["A1", 1], ["A2", 2]):
        workbook.active.append(row)
    workbook.save(path)
    replace_in_sheet(path, b"<v>2</v>", b"<v>0.30000000000000004</v>")
    assert column(read(path), 1) == ["1", "0.30000000000000004"]
    assert values(tmp_path, 0.1234567890123, 4.35, 1e-7, 1e21) == [
        "0.1234567890123",
        "4.35",
        "0.0000001",
        "1E+21",
    ]


def test_percent_is_the_fraction_it_holds(tmp_path: Path) -> None:
    assert values(tmp_path, 0.0934, 1, number_format="0.00%") == ["0.0934", "1"]


def test_dates_come_with_their_time(tmp_path: Path) -> None:
    moments = [dt.datetime(2024, 1, 5, 13, 2, 11), dt.datetime(2024, 1, 5), dt.datetime(2024, 1, 5, 1, 2, 3, 250_000)]
    assert values(tmp_path, *moments, number_format="yyyy-mm-dd hh:mm:ss") == [
        "2024-01-05 13:02:11",
        "2024-01-05 00:00:00",
        "2024-01-05 01:02:03.250",
    ]


def test_dates_of_a_workbook_counted_from_1904(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "mac.xlsx", {"date_1904": True}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["no", "at"])
        sheet.write_row(1, 0, ["A1"])
        sheet.write_datetime(1, 1, dt.datetime(2024, 1, 5), workbook.add_format({"num_format": "yyyy-mm-dd"}))
    assert column(read(tmp_path / "mac.xlsx"), 1) == ["2024-01-05 00:00:00"]


def test_times_of_day_and_durations_are_no_dates(tmp_path: Path) -> None:
    assert values(tmp_path, dt.time(1, 2, 3), number_format="hh:mm:ss") == ["01:02:03"]
    assert values(tmp_path, dt.timedelta(hours=30, minutes=5), number_format="[h]:mm:ss") == ["30:05:00"]


def test_booleans_errors_and_formulas(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "kinds.xlsx") as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["no", "value", "mixed"])
        for row in range(1, 5):
            sheet.write_string(row, 0, f"A{row}")
        sheet.write_boolean(1, 1, True)
        sheet.write_boolean(2, 1, False)
        sheet.write_formula(3, 1, "=NA()", value="#N/A")
        sheet.write_formula(4, 1, "=1+1.5", value=2.5)
        sheet.write_column(1, 2, ["007", 7, "无退款申请"])
    table = read(tmp_path / "kinds.xlsx")
    assert column(table, 1) == ["TRUE", "FALSE", None, "2.5"]
    assert column(table, 2) == ["007", "7", "无退款申请", None]


def test_hidden_and_empty_sheets_each_have_their_result(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "首页"
    hidden = workbook.create_sheet("明细")
    hidden.sheet_state = "hidden"
    for row in (["订单号", "金额"], ["1", 5]):
        hidden.append(row)
    workbook.save(tmp_path / "two.xlsx")
    empty, detail = read_file(tmp_path / "two.xlsx")
    assert isinstance(empty, Unreadable)
    assert isinstance(detail, TextTable)
    assert (empty.sheet, detail.sheet) == ("首页", "明细")
    assert str(empty.error).startswith("There is nothing in it but blank cells — 首页 has no cell with a value")


def test_chart_sheet_is_told_apart(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "chart.xlsx") as workbook:
        workbook.add_worksheet("数据").write_column(0, 0, ["n", 1, 2])
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=数据!$A$2:$A$3"})
        workbook.add_chartsheet("图").set_chart(chart)
    refused = read_file(tmp_path / "chart.xlsx")[1]
    assert isinstance(refused, Unreadable)
    assert str(refused.error).startswith("The sheet holds no cells — 图 is a chart or a macro sheet")


def test_title_and_total_rows_of_a_sheet(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in (["六月订单"], ["订单号", "买家", "金额"], ["1", "a", 5], ["2", "b", 6], ["合计", None, 11]):
        workbook.active.append(row)
    workbook.active.merge_cells("A1:C1")
    workbook.save(tmp_path / "june.xlsx")
    table = read(tmp_path / "june.xlsx")
    assert (table.header, table.header_rows, column(table)) == (("订单号", "买家", "金额"), (2,), ["1", "2"])
    assert [(note.kind, note.source_row, note.text) for note in table.notes] == [
        ("title", 1, "六月订单"),
        ("total", 5, "合计 11"),
    ]


def replace_in_sheet(path: Path, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content.replace(old, new) if "sheet1" in part else content)


ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet>
<table:table table:name="一"><table:table-row>
<table:table-cell office:value-type="string"><text:p>订单号</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>金额</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="16382"/></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>001</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="12.5"><text:p>12.5</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="16382"/></table:table-row>
<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/>
</table:table-row></table:table>SECOND</office:spreadsheet></office:body></office:document-content>""".replace(
    "\n<", "<"
)


def write_ods(path: Path, second: str = "") -> None:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, compress_type=zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        )
        archive.writestr("content.xml", ODS.replace("SECOND", second))


def test_open_document_sheet(tmp_path: Path) -> None:
    write_ods(tmp_path / "orders.ods")
    table = read(tmp_path / "orders.ods")
    assert (table.sheet, table.header, column(table), column(table, 1)) == ("一", ("订单号", "金额"), ["001"], ["12.5"])


def test_repeated_cells_of_an_open_document_are_not_laid_out(tmp_path: Path) -> None:
    filled = '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{filled}</table:table-row>'
    write_ods(tmp_path / "bomb.ods", f'<table:table table:name="b">{row}</table:table>')
    (refused,) = read_file(tmp_path / "bomb.ods")
    assert isinstance(refused, Unreadable)
    assert str(refused.error).startswith("The file unpacks to far more than it may hold — bomb.ods unpacks to")


def biff(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def text_record(row: int, place: int, text: str) -> bytes:
    return biff(0x0204, struct.pack("<HHHHB", row, place, 0, len(text), 1) + text.encode("utf-16-le"))


def xls_stream(*, encrypted: bool = False) -> bytes:
    start = biff(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    password = biff(0x002F, struct.pack("<HHH", 0, 1, 2)) if encrypted else b""
    name = "订单"
    bound = 4 + 8 + len(name) * 2
    sheet_at = len(start) + len(password) + bound + 4
    sheet = biff(0x0085, struct.pack("<IBBBB", sheet_at, 0, 0, len(name), 1) + name.encode("utf-16-le"))
    cells = text_record(0, 0, "订单号") + text_record(0, 1, "金额") + text_record(1, 0, "0012")
    cells += biff(0x0203, struct.pack("<HHHd", 1, 1, 0, 10160070484512.0))
    inner = biff(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + cells + biff(0x000A, b"")
    return start + password + sheet + biff(0x000A, b"") + inner


def compound_file(streams: dict[str, bytes]) -> bytes:
    """The container of old Office files, with one table sector, one directory sector, and the streams."""
    end, free, fat_sector = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    chains, body, entries = [fat_sector, end], b"", []
    for name, content in streams.items():
        padded = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\x00")
        first, count = len(chains), len(padded) // 512
        chains += [*range(first + 1, first + count), end]
        entries.append(directory_entry(name, 2, first, len(padded), free))
        body += padded
    root = directory_entry("Root Entry", 5, end, 0, 1)
    directory = b"".join([root, *entries]).ljust(512, b"\x00")
    table = b"".join(struct.pack("<I", entry) for entry in chains).ljust(512, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0)
    return header.ljust(512, b"\xff") + table + directory + body


def directory_entry(name: str, kind: int, first: int, size: int, child: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    free = 0xFFFFFFFF
    links = struct.pack("<BBIII", kind, 1, free, free, child if kind == 5 else free)
    return (
        encoded.ljust(64, b"\0") + struct.pack("<H", len(encoded)) + links + bytes(36) + struct.pack("<IQ", first, size)
    )


def test_old_excel_workbook(tmp_path: Path) -> None:
    (tmp_path / "orders.xls").write_bytes(compound_file({"Workbook": xls_stream()}))
    table = read(tmp_path / "orders.xls")
    assert (table.sheet, table.header) == ("订单", ("订单号", "金额"))
    assert (column(table), column(table, 1)) == (["0012"], ["10160070484512"])


@pytest.mark.parametrize(
    "streams", [{"Workbook": xls_stream(encrypted=True)}, {"EncryptedPackage": bytes(100), "EncryptionInfo": bytes(10)}]
)
def test_protected_workbook_is_refused(tmp_path: Path, streams: dict[str, bytes]) -> None:
    (tmp_path / "secret.xlsx").write_bytes(compound_file(streams))
    (refused,) = read_file(tmp_path / "secret.xlsx")
    assert isinstance(refused, Unreadable)
    assert str(refused.error) == (
        "The workbook is protected by a password — secret.xlsx is encrypted — "
        "Open it in Excel, remove the password under File, Info, Protect, and save it"
    )


@pytest.mark.slow("imports files again and again")
def test_old_workbook_with_any_byte_wrong_never_raises(tmp_path: Path) -> None:
    content = compound_file({"Workbook": xls_stream()})
    for position in [*range(0, 512, 7), *range(512, 1536, 31), *range(1536, 1900)]:
        (tmp_path / "orders.xls").write_bytes(content[:position] + b"\xa5" + content[position + 1 :])
        assert read_file(tmp_path / "orders.xls")
