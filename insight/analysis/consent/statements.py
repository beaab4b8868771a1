"""The statements about consent; how words become purposes is told in `insight.govern.consent_sql`."""

from insight.analysis.known_people import EVER_ORDERED, NEVER_ORDERED
from insight.govern.consent_sql import HEARD, STANDING, TURNS
from insight.warehouse.steps import filled, steps

_KNOWN = steps(
    known="""
    SELECT customer_id FROM ({never_ordered})
    UNION ALL
    SELECT customer_id FROM ({ever_ordered})
""",
).filled(never_ordered=NEVER_ORDERED, ever_ordered=EVER_ORDERED)

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

WORDS = """
-- One row: one way in which one source names what it asks. A yes in these words is a yes to its purposes; of each
-- statement one row counts.
WITH told AS (
    SELECT coalesce(purpose, '–') AS words, coalesce(raw_status, status) AS said, source_system, consents.at AS said_at
    FROM core.consents
    WHERE consents.at < $day::DATE OR consents.at IS NULL
),
answer AS (
    SELECT
        words,
        said,
        max(will) AS will,
        max(CASE WHEN will = 'granted' AND purpose = 'marketing' THEN 1 ELSE 0 END) AS is_marketing,
        max(CASE WHEN will = 'granted' AND purpose = 'service' THEN 1 ELSE 0 END) AS is_service,
        max(CASE WHEN will = 'granted' AND purpose = 'survey' THEN 1 ELSE 0 END) AS is_survey
    FROM core.will_words
    GROUP BY words, said
)
SELECT
    told.words,
    told.source_system,
    max(answer.is_marketing) AS is_marketing,
    max(answer.is_service) AS is_service,
    max(answer.is_survey) AS is_survey,
    count(CASE WHEN answer.will = 'granted' THEN 1 END) AS granted,
    count(CASE WHEN answer.will = 'denied' THEN 1 END) AS denied,
    count(CASE WHEN answer.will = 'withdrawn' THEN 1 END) AS withdrawn,
    count(CASE WHEN answer.will = 'unclear' THEN 1 END) AS unclear,
    max(told.said_at) AS last_said_at
FROM told
JOIN answer ON answer.words = told.words AND answer.said = told.said
GROUP BY told.words, told.source_system
ORDER BY told.words, told.source_system
"""
"""One row: one way in which one source names a purpose; statements counted once."""

_CHANGES = steps(
    followed="""
    SELECT
        purpose,
        status,
        turned_at,
        lag(status) OVER (PARTITION BY turn.customer_id, purpose ORDER BY turned_at, weight) AS status_before
    FROM turn
    JOIN known ON known.customer_id = turn.customer_id
""",
    change="""
    SELECT purpose, status, turned_at, 1 AS people
    FROM followed
    UNION ALL
    SELECT purpose, status_before, turned_at, -1
    FROM followed
    WHERE status_before IS NOT NULL
""",
)

_CHANGES_SELECTED = """
SELECT date_trunc('month', turned_at)::DATE AS period, purpose, status, sum(people)::BIGINT AS change
FROM change
GROUP BY period, purpose, status
ORDER BY period, purpose, status
"""

_WAY = """CASE
            WHEN lower({told}) LIKE '%短信%' OR lower({told}) LIKE '%sms%' THEN 'sms'
            WHEN lower({told}) LIKE '%邮%' OR lower({told}) LIKE '%mail%' THEN 'email'
            WHEN lower({told}) LIKE '%企微%' OR lower({told}) LIKE '%企业微信%' OR lower({told}) LIKE '%wecom%'
                THEN 'wecom'
            WHEN lower({told}) LIKE '%电话%' OR lower({told}) LIKE '%外呼%' OR lower({told}) LIKE '%call%' THEN 'call'
            WHEN lower({told}) LIKE '%推送%' OR lower({told}) LIKE '%订阅%' OR lower({told}) LIKE '%小程序%'
                OR lower({told}) LIKE '%公众号%' OR lower({told}) LIKE '%push%' THEN 'push'
        END"""
"""The kind of contact that a channel, or the words of a statement, name."""

_AGAINST = steps(
    campaign="""
    SELECT
        campaign_id,
        name,
        channel,
        {way_of_channel} AS way
    FROM core.campaigns
""",
    spoken="""
    SELECT
        customer_id,
        purpose,
        status,
        said_at,
        {way_of_words} AS way
    FROM heard
    WHERE said_at IS NOT NULL
""",
    touch="""
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
""",
    # One row: one touch and one statement made before it that speaks of contacts of this kind.
    told_before="""
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
""",
    against="""
    SELECT campaign_id, customer_id
    FROM told_before
    WHERE place = 1 AND status <> 'granted'
""",
).filled(way_of_channel=filled(_WAY, told="channel"), way_of_words=filled(_WAY, told="words"))

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

_KNOWN_STANDING = STANDING.then(_KNOWN)
_SPOKEN_AGAINST = HEARD.then(_AGAINST)

COUNTED = _KNOWN_STANDING.select(_COUNTED)
"""One row: how many are known (purpose NULL, status known), or where how many of them stand on a purpose."""

MEMBERS = _KNOWN_STANDING.select(_MEMBERS)
"""The people of one status, as of `$day`, among those known before `$as_of`."""

CHANGES = TURNS.then(_KNOWN, _CHANGES).select(_CHANGES_SELECTED)
"""One row a month, purpose and status: by how many people it grew or shrank. Undated statements stand in the year
1000: they were in force before every month that is told."""

AGAINST = _SPOKEN_AGAINST.select(_AGAINST_COUNTED)
"""One row a campaign: the people it was sent to (n), and those of them whose newest word before it was no."""

AGAINST_MEMBERS = _SPOKEN_AGAINST.select(_AGAINST_MEMBERS)
"""The people of one campaign whose newest word before it was no."""
