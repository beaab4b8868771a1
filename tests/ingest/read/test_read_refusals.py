import io
import itertools
import os
import resource
import struct
import tempfile
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from insight.i18n import LANGUAGES, Language
from insight.i18n.catalogue import catalogue
from insight.ingest.read import ReadLimits, TextTable, Unreadable, refusals
from tests.ingest.read.reading import read_file
from tests.reliability.hostile import many_sheets, workbook

HANGS_S = 40
"""Processor seconds after which a hostile file counts as a hang; it takes a fraction of one."""


def refusal(path: Path, **limits: int) -> str:
    (refused,) = read_file(path, limits=ReadLimits(**limits))
    assert isinstance(refused, Unreadable), refused
    return str(refused.error)


def write(tmp_path: Path, content: bytes, name: str = "export.xlsx") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def workbook_bytes(**cells: object) -> bytes:
    workbook = openpyxl.Workbook()
    for place, value in cells.items():
        workbook.active[place] = value
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def zipped(*members: tuple[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return content.getvalue()


def with_part(workbook: bytes, part: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return zipped(*((name, content if name == part else archive.read(name)) for name in archive.namelist()))


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%b</sheetData></worksheet>'
TABLE = workbook_bytes(A1="id", B1="name", A2="1", B2="a")


@pytest.mark.parametrize("name", ["export.csv", "export.xlsx", "export.xls", "export.zip"])
def test_empty_file(tmp_path: Path, name: str) -> None:
    assert refusal(write(tmp_path, b"", name)) == (
        f"The file is empty — {name} has 0 bytes — Export it again and check that the download finished"
    )


@pytest.mark.parametrize("content", [b"\n\n \n", b",,\n,,\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n", b"\x00\n"])
def test_only_blank_cells(tmp_path: Path, content: bytes) -> None:
    assert refusal(write(tmp_path, content, "a.csv")).startswith(
        "There is nothing in it but blank cells — a.csv has no cell"
    )


def test_header_without_rows(tmp_path: Path) -> None:
    assert refusal(write(tmp_path, "订单号,金额,买家\n\n".encode("gb18030"), "a.csv")) == (
        "There is a header without rows — a.csv has 3 columns and no row below them — "
        "Choose a period that has data and export again"
    )


def test_header_without_rows_in_one_sheet(tmp_path: Path) -> None:
    assert refusal(write(tmp_path, workbook_bytes(A1="订单号", B1="金额"))).startswith(
        "There is a header without rows — Sheet has 2 columns"
    )


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a PNG picture"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "a JPEG picture"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(20), "a WebP picture"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(20), "a video or HEIC picture"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"MZ\x90\x00\x03" + bytes(100), "a Windows program"),
        (b"\x7fELF\x02\x01\x01" + bytes(100), "a Linux program"),
        (b"SQLite format 3\x00" + bytes(100), "an SQLite database"),
        (bytes(range(256)) * 20, "a file of an unknown binary format"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(tmp_path: Path, content: bytes, what: str) -> None:
    assert refusal(write(tmp_path, content)).startswith(
        f"The file is not a table — export.xlsx is in truth {what} — Upload"
    )


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"Rar!\x1a\x07\x01\x00", "a RAR archive"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(20), "a 7z archive"),
        (zipped(("Index/Document.iwa", b"x")), "a Numbers document"),
        (zipped(("[Content_Types].xml", b"x"), ("word/document.xml", b"x")), "a Word document"),
    ],
)
def test_formats_that_are_not_supported(tmp_path: Path, content: bytes, what: str) -> None:
    assert refusal(write(tmp_path, content)) == (
        f"This kind of file cannot be read here — export.xlsx is {what} — "
        "Save it as .xlsx or .csv in the program it comes from, and upload that"
    )


def test_first_column_named_like_a_file_mark_is_a_table(tmp_path: Path) -> None:
    assert isinstance(read_file(write(tmp_path, b"MZ,ID3\n1,2\n", "a.csv"))[0], TextTable)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_cut_off_workbook(tmp_path: Path, share: float) -> None:
    assert refusal(write(tmp_path, TABLE[: int(len(TABLE) * share)])).startswith(
        "The workbook is damaged or cut off — export.xlsx"
    )


def test_workbook_with_any_byte_wrong_never_raises(tmp_path: Path) -> None:
    for position in range(0, len(TABLE), 13):
        damaged = TABLE[:position] + bytes([TABLE[position] ^ 0x5A]) + TABLE[position + 1 :]
        assert read_file(write(tmp_path, damaged))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize(
    "content", [b"", b"<", b"<worksheet>", b"\xff\xfe\x00", b"<worksheet><sheetData><row r='x'><c r='!!'/>"]
)
def test_workbook_with_a_broken_part_never_raises(tmp_path: Path, part: str, content: bytes) -> None:
    assert all(isinstance(read, Unreadable) for read in read_file(write(tmp_path, with_part(TABLE, part, content))))


def test_file_over_the_limit(tmp_path: Path) -> None:
    assert refusal(write(tmp_path, b"a,b\n" * 1024, "a.csv"), max_file_bytes=2048) == (
        "The file is too large — a.csv has 4 KB, the limit is 2 KB — "
        "Export shorter periods and upload them one after the other"
    )


def test_file_that_is_not_there(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.csv").startswith("The file cannot be opened — gone.csv is not there")


@pytest.mark.slow("imports files again and again")
def test_too_many_columns(tmp_path: Path) -> None:
    content = (",".join(f"c{index}" for index in range(1_000_000)) + "\n").encode()
    assert refusal(write(tmp_path, content + content, "a.csv")) == (
        "There are too many columns — a.csv has 1,000,000 columns, the limit is 2,000 — "
        "Export only the columns that are needed"
    )


def test_too_many_columns_in_a_sheet(tmp_path: Path) -> None:
    path = write(tmp_path, workbook_bytes(A1="id", ALL1="far", A2=1, ALL2=2))
    assert refusal(path, max_columns=500).startswith(
        "There are too many columns — Sheet has 1,000 columns, the limit is 500"
    )


def test_too_many_rows(tmp_path: Path) -> None:
    assert refusal(write(tmp_path, b"a,b\n" * 1000, "a.csv"), max_rows=500).startswith(
        "There are too many rows — a.csv has 1,000"
    )


@pytest.mark.parametrize("cell", [b"-" * 300_000, b"1" + b" " * 300_000 + b"x", b"a" + b"\t" * 300_000 + b"b", b"1,"])
def test_cells_of_blanks_and_dashes_take_no_time(tmp_path: Path, cell: bytes) -> None:
    started = time.process_time()
    assert read_file(write(tmp_path, b'%b;id;"x\n"\n%b;1;2\n%b;2;3\n' % (cell, cell, cell), "a.csv"))
    assert time.process_time() - started < HANGS_S


@pytest.mark.slow("imports files again and again")
def test_sheet_that_repeats_the_word_row_takes_no_time(tmp_path: Path) -> None:
    started = time.process_time()
    assert read_file(write(tmp_path, with_part(TABLE, "xl/worksheets/sheet1.xml", SHEET % (b"row " * 2_000_000))))
    assert time.process_time() - started < HANGS_S


def test_line_without_end(tmp_path: Path) -> None:
    assert refusal(write(tmp_path, b"x" * (40 << 20), "a.csv")).startswith("There is no table in it — a.csv")


def test_html_page_without_a_table(tmp_path: Path) -> None:
    assert refusal(write(tmp_path, b"<html><body>Please log in</body></html>", "a.xls")).startswith(
        "There is no table in it — a.xls"
    )


def test_stray_cell_in_the_last_corner_of_a_sheet(tmp_path: Path) -> None:
    path = write(tmp_path, workbook_bytes(A1="id", A2="1", XFD1048576="x"))
    assert refusal(path).startswith(
        "The cells lie too far apart — sheet1.xml reaches to row 1,048,576 and column 16,384 and is almost empty"
    )


def test_stray_cell_that_hides_in_another_row(tmp_path: Path) -> None:
    cells = b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'
    path = write(tmp_path, with_part(TABLE, "xl/worksheets/sheet1.xml", SHEET % cells))
    assert refusal(path).startswith("The cells lie too far apart")


def test_stray_cell_in_a_binary_workbook(tmp_path: Path) -> None:
    row = bytes([0, 17]) + struct.pack("<I", 1_048_575) + bytes(13)
    cell = bytes([2, 12]) + struct.pack("<I", 16_383) + bytes(8)
    path = write(tmp_path, zipped(("xl/workbook.bin", b"x"), ("xl/worksheets/sheet1.bin", row + cell)), "a.xlsb")
    assert refusal(path).startswith(
        "The cells lie too far apart — sheet1.bin reaches to row 1,048,576 and column 16,384"
    )


def test_styled_but_empty_cells_far_down_hide_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, workbook_bytes(A1="id", B1="name", A2="1", B2="a", B900000=None))
    assert isinstance(read_file(path)[0], TextTable)


def test_zip_bomb_is_refused_by_its_directory(tmp_path: Path) -> None:
    sheet = SHEET % (b" " * (60 << 20))
    path = write(tmp_path, with_part(TABLE, "xl/worksheets/sheet1.xml", sheet))
    assert path.stat().st_size < 100_000
    assert refusal(path).startswith("The file unpacks to far more than it may hold — export.xlsx unpacks to")
    assert refusal(path, max_uncompressed_bytes=1 << 20).endswith(
        "the limit is 1 MB — Upload the original export, not a repacked one"
    )


def test_zip_bomb_whose_directory_lies_takes_neither_time_nor_memory(tmp_path: Path) -> None:
    real = SHEET % (b" " * (200 << 20))
    honest = with_part(TABLE, "xl/worksheets/sheet1.xml", real)
    lying = honest.replace(struct.pack("<I", len(real)), struct.pack("<I", 1000))
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    assert refusal(write(tmp_path, lying)).startswith("The file unpacks to far more than it may hold")
    assert time.process_time() - started < HANGS_S
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    entities = b"".join(b'<!ENTITY e%d "%b">' % (index, b"&e%d;" % (index - 1) * 10) for index in range(1, 12))
    cells = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&e11;</t></is></c></row>'
    sheet = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e0 "lol">' + entities + b"]>" + SHEET % cells
    started = time.process_time()
    assert all(
        isinstance(read, Unreadable)
        for read in read_file(write(tmp_path, with_part(TABLE, "xl/worksheets/sheet1.xml", sheet)))
    )
    assert time.process_time() - started < HANGS_S


def test_long_text_shown_in_many_cells_is_counted_every_time(tmp_path: Path) -> None:
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(1, 20_001))
    strings = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%b</t></si></sst>' % (
        b"x" * 30_000
    )
    content = with_part(with_shared_strings(strings), "xl/worksheets/sheet1.xml", SHEET % cells)
    (refused,) = read_file(write(tmp_path, content), limits=ReadLimits(max_uncompressed_bytes=100 << 20))
    assert isinstance(refused, Unreadable)
    assert str(refused.error).startswith(
        "The file unpacks to far more than it may hold — export.xlsx unpacks to at least"
    )


def with_shared_strings(strings: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(TABLE)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = b'<Relationship Type="%b" Target="/xl/sharedStrings.xml" Id="rId99"/></Relationships>' % kind
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", relation)
    return zipped(*({**parts, "xl/sharedStrings.xml": strings}).items())


def test_zip_of_several_exports(tmp_path: Path) -> None:
    members = [
        ("subscribed.csv", b"id,name\n1,a\n"),
        ("会员/orders.xlsx", TABLE),
        ("__MACOSX/._x.csv", b"\x00"),
        ("notes.pdf", b"%PDF"),
    ]
    first, second, third = read_file(write(tmp_path, zipped(*members), "audience.zip"))
    assert isinstance(first, TextTable)
    assert isinstance(second, TextTable)
    assert isinstance(third, Unreadable)
    assert (first.file, second.file, second.sheet) == (
        "audience.zip/subscribed.csv",
        "audience.zip/会员/orders.xlsx",
        "Sheet",
    )
    assert str(third.error).startswith("The file is not a table — audience.zip/notes.pdf is in truth a PDF document")


def test_name_within_a_zip_written_by_windows_in_chinese(tmp_path: Path) -> None:
    content = zipped(("AAAA.csv", b"id,name\n1,a\n")).replace(b"AAAA", "订单".encode("gb18030"))
    assert read_file(write(tmp_path, content, "a.zip"))[0].file == "a.zip/订单.csv"


def test_zip_within_a_zip(tmp_path: Path) -> None:
    path = write(tmp_path, zipped(("inner.zip", zipped(("a.csv", b"a,b\n1,2\n")))), "outer.zip")
    assert refusal(path).startswith(
        "An archive within an archive is not opened — outer.zip/inner.zip is itself an archive"
    )


def test_member_paths_write_nothing_outside_and_leave_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    path = write(tmp_path, zipped(("../../evil.csv", b"a,b\n1,2\n"), ("/etc/evil.csv", b"a,b\n1,2\n")), "a.zip")
    assert len(read_file(path)) == 2
    assert sorted(os.listdir(tmp_path)) == ["a.zip", "temp"]
    assert os.listdir(tmp_path / "temp") == []


def test_protected_zip(tmp_path: Path) -> None:
    content = bytearray(zipped(("a.csv", b"a,b\n1,2\n")))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(write(tmp_path, bytes(content), "a.zip")).startswith(
        "The archive is protected by a password — a.zip"
    )


def test_zip_without_files(tmp_path: Path) -> None:
    assert refusal(write(tmp_path, zipped(), "a.zip")).startswith("There is no table in it — a.zip")


def test_zip_with_too_many_files(tmp_path: Path) -> None:
    path = write(tmp_path, zipped(*((f"{index}.csv", b"a") for index in range(30))), "a.zip")
    assert refusal(path, max_members=20).startswith(
        "The archive holds too many files — a.zip holds 30 files, the limit is 20"
    )


def test_zip_with_a_damaged_member(tmp_path: Path) -> None:
    content = zipped(("a.csv", b"a,b\n" + os.urandom(100).hex().encode()))
    start = content.index(b"a.csv") + 5
    assert isinstance(
        read_file(write(tmp_path, content[:start] + b"\xff" * 20 + content[start + 20 :], "a.zip"))[0], Unreadable
    )


_NUMBERS = (
    *("size", "limit", "columns", "rows", "members", "ratio", "seconds", "sheets", "characters", "row"),
    *("declared", "held"),
)


def every_refusal() -> list[refusals.UploadError]:
    samples = {"name": "a.csv", "sheet": "一", "what": refusals._("a PNG picture"), "encoding": "gbk"}
    numbers = dict.fromkeys(_NUMBERS, 12)
    found = []
    for make in vars(refusals).values():
        if callable(make) and getattr(make, "__annotations__", {}).get("return") is refusals.UploadError:
            names = [name for name in make.__annotations__ if name != "return"]
            found.append(make(**{name: (samples | numbers)[name] for name in names}))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_is_said_in_every_language(language: Language) -> None:
    errors = every_refusal()
    assert len(errors) > 15
    for error, part in itertools.product(errors, ("title", "message", "hint")):
        text = getattr(error, part)
        assert text.render(language)
        assert language == "en" or text.key in catalogue(language), text.key


def test_refusal_in_chinese() -> None:
    assert refusals.header_without_rows("订单.csv", 3).render("zh_CN") == (
        "只有表头，没有数据 — 订单.csv 有 3 列，表头下面没有数据行 — 请选择有数据的时间段重新导出"
    )


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFD50000" t="n"><v>1</v></c>',
        "<c r='XFD50000'><v>1</v></c>",
        '<c t="n" r = "XFD50000"><v>1</v></c>',
    ],
)
def test_stray_cell_however_it_is_written(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "export.xlsx"
    workbook(path, iter([f'<row r="1"><c r="A1"><v>1</v></c></row><row r="2">{cell}</row>'.encode()]))
    assert refusal(path).startswith("The cells lie too far apart — sheet1.xml reaches to row 50,000 and column 16,384")


@pytest.mark.parametrize("row", ['<row r="1048577"/>', "<row r='4294967295'/>", '<row\nr="4294967295"/>'])
def test_row_beyond_the_end_of_a_sheet(tmp_path: Path, row: str) -> None:
    path = tmp_path / "export.xlsx"
    workbook(path, iter([f'<row r="1"><c r="A1"><v>1</v></c></row>{row}'.encode()]))
    assert "further down than a sheet goes" in refusal(path)


@pytest.mark.parametrize("size", [10_000, 10_001])
def test_the_longest_name_of_a_column(tmp_path: Path, size: int) -> None:
    path = tmp_path / "export.csv"
    path.write_text(f"{'a' * size},b\n1,2\n", encoding="utf-8")
    (found,) = read_file(path)
    assert isinstance(found, TextTable if size == 10_000 else Unreadable)
    assert size == 10_000 or "has a column name of 10,001 characters, the limit is 10,000" in refusal(path)


@pytest.mark.parametrize("sheets", [200, 201])
def test_the_most_sheets_of_a_workbook(tmp_path: Path, sheets: int) -> None:
    path = tmp_path / "export.xlsx"
    many_sheets(path, sheets)
    found = read_file(path)
    assert len(found) == (200 if sheets == 200 else 1)
    assert sheets == 200 or "holds 201 sheets, the limit is 200" in refusal(path)
