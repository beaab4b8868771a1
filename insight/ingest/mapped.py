"""Rows that a brand's own lake yields for a canonical table, cleaned and loaded like those of a file.

A table of the lake is a batch: when its rows have changed it is read anew and the batch before leaves without a trace.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from insight.ingest.draft import Draft
from insight.ingest.load import next_batch, stage_sheet
from insight.ingest.read import TextTable
from insight.ingest.recognise import Mapping
from insight.ingest.recognise.names.words import shared_refund_words, shared_status_words
from insight.schema import TABLES
from insight.warehouse import DuckWarehouse, Session, refresh

TEMPLATE = "lake"
_DECISIONS = ("identity_decisions", "consent_decisions")
_GRAIN = {"orders": "order", "order_items": "line"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LakeTable:
    """`table` is a canonical one, `origin` where its rows lie; `state` differs whenever they do."""

    table: str
    origin: str
    state: str
    source_system: str
    currency: str


def is_loaded(warehouse: DuckWarehouse, source: LakeTable) -> bool:
    """Whether these very rows are in the workspace."""
    known = warehouse.query(
        "SELECT count(*) AS n FROM app.batches WHERE template = $template AND sheet = $table AND file_sha256 = $state "
        "AND undone_at IS NULL",
        {"template": TEMPLATE, "table": source.table, "state": source.state},
    )
    return bool(known["n"].iloc[0])


def load_mapped(
    warehouse: DuckWarehouse, source: LakeTable, heaps: Iterable[pa.Table], at: dt.datetime, *, derive: bool = True
) -> int:
    """Load the rows, cells of text under canonical names, in place of what was loaded of this table before; how many.

    Each heap of rows is a batch, and all come in together. Without `derive` they come into staging alone: core and mart
    are built elsewhere.
    """
    batches, loaded = [], 0
    with warehouse.writing() as session:
        _leave(session, source.table, derive=derive)
        for rows in heaps:
            batches.append(next_batch(session))
            stage_sheet(session, _draft(source, rows), batches[-1], at, None)
            loaded += rows.num_rows
        if derive:
            refresh(session, batches)
    return loaded


def forget_others(warehouse: DuckWarehouse, tables: list[str], *, derive: bool = True) -> None:
    """Take out what was loaded of tables that are mapped no longer."""
    statement = "SELECT DISTINCT sheet FROM app.batches WHERE template = $template"
    known = warehouse.query(statement, {"template": TEMPLATE})
    gone = set(known["sheet"]) - set(tables)
    if gone:
        with warehouse.writing() as session:
            for table in gone:
                _leave(session, table, derive=derive)


def take_decisions(warehouse: DuckWarehouse, other: DuckWarehouse) -> None:
    """What staff decided in another workspace of the same tables, about people and about words, holds in this one."""
    for table in _DECISIONS:
        statement = f"SELECT * FROM app.{table} ORDER BY decision_id"  # noqa: S608
        decided = other.arrow(statement)
        if not decided.equals(warehouse.arrow(statement)):
            with warehouse.writing() as session:
                session.execute(f"DELETE FROM app.{table}")  # noqa: S608
                session.register("decided", decided)
                session.execute(f"INSERT INTO app.{table} BY NAME SELECT * FROM decided")  # noqa: S608


def _leave(session: Session, table: str, *, derive: bool) -> None:
    found = session.query(
        "SELECT batch_id FROM app.batches WHERE template = $template AND sheet = $table",
        {"template": TEMPLATE, "table": table},
    )
    for batch in found["batch_id"].tolist():
        session.execute("UPDATE app.batches SET undone_at = imported_at WHERE batch_id = $batch", {"batch": batch})
        if derive:
            refresh(session, [batch])
        for name in TABLES:
            session.execute(f'DELETE FROM staging."{name}" WHERE batch_id = $batch', {"batch": batch})  # noqa: S608
        session.execute("DELETE FROM app.repairs WHERE batch_id = $batch", {"batch": batch})
        session.execute("DELETE FROM app.batches WHERE batch_id = $batch", {"batch": batch})


def _draft(source: LakeTable, rows: pa.Table) -> Draft:
    header = tuple(rows.column_names)
    cells = rows.rename_columns([str(place) for place in range(len(header))])
    cells = cells.append_column("source_row", pa.array(np.arange(1, rows.num_rows + 1, dtype=np.int64)))
    table = TextTable(source.origin, source.table, None, None, header, cells, (), (), 0)
    return Draft(
        file=source.origin,
        sheet=source.table,
        file_sha256=source.state,
        file_bytes=rows.nbytes,
        path=Path(),
        table=table,
        recognition=None,
        mapping=_mapping(source, header),
        refusal=None,
    )


def _mapping(source: LakeTable, header: tuple[str, ...]) -> Mapping:
    return Mapping(
        template=TEMPLATE,
        source_system=source.source_system,
        grain=_GRAIN.get(source.table, source.table),
        amounts="order",
        currency=source.currency,
        timezone="UTC",
        channel="",
        columns={source.table: {name: (place,) for place, name in enumerate(header)}},
        status_words=shared_status_words(),
        refund_words=shared_refund_words(),
        # Numbers of a lake are keys: a short one is no counter that begins anew every day.
        assumed={"order_numbers": "unique"},
    )
