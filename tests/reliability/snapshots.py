"""Everything that a workspace holds, to compare."""

import pyarrow as pa

from insight.warehouse import DuckWarehouse


def snapshot(warehouse: DuckWarehouse) -> dict[str, pa.Table]:
    """Every row of every table of the workspace, in one order."""
    tables = warehouse.query(
        "SELECT table_schema, table_name FROM information_schema.tables ORDER BY table_schema, table_name"
    )
    return {
        f"{schema}.{name}": warehouse.arrow(f'SELECT * FROM "{schema}"."{name}" ORDER BY ALL')
        for schema, name in zip(tables["table_schema"], tables["table_name"], strict=True)
    }


def results(found: dict[str, pa.Table]) -> dict[str, list[dict[str, object]]]:
    """What people see of a snapshot: core and mart without the numbers of the batches."""
    return {
        name: sorted(
            ({key: value for key, value in row.items() if key != "batch_id"} for row in table.to_pylist()), key=repr
        )
        for name, table in found.items()
        if name.startswith(("core.", "mart."))
    }


def differing(one: dict[str, pa.Table], other: dict[str, pa.Table]) -> list[str]:
    """The tables that are not equal to the last cell."""
    return sorted(name for name in one.keys() | other.keys() if not _equal(one.get(name), other.get(name)))


def _equal(one: pa.Table | None, other: pa.Table | None) -> bool:
    return one is not None and other is not None and bool(one.equals(other))
