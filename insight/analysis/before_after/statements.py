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

_CAME = steps(
    came="""
    SELECT DISTINCT
        events.customer_id,
        CASE WHEN events.occurred_at < $before_until::DATE THEN 'before' ELSE 'after' END AS period
    FROM core.events AS events
    JOIN arms ON arms.customer_id = events.customer_id
    WHERE arms.arm = 'treated'
        AND events.occurred_at < $as_of::DATE
        AND (
            (events.occurred_at >= $before_from::DATE AND events.occurred_at < $before_until::DATE)
            OR (events.occurred_at >= $after_from::DATE AND events.occurred_at < $after_until::DATE)
        )
""",
    marked="""
    SELECT
        feedback.customer_id,
        CASE WHEN feedback."at" < $before_until::DATE THEN 'before' ELSE 'after' END AS period,
        avg(feedback.rating) AS rating
    FROM core.feedback AS feedback
    JOIN arms ON arms.customer_id = feedback.customer_id
    WHERE arms.arm = 'treated'
        AND feedback.rating IS NOT NULL
        AND feedback."at" < $as_of::DATE
        AND (
            (feedback."at" >= $before_from::DATE AND feedback."at" < $before_until::DATE)
            OR (feedback."at" >= $after_from::DATE AND feedback."at" < $after_until::DATE)
        )
    GROUP BY feedback.customer_id, CASE WHEN feedback."at" < $before_until::DATE THEN 'before' ELSE 'after' END
""",
)

_VISITED = """
SELECT came.period, count(*) AS visitors, count(per_buyer.customer_id) AS converted
FROM came
LEFT JOIN per_buyer
    ON per_buyer.customer_id = came.customer_id AND per_buyer.period = came.period AND per_buyer.orders > 0
GROUP BY came.period
ORDER BY came.period
"""

_RATED = """
SELECT period, count(*) AS raters, sum(rating) AS ratings, sum(rating * rating) AS rating_squares
FROM marked
GROUP BY period
ORDER BY period
"""

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


_KINDS: tuple[Kind, ...] = ("campaign", "export", "field", "group")

MEASURED = {kind: _of(kind).select(_MEASURED) for kind in _KINDS}
"""By period and whether the buyer was new in it: buyers, orders, money, their squares and products, repeat_buyers."""

BY_CHANNEL = {kind: _of(kind).select(_BY_CHANNEL) for kind in _KINDS}
"""By period and channel of the order: buyers, orders, money."""

VISITED = {kind: _of(kind).then(_CAME).select(_VISITED) for kind in _KINDS}
"""By period: people with any event in it, and those of them who ordered in it."""

RATED = {kind: ARMS[kind].then(_CAME).select(_RATED) for kind in _KINDS}
"""By period: people who gave a rating in it, and of each one's mean rating the sum and the sum of squares."""

GROUP_SIZE = {kind: ARMS[kind].select(_GROUP_SIZE) for kind in _KINDS}
"""How many people the group has."""

MEMBERS = {kind: _of(kind).select(_MEMBERS) for kind in _KINDS}
"""Who bought in a period: new or returning, once or more often."""

MEMBERS_OF_CHANNEL = {kind: _of(kind).select(_MEMBERS_OF_CHANNEL) for kind in _KINDS}
"""Who bought in a period through a channel."""
