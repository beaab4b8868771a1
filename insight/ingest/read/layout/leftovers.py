"""Rows among and below the data that are not data: repeated headers, totals, footnotes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from insight.ingest.read.layout.rows import BLANKS, Row, is_amount, is_dash, is_value, quartile, rows_of
from insight.ingest.read.table import RowNote, column_names
from insight.ingest.read.text.fixed_width import is_rule

_TAIL = 60
_NONE = np.array([], dtype=np.int64)
_NO_HITS = pa.array([], pa.bool_())
_NO_WORD_ENDS_IN = pa.array([bytes([byte]) for byte in b'0123456789"'], pa.binary())
_MOST_NOTES = 1000
_MOST_CELLS_OF_A_FOOTNOTE = 2
_TOTAL_WORDS = r"(总\s*计|合\s*计|小\s*计|汇\s*总|总\s*和|共\s*计|总\s*数|平均值?|均值)"
_TOTAL_CELL = (
    rf"^\s*(.{{0,20}}{_TOTAL_WORDS}|(?i:(grand |sub ?)?totals?|subtotals?|gesamt(summe)?|summe|合計|小計))\s*[:：]?\s*$"
)
_TOTAL = re.compile(
    rf".{{0,20}}{_TOTAL_WORDS}|(grand\s+|sub[\s-]*)?totals?|average|gesamt(summe)?|summe|合計|小計|總計", re.IGNORECASE
)
_TOTAL_LABEL = re.compile(rf"({_TOTAL.pattern})\s*([:：(（].*)?", re.IGNORECASE)
_REMARK = re.compile(r"([#*※]|-{3,}|={3,}|注|备注|说明|提示|导出|数据来源|note|source).*", re.IGNORECASE | re.DOTALL)
_DRAWN = r"^\s*[+|:]*[-=_~*─━═]{3}"
_LABEL = re.compile(r".*[:：]")
_LABELLED = re.compile(r"[^:：]{1,20}[:：].*", re.DOTALL)
_COUNTED_ROWS = re.compile(
    r"共\s*\d+\s*(条|笔|单|个|件|行)(记录|数据|订单)?|\d+ (rows?|records?|orders?|results?)( .*)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Leftover:
    """A row to leave out: its position in the table and the note about it."""

    position: int
    note: RowNote


@dataclass(frozen=True, slots=True)
class Usual:
    """What data rows look like: how many cells are filled in most of them, which columns nearly always are, and which
    of these hold numbers, times and ids."""

    width: int
    least_filled: int
    always_filled: frozenset[int]
    values: frozenset[int]


def usual_rows(cells: pa.Table) -> Usual:
    """From the first 200 rows, without what may be totals, remarks and footnotes among them."""
    rows = _likely_data(rows_of(cells.slice(0, 200)))
    width = quartile([row.filled for row in rows], 1.0)
    columns = range(len(rows[0].cells)) if rows else range(0)
    always = frozenset(column for column in columns if _times_filled(column, rows) >= 0.9 * len(rows))
    values = frozenset(column for column in always if _times_a_value(column, rows) >= 0.9 * len(rows))
    return Usual(width, quartile([row.filled for row in rows], 0.25), always, values)


def _likely_data(rows: list[Row]) -> list[Row]:
    likely = [row for row in rows if not (_TOTAL_LABEL.fullmatch(row.texts[0]) or _REMARK.fullmatch(row.texts[0]))]
    widest = max((row.filled for row in likely), default=0)
    while likely and likely[-1].filled <= max(_MOST_CELLS_OF_A_FOOTNOTE, widest // 4):
        likely.pop()
    return likely or rows


def _times_filled(column: int, rows: Sequence[Row]) -> int:
    return sum(1 for row in rows if (cell := row.cells[column]) is not None and not is_dash(cell))


def _times_a_value(column: int, rows: Sequence[Row]) -> int:
    return sum(1 for row in rows if (cell := row.cells[column]) is not None and is_value(cell))


def footer(cells: pa.Table, usual: Usual) -> list[Leftover]:
    """Totals and footnotes below the last data row."""
    start = max(0, cells.num_rows - _TAIL)
    found: list[Leftover] = []
    for offset, row in reversed(list(enumerate(rows_of(cells.slice(start))))):
        kind = _footer_kind(row, usual)
        if kind is None or start + offset == 0:
            break
        found.append(Leftover(start + offset, row.note(kind)))
    return found


def is_remark_or_total(text: str) -> bool:
    """Whether a text alone in its row begins a remark or a total."""
    return bool(_REMARK.fullmatch(text) or _TOTAL_LABEL.fullmatch(text))


def _footer_kind(row: Row, usual: Usual) -> str | None:
    if _is_total(row):
        return "total"
    return "footnote" if _is_footnote(row, usual) else None


def _is_total(row: Row) -> bool:
    """The word, and nothing else but amounts, dashes and blanks; dates, phones and words make it a customer."""
    label, *others = row.texts
    if not _TOTAL_LABEL.fullmatch(label) or not others:
        return False
    return all(is_amount(cell) or is_dash(cell) or _TOTAL_LABEL.fullmatch(cell) for cell in others)


def _is_footnote(row: Row, usual: Usual) -> bool:
    first = row.texts[0]
    if _speaks_of_the_file(row, usual):
        return True
    if row.filled > _MOST_CELLS_OF_A_FOOTNOTE or usual.width < 2 or min(row.columns) > 2:
        return False
    if row.filled == 2:
        return usual.least_filled > 2 and bool(_LABEL.fullmatch(first) or first.startswith("#"))
    if _REMARK.fullmatch(first) or _TOTAL_LABEL.fullmatch(first):
        return usual.least_filled > 1
    return usual.least_filled > 2 and not is_value(first)


def _speaks_of_the_file(row: Row, usual: Usual) -> bool:
    """A row with few of the cells that rows have: nothing but labelled words, or words where rows have numbers."""
    usually = row.columns & usual.always_filled
    if row.filled * 2 > usual.least_filled or len(usually) * 2 > len(usual.always_filled):
        return False
    if all(_LABELLED.fullmatch(cell) or _COUNTED_ROWS.fullmatch(cell) for cell in row.texts) and not row.values:
        return True
    contradicts = any(not is_value(row.cells[column] or "0") for column in row.columns & usual.values)
    return contradicts and row.filled * 3 <= usual.least_filled and len(usually) * 4 <= len(usual.always_filled)


def totals_within(cells: pa.Table, usual: Usual) -> list[Leftover]:
    """Totals amid the data: only where most of the columns that are always filled are blank."""
    positions: set[int] = set()
    for name in column_names(cells)[:3]:
        likely = _ending_in_a_word(cells[name])
        hits = pc.match_substring_regex(cells[name].take(likely), _TOTAL_CELL) if len(likely) else _NO_HITS
        positions.update(likely.filter(hits).to_pylist() if pc.any(hits).as_py() else ())
    candidates = sorted(positions)[:_MOST_NOTES]
    rows = rows_of(cells.take(pa.array(candidates, pa.int64()))) if candidates else []
    return [
        Leftover(position, row.note("total"))
        for position, row in zip(candidates, rows, strict=True)
        if _is_total(row) and _lacks_what_rows_have(row, usual)
    ]


def _ending_in_a_word(texts: pa.ChunkedArray) -> pa.Array:
    """Where a cell ends in anything but a digit or a quotation mark: no other can be a total, and they are the most."""
    ends_otherwise = pc.is_in(pc.binary_slice(texts.cast(pa.binary()), -1), value_set=_NO_WORD_ENDS_IN)
    return pc.indices_nonzero(pc.invert(pc.or_(ends_otherwise, pc.is_null(texts))))


def _lacks_what_rows_have(row: Row, usual: Usual) -> bool:
    expected = usual.always_filled - {min(row.columns)}
    missing = [column for column in expected if row.cells[column] is None or is_dash(row.cells[column] or "")]
    return len(missing) * 2 >= max(2, len(expected))


def repeated_headers(cells: pa.Table, header: Sequence[Row]) -> np.ndarray:
    """The positions of rows that say the same as a row of the header; found by whole columns, not row by row.

    A respondent who ticked every option of a survey says the same as the row of the options: where a name is what its
    column says anyway, a row of such names is an answer.
    """
    found = [_same_as(cells, row) for row in header if row.filled > 1]
    return np.unique(np.concatenate(found)) if found else np.array([], dtype=np.int64)


def _same_as(cells: pa.Table, header: Row) -> np.ndarray:
    positions = np.arange(cells.num_rows)
    for column in sorted(header.columns):
        positions = _saying(header.cells[column], cells[str(column)], positions)
        if not len(positions):
            return positions
    return _NONE if _are_options(cells, header) else _with_blank_rest(cells, header, positions)


def _saying(name: str | None, texts: pa.ChunkedArray, positions: np.ndarray) -> np.ndarray:
    looked_at = texts if len(positions) == len(texts) else texts.take(pa.array(positions))
    hits = pc.equal(pc.utf8_trim(looked_at, BLANKS), _raw(name))
    said: np.ndarray = positions[pc.fill_null(hits, False).to_numpy().astype(bool)]
    return said


def _with_blank_rest(cells: pa.Table, header: Row, positions: np.ndarray) -> np.ndarray:
    """A repeated header has no value where the header has no name; an answer has its respondent there."""
    for name in column_names(cells):
        if int(name) not in header.columns and len(positions):
            texts = cells[name].take(pa.array(positions))
            blank = pc.fill_null(pc.equal(pc.utf8_trim(texts, BLANKS), ""), True)
            positions = positions[blank.to_numpy().astype(bool)]
    return positions


def _are_options(cells: pa.Table, header: Row) -> bool:
    """In most columns there is no other text than the name."""
    said = [(header.cells[column], pc.unique(cells[str(column)].drop_null()).to_pylist()) for column in header.columns]
    return bool(sum(texts == [name] for name, texts in said) * 2 > len(said))


def _raw(name: str | None) -> str:
    return name or ""


def around_repeated_headers(cells: pa.Table, positions: np.ndarray, usual: Usual) -> list[Leftover]:
    """The repeated headers themselves, and the totals and titles that stand directly above them."""
    found: list[Leftover] = []
    taken = set(positions.tolist())
    for position in positions.tolist()[:_MOST_NOTES]:
        start = max(0, position - 5)
        *above, row = rows_of(cells.slice(start, position - start + 1))
        found.append(Leftover(position, row.note("repeated_header")))
        for offset, other in reversed(list(enumerate(above))):
            kind = _footer_kind(other, usual)
            if kind is None or start + offset in taken:
                break
            found.append(Leftover(start + offset, other.note("title" if kind == "footnote" else kind)))
    return found


def without_rules(cells: pa.Table) -> pa.Table:
    """The rows without lines of dashes, which text reports draw between them."""
    first = column_names(cells)[0]
    drawn = pc.fill_null(pc.match_substring_regex(cells[first], _DRAWN), False)
    if not pc.any(drawn).as_py():
        return cells
    places = np.flatnonzero(drawn.to_numpy())
    rows = rows_of(cells.take(pa.array(places)))
    rules = [at for at, row in zip(places, rows, strict=True) if all(is_rule(text) for text in row.texts)]
    kept = np.ones(cells.num_rows, dtype=bool)
    kept[rules] = False
    return cells.filter(pa.array(kept))
