"""The statements of the judge: who is in which arm, what they bought before and after, and who they are alike.

Windows are of `$days` days: 0 from `$starts_at`, 1 just before it, 2 and 3 before that; 4 is the same span around the
festival of the year before. A person is alike another by when they bought last, how often, and whether they joined.
"""

from insight.analysis.judge.who import ARMS, Kind
from insight.analysis.rfm import LABELS
from insight.warehouse.steps import Bound, Steps, filled, numbered, repeated, steps

RECENCIES = ("never", "30", "90", "180", "365", "longer")
"""Days since the last order before the start, at most."""

FREQUENCIES = ("0", "1", "2", "3", "6")
"""Orders before the start, at least."""

WINDOWS = (0, 1, 2, 3, 4)

_WINDOW = """sum(CASE WHEN taken_at >= $from_# AND taken_at < $until_# THEN purchases ELSE 0 END) AS orders_#,
        sum(CASE WHEN taken_at >= $from_# AND taken_at < $until_# THEN net_amount::DOUBLE ELSE 0 END) AS money_#"""

_FILLED = """coalesce(bought.orders_#, 0) AS orders_#,
        CASE WHEN bought.orders_# > 0 THEN 1 ELSE 0 END AS people_#,
        coalesce(bought.money_#, 0) AS money_#"""

_BUSY = steps(
    others_sent="""
    SELECT touches.campaign_id, touches.customer_id, arms.arm
    FROM core.touches AS touches
    LEFT JOIN arms ON arms.customer_id = touches.customer_id
    WHERE touches.campaign_id IS DISTINCT FROM $campaign
        AND touches.arm IS DISTINCT FROM 'control'
        AND touches.sent_at >= $from_0
        AND touches.sent_at < $until_0
        AND touches.customer_id IS NOT NULL
""",
    # Messages that went to the people of a list taken from here are that list being used, not another campaign.
    own_sent="""
    SELECT campaign_id
    FROM others_sent
    WHERE $campaign::VARCHAR IS NULL
    GROUP BY campaign_id
    HAVING 2 * count(DISTINCT CASE WHEN arm = 'treated' THEN customer_id END) >= count(DISTINCT customer_id)
""",
    busy="""
    SELECT others_sent.customer_id
    FROM others_sent
    LEFT JOIN own_sent ON own_sent.campaign_id = others_sent.campaign_id
    WHERE own_sent.campaign_id IS NULL
    GROUP BY others_sent.customer_id
""",
)

_BOUGHT = steps(
    bought="""
    SELECT
        customer_id,
        {windows},
        sum(CASE WHEN taken_at < $from_0 THEN purchases ELSE 0 END) AS orders_before,
        sum(CASE WHEN taken_at < $from_0 THEN net_amount::DOUBLE ELSE 0 END) AS money_before,
        min(CASE WHEN purchases = 1 AND taken_at < $from_0 THEN taken_at END) AS first_before,
        max(CASE WHEN purchases = 1 AND taken_at < $from_0 THEN taken_at END) AS last_before,
        min(CASE WHEN purchases = 1 AND taken_at >= $from_0 THEN taken_at END) AS first_after
    FROM mart.takings
    WHERE currency = $currency AND taken_at < $until_0
    GROUP BY customer_id
""",
)

_PEOPLE = steps(
    people="""
    SELECT
        known.customer_id,
        CASE
            WHEN arms.arm IS NOT NULL THEN arms.arm
            WHEN busy.customer_id IS NOT NULL THEN 'busy'
            ELSE 'others'
        END AS arm,
        CASE WHEN busy.customer_id IS NULL THEN 0 ELSE 1 END AS is_busy,
        CASE
            WHEN bought.last_before IS NULL THEN 'never'
            WHEN bought.last_before >= $days_30 THEN '30'
            WHEN bought.last_before >= $days_90 THEN '90'
            WHEN bought.last_before >= $days_180 THEN '180'
            WHEN bought.last_before >= $days_365 THEN '365'
            ELSE 'longer'
        END AS recency,
        CASE
            WHEN coalesce(bought.orders_before, 0) = 0 THEN '0'
            WHEN bought.orders_before = 1 THEN '1'
            WHEN bought.orders_before = 2 THEN '2'
            WHEN bought.orders_before < 6 THEN '3'
            ELSE '6'
        END AS frequency,
        CASE WHEN known.joined_at < $from_0 THEN 1 ELSE 0 END AS is_member,
        coalesce(bought.orders_before, 0) AS orders_before,
        CASE
            WHEN coalesce(bought.money_before, 0) < 1 THEN 0
            ELSE 1 + floor(log2(bought.money_before))
        END AS spend_level,
        CASE
            WHEN least(bought.first_before, known.joined_at) < $from_0 THEN
                floor(2 * log2(
                    1 + date_diff('day', least(bought.first_before, known.joined_at), $from_0::TIMESTAMP) / 30.0
                ))
            ELSE 0
        END AS tenure_level,
        {windows},
        date_diff('day', $from_0::TIMESTAMP, bought.first_after) AS day_after
    FROM core.customers AS known
    LEFT JOIN arms ON arms.customer_id = known.customer_id
    LEFT JOIN bought ON bought.customer_id = known.customer_id
    LEFT JOIN busy ON busy.customer_id = known.customer_id
    WHERE arms.customer_id IS NOT NULL
        OR coalesce(bought.orders_before, 0) > 0
        OR known.joined_at < $from_0
""",
)

_SUMS = """sum({outcome}_0 * {outcome}_1) AS {outcome}_0_1,
    sum({outcome}_1 * {outcome}_2) AS {outcome}_1_2,
    sum({outcome}_2 * {outcome}_3) AS {outcome}_2_3,
    sum({outcome}_0 * {outcome}_4) AS {outcome}_0_4,
    {windows}"""

_SUM = """sum({outcome}_#) AS {outcome}_#,
    sum({outcome}_# * {outcome}_#) AS {outcome}_#_squares"""


def _sums(outcome: str) -> str:
    return filled(filled(_SUMS, windows=repeated(_SUM, WINDOWS, ",\n    ")), outcome=outcome)


_MEASURED = """
SELECT
    arm,
    recency,
    frequency,
    is_member,
    day_after,
    count(*) AS customers,
    sum(is_busy) AS busy,
    sum(orders_before) AS orders_before,
    sum(orders_before * orders_before) AS orders_before_squares,
    {people},
    {orders},
    {money}
FROM people
GROUP BY arm, recency, frequency, is_member, day_after
ORDER BY arm, recency, frequency, is_member, day_after NULLS LAST
"""

_FIRST_SHOP = steps(
    first_shop="""
    SELECT customer_id, trim(channel) AS channel
    FROM mart.purchases
    WHERE purchase_no = 1 AND ordered_at < $from_0
""",
)

_SCORED = """
SELECT
    people.recency,
    people.frequency,
    people.is_member,
    people.spend_level,
    people.tenure_level,
    coalesce(first_shop.channel, '') AS first_channel,
    count(CASE WHEN people.arm = 'treated' THEN 1 END) AS treated,
    count(CASE WHEN people.arm = 'others' THEN 1 END) AS others,
    {treated},
    {others}
FROM people
LEFT JOIN first_shop ON first_shop.customer_id = people.customer_id
WHERE people.arm IN ('treated', 'others')
GROUP BY
    people.recency,
    people.frequency,
    people.is_member,
    people.spend_level,
    people.tenure_level,
    coalesce(first_shop.channel, '')
ORDER BY recency, frequency, is_member, spend_level, tenure_level, first_channel
"""

_SIDE = """sum(CASE WHEN people.arm = '{side}' THEN people.{what} ELSE 0 END) AS {side}_{what},
    sum(CASE WHEN people.arm = '{side}' THEN people.{what} * people.{what} ELSE 0 END) AS {side}_{what}_squares"""

SCORED_OUTCOMES = ("people_0", "orders_0", "money_0", "people_2")
"""What is told of both sides by score: the outcomes, and who bought long before."""


def _side(side: str) -> str:
    return ",\n    ".join(filled(_SIDE, side=side, what=what) for what in SCORED_OUTCOMES)


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


def _people(kind: Kind) -> Steps:
    bought, people = repeated(_WINDOW, WINDOWS), repeated(_FILLED, WINDOWS)
    return ARMS[kind].then(_BUSY, _BOUGHT.filled(windows=bought), _PEOPLE.filled(windows=people))


_KINDS: tuple[Kind, ...] = ("campaign", "export", "field", "group")
_RFM_STEP = steps(rfm=_RFM)

_OUTCOMES = {outcome: _sums(outcome) for outcome in ("people", "orders", "money")}

MEASURED = {kind: _people(kind).select(filled(_MEASURED, **_OUTCOMES)) for kind in _KINDS}
"""By arm, people alike and the day of their first order since the start (NULL: none): how many, and sums, squares and
products of what they bought in each window."""

SCORED = {
    kind: _people(kind).then(_FIRST_SHOP).select(filled(_SCORED, treated=_side("treated"), others=_side("others")))
    for kind in _KINDS
}
"""By everything known before the start: those contacted and the others, and what each bought in the days that count and
long before."""

BY_RFM = {kind: ARMS[kind].then(_BUYER, _RFM_STEP).select(_BY_RFM) for kind in _KINDS}
"""By RFM group on the day of the start and arm (contacted, held back): people, and those who bought."""

BY_FACT = {kind: ARMS[kind].then(_BUYER, _FACT).select(_BY_FACT) for kind in _KINDS}
"""By tier and by channel of the customer list, and arm (contacted, held back): people, and those who bought."""

DAILY = {kind: ARMS[kind].select(_DAILY) for kind in _KINDS}
"""By day: how many of the people contacted bought, their orders and money."""

OVERLAPS = {kind: ARMS[kind].then(_BUSY).select(_OVERLAPS) for kind in _KINDS}
"""By other campaign of the same days: how many of the same people it reached."""

MEMBERS = {kind: _people(kind).select(_CHOSEN) for kind in _KINDS}
"""The people of an arm; of them those who bought, or did not; of a recency or a number of orders."""

MEMBERS_RFM = {kind: _people(kind).then(_RFM_STEP).select(_CHOSEN_RFM) for kind in _KINDS}
"""The same, of an RFM group on the day of the start."""

MEMBERS_FACT = {kind: _people(kind).then(_FACT).select(_CHOSEN_FACT) for kind in _KINDS}
"""The same, of a tier or a channel."""
