"""Where people came from, and when: the sources of everybody, and whom each of them names.

A source is a row that says where a person came from: an invitation, a click on a campaign, a customer list, the
platform of the first order. Sources of the same moment come in this order.
"""

from insight.warehouse.steps import filled, steps

SOURCES = steps(
    campaign="""
    SELECT campaign_id, max(channel) AS channel, max(name) AS name
    FROM core.campaigns
    GROUP BY campaign_id
""",
    source="""
    SELECT invitee_id AS customer_id, 'referral' AS channel, "at", 1 AS place
    FROM core.referrals
    WHERE invitee_id IS NOT NULL AND ("at" IS NULL OR "at" < $as_of::DATE)
    UNION ALL
    SELECT
        touches.customer_id,
        coalesce(campaign.channel, campaign.name, touches.campaign_id) AS channel,
        touches.clicked_at AS "at",
        2 AS place
    FROM core.touches
    LEFT JOIN campaign ON campaign.campaign_id = touches.campaign_id
    WHERE touches.customer_id IS NOT NULL AND touches.clicked_at < $as_of::DATE
    UNION ALL
    SELECT customer_id, nullif(trim(channel), '') AS channel, joined_at AS "at", 3 AS place
    FROM core.source_customers
    WHERE customer_id IS NOT NULL AND (joined_at IS NULL OR joined_at < $as_of::DATE)
    UNION ALL
    SELECT customer_id, nullif(trim(channel), '') AS channel, ordered_at AS "at", 4 AS place
    FROM mart.purchases
    WHERE purchase_no = 1 AND ordered_at < $as_of::DATE
""",
    born="""
    SELECT
        customer_id,
        min("at") AS "at",
        min(CASE WHEN place = 4 THEN "at" END) AS first_ordered_at
    FROM source
    GROUP BY customer_id
""",
    # A source without a day counts from the first day that anything tells of its person.
    touch="""
    SELECT
        source.customer_id,
        source.channel,
        coalesce(source."at", born."at") AS "at",
        source.place,
        born.first_ordered_at,
        born.first_ordered_at IS NULL OR coalesce(source."at", born."at") <= born.first_ordered_at AS is_early
    FROM source
    JOIN born ON born.customer_id = source.customer_id
    WHERE source.channel IS NOT NULL
""",
    told="""
    SELECT *, bool_or(is_early AND place < 4) OVER (PARTITION BY customer_id) AS has_other
    FROM touch
""",
    credited="""
    SELECT
        customer_id,
        channel,
        min("at") AS first_at,
        max("at") AS last_at,
        min(place) AS place,
        bool_and(place = 4) AS is_own_order,
        min(first_ordered_at) AS first_ordered_at
    FROM told
    WHERE is_early AND (place < 4 OR NOT has_other)
    GROUP BY customer_id, channel
""",
    ranked="""
    SELECT
        *,
        row_number() OVER (PARTITION BY customer_id ORDER BY first_at NULLS LAST, place, channel) AS first_no,
        row_number() OVER (PARTITION BY customer_id ORDER BY last_at DESC NULLS LAST, place, channel) AS last_no,
        count(*) OVER (PARTITION BY customer_id) AS sources
    FROM credited
""",
    reached="""
    SELECT DISTINCT customer_id, channel
    FROM touch
""",
)

CREDITED = SOURCES.select("""
SELECT
    channel,
    count(CASE WHEN first_no = 1 THEN 1 END) AS "first",
    count(CASE WHEN last_no = 1 THEN 1 END) AS "last",
    sum(1.0 / sources)::DOUBLE AS linear,
    count(*) AS credited
FROM ranked
GROUP BY channel
ORDER BY "first" DESC, channel
""")
"""One row a channel: the people that each rule gives it."""

OVERLAP = SOURCES.select("""
SELECT one.channel, other.channel AS other, count(*) AS customers
FROM reached AS one
JOIN reached AS other ON other.customer_id = one.customer_id AND other.channel >= one.channel
GROUP BY one.channel, other.channel
ORDER BY one.channel, other.channel
""")
"""One row a pair of channels: the people whom both know; a channel with itself: all whom it knows."""

INVENTORY = SOURCES.select("""
SELECT
    place,
    count(*) AS entries,
    count(channel) AS named,
    count("at") AS dated,
    count(DISTINCT CASE WHEN channel IS NOT NULL THEN customer_id END) AS customers
FROM source
GROUP BY place
ORDER BY place
""")
"""One row a kind of source: its rows, those that name a channel, those with a day, and the people it names."""

WHOLE = SOURCES.select("""
SELECT
    count(*) AS people,
    count(CASE WHEN ranked.customer_id IS NULL THEN 1 END) AS unknown
FROM mart.customers
LEFT JOIN ranked ON ranked.customer_id = customers.customer_id AND ranked.first_no = 1
""")
"""All people, and those of whom nothing says where they came from."""

_BY_RULE = """
SELECT customer_id
FROM ranked
WHERE channel = $channel AND {chosen}
"""

BY_RULE = {
    "first": SOURCES.select(filled(_BY_RULE, chosen="first_no = 1")),
    "last": SOURCES.select(filled(_BY_RULE, chosen="last_no = 1")),
    "credited": SOURCES.select(filled(_BY_RULE, chosen="sources >= 1")),
}
"""The people that each rule gives a channel."""

BOTH = SOURCES.select("""
SELECT one.customer_id
FROM reached AS one
JOIN reached AS other ON other.customer_id = one.customer_id
WHERE one.channel = $channel AND other.channel = $other
""")
"""The people whom two channels know."""

UNKNOWN = SOURCES.select("""
SELECT customers.customer_id
FROM mart.customers
LEFT JOIN ranked ON ranked.customer_id = customers.customer_id AND ranked.first_no = 1
WHERE ranked.customer_id IS NULL
""")
"""The people of whom nothing says where they came from."""

OF_SOURCE = SOURCES.select("""
SELECT DISTINCT customer_id
FROM source
WHERE place = $place AND channel IS NOT NULL
""")
"""The people whom a kind of source names."""
