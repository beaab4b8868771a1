"""The statements of movement, static: every buyer is scored on each day, then counted or listed by what changed."""

from insight.analysis.rfm_movement.days import NAMED_ON_DAYS
from insight.analysis.rfm_movement.flow import ENTRANTS, FLOW, LADDER
from insight.warehouse.steps import filled

_FLOWS = NAMED_ON_DAYS.then(LADDER, ENTRANTS, FLOW)

_COUNTED = """
SELECT
    'now' AS span,
    from_group,
    to_group,
    moved,
    is_by_others,
    is_silent,
    count(*) AS customers,
    sum(net_amount)::DOUBLE AS net_amount,
    sum(net_amount - coalesce(from_net_amount, 0))::DOUBLE AS net_amount_between
FROM flow
GROUP BY from_group, to_group, moved, is_by_others, is_silent
UNION ALL
SELECT
    'before',
    earlier.name,
    NULL,
    NULL,
    NULL,
    later.orders = earlier.orders,
    count(*),
    NULL,
    NULL
FROM ranked_buyer AS earlier
JOIN ranked_buyer AS later ON later.customer_id = earlier.customer_id AND later.side = 2
WHERE earlier.side = 1
GROUP BY 2, 6
"""

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

FLOWS_COUNTED = _FLOWS.select(_COUNTED)
"""One row: people who went from a group to another between the two days (span now), and, for comparison, people of a
group who did or did not order in the span before (span before; to_group and moved NULL)."""

FLOW_MEMBERS = _FLOWS.select(MEMBERS)
"""The people of a flow."""

FLOW_REASONS = _FLOWS.select(REASONS)
"""One row a person of a flow: scores, orders and amount on both days. `judged_`: scores by the earlier boundaries."""
