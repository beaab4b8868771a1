"""What the uploaded files do not say, kept a second time beside the database: how each of them was read, what staff
decided, which segments they saved. From it and the kept files a damaged workspace is built again."""

import json
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from insight.warehouse.private import replace_durably
from insight.warehouse.session import Session

log = logging.getLogger(__name__)

LEDGER = "ledger.json"

_TAG_PEOPLE = """
-- duckdb: rowid, because sorting the names takes four times as long
SELECT
    change_id,
    string_agg(customer_id || ' ' || coalesce(identity_key::VARCHAR, ''), ';' ORDER BY rowid) AS people
FROM app.tag_people
GROUP BY change_id
ORDER BY change_id
"""
"""A row a change: a tag may be given to very many, and the copy is written after every commit."""
_TAG_PEOPLE_AGAIN = """
INSERT INTO app.tag_people BY NAME
SELECT
    change_id,
    split_part(given, ' ', 1) AS customer_id,
    nullif(split_part(given, ' ', 2), '')::UBIGINT AS identity_key
FROM (SELECT change_id, unnest(string_split(people, ';')) AS given FROM kept_tag_people) AS people
"""

_TABLES: Mapping[str, str] = {
    "batches": "SELECT * FROM app.batches ORDER BY batch_id",
    "mappings": "SELECT * FROM app.mappings ORDER BY header_fingerprint, confirmed_at",
    "identity_decisions": "SELECT * FROM app.identity_decisions ORDER BY decision_id",
    "segments": "SELECT * FROM app.segments ORDER BY segment_id",
    "rfm_setups": "SELECT * FROM app.rfm_setups ORDER BY setup_id",
    "tag_changes": "SELECT * FROM app.tag_changes ORDER BY change_id",
    "tag_people": _TAG_PEOPLE,
    "clusterings": "SELECT * FROM app.clusterings ORDER BY clustering_id, kept_at",
    "personas": "SELECT * FROM app.personas ORDER BY persona_id, kept_at",
    "persona_versions": "SELECT * FROM app.persona_versions ORDER BY persona_id, as_of, kept_at",
    "survey_kinds": "SELECT * FROM app.survey_kinds ORDER BY survey, question",
    "consent_decisions": "SELECT * FROM app.consent_decisions ORDER BY decision_id",
    "day_notes": "SELECT * FROM app.day_notes ORDER BY note_id",
    "funnels": "SELECT * FROM app.funnels ORDER BY funnel_id",
}
_FILLED = "SELECT " + ", ".join(f"EXISTS (FROM app.{name})" for name in _TABLES)
_RESTORED: Mapping[str, str] = {
    "mappings": "INSERT INTO app.mappings BY NAME SELECT * FROM kept_mappings",
    "identity_decisions": "INSERT INTO app.identity_decisions BY NAME SELECT * FROM kept_identity_decisions",
    "segments": "INSERT INTO app.segments BY NAME SELECT * FROM kept_segments",
    "rfm_setups": "INSERT INTO app.rfm_setups BY NAME SELECT * FROM kept_rfm_setups",
    "tag_changes": "INSERT INTO app.tag_changes BY NAME SELECT * FROM kept_tag_changes",
    "tag_people": _TAG_PEOPLE_AGAIN,
    "clusterings": "INSERT INTO app.clusterings BY NAME SELECT * FROM kept_clusterings",
    "personas": "INSERT INTO app.personas BY NAME SELECT * FROM kept_personas",
    "persona_versions": "INSERT INTO app.persona_versions BY NAME SELECT * FROM kept_persona_versions",
    "survey_kinds": "INSERT INTO app.survey_kinds BY NAME SELECT * FROM kept_survey_kinds",
    "consent_decisions": "INSERT INTO app.consent_decisions BY NAME SELECT * FROM kept_consent_decisions",
    "day_notes": "INSERT INTO app.day_notes BY NAME SELECT * FROM kept_day_notes",
    "funnels": "INSERT INTO app.funnels BY NAME SELECT * FROM kept_funnels",
}

Rows = list[dict[str, Any]]


def write_ledger(folder: Path, cursor: duckdb.DuckDBPyConnection) -> None:
    """Bring the second copy up to date, but never with nothing where it holds what a lost file held.

    It is no part of the transaction: where it cannot be written, the log says so and the next change tries again.
    """
    try:
        tables = _rows(cursor)
        content = json.dumps(tables, ensure_ascii=False, default=str, indent=0).encode(errors="surrogatepass")
        path = folder / LEDGER
        is_first = not path.exists()
        if is_first or (path.read_bytes() != content and (tables["batches"] or not _copy(path).get("batches"))):
            replace_durably(path, content)
    except (OSError, duckdb.Error) as error:
        log.warning("the second copy of what staff did could not be written to %s: %s", folder, error)


def _rows(cursor: duckdb.DuckDBPyConnection) -> dict[str, Rows]:
    """The rows of every table. Most are empty, and asking all at once which are costs what reading one does."""
    (filled,) = cursor.execute(_FILLED).fetchall()
    return {
        name: cursor.sql(statement).to_arrow_table().to_pylist() if has_rows else []
        for (name, statement), has_rows in zip(_TABLES.items(), filled, strict=True)
    }


def salvage(folder: Path, database: Path) -> dict[str, Rows]:
    """What can still be read: each table from the database where that goes, else from the second copy, else nothing."""
    found = _copy(folder / LEDGER)
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            for name, statement in _TABLES.items():
                found |= _read(connection, name, statement)
    except duckdb.Error as error:
        log.warning("%s cannot be opened: %s", database, error)
    return {name: found.get(name, []) for name in _TABLES}


def restore(session: Session, kept: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Put what staff decided and saved into an empty workspace; the batches are for whoever reads the files."""
    for name, statement in _RESTORED.items():
        if kept.get(name):
            session.register(f"kept_{name}", pa.Table.from_pylist([_plain(row) for row in kept[name]]))
            session.execute(statement)


def _read(connection: duckdb.DuckDBPyConnection, name: str, statement: str) -> dict[str, Rows]:
    try:
        return {name: connection.sql(statement).to_arrow_table().to_pylist()}
    except duckdb.Error as error:
        log.warning("app.%s cannot be read: %s", name, error)
        return {}


def _copy(path: Path) -> dict[str, Rows]:
    try:
        found = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
        return {name: list(rows) for name, rows in found.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        log.warning("%s cannot be read: %s", path, error)
        return {}


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value if value is None or isinstance(value, int) else str(value) for name, value in row.items()}
