"""The statements of the customers' lives: who was in which stage on some days, by one text for any number of days.

Stages go by the numbers of `stages.STAGES`. The lines of a day are the same for each of them but for its number.
"""

from insight.analysis.lifecycle.params import MOST_MONTHS
from insight.warehouse.steps import Steps, filled, repeated, steps

_GAPS = steps(
    wait="""
    SELECT 'returned' AS outcome, date_diff('day', previous_ordered_at::DATE, ordered_at::DATE) AS days
    FROM mart.purchases
    WHERE ordered_at < $as_of::DATE AND previous_ordered_at::DATE < ordered_at::DATE
    UNION ALL
    SELECT 'waiting', date_diff('day', max(ordered_at)::DATE, $as_of::DATE) - 1
    FROM mart.purchases
    WHERE ordered_at < $as_of::DATE
    GROUP BY customer_id
""",
)

GAPS = _GAPS.select("""
SELECT outcome, days, count(*) AS n
FROM wait
GROUP BY outcome, days
ORDER BY outcome, days
""")
"""Days between two days with orders of a person, and days since the last one, up to the last day counted."""

_FACTS = steps(
    undated="""
    SELECT DISTINCT customer_id
    FROM core.source_customers
    WHERE joined_at IS NULL AND customer_id IS NOT NULL
""",
    fact="""
    SELECT customer_id, ordered_at AS happened_at, FALSE AS is_question
    FROM core.orders
    WHERE NOT is_valid
    UNION ALL
    SELECT customer_id, feedback.at, kind IN ('chat', 'ticket')
    FROM core.feedback
    UNION ALL
    SELECT
        customer_id,
        occurred_at,
        lower(event) IN (
            'consult', 'consultation', 'inquiry', 'enquiry', 'chat', 'contact', 'customer_service', 'ask',
            '咨询', '在线咨询', '客服咨询', '联系客服', '私信'
        )
    FROM core.events
    UNION ALL
    SELECT customer_id, sent_at, FALSE
    FROM core.touches
    UNION ALL
    SELECT customer_id, submitted_at, FALSE
    FROM core.survey_responses
    UNION ALL
    SELECT customer_id, points_ledger.at, FALSE
    FROM core.points_ledger
    UNION ALL
    SELECT customer_id, issued_at, FALSE
    FROM core.coupons
    UNION ALL
    SELECT customer_id, referrals.at, FALSE
    FROM core.referrals
    UNION ALL
    SELECT customer_id, consents.at, FALSE
    FROM core.consents
""",
    contact="""
    SELECT
        customer_id,
        min(happened_at)::DATE AS known_on,
        min(CASE WHEN is_question THEN happened_at END)::DATE AS consulted_on
    FROM fact
    WHERE customer_id IS NOT NULL AND happened_at < $as_of::DATE
    GROUP BY customer_id
""",
)

_BUYERS = steps(
    # One row: a buyer, or somebody to whom only money went back. A bit of came_back: within the window before that day
    # they ordered after a long absence.
    per_buyer="""
    SELECT
        customer_id,
        min(ordered_on) AS first_on,
        max(CASE WHEN visit_no = 2 THEN ordered_on END) AS second_on,
        max(CASE WHEN visit_no = $loyal_orders THEN ordered_on END) AS loyal_on,
        max(visit_no) AS orders,
        sum(CASE WHEN currency = $currency THEN net_amount END)::DECIMAL(18,2) AS net_amount,
        bit_or(CASE WHEN previous_on < ordered_on - $dormant_days::INTEGER THEN {returns} ELSE 0 END) AS came_back,
        {days}
    FROM (
        SELECT
            customer_id,
            currency,
            net_amount,
            visit_no,
            CASE WHEN purchases > 0 THEN taken_at END::DATE AS ordered_on,
            previous_ordered_at::DATE AS previous_on
        FROM mart.takings
        WHERE taken_at < $as_of::DATE
    ) AS taking
    GROUP BY customer_id
""",
)
_LAST = "max(CASE WHEN ordered_on < $day_#::DATE THEN ordered_on END) AS last_#"
_RETURN = """
            CASE
                WHEN ordered_on < $day_#::DATE AND ordered_on >= $day_#::DATE - $won_back_days::INTEGER THEN (1 << #)
                ELSE 0
            END"""

_STAGED = steps(
    staged="""
    SELECT
        people.customer_id,
        coalesce(per_buyer.net_amount, 0) AS net_amount,
        per_buyer.orders,
        per_buyer.last_{last} AS ordered_on,
        {days}
    FROM (
        SELECT
            customers.customer_id,
            least(
                customers.joined_at::DATE,
                contact.known_on,
                CASE WHEN customers.joined_at IS NULL AND undated.customer_id IS NOT NULL THEN DATE '0001-01-01' END
            ) AS known_on,
            contact.consulted_on
        FROM core.customers
        LEFT JOIN contact ON contact.customer_id = customers.customer_id
        LEFT JOIN undated ON undated.customer_id = customers.customer_id
    ) AS people
    LEFT JOIN per_buyer ON per_buyer.customer_id = people.customer_id
""",
)
_STAGE = """CASE
            WHEN per_buyer.first_on < $day_#::DATE THEN CASE
                WHEN per_buyer.last_# < $day_#::DATE - $lost_days::INTEGER THEN 8
                WHEN per_buyer.last_# < $day_#::DATE - $dormant_days::INTEGER THEN 7
                WHEN (per_buyer.came_back & (1 << #)) > 0 THEN 6
                WHEN per_buyer.loyal_on < $day_#::DATE THEN 5
                WHEN per_buyer.second_on < $day_#::DATE THEN 4
                ELSE 3
            END
            WHEN people.consulted_on < $day_#::DATE THEN 2
            WHEN people.known_on < $day_#::DATE THEN 1
            ELSE 0
        END::UTINYINT AS stage_#"""

_LABELLED = steps(
    labelled="""
    SELECT
        customer_id,
        net_amount,
        orders,
        ordered_on,
        CASE
            WHEN orders IS NULL THEN 0
            WHEN orders = 1 THEN 1
            WHEN orders < $loyal_orders THEN 2
            ELSE 3
        END::UTINYINT AS frequency_label,
        CASE
            WHEN ordered_on IS NULL THEN 0
            WHEN ordered_on >= $as_of::DATE - $active_days::INTEGER THEN 1
            WHEN ordered_on >= $as_of::DATE - $dormant_days::INTEGER THEN 2
            WHEN ordered_on >= $as_of::DATE - $lost_days::INTEGER THEN 3
            ELSE 4
        END::UTINYINT AS recency_label,
        {days}
    FROM staged
""",
)

_COUNTED = """
SELECT
    frequency_label,
    recency_label,
    {days},
    count(*) AS customers,
    sum(net_amount)::DOUBLE AS net_amount
FROM labelled
GROUP BY GROUPING SETS ((frequency_label, recency_label), (stage_{last}), {pairs})
"""

_IN_STAGE = """
SELECT customer_id
FROM labelled
WHERE stage_0 BETWEEN $stage_from AND $stage_to
    AND ($frequency_label::INTEGER IS NULL OR frequency_label = $frequency_label)
    AND ($recency_label::INTEGER IS NULL OR recency_label = $recency_label)
"""

_MOVED = """
SELECT customer_id
FROM labelled
WHERE stage_0 BETWEEN $from_least AND $from_most AND stage_1 BETWEEN $to_least AND $to_most
"""

_PEOPLE = """
SELECT
    customer_id,
    stage_0 AS stage,
    orders,
    date_diff('day', ordered_on, $as_of::DATE) AS recency_days,
    frequency_label,
    recency_label
FROM labelled
WHERE stage_0 > 0
"""


def _each(line: str, days: int, between: str = ",\n        ") -> str:
    """The line for day 0, day 1, …, each with its own bit."""
    return repeated(line, range(days), between)


def _labelled(days: int) -> Steps:
    """One row of the last step is a person: the stage on each of the days, the labels on the last of them."""
    return _FACTS.then(
        _BUYERS.filled(returns=_each(_RETURN, days, " +"), days=_each(_LAST, days)),
        _STAGED.filled(last=str(days - 1), days=_each(_STAGE, days)),
        _LABELLED.filled(days=_each("stage_#", days)),
    )


def _counted(months: int) -> str:
    pairs = ", ".join(f"(stage_{month}, stage_{month + 1})" for month in range(months))
    stages = _each("stage_#", months + 1)
    return _labelled(months + 1).select(filled(_COUNTED, days=stages, pairs=pairs, last=str(months)))


FLOWS = {months: _counted(months) for months in range(1, MOST_MONTHS + 1)}
"""By how many months: how many people went from which stage to which in each, have which labels, are where at the end.

Rows carry the columns of their own grouping only. `day_0` … are the bounds of the months, `as_of` the last of them.
"""

IN_STAGE = _labelled(1).select(_IN_STAGE)
"""Who is in one of the stages on `day_0`, and has the labels; None leaves a label open. `as_of` is the same day."""

MOVED = _labelled(2).select(_MOVED)
"""Who was in one of the stages on `day_0` and in one of others on `day_1`; `as_of` is the same as `day_1`."""

PEOPLE = _labelled(1).select(_PEOPLE)
"""Everybody known: customer_id, stage (its number), orders, recency_days (both NULL without an order), both labels."""
