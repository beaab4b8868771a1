"""The statements of RFM on one day, static: every buyer is scored and named by one text, then counted or listed."""

from insight.analysis.known_people import NEVER_ORDERED
from insight.analysis.rfm_core.reach import REACH
from insight.analysis.rfm_core.scoring import NAMED_BUYERS, setup_row
from insight.analysis.rfm_core.standing import STANDING_ON_A_DAY
from insight.warehouse.steps import steps

_NAMED_BUYERS = steps(setup=setup_row("1", "1")).then(STANDING_ON_A_DAY, NAMED_BUYERS)

_SCORES = """
SELECT
    customer_id,
    recency_days,
    orders,
    net_amount,
    r,
    f,
    m,
    eight,
    eleven
FROM named_buyer
"""

_MEMBERS = """
SELECT customer_id
FROM named_buyer
WHERE ($r::INTEGER IS NULL OR r = $r)
    AND ($f::INTEGER IS NULL OR f = $f)
    AND ($m::INTEGER IS NULL OR m = $m)
    AND ($eight::VARCHAR IS NULL OR eight = $eight)
    AND ($eleven::VARCHAR IS NULL OR eleven = $eleven OR eleven = $also)
"""

_COUNTED = """
SELECT
    r,
    f,
    m,
    eight,
    eleven,
    is_top_fifth,
    count(*) AS customers,
    sum(orders)::BIGINT AS orders,
    sum(net_amount)::DOUBLE AS net_amount,
    median(net_amount)::DOUBLE AS median_net_amount,
    median(recency_days)::DOUBLE AS median_recency_days,
    min(recency_days) AS least_recency_days,
    max(recency_days) AS most_recency_days,
    min(orders) AS least_orders,
    max(orders) AS most_orders,
    min(net_amount)::DOUBLE AS least_net_amount,
    max(net_amount)::DOUBLE AS most_net_amount,
    min(CASE WHEN has_commonest_recency THEN recency_days END) AS commonest_recency_days,
    min(CASE WHEN has_commonest_frequency THEN orders END) AS commonest_orders,
    min(CASE WHEN has_commonest_monetary THEN net_amount END)::DOUBLE AS commonest_net_amount,
    count(CASE WHEN has_commonest_recency THEN 1 END) AS tied_in_recency,
    count(CASE WHEN has_commonest_frequency THEN 1 END) AS tied_in_frequency,
    count(CASE WHEN has_commonest_monetary THEN 1 END) AS tied_in_monetary,
    count(CASE WHEN has_phone THEN 1 END) AS phone,
    count(CASE WHEN has_wecom THEN 1 END) AS wecom,
    count(CASE WHEN has_email THEN 1 END) AS email,
    count(CASE WHEN has_consent THEN 1 END) AS consent,
    count(CASE WHEN is_reachable THEN 1 END) AS reachable
FROM named_buyer
LEFT JOIN reach ON reach.customer_id = named_buyer.customer_id
GROUP BY GROUPING SETS ((r, f, m, eight, eleven), (r, f), (eight), (eleven), (is_top_fifth))
"""

_PROSPECTS = """
SELECT
    count(*) AS customers,
    count(CASE WHEN has_phone THEN 1 END) AS phone,
    count(CASE WHEN has_wecom THEN 1 END) AS wecom,
    count(CASE WHEN has_email THEN 1 END) AS email,
    count(CASE WHEN has_consent THEN 1 END) AS consent,
    count(CASE WHEN is_reachable THEN 1 END) AS reachable
FROM never_ordered
LEFT JOIN reach ON reach.customer_id = never_ordered.customer_id
"""

LEFT_OUT = """
SELECT
    count(CASE WHEN currency IS DISTINCT FROM $currency AND customer_id IS NOT NULL THEN 1 END) AS orders_elsewhere,
    count(CASE WHEN currency = $currency AND customer_id IS NULL THEN 1 END) AS orders_without_person
FROM core.orders
WHERE is_valid
    AND ordered_at < $as_of::DATE
    AND ($since::DATE IS NULL OR ordered_at >= $since::DATE)
"""

SCORES = _NAMED_BUYERS.select(_SCORES)
"""One row a buyer."""

MEMBERS = _NAMED_BUYERS.select(_MEMBERS)
"""The people of a cell or of a name; None leaves a filter open."""

CELLS = _NAMED_BUYERS.then(REACH).select(_COUNTED)
"""One row: a cell (r, f, m with its names), a cell (r, f), a name, or the top fifth of buyers by net amount."""

PROSPECTS = steps(never_ordered=NEVER_ORDERED).then(REACH).select(_PROSPECTS)
"""One row: how many never ordered, and how many of them can be reached."""
