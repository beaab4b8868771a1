"""The statements of retention: put together from static pieces, one for each thing that can be chosen.

The people behind a number come from the same pieces as the number.
"""

from insight.analysis.retention.acts import numbered
from insight.analysis.retention.entries import entered
from insight.analysis.retention.params import RetentionParams
from insight.analysis.traits import Apart
from insight.warehouse.steps import Steps, steps

_PER_PERSON = steps(
    per_person="""
    SELECT
        person_no,
        min(cohort_no) AS cohort_no,
        min(value_no) AS value_no,
        period_no,
        sum(purchases) AS acts,
        sum(net_amount) AS net_amount
    FROM numbered
    WHERE period_no <= $periods
    GROUP BY person_no, period_no
""",
)

_COUNTED = """
SELECT
    cohort_no,
    value_no,
    period_no,
    count(CASE WHEN acts >= $min_orders THEN 1 END) AS customers,
    sum(acts)::BIGINT AS orders,
    sum(net_amount)::DOUBLE AS net_amount
FROM per_person
GROUP BY cohort_no, value_no, period_no
"""

# With the sums that the interval of a ratio of two amounts needs: of one person what was spent, and spent at entry.
_COUNTED_MONEY = steps(
    at_entry="""
    SELECT person_no, net_amount::DOUBLE AS entry_amount
    FROM per_person
    WHERE period_no = 0
""",
)

_COUNTED_MONEY_SELECTED = """
SELECT
    per_person.cohort_no,
    per_person.value_no,
    per_person.period_no,
    count(CASE WHEN per_person.acts > 0 THEN 1 END) AS customers,
    sum(per_person.acts)::BIGINT AS orders,
    sum(per_person.net_amount)::DOUBLE AS net_amount,
    sum(per_person.net_amount::DOUBLE * per_person.net_amount::DOUBLE) AS amount_squared,
    sum(per_person.net_amount::DOUBLE * coalesce(at_entry.entry_amount, 0)) AS amount_by_entry
FROM per_person
LEFT JOIN at_entry ON at_entry.person_no = per_person.person_no
GROUP BY per_person.cohort_no, per_person.value_no, per_person.period_no
"""

# One row: a person, and the last period from which on the person still did it often enough.
_LAST_OF_ONE = steps(
    last="""
    SELECT person_no, min(cohort_no) AS cohort_no, min(value_no) AS value_no, max(period_no) AS period_no
    FROM numbered
    WHERE purchases > 0
    GROUP BY person_no
""",
)

_LAST_OF_MANY = steps(
    per_period="""
    SELECT
        person_no,
        min(cohort_no) AS cohort_no,
        min(value_no) AS value_no,
        period_no,
        sum(purchases) AS acts
    FROM numbered
    GROUP BY person_no, period_no
""",
    from_here="""
    SELECT
        person_no,
        cohort_no,
        value_no,
        period_no,
        sum(acts) OVER (PARTITION BY person_no ORDER BY period_no DESC) AS acts
    FROM per_period
""",
    last="""
    SELECT person_no, min(cohort_no) AS cohort_no, min(value_no) AS value_no, max(period_no) AS period_no
    FROM from_here
    WHERE acts >= $min_orders
    GROUP BY person_no
""",
)

_COUNTED_LAST = steps(
    done="""
    SELECT cohort_no, value_no, period_no, 1 AS customers, 0 AS orders, NULL::DECIMAL(18,2) AS net_amount
    FROM last
    UNION ALL
    SELECT cohort_no, value_no, period_no, 0, purchases, net_amount
    FROM numbered
""",
)

_COUNTED_LAST_SELECTED = """
SELECT
    cohort_no,
    value_no,
    least(period_no, $periods + 1) AS period_no,
    sum(customers)::BIGINT AS customers,
    sum(orders)::BIGINT AS orders,
    sum(net_amount)::DOUBLE AS net_amount
FROM done
GROUP BY cohort_no, value_no, least(period_no, $periods + 1)
"""

_BACK_ON = steps(
    back="""
    SELECT person_no
    FROM per_person
    WHERE period_no = $period_no AND acts >= $min_orders
""",
)

_BACK_LATER = steps(
    back="""
    SELECT person_no
    FROM last
    WHERE period_no >= $period_no
""",
)

_PEOPLE = """
SELECT entered.customer_id
FROM entered
LEFT JOIN back ON back.person_no = entered.person_no
WHERE ($first_cohort_no::INTEGER IS NULL OR entered.cohort_no >= $first_cohort_no)
    AND ($last_cohort_no::INTEGER IS NULL OR entered.cohort_no <= $last_cohort_no)
    AND (
        $except_first_no::INTEGER IS NULL
        OR entered.cohort_no < $except_first_no
        OR entered.cohort_no > $except_last_no
    )
    AND ($value::VARCHAR IS NULL OR entered.value = $value)
    AND (NOT $only_rest::BOOLEAN OR entered.value IS NULL)
    AND ($is_returned::BOOLEAN IS NULL OR (back.person_no IS NOT NULL) = $is_returned)
"""

_SIZES = """
SELECT cohort_no, value_no, value, count(*) AS n
FROM entered
GROUP BY cohort_no, value_no, value
"""


def sizes(params: RetentionParams, apart: Apart | None = None) -> str:
    """One row: a cohort and a value (number 0, name NULL: all others), and how many people entered."""
    return entered(params, apart).select(_SIZES)


def counted(params: RetentionParams, apart: Apart | None = None) -> str:
    """One row: a cohort, a value and a period, how many people came back, and all orders and money of the cohort then.

    For "on or after", people are counted in their last period; the sums from the end are the numbers.
    """
    acts = entered(params, apart).then(numbered(params))
    if params.criterion == "on_or_after":
        return acts.then(_last(params), _COUNTED_LAST).select(_COUNTED_LAST_SELECTED)
    if params.returns == "amount":
        return acts.then(_PER_PERSON, _COUNTED_MONEY).select(_COUNTED_MONEY_SELECTED)
    return acts.then(_PER_PERSON).select(_COUNTED)


def counted_people(params: RetentionParams) -> str:
    """As `counted` for periods and brackets, without what only the interval of money needs."""
    return entered(params).then(numbered(params), _PER_PERSON).select(_COUNTED)


def people(params: RetentionParams, apart: Apart | None = None) -> str:
    """One row: a person behind a number; the filters are values."""
    acts = entered(params, apart).then(numbered(params))
    if params.criterion == "on_or_after":
        return acts.then(_last(params), _BACK_LATER).select(_PEOPLE)
    return acts.then(_PER_PERSON, _BACK_ON).select(_PEOPLE)


def _last(params: RetentionParams) -> Steps:
    return _LAST_OF_ONE if params.min_orders == 1 else _LAST_OF_MANY
