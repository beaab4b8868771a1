"""What a workbook holds once and shows in many cells, found before it is opened.

The library gives every cell a text of its own: 10 KB in which a hundred thousand cells refer to one long text, or an
.ods of 1 KB whose only row is repeated a million times, would fill the memory.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from insight.ingest.read import refusals
from insight.ingest.read.containers.archive import expanded_pieces

_ALWAYS_ALLOWED = 128 << 20
_TIMES_ITS_SIZE = 20
_LONGEST_PIECE = 16 << 20
_TAGS_OF_A_CELL = 4

_SHARED_TEXT = re.compile(rb"<(?:\w+:)?si\b")
_REFERENCE = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\bt\s*=\s*["'](?:s["']|&)[^>]*>(?:<(?:\w+:)?v>(\d{1,9})<)?""")
_TABLE_OR_ROW = re.compile(
    rb"<(?:\w+:)?table[\s>]|<(?:\w+:)?table-row\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?table-row>)", re.DOTALL
)
_CELL = re.compile(
    rb"<(?:\w+:)?(?:covered-)?table-cell\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?(?:covered-)?table-cell>)", re.DOTALL
)
_TIMES = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,9})["']""")

Lengths = npt.NDArray[np.int64]


class Reach(NamedTuple):
    """How far the widest and the longest table of an .ods go, and how many cells of all have content."""

    rows: int
    columns: int
    values: int


def check_shared_texts(path: Path, name: str, members: list[zipfile.ZipInfo]) -> None:
    """Raises UploadError for an .xlsx whose cells together show far more text than it holds."""
    allowed = _allowed(sum(member.file_size for member in members))
    for texts in (member for member in members if member.filename.lower().endswith("sharedstrings.xml")):
        lengths = _lengths(expanded_pieces(path, texts, name))
        shown = 0
        for sheet in (member for member in members if "sheets/" in member.filename.lower()):
            for rows in _whole(expanded_pieces(path, sheet, name), b"row>"):
                shown += _shown(rows, lengths)
                if shown > allowed:
                    raise refusals.expands_too_far(name, shown, allowed)


def reach_of_repeated(path: Path, name: str, content: zipfile.ZipInfo) -> Reach:
    """How far the cells of an .ods reach when repeated rows and cells are laid out.

    Raises UploadError where they show far more than it holds.
    """
    allowed = _allowed(content.file_size)
    rows = last_row = last_column = values = shown = 0
    for piece in _whole(expanded_pieces(path, content, name), b"table-row>"):
        for found in _TABLE_OR_ROW.finditer(piece):
            if found[1] is None:
                rows = 0
                continue
            times = _times(found[1])
            rows += times
            width, filled, size = _content(found[2] or b"")
            values, shown = values + times * filled, shown + times * size
            last_row, last_column = max(last_row, rows if filled else 0), max(last_column, width)
            if shown > allowed:
                raise refusals.expands_too_far(name, shown, allowed)
    return Reach(last_row, last_column, values)


def _allowed(held: int) -> int:
    return max(_ALWAYS_ALLOWED, _TIMES_ITS_SIZE * held)


def _lengths(pieces: Iterable[bytes]) -> Lengths:
    """The bytes of each shared text, in order."""
    starts: list[int] = []
    position = 0
    for piece in _whole(pieces, b"si>"):
        starts += [position + found.start() for found in _SHARED_TEXT.finditer(piece)]
        position += len(piece)
    return np.diff(np.array([*starts, position])).astype(np.int64)


def _shown(rows: bytes, lengths: Lengths) -> int:
    """The bytes of shared text in these rows; 0 where even the longest text in every cell would not be many.

    A cell whose reference is written in an unusual manner counts as the longest text.
    """
    longest = int(lengths.max(initial=0))
    if longest * (rows.count(b"<") // _TAGS_OF_A_CELL) <= _TIMES_ITS_SIZE * len(rows):
        return 0
    found = _REFERENCE.findall(rows)
    places = np.array([place for place in found if place], dtype=np.int64)
    known = places[places < len(lengths)]
    return int(lengths[known].sum()) + longest * (len(found) - len(places))


def _content(row: bytes) -> tuple[int, int, int]:
    """The last column with content, how many cells have content, and how many bytes they are written in."""
    column = width = filled = size = 0
    for attributes, inside in _CELL.findall(row):
        times = _times(attributes)
        column += times
        if inside or b"value=" in attributes:
            width, filled, size = column, filled + times, size + times * (len(inside) + len(attributes))
    return width, filled, size


def _times(attributes: bytes) -> int:
    found = _TIMES.search(attributes)
    return int(found[1]) if found else 1


def _whole(pieces: Iterable[bytes], end: bytes) -> Iterator[bytes]:
    """Pieces that end where an element does, so that none is cut; one that does not end for 16 MiB is."""
    rest = b""
    for piece in pieces:
        rest += piece
        cut = rest.rfind(end) + len(end)
        if cut >= len(end) or len(rest) > _LONGEST_PIECE:
            cut = cut if cut >= len(end) else len(rest)
            yield rest[:cut]
            rest = rest[cut:]
    if rest:
        yield rest
