"""Whose words the rows of a sheet are: the person each row names, and the moment that the row is about."""

from collections.abc import Mapping as Dictionary

import pyarrow as pa
import pyarrow.compute as pc

from insight.ingest.read import TextTable
from insight.ingest.recognise import Mapping
from insight.warehouse import Session

_CUSTOMERS = """
CREATE OR REPLACE TEMP TABLE naming_rows AS
SELECT source_row, substr(source_key, length($source_system) + 2) AS customer_ref, phone, phone_masked, email,
    NULL::TIMESTAMP AS at
FROM incoming_customers
"""

_ORDERS = """
CREATE OR REPLACE TEMP TABLE naming_rows AS
SELECT
    source_row,
    coalesce(buyer_ref, phone, email, phone_masked, receiver_phone) AS customer_ref,
    CASE WHEN coalesce(buyer_ref, phone, email, phone_masked) IS NULL THEN receiver_phone ELSE phone END AS phone,
    phone_masked,
    email,
    ordered_at AS at
FROM typed_orders
"""
"""A receiver speaks only where nobody else is named."""

_LINES = """
INSERT INTO naming_rows
SELECT
    lines.source_row,
    coalesce(buyer_ref, phone, email, phone_masked, receiver_phone),
    CASE WHEN coalesce(buyer_ref, phone, email, phone_masked) IS NULL THEN receiver_phone ELSE phone END,
    phone_masked,
    email,
    orders.ordered_at
FROM incoming_order_items AS lines
JOIN incoming_orders AS orders ON orders.order_key = lines.order_key
WHERE lines.source_row NOT IN (SELECT source_row FROM naming_rows WHERE customer_ref IS NOT NULL)
"""
"""What stands on any row of an order is said by its buyer, also where only its first row names them."""

_OF_FACTS: Dictionary[str, str] = {
    "consents": """
CREATE OR REPLACE TEMP TABLE naming_rows AS
SELECT source_row, customer_ref, phone, phone_masked, email, NULL::TIMESTAMP AS at
FROM typed_consents
""",
    "touches": """
CREATE OR REPLACE TEMP TABLE naming_rows AS
SELECT source_row, customer_ref, phone, NULL::VARCHAR AS phone_masked, email, sent_at AS at
FROM typed_touches
""",
    "survey_responses": """
CREATE OR REPLACE TEMP TABLE naming_rows AS
SELECT source_row, coalesce(phone, email, respondent_ref) AS customer_ref, phone, NULL::VARCHAR AS phone_masked, email,
    submitted_at AS at
FROM typed_survey_responses
""",
    "events": """
CREATE OR REPLACE TEMP TABLE naming_rows AS
SELECT source_row, customer_ref, NULL::VARCHAR AS phone, NULL::VARCHAR AS phone_masked, NULL::VARCHAR AS email,
    occurred_at AS at
FROM typed_events
""",
    "coupons": """
CREATE OR REPLACE TEMP TABLE naming_rows AS
SELECT source_row, customer_ref, phone, NULL::VARCHAR AS phone_masked, NULL::VARCHAR AS email, issued_at AS at
FROM typed_coupons
""",
    "points_ledger": """
CREATE OR REPLACE TEMP TABLE naming_rows AS
SELECT source_row, customer_ref, phone, NULL::VARCHAR AS phone_masked, NULL::VARCHAR AS email, "at"
FROM typed_points_ledger
""",
    "feedback": """
CREATE OR REPLACE TEMP TABLE naming_rows AS
SELECT source_row, customer_ref, NULL::VARCHAR AS phone, NULL::VARCHAR AS phone_masked, NULL::VARCHAR AS email, "at"
FROM typed_feedback
""",
}
"""The typed rows, so that a row which is left out for what else it lacks is heard all the same."""

_HIDDEN = """
UPDATE naming_rows SET phone_masked = hidden.name
FROM hidden_names AS hidden
WHERE hidden.source_row = naming_rows.source_row AND (naming_rows.phone IS NULL OR hidden.is_sure)
    AND naming_rows.phone_masked IS NULL
"""

HIDDEN_PHONE = r"^[+0-9 ()-]{2,}[^0-9+]{2,}[0-9]{2,}$|^(尾号|手机尾号|后四位|ending|ending in|last 4)[:： ]*[0-9]{4}$"
HIDDEN_SIGNS = "[^0-9+]{2,}|[*]"
SURELY_HIDDEN = r"[0-9][^0-9 ]{3,}[0-9]"
"""A phone of which only some digits are shown, and what stands in place of the others: surely where it is long, else
where the cell is no phone."""


def speaking_table(mapping: Mapping) -> str | None:
    """The table whose rows name the people of a sheet; None where they name nobody."""
    names = ("orders", "customers", *_OF_FACTS)
    return next((name for name in names if name in mapping.tables), None)


def keep_speakers(session: Session, table: TextTable, mapping: Mapping) -> None:
    """Make `naming_rows(source_row, customer_ref, phone, phone_masked, email, at)`; `at` is null where a row has no
    moment of its own. Reads what `clean` left."""
    name = speaking_table(mapping) or ""
    statement = {"orders": _ORDERS, "customers": _CUSTOMERS}.get(name) or _OF_FACTS[name]
    session.execute(statement, {"source_system": mapping.source_system})
    if name == "orders" and "order_items" in mapping.tables:
        session.execute(_LINES)
    hidden = _hidden_names(table, mapping.positions(name, "phone"))
    if hidden.num_rows:
        session.register("hidden_names", hidden)
        session.execute(_HIDDEN)


def _hidden_names(table: TextTable, positions: tuple[int, ...]) -> pa.Table:
    """source_row and the phone with hidden signs that stands where a whole one belongs."""
    rows = table.cells.column("source_row").combine_chunks()
    found = []
    for position in positions:
        cells = table.cells.column(str(position)).combine_chunks()
        is_hidden = pc.fill_null(pc.match_substring_regex(cells, HIDDEN_PHONE), False)
        shown = pc.replace_substring_regex(cells.filter(is_hidden), HIDDEN_SIGNS, "*")
        is_sure = pc.match_substring_regex(cells.filter(is_hidden), SURELY_HIDDEN)
        found.append(pa.table({"source_row": rows.filter(is_hidden), "name": shown, "is_sure": is_sure}))
    return pa.concat_tables(found) if found else pa.table({"source_row": []})
