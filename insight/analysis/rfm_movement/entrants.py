"""Who was not scored on the earlier day, and what they were then: named steps that read `reached`."""

from insight.warehouse.steps import steps

ENTRANTS = steps(
    entering="""
    SELECT customer_id
    FROM reached
    WHERE place = 3 AND orders > 0 AND orders_before = 0
""",
    tried_to_order="""
    SELECT DISTINCT orders.customer_id
    FROM core.orders
    JOIN entering ON entering.customer_id = orders.customer_id
    WHERE NOT orders.is_valid AND orders.ordered_at < $before::DATE
""",
    listed="""
    SELECT DISTINCT source_customers.customer_id
    FROM core.source_customers
    JOIN entering ON entering.customer_id = source_customers.customer_id
""",
    # One row: somebody scored on the later day and not on the earlier one, and what they were then.
    entrant="""
    SELECT
        entering.customer_id,
        CASE
            WHEN buyers.first_ordered_at < $before::DATE THEN 'elsewhere'
            WHEN people.joined_at < $before::DATE
                OR tried_to_order.customer_id IS NOT NULL
                OR (people.joined_at IS NULL AND listed.customer_id IS NOT NULL) THEN 'prospects'
            ELSE 'newcomers'
        END AS name
    FROM entering
    LEFT JOIN mart.customers AS buyers ON buyers.customer_id = entering.customer_id
    LEFT JOIN core.customers AS people ON people.customer_id = entering.customer_id
    LEFT JOIN tried_to_order ON tried_to_order.customer_id = entering.customer_id
    LEFT JOIN listed ON listed.customer_id = entering.customer_id
""",
)
"""`entrant` between two days: elsewhere (had bought, but in another currency or before `since`), prospects (known, had
not bought), newcomers (not known yet). Known is meant as in `insight.analysis.known_people`."""
