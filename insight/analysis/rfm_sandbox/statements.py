"""The statements of the sandbox, static: every buyer of a day scored by two setups, then counted or listed."""

from insight.analysis.rfm_core.flow import FLOW, LADDER, MEMBERS, REASONS
from insight.analysis.rfm_core.scoring import NAMED_BUYERS, setup_row
from insight.analysis.rfm_core.standing import STANDING_ON_A_DAY
from insight.warehouse.steps import steps

_SETUPS = steps(
    # Side 2 is the setup at hand, side 3 the one tried.
    setup="""
    {at_hand}
    UNION ALL
    {tried}
""",
).filled(at_hand=setup_row("2", "2"), tried=setup_row("3", "3", "new_"))

_NOBODY_ENTERS = steps(
    entrant="""
    SELECT NULL::VARCHAR AS customer_id, NULL::VARCHAR AS name
    WHERE FALSE
""",
)

_COUNTED = """
SELECT
    from_group,
    to_group,
    count(*) AS customers,
    sum(net_amount)::DOUBLE AS net_amount
FROM flow
GROUP BY from_group, to_group
"""

_FLOWS = _SETUPS.then(STANDING_ON_A_DAY, NAMED_BUYERS, LADDER, _NOBODY_ENTERS, FLOW)

FLOWS_COUNTED = _FLOWS.select(_COUNTED)
"""One row: people who stand in one group by the setup at hand and in one by the setup tried."""

FLOW_MEMBERS = _FLOWS.select(MEMBERS)
"""The people of a way."""

FLOW_REASONS = _FLOWS.select(REASONS)
"""One row a person of a way, with the scores by both setups."""
