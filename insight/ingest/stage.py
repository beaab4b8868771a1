"""Cleaned rows into staging, counted against what the workspace already knows."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from insight.i18n import _
from insight.ingest.assumption import Assumption, merged
from insight.ingest.clean import Cleaned
from insight.ingest.read import TextTable
from insight.ingest.recognise import Mapping
from insight.schema import TABLES
from insight.warehouse import Session
from insight.warehouse.tables import CORE_NAMES, KEY_COLUMN, column_list


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the records of one table: new + updated + unchanged + rejected == read."""

    read: int
    new: int
    updated: int
    unchanged: int
    rejected: int


def count(session: Session, cleaned: Cleaned, name: str) -> Counts:
    """Compare `incoming_<name>` with core: a record is updated when a cell it fills differs from what is known.

    The same key several times in one file counts as versions of one record, compared one after the other.
    """
    records = int(session.scalar(f'SELECT count(*) FROM "incoming_{name}"'))  # noqa: S608
    has_versions = records > record_count(session, name)
    new, updated, unchanged = records, 0, 0
    if has_versions or session.scalar(_any_known(name)):
        row = session.query(_comparison(name, has_versions=has_versions)).iloc[0]
        new, updated, unchanged = (int(row[what]) for what in ("new", "updated", "unchanged"))
    return Counts(cleaned.read[name], new, updated, unchanged, cleaned.rejected[name])


def record_count(session: Session, name: str) -> int:
    """How many different records `incoming_<name>` holds."""
    key = column_list(_key(name))
    return int(session.scalar(f'SELECT count(DISTINCT ({key})) FROM "incoming_{name}"'))  # noqa: S608


def repeated_rows(session: Session, name: str) -> list[Assumption]:
    """What is said when rows of one file are versions of the same record: the newest of them counts, once."""
    records = int(session.scalar(f'SELECT count(*) FROM "incoming_{name}"'))  # noqa: S608
    apart = record_count(session, name)
    if records == apart:
        return []
    evidence = _(
        "{rows:count} rows became {apart:count}: the others repeat the number of another row, and the last one counts",
        rows=records,
        apart=apart,
    )
    return [Assumption(what="duplicate_rows", value=name, evidence=evidence, rows=records - apart)]


_OF_HOME = frozenset({"currency", "timezone"})


def all_assumptions(session: Session, first: Iterable[Assumption], cleaned: Cleaned) -> tuple[Assumption, ...]:
    """What was decided before cleaning, in cleaning, and about rows that repeat others, each once.

    Of the home of a file cleaning has the last word, for it has seen all cells.
    """
    repeated = [one for name in cleaned.tables for one in repeated_rows(session, name)]
    others = [one for one in cleaned.assumptions if one.what != "duplicate_rows" or not repeated]
    settled = {one.what for one in cleaned.assumptions} & _OF_HOME
    return merged((*(one for one in first if one.what not in settled), *others, *repeated))


def append(session: Session, table: TextTable, mapping: Mapping, name: str, batch_id: int) -> None:
    """Put `incoming_<name>` into staging as part of the batch."""
    columns = [KEY_COLUMN[name], *TABLES[name].column_names]
    own = column_list(columns)
    session.execute(
        f'INSERT INTO staging."{name}" ({own}, batch_id, source_system, source_file, source_row, raw_status, extra) '  # noqa: S608
        f"SELECT {column_list(columns, prefix='incoming.')}, $batch_id, $source_system, $source_file, "
        f'incoming.source_row, incoming.raw_status, extras.extra FROM "incoming_{name}" AS incoming '
        "LEFT JOIN extras ON extras.source_row = incoming.source_row",
        {"batch_id": batch_id, "source_system": mapping.source_system, "source_file": table.file},
    )


def register_extras(session: Session, table: TextTable, mapping: Mapping) -> None:
    """Make `extras(source_row, extra)`: the cells that fill no canonical column, as one JSON object a row."""
    positions = [
        position
        for position in range(len(table.header))
        if position not in mapping.used and table.cells.column(str(position)).null_count < table.cells.num_rows
    ]
    if not positions:
        session.execute("CREATE OR REPLACE TEMP TABLE extras (source_row BIGINT, extra VARCHAR)")
        return
    session.register("cells", table.cells)
    pairs = ", ".join(f'$header_{position}, "{position}"' for position in positions)
    values = {f"header_{position}": table.header[position] or str(position + 1) for position in positions}
    session.execute(
        f"CREATE OR REPLACE TEMP TABLE extras AS SELECT source_row, json_object({pairs})::VARCHAR AS extra FROM cells",  # noqa: S608
        values,
    )


def _key(name: str) -> tuple[str, ...]:
    return (KEY_COLUMN[name], "line_no") if name == "order_items" else (KEY_COLUMN[name],)


def _any_known(name: str) -> str:
    own = column_list(_key(name))
    return f"""
        SELECT count(*) FROM (
            SELECT 1 FROM "incoming_{name}" SEMI JOIN core."{CORE_NAMES[name]}" USING ({own}) LIMIT 1
        )
    """  # noqa: S608


def _comparison(name: str, *, has_versions: bool) -> str:
    """Records against what is known of them; numbering the versions of each costs as much as all else, so it is left
    out where every record comes once."""
    key = _key(name)
    own = [column for column in TABLES[name].column_names if column not in key]
    differs = " OR ".join(
        f'(incoming."{column}" IS NOT NULL AND incoming."{column}" IS DISTINCT FROM known."{column}")' for column in own
    )
    same_key = " AND ".join(f'known."{column}" = incoming."{column}"' for column in key)
    version = f"row_number() OVER (PARTITION BY {column_list(key)} ORDER BY source_row)" if has_versions else "1"
    later = f"""
            UNION ALL
            SELECT FALSE, {differs}
            FROM incoming
            JOIN incoming AS known ON {same_key} AND known.version = incoming.version - 1
    """  # noqa: S608
    return f"""
        WITH incoming AS (
            SELECT {column_list([*key, *own])}, {version} AS version
            FROM "incoming_{name}"
        ),
        compared AS (
            SELECT known."{key[0]}" IS NULL AS is_new, {differs} AS differs
            FROM incoming
            LEFT JOIN core."{CORE_NAMES[name]}" AS known ON {same_key}
            WHERE incoming.version = 1
            {later if has_versions else ""}
        )
        SELECT
            count(CASE WHEN is_new THEN 1 END) AS new,
            count(CASE WHEN NOT is_new AND differs THEN 1 END) AS updated,
            count(CASE WHEN NOT is_new AND NOT differs THEN 1 END) AS unchanged
        FROM compared
    """  # noqa: S608


def write_batch(session: Session, record: dict[str, object], counts: dict[str, Counts]) -> None:
    """Register the batch with its counts; `record` has the columns of app.batches but counts and undone_at."""
    values = record | {"counts": json.dumps({name: vars_of(found) for name, found in counts.items()})}
    session.execute(
        "INSERT INTO app.batches SELECT $batch_id, $imported_at, $imported_by, $file, $sheet, $file_sha256, "
        "$file_bytes, $encoding, $template, $source_system, $mapping, $counts, NULL, $assumptions, $choices",
        values,
    )


def vars_of(found: Counts) -> dict[str, int]:
    """The counts by name, in the order in which people read them."""
    return {field: getattr(found, field) for field in ("read", "new", "updated", "unchanged", "rejected")}
