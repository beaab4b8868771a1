"""The days on which people bought, and their histories until a day: what forecasts are made from."""

from insight.warehouse.steps import Steps, steps

_TAKEN = steps(
    # One row: a purchase of a person, or money that went back on a day of its own.
    taking="""
    SELECT customer_id, ordered_at::DATE AS taken_on, net_amount, TRUE AS is_purchase
    FROM mart.purchases
    WHERE currency = $currency AND ordered_at < $as_of::DATE{some}
    UNION ALL
    SELECT customer_id, ordered_at::DATE, net_amount, TRUE
    FROM core.orders
    WHERE $count_free
        AND net_amount = 0
        AND paid_amount = 0
        AND customer_id IS NOT NULL
        AND currency = $currency
        AND ordered_at < $as_of::DATE
        AND cancelled_at IS NULL
        AND coalesce(refund_amount, 0) = 0
        AND coalesce(refund_status, 'none') <> 'refunded'
        AND coalesce(status, 'unknown') IN ('paid', 'shipped', 'completed', 'unknown'){some}
    UNION ALL
    SELECT customer_id, credited_at::DATE, -amount, FALSE
    FROM mart.credits
    WHERE customer_id IS NOT NULL AND currency = $currency AND credited_at < $as_of::DATE{some}
""",
    # Amounts are kept as decimals, so that their sums are the same in any order of adding.
    taking_day="""
    SELECT
        customer_id,
        taken_on,
        max(CASE WHEN is_purchase THEN taken_on END) AS bought_on,
        sum(net_amount) AS amount
    FROM taking
    GROUP BY customer_id, taken_on
""",
)

_LIVED = steps(
    first_day="""
    SELECT customer_id, min(bought_on) AS first_on
    FROM taking_day
    WHERE bought_on < $until::DATE
    GROUP BY customer_id
""",
    # Whoever got money back and bought nothing that counts has -1 repeats.
    lived="""
    SELECT
        taking_day.customer_id,
        count(taking_day.bought_on) - 1 AS x,
        date_diff('day', min(first_day.first_on), max(taking_day.bought_on)) AS last_days,
        date_diff('day', min(first_day.first_on), $until::DATE) - 1 AS age_days,
        sum(taking_day.amount)::DOUBLE AS amount,
        greatest(
            sum(CASE WHEN taking_day.taken_on > first_day.first_on THEN taking_day.amount ELSE 0 END)::DOUBLE,
            0
        ) AS repeat_amount
    FROM taking_day
    LEFT JOIN first_day ON first_day.customer_id = taking_day.customer_id
    WHERE taking_day.taken_on < $until::DATE
    GROUP BY taking_day.customer_id
""",
    history="""
    SELECT customer_id, x, last_days, age_days, repeat_amount
    FROM lived
    WHERE x >= 0
""",
)


def _history(some: str = "") -> Steps:
    return _TAKEN.filled(some=some).then(_LIVED)


HISTORY = _history()
"""The steps `taking_day` (a day on which a person bought, or money went back) and `history` (until `$until`); `lived`
is `history` with those who only got money back."""

HISTORY_OF_SOME = _history("\n        AND right(customer_id, 2) <= $last_digits")
"""The same of a fixed part of the people (`people_read`)."""

HISTORY_OF_ONE = _history("\n        AND customer_id = $customer_id")
"""The same of one person."""
