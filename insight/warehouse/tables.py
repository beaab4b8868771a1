"""The tables of a workspace, created from the canonical schema when they are not there yet.

Statements are put together from the names in `insight.schema` only: nothing that a person or a file says becomes SQL.
"""

import uuid
from collections.abc import Iterable
from importlib.resources import files

import duckdb

from insight.errors import QueryError
from insight.i18n import _
from insight.schema import TABLES, Table
from insight.warehouse.session import Session

SCHEMA_VERSION = 14
"""Raised whenever a table of core or mart changes its form; a workspace of an older version is then derived anew."""

ROW_KEY = "row_key"
"""The technical key of most tables: a hash of source system and business key (`row_key_of`)."""

KEY_COLUMN = dict.fromkeys(TABLES, ROW_KEY) | {
    "customers": "source_key",
    "orders": "order_key",
    "order_items": "order_key",
}
"""The technical key of each table, by which the same row is known again; cleaning derives it."""

PROVENANCE_TYPES = {
    "batch_id": "BIGINT",
    "source_system": "VARCHAR",
    "source_file": "VARCHAR",
    "source_row": "BIGINT",
    "raw_status": "VARCHAR",
    "extra": "VARCHAR",
}

PLAIN_TABLES = tuple(name for name in TABLES if name not in ("customers", "orders", "order_items"))
"""Tables whose core rows are simply the newest staged ones, with the person they speak of."""

PERSON_COLUMN = {
    name: next((column.name for column in TABLES[name].columns if column.names_person == "source"), None)
    for name in PLAIN_TABLES
}
"""The column of each plain table that names a person by the source's own number; None where nothing does."""

SECOND_PERSON = {"referrals": ("invitee_ref", "invitee_id")}
"""Tables whose rows speak of two people: the column that names the other one, and the column of core with who it is."""

CORE_NAMES = {name: name for name in TABLES} | {"customers": "source_customers", "products": "source_products"}
"""Core tables that hold the newest version of each staged row."""

_CORE_COLUMNS = {
    "customers": {"customer_id": "VARCHAR", "identity_key": "UBIGINT"},
    "orders": {
        "net_amount": "DECIMAL(18,2)",
        "is_valid": "BOOLEAN",
        "is_credit": "BOOLEAN",
        "later_refund": "DECIMAL(18,2)",
        "customer_id": "VARCHAR",
        "identity_key": "UBIGINT",
    },
    "order_items": {},
} | {
    name: ({"customer_id": "VARCHAR"} if person else {})
    | ({SECOND_PERSON[name][1]: "VARCHAR"} if name in SECOND_PERSON else {})
    for name, person in PERSON_COLUMN.items()
}
"""What the core table of a canonical table has besides the staged columns."""


def model(name: str) -> str:
    """The text of one model: a file of `models/`."""
    return files("insight.warehouse").joinpath("models", f"{name}.sql").read_text(encoding="utf-8")


def run_model(session: Session, name: str, **values: int) -> None:
    """Run the statements of a model, with values bound in those that name them."""
    for statement in statements(model(name)):
        session.execute(statement, values)


def holding(session: Session, names: Iterable[str]) -> set[str]:
    """Those of the tables of core that hold a row: asked at once, for most hold none."""
    asked = (f"(SELECT '{name}' AS name FROM core.\"{name}\" LIMIT 1)" for name in names)  # noqa: S608
    return set(session.query("\nUNION ALL\n".join(asked))["name"])


def staged_columns(table: Table) -> dict[str, str]:
    """Name -> type of every column of a staging table, in order: key, own columns, provenance."""
    key = KEY_COLUMN[table.name]
    own = {column.name: column.kind.sql_type for column in table.columns}
    return {key: "UBIGINT" if key == ROW_KEY else "VARCHAR"} | own | PROVENANCE_TYPES


def create_tables(session: Session) -> bool:
    """Create what is missing; whether core and mart were left empty because an older version of the program wrote them.

    Raises QueryError for a workspace written by a newer version.
    """
    for statement in (*statements(model("app")), *statements(model("tags"))):
        session.execute(statement)
    is_older = _is_older(session)
    if is_older:
        for schema in ("core", "mart"):
            session.execute(f"DROP SCHEMA {schema} CASCADE")
            session.execute(f"CREATE SCHEMA {schema}")
    for table in TABLES.values():
        session.execute(_create("staging", table.name, staged_columns(table)))
        if is_older:
            _add_columns(session, table)
    for name, core_name in CORE_NAMES.items():
        session.execute(_create("core", core_name, staged_columns(TABLES[name]) | _CORE_COLUMNS[name]))
    run_model(session, "tables")
    return is_older


def renew_token(session: Session, *, unless_there: bool = False) -> None:
    """Give the state of the data a token that no other state of any workspace has ever had, or will have."""
    session.execute(
        "UPDATE app.state SET token = $token WHERE token IS NULL OR NOT $unless_there::BOOLEAN",
        {"token": uuid.uuid4().hex, "unless_there": unless_there},
    )


def statements(text: str) -> list[str]:
    """The statements of a model; a semicolon ends one only at the end of a line."""
    return [part for part in (piece.strip() for piece in text.split(";\n")) if part]


def column_list(names: "list[str] | tuple[str, ...]", prefix: str = "") -> str:
    """Quoted column names, separated by commas."""
    return ", ".join(f'{prefix}"{name}"' for name in names)


def _create(schema: str, name: str, columns: dict[str, str]) -> str:
    body = ", ".join(f'"{column}" {sql_type}' for column, sql_type in columns.items())
    return f'CREATE TABLE IF NOT EXISTS {schema}."{name}" ({body})'


def _add_columns(session: Session, table: Table) -> None:
    """The columns that the table did not have when its workspace was written; older rows leave them empty."""
    for column, sql_type in staged_columns(table).items():
        session.execute(f'ALTER TABLE staging."{table.name}" ADD COLUMN IF NOT EXISTS "{column}" {sql_type}')


def _is_older(session: Session) -> bool:
    """Whether an older version wrote the workspace; from now on it is one of this version."""
    known = session.scalar("SELECT schema_version FROM app.state")
    if known is None:
        session.execute(
            "INSERT INTO app.state VALUES ($workspace_id, 0, $engine, $schema_version, NULL)",
            {"workspace_id": uuid.uuid4().hex, "engine": duckdb.__version__, "schema_version": SCHEMA_VERSION},
        )
        return False
    if known > SCHEMA_VERSION:
        raise QueryError(
            _("The workspace was written by a newer version of this program"),
            _("schema version {version}", version=known),
            _("Update the program, or choose another workspace"),
        )
    session.execute("UPDATE app.state SET schema_version = $schema_version", {"schema_version": SCHEMA_VERSION})
    return bool(known < SCHEMA_VERSION)
