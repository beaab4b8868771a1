"""What became of the people of each channel: who came again, who left, what they brought."""

from insight.analysis.channels.sources import SOURCES
from insight.warehouse.steps import steps

_PEOPLE = SOURCES.then(
    steps(
        won="""
    SELECT
        customer_id,
        channel,
        is_own_order,
        first_ordered_at::DATE AS ordered_on,
        CASE $rule WHEN 'first' THEN first_at ELSE last_at END::DATE AS won_on
    FROM ranked
    WHERE CASE $rule WHEN 'first' THEN first_no ELSE last_no END = 1
""",
        deed="""
    SELECT customer_id, ordered_at::DATE AS day FROM mart.purchases WHERE ordered_at < $as_of::DATE
    UNION
    SELECT customer_id, occurred_at::DATE
    FROM core.events
    WHERE customer_id IS NOT NULL AND occurred_at < $as_of::DATE AND NOT list_contains($leaving::VARCHAR[], event)
""",
        came="""
    SELECT
        won.customer_id,
        bool_or(deed.day >= won.won_on + 7 AND deed.day < won.won_on + 14) AS is_kept_7,
        bool_or(deed.day >= won.won_on + 30 AND deed.day < won.won_on + 60) AS is_kept_30,
        bool_or(deed.day >= won.won_on + 90 AND deed.day < won.won_on + 180) AS is_kept_90
    FROM won
    JOIN deed ON deed.customer_id = won.customer_id
    GROUP BY won.customer_id
""",
        departure="""
    SELECT customer_id, occurred_at::DATE AS day
    FROM core.events
    WHERE customer_id IS NOT NULL AND occurred_at < $as_of::DATE AND list_contains($leaving::VARCHAR[], event)
""",
        known_since="""
    SELECT min(day) AS day FROM departure
""",
        gone="""
    SELECT won.customer_id, count(*) AS departures
    FROM won
    JOIN departure ON departure.customer_id = won.customer_id
    WHERE departure.day >= won.won_on AND departure.day < won.won_on + 7
    GROUP BY won.customer_id
""",
        seen="""
    SELECT customer_id FROM core.customers WHERE has_wecom
    UNION
    SELECT customer_id FROM core.events WHERE customer_id IS NOT NULL AND occurred_at < $as_of::DATE
""",
        selling="""
    SELECT source_system FROM core.orders
    UNION
    SELECT source_system FROM core.events
""",
        # Whoever has nothing that an order or event could name would look like somebody who never came again.
        followed="""
    SELECT customer_id
    FROM core.identifiers
    WHERE NOT is_hub AND kind IN ('phone', 'second_phone', 'receiver_phone', 'email', 'unionid')
    UNION
    SELECT identifiers.customer_id
    FROM core.identifiers
    JOIN selling ON selling.source_system = identifiers.source_system
    UNION
    SELECT customer_id FROM deed
""",
        worth="""
    SELECT
        won.customer_id,
        bool_or(takings.currency = $currency) AS is_in_currency,
        sum(CASE WHEN takings.currency = $currency THEN takings.net_amount END)::DOUBLE AS net_amount
    FROM won
    JOIN mart.takings ON takings.customer_id = won.customer_id
    WHERE takings.taken_at < $as_of::DATE
        AND takings.taken_at >= won.won_on
        AND takings.taken_at < won.won_on + 180
    GROUP BY won.customer_id
""",
        spent="""
    SELECT DISTINCT won.customer_id
    FROM won
    JOIN core.campaigns AS paid
        ON lower(won.channel) IN (lower(trim(paid.channel)), lower(trim(paid.name)), lower(paid.campaign_id))
    WHERE paid.cost > 0
        AND won.won_on >= paid.starts_at::DATE
        AND (paid.ends_at IS NULL OR won.won_on <= paid.ends_at::DATE)
""",
        person="""
    SELECT
        won.customer_id,
        won.channel,
        won.won_on,
        followed.customer_id IS NOT NULL AS is_traced,
        followed.customer_id IS NOT NULL AND coalesce(won.won_on + 14 <= $as_of::DATE, FALSE) AS is_old_7,
        followed.customer_id IS NOT NULL AND coalesce(won.won_on + 60 <= $as_of::DATE, FALSE) AS is_old_30,
        followed.customer_id IS NOT NULL AND coalesce(won.won_on + 180 <= $as_of::DATE, FALSE) AS is_old_90,
        followed.customer_id IS NOT NULL
        AND coalesce(won.won_on + 180 <= $as_of::DATE, FALSE)
        AND coalesce(worth.is_in_currency, TRUE) AS is_valued,
        won.is_own_order,
        coalesce(came.is_kept_7, FALSE) AS is_kept_7,
        coalesce(came.is_kept_30, FALSE) AS is_kept_30,
        coalesce(came.is_kept_90, FALSE) AS is_kept_90,
        followed.customer_id IS NOT NULL
        AND NOT won.is_own_order
        AND coalesce(won.won_on + 30 <= $as_of::DATE, FALSE) AS is_asked,
        coalesce(won.ordered_on < won.won_on + 30, FALSE) AS is_ordered,
        coalesce(
            seen.customer_id IS NOT NULL AND won.won_on + 7 <= $as_of::DATE AND won.won_on >= known_since.day, FALSE
        ) AS is_watched,
        gone.customer_id IS NOT NULL AS is_left,
        spent.customer_id IS NOT NULL AS is_paid,
        coalesce(worth.net_amount, 0) AS net_amount
    FROM won
    CROSS JOIN known_since
    LEFT JOIN came ON came.customer_id = won.customer_id
    LEFT JOIN gone ON gone.customer_id = won.customer_id
    LEFT JOIN followed ON followed.customer_id = won.customer_id
    LEFT JOIN seen ON seen.customer_id = won.customer_id
    LEFT JOIN worth ON worth.customer_id = won.customer_id
    LEFT JOIN spent ON spent.customer_id = won.customer_id
""",
    )
)

COUNTED = _PEOPLE.select("""
SELECT
    channel,
    count(*) AS won,
    count(CASE WHEN is_traced THEN 1 END) AS traced,
    count(CASE WHEN is_old_7 THEN 1 END) AS old_7,
    count(CASE WHEN is_old_7 AND is_kept_7 THEN 1 END) AS kept_7,
    count(CASE WHEN is_old_30 THEN 1 END) AS old_30,
    count(CASE WHEN is_old_30 AND is_kept_30 THEN 1 END) AS kept_30,
    count(CASE WHEN is_old_90 THEN 1 END) AS old_90,
    count(CASE WHEN is_old_90 AND is_kept_90 THEN 1 END) AS kept_90,
    count(CASE WHEN is_asked THEN 1 END) AS asked,
    count(CASE WHEN is_asked AND is_ordered THEN 1 END) AS ordered,
    count(CASE WHEN is_watched THEN 1 END) AS watched,
    count(CASE WHEN is_watched AND is_left THEN 1 END) AS "left",
    count(CASE WHEN is_paid THEN 1 END) AS paid,
    count(CASE WHEN is_valued THEN 1 END) AS valued,
    2 * count(CASE WHEN is_own_order THEN 1 END) > count(*) AS is_platform,
    coalesce(sum(CASE WHEN is_valued THEN net_amount END), 0) AS net_sum,
    coalesce(sum(CASE WHEN is_valued THEN net_amount * net_amount END), 0) AS net_squares
FROM person
GROUP BY channel
ORDER BY won DESC, channel
""")
"""One row a channel: how many were won, how many of them are old enough for each measure, and what they did."""

COSTS = """
SELECT
    lower(trim(channel)) AS channel,
    lower(trim(name)) AS name,
    lower(campaign_id) AS campaign_id,
    cost::DOUBLE AS cost
FROM core.campaigns
WHERE cost > 0 AND starts_at < $as_of::DATE
ORDER BY campaign_id
"""
"""Campaigns that state what they cost."""

PAYBACK = _PEOPLE.select("""
SELECT
    person.channel,
    date_diff('day', person.won_on, takings.taken_at::DATE) AS day,
    sum(takings.net_amount)::DOUBLE AS net_amount
FROM person
JOIN mart.takings ON takings.customer_id = person.customer_id
WHERE person.is_valued
    AND takings.currency = $currency
    AND takings.taken_at < $as_of::DATE
    AND takings.taken_at >= person.won_on
    AND takings.taken_at < person.won_on + 180
GROUP BY person.channel, day
ORDER BY person.channel, day
""")
"""One row a channel and day after somebody was won: the money of that day, of people won at least 180 days ago."""

LEAVING = """
SELECT DISTINCT event
FROM core.events
WHERE customer_id IS NOT NULL AND occurred_at < $as_of::DATE
ORDER BY event
"""
"""What happens here: which of it is leaving is said by `leaving`."""

_WHO = """
SELECT customer_id
FROM person
WHERE ($channel::VARCHAR IS NULL OR channel = $channel)
    AND CASE $state
        WHEN 'traced' THEN is_traced
        WHEN 'untraced' THEN NOT is_traced
        WHEN 'old_7' THEN is_old_7
        WHEN 'kept_7' THEN is_old_7 AND is_kept_7
        WHEN 'old_30' THEN is_old_30
        WHEN 'kept_30' THEN is_old_30 AND is_kept_30
        WHEN 'old_90' THEN is_old_90
        WHEN 'kept_90' THEN is_old_90 AND is_kept_90
        WHEN 'young_7' THEN is_traced AND NOT is_old_7
        WHEN 'away_7' THEN is_old_7 AND NOT is_kept_7
        WHEN 'young_30' THEN is_traced AND NOT is_old_30
        WHEN 'away_30' THEN is_old_30 AND NOT is_kept_30
        WHEN 'young_90' THEN is_traced AND NOT is_old_90
        WHEN 'away_90' THEN is_old_90 AND NOT is_kept_90
        WHEN 'valued' THEN is_valued
        WHEN 'asked' THEN is_asked
        WHEN 'ordered' THEN is_asked AND is_ordered
        WHEN 'watched' THEN is_watched
        WHEN 'left' THEN is_watched AND is_left
        WHEN 'paid' THEN is_paid
        ELSE $state = 'won'
    END
"""
MEMBERS = _PEOPLE.select(_WHO)
"""The people behind a number of a channel."""
