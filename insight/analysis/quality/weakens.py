"""What a broken rule weakens: a closed list, the gravest first."""

from typing import Literal

from insight.i18n import Text, _

Weakens = Literal[
    "money",
    "people",
    "days",
    "contact",
    "goods",
    "freshness",
    "channels",
    "places",
    "personas",
    "behaviour",
    "outreach",
    "voice",
    "points",
    "outside",
]

WEAKENS: dict[Weakens, Text] = {
    "money": _("Revenue, average order value, monetary scores"),
    "people": _("Everything counted in people: RFM, retention, personas, lists"),
    "days": _("Recency, retention, rhythm of repurchase, before and after"),
    "contact": _("Who can be reached, and who is one person across platforms"),
    "goods": _("Products, baskets, refills"),
    "freshness": _("The newest weeks on every page"),
    "channels": _("Channels and shops"),
    "places": _("Regions and cities"),
    "personas": _("Personas and tags"),
    "behaviour": _("Behaviour, funnels, paths"),
    "outreach": _("Campaigns, coupons, consent"),
    "voice": _("Surveys and feedback"),
    "points": _("Points and referrals"),
    "outside": _("Comparison with the market and with regions"),
}
"""Key -> in words."""

OF_TABLE: dict[str, Weakens] = {
    "customers": "personas",
    "orders": "money",
    "order_items": "goods",
    "products": "goods",
    "events": "behaviour",
    "metric_daily": "behaviour",
    "survey_responses": "voice",
    "survey_answers": "voice",
    "campaigns": "outreach",
    "touches": "outreach",
    "coupons": "outreach",
    "points_ledger": "points",
    "feedback": "voice",
    "referrals": "points",
    "consents": "outreach",
    "market": "outside",
    "regions": "outside",
}
"""What a gap in a table weakens where its column does not say otherwise."""

_COLUMNS: dict[Weakens, tuple[str, ...]] = {
    "money": ("order_amount", "paid_amount", "goods_amount", "currency"),
    "people": ("buyer_ref", "buyer_name", "customer_ref", "source_customer_id", "member_no"),
    "days": ("ordered_at", "paid_at", "completed_at", "joined_at"),
    "contact": ("phone", "email", "wechat_openid", "wechat_unionid", "external_userid"),
    "goods": ("product_id", "product_name", "category", "sku", "quantity", "unit_price", "line_paid"),
    "channels": ("channel", "store"),
    "places": ("province", "city", "country"),
}
_OF_COLUMN: dict[str, Weakens] = {column: key for key, columns in _COLUMNS.items() for column in columns}


def of_column(table: str, column: str) -> Weakens:
    """What it weakens when a column is not filled."""
    return _OF_COLUMN.get(column, OF_TABLE[table])
