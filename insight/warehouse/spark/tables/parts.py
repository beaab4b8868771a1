"""What of a table has to be written for a load: its rows in parts, and of each part whether it is there already.

Where rows say which batch they came from, a part is a run of batches, so new batches are new parts and the others are
left alone until a row of them changes. A table without batches is one part. A part is known by a mark of all its rows.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from insight.warehouse.session import Session
from insight.warehouse.spark.connect import Connection
from insight.warehouse.spark.settings import Engine
from insight.warehouse.spark.tables.generation import Part, StoredTable, place_of
from insight.warehouse.spark.tables.shape import ddl, storable, stored

_TABLES = """
SELECT
    tables.table_schema,
    tables.table_name,
    count(CASE WHEN columns.column_name = 'batch_id' THEN 1 END) > 0 AS has_batches
FROM information_schema.tables AS tables
JOIN information_schema.columns AS columns
    ON columns.table_schema = tables.table_schema AND columns.table_name = tables.table_name
WHERE tables.table_schema IN ('staging', 'core', 'mart')
GROUP BY tables.table_schema, tables.table_name
ORDER BY tables.table_schema, tables.table_name
"""
_MOST_PARTS = 64
_ROWS_AT_ONCE = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A table whose rows are to lie on the cluster; a part of it holds so many batches, 0 where rows have none."""

    schema: str
    name: str
    batches_each: int

    @property
    def stored_name(self) -> str:
        """Its name on the cluster."""
        return f"{self.schema}_{self.name}"

    @property
    def statement(self) -> str:
        """All its rows."""
        return f'SELECT * FROM {self.schema}."{self.name}"'  # noqa: S608

    @property
    def of_part(self) -> str:
        """Its rows of the part `$part`."""
        if not self.batches_each:
            return self.statement
        return f"{self.statement} WHERE batch_id // {self.batches_each} IS NOT DISTINCT FROM $part::BIGINT"

    @property
    def marks(self) -> str:
        """One row: a part, how many rows it has, and two sums over what they hold, which no order of rows changes."""
        part = f"batch_id // {self.batches_each}" if self.batches_each else "NULL::BIGINT"
        return (
            f"SELECT {part} AS part, count(*) AS rows, bit_xor(hash(held)) AS mixed, sum(hash(held)::HUGEINT) AS added "  # noqa: S608
            f'FROM {self.schema}."{self.name}" AS held GROUP BY part ORDER BY part NULLS FIRST'
        )


def sources(session: Session) -> list[Source]:
    """Every table of the data that the workspace has, in alphabetical order: what is declared comes along."""
    newest = int(session.scalar("SELECT coalesce(max(batch_id), 0) FROM app.batches"))
    each = batches_each(newest)
    return [
        Source(schema=row["table_schema"], name=row["table_name"], batches_each=each if row["has_batches"] else 0)
        for row in session.arrow(_TABLES).to_pylist()
    ]


def batches_each(newest: int) -> int:
    """How many batches one part holds, so that there are never more than 64 parts; doubled when there would be."""
    each = 1
    while newest // each >= _MOST_PARTS:
        each *= 2
    return each


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """One load: tables of `session` are written as files of the schema `schema`."""

    session: Session
    line: Connection
    engine: Engine
    schema: str

    def write(self, source: Source, before: StoredTable | None) -> StoredTable:
        """The table as it is to be read, of which only the parts were written that `before` has not."""
        columns = storable(self.session.arrow(f"{source.statement} LIMIT 0").schema)
        spoken = ddl(columns)
        known = {part.label: part for part in before.parts if part.mark} if before and before.columns == spoken else {}
        marked = self.session.arrow(source.marks).to_pylist()
        parts = [self._part(source, columns, row, known) for row in marked]
        if not parts:
            parts = [Part(folder=f"{self.schema}/{source.stored_name}", rows=0)]
        return StoredTable(name=source.stored_name, columns=spoken, parts=tuple(parts))

    def _part(
        self, source: Source, columns: pa.Schema, row: Mapping[str, int | None], known: Mapping[str, Part]
    ) -> Part:
        """One part: the one before where its rows are the same."""
        label = f"{source.batches_each}:{row['part']}"
        mark = f"{row['rows']}-{row['mixed']}-{row['added']}"
        if label in known and known[label].mark == mark:
            return known[label]
        folder, rows = f"{self.schema}/{source.stored_name}/{uuid.uuid4().hex[:8]}", 0
        for batch in self.session.batches(source.of_part, _ROWS_AT_ONCE, {"part": row["part"]}):
            if batch.num_rows:
                self._append(stored(batch, columns), folder)
                rows += batch.num_rows
        return Part(folder=folder, rows=rows, label=label, mark=mark)

    def _append(self, rows: pa.Table, folder: str) -> None:
        place = place_of(self.engine, folder)
        self.line.ask(lambda session: session.createDataFrame(rows).write.mode("append").parquet(place))
