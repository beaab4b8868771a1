"""What the health of tags is judged by. `chosen` holds customer_id and tag, each pair once."""

COUNTS = "SELECT tag, count(*) AS customers FROM chosen GROUP BY tag ORDER BY tag"

PAIRS = """
SELECT one.tag, other.tag AS other, count(*) AS customers
FROM chosen AS one
JOIN chosen AS other ON other.customer_id = one.customer_id AND other.tag > one.tag
GROUP BY one.tag, other.tag
ORDER BY one.tag, other.tag
"""
"""Tags that somebody has both of, and how many people have."""

ORDERS = """
WITH known AS (
    SELECT people.customer_id
    FROM core.customers AS people
    LEFT JOIN mart.customers AS buyers ON buyers.customer_id = people.customer_id
    WHERE people.joined_at < $since::DATE OR buyers.first_ordered_at < $since::DATE
),
ordering AS (
    SELECT DISTINCT customer_id
    FROM mart.purchases
    WHERE ordered_at >= $since::DATE AND ordered_at < $as_of::DATE
)
SELECT
    coalesce(chosen.tag, '') AS tag,
    count(*) AS customers,
    count(ordering.customer_id) AS buyers
FROM known
LEFT JOIN ordering ON ordering.customer_id = known.customer_id
LEFT JOIN (
    SELECT customer_id, tag FROM chosen
    UNION ALL
    SELECT customer_id, '' FROM core.customers
) AS chosen ON chosen.customer_id = known.customer_id
GROUP BY coalesce(chosen.tag, '')
"""
"""For each tag, and for everybody (''): people known before the span, and how many of them ordered in it."""

LISTED = """
WITH listed AS (
    SELECT
        sources.source_system,
        trim(unnest(string_split(translate(sources.tags, '；,，、|', ';;;;;'), ';'))) AS tag,
        batches.imported_at::DATE AS listed_on
    FROM core.source_customers AS sources
    JOIN app.batches AS batches ON batches.batch_id = sources.batch_id
    WHERE sources.tags IS NOT NULL
)
SELECT tag, max(listed_on) AS listed_on
FROM listed
WHERE tag <> ''
GROUP BY tag
"""
"""When a list with a tag was last imported."""

USED = """
SELECT expression FROM app.segments WHERE deleted_at IS NULL
UNION ALL
SELECT expression FROM app.exports WHERE expression IS NOT NULL
"""

EXPIRED = """
SELECT changes.tag, count(DISTINCT given.customer_id) AS customers, max(changes.changed_at)::DATE AS given_on
FROM app.tag_changes AS changes
JOIN app.tag_people AS given ON given.change_id = changes.change_id
WHERE changes.undone_at IS NULL AND changes.valid_days IS NOT NULL
    AND changes.changed_at::DATE + changes.valid_days <= $as_of::DATE
GROUP BY changes.tag
ORDER BY changes.tag
"""

OF_EXPIRED = """
SELECT DISTINCT coalesce(named.customer_id, given.customer_id) AS customer_id
FROM app.tag_people AS given
JOIN app.tag_changes AS changes ON changes.change_id = given.change_id
LEFT JOIN core.identity_rows AS named ON named.identity_key = given.identity_key
WHERE changes.undone_at IS NULL AND changes.valid_days IS NOT NULL AND changes.tag = $wanted
    AND changes.changed_at::DATE + changes.valid_days <= $as_of::DATE
"""
