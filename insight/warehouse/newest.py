"""The newest day of what happened, by which the data are as new as they are."""

from insight.warehouse.steps import filled

_NEWEST = """
WITH beyond AS (
    SELECT max(imported_at)::DATE + 1 AS first_day
    FROM app.batches
    WHERE undone_at IS NULL
),
newest AS (
    SELECT max(ordered_at) AS "at", 1 AS place FROM core.orders, beyond WHERE {counts} AND ordered_at < first_day
    UNION ALL
    SELECT max(occurred_at), 1 FROM core.events, beyond WHERE occurred_at < first_day
    UNION ALL
    SELECT max(ordered_at), 2 FROM core.orders, beyond WHERE ordered_at < first_day
    UNION ALL
    SELECT max(joined_at), 3 FROM core.source_customers, beyond WHERE joined_at < first_day{others}
)
SELECT max("at")::DATE AS newest
FROM newest
WHERE "at" IS NOT NULL
GROUP BY place
ORDER BY place
LIMIT 1
"""

_RESPONSES = """
    UNION ALL
    SELECT max(submitted_at), 3 FROM core.survey_responses, beyond WHERE submitted_at < first_day
    UNION ALL
    SELECT max(first_day) - 1, 4 FROM core.survey_responses, beyond"""

NEWEST_DAY = filled(_NEWEST, counts="is_valid", others="")
"""The day of the newest order that counts, or event; else of the newest other order or member."""

NEWEST_DAY_OF_ALL = filled(_NEWEST, counts="(is_valid OR is_credit)", others=_RESPONSES)
"""The same where a credit note and a survey response say a day too."""
