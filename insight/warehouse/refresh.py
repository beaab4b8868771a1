"""Bring core and mart up to date from staging, in the transaction of the caller, and bump the generation.

A refresh after one batch touches only the keys of that batch and the people behind them; a rebuild touches everything.
Both give the same result.
"""

from collections.abc import Sequence
from typing import Any

from insight.schema import TABLES
from insight.settings import settings
from insight.warehouse import identity
from insight.warehouse.attach import attach_people
from insight.warehouse.consent.derive import derive_wills
from insight.warehouse.session import Session
from insight.warehouse.steps import filled
from insight.warehouse.tables import (
    CORE_NAMES,
    KEY_COLUMN,
    PLAIN_TABLES,
    column_list,
    holding,
    model,
    run_model,
    staged_columns,
)
from insight.warehouse.traits import refresh_traits
from insight.warehouse.visits import (
    note_changed_names,
    note_new_people,
    note_touched_rows,
    refresh_visits,
)

_PEOPLE_TABLES = ("customers", "orders", "order_items")
_ASKED_ANYWAY = {*_PEOPLE_TABLES, "events"}
"""Tables whose touched keys models ask for, whether there are any or not."""
_OF_BATCHES = "batch_id >= $least::BIGINT AND list_contains($batches::BIGINT[], batch_id)"
"""The first condition spares reading the rows of all batches before."""
_OF_BATCH = "batch_id = $least::BIGINT"
_OF_LINES = {"orders", "order_items", "products"}
_ANOTHER_PERSON = "SELECT count(*) FROM reassigned WHERE old_customer_id <> customer_id"
_MEANINGS = "CREATE OR REPLACE TEMP TABLE {name} AS {names}"
_OF_TOUCHED = """
    AND value IN (SELECT value FROM core.identifiers WHERE customer_id IN (SELECT customer_id FROM touched_people))"""
_VERSION = 'staged."batch_id" * 4294967296 + staged."source_row"'


def refresh(
    session: Session,
    batches: Sequence[int] | None = None,
    *,
    decided: Sequence[str] = (),
    join: identity.Join = identity.join_here,
) -> int:
    """Refresh what the batches touched (imported just now, or undone just now); everything when None.

    `decided`: identifiers that a decision of staff named just now; `join`: who says which names are one person.
    Returns the new generation.
    """
    everything = batches is None
    touched = _touched_tables(session, batches)
    for name in touched | _ASKED_ANYWAY:
        _note_keys(session, name, batches)
    run_model(session, "person_no")
    _collect_old_names(session)
    any_events = "events" in touched or bool(holding(session, ["events"]))
    note_touched_rows(session, everything=everything, any_events=any_events)
    for name in touched:
        session.execute(_forget(name, everything=everything))
    for name in ("customers", "orders", *touched - {*_PEOPLE_TABLES, "order_items"}):
        _find_newest(session, name, everything=everything)
    for step in ("identity/rows_orders", "identity/rows_customers", "identity/rows"):
        run_model(session, step)
    _resolve_people(session, decided, join, everything=everything)
    for name in _PEOPLE_TABLES:
        columns = column_list(list(staged_columns(TABLES[name])), prefix="netted.")
        session.execute(filled(model(CORE_NAMES[name]), columns=columns))
    _rebuild_people(session)
    _compare_names(session, everything=everything)
    run_model(session, "credits")
    note_changed_names(session, any_events=any_events)
    attach_people(session, [name for name in PLAIN_TABLES if name in touched])
    note_new_people(session, everything=everything, any_events=any_events)
    refresh_visits(session, everything=everything)
    derive_wills(session)
    products_stand = not touched & {"order_items", "products"}
    if not products_stand:
        run_model(session, "products")
    refresh_traits(
        session,
        everything=everything,
        lines_stand=not touched & _OF_LINES and not session.scalar(_ANOTHER_PERSON),
        products_stand=products_stand,
    )
    session.execute("UPDATE app.state SET generation = generation + 1")
    return int(session.scalar("SELECT generation FROM app.state"))


def _touched_tables(session: Session, batches: Sequence[int] | None) -> set[str]:
    """The tables of which the batches hold a row: asked at once, for most have none."""
    counts = "\nUNION ALL\n".join(
        f"SELECT '{name}' AS name, count(*) AS n FROM staging.\"{name}\"{_of(batches)}"  # noqa: S608
        for name in TABLES
    )
    found = session.query(counts, _given(batches))
    return set(found["name"][found["n"] > 0])


def _note_keys(session: Session, name: str, batches: Sequence[int] | None) -> None:
    """Make `touched_<name>` of the keys that the batches hold.

    Where everything is touched, plain tables have no use for a list of all their keys.
    """
    key = KEY_COLUMN[name]
    if batches is not None or name not in PLAIN_TABLES:
        session.execute(
            f'CREATE OR REPLACE TEMP TABLE "touched_{name}" AS SELECT DISTINCT "{key}" '  # noqa: S608
            f'FROM staging."{name}"{_of(batches)}',
            _given(batches),
        )


def _of(batches: Sequence[int] | None) -> str:
    if batches is None:
        return ""
    return f" WHERE {_OF_BATCH if len(batches) == 1 else _OF_BATCHES}"


def _given(batches: Sequence[int] | None) -> dict[str, Any]:
    return {"batches": list(batches or []), "least": min(batches or [0])}


def _forget(name: str, *, everything: bool) -> str:
    return f'DELETE FROM core."{CORE_NAMES[name]}"{_touched(name, everything=everything)}'  # noqa: S608


def _touched(name: str, *, everything: bool) -> str:
    key = KEY_COLUMN[name]
    return "" if everything else f' WHERE "{key}" IN (SELECT "{key}" FROM "touched_{name}")'  # noqa: S608


def _find_newest(session: Session, name: str, *, everything: bool) -> None:
    """Make `newest_<name>`: the newest version of every touched row; a cell the newest version leaves empty keeps its
    last known value.

    Rows of plain tables are read once, so they are not written down in between.
    """
    key = KEY_COLUMN[name]
    columns = [column for column in staged_columns(TABLES[name]) if column != key]
    known = ", ".join(f'arg_max("{column}", {_VERSION}) AS "{column}"' for column in columns)
    live = f"""
        SELECT staged.*
        FROM staging."{name}" AS staged
        JOIN app.batches ON batches.batch_id = staged.batch_id AND batches.undone_at IS NULL
        {_touched(name, everything=everything)}
    """  # noqa: S608
    session.execute(f"""
        CREATE OR REPLACE TEMP TABLE "repeated_{name}" AS
        SELECT "{key}" FROM ({live}) AS live GROUP BY "{key}" HAVING count(*) > 1
    """)  # noqa: S608
    once = f'SELECT "{key}", {column_list(columns)} FROM ({live}) AS live'  # noqa: S608
    several = f"""
        ANTI JOIN "repeated_{name}" USING ("{key}")
        UNION ALL
        SELECT "{key}", {known}
        FROM ({live}) AS staged SEMI JOIN "repeated_{name}" USING ("{key}")
        GROUP BY "{key}"
    """  # noqa: S608
    any_several = session.scalar(f'SELECT count(*) FROM "repeated_{name}"')  # noqa: S608
    kind = "VIEW" if name in PLAIN_TABLES else "TABLE"
    session.execute(f'CREATE OR REPLACE TEMP {kind} "newest_{name}" AS {once}{several if any_several else ""}')


def _collect_old_names(session: Session) -> None:
    """The names, and the people, that touched rows stood for until now."""
    session.execute(
        """
        CREATE OR REPLACE TEMP TABLE old_names AS
        SELECT identity_key, customer_id
        FROM core.orders
        WHERE order_key IN (SELECT order_key FROM touched_orders) AND identity_key IS NOT NULL
        UNION
        SELECT identity_key, customer_id
        FROM core.source_customers
        WHERE source_key IN (SELECT source_key FROM touched_customers) AND identity_key IS NOT NULL
        """
    )


def _resolve_people(session: Session, decided: Sequence[str], join: identity.Join, *, everything: bool) -> None:
    """Join names to people again, where there are new names, names fell away, or staff decided."""
    changed = session.scalar("SELECT (SELECT count(*) FROM new_names) + (SELECT count(*) FROM unused_names)")
    if changed or everything:
        identity.resolve(session, hub_names=settings().hub_names, join=join)
    elif decided:
        identity.resolve_around(session, decided)
    else:
        session.execute(
            "CREATE OR REPLACE TEMP TABLE reassigned AS "
            "SELECT identity_key, customer_id AS old_customer_id, customer_id FROM core.identity_rows WHERE FALSE"
        )
        return
    for table in ("orders", "source_customers"):
        session.execute(
            f"UPDATE core.{table} SET customer_id = reassigned.customer_id "  # noqa: S608
            f"FROM reassigned WHERE reassigned.identity_key = {table}.identity_key"
        )


def _rebuild_people(session: Session) -> None:
    session.execute(
        """
        CREATE OR REPLACE TEMP TABLE touched_people AS
        SELECT customer_id FROM old_names WHERE customer_id IS NOT NULL
        UNION
        SELECT customer_id FROM core.orders
        WHERE order_key IN (SELECT order_key FROM touched_orders) AND customer_id IS NOT NULL
        UNION
        SELECT customer_id FROM core.source_customers
        WHERE source_key IN (SELECT source_key FROM touched_customers) AND customer_id IS NOT NULL
        UNION
        SELECT old_customer_id FROM reassigned WHERE old_customer_id IS NOT NULL
        UNION
        SELECT customer_id FROM reassigned WHERE customer_id IS NOT NULL
        """
    )
    session.execute(filled(_MEANINGS, name="names_before", names=filled(model("name_meanings"), among=_OF_TOUCHED)))
    run_model(session, "customers")


def _compare_names(session: Session, *, everything: bool) -> None:
    """Whom each name means now, and `changed_names`: those of changed people that meant somebody else before."""
    session.execute(filled(_MEANINGS, name="names_now", names=filled(model("name_meanings"), among="")))
    run_model(session, "known_names")
    if everything:
        session.execute("CREATE OR REPLACE TEMP TABLE changed_names (value VARCHAR)")
    else:
        run_model(session, "changed_names")
