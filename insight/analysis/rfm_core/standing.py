"""How every buyer stands on one day, as named steps."""

from insight.warehouse.steps import steps

STANDING_ON_A_DAY = steps(
    credited="""
    SELECT customer_id, sum(amount)::DECIMAL(18,2) AS amount
    FROM mart.credits
    WHERE currency = $currency
        AND credited_at < $as_of::DATE
        AND ($since::DATE IS NULL OR credited_at >= $since::DATE)
    GROUP BY customer_id
""",
    bought="""
    SELECT
        customer_id,
        date_diff('day', max(ordered_at)::DATE, $as_of::DATE) AS recency_days,
        count(*) AS orders,
        sum(net_amount)::DECIMAL(18,2) AS net_amount
    FROM mart.purchases
    WHERE currency = $currency
        AND ordered_at < $as_of::DATE
        AND ($since::DATE IS NULL OR ordered_at >= $since::DATE)
    GROUP BY customer_id
""",
    per_buyer="""
    SELECT
        bought.customer_id,
        bought.recency_days,
        bought.orders,
        (bought.net_amount - coalesce(credited.amount, 0))::DECIMAL(18,2) AS net_amount
    FROM bought
    LEFT JOIN credited ON credited.customer_id = bought.customer_id
""",
    standing="""
    SELECT
        setup.side,
        per_buyer.customer_id,
        per_buyer.recency_days,
        per_buyer.orders,
        per_buyer.net_amount
    FROM per_buyer
    CROSS JOIN setup
""",
)
"""`standing` on `$as_of`, the same for every side of `setup`."""
