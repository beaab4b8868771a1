"""Is the workspace sound? Rules that always hold, each counted."""

from dataclasses import dataclass

from insight.errors import DamagedError
from insight.i18n import Text, _
from insight.warehouse.warehouse import Warehouse


@dataclass(frozen=True, slots=True)
class Check:
    """A rule, how many rows break it, and where that can be said what exactly is wrong."""

    rule: Text
    broken: int
    details: tuple[Text, ...] = ()


_RULES: tuple[tuple[Text, str], ...] = (
    (
        _("Every order stands once in core"),
        "SELECT count(*) - count(DISTINCT order_key) AS broken FROM core.orders",
    ),
    (
        _("Every person stands once in core"),
        "SELECT count(*) - count(DISTINCT customer_id) AS broken FROM core.customers",
    ),
    (
        _("Every order's person is known"),
        "SELECT count(*) AS broken FROM core.orders "
        "WHERE customer_id IS NOT NULL AND customer_id NOT IN (SELECT customer_id FROM core.customers)",
    ),
    (
        _("Every staged order of a batch that was not undone is in core"),
        "SELECT count(*) AS broken FROM (SELECT order_key FROM staging.orders "
        "WHERE batch_id IN (SELECT batch_id FROM app.batches WHERE undone_at IS NULL) "
        "EXCEPT SELECT order_key FROM core.orders)",
    ),
    (
        _("No order of an undone batch is left in core"),
        "SELECT count(*) AS broken FROM core.orders "
        "WHERE order_key NOT IN (SELECT order_key FROM staging.orders "
        "WHERE batch_id IN (SELECT batch_id FROM app.batches WHERE undone_at IS NULL))",
    ),
    (
        _("Every staged row belongs to a batch"),
        "SELECT count(*) AS broken FROM (SELECT batch_id FROM staging.orders UNION ALL "
        "SELECT batch_id FROM staging.customers UNION ALL SELECT batch_id FROM staging.order_items) "
        "WHERE batch_id NOT IN (SELECT batch_id FROM app.batches)",
    ),
)


_TABLES = """
SELECT table_schema, table_name
FROM information_schema.tables
WHERE table_type = 'BASE TABLE' AND table_schema IN ('staging', 'core', 'mart', 'app')
ORDER BY table_schema, table_name
"""


def readable(warehouse: Warehouse) -> Check:
    """Read every table whole: what lies on a bad place of the disk is found only so."""
    tables = [f'"{row["table_schema"]}"."{row["table_name"]}"' for row in warehouse.arrow(_TABLES).to_pylist()]
    details = []
    for name in tables:
        try:
            warehouse.query(f"SELECT bit_xor(hash(held)) AS read FROM {name} AS held")  # noqa: S608
        except DamagedError as error:
            details.append(_("{table}: {reason}", table=name.replace('"', ""), reason=error.message))
    return Check(READABLE, len(details), tuple(details))


READABLE = _("Every table of the workspace can be read")


def check(warehouse: Warehouse) -> list[Check]:
    """Count what breaks each rule."""
    return [Check(rule, int(warehouse.query(statement)["broken"].iloc[0])) for rule, statement in _RULES]
