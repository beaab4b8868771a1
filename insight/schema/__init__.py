"""The canonical tables and columns: the one source of names, types, units, meanings and labels.

Every column of a canonical table is declared once, here. Staging tables are created from it, cleaning types by it, the
mapping page labels by it. Later work adds templates and models, not names.
"""

from insight.schema.behaviour import EVENTS, METRIC_DAILY
from insight.schema.outreach import CAMPAIGNS, MARKET, REGIONS, TOUCHES
from insight.schema.people import CONSENTS, COUPONS, CUSTOMERS, POINTS_LEDGER, REFERRALS
from insight.schema.table import Column, Kind, PersonScope, Table
from insight.schema.trade import ORDER_ITEMS, ORDERS, PRODUCTS
from insight.schema.voice import FEEDBACK, SURVEY_ANSWERS, SURVEY_RESPONSES

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        CUSTOMERS,
        ORDERS,
        ORDER_ITEMS,
        PRODUCTS,
        EVENTS,
        METRIC_DAILY,
        SURVEY_RESPONSES,
        SURVEY_ANSWERS,
        CAMPAIGNS,
        TOUCHES,
        COUPONS,
        POINTS_LEDGER,
        FEEDBACK,
        REFERRALS,
        CONSENTS,
        MARKET,
        REGIONS,
    )
}

ORDER_STATUSES = ("unpaid", "paid", "shipped", "completed", "refunded", "closed", "unknown")
"""Canonical words for the state of an order, from its first to its last."""

SALE_STATUSES = ("paid", "shipped", "completed", "unknown")
"""The statuses that can count as a sale; `unknown` is an export that has no status column."""

PROVENANCE = ("batch_id", "source_system", "source_file", "source_row", "raw_status", "extra")
"""Columns that every staging table has besides its own."""

__all__ = [
    "CAMPAIGNS",
    "CONSENTS",
    "COUPONS",
    "CUSTOMERS",
    "EVENTS",
    "FEEDBACK",
    "MARKET",
    "METRIC_DAILY",
    "ORDERS",
    "ORDER_ITEMS",
    "ORDER_STATUSES",
    "POINTS_LEDGER",
    "PRODUCTS",
    "PROVENANCE",
    "REFERRALS",
    "REGIONS",
    "SALE_STATUSES",
    "SURVEY_ANSWERS",
    "SURVEY_RESPONSES",
    "TABLES",
    "TOUCHES",
    "Column",
    "Kind",
    "PersonScope",
    "Table",
]
