"""Who is one person in a workspace, told by the order numbers and list rows that belong together."""

import datetime as dt

from insight.warehouse import DuckWarehouse, Warehouse, refresh

AT = dt.datetime(2026, 1, 6, 10, 0)

_TABLES = (
    "core.orders",
    "core.source_customers",
    "core.customers",
    "core.identifiers",
    "core.identity_rows",
    "core.hubs",
    "mart.customers",
    "mart.purchases",
)

_ROWS = """
SELECT customer_id, order_id AS row_name FROM core.orders
UNION ALL
SELECT customer_id, source_customer_id FROM core.source_customers
"""


def groups(warehouse: Warehouse) -> set[frozenset[str]]:
    """One set a person: the names of their orders and list rows."""
    found: dict[str, set[str]] = {}
    for row in warehouse.arrow(_ROWS).to_pylist():
        if row["customer_id"] is not None:
            found.setdefault(row["customer_id"], set()).add(row["row_name"])
    return {frozenset(rows) for rows in found.values()}


def together(*people: str) -> set[frozenset[str]]:
    """`together("o1 o2", "o3")`: two people."""
    return {frozenset(person.split()) for person in people}


def owner(warehouse: Warehouse, row_name: str) -> str:
    """The customer_id of the person a row belongs to."""
    ids = [row["customer_id"] for row in warehouse.arrow(_ROWS).to_pylist() if row["row_name"] == row_name]
    assert len(set(ids)) == 1
    return str(ids[0])


def state(warehouse: Warehouse) -> dict[str, list[dict[str, object]]]:
    """Everything that depends on who is one person."""
    return {
        table: warehouse.query(f"SELECT * FROM {table} ORDER BY ALL").astype(str).to_dict("records")
        for table in _TABLES
    }


def rebuilt(warehouse: DuckWarehouse) -> dict[str, list[dict[str, object]]]:
    """The same after a full rebuild."""
    with warehouse.writing() as session:
        refresh(session)
    return state(warehouse)
