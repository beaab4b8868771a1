"""The statements of the judge: people by arm and alike, what they bought in each window, by group and by day."""

from insight.analysis.judge.people import BUSY, KINDS, WINDOWS, people_of
from insight.analysis.judge.who import ARMS
from insight.analysis.rfm import LABELS
from insight.warehouse.steps import Bound, filled, numbered, repeated, steps

_SUMS = """sum({outcome}_0 * {outcome}_1) AS {outcome}_0_1,
    sum({outcome}_1 * {outcome}_2) AS {outcome}_1_2,
    sum({outcome}_2 * {outcome}_3) AS {outcome}_2_3,
    sum({outcome}_0 * {outcome}_4) AS {outcome}_0_4,
    {windows}"""

_SUM = """sum({outcome}_#) AS {outcome}_#,
    sum({outcome}_# * {outcome}_#) AS {outcome}_#_squares"""


def _sums(outcome: str) -> str:
    return filled(filled(_SUMS, windows=repeated(_SUM, WINDOWS, ",\n    ")), outcome=outcome)


_ALL = """count(*) AS customers,
    sum(is_busy) AS busy,
    sum(orders_before) AS orders_before,
    sum(orders_before * orders_before) AS orders_before_squares,
    {people},
    {orders},
    {money}"""

ALL_SUMS = filled(_ALL, **{outcome: _sums(outcome) for outcome in ("people", "orders", "money")})
"""Of people: how many, and sums, squares and products of what they bought in each window."""

_MEASURED = """
SELECT
    arm,
    recency,
    frequency,
    is_member,
    day_after,
    {sums}
FROM people
GROUP BY arm, recency, frequency, is_member, day_after
ORDER BY arm, recency, frequency, is_member, day_after NULLS LAST
"""

_RFM = numbered(Bound(LABELS.statement, {}), 1).statement

_BUYER = steps(
    buyer="""
    SELECT customer_id
    FROM mart.purchases
    WHERE currency = $currency AND ordered_at >= $from_0 AND ordered_at < $until_0
    GROUP BY customer_id
""",
)

_BY_RFM = """
SELECT
    coalesce(rfm.rfm_group, 'none') AS rfm_group,
    arms.arm,
    count(*) AS customers,
    count(buyer.customer_id) AS buyers
FROM arms
LEFT JOIN rfm ON rfm.customer_id = arms.customer_id
LEFT JOIN buyer ON buyer.customer_id = arms.customer_id
WHERE arms.arm IN ('treated', 'control')
GROUP BY coalesce(rfm.rfm_group, 'none'), arms.arm
ORDER BY rfm_group, arms.arm
"""

_FACT = steps(
    fact="""
    SELECT customer_id, 'tier' AS kind, trim(tier) AS value
    FROM core.customers
    WHERE nullif(trim(tier), '') IS NOT NULL
    UNION ALL
    SELECT customer_id, 'channel', trim(channel)
    FROM core.customers
    WHERE nullif(trim(channel), '') IS NOT NULL
""",
)

_BY_FACT = """
SELECT
    fact.kind,
    fact.value,
    arms.arm,
    count(*) AS customers,
    count(buyer.customer_id) AS buyers
FROM arms
JOIN fact ON fact.customer_id = arms.customer_id
LEFT JOIN buyer ON buyer.customer_id = arms.customer_id
WHERE arms.arm IN ('treated', 'control')
GROUP BY fact.kind, fact.value, arms.arm
ORDER BY fact.kind, fact.value, arms.arm
"""

_DAILY = """
SELECT
    takings.taken_at::DATE AS day,
    count(DISTINCT CASE WHEN takings.purchases = 1 THEN takings.customer_id END) AS people,
    sum(takings.purchases) AS orders,
    sum(takings.net_amount::DOUBLE) AS money
FROM mart.takings AS takings
JOIN arms ON arms.customer_id = takings.customer_id
WHERE takings.currency = $currency
    AND arms.arm = 'treated'
    AND takings.taken_at >= $series_from
    AND takings.taken_at < $until_0
GROUP BY takings.taken_at::DATE
ORDER BY day
"""

_OVERLAPS = """
SELECT others_sent.campaign_id, count(DISTINCT others_sent.customer_id) AS customers
FROM others_sent
LEFT JOIN own_sent ON own_sent.campaign_id = others_sent.campaign_id
WHERE others_sent.arm IN ('treated', 'control') AND own_sent.campaign_id IS NULL
GROUP BY others_sent.campaign_id
ORDER BY customers DESC, others_sent.campaign_id
"""

_CHOSEN = """
SELECT customer_id
FROM people
WHERE arm = $arm
    AND ($is_buyer::BOOLEAN IS NULL OR (people_0 = 1) = $is_buyer)
    AND ($recency::VARCHAR IS NULL OR recency = $recency)
    AND ($frequency::VARCHAR IS NULL OR frequency = $frequency)
    AND ($is_asleep::BOOLEAN IS NULL OR (recency IN ('365', 'longer')) = $is_asleep)
"""

_CHOSEN_RFM = """
SELECT people.customer_id
FROM people
LEFT JOIN rfm ON rfm.customer_id = people.customer_id
WHERE people.arm = $arm
    AND ($is_buyer::BOOLEAN IS NULL OR (people.people_0 = 1) = $is_buyer)
    AND coalesce(rfm.rfm_group, 'none') = $rfm_group
"""

_CHOSEN_FACT = """
SELECT people.customer_id
FROM people
JOIN fact ON fact.customer_id = people.customer_id
WHERE people.arm = $arm
    AND ($is_buyer::BOOLEAN IS NULL OR (people.people_0 = 1) = $is_buyer)
    AND fact.kind = $fact
    AND fact.value = $fact_value
"""

SPAN = """
SELECT min(ordered_at) AS first_at, max(ordered_at) AS last_at
FROM mart.purchases
WHERE currency = $currency AND ordered_at < $as_of::DATE
"""
"""From when to when orders are known."""


_RFM_STEP = steps(rfm=_RFM)

MEASURED = {kind: people_of(kind).select(filled(_MEASURED, sums=ALL_SUMS)) for kind in KINDS}
"""By arm, people alike and the day of their first order since the start (NULL: none): how many, and sums, squares and
products of what they bought in each window."""

BY_RFM = {kind: ARMS[kind].then(_BUYER, _RFM_STEP).select(_BY_RFM) for kind in KINDS}
"""By RFM group on the day of the start and arm (contacted, held back): people, and those who bought."""

BY_FACT = {kind: ARMS[kind].then(_BUYER, _FACT).select(_BY_FACT) for kind in KINDS}
"""By tier and by channel of the customer list, and arm (contacted, held back): people, and those who bought."""

DAILY = {kind: ARMS[kind].select(_DAILY) for kind in KINDS}
"""By day: how many of the people contacted bought, their orders and money."""

OVERLAPS = {kind: ARMS[kind].then(BUSY).select(_OVERLAPS) for kind in KINDS}
"""By other campaign of the same days: how many of the same people it reached."""

MEMBERS = {kind: people_of(kind).select(_CHOSEN) for kind in KINDS}
"""The people of an arm; of them those who bought, or did not; of a recency or a number of orders."""

MEMBERS_RFM = {kind: people_of(kind).then(_RFM_STEP).select(_CHOSEN_RFM) for kind in KINDS}
"""The same, of an RFM group on the day of the start."""

MEMBERS_FACT = {kind: people_of(kind).then(_FACT).select(_CHOSEN_FACT) for kind in KINDS}
"""The same, of a tier or a channel."""
