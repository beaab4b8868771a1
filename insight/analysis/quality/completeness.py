"""Is what an export has filled in? One rule for each column whose emptiness is not itself an answer."""

from collections.abc import Iterator

from insight.analysis.quality.rule import Rule
from insight.analysis.quality.weakens import of_column
from insight.i18n import _
from insight.schema import TABLES, Column, Table
from insight.warehouse.tables import PERSON_COLUMN

_EMPTY_IS_AN_ANSWER: dict[str, frozenset[str]] = {
    "customers": frozenset({"phone_masked", "tags"}),
    "orders": frozenset(
        {
            "cancelled_at",
            "shipping_fee",
            "discount",
            "refund_amount",
            "refund_status",
            "coupon",
            "promoter",
            "receiver_phone",
            "phone_masked",
        }
    ),
    "order_items": frozenset({"variant", "line_refund", "status", "refund_status"}),
    "products": frozenset({"attributes", "refill_days"}),
    "events": frozenset({"page", "object", "keyword", "duration_s", "properties", "customer_ref", "anonymous_id"}),
    "metric_daily": frozenset({"subject"}),
    "survey_responses": frozenset({"phone", "email", "respondent_ref"}),
    "survey_answers": frozenset({"answer"}),
    "campaigns": frozenset({"ends_at", "cost"}),
    "touches": frozenset({"opened_at", "clicked_at", "failed_reason", "phone", "email"}),
    "coupons": frozenset({"redeemed_at", "order_id", "phone"}),
    "points_ledger": frozenset({"phone", "reason"}),
    "feedback": frozenset({"customer_ref", "rating", "product_id", "brand", "likes", "reply"}),
    "referrals": frozenset({"channel"}),
    "consents": frozenset({"phone", "email", "evidence"}),
    "market": frozenset({"product", "source"}),
    "regions": frozenset({"city"}),
}

_ASKED: dict[tuple[str, str], str] = {
    ("orders", "paid_at"): "status IN ('paid', 'shipped', 'completed', 'refunded')",
    ("orders", "completed_at"): "status = 'completed'",
    ("touches", "sent_at"): "coalesce(lower(arm), '') NOT IN ('control', '对照', '对照组')",
    ("touches", "delivered"): "coalesce(lower(arm), '') NOT IN ('control', '对照', '对照组')",
}
"""Which rows are asked, where a column is lawfully empty in others."""

_INSTEAD: dict[tuple[str, str], str] = {
    ("orders", "phone"): "phone IS NULL AND phone_masked IS NULL",
    ("customers", "phone"): "phone IS NULL AND phone_masked IS NULL",
}
"""When a column counts as empty, where another column may stand in for it."""


def completeness() -> Iterator[Rule]:
    """The rules of all tables, in the order of the schema; and whether rows lead to a person."""
    for table in TABLES.values():
        for column in table.columns:
            if column.name not in _EMPTY_IS_AN_ANSWER.get(table.name, frozenset()):
                yield _is_filled(table, column)
        if number := PERSON_COLUMN.get(table.name):
            yield _knows_its_person(table, number)
        if table.name == "orders":
            yield Rule(
                name="orders_name_a_person",
                table="orders",
                dimension="completeness",
                text=_("Every order names a person"),
                weakens="people",
                broken="customer_id IS NULL",
                subject="orders",
                value="concat_ws(' · ', buyer_name, phone_masked)",
                amount="CASE WHEN is_valid THEN net_amount END",
            )


def _is_filled(table: Table, column: Column) -> Rule:
    place = (table.name, column.name)
    return Rule(
        name=f"{table.name}_{column.name}_filled",
        table=table.name,
        column=column.name,
        dimension="completeness",
        text=_("“{column}” is filled in", column=column.label),
        weakens=of_column(*place),
        asked=_ASKED.get(place, "TRUE"),
        broken=_INSTEAD.get(place, f'"{column.name}" IS NULL'),
        subject=table.name,
        by_source=True,
    )


def _knows_its_person(table: Table, number: str) -> Rule:
    names = [number, *(name for name in ("phone", "email") if name in table.column_names)]
    return Rule(
        name=f"{table.name}_person_known",
        table=table.name,
        column=number,
        dimension="consistency",
        text=_("Whoever is named is known from a customer list or an order"),
        weakens="people",
        asked=f"coalesce({', '.join(names)}) IS NOT NULL",
        broken="customer_id IS NULL",
        subject=table.name,
        value=f"concat_ws(' · ', {', '.join(names)})",
    )
