"""Keys that are nobody's: what shops, tills and erasures write where there is no number, phone or e-mail.

A rule about cells: a key that says nothing in itself; one without a digit, or typed to get past a field, that stands
beside two different people; and one that stands beside three where hardly any other key of its column does.
"""

from collections.abc import Sequence

import pandas as pd
import pyarrow as pa

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.clean.decided import Decided
from insight.schema import TABLES, Kind
from insight.warehouse import Session

_KEYS: dict[str, tuple[str, ...]] = {
    table.name: tuple(column.name for column in table.columns if column.names_person and column.kind is Kind.ID)
    for table in TABLES.values()
}
_NAMES = {"orders": ("buyer_name",), "customers": ("name", "nickname"), "feedback": ("author",)}
_SHARE = 0.05
"""Where more keys of a column than this stand beside several people, the column is one of households or shops."""

_USED = """
WITH used AS (
    SELECT
        {key} AS value,
        count(*) AS rows,
        greatest(count(DISTINCT {phone}), count(DISTINCT {email})) AS contacts,
        count(DISTINCT lower({name})) AS names
    FROM "typed_{table}"
    WHERE {key} IN (SELECT value FROM suspects)
    GROUP BY 1
)
SELECT value, rows, contacts, names, is_nothing(value) AS is_nothing, is_doubtful_key(value) AS is_doubtful,
    is_typed_to_pass(value) AS is_typed
FROM used
"""
_SUSPECTS = """
CREATE OR REPLACE TEMP TABLE suspects AS
SELECT {key} AS value
FROM "typed_{table}"
WHERE {key} IS NOT NULL
GROUP BY 1
HAVING is_nothing({key})
    OR (count(*) > 1 AND (min({phone}) <> max({phone}) OR min({email}) <> max({email}) OR min({name}) <> max({name})))
"""


def ignore_placeholders(session: Session, name: str, decided: Decided) -> list[Assumption]:
    """Empty the keys of `typed_<name>` that are nobody's; what was decided, value by value."""
    found: list[Assumption] = []
    for key in _KEYS[name]:
        if decided.is_filled(name, key):
            frame = _nobodys(session, name, key)
            found += _ignore(session, name, key, frame, decided)
    for key, doubtful in (("email", _EMAILS), ("phone", _PHONES)):
        if decided.is_filled(name, key) and _has(name, key):
            columns = {"table": name} | _beside(session, name, key)
            if key == "email":
                session.execute(_SUSPECT_EMAILS.format(**columns))
                if not session.scalar("SELECT count(*) FROM suspects"):
                    continue
            found += _ignore(session, name, key, session.query(doubtful.format(**columns)), decided)
    return found


def _has(name: str, column: str) -> bool:
    return column in TABLES[name].column_names


def _beside(session: Session, name: str, key: str) -> dict[str, str]:
    """The columns beside a key that tell people apart; NULL where the table has none, or nothing stands in them."""
    beside = {"phone": ["phone"], "email": ["email"], "name": _NAMES.get(name, ()), "account": _KEYS[name]}
    return {what: _any_of(session, name, [each for each in columns if each != key]) for what, columns in beside.items()}


def _any_of(session: Session, name: str, columns: Sequence[str]) -> str:
    filled = [column for column in columns if _has(name, column) and session.scalar(_FILLED.format(name, column))]
    return f"coalesce({', '.join(filled)})" if filled else "NULL::VARCHAR"


_FILLED = 'SELECT count("{1}") > 0 FROM "typed_{0}"'


def _nobodys(session: Session, name: str, key: str) -> pd.DataFrame:
    columns = {"table": name, "key": key} | _beside(session, name, key)
    session.execute(_SUSPECTS.format(**columns))
    if not session.scalar("SELECT count(*) FROM suspects"):
        return pd.DataFrame({"value": [], "rows": []})
    used = session.query(_USED.format(**columns))
    keys = max(1, int(session.scalar(f'SELECT count(DISTINCT {key}) FROM "typed_{name}"')))  # noqa: S608
    shared = int(((used["contacts"] > 1) | (used["names"] > 1)).sum())
    stands_out = shared <= max(1, _SHARE * keys)
    beside_two = (used["contacts"] > 1) & (used["names"] != 1)
    beside_three = (used["contacts"] > 2) & (used["names"] > 2)
    typed = used["is_typed"] & ((used["contacts"] > 1) | (used["names"] > 1))
    words = used["is_doubtful"] & (beside_two | ((used["names"] > 2) & (used["names"] == used["rows"]) & stands_out))
    nobodys: pd.DataFrame = used[used["is_nothing"] | typed | words | (beside_three & stands_out & (keys > 1))]
    return nobodys


_SUSPECT_EMAILS = """
CREATE OR REPLACE TEMP TABLE suspects AS
SELECT value, is_nobodys
FROM (
    SELECT
        email AS value,
        is_nobodys_email(email) AS is_nobodys,
        count(*) > 2 AND min({name}) <> max({name}) AS is_shared
    FROM "typed_{table}"
    WHERE email IS NOT NULL
    GROUP BY 1
)
WHERE is_nobodys OR is_shared
"""
_EMAILS = """
WITH used AS (
    SELECT
        email AS value,
        count(*) AS rows,
        count(DISTINCT lower({name})) AS names,
        count(DISTINCT {account}) AS accounts,
        bool_or(is_nobodys) AS is_nobodys
    FROM "typed_{table}"
    JOIN suspects ON suspects.value = email
    GROUP BY 1
),
shared AS (
    SELECT count(*) AS emails FROM used WHERE names > 1
)
SELECT value, rows
FROM used, shared
WHERE is_nobodys OR (names > 2 AND names = rows AND accounts <> 1 AND shared.emails = 1)
"""
_PHONES = """
SELECT phone AS value, count(*) AS rows
FROM "typed_{table}"
WHERE phone IS NOT NULL AND is_doubtful_phone(phone)
GROUP BY 1
HAVING count(DISTINCT lower({name})) > 1 OR count(DISTINCT {account}) > 1 OR count(DISTINCT {email}) > 1
"""


def _ignore(session: Session, name: str, key: str, frame: pd.DataFrame, decided: Decided) -> list[Assumption]:
    kept = {value for value in frame["value"] if decided.about("placeholder", value) == "key"}
    rows = {str(value): int(count) for value, count in zip(frame["value"], frame["rows"], strict=True)}
    nobodys = [value for value in rows if value not in kept]
    if not nobodys:
        return []
    session.register("nobodys_keys", pa.table({"value": pa.array(nobodys, pa.string())}))
    session.execute(
        f'UPDATE "typed_{name}" SET {key} = NULL WHERE {key} IN (SELECT value FROM nobodys_keys)'  # noqa: S608
    )
    evidence = _("it says nothing about a person, or stands beside people who have nothing else in common")
    return [
        Assumption(
            "placeholder",
            value,
            evidence,
            column=decided.header(name, key),
            rows=rows[value],
            alternatives=() if decided.about("placeholder", value) else ("key",),
        )
        for value in sorted(nobodys)
        if decided.about("placeholder", value) is None
    ]


_ODD_NUMBERS = """
CREATE OR REPLACE TEMP TABLE odd_numbers AS
SELECT value, rows, is_several
FROM (
    SELECT
        order_id AS value,
        count(*) AS rows,
        min(ordered_at) <> max(ordered_at)
            OR min(coalesce(buyer_ref, phone, email)) <> max(coalesce(buyer_ref, phone, email)) AS is_several
    FROM typed_orders
    WHERE length(order_id) <= 10 OR (NOT (order_id >= '0' AND order_id < ':') AND NOT regexp_matches(order_id, '[0-9]'))
    GROUP BY 1
)
WHERE is_several OR NOT regexp_matches(value, '[0-9]')
"""
"""Order numbers without a digit, and those of several orders or people."""

_ORDER_NUMBERS = """
SELECT value, rows FROM odd_numbers WHERE is_nothing(value) OR (is_several AND is_doubtful_key(value))
"""


def ignore_order_numbers(session: Session, decided: Decided) -> list[Assumption]:
    """Empty order numbers that are words for having none; `unnumbered(source_row)` are their rows."""
    session.execute("CREATE OR REPLACE TEMP TABLE unnumbered (source_row BIGINT)")
    if not decided.is_filled("orders", "order_id"):
        return []
    session.execute(_ODD_NUMBERS)
    if not session.scalar("SELECT count(*) FROM odd_numbers"):
        return []
    frame = session.query(_ORDER_NUMBERS)
    session.register(
        "number_words", pa.table({"value": pa.array([str(value) for value in frame["value"]], pa.string())})
    )
    session.execute(
        "INSERT INTO unnumbered SELECT source_row FROM typed_orders WHERE order_id IN (SELECT value FROM number_words)"
    )
    return _ignore(session, "orders", "order_id", frame, decided)
