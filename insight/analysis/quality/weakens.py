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
    "money": _("revenue, average order value, monetary scores"),
    "people": _("everything counted in people: RFM, retention, lifecycle, lists"),
    "days": _("recency, retention, rhythm of repurchase"),
    "contact": _("who can be reached, and who is one person across platforms"),
    "goods": _("products and refills"),
    "freshness": _("the newest weeks on every page"),
    "channels": _("channels and shops"),
    "places": _("regions and cities"),
    "personas": _("what is known of a person: birthday, tier, tags"),
    "behaviour": _("what people look at and look for"),
    "outreach": _("campaigns, coupons, consent"),
    "voice": _("surveys and feedback"),
    "points": _("points and referrals"),
    "outside": _("comparison with the market and with regions"),
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
