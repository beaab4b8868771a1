"""Typed rows of the plain tables to rows that staging can take: a key, and the columns as they are.

Statements are put together from the names in `insight.schema` only.
"""

from insight.schema import TABLES, Table
from insight.warehouse.tables import ROW_KEY

_COUNTED = frozenset({"points_ledger"})
"""Tables where equal rows of one file are different facts: two purchases of the same points in the same minute."""

_NUMBERED_BY_CONTENT = {"feedback": ("feedback_id", ("author", "at", "text", "product_id"))}
"""Tables whose rows may come without a number: table -> number, columns whose content is the number instead."""


def plain_statement(name: str) -> str:
    """The statement that makes `incoming_<name>` of `typed_<name>`, without the rejected rows.

    Reads $source_system.
    """
    table = TABLES[name]
    columns = ", ".join(_value(table, column.name) + f' AS "{column.name}"' for column in table.columns)
    raw_status = "typed.status" if "status" in table.column_names else "NULL::VARCHAR"
    return f"""
        CREATE OR REPLACE TEMP TABLE "incoming_{name}" AS
        SELECT {_key(table)} AS {ROW_KEY}, {columns}, typed.source_row, {raw_status} AS raw_status
        FROM "typed_{name}" AS typed
        WHERE typed.source_row NOT IN (SELECT source_row FROM rejected_rows)
    """  # noqa: S608


def _value(table: Table, column: str) -> str:
    number, content = _NUMBERED_BY_CONTENT.get(table.name, (None, ()))
    if column == number:
        parts = ", ".join(f"coalesce(typed.\"{part}\"::VARCHAR, '')" for part in content)
        return f"coalesce(typed.\"{column}\", 'row-' || substr(md5(concat_ws(chr(31), {parts})), 1, 16))"
    return f'typed."{column}"'


def _key(table: Table) -> str:
    parts = [f"coalesce({_value(table, column)}::VARCHAR, '')" for column in table.key]
    if table.name in _COUNTED:
        within = ", ".join(f'typed."{column}"' for column in table.key)
        parts.append(f"row_number() OVER (PARTITION BY {within} ORDER BY typed.source_row)::VARCHAR")
    return f"md5_number_lower(concat_ws(chr(31), $source_system, {', '.join(parts)}))"
