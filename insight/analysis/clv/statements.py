"""The statements of predictions: histories of purchase days, and people by what they are expected to bring."""

from insight.analysis.purchase_days import HISTORY, HISTORY_OF_ONE, HISTORY_OF_SOME
from insight.warehouse.steps import steps

_AFTER = steps(
    around="""
    SELECT
        customer_id,
        count(CASE WHEN bought_on >= $until::DATE THEN 1 END) AS later_orders,
        sum(CASE WHEN taken_on >= $until::DATE THEN amount ELSE 0 END)::DOUBLE AS later_amount,
        count(
            CASE WHEN bought_on < $until::DATE AND bought_on >= $until::DATE - $hold_out_days::INTEGER THEN 1 END
        ) AS before_orders,
        sum(
            CASE WHEN taken_on < $until::DATE AND taken_on >= $until::DATE - $hold_out_days::INTEGER
                THEN amount ELSE 0 END
        )::DOUBLE AS before_amount
    FROM taking_day
    GROUP BY customer_id
""",
)

_SCORED = steps(
    # duckdb: two lists bound as values become the rows of a table; elsewhere they would be joined as a small table.
    node="""
    SELECT unnest($nodes::DOUBLE[]) AS leaves, unnest($weights::DOUBLE[]) AS weight
""",
    seen="""
    SELECT DISTINCT x, age_days
    FROM history
""",
    # Orders of somebody alive, averaged over how likely they are to leave after each: node by node (Gauss and Jacobi).
    ahead="""
    SELECT
        seen.x,
        seen.age_days,
        sum(
            node.weight * pow(1 - node.leaves, seen.x + 1) / node.leaves
            * (
                1 - pow(
                    ($alpha_days + seen.age_days) / ($alpha_days + seen.age_days + node.leaves * $horizon_days),
                    $r + seen.x
                )
            )
            ORDER BY node.leaves
        ) / sum(node.weight * pow(1 - node.leaves, seen.x + 1) ORDER BY node.leaves) AS orders_if_alive
    FROM seen
    CROSS JOIN node
    GROUP BY seen.x, seen.age_days
""",
    scored="""
    SELECT
        history.customer_id,
        history.x,
        1 / (
            1 + $a / ($b + history.x)
            * pow(($alpha_days + history.age_days) / ($alpha_days + history.last_days), $r + history.x)
        ) AS alive,
        ahead.orders_if_alive,
        CASE
            WHEN $is_own_amount THEN $p * ($v + history.repeat_amount) / ($p * history.x + $q - 1)
            ELSE $mean_amount
        END AS order_amount
    FROM history
    JOIN ahead ON ahead.x = history.x AND ahead.age_days = history.age_days
""",
    valued="""
    SELECT
        customer_id,
        x,
        alive,
        alive * orders_if_alive AS orders,
        alive * orders_if_alive * order_amount AS net_amount,
        least(floor(alive * 5), 4)::INTEGER + 1 AS band
    FROM scored
""",
    placed="""
    SELECT
        customer_id,
        x,
        alive,
        orders,
        net_amount,
        band,
        (10 * (rank() OVER (ORDER BY net_amount DESC) - 1) // count(*) OVER ())::INTEGER + 1 AS decile
    FROM valued
""",
)

_HISTORIES_SELECTED = """
SELECT x, last_days, age_days, count(*) AS n, sum(repeat_amount) AS repeat_amount, sum(amount) AS amount
FROM lived
GROUP BY x, last_days, age_days
ORDER BY x, last_days, age_days
"""

_AMOUNTS_SELECTED = """
SELECT x, repeat_amount / x AS mean_amount
FROM history
WHERE x > 0 AND repeat_amount > 0
ORDER BY x, mean_amount
"""

_EXAM_SELECTED = """
SELECT
    history.x,
    history.last_days,
    history.age_days,
    history.repeat_amount,
    around.later_orders,
    around.later_amount,
    around.before_orders,
    around.before_amount
FROM history
JOIN around ON around.customer_id = history.customer_id
ORDER BY history.customer_id
"""

_COUNTED_SELECTED = """
SELECT
    decile,
    band,
    count(*) AS customers,
    count(CASE WHEN x = 0 THEN 1 END) AS one_time,
    avg(alive) AS alive,
    sum(orders) AS orders,
    sum(net_amount) AS net_amount
FROM placed
GROUP BY GROUPING SETS ((decile), (band))
ORDER BY decile NULLS LAST, band
"""

_MEMBERS_SELECTED = """
SELECT customer_id
FROM placed
WHERE ($decile::INTEGER IS NULL OR decile = $decile)
    AND ($band::INTEGER IS NULL OR band = $band)
    AND ($one_time::BOOLEAN IS NULL OR (x = 0) = $one_time)
"""

_PEOPLE_SELECTED = """
SELECT
    customer_id,
    round(alive, 3) AS alive,
    round(orders, 2) AS expected_orders,
    round(net_amount, 2) AS expected_amount
FROM placed
"""

_OF_PERSON_SELECTED = """
SELECT x, last_days, age_days, repeat_amount
FROM history
"""

_PLACED = HISTORY.then(_SCORED)

HISTORIES = HISTORY.select(_HISTORIES_SELECTED)
"""How many people have a history of `x` repeat purchase days, the last `last_days` after the first, `age_days` long,
and what they brought; -1 repeats are those who only got money back."""

HISTORIES_OF_SOME = HISTORY_OF_SOME.select(_HISTORIES_SELECTED)
"""The same of a fixed part of the people."""

AMOUNTS = HISTORY_OF_SOME.select(_AMOUNTS_SELECTED)
"""One row: a person with repeat purchases, and what such a day is worth on average."""

EXAM = HISTORY_OF_SOME.then(_AFTER).select(_EXAM_SELECTED)
"""One row: a person's history before the hold-out days, and what they bought in them and in as many days before."""

COUNTED = _PLACED.select(_COUNTED_SELECTED)
"""People by tenth of expected value (1 brings most; equal values are in one tenth), and by chance to be alive."""

MEMBERS = _PLACED.select(_MEMBERS_SELECTED)
"""The people of a tenth, of a band, of both."""

PEOPLE = _PLACED.select(_PEOPLE_SELECTED)
"""Everybody with what is expected of them."""

OF_PERSON = HISTORY_OF_ONE.select(_OF_PERSON_SELECTED)
"""The history of one person; no row without a purchase."""
