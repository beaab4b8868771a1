"""Parquet files: columns of any type, written as the texts that a person would write."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from insight.ingest.read import refusals
from insight.ingest.read.table import Grid, ReadLimits, text_table


def read_parquet(path: Path, name: str, limits: ReadLimits) -> Iterator[Grid]:
    """The one table of the file, its first row the names.

    Raises UploadError for a damaged file and for one with too many columns or rows.
    """
    try:
        file = pq.ParquetFile(path)
        if len(file.schema_arrow) > limits.max_columns:
            raise refusals.too_many_columns(name, len(file.schema_arrow), limits.max_columns)
        if file.metadata.num_rows > limits.max_rows:
            raise refusals.too_many_rows(name, file.metadata.num_rows, limits.max_rows)
        unpacked = sum(file.metadata.row_group(at).total_byte_size for at in range(file.metadata.num_row_groups))
        if unpacked > limits.max_uncompressed_bytes:
            raise refusals.too_large(name, unpacked, limits.max_uncompressed_bytes)
        table = file.read()
        columns = [_texts(title, table.column(at)) for at, title in enumerate(table.column_names)]
    except (pa.ArrowException, OSError) as error:
        raise refusals.damaged(name) from error
    yield Grid(file=name, cells=text_table(columns, pa.array(range(1, table.num_rows + 2), pa.int64())))


def _texts(title: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array([title], pa.string()), *_written(column).chunks], pa.string())


def _written(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _written(column.cast(kind.value_type))
    if pa.types.is_timestamp(kind):
        whole = pa.timestamp("s", "UTC" if kind.tz else None)
        plain = pc.strftime(column.cast(whole, safe=False), "%Y-%m-%d %H:%M:%S")
        return pc.binary_join_element_wise(plain, "+00:00", "") if kind.tz else plain
    if pa.types.is_floating(kind):
        return pc.replace_substring_regex(column.cast(pa.string()), r"^(-?\d+)\.0$", r"\1")
    if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return pa.chunked_array([pa.array([None if cell is None else _plain(cell) for cell in column.to_pylist()])])
    return column.cast(pa.string())


def _plain(cell: object) -> str:
    if isinstance(cell, bytes):
        return cell.decode(errors="replace")
    return "; ".join(map(str, cell)) if isinstance(cell, list) else str(cell)
