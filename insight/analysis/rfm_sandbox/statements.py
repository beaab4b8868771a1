"""The statements of the sandbox, static: every buyer of a day scored by two setups, then counted or listed."""

from insight.analysis.rfm.scoring import NAMED_BUYERS
from insight.analysis.rfm.statements import STANDING_ON_A_DAY
from insight.analysis.rfm_movement.flow import FLOW, LADDER
from insight.analysis.rfm_movement.statements import CHOSEN, MEMBERS, ORDERED, REASONS

_SETUPS = """
-- Side 2 is the setup at hand, side 3 the one tried.
WITH setup AS (
    SELECT
        2 AS side,
        2 AS yardstick,
        $bins::INTEGER AS bins,
        $is_fixed::BOOLEAN AS is_fixed,
        $recency_cut_1::INTEGER AS recency_cut_1,
        $recency_cut_2::INTEGER AS recency_cut_2,
        $recency_cut_3::INTEGER AS recency_cut_3,
        $recency_cut_4::INTEGER AS recency_cut_4,
        $recency_cut_5::INTEGER AS recency_cut_5,
        $recency_cut_6::INTEGER AS recency_cut_6,
        $order_cut_1::INTEGER AS order_cut_1,
        $order_cut_2::INTEGER AS order_cut_2,
        $order_cut_3::INTEGER AS order_cut_3,
        $order_cut_4::INTEGER AS order_cut_4,
        $order_cut_5::INTEGER AS order_cut_5,
        $order_cut_6::INTEGER AS order_cut_6,
        $amount_cut_1::DOUBLE AS amount_cut_1,
        $amount_cut_2::DOUBLE AS amount_cut_2,
        $amount_cut_3::DOUBLE AS amount_cut_3,
        $amount_cut_4::DOUBLE AS amount_cut_4,
        $amount_cut_5::DOUBLE AS amount_cut_5,
        $amount_cut_6::DOUBLE AS amount_cut_6
    UNION ALL
    SELECT
        3,
        3,
        $new_bins::INTEGER,
        $new_is_fixed::BOOLEAN,
        $new_recency_cut_1::INTEGER,
        $new_recency_cut_2::INTEGER,
        $new_recency_cut_3::INTEGER,
        $new_recency_cut_4::INTEGER,
        $new_recency_cut_5::INTEGER,
        $new_recency_cut_6::INTEGER,
        $new_order_cut_1::INTEGER,
        $new_order_cut_2::INTEGER,
        $new_order_cut_3::INTEGER,
        $new_order_cut_4::INTEGER,
        $new_order_cut_5::INTEGER,
        $new_order_cut_6::INTEGER,
        $new_amount_cut_1::DOUBLE,
        $new_amount_cut_2::DOUBLE,
        $new_amount_cut_3::DOUBLE,
        $new_amount_cut_4::DOUBLE,
        $new_amount_cut_5::DOUBLE,
        $new_amount_cut_6::DOUBLE
),
"""

_NOBODY_ENTERS = """,
entrant AS (
    SELECT NULL::VARCHAR AS customer_id, NULL::VARCHAR AS name
    WHERE FALSE
)
"""

_COUNTED = """
SELECT
    from_group,
    to_group,
    count(*) AS customers,
    sum(net_amount)::DOUBLE AS net_amount
FROM flow
GROUP BY from_group, to_group
"""

_FLOWS = "".join((_SETUPS, STANDING_ON_A_DAY, NAMED_BUYERS, LADDER, _NOBODY_ENTERS, FLOW))

FLOWS_COUNTED = "".join((_FLOWS, _COUNTED))
"""One row: people who stand in one group by the setup at hand and in one by the setup tried."""

FLOW_MEMBERS = "".join((_FLOWS, MEMBERS, CHOSEN))
"""The people of a way."""

FLOW_REASONS = "".join((_FLOWS, REASONS, CHOSEN, ORDERED))
"""One row a person of a way, with the scores by both setups."""
