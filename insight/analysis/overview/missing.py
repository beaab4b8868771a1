"""Which data a workspace lacks, and what that weakens."""

import pandas as pd

from insight.i18n import Text, _
from insight.statistics.intervals import share_of

_TABLES: tuple[tuple[str, Text, Text], ...] = (
    (
        "customers",
        _("No customer list"),
        _("Members without orders cannot be seen; people are known by their orders only"),
    ),
    ("order_items", _("No order lines"), _("Nothing can be said about products, baskets and refills")),
    ("events", _("No behaviour events"), _("Funnels, paths and browsing interest stay empty")),
    ("surveys", _("No survey answers"), _("Needs and satisfaction stay unknown")),
    ("touches", _("No record of contacts"), _("The effect of campaigns cannot be judged")),
    ("points", _("No points ledger"), _("Points about to expire and their effect cannot be seen")),
    ("feedback", _("No reviews, chats or tickets"), _("Complaints and wishes cannot be heard")),
    ("consents", _("No statements of consent"), _("Lists cannot tell who may be contacted")),
)

_SHARES: dict[str, tuple[Text, Text]] = {
    "orders_without_person": (
        _("Orders that name no person"),
        _("They count in revenue, but in no figure about people"),
    ),
    "other_currencies": (
        _("Orders in other currencies"),
        _("They count as orders, but not in amounts: amounts in different currencies are never added"),
    ),
    "people_without_phone": (
        _("People without a phone number"),
        _("They cannot be reached by phone or text, nor joined across platforms by phone"),
    ),
}


def missing(present: pd.Series, shares: dict[str, tuple[int, int]]) -> pd.DataFrame:
    """One row for each gap: key, text, weakens (both Text), count of n concerned, share (undefined for a table)."""
    tables = [
        (key, text, weakens, None, None, float("nan")) for key, text, weakens in _TABLES if not present[f"has_{key}"]
    ]
    parts = [(key, *_SHARES[key], part, whole, share_of(part, whole)) for key, (part, whole) in shares.items() if part]
    return pd.DataFrame([*tables, *parts], columns=["key", "text", "weakens", "count", "n", "share"])
