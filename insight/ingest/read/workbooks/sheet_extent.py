"""How far the cells of a workbook reach, before it is opened.

The library lays out the whole rectangle between the first and the last cell. One stray cell in the last corner of a
sheet would ask for hundreds of gigabytes and end the process.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, islice
from pathlib import Path

from insight.ingest.read import refusals
from insight.ingest.read.containers.archive import checked_members, expanded_pieces
from insight.ingest.read.table import ReadLimits
from insight.ingest.read.workbooks.money_formats import Styles, cells_in, money_styles
from insight.ingest.read.workbooks.package import sheets_of_parts
from insight.ingest.read.workbooks.repeats import check_shared_texts, reach_of_repeated

_OVERLAP = 512
_EMPTY_ALLOWED = 20
_LAST_ROW, _MOST_DIGITS = 1_048_576, 7
_WORKSHEET = re.compile(rb"<(\w+:)?worksheet\b")
_WIDE_CELL = re.compile(rb'r="([A-Z]{2,3})\d')
_UNUSUALLY_WRITTEN = re.compile(rb"r='|r =|r= |row[\n\r\t]")
_USUAL = re.compile(rb"""\br\s*=\s*["']([A-Z]{0,3}\d{1,12})["']""")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)[ >]")
_HIDDEN_ROW = re.compile(
    rb"""<(?:\w+:)?row\b(?=[^>]{0,400}?\bhidden\s*=\s*["'](?:1|true)["'])[^>]{0,300}?\br\s*=\s*["'](\d{1,7})["']"""
)
_HIDDEN_COLUMNS = re.compile(rb"""<(?:\w+:)?col\b(?=[^>]{0,400}?\bhidden\s*=\s*["'](?:1|true)["'])([^>]{0,400})>""")
_FROM_TO = re.compile(rb"""\b(min|max)\s*=\s*["'](\d{1,5})["']""")
_UNSAVED = (b"</f></c>", b"</f><v></v>", b"</f><v/>", b"</f><v />")
"""A formula behind which no result stands."""
_BEGINS_A_SHEET = b"\x81\x01\x00"
_ROW_RECORD = 0
_CELL_RECORDS = range(1, 12)
_BEGINS_TEXTS = 159
_DECLARED_TEXTS = re.compile(rb"""<(?:\w+:)?sst\b[^>]{0,2000}?\buniqueCount\s*=\s*["'](\d{1,20})""")
_BYTES_OF_A_TEXT = 5
_HARMLESS_TEXTS = 4_000_000


@dataclass(slots=True)
class Hidden:
    """What a sheet hides, rows from 1, columns from 0; and what its values do not tell: the `signs` of currencies in
    the formats of its cells, by column and sign the rows, and how many formulas have no result that was saved."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    signs: dict[int, dict[str, set[int]]] = field(default_factory=dict)
    unsaved: int = 0

    @property
    def says_anything(self) -> bool:
        return bool(self.rows or self.columns or self.signs or self.unsaved)


def check_workbook(path: Path, name: str, limits: ReadLimits) -> dict[str, Hidden]:
    """Reads every part of a zipped workbook once, without keeping it: what is hidden by the name of the sheet.

    Raises UploadError for parts that expand too far, for sheets whose few cells lie too far apart, and for more texts
    than there can be.
    """
    members = checked_members(path, name, limits)
    for member in members:
        _check_declared_texts(path, member, name)
    check_shared_texts(path, name, members)
    hidden: dict[str, Hidden] = {}
    styles = money_styles(path, name, members)
    for member in members:
        if member.filename == "content.xml":
            _refuse_scattered(member, *reach_of_repeated(path, name, member), limits)
        elif member.filename.endswith(".bin"):
            _check_binary_part(path, member, name, limits)
        elif (found := _check_part(path, member, name, limits, styles)) is not None:
            hidden[member.filename.lower()] = found
    if not any(found.says_anything for found in hidden.values()):
        return {}
    names = sheets_of_parts(path, name, members)
    return {names[part]: found for part, found in hidden.items() if part in names}


def _check_declared_texts(path: Path, member: zipfile.ZipInfo, name: str) -> None:
    """The library makes room for as many texts as a workbook says it shares, before it reads the first."""
    part = member.filename.lower()
    if not part.endswith(("sharedstrings.xml", "sharedstrings.bin")):
        return
    head = next(expanded_pieces(path, member, name), b"")
    if part.endswith(".xml"):
        found = _DECLARED_TEXTS.search(head[:65_536])
        declared = int(found[1]) if found else 0
    else:
        declared = max(
            (_declared(head, start) for kind, start in _first_records(head) if kind == _BEGINS_TEXTS), default=0
        )
    room = member.file_size // _BYTES_OF_A_TEXT
    if declared > max(room, _HARMLESS_TEXTS):
        raise refusals.declares_too_much(name, declared, room)


def _first_records(head: bytes) -> Iterator[tuple[int, int]]:
    return islice(_records(head), 10)


def _declared(head: bytes, start: int) -> int:
    return int.from_bytes(head[start + 4 : start + 8], "little")


def _check_part(path: Path, member: zipfile.ZipInfo, name: str, limits: ReadLimits, styles: Styles) -> Hidden | None:
    """What a worksheet hides; None for every other part."""
    pieces = expanded_pieces(path, member, name)
    first = next(pieces, b"")
    if _WORKSHEET.search(first[:4096]):
        return _check_sheet(chain([first], pieces), path, member, name, limits, styles)
    for _rest in pieces:
        pass
    return None


def _check_binary_part(path: Path, member: zipfile.ZipInfo, name: str, limits: ReadLimits) -> None:
    """Only a part that begins like one is a sheet; settings of printers, macros and pictures are none."""
    pieces = expanded_pieces(path, member, name)
    first = next(pieces, b"")
    if first.startswith(_BEGINS_A_SHEET) or "/worksheets/sheet" in member.filename.lower():
        _check_binary_sheet(first + b"".join(pieces), member, limits)
    for _rest in pieces:
        pass


def _check_sheet(
    pieces: Iterator[bytes], path: Path, member: zipfile.ZipInfo, name: str, limits: ReadLimits, styles: Styles
) -> Hidden:
    rows, columns, hidden = 0, 26, Hidden()
    signed = cells_in(styles)
    for piece in map(_as_usual, _overlapping(pieces)):
        rows = max([rows, *map(int, _deeper(min(len(str(rows)) + 1, _MOST_DIGITS)).findall(piece))])
        columns = max([columns, *map(_column_number, set(_WIDE_CELL.findall(piece)))])
        if b"hidden" in piece:
            _note_hidden(piece, hidden)
        if signed:
            _note_signs(signed, piece, styles, hidden)
        if b"</f>" in piece:
            hidden.unsaved += sum(map(piece[_OVERLAP:].count, _UNSAVED))
    if rows > _LAST_ROW:
        raise refusals.impossible_row(member.filename.rsplit("/", 1)[-1], rows)
    if 10 ** len(str(rows)) * columns > limits.max_grid_cells:
        rows = _last_row(expanded_pieces(path, member, name))
    if rows * columns > limits.max_grid_cells:
        values = sum(len(_VALUE.findall(piece)) for piece in expanded_pieces(path, member, name))
        _refuse_scattered(member, rows, columns, values, limits)
    return hidden


def _as_usual(piece: bytes) -> bytes:
    """The piece with its references written as nearly everybody writes them, which can be searched far faster."""
    if _UNUSUALLY_WRITTEN.search(piece):
        return _USUAL.sub(rb'r="\1"', re.sub(rb"row\s", b"row ", piece))
    return piece


def _last_row(pieces: Iterator[bytes]) -> int:
    """The number of the last row that a row or a cell names."""
    named = _deeper(1)
    return max((int(row) for piece in map(_as_usual, _overlapping(pieces)) for row in named.findall(piece)), default=0)


@cache
def _deeper(digits: int) -> re.Pattern[bytes]:
    """Rows, and cells that say they stand in a row, of so many digits or more.

    Most sheets are known to be small enough by the digits of their rows, and few rows have more than all before them.
    """
    return re.compile(rb'r="[A-Z]{0,3}(\d{%d,12})"' % digits)


def _note_hidden(piece: bytes, hidden: Hidden) -> None:
    hidden.rows.update(map(int, _HIDDEN_ROW.findall(piece)))
    for attributes in _HIDDEN_COLUMNS.findall(piece):
        ends = {key: int(number) for key, number in _FROM_TO.findall(attributes)}
        if len(ends) == 2:
            hidden.columns.update(range(ends[b"min"] - 1, ends[b"max"]))


def _note_signs(signed: re.Pattern[bytes], piece: bytes, styles: Styles, hidden: Hidden) -> None:
    for letters, row, style in signed.findall(piece):
        of_column = hidden.signs.setdefault(_column_number(letters) - 1, {})
        of_column.setdefault(styles[int(style)], set()).add(int(row))


def _overlapping(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Pieces that begin with the end of the one before, so that no cell is cut."""
    end = b""
    for piece in pieces:
        yield end + piece
        end = piece[-_OVERLAP:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_binary_sheet(content: bytes, member: zipfile.ZipInfo, limits: ReadLimits) -> None:
    rows = columns = values = 0
    for kind, start in _records(content):
        if kind == _ROW_RECORD:
            rows = max(rows, int.from_bytes(content[start : start + 4], "little") + 1)
        elif kind in _CELL_RECORDS:
            columns = max(columns, int.from_bytes(content[start : start + 4], "little") + 1)
            values += 1
    _refuse_scattered(member, rows, columns, values, limits)


def _records(content: bytes) -> Iterator[tuple[int, int]]:
    """Kind and start of every record: both its kind and its length are numbers of seven bits a byte."""
    position, size = 0, len(content)
    while position < size:
        kind, position = _seven_bits(content, position, 2)
        length, position = _seven_bits(content, position, 4)
        yield kind, position
        position += length


def _seven_bits(content: bytes, position: int, most: int) -> tuple[int, int]:
    number = 0
    for place, byte in enumerate(content[position : position + most]):
        number |= (byte & 0x7F) << (7 * place)
        position += 1
        if byte < 0x80:
            break
    return number, position


def _refuse_scattered(member: zipfile.ZipInfo, rows: int, columns: int, values: int, limits: ReadLimits) -> None:
    area = rows * columns
    if area > limits.max_grid_cells and area > values * _EMPTY_ALLOWED:
        raise refusals.scattered_cells(member.filename.rsplit("/", 1)[-1], rows, columns)
