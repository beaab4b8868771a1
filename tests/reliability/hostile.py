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


def workbook(path: Path, rows: Iterator[bytes], book: str = _BOOK) -> None:
    """A workbook whose only sheet has these `<row>` elements, written piece by piece."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATION.format(target="xl/workbook.xml", kind="officeDocument"))
        archive.writestr("xl/workbook.xml", book)
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


def shared_texts(path: Path, head: str, texts: str, rows: str) -> None:
    """A workbook whose cells refer to texts that it holds once."""
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
        archive.writestr(
            "xl/sharedStrings.xml",
            '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
            f"{head}>{texts}</sst>",
        )
        archive.writestr("xl/worksheets/sheet1.xml", f"{_SHEET}{rows}</sheetData></worksheet>")


def shared_text_bomb(path: Path) -> None:
    """One text of 30 KB to which a hundred thousand cells refer: 3 GB once each cell has its own."""
    rows = "".join("<row>" + '<c t="s"><v>0</v></c>' * 10 + "</row>" for _row in range(10_000))
    shared_texts(path, "", f"<si><t>{'A' * 30_000}</t></si>", rows)


def four_billion_texts(path: Path) -> None:
    """2 KB that say they hold 4,294,967,295 texts, for which the library would make room."""
    rows = '<row><c t="s"><v>0</v></c></row><row><c t="s"><v>0</v></c></row>'
    shared_texts(path, ' count="4294967295" uniqueCount="4294967295"', "<si><t>a</t></si>", rows)


def _inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def cell_that_hides_far_away(path: Path) -> None:
    """A row that says it is the second, and a cell in it that says it is the fifty thousandth, in the last column."""
    row = f'<row r="1">{_inline("A1", "a")}</row><row r="2">{_inline("XFD50000", "x")}</row>'
    workbook(path, iter([row.encode()]))


def row_beyond_the_sheet(path: Path) -> None:
    row = f'<row r="1">{_inline("A1", "a")}</row><row r="4294967295">{_inline("A4294967295", "x")}</row>'
    workbook(path, iter([row.encode()]))


def header_of_a_megabyte(path: Path) -> None:
    path.write_bytes(b"a" * _PIECE + b",b\n1,2\n3,4\n")


def header_of_a_megabyte_in_a_workbook(path: Path) -> None:
    cells = "".join(_inline(f"{letter}1", "a" * (_PIECE // 2)) for letter in "AB")
    rows = f'<row r="1">{cells}</row><row r="2">{_inline("A2", "x")}{_inline("B2", "y")}</row>'
    workbook(path, iter([rows.encode()]))


def quoted_cell_of_200_megabytes(path: Path) -> None:
    with path.open("wb") as file:
        file.write(f'{HEADER}\n{order_line(1)}\n"'.encode())
        file.writelines([(b"a" * 99 + b"\n") * (_PIECE // 100)] * 200)
        file.write(f'",x\n{order_line(2)}\n'.encode())


def quote_open_over_100_megabytes(path: Path) -> None:
    with path.open("wb") as file:
        file.write(f'{HEADER}\n{order_line(1)}\n"'.encode())
        file.writelines([b"some words without an end \r\n" * (_PIECE // 28)] * 100)


def many_sheets(path: Path, sheets: int) -> None:
    """Many names for one part."""
    names = "".join(f'<sheet name="S{number}" sheetId="{number}" r:id="rId1"/>' for number in range(1, sheets + 1))
    one = '<sheet name="Sheet1" sheetId="1" r:id="rId1"/>'
    workbook(path, iter([f'<row r="1">{_inline("A1", "a")}</row>'.encode()]), _BOOK.replace(one, names))


def five_hundred_sheets(path: Path) -> None:
    many_sheets(path, 500)


def hundred_thousand_sheets(path: Path) -> None:
    many_sheets(path, 100_000)


def deep_nesting(path: Path) -> None:
    workbook(path, iter([b"<row>", b"<c>" * 300_000, b"</c>" * 300_000, b"</row>"]))


def deep_nesting_in_a_page(path: Path) -> None:
    path.write_text("<html><table><tr><td>a</td></tr>" + "<table><tr><td><div>" * 100_000, encoding="utf-8")


def entity_bomb_of_2003(path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>'
        '<Row><Cell><Data ss:Type="String">&l9;</Data></Cell></Row></Table></Worksheet></Workbook>',
        encoding="utf-8",
    )


def printer_settings(path: Path) -> None:
    """What real workbooks carry beside their sheets: settings of a printer, drawings, pictures, macros."""
    plain = path.with_suffix(".plain")
    xlsx(plain, _rows())
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in before.namelist():
            archive.writestr(part, before.read(part))
        archive.writestr("xl/printerSettings/printerSettings1.bin", b"\x00\x04\xff\xff\xff\xff" * 40)
        archive.writestr("xl/embeddings/oleObject1.bin", bytes(range(256)) * 4)
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"\xff" * 600)
        archive.writestr("xl/drawings/vmlDrawing1.vml", "<xml><row r='4294967295'/></xml>")
        archive.writestr("customXml/item1.xml", '<row r="9999999"/>')
    plain.unlink()


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
    "four billion texts in two kilobytes": ("a.xlsx", four_billion_texts),
    "a cell far away in a row that says it is near": ("a.xlsx", cell_that_hides_far_away),
    "a row beyond the end of a sheet": ("a.xlsx", row_beyond_the_sheet),
    "a header cell of a megabyte": ("a.csv", header_of_a_megabyte),
    "a header cell of a megabyte in a workbook": ("a.xlsx", header_of_a_megabyte_in_a_workbook),
    "a quoted cell of 200 MB": ("a.csv", quoted_cell_of_200_megabytes),
    "a quote that stays open over 100 MB": ("a.csv", quote_open_over_100_megabytes),
    "five hundred sheets": ("a.xlsx", five_hundred_sheets),
    "a hundred thousand sheets": ("a.xlsx", hundred_thousand_sheets),
    "tags three hundred thousand deep": ("a.xlsx", deep_nesting),
    "tables a hundred thousand deep in a page": ("a.xls", deep_nesting_in_a_page),
    "entities that stand for entities, of 2003": ("a.xls", entity_bomb_of_2003),
}
"""What is to be refused with one sentence: story -> name of the file, and what writes it."""

LOADED: dict[str, tuple[str, Callable[[Path], None]]] = {
    "formulas": ("a.xlsx", formulas),
    "texts that begin like formulas": ("a.csv", formula_texts),
    "HTML in cells": ("a.csv", html_cells),
    "paths as names in an archive": ("a.zip", path_names),
    "the wrong extension": ("a.xlsx", wrong_extension),
    "a million empty rows": ("a.xlsx", million_empty_rows),
    "settings of a printer and other parts": ("a.xlsx", printer_settings),
    "zeros after the rows": ("a.csv", orders_after_nuls),
    "sheet names of odd characters": ("a.xlsx", odd_sheet_names),
}
"""What is to be loaded as the three orders that it holds."""

EITHER: dict[str, tuple[str, Callable[[Path], None]]] = {
    "three million quotes in a row": ("a.csv", nested_quotes),
    "a quote that is never closed": ("a.csv", quote_never_closed),
}
"""What has no right reading: it ends in bounded time and memory, with a sentence or with a report that adds up."""
