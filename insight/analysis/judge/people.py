"""Who is in which arm, what each bought before and after the start, and whom they are alike: named steps.

Windows are of `$days` days: 0 from `$starts_at`, 1 just before it, 2 and 3 before that; 4 is the same span around the
festival of the year before. A person is alike another by when they bought last, how often, and whether they joined.
"""

from insight.analysis.judge.who import ARMS, Kind
from insight.warehouse.steps import Steps, repeated, steps

KINDS: tuple[Kind, ...] = ("campaign", "export", "field", "group")
"""Where the people judged come from."""

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

BUSY = steps(
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


def people_of(kind: Kind) -> Steps:
    """Everybody known before the start, or in an arm: one row each, the step `people`."""
    bought, people = repeated(_WINDOW, WINDOWS), repeated(_FILLED, WINDOWS)
    return ARMS[kind].then(BUSY, _BOUGHT.filled(windows=bought), _PEOPLE.filled(windows=people))
