"""What people did after they entered, and in which period it lies: the middle steps of each statement."""

from insight.analysis.retention.params import RetentionParams, Returns
from insight.calendar.periods import Unit, unit_of
from insight.warehouse.steps import Steps, steps

_ACT: dict[Returns, Steps] = {
    "order": steps(
        act="""
    SELECT
        customer_id,
        taken_at::DATE AS acted_on,
        year(taken_at) * 12 + month(taken_at) - 1 AS month_no,
        CASE WHEN currency = $currency THEN net_amount END AS net_amount,
        purchases
    FROM mart.takings
    WHERE taken_at < $as_of::DATE
""",
    ),
    "amount": steps(
        act="""
    SELECT
        customer_id,
        taken_at::DATE AS acted_on,
        year(taken_at) * 12 + month(taken_at) - 1 AS month_no,
        net_amount,
        purchases
    FROM mart.takings
    WHERE taken_at < $as_of::DATE AND currency = $currency
""",
    ),
    "category": steps(
        order_of_category="""
    SELECT items.order_key
    FROM core.order_items AS items
    LEFT JOIN core.products AS products
        ON products.source_system = items.source_system
        AND products.product_id = coalesce(items.product_id, items.sku, items.product_name)
    WHERE coalesce(items.category, products.category, items.product_name) = $category
    GROUP BY items.order_key
""",
        act="""
    SELECT
        takings.customer_id,
        takings.taken_at::DATE AS acted_on,
        year(takings.taken_at) * 12 + month(takings.taken_at) - 1 AS month_no,
        CASE WHEN takings.currency = $currency THEN takings.net_amount END AS net_amount,
        takings.purchases
    FROM mart.takings AS takings
    JOIN order_of_category ON order_of_category.order_key = takings.order_key
    WHERE takings.taken_at < $as_of::DATE
""",
    ),
    "event": steps(
        act="""
    SELECT
        customer_id,
        occurred_at::DATE AS acted_on,
        year(occurred_at) * 12 + month(occurred_at) - 1 AS month_no,
        NULL::DECIMAL(18,2) AS net_amount,
        1 AS purchases
    FROM core.events
    WHERE event = $return_event AND customer_id IS NOT NULL AND occurred_at < $as_of::DATE
""",
    ),
}

# What happens on the day of entry counts, whatever its time of day: many exports state days only.
_CALENDAR: dict[Unit, Steps] = {
    "days": steps(
        numbered="""
    SELECT
        entered.person_no,
        entered.cohort_no,
        entered.value_no,
        (act.acted_on - DATE '1900-01-01') // $period_size - entered.cohort_no AS period_no,
        act.net_amount,
        act.purchases
    FROM act
    JOIN entered ON entered.customer_id = act.customer_id
    WHERE act.acted_on >= entered.entered_on
""",
    ),
    "months": steps(
        numbered="""
    SELECT
        entered.person_no,
        entered.cohort_no,
        entered.value_no,
        act.month_no // $period_size - entered.cohort_no AS period_no,
        act.net_amount,
        act.purchases
    FROM act
    JOIN entered ON entered.customer_id = act.customer_id
    WHERE act.acted_on >= entered.entered_on
""",
    ),
}

_ROLLING = steps(
    numbered="""
    SELECT
        entered.person_no,
        entered.cohort_no,
        entered.value_no,
        (act.acted_on - entered.entered_on) // $period_days AS period_no,
        act.net_amount,
        act.purchases
    FROM act
    JOIN entered ON entered.customer_id = act.customer_id
    WHERE act.acted_on >= entered.entered_on
""",
)

# Bracket 0 is the day of entry; places that are not used are NULL and hold no day.
BRACKET = steps(
    bracket="""
    SELECT bracket_no, low, high
    FROM (
        VALUES
            (0, 0, 1),
            (1, $low_1::INTEGER, $high_1::INTEGER),
            (2, $low_2::INTEGER, $high_2::INTEGER),
            (3, $low_3::INTEGER, $high_3::INTEGER),
            (4, $low_4::INTEGER, $high_4::INTEGER),
            (5, $low_5::INTEGER, $high_5::INTEGER),
            (6, $low_6::INTEGER, $high_6::INTEGER),
            (7, $low_7::INTEGER, $high_7::INTEGER),
            (8, $low_8::INTEGER, $high_8::INTEGER)
    ) AS places(bracket_no, low, high)
    WHERE low IS NOT NULL
""",
)

_CUSTOM = steps(
    since_entry="""
    SELECT
        entered.person_no,
        entered.cohort_no,
        entered.value_no,
        act.acted_on - entered.entered_on AS days,
        act.net_amount,
        act.purchases
    FROM act
    JOIN entered ON entered.customer_id = act.customer_id
    WHERE act.acted_on >= entered.entered_on AND act.acted_on - entered.entered_on < $days_end
""",
    numbered="""
    SELECT
        since_entry.person_no,
        since_entry.cohort_no,
        since_entry.value_no,
        bracket.bracket_no AS period_no,
        since_entry.net_amount,
        since_entry.purchases
    FROM since_entry
    JOIN bracket ON since_entry.days >= bracket.low AND since_entry.days < bracket.high
""",
)

# One bracket that leaves the day of entry out needs no join.
_ONE_BRACKET = steps(
    numbered="""
    SELECT
        entered.person_no,
        entered.cohort_no,
        entered.value_no,
        CASE WHEN act.acted_on = entered.entered_on THEN 0 ELSE 1 END AS period_no,
        act.net_amount,
        act.purchases
    FROM act
    JOIN entered ON entered.customer_id = act.customer_id
    WHERE act.acted_on = entered.entered_on
        OR (
            act.acted_on >= entered.entered_on + $low_1::INTEGER
            AND act.acted_on < entered.entered_on + $high_1::INTEGER
        )
""",
)


def numbered(params: RetentionParams) -> Steps:
    """One row of its last step, `numbered`, is something a person did: person_no, cohort_no, value_no, period_no,
    net_amount, purchases (0 where money went back: nobody came). The steps of `entries.entered` come before.
    """
    if params.brackets and len(params.brackets) == 1 and params.brackets[0][0] > 0:
        return _ACT[params.returns].then(_ONE_BRACKET)
    if params.criterion == "custom":
        return _ACT[params.returns].then(BRACKET, _CUSTOM)
    by_period = _ROLLING if params.mode == "rolling" else _CALENDAR[unit_of(params.period)]
    return _ACT[params.returns].then(by_period)
