"""Rows of a worksheet as XML, built column by column: 200,000 rows of 16 cells in about a second.

Text is written as inline strings: whatever it begins with, it is neither a formula nor a link nor a number.
"""

from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc

from insight.export.cell_text import is_text

Kind = Literal["text", "money", "count", "number", "moment", "day", "flag"]

_TO_ESCAPE = r"[&<>]|_x[0-9A-Fa-f]{4}_"
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
_LIKE_AN_ESCAPE = r"_(x[0-9A-Fa-f]{4}_)"

_DAYS_BEFORE_1970 = 25_569
_FIRST_DAY = 61
_LAST_DAY = 2_958_466
"""Excel counts days from 1900 and holds 1900-02-29 for a day, so its dates are true from 1 March 1900 to 9999."""


def kind_of(kind: pa.DataType) -> Kind:
    """How a column of this type is written."""
    if pa.types.is_boolean(kind):
        return "flag"
    if pa.types.is_integer(kind):
        return "count"
    if pa.types.is_floating(kind):
        return "number"
    if pa.types.is_decimal(kind):
        return "money"
    if pa.types.is_date(kind):
        return "day"
    if pa.types.is_timestamp(kind):
        return "moment"
    if is_text(kind):
        return "text"
    raise TypeError(f"a cell cannot hold {kind}")


def row_xml(
    rows: pa.RecordBatch, first_row: int, letters: list[str], styles: list[str], *, hidden: bool = False
) -> memoryview:
    """The `<row>` elements of the rows, UTF-8. `first_row` is the number of the first; undefined cells are left out."""
    numbers = pa.array(range(first_row, first_row + rows.num_rows)).cast(pa.string())
    pieces: list[Any] = ['<row hidden="1" r="' if hidden else '<row r="', numbers, '">']
    for column, letter, style in zip(rows.columns, letters, styles, strict=True):
        pieces.append(pc.fill_null(_cells(column, f'<c r="{letter}', numbers, f'" s="{style}"'), ""))
    written = pc.binary_join_element_wise(*pieces, "</row>", "")
    return memoryview(written.buffers()[2])[: pc.sum(pc.binary_length(written)).as_py()]


def _cells(column: pa.Array, opening: str, numbers: pa.Array, style: str) -> pa.Array:
    match kind_of(column.type):
        case "text":
            return _text_cells(column, opening, numbers, style)
        case "day" | "moment":
            return _day_cells(column, opening, numbers, style)
        case "flag":
            return _value_cells(column.cast(pa.int8()), opening, numbers, style + ' t="b"')
        case "number":
            finite = pc.if_else(pc.is_finite(column), column, pa.scalar(None, column.type))
            return _value_cells(finite, opening, numbers, style)
        case _:
            return _value_cells(column, opening, numbers, style)


def _value_cells(column: pa.Array, opening: str, numbers: pa.Array, style: str) -> pa.Array:
    return pc.binary_join_element_wise(opening, numbers, style + "><v>", column.cast(pa.string()), "</v></c>", "")


def _text_cells(column: pa.Array, opening: str, numbers: pa.Array, style: str) -> pa.Array:
    texts = column.cast(pa.string())
    texts = _escaped(pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts))
    middle = style + ' t="inlineStr"><is><t xml:space="preserve">'
    return pc.binary_join_element_wise(opening, numbers, middle, texts, "</t></is></c>", "")


def _day_cells(column: pa.Array, opening: str, numbers: pa.Array, style: str) -> pa.Array:
    """Days as Excel counts them; as text where Excel's calendar ends."""
    microseconds = column.cast(pa.timestamp("us"), safe=False).cast(pa.int64())
    days = pc.add(pc.divide(microseconds.cast(pa.float64(), safe=False), 86_400e6), float(_DAYS_BEFORE_1970))
    cells = _value_cells(days, opening, numbers, style)
    inside = pc.and_(pc.greater_equal(days, float(_FIRST_DAY)), pc.less(days, float(_LAST_DAY)))
    if pc.all(inside).as_py() is not False:
        return cells
    seconds = column.cast(pa.timestamp("s"), safe=False) if pa.types.is_timestamp(column.type) else column
    return pc.if_else(inside, cells, _text_cells(seconds.cast(pa.string()), opening, numbers, style))


def _escaped(texts: pa.Array) -> pa.Array:
    if not pc.any(pc.match_substring_regex(texts, _TO_ESCAPE)).as_py():
        return texts
    for sign, escape in _ESCAPES:
        texts = pc.replace_substring(texts, sign, escape)
    return pc.replace_substring_regex(texts, _LIKE_AN_ESCAPE, r"_x005F_\1")
