"""The statements of whole months: who bought in the chosen currency, and how often."""

PERIODS = """
WITH purchase AS (
    SELECT
        customer_id,
        date_trunc('month', ordered_at)::DATE AS period,
        date_trunc('month', first_ordered_at) = date_trunc('month', ordered_at) AS is_new
    FROM mart.purchases
    WHERE ordered_at < $as_of::DATE AND currency = $currency
)
SELECT
    period,
    count(DISTINCT customer_id) AS customers,
    count(DISTINCT CASE WHEN is_new THEN customer_id END) AS new_customers,
    count(*) AS orders
FROM purchase
GROUP BY period
"""

PERIOD_BUYERS = """
SELECT customer_id
FROM mart.purchases
WHERE ordered_at >= $period::DATE
    AND ordered_at < $next_period::DATE
    AND ordered_at < $as_of::DATE
    AND currency = $currency
    AND ($is_new::BOOLEAN IS NULL OR (first_ordered_at >= $period::DATE) = $is_new::BOOLEAN)
GROUP BY customer_id
"""
