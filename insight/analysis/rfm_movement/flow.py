"""Who went from which group to which, and why: named steps that read `named_buyer`.

Side 2 is where a person stood, side 3 where they stand; side 4, where it is used, where they would stand by the
boundaries of side 2. Who has no row on side 2 is looked up in `entrant(customer_id, name)`.
"""

from insight.warehouse.steps import steps

LADDER = steps(
    # One row: a name and how well its people are doing, 1 the best. "Up" and "down" are read off it.
    ladder="""
    SELECT 'champions' AS name, 1 AS rung
    UNION ALL SELECT 'loyal', 2
    UNION ALL SELECT 'active', 3
    UNION ALL SELECT 'new', 4
    UNION ALL SELECT 'promising', 5
    UNION ALL SELECT 'needs_attention', 6
    UNION ALL SELECT 'at_risk', 7
    UNION ALL SELECT 'previously_loyal', 8
    UNION ALL SELECT 'almost_lost', 9
    UNION ALL SELECT 'dormant', 10
    UNION ALL SELECT 'key_value', 1
    UNION ALL SELECT 'key_develop', 2
    UNION ALL SELECT 'key_keep', 3
    UNION ALL SELECT 'key_win_back', 4
    UNION ALL SELECT 'general_value', 5
    UNION ALL SELECT 'general_develop', 6
    UNION ALL SELECT 'general_keep', 7
    UNION ALL SELECT 'general_win_back', 8
""",
    ranked_buyer="""
    SELECT
        buyers.side,
        buyers.customer_id,
        buyers.recency_days,
        buyers.orders,
        buyers.net_amount,
        buyers.r,
        buyers.f,
        buyers.m,
        ladder.name,
        ladder.rung
    FROM named_buyer AS buyers
    JOIN ladder ON ladder.name = CASE WHEN $scheme = 'eight' THEN buyers.eight ELSE buyers.eleven END
""",
)

FLOW = steps(
    flow="""
    SELECT
        later.customer_id,
        coalesce(earlier.name, entrant.name) AS from_group,
        later.name AS to_group,
        CASE
            WHEN earlier.rung IS NULL THEN 'entered'
            WHEN later.rung = earlier.rung THEN 'stayed'
            WHEN later.rung < earlier.rung THEN 'up'
            ELSE 'down'
        END AS moved,
        -- By the earlier boundaries they would not have gone that way: the boundaries moved, not they.
        coalesce(
            later.rung <> earlier.rung AND sign(judged.rung - earlier.rung) <> sign(later.rung - earlier.rung), FALSE
        ) AS is_by_others,
        coalesce(later.orders = earlier.orders, FALSE) AS is_silent,
        earlier.orders AS from_orders,
        earlier.net_amount AS from_net_amount,
        earlier.r AS from_r,
        earlier.f AS from_f,
        earlier.m AS from_m,
        later.recency_days,
        later.orders,
        later.net_amount,
        later.r,
        later.f,
        later.m,
        coalesce(judged.r, later.r) AS judged_r,
        coalesce(judged.f, later.f) AS judged_f,
        coalesce(judged.m, later.m) AS judged_m
    FROM ranked_buyer AS later
    LEFT JOIN ranked_buyer AS earlier ON earlier.customer_id = later.customer_id AND earlier.side = 2
    LEFT JOIN ranked_buyer AS judged ON judged.customer_id = later.customer_id AND judged.side = 4
    LEFT JOIN entrant ON entrant.customer_id = later.customer_id
    WHERE later.side = 3
""",
)

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
