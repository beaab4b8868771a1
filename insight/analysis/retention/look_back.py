"""The default question, answered by each order alone: what the person did before it stands in the same row.

An order is its person's first in a period exactly when the order before it lies in an earlier one. So nobody has to be
counted apart, and one pass over the orders is enough. Money that went back lowers its period and brings nobody.
"""

from insight.analysis.retention.acts import BRACKET
from insight.analysis.retention.entries import entered
from insight.analysis.retention.params import RetentionParams
from insight.analysis.traits import Apart
from insight.calendar.periods import Unit, unit_of
from insight.warehouse.steps import Steps, steps

_EVERY_ORDER = steps(
    ordered="""
    SELECT first_ordered_at, taken_at, previous_ordered_at, currency, net_amount, purchases, 1 AS value_no
    FROM mart.takings
    WHERE taken_at < $as_of::DATE
        AND taken_at >= first_ordered_at::DATE
        AND ($entered_from::DATE IS NULL OR first_ordered_at >= $entered_from::DATE)
        AND ($entered_until::DATE IS NULL OR first_ordered_at < $entered_until::DATE)
""",
)

_BY_VALUE = steps(
    ordered="""
    SELECT
        takings.first_ordered_at,
        takings.taken_at,
        takings.previous_ordered_at,
        takings.currency,
        takings.net_amount,
        takings.purchases,
        entered.value_no
    FROM mart.takings AS takings
    JOIN entered ON entered.customer_id = takings.customer_id
    WHERE takings.taken_at < $as_of::DATE
        AND takings.taken_at >= takings.first_ordered_at::DATE
""",
)

_PLACED: dict[Unit, Steps] = {
    "days": steps(
        placed="""
    SELECT
        (first_ordered_at::DATE - DATE '1900-01-01') // $period_size AS cohort_no,
        (taken_at::DATE - DATE '1900-01-01') // $period_size AS ordered_no,
        (previous_ordered_at::DATE - DATE '1900-01-01') // $period_size AS previous_no,
        taken_at::DATE - first_ordered_at::DATE AS days,
        previous_ordered_at::DATE - first_ordered_at::DATE AS previous_days,
        CASE WHEN currency = $currency THEN net_amount END AS net_amount,
        purchases,
        value_no
    FROM ordered
""",
    ),
    "months": steps(
        placed="""
    SELECT
        (year(first_ordered_at) * 12 + month(first_ordered_at) - 1) // $period_size AS cohort_no,
        (year(taken_at) * 12 + month(taken_at) - 1) // $period_size AS ordered_no,
        (year(previous_ordered_at) * 12 + month(previous_ordered_at) - 1) // $period_size AS previous_no,
        taken_at::DATE - first_ordered_at::DATE AS days,
        previous_ordered_at::DATE - first_ordered_at::DATE AS previous_days,
        CASE WHEN currency = $currency THEN net_amount END AS net_amount,
        purchases,
        value_no
    FROM ordered
""",
    ),
}

_CALENDAR = steps(
    numbered="""
    SELECT
        cohort_no,
        value_no,
        ordered_no - cohort_no AS period_no,
        purchases > 0 AND (previous_no IS NULL OR previous_no < ordered_no) AS is_first,
        net_amount,
        purchases
    FROM placed
""",
)

_ROLLING = steps(
    numbered="""
    SELECT
        cohort_no,
        value_no,
        days // $period_days AS period_no,
        purchases > 0 AND (previous_days IS NULL OR previous_days // $period_days < days // $period_days) AS is_first,
        net_amount,
        purchases
    FROM placed
""",
)

_CUSTOM = steps(
    numbered="""
    SELECT
        placed.cohort_no,
        placed.value_no,
        bracket.bracket_no AS period_no,
        placed.purchases > 0 AND (placed.previous_days IS NULL OR placed.previous_days < bracket.low) AS is_first,
        placed.net_amount,
        placed.purchases
    FROM placed
    JOIN bracket ON placed.days >= bracket.low AND placed.days < bracket.high
""",
)

_COUNTED = """
SELECT
    cohort_no,
    value_no,
    period_no,
    count(CASE WHEN is_first THEN 1 END) AS customers,
    sum(purchases)::BIGINT AS orders,
    sum(net_amount)::DOUBLE AS net_amount
FROM numbered
WHERE period_no <= $periods
GROUP BY cohort_no, value_no, period_no
"""

WITHIN = """
SELECT
    first_ordered_at::DATE - DATE '1900-01-01' AS cohort_no,
    count(CASE WHEN purchase_no = 1 THEN 1 END) AS n,
    count(
        CASE
            WHEN ordered_at::DATE > first_ordered_at::DATE
                AND ordered_at::DATE - first_ordered_at::DATE <= $return_days THEN 1
        END
    ) AS returned
FROM mart.purchases
WHERE ordered_at < $as_of::DATE
    AND (previous_ordered_at IS NULL OR previous_ordered_at::DATE = first_ordered_at::DATE)
    AND ($entered_from::DATE IS NULL OR first_ordered_at >= $entered_from::DATE)
    AND ($entered_until::DATE IS NULL OR first_ordered_at < $entered_until::DATE)
GROUP BY first_ordered_at::DATE
"""
"""One row: a day of first orders, how many people, and how many of them ordered on a later day, `$return_days` after at
most. Every person has at most one order that follows an order of the first day and is not of the first day itself.
"""


def counted(params: RetentionParams, apart: Apart | None = None) -> str:
    """One row: a cohort, a value and a period, how many people came back, and their orders and money."""
    if params.criterion == "custom":
        numbered = BRACKET.then(_CUSTOM)
    else:
        numbered = _ROLLING if params.mode == "rolling" else _CALENDAR
    orders = _EVERY_ORDER if params.breakdown is None else entered(params, apart).then(_BY_VALUE)
    return orders.then(_PLACED[unit_of(params.period)], numbered).select(_COUNTED)
