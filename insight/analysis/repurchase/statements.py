"""The statements of repurchase: waiting times counted by day, and net revenue by cohort."""

from insight.analysis.traits import Apart
from insight.calendar.periods import Period, Unit, unit_of
from insight.warehouse.steps import Steps, steps

# One row: a day on which a person bought; the day before it in the same row is that of the purchase before.
_PURCHASES = steps(
    purchase="""
    SELECT customer_id, ordered_at::DATE AS bought_on, previous_ordered_at::DATE AS previous_on, visit_no AS step
    FROM mart.purchases
    WHERE visit_no <= $steps + 1
        AND ordered_at < $as_of::DATE
        AND (previous_ordered_at IS NULL OR previous_ordered_at::DATE < ordered_at::DATE)
        AND ($entered_from::DATE IS NULL OR first_ordered_at >= $entered_from::DATE)
        AND ($entered_until::DATE IS NULL OR first_ordered_at < $entered_until::DATE)
""",
)

_WAITED = steps(
    next_purchase="""
    SELECT step - 1 AS step, previous_on AS started_on, bought_on - previous_on AS gap_days
    FROM purchase
    WHERE step BETWEEN 2 AND $steps + 1
""",
)

_WAITED_SELECTED = """
SELECT
    step,
    bought_on AS started_on,
    NULL::BIGINT AS gap_days,
    count(*) AS started,
    0 AS bought,
    0 AS within_1,
    0 AS within_2,
    0 AS within_3,
    0 AS within_4,
    0 AS within_5,
    0 AS within_6
FROM purchase
WHERE step <= $steps
GROUP BY step, bought_on
UNION ALL
SELECT
    step,
    started_on,
    gap_days,
    0,
    count(*),
    count(CASE WHEN gap_days <= $days_1 THEN 1 END),
    count(CASE WHEN gap_days <= $days_2 THEN 1 END),
    count(CASE WHEN gap_days <= $days_3 THEN 1 END),
    count(CASE WHEN gap_days <= $days_4 THEN 1 END),
    count(CASE WHEN gap_days <= $days_5 THEN 1 END),
    count(CASE WHEN gap_days <= $days_6 THEN 1 END)
FROM next_purchase
GROUP BY GROUPING SETS ((step, started_on), (step, gap_days))
"""

_PEOPLE = steps(
    waiting="""
    SELECT
        this_one.customer_id,
        next_one.bought_on - this_one.bought_on AS gap_days,
        $as_of::DATE - 1 - this_one.bought_on AS followed_days
    FROM purchase AS this_one
    LEFT JOIN purchase AS next_one
        ON next_one.customer_id = this_one.customer_id AND next_one.step = this_one.step + 1
    WHERE this_one.step = $step
""",
)

_PEOPLE_SELECTED = """
SELECT customer_id
FROM waiting
WHERE ($followed_least::INTEGER IS NULL OR followed_days >= $followed_least)
    AND ($followed_most::INTEGER IS NULL OR followed_days <= $followed_most)
    AND ($waited_least::INTEGER IS NULL OR coalesce(gap_days, followed_days) >= $waited_least)
    AND ($waited_exactly::INTEGER IS NULL OR coalesce(gap_days, followed_days) = $waited_exactly)
    AND ($is_bought::BOOLEAN IS NULL OR (gap_days IS NOT NULL) = $is_bought)
    AND ($is_within::BOOLEAN IS NULL OR coalesce(gap_days <= $within_days, FALSE) = $is_within)
"""

_VALUED = steps(
    valued="""
    SELECT
        waiting.customer_id,
        waiting.gap_days,
        waiting.followed_days,
        coalesce(told.value, $unknown_value) AS value
    FROM waiting
    LEFT JOIN told ON told.customer_id = waiting.customer_id
""",
)

_GROUPS_SELECTED = """
SELECT valued.value, span.days, count(*) AS n, count(CASE WHEN valued.gap_days <= span.days THEN 1 END) AS returned
FROM valued
JOIN span ON valued.followed_days >= span.days
GROUP BY valued.value, span.days
"""

_OF_GROUP_SELECTED = """
SELECT customer_id
FROM valued
WHERE followed_days >= $followed_least::INTEGER
    AND ($is_within::BOOLEAN IS NULL OR coalesce(gap_days <= $within_days, FALSE) = $is_within)
    AND ($value::VARCHAR IS NULL OR value = $value)
    AND ($named_values::VARCHAR[] IS NULL OR value NOT IN (SELECT unnest($named_values::VARCHAR[])))
"""

_SPAN = steps(
    span="""
    SELECT place, days
    FROM (
        VALUES
            (1, $days_1::INTEGER),
            (2, $days_2::INTEGER),
            (3, $days_3::INTEGER),
            (4, $days_4::INTEGER),
            (5, $days_5::INTEGER),
            (6, $days_6::INTEGER)
    ) AS places(place, days)
    WHERE days IS NOT NULL
""",
)

WAITED = _PURCHASES.then(_WAITED).select(_WAITED_SELECTED)
"""One row: people of a step by the day their purchase was made (`started`), by that day the ones who bought again
(`bought`, and within each span of days), or by days waited the ones who bought again (`gap_days` given).
"""

PEOPLE = _PURCHASES.then(_PEOPLE).select(_PEOPLE_SELECTED)
"""People who made purchase number `$step`, by how long they were followed and waited."""

# People whose first order was in another currency belong to that one; they are few in most shops.
_IN_CURRENCY = steps(
    elsewhere="""
    SELECT customer_id
    FROM mart.purchases
    WHERE purchase_no = 1 AND currency IS DISTINCT FROM $currency AND ordered_at < $as_of::DATE
""",
    spent="""
    SELECT
        takings.customer_id,
        takings.purchases > 0 AND takings.previous_ordered_at IS NULL AS is_first,
        takings.first_ordered_at,
        takings.taken_at,
        takings.net_amount
    FROM mart.takings AS takings
    LEFT JOIN elsewhere ON elsewhere.customer_id = takings.customer_id
    WHERE elsewhere.customer_id IS NULL
        AND takings.currency = $currency
        AND takings.taken_at < $as_of::DATE
        AND takings.taken_at >= takings.first_ordered_at::DATE
        AND ($entered_from::DATE IS NULL OR takings.first_ordered_at >= $entered_from::DATE)
        AND ($entered_until::DATE IS NULL OR takings.first_ordered_at < $entered_until::DATE)
""",
)

# Numbers of periods as in `retention.periods.number_of`.
_NUMBERED: dict[Unit, Steps] = {
    "days": steps(
        numbered="""
    SELECT
        customer_id,
        is_first,
        net_amount,
        (first_ordered_at::DATE - DATE '1900-01-01') // $period_size AS cohort_no,
        (taken_at::DATE - DATE '1900-01-01') // $period_size AS period_number
    FROM spent
""",
    ),
    "months": steps(
        numbered="""
    SELECT
        customer_id,
        is_first,
        net_amount,
        (year(first_ordered_at) * 12 + month(first_ordered_at) - 1) // $period_size AS cohort_no,
        (year(taken_at) * 12 + month(taken_at) - 1) // $period_size AS period_number
    FROM spent
""",
    ),
}

_REVENUE = """
SELECT
    cohort_no,
    period_number - cohort_no AS period_no,
    count(CASE WHEN is_first THEN 1 END) AS n,
    sum(net_amount)::DOUBLE AS net_amount
FROM numbered
WHERE period_number - cohort_no <= $periods
GROUP BY cohort_no, period_number - cohort_no
"""

_OF_COHORT = """
SELECT customer_id
FROM numbered
WHERE is_first AND ($cohort_no::INTEGER IS NULL OR cohort_no = $cohort_no)
"""

_PER_PERSON = steps(
    per_person="""
    SELECT
        min(first_ordered_at)::DATE AS entered_on,
        sum(CASE WHEN taken_at::DATE - first_ordered_at::DATE <= $days_1 THEN net_amount END)::DOUBLE AS amount_1,
        sum(CASE WHEN taken_at::DATE - first_ordered_at::DATE <= $days_2 THEN net_amount END)::DOUBLE AS amount_2,
        sum(CASE WHEN taken_at::DATE - first_ordered_at::DATE <= $days_3 THEN net_amount END)::DOUBLE AS amount_3,
        sum(CASE WHEN taken_at::DATE - first_ordered_at::DATE <= $days_4 THEN net_amount END)::DOUBLE AS amount_4,
        sum(CASE WHEN taken_at::DATE - first_ordered_at::DATE <= $days_5 THEN net_amount END)::DOUBLE AS amount_5,
        sum(CASE WHEN taken_at::DATE - first_ordered_at::DATE <= $days_6 THEN net_amount END)::DOUBLE AS amount_6
    FROM spent
    WHERE taken_at::DATE - first_ordered_at::DATE <= $days_end
    GROUP BY customer_id
""",
)

_WORTH = steps(
    worth="""
    SELECT
        span.days,
        CASE span.place
            WHEN 1 THEN per_person.amount_1
            WHEN 2 THEN per_person.amount_2
            WHEN 3 THEN per_person.amount_3
            WHEN 4 THEN per_person.amount_4
            WHEN 5 THEN per_person.amount_5
            ELSE per_person.amount_6
        END AS amount
    FROM per_person
    JOIN span ON $as_of::DATE - 1 - per_person.entered_on >= span.days
""",
)

_WORTH_SELECTED = """
SELECT days, count(*) AS n, sum(amount) AS net_amount, sum(amount * amount) AS amount_squared
FROM worth
GROUP BY days
"""

_ENTERED_BY = """
SELECT customer_id
FROM spent
WHERE is_first AND taken_at::DATE <= $entered_last::DATE
"""

WORTH = _IN_CURRENCY.then(_PER_PERSON, _SPAN, _WORTH).select(_WORTH_SELECTED)
"""One row a span of days: people whose days are over, what they brought in them, and the sum of squares."""

ENTERED_BY = _IN_CURRENCY.select(_ENTERED_BY)
"""People whose first order was in the currency, up to a day."""


def revenue(period: Period) -> str:
    """One row: a cohort and a period after its first orders, what it brought; n is the cohort's people in period 0."""
    return _IN_CURRENCY.then(_NUMBERED[unit_of(period)]).select(_REVENUE)


def of_cohort(period: Period) -> str:
    """The people of a cohort of first orders."""
    return _IN_CURRENCY.then(_NUMBERED[unit_of(period)]).select(_OF_COHORT)


def groups(apart: Apart) -> str:
    """One row: a value and a span of days, people whose days are over after purchase `$step`, and who bought again."""
    return _PURCHASES.then(_PEOPLE, apart.steps, _VALUED, _SPAN).select(_GROUPS_SELECTED)


def of_group(apart: Apart) -> str:
    """The people of a value, or of all that are not named."""
    return _PURCHASES.then(_PEOPLE, apart.steps, _VALUED).select(_OF_GROUP_SELECTED)
