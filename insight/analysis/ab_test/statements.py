"""The statements of a test: which arm each person was in, and what they did."""

from typing import Literal

from insight.warehouse.id_matching import JUDGED
from insight.warehouse.steps import Steps, steps

Source = Literal["campaign", "lists"]

_CAMPAIGN = steps(
    worded="""
    SELECT customer_id, min(word) AS arm, count(DISTINCT word) AS arms, max(is_click) AS clicked
    FROM (
        SELECT
            customer_id,
            coalesce(raw_status, arm) AS word,
            CASE WHEN clicked_at < $as_of::DATE THEN 1 ELSE 0 END AS is_click
        FROM core.touches
        WHERE campaign_id = $campaign AND customer_id IS NOT NULL AND coalesce(raw_status, arm) IS NOT NULL
    ) AS told
    GROUP BY customer_id
""",
)

_GIVEN = steps(
    named="""
    SELECT unnest($list_ids::BIGINT[]) AS list_id, unnest($list_names::VARCHAR[]) AS arm
""",
    exported="""
    SELECT unnest($export_ids::VARCHAR[]) AS export_id, unnest($export_names::VARCHAR[]) AS arm
""",
    given="""
    SELECT
        named.arm,
        rows_given.list_id * 10000000000 + rows_given.source_row AS source_row,
        rows_given.written,
        rows_given.id,
        rows_given.phone,
        rows_given.email,
        rows_given.problem,
        lists.id_kind
    FROM named
    JOIN app.uploaded_lists AS lists ON lists.list_id = named.list_id
    JOIN app.uploaded_list_rows AS rows_given ON rows_given.list_id = named.list_id
""",
)

_ON_LISTS = steps(
    listed="""
    SELECT meant.customer_id, given.arm
    FROM meant
    JOIN given ON given.source_row = meant.source_row
    WHERE meant.people = 1
    UNION ALL
    SELECT coalesce(identities.customer_id, taken.customer_id), exported.arm
    FROM exported
    JOIN app.export_people AS taken ON taken.export_id = exported.export_id
    LEFT JOIN core.identity_rows AS identities ON identities.identity_key = taken.identity_key
    WHERE taken.arm IN ('treated', 'listed')
""",
    worded="""
    SELECT customer_id, min(arm) AS arm, count(DISTINCT arm) AS arms, 0 AS clicked
    FROM listed
    GROUP BY customer_id
""",
)

_DONE = steps(
    bought="""
    SELECT customer_id, sum(purchases) AS orders, sum(net_amount::DOUBLE) AS money
    FROM mart.takings
    WHERE currency = $currency
        AND taken_at >= $starts_at::TIMESTAMP
        AND taken_at < $starts_at::TIMESTAMP + to_days($days::INTEGER)
        AND taken_at < $as_of::DATE
    GROUP BY customer_id
""",
    person="""
    SELECT
        worded.customer_id,
        CASE WHEN worded.arms > 1 THEN NULL ELSE worded.arm END AS arm,
        worded.clicked,
        CASE WHEN bought.orders > 0 THEN 1 ELSE 0 END AS people,
        coalesce(bought.orders, 0) AS orders,
        coalesce(bought.money, 0) AS money
    FROM worded
    LEFT JOIN bought ON bought.customer_id = worded.customer_id
""",
)

_PERSON: dict[Source, Steps] = {
    "campaign": _CAMPAIGN.then(_DONE),
    "lists": _GIVEN.then(JUDGED, _ON_LISTS, _DONE),
}

_MEASURED = """
SELECT
    arm,
    count(*) AS customers,
    sum(people) AS people,
    sum(clicked) AS clicked,
    sum(orders) AS orders,
    sum(money) AS money,
    sum(orders * orders) AS orders_squares,
    sum(money * money) AS money_squares,
    sum(orders * money) AS products
FROM person
GROUP BY arm
ORDER BY arm NULLS LAST
"""

_MEMBERS = """
SELECT customer_id
FROM person
WHERE arm = $arm AND ($is_buyer::BOOLEAN IS NULL OR (people = 1) = $is_buyer)
"""

VERSIONED = """
SELECT touched.campaign_id, touched.arms, coalesce(named.name, touched.campaign_id) AS name
FROM (
    SELECT campaign_id, count(DISTINCT coalesce(raw_status, arm)) AS arms, min(sent_at) AS sent_at
    FROM core.touches
    WHERE customer_id IS NOT NULL
    GROUP BY campaign_id
    HAVING count(DISTINCT coalesce(raw_status, arm)) > 1 AND min(sent_at) < $as_of::DATE
) AS touched
LEFT JOIN (SELECT campaign_id, max(name) AS name FROM core.campaigns GROUP BY campaign_id) AS named
    ON named.campaign_id = touched.campaign_id
ORDER BY touched.sent_at DESC, touched.campaign_id
"""
"""The campaigns with several arms, the newest first."""

STARTED = """
SELECT coalesce(min(listed.starts_at), min(touched.sent_at)) AS starts_at
FROM core.touches AS touched
LEFT JOIN core.campaigns AS listed ON listed.campaign_id = touched.campaign_id
WHERE touched.campaign_id = $campaign
"""

LISTS = """
SELECT 'upload:' || list_id AS key, name, uploaded_at AS taken_at, row_count AS people
FROM app.uploaded_lists
WHERE deleted_at IS NULL
UNION ALL
SELECT 'export:' || export_id, file_name, exported_at, listed
FROM app.exports
ORDER BY taken_at DESC, key
"""
"""What may be an arm: lists of ids from elsewhere, and lists taken from here."""

MEASURED = {source: person.select(_MEASURED) for source, person in _PERSON.items()}
"""By arm (NULL: in several): people, and the sums, squares and products of what they did."""

MEMBERS = {source: person.select(_MEMBERS) for source, person in _PERSON.items()}
"""Who was in an arm; of them those who bought, or did not."""
