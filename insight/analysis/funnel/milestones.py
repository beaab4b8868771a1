"""Milestones of orders, coupons, touches and members: steps for a team that has no event export."""

from insight.i18n import Text, _

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

OF_MILESTONE: dict[str, str] = {
    "joined": """
    SELECT
        customer_id, 'joined' AS milestone, joined_at AS happened_at, channel, NULL AS page, NULL AS "object"
    FROM core.customers""",
    "order_created": """
    SELECT customer_id, 'order_created' AS milestone, ordered_at AS happened_at, channel, store AS page,
        order_id AS "object"
    FROM core.orders
    WHERE net_amount >= 0""",
    "order_paid": """
    SELECT customer_id, 'order_paid' AS milestone, coalesce(paid_at, ordered_at) AS happened_at, channel,
        store AS page, order_id AS "object"
    FROM core.orders
    WHERE net_amount >= 0 AND (is_valid OR paid_at IS NOT NULL)""",
    "order_received": """
    SELECT customer_id, 'order_received' AS milestone, completed_at AS happened_at, channel, store AS page,
        order_id AS "object"
    FROM core.orders
    WHERE net_amount >= 0""",
    "repurchased": """
    SELECT customer_id, 'repurchased' AS milestone, ordered_at AS happened_at, channel, NULL AS page,
        order_key AS "object"
    FROM mart.purchases
    WHERE visit_no >= 2 AND previous_ordered_at::DATE < ordered_at::DATE""",
    "order_cancelled": """
    SELECT customer_id, 'order_cancelled' AS milestone, cancelled_at AS happened_at, channel, store AS page,
        order_id AS "object"
    FROM core.orders
    WHERE net_amount >= 0""",
    "reviewed": """
    SELECT customer_id, 'reviewed' AS milestone, "at" AS happened_at, kind AS channel, NULL AS page,
        product_id AS "object"
    FROM core.feedback""",
    "coupon_issued": """
    SELECT customer_id, 'coupon_issued' AS milestone, issued_at AS happened_at, NULL AS channel, NULL AS page,
        coupon_id AS "object"
    FROM core.coupons""",
    "coupon_redeemed": """
    SELECT customer_id, 'coupon_redeemed' AS milestone, redeemed_at AS happened_at, NULL AS channel, NULL AS page,
        coupon_id AS "object"
    FROM core.coupons""",
    "touched": """
    SELECT customer_id, 'touched' AS milestone, sent_at AS happened_at, NULL AS channel, NULL AS page,
        campaign_id AS "object"
    FROM core.touches
    WHERE arm IS DISTINCT FROM 'control'""",
    "touch_opened": """
    SELECT customer_id, 'touch_opened' AS milestone, opened_at AS happened_at, NULL AS channel, NULL AS page,
        campaign_id AS "object"
    FROM core.touches""",
    "touch_clicked": """
    SELECT customer_id, 'touch_clicked' AS milestone, clicked_at AS happened_at, NULL AS channel, NULL AS page,
        campaign_id AS "object"
    FROM core.touches""",
    "invited": """
    SELECT customer_id, 'invited' AS milestone, "at" AS happened_at, channel, NULL AS page, NULL AS "object"
    FROM core.referrals""",
    "answered": """
    SELECT customer_id, 'answered' AS milestone, submitted_at AS happened_at, source AS channel, NULL AS page,
        survey AS "object"
    FROM core.survey_responses""",
}
"""One row: a person and when they reached it; what it was about in `object`: the order, coupon, campaign or product.

A credit note is no order. Orders of one day are one visit: who bought twice on one day has not bought again.
"""
