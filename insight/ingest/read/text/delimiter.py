"""Which character separates the cells of a text file, and how many cells a row has."""

import csv
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.read.table import ReadLimits
from insight.ingest.read.text.fixed_width import Cuts, cells_of, find_cuts

# A cell may hold a page of JSON; the csv module refuses cells beyond 128 KiB unless told otherwise.
csv.field_size_limit(ReadLimits().max_cell_bytes)

_LONGEST_NUMBER = 40
_CANDIDATES = (",", "\t", ";", "|")
_RARE = ("~", ":")
_NEVER_WRITTEN = ("\x01", "^")
_BLANKS = ("  ", " ")
_SEVERAL_BLANKS = re.compile(" {2,}")
_ANY_BLANKS = re.compile(" +")
_EVEN = 0.9
_ALSO = 0.5
_SEPARATOR_LINE = re.compile(r'"?sep=([,;|:^~\t ])"?[,;\t|]*[\r\n]*', re.IGNORECASE)
_NUMBER = re.compile(r"[\s¥$€-]*[\d.,:/-]*\d[\d.,:/\s%-]*")
_MOST_LINES_IN_A_RECORD = 50


@dataclass(frozen=True, slots=True)
class Layout:
    """`width`: the usual number of cells; `has_separator_line`: the first line only names the delimiter.

    `others` are the delimiters by which the lines are a table as well. A delimiter of one or two blanks stands for that
    many or more. `cuts`: the cells are cut at places of the line instead.
    """

    delimiter: str
    width: int
    has_separator_line: bool
    others: tuple[str, ...] = ()
    cuts: Cuts = ()

    @property
    def is_blanks(self) -> bool:
        """Whether runs of blanks stand between the cells."""
        return not self.delimiter.strip(" ")

    def assumptions(self) -> tuple[Assumption, ...]:
        """That it is this delimiter, where another fits too."""
        if not self.others:
            return ()
        if self.cuts:
            evidence = _("The cells stand below each other in {columns:count} columns", columns=self.width)
        elif self.delimiter in _CANDIDATES:
            evidence = _(
                "The first lines are {columns:count} columns by it, and a table by another one as well",
                columns=self.width,
            )
        else:
            evidence = _("No usual delimiter makes columns; by this one there are {columns:count}", columns=self.width)
        return (Assumption("delimiter", self.delimiter, evidence, alternatives=self.others),)


def find_layout(lines: Sequence[str], chosen: str | None = None) -> Layout:
    """The layout that the first lines of a file fit best, or by the delimiter that a person chose."""
    named = _SEPARATOR_LINE.fullmatch(lines[0]) if lines else None
    body = lines[1:] if named else lines
    if not chosen and not named and (cuts := find_cuts(body, _CANDIDATES)):
        return Layout(_BLANKS[0], len(cuts) + 1, has_separator_line=False, others=(",",), cuts=cuts)
    others: tuple[str, ...] = ()
    if chosen:
        delimiter = chosen
    elif named:
        delimiter = named.group(1)
    else:
        delimiter, others = _best(body)
    widths = [len(record) for record in records_of(body, delimiter) if record]
    return Layout(delimiter, _usual(widths), has_separator_line=named is not None, others=others)


def _best(lines: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The usual delimiters first; a rare one, or blanks, only where none of them makes columns."""
    for candidate in _NEVER_WRITTEN:
        if _makes_columns(lines, candidate):
            return candidate, (",",)
    fits = {candidate: _fit(lines, candidate) for candidate in _CANDIDATES}
    best = max(fits, key=lambda candidate: fits[candidate])
    if fits[best] > 0:
        return best, tuple(other for other in fits if other != best and _is_table(lines, other, fits[best]))
    for candidate in (*_RARE, *_BLANKS):
        if _makes_columns(lines, candidate):
            return candidate, (",",)
    return best, ()


def _is_table(lines: Sequence[str], candidate: str, best: float) -> bool:
    """Every record has its width, and not a lesser one than the best could be mistaken for."""
    records = [record for record in records_of(lines, candidate) if any(record)]
    widths = {len(record) for record in records}
    return len(records) > 1 and len(widths) == 1 and _fit(lines, candidate) > _ALSO * best


def _makes_columns(lines: Sequence[str], candidate: str) -> bool:
    """Nearly all lines have the same three cells or more, names above and in some column values below.

    Sentences and names of people have blanks and colons too, but neither so evenly nor with a number in one place.
    """
    records = [record for record in records_of(lines, candidate) if any(record)]
    width = _usual([len(record) for record in records])
    usual = [record for record in records if len(record) == width]
    least = 2 if candidate in _NEVER_WRITTEN else 3
    if len(usual) < 3 or width < least or len(usual) < _EVEN * len(records):
        return False
    header, *data = usual
    if candidate not in _NEVER_WRITTEN and any(_NUMBER.fullmatch(cell) for cell in header):
        is_split_finer = candidate == _BLANKS[0] and _makes_columns(lines, _BLANKS[1])
        return candidate in _BLANKS and _is_data(header, data) and not is_split_finer
    return candidate in _NEVER_WRITTEN or any(
        sum(1 for cell in column if len(cell) < _LONGEST_NUMBER and _NUMBER.fullmatch(cell)) >= _EVEN * len(data)
        for column in zip(*data, strict=True)
    )


def _is_data(first: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Whether the first line is a row like the others: numbers in the same places, most of the places there are."""
    numbers = [
        at
        for at, column in enumerate(zip(*others, strict=True))
        if sum(map(bool, map(_NUMBER.fullmatch, column))) >= _EVEN * len(others)
    ]
    return len(numbers) * 2 > len(first) and all(_NUMBER.fullmatch(first[at]) for at in numbers)


def split_by_blanks(line: str, delimiter: str, cuts: Cuts = ()) -> list[str]:
    """The cells between runs of at least as many blanks as the delimiter has, or between places of the line."""
    if cuts:
        return cells_of(line, cuts)
    return (_SEVERAL_BLANKS if len(delimiter) > 1 else _ANY_BLANKS).split(line.strip(" \r\n"))


def records_of(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    """The records of the lines; line by line where a stray quotation mark would swallow most of them."""
    if not delimiter.strip(" "):
        return [split_by_blanks(line, delimiter) for line in lines]
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
