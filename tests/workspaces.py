"""Workspaces made by hand: rows go through staging and a refresh, as an import brings them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pyarrow as pa

from insight.warehouse import DuckWarehouse, Session, Warehouse, refresh
from tests.empty_workspaces import new_workspace

SOURCE = "shop"
_IMPORTED_AT = dt.datetime(2026, 1, 5, 9, 30)
_KEYS = {"customers": ("source_key", "source_customer_id"), "orders": ("order_key", "order_id")}
_NUMBER = count(1)

Row = dict[str, Any]


def order(buyer: str | None, day: str, amount: float | str, **more: Any) -> Row:
    """A completed order in yuan at noon of a day; `buyer` None names no person. More columns override."""
    return {
        "order_id": f"o{next(_NUMBER)}",
        "buyer_ref": buyer,
        "ordered_at": dt.datetime.fromisoformat(day if "T" in day else f"{day}T12:00"),
        "paid_amount": str(amount),
        "order_amount": str(amount),
        "status": "completed",
        "currency": "CNY",
        "channel": "Tmall",
    } | more


def member(name: str, joined: str | None = None, **more: Any) -> Row:
    """A row of the shop's customer list; the name is the account that orders state as buyer."""
    joined_at = None if joined is None else dt.datetime.fromisoformat(joined)
    return {"source_customer_id": name, "name": name, "joined_at": joined_at} | more


def workspace(
    folder: Path,
    *,
    orders: Sequence[Row] = (),
    customers: Sequence[Row] = (),
    items: Sequence[Row] = (),
    **facts: Sequence[Row],
) -> DuckWarehouse:
    """A new workspace under the folder, filled by one batch; `facts` are rows of any other canonical table by name."""
    warehouse = new_workspace(folder, f"w{next(_NUMBER)}")
    add_batch(warehouse, orders=orders, customers=customers, items=items, **facts)
    return warehouse


def add_batch(
    warehouse: DuckWarehouse,
    *,
    orders: Sequence[Row] = (),
    customers: Sequence[Row] = (),
    items: Sequence[Row] = (),
    **facts: Sequence[Row],
) -> int:
    """Import one more batch; returns its number. Rows of `facts` name their person by `customer_ref`, the account."""
    with warehouse.writing() as session:
        batch = 1 + int(session.scalar("SELECT coalesce(max(batch_id), 0) FROM app.batches"))
        _stage(session, "customers", customers, batch)
        _stage(session, "orders", orders, batch)
        _stage(session, "order_items", items, batch)
        for table, rows in facts.items():
            _stage_facts(session, table, rows, batch)
        session.execute(
            "INSERT INTO app.batches BY NAME SELECT $batch AS batch_id, $at AS imported_at, 'rows.csv' AS file, "
            "'00' AS file_sha256, 1 AS file_bytes, 'hand' AS template, $source AS source_system, '{}' AS mapping, "
            "'{}' AS counts",
            {"batch": batch, "at": _IMPORTED_AT, "source": SOURCE},
        )
        refresh(session, [batch])
    return batch


def names(warehouse: Warehouse) -> dict[str, str]:
    """customer_id -> the account that orders and customer lists name."""
    found = warehouse.arrow("SELECT customer_id, value FROM core.identifiers WHERE kind = 'account'").to_pylist()
    return {row["customer_id"]: row["value"] for row in found}


def people(warehouse: Warehouse, statement: str, values: Mapping[str, Any]) -> set[str]:
    """The accounts of the people that a statement yields."""
    known = names(warehouse)
    ids = warehouse.arrow(statement, values).column("customer_id").to_pylist()
    assert len(ids) == len(set(ids)), "a person is listed twice"
    return {known[customer_id] for customer_id in ids}


def _stage(session: Session, table: str, rows: Sequence[Row], batch: int) -> None:
    if not rows:
        return
    key, own = _KEYS.get(table, ("order_key", "order_id"))
    _insert(session, table, [{key: f"{SOURCE}:{row[own]}"} | row for row in rows], batch)


def _insert(session: Session, table: str, rows: Sequence[Row], batch: int) -> None:
    if not rows:
        return
    where = {"source_system": SOURCE, "source_file": "rows.csv", "batch_id": batch}
    staged = [where | {"source_row": number} | row for number, row in enumerate(rows, 1)]
    columns = dict.fromkeys(name for row in staged for name in row)
    session.register("staged_rows", pa.Table.from_pylist([{name: row.get(name) for name in columns} for row in staged]))
    session.execute(f"INSERT INTO staging.{table} BY NAME SELECT * FROM staged_rows")


def _stage_facts(session: Session, table: str, rows: Sequence[Row], batch: int) -> None:
    """Rows of a plain table; each is a row of its own, whatever it holds."""
    _insert(session, table, [{"row_key": next(_NUMBER)} | row for row in rows], batch)
