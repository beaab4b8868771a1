"""The statements of movement, static: every buyer is scored on each day, then counted or listed by what changed."""

from insight.analysis.rfm_core.flow import FLOW, LADDER, MEMBERS, REASONS
from insight.analysis.rfm_movement.days import NAMED_ON_DAYS
from insight.analysis.rfm_movement.entrants import ENTRANTS

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

FLOWS_COUNTED = _FLOWS.select(_COUNTED)
"""One row: people who went from a group to another between the two days (span now), and, for comparison, people of a
group who did or did not order in the span before (span before; to_group and moved NULL)."""

FLOW_MEMBERS = _FLOWS.select(MEMBERS)
"""The people of a flow."""

FLOW_REASONS = _FLOWS.select(REASONS)
"""One row a person of a flow: scores, orders and amount on both days. `judged_`: scores by the earlier boundaries."""
