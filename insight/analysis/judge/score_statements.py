"""The statement of scores: both sides by everything that was known of them before the start."""

from insight.analysis.judge.people import KINDS, people_of
from insight.warehouse.steps import filled, steps

_FIRST_SHOP = steps(
    first_shop="""
    SELECT customer_id, trim(channel) AS channel
    FROM mart.purchases
    WHERE purchase_no = 1 AND ordered_at < $from_0
""",
)

_SCORED = """
SELECT
    people.recency,
    people.frequency,
    people.is_member,
    people.spend_level,
    people.tenure_level,
    coalesce(first_shop.channel, '') AS first_channel,
    count(CASE WHEN people.arm = 'treated' THEN 1 END) AS treated,
    count(CASE WHEN people.arm = 'others' THEN 1 END) AS others,
    {treated},
    {others}
FROM people
LEFT JOIN first_shop ON first_shop.customer_id = people.customer_id
WHERE people.arm IN ('treated', 'others')
GROUP BY
    people.recency,
    people.frequency,
    people.is_member,
    people.spend_level,
    people.tenure_level,
    coalesce(first_shop.channel, '')
ORDER BY recency, frequency, is_member, spend_level, tenure_level, first_channel
"""

_SIDE = """sum(CASE WHEN people.arm = '{side}' THEN people.{what} ELSE 0 END) AS {side}_{what},
    sum(CASE WHEN people.arm = '{side}' THEN people.{what} * people.{what} ELSE 0 END) AS {side}_{what}_squares"""

_OUTCOMES = ("people_0", "orders_0", "money_0", "people_2")
"""What is told of both sides by score: the outcomes, and who bought long before."""


def _side(side: str) -> str:
    return ",\n    ".join(filled(_SIDE, side=side, what=what) for what in _OUTCOMES)


SCORED = {
    kind: people_of(kind).then(_FIRST_SHOP).select(filled(_SCORED, treated=_side("treated"), others=_side("others")))
    for kind in KINDS
}
"""By everything known before the start: those contacted and the others, and what each bought in the days that count and
long before."""
