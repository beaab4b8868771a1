"""Tables on their way to and from the cluster: types that Spark lacks, and the types that DuckDB would answer in."""

import re
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from pyspark.sql.connect.session import SparkSession

_WHOLE = pa.decimal128(20, 0)
_DDL = {
    pa.bool_(): "BOOLEAN",
    pa.int8(): "TINYINT",
    pa.int16(): "SMALLINT",
    pa.int32(): "INT",
    pa.int64(): "BIGINT",
    pa.float32(): "FLOAT",
    pa.float64(): "DOUBLE",
    pa.string(): "STRING",
    pa.binary(): "BINARY",
    pa.date32(): "DATE",
    pa.timestamp("us"): "TIMESTAMP_NTZ",
}

_KINDS = {
    "BOOLEAN": pa.bool_(),
    "INTEGER": pa.int32(),
    "INT": pa.int32(),
    "BIGINT": pa.int64(),
    "UBIGINT": pa.uint64(),
    "DOUBLE": pa.float64(),
    "TEXT": pa.string(),
    "VARCHAR": pa.string(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
}
_AMOUNT = re.compile(r"\d+")


def storable(schema: pa.Schema) -> pa.Schema:
    """The types in which a table is stored: whole numbers without a sign become decimals, whatever else is text."""
    return pa.schema([pa.field(field.name, _stored(field.type)) for field in schema])


def ddl(schema: pa.Schema) -> str:
    """The columns of a stored table as Spark writes them."""
    return ", ".join(f"`{field.name}` {_ddl(field.type)}" for field in schema)


def ddl_of(sql_type: str) -> str:
    """A type of DuckDB as Spark writes what is stored of it."""
    kind = pa.decimal128(*map(int, _AMOUNT.findall(sql_type))) if sql_type.startswith("DECIMAL") else _KINDS[sql_type]
    return _ddl(_stored(kind))


def stored(batch: pa.RecordBatch, schema: pa.Schema) -> pa.Table:
    """Rows in the types of `storable`."""
    columns = [column.cast(kind) for column, kind in zip(_plain(batch), schema.types, strict=True)]
    return pa.Table.from_arrays(columns, schema=schema)


def shaped(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """An answer with the names and types that DuckDB would give it."""
    columns = [_cast(column, field.type) for column, field in zip(table.columns, schema, strict=True)]
    return pa.Table.from_arrays(columns, schema=pa.schema([pa.field(field.name, field.type) for field in schema]))


def with_keys(table: pa.Table) -> pa.Table:
    """An answer in which whole numbers without a sign are what they were before they were stored."""
    fields = [pa.field(one.name, pa.uint64() if one.type == _WHOLE else one.type) for one in table.schema]
    return shaped(table, pa.schema(fields))


def view_of(session: "SparkSession", name: str, table: pa.Table) -> None:
    """Make a small table readable in a session under a name."""
    schema = storable(table.schema)
    if table.num_rows:
        rows = pa.Table.from_batches(
            [each for batch in table.to_batches() for each in stored(batch, schema).to_batches()]
        )
        session.createDataFrame(rows).createOrReplaceTempView(name)
        return
    columns = ", ".join(f"CAST(NULL AS {_ddl(field.type)}) AS `{field.name}`" for field in schema)
    session.sql(f"SELECT {columns} WHERE FALSE").createOrReplaceTempView(name)


def _stored(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_unsigned_integer(kind):
        return _WHOLE
    if pa.types.is_timestamp(kind):
        return pa.timestamp("us")
    if pa.types.is_decimal(kind) or kind in _DDL:
        return kind
    return pa.string()


def _ddl(kind: pa.DataType) -> str:
    return f"DECIMAL({kind.precision},{kind.scale})" if pa.types.is_decimal(kind) else _DDL[kind]


def _plain(batch: pa.RecordBatch) -> list[pa.Array]:
    return [column.storage if isinstance(column, pa.ExtensionArray) else column for column in batch.columns]


def _cast(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    """Moments lose the zone that Spark gave them, which is the one they were written in."""
    if column.type == kind:
        return column
    if pa.types.is_decimal(column.type) and pa.types.is_unsigned_integer(kind):
        return pa.chunked_array([pa.array([None if one is None else int(one) for one in column.to_pylist()], kind)])
    if pa.types.is_floating(column.type) and pa.types.is_integer(kind):
        column = pc.round(column)
    if isinstance(kind, pa.ExtensionType):
        return pa.chunked_array([pa.ExtensionArray.from_storage(kind, column.combine_chunks().cast(kind.storage_type))])
    return column.cast(kind, safe=False)
