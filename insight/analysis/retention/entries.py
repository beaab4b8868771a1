"""Who entered, on which day, in which cohort, and with which value of the breakdown: the first steps of each statement.

Every piece is static; `entered` picks the pieces that belong to a choice and puts them one after the other.
"""

from insight.analysis.retention.params import Breakdown, Entry, RetentionParams
from insight.analysis.traits import Apart
from insight.calendar.periods import Unit, unit_of
from insight.warehouse.steps import Steps, steps

_ENTRY: dict[Entry, Steps] = {
    "first_order": steps(
        entry="""
    SELECT customer_id, ordered_at AS entered_at, order_key, channel
    FROM mart.purchases
    WHERE purchase_no = 1 AND ordered_at < $as_of::DATE
""",
    ),
    "joined": steps(
        entry="""
    SELECT customer_id, joined_at AS entered_at
    FROM core.customers
    WHERE joined_at < $as_of::DATE
""",
    ),
    "event": steps(
        entry="""
    SELECT customer_id, min(occurred_at) AS entered_at
    FROM core.events
    WHERE event = $entry_event AND customer_id IS NOT NULL AND occurred_at < $as_of::DATE
    GROUP BY customer_id
""",
    ),
}

_NO_VALUE = steps(
    valued="""
    SELECT customer_id, entered_at, '' AS value
    FROM entry
""",
)

_OF_PERSON_TIER = steps(
    valued="""
    SELECT entry.customer_id, entry.entered_at, coalesce(people.tier, '') AS value
    FROM entry
    LEFT JOIN core.customers AS people ON people.customer_id = entry.customer_id
""",
)

_OF_ORDER: dict[Breakdown, Steps] = {
    "channel": steps(
        valued="""
    SELECT customer_id, entered_at, coalesce(channel, '') AS value
    FROM entry
""",
    ),
    "province": steps(
        valued="""
    SELECT entry.customer_id, entry.entered_at, coalesce(orders.province, '') AS value
    FROM entry
    JOIN core.orders AS orders ON orders.order_key = entry.order_key
""",
    ),
    "first_coupon": steps(
        valued="""
    SELECT entry.customer_id, entry.entered_at, coalesce(orders.coupon, '') AS value
    FROM entry
    JOIN core.orders AS orders ON orders.order_key = entry.order_key
""",
    ),
    "first_product": steps(
        first_line="""
    SELECT
        items.order_key,
        items.product_name,
        row_number() OVER (
            PARTITION BY items.order_key ORDER BY items.line_paid DESC NULLS LAST, items.line_no, items.source_row
        ) AS place
    FROM core.order_items AS items
    JOIN entry ON entry.order_key = items.order_key
""",
        valued="""
    SELECT entry.customer_id, entry.entered_at, coalesce(first_line.product_name, '') AS value
    FROM entry
    LEFT JOIN first_line ON first_line.order_key = entry.order_key AND first_line.place = 1
""",
    ),
}

# The customer list that knew the person first says where the person came from and lived.
_OF_JOINING: dict[Breakdown, Steps] = {
    "channel": steps(
        valued="""
    SELECT entry.customer_id, entry.entered_at, coalesce(min(listed.channel), '') AS value
    FROM entry
    LEFT JOIN core.source_customers AS listed
        ON listed.customer_id = entry.customer_id AND listed.joined_at = entry.entered_at
    GROUP BY entry.customer_id, entry.entered_at
""",
    ),
    "province": steps(
        valued="""
    SELECT entry.customer_id, entry.entered_at, coalesce(min(listed.province), '') AS value
    FROM entry
    LEFT JOIN core.source_customers AS listed
        ON listed.customer_id = entry.customer_id AND listed.joined_at = entry.entered_at
    GROUP BY entry.customer_id, entry.entered_at
""",
    ),
}

_OF_EVENT: dict[Breakdown, Steps] = {
    "channel": steps(
        valued="""
    SELECT entry.customer_id, entry.entered_at, coalesce(min(events.channel), '') AS value
    FROM entry
    JOIN core.events AS events
        ON events.customer_id = entry.customer_id AND events.occurred_at = entry.entered_at
    WHERE events.event = $entry_event
    GROUP BY entry.customer_id, entry.entered_at
""",
    ),
    "province": steps(
        valued="""
    SELECT entry.customer_id, entry.entered_at, coalesce(people.province, '') AS value
    FROM entry
    LEFT JOIN core.customers AS people ON people.customer_id = entry.customer_id
""",
    ),
}

_OF_TRAIT = steps(
    valued="""
    SELECT entry.customer_id, entry.entered_at, coalesce(told.value, $unknown_value) AS value
    FROM entry
    LEFT JOIN told ON told.customer_id = entry.customer_id
""",
)

_VALUED: dict[Entry, dict[Breakdown, Steps]] = {
    "first_order": _OF_ORDER | {"tier": _OF_PERSON_TIER},
    "joined": _OF_JOINING | {"tier": _OF_PERSON_TIER},
    "event": _OF_EVENT | {"tier": _OF_PERSON_TIER},
}

# Numbers of periods as in `periods.number_of`. A number instead of the id, in any order, only makes grouping cheaper.
_COHORT: dict[Unit, Steps] = {
    "days": steps(
        everyone="""
    SELECT
        customer_id,
        row_number() OVER () AS person_no,
        entered_at::DATE AS entered_on,
        (entered_at::DATE - DATE '1900-01-01') // $period_size AS cohort_no,
        value
    FROM valued
    WHERE ($entered_from::DATE IS NULL OR entered_at >= $entered_from::DATE)
        AND ($entered_until::DATE IS NULL OR entered_at < $entered_until::DATE)
""",
    ),
    "months": steps(
        everyone="""
    SELECT
        customer_id,
        row_number() OVER () AS person_no,
        entered_at::DATE AS entered_on,
        (year(entered_at) * 12 + month(entered_at) - 1) // $period_size AS cohort_no,
        value
    FROM valued
    WHERE ($entered_from::DATE IS NULL OR entered_at >= $entered_from::DATE)
        AND ($entered_until::DATE IS NULL OR entered_at < $entered_until::DATE)
""",
    ),
}

_UNRANKED = steps(
    entered="""
    SELECT customer_id, person_no, entered_on, cohort_no, 1 AS value_no, value
    FROM everyone
""",
)

# The values of most people by number and name; all others are one group: number 0, name NULL.
_RANKED = steps(
    value_place="""
    SELECT value, row_number() OVER (ORDER BY count(*) DESC, value) AS place
    FROM everyone
    GROUP BY value
""",
    entered="""
    SELECT
        everyone.customer_id,
        everyone.person_no,
        everyone.entered_on,
        everyone.cohort_no,
        CASE WHEN value_place.place <= $values_shown THEN value_place.place ELSE 0 END AS value_no,
        CASE WHEN value_place.place <= $values_shown THEN everyone.value END AS value
    FROM everyone
    JOIN value_place ON value_place.value = everyone.value
""",
)


def entered(params: RetentionParams, apart: Apart | None = None) -> Steps:
    """One row of its last step, `entered`, is a person who entered: customer_id, person_no, entered_on, cohort_no,
    value_no (1 for the value of most people; 0: all others), value. `apart`: what a breakdown by a trait is by.
    """
    if params.breakdown is None:
        valued, ranked = _NO_VALUE, _UNRANKED
    elif apart is not None:
        valued, ranked = apart.steps.then(_OF_TRAIT), _RANKED
    else:
        valued, ranked = _VALUED[params.entry][params.breakdown], _RANKED
    return _ENTRY[params.entry].then(valued, _COHORT[unit_of(params.period)], ranked)
