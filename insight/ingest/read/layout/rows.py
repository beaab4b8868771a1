"""Single rows of a grid, looked at the way a person tells names, values and remarks apart."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from insight.ingest.read.table import ROW_NUMBER, RowNote, column_names

_NUMBER = (
    r"[-+(]?\s*([A-Z]{0,2}[¥￥$€£৳₩₹₽₫฿₱₺])?\s*[-+]?(\d[\d,]*(\.\d+)?|\d{1,3}(\.\d{3})*(,\d+)?)([eE][-+]?\d+)?"
    r"\s*[%‰)€$£₽₫円]?\s*(元|件|万|次|人|秒|笔|单)?"
)
_MONTH = r"(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = r"\d{1,4}[-/.年]\d{1,2}([-/.月]\d{0,4})?日?([T\s]*\d{1,2}:\d{2}.*)?"
_NAMED_DATE = rf"(\d{{1,2}}[ .-]+{_MONTH}\.?,?[ -]+\d{{2,4}}|{_MONTH}\.?[ -]\d{{1,2}},?[ -]+\d{{2,4}})([ ,].*)?"
_CLOCK = r"\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?"
_IDENTIFIER = r"[A-Za-z#]{0,4}[-\d]{6,}|1\d{0,2}\*+\d{2,4}|[^@\s]+@[^@\s]+\.\w+|\d{1,3}(\.\d{1,3}){3}.*|https?://\S+"
_PROTECTION = r"""(="|['"\t ])*"""
_VALUE = re.compile(rf"{_PROTECTION}({_NUMBER}|{_DATE}|{_NAMED_DATE}|{_CLOCK}|{_IDENTIFIER}){_PROTECTION}")
_AMOUNT = re.compile(rf"{_NUMBER}|{_CLOCK}")
_LONG_DIGITS = re.compile(r"\d{11,}")
_DASH = re.compile(r"[-—–/]{1,3}")
_NOTHING = frozenset({"无", "暂无", "未知", "未填写", "空", "n/a", "na", "null", "none", "nan", "#n/a", "unknown"})
_NOTE_LENGTH = 80
BLANKS = " \t\r\n\x0b\x0c\xa0\u2002\u2003\u2009\u3000\u200b\ufeff"


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is the source row; cells are trimmed, blank ones None."""

    number: int
    cells: tuple[str | None, ...]

    @property
    def filled(self) -> int:
        return sum(cell is not None for cell in self.cells)

    @property
    def texts(self) -> list[str]:
        return [cell for cell in self.cells if cell is not None]

    @property
    def columns(self) -> set[int]:
        """The positions of the filled cells."""
        return {index for index, cell in enumerate(self.cells) if cell is not None}

    @property
    def values(self) -> int:
        """How many cells hold a number, a date or an identifier rather than words."""
        return sum(1 for cell in self.texts if is_value(cell))

    def note(self, kind: str) -> RowNote:
        return RowNote(kind, self.number, " ".join(self.texts)[:_NOTE_LENGTH])


def is_value(text: str) -> bool:
    """A number, amount, date, time, phone, e-mail or long identifier."""
    return len(text) <= _NOTE_LENGTH and _VALUE.fullmatch(text) is not None


def is_amount(text: str) -> bool:
    """A number that a total could show: no phone and no order number."""
    return len(text) <= _NOTE_LENGTH and _AMOUNT.fullmatch(text) is not None and _LONG_DIGITS.fullmatch(text) is None


def says_nothing(text: str) -> bool:
    """A dash, or a word for nothing."""
    return is_dash(text) or text.lower() in _NOTHING


def is_dash(text: str) -> bool:
    return _DASH.fullmatch(text) is not None


def trimmed(text: str | None) -> str | None:
    """Without blanks at both ends, line breaks inside as one blank; None when nothing is left."""
    clean = (text or "").strip(BLANKS)
    if "\n" in clean or "\r" in clean:
        clean = " ".join(line.strip(BLANKS) for line in clean.splitlines() if line.strip(BLANKS))
    return clean or None


def rows_of(cells: pa.Table) -> list[Row]:
    """The rows of a small table."""
    columns = [cells[name].to_pylist() for name in column_names(cells)]
    numbers = cells[ROW_NUMBER].to_pylist()
    if not columns:
        return [Row(number, ()) for number in numbers]
    return list(_rows(numbers, zip(*columns, strict=True)))


def _rows(numbers: Sequence[int], records: Iterable[tuple[str | None, ...]]) -> Iterator[Row]:
    for number, record in zip(numbers, records, strict=True):
        yield Row(number, tuple(trimmed(cell) for cell in record))


def quartile(counts: Sequence[int], share: float) -> int:
    """The count that `share` of the counts do not exceed; 0 without counts."""
    ordered = sorted(counts)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0
