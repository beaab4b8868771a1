"""What people said about being contacted, as rows of consents: of a register, and of the columns of a list of people.

Nothing that was said is left out because it is not understood: its word is kept beside `unclear`, and asks a person.
"""

import pyarrow as pa
import pyarrow.compute as pc

from insight.ingest.clean.columns import ColumnHabits
from insight.ingest.read import TextTable
from insight.ingest.recognise import Mapping
from insight.ingest.recognise.register import title_of_refusals
from insight.warehouse import Session
from insight.warehouse.consent import (
    is_known_refusal,
    meaning_of,
    moment_in,
    speaks_of_will,
    tells_refusal,
)

RAW_WORD = "raw_word"

_MOST_WORDS = 2_000
"""A column of more different texts holds no words of a state."""

_HIDDEN_PHONE = r"^[+0-9 ()-]{2,}[*•●＊xX×#…]{2,}[0-9]{2,}$"
_HIDDEN_SIGNS = "[•●＊xX×#…]+"

_PLACED = pa.schema(
    [("source_row", pa.int64()), ("purpose", pa.string()), ("said", pa.string()), ("moment", pa.string())]
)

_MEANT = pa.schema([(name, pa.string()) for name in ("purpose", "said", "will", "moment")])

_STATEMENTS = """
CREATE OR REPLACE TEMP TABLE incoming_wills AS
WITH named AS (
    SELECT
        placed.source_row,
        incoming.customer_ref,
        incoming.phone,
        incoming.phone_masked,
        incoming.email,
        placed.purpose,
        placed.status,
        as_time(placed.moment, $formats, $timezone) AS said_at,
        placed.said
    FROM placed_wills AS placed
    JOIN naming_rows AS incoming ON incoming.source_row = placed.source_row
)
SELECT
    md5_number_lower(
        concat_ws(chr(31), $source_system, 'list', customer_ref, purpose, coalesce(said_at::VARCHAR, ''), status)
    ) AS row_key,
    customer_ref, phone, phone_masked, email, purpose, status, said_at, said, source_row
FROM named
"""

_NAMING = {
    "customers": """
CREATE OR REPLACE TEMP TABLE naming_rows AS
SELECT source_row, substr(source_key, length($source_system) + 2) AS customer_ref, phone, phone_masked, email
FROM incoming_customers
""",
    "consents": """
CREATE OR REPLACE TEMP TABLE naming_rows AS
SELECT source_row, customer_ref, phone, phone_masked, email
FROM incoming_consents WHERE length($source_system) > 0
""",
    "touches": """
CREATE OR REPLACE TEMP TABLE naming_rows AS
SELECT source_row, customer_ref, phone, NULL::VARCHAR AS phone_masked, NULL::VARCHAR AS email
FROM incoming_touches WHERE length($source_system) > 0
""",
}
"""The people of a sheet, by the table that its rows fill; the first of them that is there names them."""

_APPENDED = """
INSERT INTO staging.consents BY NAME
SELECT
    row_key, customer_ref, phone, phone_masked, email, purpose, status, said_at AS "at", said AS raw_status,
    $batch_id AS batch_id, $source_system AS source_system, $source_file AS source_file, source_row
FROM incoming_wills
"""


def hidden_names(session: Session) -> None:
    """Phones and e-mails with hidden signs, whatever sign hides them, stay as what they show."""
    columns = session.query("DESCRIBE texts")["column_name"].tolist()
    if "phone" in columns:
        session.execute(
            "UPDATE typed_consents SET phone_masked = regexp_replace(texts.phone, $signs, '*', 'g') FROM texts "
            "WHERE texts.source_row = typed_consents.source_row AND typed_consents.phone IS NULL "
            "AND regexp_matches(texts.phone, $form)",
            {"signs": _HIDDEN_SIGNS, "form": _HIDDEN_PHONE},
        )
    if "email" in columns:
        session.execute(
            "UPDATE typed_consents SET email_masked = regexp_replace(lower(trim(texts.email)), '[•●＊…]+', '*', 'g') "
            "FROM texts WHERE texts.source_row = typed_consents.source_row AND typed_consents.email IS NULL "
            "AND regexp_matches(texts.email, '[*•●＊…].*@|@.*[*•●＊…]')"
        )


def hear(session: Session, timezone: str) -> None:
    """What each statement of `typed_consents` says, with its own word beside; the day in the word where no column tells
    one."""
    session.execute(f"ALTER TABLE typed_consents ADD COLUMN {RAW_WORD} VARCHAR")
    session.execute(f"UPDATE typed_consents SET {RAW_WORD} = status")  # noqa: S608
    pairs = session.arrow("SELECT DISTINCT purpose, status AS said FROM typed_consents WHERE status IS NOT NULL")
    meant = [
        row | {"will": meaning_of(row["purpose"] or "–", row["said"]).will, "moment": moment_in(row["said"])}
        for row in pairs.to_pylist()
    ]
    session.register(
        "meant_words",
        pa.Table.from_pylist(meant, pa.schema([(c, pa.string()) for c in ("purpose", "said", "will", "moment")])),
    )
    session.execute(
        f"UPDATE typed_consents SET status = meant_words.will, "  # noqa: S608
        '"at" = coalesce(typed_consents."at", as_time(meant_words.moment, $formats, $timezone)) FROM meant_words '
        f"WHERE meant_words.said = {RAW_WORD} AND meant_words.purpose IS NOT DISTINCT FROM typed_consents.purpose",
        {"formats": ColumnHabits().time_formats, "timezone": timezone},
    )


def append_wills(session: Session, table: TextTable, mapping: Mapping, batch_id: int) -> None:
    """Put what a list of people says about will into staging, as statements of the batch. Reads its incoming rows."""
    names = next((name for name in _NAMING if name in mapping.tables), None)
    if names is None:
        return
    placed = _placed(table, mapping)
    if not placed.num_rows:
        return
    session.register("placed_wills", placed)
    own = {"source_system": mapping.source_system}
    session.execute(_NAMING[names], own)
    formats = {"formats": ColumnHabits(day_first=mapping.day_first).time_formats, "timezone": mapping.timezone}
    session.execute(_STATEMENTS, own | formats)
    session.execute(_APPENDED, own | {"batch_id": batch_id, "source_file": table.file})


def _placed(table: TextTable, mapping: Mapping) -> pa.Table:
    """source_row, purpose (the header, or the title of the list), said, moment, status: one row a statement."""
    rows = table.cells.column("source_row").combine_chunks()
    found = [
        _statements(rows, table.cells.column(str(place)).combine_chunks(), header, is_free=not speaks_of_will(header))
        for place, header in enumerate(table.header)
        if place not in _heard_already(mapping)
    ]
    title = title_of_refusals(table)
    if title and "customers" in mapping.tables:
        found.append(_statements(rows, pa.repeat(title, len(rows)), title, is_free=False))
    return pa.concat_tables(found) if found else _schema().empty_table()


def _heard_already(mapping: Mapping) -> frozenset[int]:
    """The columns that a register reads as its own."""
    register = mapping.columns.get("consents", {})
    return frozenset(position for positions in register.values() for position in positions)


def _statements(rows: pa.Array, cells: pa.Array, header: str, *, is_free: bool) -> pa.Table:
    """The statements of one column; a column of anything else speaks only where a cell is known to refuse."""
    counted = cells.drop_null().value_counts()
    words = counted.field("values").to_pylist()
    if is_free and len(words) > _MOST_WORDS:
        words = []
    spoken = {word: row for word in words for row in _spoken(word, header, is_free=is_free)}
    if not spoken:
        return _schema().empty_table()
    places = pc.index_in(cells, value_set=pa.array(list(spoken), pa.string()))
    is_said = pc.is_valid(places)
    taken = pa.Table.from_pylist(list(spoken.values())).take(places.filter(is_said))
    return taken.add_column(0, "source_row", rows.filter(is_said)).cast(_schema())


def _schema() -> pa.Schema:
    return _PLACED.append(pa.field("status", pa.string()))


def _spoken(word: str, header: str, *, is_free: bool) -> list[dict[str, str | None]]:
    if is_free:
        parts = [part.strip() for part in pc.split_pattern_regex(pa.scalar(word), "[;,，；、|/]").as_py()]
        said = next((part for part in parts if is_known_refusal(part)), None)
        return [{"purpose": header, "said": said, "moment": None, "status": "withdrawn"}] if said else []
    meaning = meaning_of(header, word)
    if meaning.will == "silent":
        return []
    moment = moment_in(word) if tells_refusal(header) or meaning.will != "granted" else None
    return [{"purpose": header, "said": word, "moment": moment, "status": meaning.will}]
