"""Which character separates the cells of a text file, and how many cells a row has."""

import csv
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

# A cell may hold a page of JSON; the csv module refuses cells beyond 128 KiB unless told otherwise.
csv.field_size_limit(64 << 20)

_LONGEST_NUMBER = 40
_CANDIDATES = (",", "\t", ";", "|")
_SEPARATOR_LINE = re.compile(r'"?sep=([,;|:^~\t ])"?[,;\t|]*[\r\n]*', re.IGNORECASE)
_NUMBER = re.compile(r"[\s¥$€-]*[\d.,:/-]*\d[\d.,:/\s%-]*")
_MOST_LINES_IN_A_RECORD = 50


@dataclass(frozen=True, slots=True)
class Layout:
    """`width`: the usual number of cells; `has_separator_line`: the first line only names the delimiter."""

    delimiter: str
    width: int
    has_separator_line: bool


def find_layout(lines: Sequence[str]) -> Layout:
    """The layout that the first lines of a file fit best."""
    named = _SEPARATOR_LINE.fullmatch(lines[0]) if lines else None
    body = lines[1:] if named else lines
    delimiter = named.group(1) if named else max(_CANDIDATES, key=lambda candidate: _fit(body, candidate))
    widths = [len(record) for record in records_of(body, delimiter) if record]
    return Layout(delimiter, _usual(widths), has_separator_line=named is not None)


def records_of(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    """The records of the lines; line by line where a stray quotation mark would swallow most of them."""
    try:
        records = list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        records = []
    if records and max(sum(cell.count("\n") for cell in record) for record in records) <= _MOST_LINES_IN_A_RECORD:
        return records
    return [line.rstrip("\r\n").split(delimiter) for line in lines]


def _usual(widths: Sequence[int]) -> int:
    """The most frequent width of the lines that have several cells; titles and notes have one."""
    several = [width for width in widths if width > 1]
    if not several:
        return 1
    return max(Counter(several).items(), key=lambda item: (item[1], item[0]))[0]


def _fit(lines: Sequence[str], delimiter: str) -> float:
    """High when most records have the same number of cells, there are many, and the first of them reads like names."""
    records = [record for record in records_of(lines, delimiter) if any(record)]
    width = _usual([len(record) for record in records])
    if width < 2:
        return 0.0
    usual = [record for record in records if len(record) == width]
    numbers = sum(1 for cell in usual[0] if len(cell) < _LONGEST_NUMBER and _NUMBER.fullmatch(cell))
    return len(usual) / len(records) * math.log2(width) * (0.3 if numbers * 3 > width else 1.0)
