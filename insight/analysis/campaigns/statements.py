"""The statements of campaigns: whom each reached, what came of it, and how often people were contacted.

A person is reached by a campaign once, however many messages it sent; whoever was held back is not reached. A contact
is one message to one person.
"""

from insight.analysis.rfm import LABELS
from insight.warehouse.steps import Bound, numbered, steps

MOST_CONTACTS = 5
"""So many contacts or more are one bar."""

_SENT = steps(
    started="""
    SELECT
        touched.campaign_id,
        coalesce(min(listed.starts_at), min(touched.sent_at)) AS starts_at,
        min(listed.name) AS name
    FROM core.touches AS touched
    LEFT JOIN core.campaigns AS listed ON listed.campaign_id = touched.campaign_id
    GROUP BY touched.campaign_id
    HAVING coalesce(min(listed.starts_at), min(touched.sent_at)) < $as_of::DATE
""",
    sent="""
    SELECT
        touches.campaign_id,
        touches.customer_id,
        coalesce(touches.sent_at, started.starts_at) AS sent_at,
        started.starts_at,
        CASE WHEN touches.arm = 'control' THEN 1 ELSE 0 END AS is_control,
        CASE WHEN touches.delivered THEN 1 ELSE 0 END AS is_delivered,
        CASE WHEN NOT touches.delivered OR touches.failed_reason IS NOT NULL THEN 1 ELSE 0 END AS is_failed,
        CASE WHEN touches.opened_at < $as_of::DATE THEN 1 ELSE 0 END AS is_opened,
        CASE WHEN touches.clicked_at < $as_of::DATE THEN 1 ELSE 0 END AS is_clicked
    FROM core.touches AS touches
    JOIN started ON started.campaign_id = touches.campaign_id
    WHERE coalesce(touches.sent_at, started.starts_at) < $as_of::DATE
""",
)

_REACHED = steps(
    per_person="""
    SELECT
        campaign_id,
        customer_id,
        min(starts_at) AS starts_at,
        min(is_control) AS is_control,
        max(is_delivered) AS is_delivered,
        CASE WHEN max(is_delivered) = 1 THEN 0 ELSE max(is_failed) END AS is_failed,
        max(is_opened) AS is_opened,
        max(is_clicked) AS is_clicked
    FROM sent
    WHERE customer_id IS NOT NULL
    GROUP BY campaign_id, customer_id
""",
    ordered="""
    SELECT
        per_person.campaign_id,
        per_person.customer_id,
        sum(takings.purchases) AS orders,
        sum(takings.net_amount::DOUBLE) AS net_amount
    FROM per_person
    JOIN mart.takings AS takings ON takings.customer_id = per_person.customer_id
    WHERE takings.currency = $currency
        AND takings.taken_at >= per_person.starts_at
        AND takings.taken_at < per_person.starts_at + to_days($days::INTEGER)
        AND takings.taken_at < $as_of::DATE
    GROUP BY per_person.campaign_id, per_person.customer_id
""",
    refused="""
    SELECT per_person.campaign_id, per_person.customer_id
    FROM per_person
    JOIN core.wills AS wills ON wills.customer_id = per_person.customer_id
    WHERE wills.status IN ('denied', 'withdrawn')
        AND per_person.is_control = 0
        AND wills.said_at >= per_person.starts_at
        AND wills.said_at < per_person.starts_at + to_days($days::INTEGER)
        AND wills.said_at < $as_of::DATE
    GROUP BY per_person.campaign_id, per_person.customer_id
""",
    reached="""
    SELECT
        per_person.campaign_id,
        per_person.customer_id,
        per_person.is_control,
        per_person.is_delivered,
        per_person.is_failed,
        per_person.is_opened,
        per_person.is_clicked,
        CASE WHEN ordered.orders > 0 THEN 1 ELSE 0 END AS is_bought,
        CASE WHEN refused.customer_id IS NULL THEN 0 ELSE 1 END AS is_unsubscribed,
        coalesce(ordered.orders, 0) AS orders,
        coalesce(ordered.net_amount, 0) AS net_amount
    FROM per_person
    LEFT JOIN ordered
        ON ordered.campaign_id = per_person.campaign_id AND ordered.customer_id = per_person.customer_id
    LEFT JOIN refused
        ON refused.campaign_id = per_person.campaign_id AND refused.customer_id = per_person.customer_id
""",
)


_COUNTED = """
SELECT
    reached.campaign_id,
    sum(1 - reached.is_control) AS treated,
    sum(reached.is_control) AS control,
    sum((1 - reached.is_control) * reached.is_delivered) AS delivered,
    sum((1 - reached.is_control) * reached.is_failed) AS failed,
    sum((1 - reached.is_control) * reached.is_opened) AS opened,
    sum((1 - reached.is_control) * reached.is_clicked) AS clicked,
    sum((1 - reached.is_control) * reached.is_bought) AS bought,
    sum((1 - reached.is_control) * reached.is_unsubscribed) AS unsubscribed,
    sum((1 - reached.is_control) * reached.orders) AS orders,
    sum((1 - reached.is_control) * reached.net_amount) AS net_amount,
    sum(reached.is_control * reached.is_bought) AS control_bought
FROM reached
GROUP BY reached.campaign_id
ORDER BY reached.campaign_id
"""

_PRESSURE = steps(
    crowded="""
    SELECT
        customer_id,
        count(*) OVER (
            PARTITION BY customer_id ORDER BY sent_at
            RANGE BETWEEN to_seconds($cap_days::BIGINT * 86400 - 1) PRECEDING AND CURRENT ROW
        ) AS contacts
    FROM sent
    WHERE customer_id IS NOT NULL AND is_control = 0
""",
    pressed="""
    SELECT customer_id, max(contacts) AS contacts
    FROM crowded
    GROUP BY customer_id
""",
)

_PRESSED = """
SELECT contacts, count(*) AS customers
FROM pressed
GROUP BY contacts
ORDER BY contacts
"""

_GROUPS = steps(
    rfm=numbered(Bound(LABELS.statement, {}), 1).statement,
    tagged="""
    SELECT customer_id, trim(unnest(string_split(translate(tags, '；,，、|', ';;;;;'), ';'))) AS value
    FROM core.customers
    WHERE tags IS NOT NULL
""",
    persona="""
    -- duckdb: lists bound as values become the rows of a table; elsewhere they would be joined as a small table.
    SELECT unnest($persona_people::VARCHAR[]) AS customer_id, unnest($persona_names::VARCHAR[]) AS name
""",
    grouped="""
    SELECT 'rfm' AS kind, reached.customer_id, coalesce(rfm.rfm_group, 'none') AS value
    FROM reached
    LEFT JOIN rfm ON rfm.customer_id = reached.customer_id
    WHERE reached.campaign_id = $campaign AND reached.is_control = 0
    UNION
    SELECT 'tier', reached.customer_id, customers.tier
    FROM reached
    JOIN core.customers AS customers ON customers.customer_id = reached.customer_id
    WHERE reached.campaign_id = $campaign AND reached.is_control = 0 AND customers.tier IS NOT NULL
    UNION
    SELECT 'persona', reached.customer_id, persona.name
    FROM reached
    JOIN persona ON persona.customer_id = reached.customer_id
    WHERE reached.campaign_id = $campaign AND reached.is_control = 0
    UNION
    SELECT 'tag', reached.customer_id, tagged.value
    FROM reached
    JOIN tagged ON tagged.customer_id = reached.customer_id
    WHERE reached.campaign_id = $campaign AND reached.is_control = 0 AND tagged.value <> ''
""",
)

_BY_GROUP = """
SELECT
    grouped.kind,
    grouped.value AS "group",
    count(*) AS customers,
    sum(reached.is_opened) AS opened,
    sum(reached.is_clicked) AS clicked,
    sum(reached.is_bought) AS bought
FROM grouped
JOIN reached ON reached.customer_id = grouped.customer_id AND reached.campaign_id = $campaign
GROUP BY grouped.kind, grouped.value
ORDER BY grouped.kind, customers DESC, grouped.value
"""

_COUPONS = """
SELECT
    reached.campaign_id,
    count(DISTINCT coupons.row_key) AS issued,
    count(DISTINCT CASE WHEN coupons.redeemed_at < $as_of::DATE THEN coupons.row_key END) AS redeemed,
    count(DISTINCT coupons.customer_id) AS customers,
    count(DISTINCT CASE WHEN coupons.redeemed_at < $as_of::DATE THEN coupons.customer_id END) AS redeemers,
    sum(CASE WHEN coupons.redeemed_at < $as_of::DATE THEN coupons.face_value::DOUBLE END) AS face_value
FROM reached
JOIN started ON started.campaign_id = reached.campaign_id
JOIN core.coupons AS coupons ON coupons.customer_id = reached.customer_id
WHERE reached.is_control = 0
    AND coupons.issued_at >= started.starts_at
    AND coupons.issued_at < started.starts_at + to_days($days::INTEGER)
    AND coupons.issued_at < $as_of::DATE
GROUP BY reached.campaign_id
ORDER BY reached.campaign_id
"""

_REWARDS = """
SELECT
    face_value::DOUBLE AS face_value,
    count(*) AS issued,
    count(CASE WHEN redeemed_at < $as_of::DATE THEN 1 END) AS redeemed,
    count(DISTINCT customer_id) AS customers,
    count(DISTINCT CASE WHEN redeemed_at < $as_of::DATE THEN customer_id END) AS redeemers
FROM core.coupons
WHERE customer_id IS NOT NULL
    AND face_value > 0
    AND issued_at < $as_of::DATE
    AND issued_at >= $as_of::DATE - 365
GROUP BY face_value
ORDER BY face_value
"""

_STATE = """
SELECT customer_id
FROM reached
WHERE campaign_id = $campaign
    AND CASE $state
            WHEN 'control' THEN is_control = 1
            WHEN 'treated' THEN is_control = 0
            WHEN 'delivered' THEN is_control = 0 AND is_delivered = 1
            WHEN 'failed' THEN is_control = 0 AND is_failed = 1
            WHEN 'opened' THEN is_control = 0 AND is_opened = 1
            WHEN 'clicked' THEN is_control = 0 AND is_clicked = 1
            WHEN 'bought' THEN is_control = 0 AND is_bought = 1
            WHEN 'unsubscribed' THEN is_control = 0 AND is_unsubscribed = 1
        END
"""

_CROWDED = """
SELECT customer_id
FROM pressed
WHERE contacts >= $least_contacts AND contacts <= $most_contacts
"""

_IN_GROUP = """
SELECT reached.customer_id
FROM grouped
JOIN reached ON reached.customer_id = grouped.customer_id AND reached.campaign_id = $campaign
WHERE grouped.kind = $kind
    AND grouped.value = $group
    AND CASE $state
            WHEN 'treated' THEN TRUE
            WHEN 'opened' THEN is_opened = 1
            WHEN 'clicked' THEN is_clicked = 1
            WHEN 'bought' THEN is_bought = 1
        END
"""

_ALL = _SENT.then(_REACHED)
_BY = _ALL.then(_GROUPS)

COUNTED = _ALL.select(_COUNTED)
"""By campaign: people contacted and held back, and of those contacted how many it came to, step by step."""

PRESSED = _SENT.then(_PRESSURE).select(_PRESSED)
"""By the most contacts within any `$cap_days` days: how many people."""

BY_GROUP = _BY.select(_BY_GROUP)
"""By RFM group and persona on the day of the start, tier and tag: who of those contacted opened, clicked and bought."""

COUPONS = _ALL.select(_COUPONS)
"""By campaign: coupons issued to the people contacted in its days, and redeemed."""

REWARDS = _REWARDS
"""By value of a coupon of the last year: how many were issued and used, to and by how many people."""

IN_STATE = _ALL.select(_STATE)
"""Who of a campaign got as far as `$state`."""

CROWDED = _SENT.then(_PRESSURE).select(_CROWDED)
"""Who was contacted from `$least_contacts` to `$most_contacts` times within any `$cap_days` days."""

IN_GROUP = _BY.select(_IN_GROUP)
"""Who of a campaign is in a group and got as far as `$state`."""
