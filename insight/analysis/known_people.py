"""Who was known on a day, and who of them had not bought: the statements that overview and RFM share."""

NEVER_ORDERED = """
WITH tried_to_order AS (
    SELECT DISTINCT customer_id
    FROM core.orders
    WHERE NOT is_valid AND customer_id IS NOT NULL AND ordered_at < $as_of::DATE
),
listed AS (
    SELECT DISTINCT customer_id
    FROM core.source_customers
    WHERE customer_id IS NOT NULL
)
SELECT people.customer_id
FROM core.customers AS people
LEFT JOIN mart.customers AS buyers
    ON buyers.customer_id = people.customer_id AND buyers.first_ordered_at < $as_of::DATE
LEFT JOIN tried_to_order ON tried_to_order.customer_id = people.customer_id
LEFT JOIN listed ON listed.customer_id = people.customer_id
WHERE buyers.customer_id IS NULL
    AND (
        people.joined_at < $as_of::DATE
        OR tried_to_order.customer_id IS NOT NULL
        OR (people.joined_at IS NULL AND listed.customer_id IS NOT NULL)
    )
"""
"""People without an order that counts before the day, known by then: joined before it, or tried to order before it,
or on a customer list that does not say when they joined."""

EVER_ORDERED = """
SELECT customer_id
FROM mart.customers
WHERE first_ordered_at < $as_of::DATE
"""
"""People with an order that counts before the day, in whatever currency."""
