"""The statement that measures people once, by day and by everything that was known of them before the start.

Where nobody was held back both are needed: what each bought in the windows is then found once for both.
"""

from insight.analysis.judge.people import KINDS, people_of
from insight.analysis.judge.statements import ALL_SUMS
from insight.warehouse.steps import filled, steps

_FIRST_SHOP = steps(
    first_shop="""
    SELECT customer_id, trim(channel) AS channel
    FROM mart.purchases
    WHERE purchase_no = 1 AND ordered_at < $from_0
""",
    told_person="""
    SELECT people.*, coalesce(first_shop.channel, '') AS first_channel
    FROM people
    LEFT JOIN first_shop ON first_shop.customer_id = people.customer_id
""",
)

_MEASURED_TWICE = """
SELECT
    arm,
    recency,
    frequency,
    is_member,
    grouping(spend_level) = 1 AS is_by_day,
    day_after,
    spend_level,
    tenure_level,
    first_channel,
    {sums}
FROM told_person
GROUP BY GROUPING SETS (
    (arm, recency, frequency, is_member, day_after),
    (arm, recency, frequency, is_member, spend_level, tenure_level, first_channel)
)
ORDER BY
    is_by_day,
    arm,
    recency,
    frequency,
    is_member,
    spend_level,
    tenure_level,
    first_channel,
    day_after NULLS LAST
"""

MEASURED_TWICE = {
    kind: people_of(kind).then(_FIRST_SHOP).select(filled(_MEASURED_TWICE, sums=ALL_SUMS)) for kind in KINDS
}
"""As `MEASURED` (is_by_day), and the same by everything known before the start in place of the day."""
