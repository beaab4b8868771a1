"""How a statement of this program is said in the words of Spark; nothing here knows of a server."""

from insight.warehouse.spark.statements.plan import Plan, planned
from insight.warehouse.spark.statements.translate import (
    DATA_SCHEMAS,
    NOTHING,
    OWN_SCHEMA,
    Kinds,
    insertion,
    kind_of,
    kinds_of,
    said_anew,
    tables_of,
    translated,
)

__all__ = [
    "DATA_SCHEMAS",
    "NOTHING",
    "OWN_SCHEMA",
    "Kinds",
    "Plan",
    "insertion",
    "kind_of",
    "kinds_of",
    "planned",
    "said_anew",
    "tables_of",
    "translated",
]
