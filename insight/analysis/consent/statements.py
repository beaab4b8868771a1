"""The statements about consent; how words become purposes is told in `insight.govern.consent_sql`."""

from insight.analysis.known_people import EVER_ORDERED, NEVER_ORDERED
from insight.govern import HEARD, STANDING

_KNOWN = "".join(
    (
        ",\nknown AS (\nSELECT customer_id FROM (",
        NEVER_ORDERED,
        "\n)\nUNION ALL\nSELECT customer_id FROM (",
        EVER_ORDERED,
        "\n)\n)\n",
    )
)

_COUNTED = """
SELECT NULL::VARCHAR AS purpose, 'known' AS status, count(*) AS customers
FROM known
UNION ALL
SELECT standing.purpose, standing.status, count(*)
FROM known
JOIN standing ON standing.customer_id = known.customer_id
GROUP BY standing.purpose, standing.status
"""

_MEMBERS = """
SELECT known.customer_id
FROM known
LEFT JOIN standing ON standing.customer_id = known.customer_id AND standing.purpose = $purpose
WHERE coalesce(standing.status, 'unknown') = $status
"""

_WORDS = """
SELECT
    said.words,
    said.source_system,
    max(CASE WHEN meant.purpose = 'marketing' AND meant.is_yes_to THEN 1 ELSE 0 END) AS is_marketing,
    max(CASE WHEN meant.purpose = 'service' AND meant.is_yes_to THEN 1 ELSE 0 END) AS is_service,
    max(CASE WHEN meant.purpose = 'survey' AND meant.is_yes_to THEN 1 ELSE 0 END) AS is_survey,
    max(CASE WHEN meant.is_no_to THEN 1 ELSE 0 END) AS is_any_no,
    count(CASE WHEN meant.purpose = 'marketing' AND said.status = 'granted' THEN 1 END) AS granted,
    count(CASE WHEN meant.purpose = 'marketing' AND said.status = 'denied' THEN 1 END) AS denied,
    count(CASE WHEN meant.purpose = 'marketing' AND said.status = 'withdrawn' THEN 1 END) AS withdrawn,
    max(said.said_at) AS last_said_at
FROM said
JOIN meant ON meant.words = said.words
GROUP BY said.words, said.source_system
ORDER BY said.words, said.source_system
"""

_CHANGES = """,
-- One row: a person who said no on a customer list without a day: nothing else they say changes where they stand.
locked AS (
    SELECT DISTINCT customer_id, purpose
    FROM heard
    WHERE said_at IS NULL AND status <> 'granted'
),
turn AS (
    SELECT heard.customer_id, heard.purpose, heard.status, heard.weighs_from AS turned_at
    FROM heard
    LEFT JOIN locked ON locked.customer_id = heard.customer_id AND locked.purpose = heard.purpose
    WHERE locked.customer_id IS NULL
    UNION ALL
    SELECT customer_id, purpose, max(status), TIMESTAMP '1000-01-01'
    FROM heard
    WHERE said_at IS NULL AND status <> 'granted'
    GROUP BY customer_id, purpose
),
followed AS (
    SELECT
        turn.customer_id,
        turn.purpose,
        turn.status,
        turn.turned_at,
        lag(turn.status) OVER (
            PARTITION BY turn.customer_id, turn.purpose
            ORDER BY turn.turned_at, CASE turn.status WHEN 'withdrawn' THEN 3 WHEN 'denied' THEN 2 ELSE 1 END
        ) AS status_before
    FROM turn
    JOIN known ON known.customer_id = turn.customer_id
),
change AS (
    SELECT purpose, status, turned_at, 1 AS people
    FROM followed
    UNION ALL
    SELECT purpose, status_before, turned_at, -1
    FROM followed
    WHERE status_before IS NOT NULL
)
SELECT date_trunc('month', turned_at)::DATE AS period, purpose, status, sum(people)::BIGINT AS change
FROM change
GROUP BY period, purpose, status
ORDER BY period, purpose, status
"""

_AGAINST = """,
campaign AS (
    SELECT
        campaign_id,
        name,
        channel,
        CASE
            WHEN lower(channel) LIKE '%短信%' OR lower(channel) LIKE '%sms%' THEN 'sms'
            WHEN lower(channel) LIKE '%邮%' OR lower(channel) LIKE '%mail%' THEN 'email'
            WHEN lower(channel) LIKE '%企微%' OR lower(channel) LIKE '%企业微信%' OR lower(channel) LIKE '%wecom%'
                THEN 'wecom'
            WHEN lower(channel) LIKE '%电话%' OR lower(channel) LIKE '%外呼%' OR lower(channel) LIKE '%call%'
                THEN 'call'
            WHEN lower(channel) LIKE '%推送%' OR lower(channel) LIKE '%订阅%' OR lower(channel) LIKE '%小程序%'
                OR lower(channel) LIKE '%公众号%' OR lower(channel) LIKE '%push%' THEN 'push'
        END AS way
    FROM core.campaigns
),
spoken AS (
    SELECT
        customer_id,
        purpose,
        status,
        said_at,
        CASE
            WHEN lower(words) LIKE '%短信%' OR lower(words) LIKE '%sms%' THEN 'sms'
            WHEN lower(words) LIKE '%邮%' OR lower(words) LIKE '%mail%' THEN 'email'
            WHEN lower(words) LIKE '%企微%' OR lower(words) LIKE '%企业微信%' OR lower(words) LIKE '%wecom%'
                THEN 'wecom'
            WHEN lower(words) LIKE '%电话%' OR lower(words) LIKE '%外呼%' OR lower(words) LIKE '%call%' THEN 'call'
            WHEN lower(words) LIKE '%推送%' OR lower(words) LIKE '%订阅%' OR lower(words) LIKE '%小程序%'
                OR lower(words) LIKE '%公众号%' OR lower(words) LIKE '%push%' THEN 'push'
        END AS way
    FROM heard
    WHERE said_at IS NOT NULL
),
touch AS (
    SELECT
        touches.customer_id,
        touches.campaign_id,
        campaign.name,
        campaign.channel,
        campaign.way,
        min(touches.sent_at) AS sent_at
    FROM core.touches AS touches
    LEFT JOIN campaign ON campaign.campaign_id = touches.campaign_id
    WHERE touches.customer_id IS NOT NULL
        AND touches.sent_at < $as_of::DATE
        AND coalesce(touches.arm, 'treated') <> 'control'
    GROUP BY touches.customer_id, touches.campaign_id, campaign.name, campaign.channel, campaign.way
),
-- One row: one touch and one statement made before it that speaks of contacts of this kind.
told_before AS (
    SELECT
        touch.campaign_id,
        touch.customer_id,
        spoken.status,
        row_number() OVER (
            PARTITION BY touch.campaign_id, touch.customer_id
            ORDER BY
                spoken.said_at DESC,
                CASE spoken.status WHEN 'withdrawn' THEN 1 WHEN 'denied' THEN 2 ELSE 3 END,
                spoken.purpose
        ) AS place
    FROM touch
    JOIN spoken ON spoken.customer_id = touch.customer_id AND spoken.said_at < touch.sent_at
    WHERE spoken.way = touch.way OR (spoken.purpose = 'marketing' AND (spoken.way IS NULL OR touch.way IS NULL))
),
against AS (
    SELECT campaign_id, customer_id
    FROM told_before
    WHERE place = 1 AND status <> 'granted'
)
"""

_AGAINST_COUNTED = """
SELECT
    touch.campaign_id,
    touch.name,
    touch.channel,
    count(against.customer_id) AS customers,
    count(*) AS n
FROM touch
LEFT JOIN against ON against.campaign_id = touch.campaign_id AND against.customer_id = touch.customer_id
GROUP BY touch.campaign_id, touch.name, touch.channel
ORDER BY customers DESC, touch.campaign_id
"""

_AGAINST_MEMBERS = """
SELECT customer_id
FROM against
WHERE campaign_id = $campaign
"""

COUNTED = "".join((STANDING, _KNOWN, _COUNTED))
"""One row: how many are known (purpose NULL, status known), or where how many of them stand on a purpose."""

MEMBERS = "".join((STANDING, _KNOWN, _MEMBERS))
"""The people of one status, as of `$day`, among those known before `$as_of`."""

WORDS = "".join((HEARD, _WORDS))
"""One row: one way in which one source names a purpose; statements counted once."""

CHANGES = "".join((HEARD, _KNOWN, _CHANGES))
"""One row a month, purpose and status: by how many people it grew or shrank. Undated statements stand in the year
1000: they held before every month that is told."""

AGAINST = "".join((HEARD, _AGAINST, _AGAINST_COUNTED))
"""One row a campaign: the people it was sent to (n), and those of them whose newest word before it was no."""

AGAINST_MEMBERS = "".join((HEARD, _AGAINST, _AGAINST_MEMBERS))
"""The people of one campaign whose newest word before it was no."""
