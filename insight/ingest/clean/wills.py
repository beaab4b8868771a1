"""What people said about being contacted, as rows of consents: of a register, and of the columns of a list of people.

Nothing that was said is left out because it is not understood: its word is kept beside `unclear`, and asks a person.
"""

import pyarrow as pa

from insight.ingest.clean.columns import ColumnHabits
from insight.ingest.clean.speakers import HIDDEN_PHONE, HIDDEN_SIGNS, SURELY_HIDDEN, keep_speakers, speaking_table
from insight.ingest.clean.spoken import placed_statements
from insight.ingest.clean.times import read_times
from insight.ingest.read import TextTable
from insight.ingest.recognise import Mapping
from insight.warehouse import Session
from insight.warehouse.consent import meaning_of, moment_in

RAW_WORD = "raw_word"

_MEANT = pa.schema([(name, pa.string()) for name in ("purpose", "said", "will", "moment")])

_MOMENTS_PLACED = """
CREATE OR REPLACE TEMP TABLE will_moments AS
SELECT DISTINCT moment AS text
FROM placed_wills
WHERE moment IS NOT NULL
"""

_MOMENTS_TURNED = """
CREATE OR REPLACE TEMP TABLE turned_moments AS
SELECT text
FROM will_moments
"""
"""The same moments, read the other way round where nobody says whether the day or the month comes first: of 03/04 a no
counts from the later day, a yes from the earlier."""

_MOMENTS_MEANT = """
CREATE OR REPLACE TEMP TABLE will_moments AS
SELECT DISTINCT moment AS text
FROM meant_words
WHERE moment IS NOT NULL
"""

_STATEMENTS = """
CREATE OR REPLACE TEMP TABLE incoming_wills AS
WITH named AS (
    SELECT
        placed.source_row,
        coalesce(incoming.customer_ref, incoming.phone_masked) AS customer_ref,
        incoming.phone,
        incoming.phone_masked,
        incoming.email,
        placed.purpose,
        placed.status,
        coalesce(
            CASE placed.status
                WHEN 'granted' THEN least(told.moment, turned.moment)
                ELSE greatest(told.moment, turned.moment)
            END,
            incoming.at
        ) AS said_at,
        placed.said
    FROM placed_wills AS placed
    JOIN naming_rows AS incoming ON incoming.source_row = placed.source_row
    LEFT JOIN will_moments AS told ON told.text = placed.moment
    LEFT JOIN turned_moments AS turned ON turned.text = placed.moment
    WHERE coalesce(incoming.customer_ref, incoming.phone_masked) IS NOT NULL
)
SELECT
    md5_number_lower(
        concat_ws(chr(31), $source_system, 'list', customer_ref, purpose, coalesce(said_at::VARCHAR, ''), status)
    ) AS row_key,
    customer_ref, phone, phone_masked, email, purpose, status, said_at, said, source_row
FROM named
"""

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
            "WHERE texts.source_row = typed_consents.source_row AND regexp_matches(texts.phone, $form) "
            "AND (typed_consents.phone IS NULL OR regexp_matches(texts.phone, $surely))",
            {"signs": HIDDEN_SIGNS, "form": HIDDEN_PHONE, "surely": SURELY_HIDDEN},
        )
    if "email" in columns:
        session.execute(
            "UPDATE typed_consents SET email_masked = regexp_replace(lower(trim(texts.email)), '[•●＊…]+', '*', 'g') "
            "FROM texts WHERE texts.source_row = typed_consents.source_row AND typed_consents.email IS NULL "
            "AND regexp_matches(texts.email, '[*•●＊…].*@|@.*[*•●＊…]')"
        )


_SECOND_PHONES = """
INSERT INTO typed_consents
SELECT typed.* REPLACE (as_second_phone(texts.phone) AS phone, as_second_phone(texts.phone) AS customer_ref)
FROM typed_consents AS typed
JOIN texts ON texts.source_row = typed.source_row
WHERE as_second_phone(texts.phone) IS NOT NULL
"""
_SECOND_MAILS = """
INSERT INTO typed_consents
SELECT typed.* REPLACE (as_second_email(texts.email) AS email, as_second_email(texts.email) AS customer_ref)
FROM typed_consents AS typed
JOIN texts ON texts.source_row = typed.source_row
WHERE as_second_email(texts.email) IS NOT NULL
"""


def second_names(session: Session) -> None:
    """Who is named by two phones or addresses in one cell speaks by either."""
    columns = session.query("DESCRIBE texts")["column_name"].tolist()
    for column, statement in (("phone", _SECOND_PHONES), ("email", _SECOND_MAILS)):
        if column in columns:
            session.execute(statement)


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
    session.execute(_MOMENTS_MEANT)
    read_times(session, "will_moments", {"formats": ColumnHabits().time_formats, "timezone": timezone})
    session.execute(
        f"UPDATE typed_consents SET status = meant_words.will, "  # noqa: S608
        '"at" = coalesce(typed_consents."at", told.moment) '
        "FROM meant_words LEFT JOIN will_moments AS told ON told.text = meant_words.moment "
        f"WHERE meant_words.said = {RAW_WORD} AND meant_words.purpose IS NOT DISTINCT FROM typed_consents.purpose",
    )


def append_wills(session: Session, table: TextTable, mapping: Mapping, batch_id: int) -> None:
    """Put what the people of a sheet say about will, beside all else in it, into staging, as statements of the batch.
    Reads what `clean` left."""
    speaking = speaking_table(mapping)
    placed = placed_statements(session, table, mapping, speaking) if speaking else None
    if placed is None or not placed.num_rows:
        return
    keep_speakers(session, table, mapping)
    session.register("placed_wills", placed)
    own = {"source_system": mapping.source_system}
    session.execute(_MOMENTS_PLACED)
    session.execute(_MOMENTS_TURNED)
    for name, day_first in (
        ("will_moments", bool(mapping.day_first)),
        ("turned_moments", mapping.day_first is not False),
    ):
        formats = ColumnHabits(day_first=day_first).time_formats
        read_times(session, name, {"formats": formats, "timezone": mapping.timezone})
    session.execute(_STATEMENTS, own)
    session.execute(_APPENDED, own | {"batch_id": batch_id, "source_file": table.file})
