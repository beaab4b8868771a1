"""The statements of before and after: the orders of a group in two spans of days."""

from insight.analysis.judge.who import ARMS, Kind
from insight.warehouse.steps import Steps, steps

_SOLD = steps(
    sold="""
    SELECT
        takings.customer_id,
        takings.channel,
        takings.net_amount::DOUBLE AS net_amount,
        takings.purchases,
        takings.first_ordered_at,
        CASE WHEN takings.taken_at < $before_until::DATE THEN 'before' ELSE 'after' END AS period
    FROM mart.takings AS takings
    JOIN arms ON arms.customer_id = takings.customer_id
    WHERE takings.currency = $currency
        AND arms.arm = 'treated'
        AND takings.taken_at < $as_of::DATE
        AND (
            (takings.taken_at >= $before_from::DATE AND takings.taken_at < $before_until::DATE)
            OR (takings.taken_at >= $after_from::DATE AND takings.taken_at < $after_until::DATE)
        )
""",
    per_buyer="""
    SELECT
        period,
        customer_id,
        sum(purchases) AS orders,
        sum(net_amount) AS net_amount,
        CASE
            WHEN period = 'before' AND min(first_ordered_at) >= $before_from::DATE THEN 'new'
            WHEN period = 'after' AND min(first_ordered_at) >= $after_from::DATE THEN 'new'
            ELSE 'returning'
        END AS buyer
    FROM sold
    GROUP BY period, customer_id
""",
)

_MEASURED = """
SELECT
    period,
    buyer,
    sum(CASE WHEN orders > 0 THEN 1 ELSE 0 END) AS buyers,
    sum(orders) AS orders,
    sum(net_amount) AS net_amount,
    sum(orders * orders) AS orders_squares,
    sum(net_amount * net_amount) AS amount_squares,
    sum(orders * net_amount) AS products,
    sum(CASE WHEN orders >= 2 THEN 1 ELSE 0 END) AS repeat_buyers
FROM per_buyer
GROUP BY period, buyer
ORDER BY period, buyer
"""

_BY_CHANNEL = """
SELECT
    period,
    coalesce(channel, '–') AS channel,
    count(DISTINCT CASE WHEN purchases = 1 THEN customer_id END) AS buyers,
    sum(purchases) AS orders,
    sum(net_amount) AS net_amount
FROM sold
GROUP BY period, coalesce(channel, '–')
ORDER BY period, channel
"""

_GROUP_SIZE = """
SELECT count(*) AS customers
FROM arms
WHERE arm = 'treated'
"""

_MEMBERS = """
SELECT customer_id
FROM per_buyer
WHERE period = $period
    AND orders > 0
    AND ($buyer::VARCHAR IS NULL OR buyer = $buyer)
    AND ($is_repeat::BOOLEAN IS NULL OR (orders >= 2) = $is_repeat)
"""

_MEMBERS_OF_CHANNEL = """
SELECT customer_id
FROM sold
WHERE period = $period AND purchases = 1 AND coalesce(channel, '–') = $channel
GROUP BY customer_id
"""


def _of(kind: Kind) -> Steps:
    return ARMS[kind].then(_SOLD)


_KINDS: tuple[Kind, ...] = ("campaign", "export", "field")

MEASURED = {kind: _of(kind).select(_MEASURED) for kind in _KINDS}
"""By period and whether the buyer was new in it: buyers, orders, money, their squares and products, repeat_buyers."""

BY_CHANNEL = {kind: _of(kind).select(_BY_CHANNEL) for kind in _KINDS}
"""By period and channel of the order: buyers, orders, money."""

GROUP_SIZE = {kind: ARMS[kind].select(_GROUP_SIZE) for kind in _KINDS}
"""How many people the group has."""

MEMBERS = {kind: _of(kind).select(_MEMBERS) for kind in _KINDS}
"""Who bought in a period: new or returning, once or more often."""

MEMBERS_OF_CHANNEL = {kind: _of(kind).select(_MEMBERS_OF_CHANNEL) for kind in _KINDS}
"""Who bought in a period through a channel."""
