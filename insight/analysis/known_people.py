"""Who was known on a day, and who of them had not bought: the statements that overview and RFM share."""

NEVER_ORDERED = """
WITH not_yet AS (
    SELECT people.customer_id, people.joined_at
    FROM core.customers AS people
    LEFT JOIN mart.customers AS buyers
        ON buyers.customer_id = people.customer_id AND buyers.first_ordered_at < $as_of::DATE
    WHERE buyers.customer_id IS NULL
),
tried_to_order AS (
    SELECT DISTINCT orders.customer_id
    FROM core.orders
    JOIN not_yet ON not_yet.customer_id = orders.customer_id
    WHERE NOT orders.is_valid AND orders.ordered_at < $as_of::DATE
),
listed AS (
    SELECT DISTINCT source_customers.customer_id
    FROM core.source_customers
    JOIN not_yet ON not_yet.customer_id = source_customers.customer_id AND not_yet.joined_at IS NULL
)
SELECT not_yet.customer_id
FROM not_yet
LEFT JOIN tried_to_order ON tried_to_order.customer_id = not_yet.customer_id
LEFT JOIN listed ON listed.customer_id = not_yet.customer_id
WHERE not_yet.joined_at < $as_of::DATE
    OR tried_to_order.customer_id IS NOT NULL
    OR listed.customer_id IS NOT NULL
"""
"""People without an order that counts before the day, known by then: joined before it, or tried to order before it,
or on a customer list that does not say when they joined."""

EVER_ORDERED = """
SELECT customer_id
FROM mart.customers
WHERE first_ordered_at < $as_of::DATE
"""
"""People with an order that counts before the day, in whatever currency."""
