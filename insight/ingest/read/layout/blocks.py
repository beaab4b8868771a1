"""A sheet in blocks: a line that names a customer, and below it the rows of this customer.

The lines are no rows; what they say becomes columns that each row below them has. A line says
`Customer: Ann Lee (C001)` with or without the label, in one cell of its own or in several that all have labels.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.read.layout.leftovers import is_remark_or_total
from insight.ingest.read.layout.rows import Row, is_value, rows_of
from insight.ingest.read.table import ROW_NUMBER, RowNote, column_names

_FEWEST_LINES, _FEWEST_CELLS, _MOST_CELLS = 2, 3, 4
_MOST_LINES, _LOOKED_AT = 20_000, 100
_PAIR = re.compile(r"([^\s:：,，;；]{1,12}(?: [^\s:：]{1,8})?)\s?[:：]\s*(.*?)(?=\s+[^\s:：]{1,12}[:：]|$)", re.DOTALL)
_CONTACTS = {
    "email": re.compile(r"[^\s@()（）<>:：,，;；]+@[^\s@()（）<>,，;；]+\.\w+"),
    "phone": re.compile(r"(?<![\w+])(?:\+?\d[\d*][\d* -]{5,13}\d)(?!\w)"),
    "number": re.compile(r"[(（\[【]\s*#?([A-Za-z]{0,4}-?\d{2,12})\s*[)）\]】]"),
}
_NAMES = {
    "zh": {"day": "日期", "name": "客户名称", "store": "门店", "email": "邮箱", "phone": "手机", "number": "客户编号"},
    "en": {
        "day": "Date",
        "name": "Customer name",
        "store": "Store",
        "email": "Email",
        "phone": "Phone",
        "number": "Customer ID",
    },
}
_DAY = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?( 0{1,2}:00(:00)?)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
_OF_A_STORE = re.compile(r".*(店|专柜|分公司|仓库|营业部)|.*\b(store|shop|branch|outlet)\b.*", re.IGNORECASE)
_IDEOGRAPH = re.compile("[\u3400-\u9fff]")
_EDGES = " \t,，;；/|-()（）[]【】"


@dataclass(frozen=True, slots=True)
class Blocks:
    """The lines of a sheet in blocks: the source rows that they stand in, rising, and what each of them says."""

    rows: tuple[int, ...]
    said: tuple[Mapping[str, str], ...]
    notes: tuple[RowNote, ...]

    def with_columns(
        self, names: tuple[str, ...], data: pa.Table, choice: bool | None
    ) -> tuple[tuple[str, ...], pa.Table, tuple[Assumption, ...]]:
        """The rows with what the line above them says; that this was done where nobody chose it."""
        if choice is False:
            return names, data, ()
        above = np.searchsorted(np.array(self.rows), data[ROW_NUMBER].to_numpy(), side="right") - 1
        numbers = data[ROW_NUMBER]
        own = [data[name] for name in column_names(data)]
        headers = tuple(dict.fromkeys(header for said in self.said for header in said))
        own += [pa.chunked_array([self._column(header).take(pa.array(above))]) for header in headers]
        shown = pa.table([*own, numbers], names=[*map(str, range(len(own))), ROW_NUMBER])
        evidence = _(
            "{n:count} lines head blocks of rows; what they say is taken for each row below them", n=len(self.rows)
        )
        said = Assumption("filled_down", "yes", evidence, headers[0], data.num_rows, ("no",))
        return (*names, *headers), shown, () if choice else (said,)

    def _column(self, header: str) -> pa.Array:
        return pa.array([said.get(header) for said in self.said], pa.string())


def find_blocks(below: pa.Table, above: Sequence[Row], header: Sequence[Row]) -> tuple[pa.Table, Blocks | None]:
    """The rows without the lines that head blocks, and these lines; all rows where the sheet is not in blocks.

    `above`: the rows over the header; `header`: those of the header, which each block may repeat.
    """
    if below.num_rows < _FEWEST_LINES:
        return below, None
    (first,) = rows_of(below.slice(0, 1))
    leader = above[-1] if above and _is_labelled(above[-1]) and not _is_line(first) else None
    if leader is None and not _is_line(first):
        return below, None
    positions = _lines(below)
    if leader is not None:
        positions = _before_headers(below, positions, header)
    positions = _with_rows_below(below, positions)
    lines = ([leader] if leader else []) + rows_of(below.take(pa.array(positions)))
    if not _head_blocks(below, positions, lines):
        return below, None
    mask = np.ones(below.num_rows, dtype=bool)
    mask[positions] = False
    is_chinese = any(_IDEOGRAPH.search(text) for row in (*header, *lines) for text in row.texts)
    notes = tuple(line.note("title") for line in lines if line is not leader)
    found = Blocks(tuple(line.number for line in lines), tuple(_said(lines, is_chinese)), notes)
    return below.filter(pa.array(mask)), found


def _is_labelled(row: Row) -> bool:
    return _is_line(row) and bool(_PAIR.match(row.texts[0]))


def _is_line(row: Row) -> bool:
    """Words or a day in one cell, or words in several that all have labels: no other value, no total, no remark."""
    texts = row.texts
    if len(texts) > 1:
        return all(_PAIR.match(text) and not is_value(text) for text in texts)
    is_named = len(texts) == 1 and (not is_value(texts[0]) or bool(_DAY.fullmatch(texts[0])))
    return is_named and not is_remark_or_total(texts[0])


def _filled(below: pa.Table) -> np.ndarray:
    counts = np.zeros(below.num_rows, dtype=np.int32)
    for name in column_names(below):
        counts += pc.is_valid(below[name]).to_numpy().astype(np.int32)
    return counts


def _lines(below: pa.Table) -> np.ndarray:
    filled = _filled(below)
    few = np.flatnonzero(filled <= min(_MOST_CELLS, max(1, int(filled.max()) - 1)))[:_MOST_LINES]
    rows = rows_of(below.take(pa.array(few)))
    return np.array([at for at, row in zip(few.tolist(), rows, strict=True) if _is_line(row)], dtype=np.int64)


def _before_headers(below: pa.Table, positions: np.ndarray, header: Sequence[Row]) -> np.ndarray:
    """The lines of which the next row is the first row of the header again."""
    following = rows_of(below.take(pa.array(np.minimum(positions + 1, below.num_rows - 1))))
    kept = [
        at for at, row in zip(positions.tolist(), following, strict=True) if header and row.cells == header[0].cells
    ]
    return np.array(kept, dtype=np.int64)


def _with_rows_below(below: pa.Table, positions: np.ndarray) -> np.ndarray:
    """The lines with a fuller row right below them; words below the last rows are a remark."""
    filled = np.append(_filled(below), 0)
    kept: np.ndarray = positions[filled[positions + 1] >= _FEWEST_CELLS]
    return kept


def _head_blocks(below: pa.Table, positions: np.ndarray, lines: Sequence[Row]) -> bool:
    """Lines that say different things in the same columns, and fuller rows for each of them."""
    told = {tuple(line.texts) for line in lines}
    if any(_DAY.fullmatch(line.texts[0]) for line in lines) and _has_days(below, min(lines[0].columns), positions):
        return False
    if len(told) < _FEWEST_LINES or len({min(line.columns) for line in lines}) > 1:
        return False
    full = np.count_nonzero(np.delete(_filled(below), positions) >= _FEWEST_CELLS)
    return bool(full >= len(lines))


def _has_days(below: pa.Table, column: int, positions: np.ndarray) -> bool:
    """Whether fuller rows hold days in this column, too: then a row with nothing but a day is a day without figures."""
    mask = np.ones(below.num_rows, dtype=bool)
    mask[positions] = False
    texts = below[str(column)].filter(pa.array(mask)).drop_null().slice(0, _LOOKED_AT).to_pylist()
    return any(_DAY.match(text.strip()) for text in texts)


def _said(lines: Sequence[Row], is_chinese: bool) -> list[dict[str, str]]:
    """What each line says by the headers of its columns: its labels, or the usual names where it has none."""
    words = _NAMES["zh" if is_chinese else "en"]
    return [_of_line(" ".join(line.texts), words) for line in lines]


def _of_line(text: str, words: Mapping[str, str]) -> dict[str, str]:
    pairs = [(label.strip(), value.strip()) for label, value in _PAIR.findall(text)]
    what = "day" if _DAY.fullmatch(text) else "store" if _OF_A_STORE.fullmatch(text) else "name"
    said = dict(pairs) or {words[what]: text}
    if what == "day":
        return said
    first = next(iter(said))
    rest = said[first]
    for what, pattern in _CONTACTS.items():
        if words[what] not in said and (match := pattern.search(rest)):
            said[words[what]] = match[match.lastindex or 0]
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    return {header: value for header, value in (said | {first: rest.strip(_EDGES)}).items() if value}
