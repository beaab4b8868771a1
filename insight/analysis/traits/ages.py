"""How old what is known is: the newest day of the table that a trait is read from, or of the list that brought it."""

import datetime as dt
from collections.abc import Iterable

from insight.analysis.traits.read import BROUGHT
from insight.schema.traits import Trait
from insight.warehouse import Warehouse

_NEWEST = {
    "orders": "SELECT max(ordered_at)::DATE AS newest FROM mart.purchases WHERE ordered_at < $as_of::DATE",
    "order_items": "SELECT max(ordered_at)::DATE AS newest FROM mart.purchases WHERE ordered_at < $as_of::DATE",
    "events": "SELECT max(occurred_at)::DATE AS newest FROM core.events WHERE occurred_at < $as_of::DATE",
    "touches": "SELECT max(sent_at)::DATE AS newest FROM core.touches WHERE sent_at < $as_of::DATE",
    "referrals": 'SELECT max("at")::DATE AS newest FROM core.referrals WHERE "at" < $as_of::DATE',
    "feedback": 'SELECT max("at")::DATE AS newest FROM core.feedback WHERE "at" < $as_of::DATE',
    "survey_responses": """
        SELECT max(submitted_at)::DATE AS newest FROM core.survey_responses WHERE submitted_at < $as_of::DATE
    """,
    "customers": """
        SELECT max(batches.imported_at)::DATE AS newest
        FROM (SELECT DISTINCT batch_id FROM core.source_customers) AS listed
        JOIN app.batches AS batches ON batches.batch_id = listed.batch_id
    """,
}


def newest_days(warehouse: Warehouse, traits: Iterable[Trait], as_of: dt.date) -> dict[str, dt.date | None]:
    """Name -> the newest day of the first table of each trait before `as_of`, of a brought one that of its list; None
    where it has no day."""
    traits = list(traits)
    brought = {row["trait"]: row["newest"] for row in warehouse.arrow(BROUGHT).to_pylist()}
    tables = {name: _newest(warehouse, name, as_of) for trait in traits for name in trait.sources[:1]}
    return {trait.name: brought.get(trait.name) if trait.is_brought else tables[trait.sources[0]] for trait in traits}


def _newest(warehouse: Warehouse, table: str, as_of: dt.date) -> dt.date | None:
    day: dt.date | None = warehouse.arrow(_NEWEST[table], {"as_of": as_of}).column("newest").to_pylist()[0]
    return day
