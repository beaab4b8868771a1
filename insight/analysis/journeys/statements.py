"""The channels that people met, in the order in which they met them, up to an order.

Everything that names a person, a channel and a moment is a meeting: an invitation, a click on a campaign, a customer
list, an event, an order; on the same moment in this order, then by name. A channel counts from the first time it was
met. A channel whose own name opens with a bracket gets a second one, so that none looks like `(other)`, `(none)` or
`(unnamed)`.
"""

from insight.analysis.channels import SOURCES
from insight.warehouse.steps import steps

_JOURNEYS = SOURCES.then(
    steps(
        bought="""
    SELECT
        customer_id,
        nullif(trim(channel), '') AS channel,
        ordered_at AS "at",
        row_number() OVER (
            PARTITION BY customer_id
            ORDER BY CASE $until WHEN 'first' THEN purchase_no ELSE -purchase_no END
        ) AS turn
    FROM mart.purchases
    WHERE ordered_at < $as_of::DATE
""",
        goal="""
    SELECT customer_id, channel, "at"
    FROM bought
    WHERE turn = 1
""",
        meeting="""
    SELECT customer_id, channel, "at", place
    FROM source
    WHERE channel IS NOT NULL AND "at" IS NOT NULL AND place < 4
    UNION ALL
    SELECT customer_id, nullif(trim(channel), '') AS channel, min(occurred_at) AS "at", 4 AS place
    FROM core.events
    WHERE customer_id IS NOT NULL AND channel IS NOT NULL AND occurred_at < $as_of::DATE
    GROUP BY customer_id, nullif(trim(channel), '')
    UNION ALL
    SELECT customer_id, channel, "at", 5 AS place
    FROM bought
    WHERE channel IS NOT NULL
""",
        met="""
    SELECT
        meeting.customer_id,
        meeting.channel,
        meeting."at",
        meeting.place,
        row_number() OVER (
            PARTITION BY meeting.customer_id, meeting.channel ORDER BY meeting."at", meeting.place
        ) AS again
    FROM meeting
    LEFT JOIN goal ON goal.customer_id = meeting.customer_id
    WHERE meeting.channel IS NOT NULL AND (goal."at" IS NULL OR meeting."at" <= goal."at")
""",
        stop="""
    SELECT
        customer_id,
        CASE WHEN starts_with(channel, '(') THEN '(' || channel ELSE channel END AS channel,
        "at",
        row_number() OVER (PARTITION BY customer_id ORDER BY "at", place, channel) AS stop_no,
        count(*) OVER (PARTITION BY customer_id) AS channels
    FROM met
    WHERE again = 1
""",
        move="""
    SELECT
        customer_id,
        channel,
        stop_no,
        "at",
        channels,
        lead(channel) OVER (PARTITION BY customer_id ORDER BY stop_no) AS "then",
        lead("at") OVER (PARTITION BY customer_id ORDER BY stop_no) AS then_at
    FROM stop
""",
        journey="""
    SELECT
        move.customer_id,
        move.channel AS "first",
        move."then" AS next,
        CASE
            WHEN goal.customer_id IS NULL THEN '(none)'
            WHEN goal.channel IS NULL THEN '(unnamed)'
            WHEN starts_with(goal.channel, '(') THEN '(' || goal.channel
            ELSE goal.channel
        END AS "order",
        move."at" = move.then_at AS is_tied
    FROM move
    LEFT JOIN goal ON goal.customer_id = move.customer_id
    WHERE move.stop_no = 1 AND move.channels > 1
""",
        first_rank="""
    SELECT "first" AS channel, row_number() OVER (ORDER BY count(*) DESC, "first") AS rank_no
    FROM journey
    GROUP BY "first"
""",
        next_rank="""
    SELECT next AS channel, row_number() OVER (ORDER BY count(*) DESC, next) AS rank_no
    FROM journey
    GROUP BY next
""",
        order_rank="""
    SELECT "order" AS channel, row_number() OVER (ORDER BY count(*) DESC, "order") AS rank_no
    FROM journey
    WHERE "order" NOT IN ('(none)', '(unnamed)')
    GROUP BY "order"
""",
        placed="""
    SELECT
        journey.customer_id,
        journey.is_tied,
        CASE WHEN first_rank.rank_no <= $kept::INTEGER THEN journey."first" ELSE '(other)' END AS "first",
        CASE WHEN next_rank.rank_no <= $kept::INTEGER THEN journey.next ELSE '(other)' END AS next,
        CASE WHEN coalesce(order_rank.rank_no, 1) <= $kept::INTEGER THEN journey."order" ELSE '(other)' END AS "order",
        journey."first" AS exact_first,
        journey.next AS exact_next,
        journey."order" AS exact_order
    FROM journey
    JOIN first_rank ON first_rank.channel = journey."first"
    JOIN next_rank ON next_rank.channel = journey.next
    LEFT JOIN order_rank ON order_rank.channel = journey."order"
""",
    )
)

PLACED = _JOURNEYS.select("""
SELECT 0 AS place, "first" AS channel, count(*) AS customers, count(DISTINCT exact_first) AS folded
FROM placed
GROUP BY "first"
UNION ALL
SELECT 1 AS place, next AS channel, count(*) AS customers, count(DISTINCT exact_next) AS folded
FROM placed
GROUP BY next
UNION ALL
SELECT 2 AS place, "order" AS channel, count(*) AS customers, count(DISTINCT exact_order) AS folded
FROM placed
GROUP BY "order"
ORDER BY place, customers DESC, channel
""")
"""One row a channel of a place: its people, and how many channels it stands for."""

JOURNEYS = _JOURNEYS.select("""
SELECT "first", next, "order", count(*) AS customers
FROM placed
GROUP BY "first", next, "order"
ORDER BY customers DESC, "first", next, "order"
""")
"""One row a journey of three places."""

MOVES = _JOURNEYS.select("""
SELECT
    channel,
    coalesce("then", '') AS "then",
    count(*) AS customers,
    median(date_diff('second', "at", then_at)) / 86400.0 AS days
FROM move
WHERE channels > 1
GROUP BY channel, coalesce("then", '')
ORDER BY customers DESC, channel, "then"
""")
"""One row a channel and the one met after it ("" where none was), of people of several channels."""

TOTALS = _JOURNEYS.select("""
SELECT
    count(DISTINCT stop.customer_id) AS people,
    count(DISTINCT CASE WHEN stop.channels > 1 THEN stop.customer_id END) AS several,
    count(DISTINCT CASE WHEN journey.is_tied THEN stop.customer_id END) AS tied,
    (
        SELECT count(DISTINCT customer_id)
        FROM source
        WHERE channel IS NOT NULL AND "at" IS NULL
    ) AS undated
FROM stop
LEFT JOIN journey ON journey.customer_id = stop.customer_id
""")
"""People with a channel and a day, those of several, those whose first two have the same moment, and people of whom a
row names a channel without a day."""

OF_JOURNEY = _JOURNEYS.select("""
SELECT customer_id
FROM placed
WHERE ($first::VARCHAR IS NULL OR "first" = $first)
    AND ($next::VARCHAR IS NULL OR next = $next)
    AND ($order::VARCHAR IS NULL OR "order" = $order)
""")
"""The people of a journey, or of some of its places."""

OF_MOVE = _JOURNEYS.select("""
SELECT customer_id
FROM move
WHERE channels > 1 AND channel = $channel AND "then" = $then
""")
"""The people who met a channel directly after another."""
