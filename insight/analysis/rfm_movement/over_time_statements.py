"""The statements of group sizes over time, static."""

from insight.analysis.rfm_core.flow import LADDER
from insight.analysis.rfm_movement.days import NAMED_ON_DAYS
from insight.govern.consent_sql import TURNS
from insight.warehouse.steps import steps

_CONSENTING = steps(
    # One row: where a person stood on a purpose, from one moment until the next turn.
    word="""
    SELECT
        customer_id,
        status,
        turned_at AS stands_from,
        lead(turned_at) OVER (PARTITION BY customer_id, purpose ORDER BY turned_at, weight) AS stands_until
    FROM turn
""",
    consenting="""
    SELECT DISTINCT day.place, word.customer_id
    FROM word
    JOIN day ON word.stands_from < day.as_of AND (word.stands_until IS NULL OR word.stands_until >= day.as_of)
    WHERE word.status = 'granted'
""",
)

_IN_GROUPS = steps(
    tried_to_order="""
    SELECT customer_id, min(ordered_at) AS tried_at
    FROM core.orders
    WHERE NOT is_valid AND customer_id IS NOT NULL AND ordered_at < $last_day::DATE
    GROUP BY customer_id
""",
    listed="""
    SELECT DISTINCT source_customers.customer_id
    FROM core.source_customers
    JOIN core.customers AS people ON people.customer_id = source_customers.customer_id AND people.joined_at IS NULL
""",
    # One row: a person, the first moment they are known, and the moment from which they are scored. Who is listed
    # without a day was always known: since a day that moments counted in nanoseconds still reach.
    known="""
    SELECT
        people.customer_id,
        people.phone IS NOT NULL AS has_phone,
        people.has_wecom,
        people.email IS NOT NULL AS has_email,
        least(
            coalesce(people.joined_at, CASE WHEN listed.customer_id IS NOT NULL THEN TIMESTAMP '1700-01-01' END),
            tried_to_order.tried_at
        ) AS known_at,
        buyers.first_ordered_at
    FROM core.customers AS people
    LEFT JOIN mart.customers AS buyers ON buyers.customer_id = people.customer_id
    LEFT JOIN tried_to_order ON tried_to_order.customer_id = people.customer_id
    LEFT JOIN listed ON listed.customer_id = people.customer_id
""",
    in_group="""
    SELECT
        day.place,
        day.as_of,
        ranked_buyer.customer_id,
        ranked_buyer.name,
        ranked_buyer.net_amount,
        people.phone IS NOT NULL AS has_phone,
        people.has_wecom,
        people.email IS NOT NULL AS has_email
    FROM ranked_buyer
    JOIN day ON day.place = ranked_buyer.side
    LEFT JOIN core.customers AS people ON people.customer_id = ranked_buyer.customer_id
    UNION ALL
    SELECT
        day.place,
        day.as_of,
        known.customer_id,
        'prospects',
        0,
        known.has_phone,
        known.has_wecom,
        known.has_email
    FROM known
    JOIN day ON known.known_at < day.as_of AND (known.first_ordered_at IS NULL OR known.first_ordered_at >= day.as_of)
    WHERE $scheme = 'eleven'
""",
)

_COUNTED = """
SELECT
    in_group.as_of,
    in_group.name AS "group",
    count(*) AS customers,
    sum(in_group.net_amount)::DOUBLE AS net_amount,
    count(CASE WHEN has_phone THEN 1 END) AS phone,
    count(CASE WHEN has_wecom THEN 1 END) AS wecom,
    count(CASE WHEN has_email THEN 1 END) AS email,
    count(consenting.customer_id) AS consent,
    count(CASE WHEN has_phone OR has_wecom OR has_email THEN 1 END) AS reachable
FROM in_group
LEFT JOIN consenting ON consenting.customer_id = in_group.customer_id AND consenting.place = in_group.place
GROUP BY in_group.as_of, in_group.name
"""

_MEMBERS = """
SELECT ranked_buyer.customer_id
FROM ranked_buyer
JOIN day ON day.place = ranked_buyer.side AND day.as_of = $on_day::DATE
WHERE ranked_buyer.name = $group
"""

_RANKED = NAMED_ON_DAYS.then(LADDER)

SIZES = _RANKED.then(TURNS, _CONSENTING, _IN_GROUPS).select(_COUNTED)
"""One row: a day and a group with its people, their net amount up to then, and how many can be reached."""

SIZE_MEMBERS = _RANKED.select(_MEMBERS)
"""The people of a group on a day."""
