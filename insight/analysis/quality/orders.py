"""Rules about orders: amounts, times, statuses, numbers."""

from insight.analysis.quality.rule import Rule
from insight.i18n import _

_VALID = (
    Rule(
        name="orders_ordered_at_not_future",
        table="orders",
        column="ordered_at",
        dimension="validity",
        text=_("No order is dated after the day its file was imported"),
        weakens="days",
        asked="ordered_at IS NOT NULL",
        broken="ordered_at > imported_at + INTERVAL 1 DAY",
        subject="orders",
        value="ordered_at",
    ),
    Rule(
        name="orders_ordered_at_not_old",
        table="orders",
        column="ordered_at",
        dimension="validity",
        text=_("No order is dated before the year 2000"),
        weakens="days",
        asked="ordered_at IS NOT NULL",
        broken="ordered_at < DATE '2000-01-01'",
        subject="orders",
        value="ordered_at",
    ),
    Rule(
        name="orders_paid_amount_not_negative",
        table="orders",
        column="paid_amount",
        dimension="validity",
        text=_("No paid amount is below zero (such orders are credit notes: they lower revenue and are no purchase)"),
        weakens="money",
        asked="paid_amount IS NOT NULL",
        broken="paid_amount < 0",
        subject="orders",
        value="paid_amount",
        amount="paid_amount",
    ),
    Rule(
        name="orders_order_amount_not_negative",
        table="orders",
        column="order_amount",
        dimension="validity",
        text=_("No order amount, goods amount or shipping fee is below zero"),
        weakens="money",
        asked="coalesce(order_amount, goods_amount, shipping_fee) IS NOT NULL",
        broken="least(order_amount, goods_amount, shipping_fee) < 0",
        subject="orders",
        value="least(order_amount, goods_amount, shipping_fee)",
        amount="least(order_amount, goods_amount, shipping_fee)",
    ),
    Rule(
        name="orders_status_known",
        table="orders",
        column="status",
        dimension="validity",
        text=_("Every status word is known (an order with an unknown one counts when money was paid)"),
        weakens="money",
        asked="status IS NOT NULL",
        broken="status NOT IN ('unpaid', 'paid', 'shipped', 'completed', 'refunded', 'closed')",
        subject="orders",
        value="coalesce(raw_status, status)",
        amount="CASE WHEN is_valid THEN net_amount END",
    ),
    Rule(
        name="orders_currency_known",
        table="orders",
        column="currency",
        dimension="validity",
        text=_("A currency is a code of three letters"),
        weakens="money",
        asked="currency IS NOT NULL",
        broken="NOT regexp_full_match(currency, '[A-Z]{3}')",
        subject="orders",
        value="currency",
    ),
)

_UNIQUE = (
    Rule(
        name="orders_number_once",
        table="orders",
        column="order_id",
        dimension="uniqueness",
        text=_("An order number stands on one day only within a source"),
        weakens="money",
        broken="TRUE",
        subject="orders_repeated",
        asked_in="orders",
        value="order_id",
        amount="CASE WHEN is_valid THEN net_amount END",
    ),
)

_CONSISTENT = (
    Rule(
        name="orders_paid_after_ordered",
        table="orders",
        column="paid_at",
        dimension="consistency",
        text=_("An order is paid after it was placed"),
        weakens="days",
        asked="paid_at IS NOT NULL AND ordered_at IS NOT NULL",
        broken="""
paid_at < ordered_at - INTERVAL 1 MINUTE
    AND NOT (paid_at::DATE = ordered_at::DATE AND paid_at = date_trunc('day', paid_at))""",
        subject="orders",
        value="concat_ws(' → ', ordered_at, paid_at)",
    ),
    Rule(
        name="orders_completed_after_paid",
        table="orders",
        column="completed_at",
        dimension="consistency",
        text=_("An order is completed after it was paid"),
        weakens="days",
        asked="completed_at IS NOT NULL AND paid_at IS NOT NULL",
        broken="""
completed_at < paid_at - INTERVAL 1 MINUTE
    AND NOT (completed_at::DATE = paid_at::DATE AND completed_at = date_trunc('day', completed_at))""",
        subject="orders",
        value="concat_ws(' → ', paid_at, completed_at)",
    ),
    Rule(
        name="orders_refund_within_paid",
        table="orders",
        column="refund_amount",
        dimension="consistency",
        text=_("No refund is larger than what was paid"),
        weakens="money",
        asked="refund_amount <> 0 AND coalesce(paid_amount, order_amount) IS NOT NULL",
        broken="abs(refund_amount) > greatest(paid_amount, order_amount) + 0.01",
        subject="orders",
        value="concat_ws(' > ', abs(refund_amount), greatest(paid_amount, order_amount))",
        amount="abs(refund_amount)",
    ),
    Rule(
        name="orders_completed_is_paid",
        table="orders",
        column="paid_amount",
        dimension="consistency",
        text=_("A completed order that costs something was paid"),
        weakens="money",
        asked="status = 'completed' AND order_amount > 0 AND paid_amount IS NOT NULL",
        broken="paid_amount = 0 AND coalesce(refund_amount, 0) = 0 AND coalesce(refund_status, '') <> 'refunded'",
        subject="orders",
        value="concat_ws(' / ', paid_amount, order_amount)",
        amount="order_amount",
    ),
    Rule(
        name="orders_have_lines",
        table="orders",
        dimension="consistency",
        text=_("An order of a source that exports lines has lines, within the days the lines span"),
        weakens="goods",
        asked="first_line_at IS NULL OR ordered_at BETWEEN first_line_at AND last_line_at",
        broken="lines IS NULL",
        subject="order_sums",
    ),
    Rule(
        name="orders_equal_their_lines",
        table="orders",
        column="order_amount",
        dimension="consistency",
        text=_("The lines of an order come to its amount, within 1 %, with or without shipping, discount and refund"),
        weakens="money",
        asked="lines_amount IS NOT NULL AND coalesce(goods_amount, order_amount, paid_amount) IS NOT NULL",
        broken="""
lines_amount NOT BETWEEN
    0.99 * least(
        goods_amount::DOUBLE - abs(coalesce(discount, 0)),
        order_amount::DOUBLE - abs(coalesce(shipping_fee, 0)),
        paid_amount::DOUBLE - abs(coalesce(shipping_fee, 0))
    ) - 0.01
    AND 1.01 * greatest(
        goods_amount::DOUBLE + abs(coalesce(discount, 0)),
        order_amount::DOUBLE + abs(coalesce(discount, 0)),
        paid_amount::DOUBLE + abs(coalesce(discount, 0)) + abs(coalesce(refund_amount, 0))
    ) + 0.01""",
        subject="order_sums",
        value="concat_ws(' ≠ ', round(lines_amount, 2), coalesce(order_amount, paid_amount, goods_amount))",
    ),
)

_TIMELY = (
    Rule(
        name="orders_arrive_in_time",
        table="orders",
        dimension="timeliness",
        text=_("An order is imported within 30 days, once its source is imported at all"),
        weakens="freshness",
        asked="ordered_at >= first_imported_at",
        broken="TRUE",
        subject="orders_late",
        asked_in="orders",
        value="date_diff('day', ordered_at, imported_at)",
    ),
    Rule(
        name="orders_without_gaps",
        table="orders",
        column="ordered_at",
        dimension="timeliness",
        text=_("No source is silent on days that together usually bring 12 orders or more"),
        weakens="freshness",
        broken="missed_orders >= 12",
        subject="days",
        value="round(missed_orders)::BIGINT",
    ),
)

ORDERS = (*_VALID, *_UNIQUE, *_CONSISTENT, *_TIMELY)
"""In the order in which they are told."""
