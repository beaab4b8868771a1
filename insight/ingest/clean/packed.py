"""Cells that hold several lines of an order: all goods as one text, or lists of equal length in several cells.

What belongs to the row as a whole (an amount, a price) is left empty where the row becomes several lines: nobody can
tell which share is whose.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from insight.ingest.clean.columns import PART
from insight.ingest.recognise.mapping import Packing
from insight.ingest.recognise.sales.goods import (
    COUNT_FIRST,
    COUNT_IN_BRACKETS,
    COUNT_LAST,
    NAME_AND_CODE,
    SPLITS,
    UNIT_SEPARATOR,
)
from insight.ingest.recognise.sales.lists import SIGNS

_OF_THE_ORDER = ("order_id", "ordered_at", "status", "refund_status", "source_row")


def unpacked(rows: pa.Table, packing: Packing) -> pa.Table:
    """The rows of `order_items` with one row a line, and the column `part`."""
    return _goods(rows) if packing == "goods" else _parallel(rows, SIGNS[packing])


def _goods(rows: pa.Table) -> pa.Table:
    """`名称(2件)`, `2× Name` and `Name×2`, one after the other in the cell of the product's name."""
    names = rows.column("product_name").combine_chunks()
    for pattern, replacement in SPLITS:
        names = pc.replace_substring_regex(names, pattern, replacement)
    lists = pc.split_pattern(pc.fill_null(names, ""), UNIT_SEPARATOR)
    lines = _lines(rows, {"product_name": lists}, lists)
    whole = pc.utf8_trim_whitespace(lines.column("product_name").combine_chunks())
    name, count = whole, pa.nulls(len(whole), pa.string())
    for pattern in (COUNT_IN_BRACKETS, COUNT_FIRST, COUNT_LAST):
        found = pc.extract_regex(whole, pattern)
        name = pc.coalesce(pc.struct_field(found, "name"), name)
        count = pc.coalesce(count, pc.struct_field(found, "count"))
    lines = _with(lines, "quantity", pc.coalesce(lines.column("quantity").combine_chunks(), count))
    lines = _with(lines, "product_name", name)
    place = pc.cast(pc.add(lines.column(PART), 1), pa.string())
    lines = _with(lines, "line_no", pc.coalesce(lines.column("line_no"), place))
    return lines.filter(pc.fill_null(pc.not_equal(name, ""), False))


def _parallel(rows: pa.Table, sign: str) -> pa.Table:
    """`M1;M2` beside `商品A-(A01);商品B-(B02)`: the first of each belong together."""
    leading = pc.coalesce(rows.column("line_no"), rows.column("product_name")).combine_chunks()
    if not pc.any(pc.match_substring(leading, sign)).as_py():
        return _with(rows, PART, pa.array(np.zeros(rows.num_rows, dtype=np.int64)))
    columns = [column for column in rows.column_names if pa.types.is_string(rows.schema.field(column).type)]
    lists = {
        column: pc.split_pattern(rows.column(column).combine_chunks(), sign)
        for column in columns
        if column not in ("order_id", "ordered_at")
    }
    lines = _lines(rows, lists, pc.split_pattern(pc.fill_null(leading, ""), sign))
    found = pc.extract_regex(lines.column("product_name").combine_chunks(), NAME_AND_CODE)
    several = pc.is_in(lines.column("source_row"), value_set=_repeated(lines.column("source_row")))
    coded = pc.and_(several, pc.is_valid(found))
    name = pc.if_else(coded, pc.struct_field(found, "name"), lines.column("product_name"))
    code = pc.if_else(coded, pc.struct_field(found, "code"), pa.scalar(None, pa.string()))
    lines = _with(lines, "sku", pc.coalesce(lines.column("sku"), code))
    return _with(lines, "product_name", name)


def _lines(rows: pa.Table, lists: dict[str, pa.ListArray], leading: pa.ListArray) -> pa.Table:
    """Each row as often as `leading` has parts; of `lists` the part in its place, of the order's columns the whole."""
    counts = pc.list_value_length(leading).to_numpy(zero_copy_only=False).astype(np.int64)
    parents = np.repeat(np.arange(len(counts)), counts)
    parts = np.arange(len(parents)) - np.repeat(np.cumsum(counts) - counts, counts)
    alone = pa.array(counts[parents] == 1)
    lines = rows.take(pa.array(parents))
    for column in rows.column_names:
        if column in _OF_THE_ORDER and column not in lists:
            continue
        whole = lines.column(column)
        kept = whole if column in _OF_THE_ORDER else pc.if_else(alone, whole, pa.scalar(None, whole.type))
        lines = _with(lines, column, _part_or(kept, lists[column], counts, parents, parts) if column in lists else kept)
    return _with(lines, PART, pa.array(parts))


def _part_or(
    kept: pa.ChunkedArray, lists: pa.ListArray, counts: np.ndarray, parents: np.ndarray, parts: np.ndarray
) -> pa.Array:
    """The part in its place where the list is as long as the row has lines, else what is kept of the whole."""
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
    fits = (lengths == counts)[parents]
    places = np.asarray(lists.offsets)[:-1][parents] + parts
    taken = lists.values.take(pa.array(np.where(fits, places, 0), mask=~fits))
    return pc.coalesce(pc.utf8_trim_whitespace(taken), _flat(kept))


def _repeated(rows: pa.ChunkedArray) -> pa.Array:
    counted = _flat(rows).value_counts()
    return counted.field("values").filter(pc.greater(counted.field("counts"), 1))


def _flat(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _with(rows: pa.Table, column: str, values: pa.Array | pa.ChunkedArray) -> pa.Table:
    at = rows.schema.get_field_index(column)
    return rows.append_column(column, values) if at < 0 else rows.set_column(at, column, values)
