"""How far the cells of a workbook reach, before it is opened.

The library lays out the whole rectangle between the first and the last cell. One stray cell in the last corner of a
sheet would ask for hundreds of gigabytes and end the process.
"""

import re
import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from insight.ingest.read import refusals
from insight.ingest.read.archive import checked_members, expanded_pieces
from insight.ingest.read.repeats import check_shared_texts, reach_of_repeated
from insight.ingest.read.table import ReadLimits

_OVERLAP = 64
_EMPTY_ALLOWED = 20
_WORKSHEET = re.compile(rb"<(\w+:)?worksheet\b")
_ROW = re.compile(rb'row [^>]{0,80}?\br="(\d{1,7})"')
_WIDE_CELL = re.compile(rb'r="([A-Z]{2,3})\d')
_DEEP_CELL = re.compile(rb'r="[A-Z]+(\d{7})"')
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)[ >]")
_OTHER_BINARY_PARTS = ("sharedStrings.bin", "styles.bin", "workbook.bin", "vbaProject.bin")
_ROW_RECORD = 0
_CELL_RECORDS = range(1, 12)


def check_workbook(path: Path, name: str, limits: ReadLimits) -> None:
    """Reads every part of a zipped workbook once, without keeping it.

    Raises UploadError for parts that expand too far and for sheets whose few cells lie too far apart.
    """
    members = checked_members(path, name, limits)
    check_shared_texts(path, name, members)
    for member in members:
        if member.filename == "content.xml":
            _refuse_scattered(member, *reach_of_repeated(path, name, member), limits)
            continue
        pieces = expanded_pieces(path, member, name)
        if member.filename.endswith(".bin") and not member.filename.endswith(_OTHER_BINARY_PARTS):
            _check_binary_sheet(b"".join(pieces), member, limits)
            continue
        first = next(pieces, b"")
        if _WORKSHEET.search(first[:4096]):
            _check_sheet(chain([first], pieces), path, member, name, limits)
        for _rest in pieces:
            pass


def _check_sheet(pieces: Iterator[bytes], path: Path, member: zipfile.ZipInfo, name: str, limits: ReadLimits) -> None:
    rows, columns = 0, 26
    for piece in _overlapping(pieces):
        rows = max([rows, *map(int, _ROW.findall(piece)), *map(int, _DEEP_CELL.findall(piece))])
        columns = max([columns, *map(_column_number, set(_WIDE_CELL.findall(piece)))])
    if rows * columns > limits.max_grid_cells:
        values = sum(len(_VALUE.findall(piece)) for piece in expanded_pieces(path, member, name))
        _refuse_scattered(member, rows, columns, values, limits)


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
