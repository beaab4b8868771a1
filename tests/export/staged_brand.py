"""A brand whose people reach the workspace as an import brings them: staged rows, then a refresh."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from insight.i18n import _
from insight.segments import Segment
from insight.warehouse import DuckWarehouse, Session, refresh

EXPORTED_AT = dt.datetime(2026, 1, 5, 9, 30)
AS_OF = dt.date(2026, 1, 1)

_EVERYONE = "SELECT customer_id FROM core.customers"
_NOBODY = "SELECT customer_id FROM core.customers WHERE FALSE"


def order(number: str, at: str, paid: str, **more: Any) -> dict[str, Any]:
    """A completed order of one account in yuan."""
    return {
        "order_id": number,
        "ordered_at": dt.datetime.fromisoformat(at),
        "paid_amount": paid,
        "order_amount": paid,
        "status": "completed",
        "currency": "CNY",
        "channel": "tmall",
        **more,
    }


class Brand:
    """Imports rows of one source into a workspace, one batch a call."""

    def __init__(self, warehouse: DuckWarehouse) -> None:
        self.warehouse = warehouse
        self._batch = 0

    def has(
        self,
        *,
        source: str = "taobao",
        customers: Sequence[dict[str, Any]] = (),
        orders: Sequence[dict[str, Any]] = (),
        sheet: str | None = None,
    ) -> "Brand":
        self._batch += 1
        with self.warehouse.writing() as session:
            _stage(session, "customers", _rows(customers, "source_key", self._batch, source))
            _stage(session, "orders", _rows(orders, "order_key", self._batch, source))
            _note_batch(session, self._batch, source, sheet, customers, orders)
            refresh(session, [self._batch])
        return self

    def undo(self, batch: int) -> None:
        with self.warehouse.writing() as session:
            session.execute(
                "UPDATE app.batches SET undone_at = $now WHERE batch_id = $batch", {"now": EXPORTED_AT, "batch": batch}
            )
            refresh(session, [batch])

    def everyone(self, sentence: str = "Everyone", as_of: dt.date = AS_OF, **parameters: Any) -> Segment:
        return segment(_EVERYONE, sentence=sentence, as_of=as_of, **parameters)

    def nobody(self) -> Segment:
        return segment(_NOBODY)


def segment(statement: str, *, sentence: str = "Everyone", as_of: dt.date = AS_OF, **parameters: Any) -> Segment:
    return Segment(
        sentence=_(sentence),
        statement=statement,
        values={"as_of": as_of, **parameters},
        as_of=as_of,
        analysis="rfm",
        parameters={"as_of": as_of, **parameters},
    )


def _rows(rows: Sequence[dict[str, Any]], key: str, batch: int, source: str) -> list[dict[str, Any]]:
    own = "order_id" if key == "order_key" else "source_customer_id"
    return [
        {
            key: f"{source}:{row.get(own, number)}",
            "batch_id": batch,
            "source_system": source,
            "source_file": f"{source}-{batch}.csv",
            "source_row": number,
            **row,
        }
        for number, row in enumerate(rows, start=2)
    ]


def _stage(session: Session, table: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        names = sorted({name for row in rows for name in row})
        session.register("incoming", pa.table({name: [row.get(name) for row in rows] for name in names}))
        session.execute(f"INSERT INTO staging.{table} BY NAME SELECT * FROM incoming")


def _note_batch(
    session: Session,
    batch: int,
    source: str,
    sheet: str | None,
    customers: Sequence[dict[str, Any]],
    orders: Sequence[dict[str, Any]],
) -> None:
    counts = {name: {"read": len(rows)} for name, rows in (("customers", customers), ("orders", orders)) if rows}
    session.execute(
        """
        INSERT INTO app.batches BY NAME
        SELECT $batch AS batch_id, $at::TIMESTAMP AS imported_at, $file AS file, $sheet AS sheet,
            $sha256 AS file_sha256, 100 AS file_bytes, 'test' AS template, $source AS source_system,
            '{}' AS mapping, $counts AS counts
        """,
        {
            "batch": batch,
            "at": dt.datetime(2026, 1, 2, 8, batch),
            "file": f"{source}-{batch}.csv",
            "sheet": sheet,
            "sha256": f"{batch:064d}",
            "source": source,
            "counts": json.dumps(counts),
        },
    )
