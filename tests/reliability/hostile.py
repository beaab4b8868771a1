"""Files made to do harm, or harmed themselves; each small to keep, some large to open."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import xlsxwriter

from tests.reliability.orders import HEADER, order_line

ORDERS = "\n".join([HEADER, *(order_line(number) for number in range(3))]) + "\n"
_PIECE = 1 << 20

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_RELATION = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="{target}" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
)
_BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_SHEET = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def workbook(path: Path, rows: Iterator[bytes]) -> None:
    """A workbook whose only sheet has these `<row>` elements, written piece by piece."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATION.format(target="xl/workbook.xml", kind="officeDocument"))
        archive.writestr("xl/workbook.xml", _BOOK)
        archive.writestr(
            "xl/_rels/workbook.xml.rels", _RELATION.format(target="worksheets/sheet1.xml", kind="worksheet")
        )
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(_SHEET.encode())
            sheet.writelines(rows)
            sheet.write(b"</sheetData></worksheet>")


def xlsx(path: Path, rows: list[list[str]], sheet: str = "Sheet1") -> None:
    """A workbook of texts; a text that begins with = is a formula."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(sheet)
        for at, row in enumerate(rows):
            for place, text in enumerate(row):
                if text.startswith("="):
                    page.write_formula(at, place, text, value="10")
                else:
                    page.write_string(at, place, text)


def _rows() -> list[list[str]]:
    return [line.split(",") for line in ORDERS.splitlines()]


def zip_bomb(path: Path) -> None:
    """50 KB that become 50 MB of one cell."""
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>'
    workbook(path, iter([cell, *[b"A" * _PIECE] * 50, b"</t></is></c></row>"]))


def zip_bomb_of_text(path: Path) -> None:
    """A .csv of 300 MB in an archive of 300 KB."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("a.csv", "w", force_zip64=True) as member,
    ):
        member.writelines([b"1,2\n" * (_PIECE // 4)] * 300)


def lying_directory(path: Path) -> None:
    """A member of which the archive says that it has 10 bytes, and which has 40 MB."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("a.csv", b"1,2\n" * (10 * _PIECE))
    size = (40 * _PIECE).to_bytes(4, "little")
    path.write_bytes(whole.getvalue().replace(size, (10).to_bytes(4, "little")))


def million_columns(path: Path) -> None:
    line = b",".join([b"a"] * 1_000_000) + b"\n"
    path.write_bytes(line * 3)


def million_columns_workbook(path: Path) -> None:
    cells = b"".join(b'<c t="inlineStr"><is><t>a</t></is></c>' for _place in range(1_000_000))
    workbook(path, iter([b"<row>", cells, b"</row>", b"<row>", cells, b"</row>"]))


def million_empty_rows(path: Path) -> None:
    def rows() -> Iterator[bytes]:
        for at, line in enumerate(_rows(), start=1):
            cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in line)
            yield f'<row r="{at}">{cells}</row>'.encode()
        for at in range(10, 1_000_000):
            yield b'<row r="%d"/>' % at

    workbook(path, rows())


def cell_at_the_far_corner(path: Path) -> None:
    rows = _rows()
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
        page.write_string(1_048_575, 16_383, "x")


def formulas(path: Path) -> None:
    header, first, *rest = _rows()
    first[2] = first[3] = "=5+5"
    first[7] = '=HYPERLINK("http://x","y")'
    xlsx(path, [header, first, *rest])


def formula_texts(path: Path) -> None:
    path.write_text(ORDERS.replace("收货人0", "=cmd|' /C calc'!A0").replace("收货人1000", "@SUM(1)"), encoding="utf-8")


def html_cells(path: Path) -> None:
    path.write_text(ORDERS.replace("收货人0", "<script>alert(1)</script><b>x</b>"), encoding="utf-8")


def path_names(path: Path) -> None:
    """Members that want to be written elsewhere."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../x.csv", ORDERS)
        archive.writestr("/etc/y.csv", ORDERS)
        archive.writestr("C:\\z.csv", ORDERS)


def truncated(path: Path) -> None:
    whole = path.with_suffix(".whole")
    xlsx(whole, _rows())
    path.write_bytes(whole.read_bytes()[:-400])
    whole.unlink()


def single_line(path: Path) -> None:
    with path.open("wb") as file:
        file.writelines([b"a" * _PIECE] * 100)


def single_line_of_cells(path: Path) -> None:
    with path.open("wb") as file:
        file.writelines([b"ab," * (_PIECE // 3)] * 100)


def nested_quotes(path: Path) -> None:
    path.write_bytes((HEADER + "\n" + '"' * 3_000_001 + "\n" + order_line(1) + "\n").encode())


def quote_never_closed(path: Path) -> None:
    path.write_bytes((ORDERS + '"' + ORDERS * 20_000).encode())


def nul_filled(path: Path) -> None:
    path.write_bytes(b"\0" * (5 << 20))


def orders_after_nuls(path: Path) -> None:
    """What a power cut leaves: blocks of zeros after good rows."""
    path.write_bytes(ORDERS.encode() + b"\0" * 200)


def mostly_nuls(path: Path) -> None:
    path.write_bytes(ORDERS.encode() + b"\0" * _PIECE)


def odd_sheet_names(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        for name in ("<订单>&\"'", "a=b;DROP TABLE", "😀  ", "=1+1"):
            page = book.add_worksheet()
            page.name = name
            for at, row in enumerate(_rows()):
                page.write_row(at, 0, row)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def header_only(path: Path) -> None:
    path.write_text(HEADER + "\n", encoding="utf-8")


def wrong_extension(path: Path) -> None:
    path.write_text(ORDERS, encoding="utf-8")


def many_members(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"{number}.csv", "")


def archive_in_itself(path: Path) -> None:
    content = b""
    for _depth in range(30):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("inner.zip", content)
        content = packed.getvalue()
    path.write_bytes(content)


def entity_bomb(path: Path) -> None:
    """Entities that stand for entities: a billion laughs."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    sheet = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>' + _SHEET.removeprefix(
        '<?xml version="1.0"?>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATION.format(target="xl/workbook.xml", kind="officeDocument"))
        archive.writestr("xl/workbook.xml", _BOOK)
        archive.writestr(
            "xl/_rels/workbook.xml.rels", _RELATION.format(target="worksheets/sheet1.xml", kind="worksheet")
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            sheet + '<row r="1"><c t="inlineStr"><is><t>&l9;</t></is></c></row></sheetData></worksheet>',
        )


def repeated_row_bomb(path: Path) -> None:
    """An .ods of 1 KB whose only row is repeated a million times."""
    cell = (
        '<table:table-cell office:value-type="string" table:number-columns-repeated="100">'
        f"<text:p>{'A' * 200}</text:p></table:table-cell>"
    )
    name = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{name.format("manifest")}"/>')
        archive.writestr(
            "content.xml",
            '<?xml version="1.0"?><office:document-content '
            + " ".join(f'xmlns:{short}="{name.format(short)}"' for short in ("office", "table", "text"))
            + '><office:body><office:spreadsheet><table:table table:name="S">'
            f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )


def shared_text_bomb(path: Path) -> None:
    """One text of 30 KB to which a hundred thousand cells refer: 3 GB once each cell has its own."""
    types = _TYPES.replace(
        "</Types>",
        '<Override PartName="/xl/sharedStrings.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    )
    relations = _RELATION.format(target="worksheets/sheet1.xml", kind="worksheet").replace(
        "</Relationships>",
        '<Relationship Id="rId2" Target="sharedStrings.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>',
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", _RELATION.format(target="xl/workbook.xml", kind="officeDocument"))
        archive.writestr("xl/workbook.xml", _BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", relations)
        text = "A" * 30_000
        archive.writestr(
            "xl/sharedStrings.xml",
            '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f"<si><t>{text}</t></si></sst>",
        )
        rows = "".join("<row>" + '<c t="s"><v>0</v></c>' * 10 + "</row>" for _row in range(10_000))
        archive.writestr("xl/worksheets/sheet1.xml", f"{_SHEET}{rows}</sheetData></worksheet>")


REFUSED: dict[str, tuple[str, Callable[[Path], None]]] = {
    "a zip bomb as a workbook": ("a.xlsx", zip_bomb),
    "a zip bomb as an archive": ("a.zip", zip_bomb_of_text),
    "a long text in a hundred thousand cells": ("a.xlsx", shared_text_bomb),
    "a row repeated a million times": ("a.ods", repeated_row_bomb),
    "an archive whose directory lies": ("a.zip", lying_directory),
    "an archive of twenty thousand files": ("a.zip", many_members),
    "an archive in an archive in an archive": ("a.zip", archive_in_itself),
    "entities that stand for entities": ("a.xlsx", entity_bomb),
    "a million columns": ("a.csv", million_columns),
    "a million columns in a workbook": ("a.xlsx", million_columns_workbook),
    "a cell at the far corner": ("a.xlsx", cell_at_the_far_corner),
    "a few rows, then only zeros": ("a.csv", mostly_nuls),
    "a truncated workbook": ("a.xlsx", truncated),
    "an empty file": ("a.xlsx", empty),
    "a header without rows": ("a.csv", header_only),
    "a line of 100 MB": ("a.csv", single_line),
    "a line of 100 MB of cells": ("a.csv", single_line_of_cells),
    "a file of zeros": ("a.csv", nul_filled),
}
"""What is to be refused with one sentence: story -> name of the file, and what writes it."""

LOADED: dict[str, tuple[str, Callable[[Path], None]]] = {
    "formulas": ("a.xlsx", formulas),
    "texts that begin like formulas": ("a.csv", formula_texts),
    "HTML in cells": ("a.csv", html_cells),
    "paths as names in an archive": ("a.zip", path_names),
    "the wrong extension": ("a.xlsx", wrong_extension),
    "a million empty rows": ("a.xlsx", million_empty_rows),
    "zeros after the rows": ("a.csv", orders_after_nuls),
    "sheet names of odd characters": ("a.xlsx", odd_sheet_names),
}
"""What is to be loaded as the three orders that it holds."""

EITHER: dict[str, tuple[str, Callable[[Path], None]]] = {
    "three million quotes in a row": ("a.csv", nested_quotes),
    "a quote that is never closed": ("a.csv", quote_never_closed),
}
"""What has no right reading: it ends in bounded time and memory, with a sentence or with a report that adds up."""
