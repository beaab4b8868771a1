"""Phones with hidden digits, 138****0001: kept as they are shown, in a column of their own.

Statements are put together from names in `insight.schema` only.
"""

from insight.schema import TABLES
from insight.warehouse import Session

_COLUMNS = ("phone_masked", "phone", "receiver_phone")
_ANY = """SELECT bool_or(contains("{column}", '*')) FROM texts"""
_TEXTS = """SELECT DISTINCT "{column}" AS text FROM texts WHERE contains("{column}", '*')"""
_READ = """
CREATE OR REPLACE TEMP TABLE masked AS
SELECT text, nullif(trim(tidy(text), ''''), '') AS value
FROM ({texts})
"""
_NONE = "NULL::VARCHAR"


def read_masked(session: Session, name: str, filled: set[str]) -> tuple[str, list[str]]:
    """The expression of `phone_masked` and the joins with `texts` that it needs, each different text read once."""
    columns = [column for column in _COLUMNS if column in filled and column in TABLES[name].column_names]
    columns = [column for column in columns if session.scalar(_ANY.format(column=column))]
    if not columns:
        return _NONE, []
    texts = " UNION ".join(_TEXTS.format(column=column) for column in columns)
    session.execute(_READ.format(texts=texts))
    values = ", ".join(f"masked_{column}.value" for column in columns)
    joins = [f'LEFT JOIN masked AS masked_{column} ON masked_{column}.text = texts."{column}"' for column in columns]
    return f"coalesce({values}, NULL)", joins
