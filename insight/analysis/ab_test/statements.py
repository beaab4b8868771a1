"""The statements of a test: which arm each person was in, and what they bought."""

from insight.warehouse.steps import steps

_ARMS = steps(
    started="""
    SELECT coalesce(min(listed.starts_at), min(touched.sent_at)) AS starts_at
    FROM core.touches AS touched
    LEFT JOIN core.campaigns AS listed ON listed.campaign_id = touched.campaign_id
    WHERE touched.campaign_id = $campaign
""",
    worded="""
    SELECT customer_id, min(word) AS arm, count(DISTINCT word) AS arms
    FROM (
        SELECT customer_id, coalesce(raw_status, arm) AS word
        FROM core.touches
        WHERE campaign_id = $campaign AND customer_id IS NOT NULL AND coalesce(raw_status, arm) IS NOT NULL
    ) AS told
    GROUP BY customer_id
""",
    bought="""
    SELECT takings.customer_id, sum(takings.purchases) AS orders, sum(takings.net_amount::DOUBLE) AS money
    FROM mart.takings AS takings
    CROSS JOIN started
    WHERE takings.currency = $currency
        AND takings.taken_at >= started.starts_at
        AND takings.taken_at < started.starts_at + to_days($days::INTEGER)
        AND takings.taken_at < $as_of::DATE
    GROUP BY takings.customer_id
""",
    person="""
    SELECT
        worded.customer_id,
        CASE WHEN worded.arms > 1 THEN NULL ELSE worded.arm END AS arm,
        CASE WHEN bought.orders > 0 THEN 1 ELSE 0 END AS people,
        coalesce(bought.orders, 0) AS orders,
        coalesce(bought.money, 0) AS money
    FROM worded
    LEFT JOIN bought ON bought.customer_id = worded.customer_id
""",
)

_MEASURED = """
SELECT
    arm,
    count(*) AS customers,
    sum(people) AS people,
    sum(orders) AS orders,
    sum(money) AS money,
    sum(orders * orders) AS orders_squares,
    sum(money * money) AS money_squares,
    sum(orders * money) AS products
FROM person
GROUP BY arm
ORDER BY arm NULLS LAST
"""

_MEMBERS = """
SELECT customer_id
FROM person
WHERE arm = $arm AND ($is_buyer::BOOLEAN IS NULL OR (people = 1) = $is_buyer)
"""

NEWEST = """
SELECT campaign_id, count(DISTINCT coalesce(raw_status, arm)) AS arms, min(sent_at) AS sent_at
FROM core.touches
WHERE customer_id IS NOT NULL
GROUP BY campaign_id
HAVING count(DISTINCT coalesce(raw_status, arm)) > 1 AND min(sent_at) < $as_of::DATE
ORDER BY sent_at DESC, campaign_id
LIMIT 1
"""
"""The newest campaign with several arms."""

STARTED = _ARMS.select("SELECT starts_at FROM started")
MEASURED = _ARMS.select(_MEASURED)
"""By arm (NULL: in several): people, and the sums, squares and products of what they bought."""

MEMBERS = _ARMS.select(_MEMBERS)
"""Who was in an arm; of them those who bought, or did not."""
