"""Who went from which group to which, and why: named steps that read `named_buyer`.

Side 2 is where a person stood, side 3 where they stand; side 4, where it is used, where they would stand by the
boundaries of side 2. Who has no row on side 2 is looked up in `entrant(customer_id, name)`.
"""

from insight.warehouse.steps import filled, steps

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

_CHOSEN = """WHERE ($from_group::VARCHAR IS NULL OR from_group = $from_group)
    AND ($to_group::VARCHAR IS NULL OR to_group = $to_group)
    AND ($moved::VARCHAR IS NULL OR moved = $moved)
    AND ($by_others::BOOLEAN IS NULL OR is_by_others = $by_others)
    AND ($silent::BOOLEAN IS NULL OR is_silent = $silent)"""

OPEN = dict.fromkeys(("from_group", "to_group", "moved", "by_others", "silent"))
"""The filters of a flow; None leaves one open."""

MEMBERS = filled(
    """
SELECT customer_id
FROM flow
{chosen}
""",
    chosen=_CHOSEN,
)
"""The people of the step `flow` that the filters let through."""

REASONS = filled(
    """
SELECT
    flow.customer_id,
    people.name,
    from_group,
    to_group,
    moved,
    is_by_others,
    from_r,
    from_f,
    from_m,
    from_orders,
    from_net_amount::DOUBLE AS from_net_amount,
    r,
    f,
    m,
    recency_days,
    orders,
    flow.net_amount::DOUBLE AS net_amount,
    judged_r,
    judged_f,
    judged_m
FROM flow
LEFT JOIN core.customers AS people ON people.customer_id = flow.customer_id
{chosen}
ORDER BY flow.net_amount DESC, flow.customer_id
LIMIT $rows::BIGINT
""",
    chosen=_CHOSEN,
)
"""The same, with what explains their way; the highest net amount first."""
