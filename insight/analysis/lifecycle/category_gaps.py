"""Repurchase gaps by category: the only statement of the lifecycle that reads order lines."""

CATEGORY_GAPS = """
WITH bought AS (
    SELECT
        purchases.customer_id,
        coalesce(lines.category, products.category) AS category,
        purchases.ordered_at::DATE AS ordered_on
    FROM mart.purchases
    JOIN core.order_items AS lines ON lines.order_key = purchases.order_key
    LEFT JOIN core.products AS products
        ON products.source_system = lines.source_system
        AND products.product_id = coalesce(lines.product_id, lines.sku, lines.product_name)
    WHERE purchases.ordered_at < $as_of::DATE
        AND right(purchases.customer_id, 2) <= $last_digits
        AND coalesce(lines.category, products.category) IS NOT NULL
    GROUP BY purchases.customer_id, coalesce(lines.category, products.category), purchases.ordered_at::DATE
),
followed AS (
    SELECT
        category,
        ordered_on,
        lead(ordered_on) OVER (PARTITION BY customer_id, category ORDER BY ordered_on) AS next_on
    FROM bought
)
SELECT
    category,
    CASE WHEN next_on IS NULL THEN 'waiting' ELSE 'returned' END AS outcome,
    CASE
        WHEN next_on IS NULL THEN date_diff('day', ordered_on, $as_of::DATE) - 1
        ELSE date_diff('day', ordered_on, next_on)
    END AS days,
    count(*) AS n
FROM followed
GROUP BY ALL
ORDER BY category, outcome, days
"""
"""Days between two days on which a person bought of a category, and since the last one; people up to `$last_digits`."""
