"""Who is one person, when core is built on the cluster: data join there, what staff decided is applied here.

A decision concerns the people of the identifiers it names and nobody else, so their sets of names alone are fetched.
"""

from collections.abc import Sequence

from insight.warehouse.identity import HUB_KEYS, KEYED, corrections, joined
from insight.warehouse.spark.build.session import Building
from insight.warehouse.spark.tables.people import people_of_rows
from insight.warehouse.steps import filled

_DECIDED = """
CREATE OR REPLACE TEMP TABLE decided_keys AS
SELECT DISTINCT decided.key
FROM (SELECT node_key(node) AS key FROM decided_nodes) AS decided
LEFT JOIN hub_keys ON hub_keys.key = decided.key
WHERE hub_keys.key IS NULL
"""
_CONCERNED = """
CREATE OR REPLACE TEMP TABLE concerned_rows AS
WITH named AS ({named}),
concerned AS (
    SELECT DISTINCT joined_rows.root_key
    FROM named
    JOIN decided_keys ON decided_keys.key = named.key
    JOIN joined_rows ON joined_rows.identity_key = named.identity_key
)
SELECT joined_rows.identity_key
FROM joined_rows
JOIN concerned ON concerned.root_key = joined_rows.root_key
"""
_NAMED = "SELECT identity_key, {key} AS key FROM keyed_rows WHERE {key} IS NOT NULL"
_FETCHED = """
SELECT keyed.*
FROM ({keyed}) AS keyed
JOIN concerned_rows ON concerned_rows.identity_key = keyed.identity_key
"""
_ALL = """
CREATE OR REPLACE TEMP TABLE row_roots AS
SELECT joined_rows.identity_key, joined_rows.root_key
FROM joined_rows
LEFT JOIN concerned_rows ON concerned_rows.identity_key = joined_rows.identity_key
WHERE concerned_rows.identity_key IS NULL
UNION ALL
SELECT identity_key, root_key FROM decided_rows_of_people
"""


def join_on_engine(session: Building) -> None:
    """Say whose each set of names is, as `row_roots`."""
    session.execute(f"CREATE OR REPLACE TEMP TABLE hub_keys AS {HUB_KEYS}")
    keys = [name for name in session.columns_of("keyed_rows") if name != "identity_key"]
    rows, hubs = session.name_of("keyed_rows"), session.name_of("hub_keys")
    with people_of_rows(session.line, session.engine, rows, keys, hubs) as statement:
        session.made_of("joined_rows", statement)
    decided = corrections(session)
    if not decided:
        session.execute("CREATE OR REPLACE TEMP VIEW row_roots AS SELECT identity_key, root_key FROM joined_rows")
        return
    session.execute(_DECIDED)
    session.execute(filled(_CONCERNED, named=_named(keys)))
    fetched = session.arrow(filled(_FETCHED, keyed=KEYED))
    session.register("decided_rows_of_people", joined(fetched, session.arrow(HUB_KEYS)["key"], decided)[0])
    session.execute(_ALL)


def _named(keys: Sequence[str]) -> str:
    return " UNION ALL ".join(filled(_NAMED, key=key) for key in keys)
