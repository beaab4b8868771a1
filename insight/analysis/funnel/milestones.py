"""Milestones of orders, coupons, touches and members: steps for a team that has no event export."""

from dataclasses import dataclass
from functools import partial

from insight.i18n import Text, _
from insight.warehouse.steps import filled

MILESTONES: dict[str, Text] = {
    "joined": _("Became a member"),
    "order_created": _("Ordered"),
    "order_paid": _("Paid"),
    "order_received": _("Received the order"),
    "repurchased": _("Bought again"),
    "order_cancelled": _("Cancelled an order"),
    "reviewed": _("Wrote a review"),
    "coupon_issued": _("Got a coupon"),
    "coupon_redeemed": _("Used a coupon"),
    "touched": _("Was written to"),
    "touch_opened": _("Opened a message"),
    "touch_clicked": _("Clicked a message"),
    "invited": _("Invited somebody"),
    "answered": _("Answered a survey"),
}
"""What each milestone is called."""

_ROW = """
    SELECT customer_id, '{milestone}' AS milestone, {at} AS happened_at, {channel} AS channel, {page} AS page,
        {about} AS "object"
    FROM {table}{where}"""


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a milestone stands: the table, the column of its moment, and what else is known of it."""

    table: str
    at: str
    about: str = "NULL"
    channel: str = "NULL"
    page: str = "NULL"
    where: str = ""

    def rows(self, milestone: str) -> str:
        where = filled("\n    WHERE {condition}", condition=self.where) if self.where else ""
        parts = {"about": self.about, "channel": self.channel, "page": self.page, "where": where}
        return filled(_ROW, milestone=milestone, at=self.at, table=self.table, **parts)


_order = partial(_Source, "core.orders", about="order_id", channel="channel", page="store")
_coupon = partial(_Source, "core.coupons", about="coupon_id")
_touch = partial(_Source, "core.touches", about="campaign_id")

_SOURCES = {
    "joined": _Source("core.customers", "joined_at", channel="channel"),
    "order_created": _order("ordered_at", where="net_amount >= 0"),
    "order_paid": _order(
        "coalesce(paid_at, ordered_at)", where="net_amount >= 0 AND (is_valid OR paid_at IS NOT NULL)"
    ),
    "order_received": _order("completed_at", where="net_amount >= 0"),
    "repurchased": _Source(
        "mart.purchases",
        "ordered_at",
        about="order_key",
        channel="channel",
        where="visit_no >= 2 AND previous_ordered_at::DATE < ordered_at::DATE",
    ),
    "order_cancelled": _order("cancelled_at", where="net_amount >= 0"),
    "reviewed": _Source("core.feedback", '"at"', about="product_id", channel="kind"),
    "coupon_issued": _coupon("issued_at"),
    "coupon_redeemed": _coupon("redeemed_at"),
    "touched": _touch("sent_at", where="arm IS DISTINCT FROM 'control'"),
    "touch_opened": _touch("opened_at"),
    "touch_clicked": _touch("clicked_at"),
    "invited": _Source("core.referrals", '"at"', channel="channel"),
    "answered": _Source("core.survey_responses", "submitted_at", about="survey", channel="source"),
}

OF_MILESTONE: dict[str, str] = {name: source.rows(name) for name, source in _SOURCES.items()}
"""One row: a person and when they reached it; what it was about in `object`: the order, coupon, campaign or product.

A credit note is no order. Orders of one day are one visit: who bought twice on one day has not bought again.
"""
