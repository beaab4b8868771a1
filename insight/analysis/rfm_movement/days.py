"""Where every buyer stood on each of several days, from one pass over the orders: static text."""

from insight.analysis.rfm.scoring import NAMED_BUYERS

_DAYS = """
WITH slot AS (
    SELECT 1 AS place, $day_1::DATE AS as_of, $yardstick_1::INTEGER AS yardstick
    UNION ALL
    SELECT 2, $day_2::DATE, $yardstick_2::INTEGER
    UNION ALL
    SELECT 3, $day_3::DATE, $yardstick_3::INTEGER
    UNION ALL
    SELECT 4, $day_4::DATE, $yardstick_4::INTEGER
    UNION ALL
    SELECT 5, $day_5::DATE, $yardstick_5::INTEGER
    UNION ALL
    SELECT 6, $day_6::DATE, $yardstick_6::INTEGER
    UNION ALL
    SELECT 7, $day_7::DATE, $yardstick_7::INTEGER
    UNION ALL
    SELECT 8, $day_8::DATE, $yardstick_8::INTEGER
    UNION ALL
    SELECT 9, $day_9::DATE, $yardstick_9::INTEGER
    UNION ALL
    SELECT 10, $day_10::DATE, $yardstick_10::INTEGER
    UNION ALL
    SELECT 11, $day_11::DATE, $yardstick_11::INTEGER
    UNION ALL
    SELECT 12, $day_12::DATE, $yardstick_12::INTEGER
    UNION ALL
    SELECT 13, $day_13::DATE, $yardstick_13::INTEGER
    UNION ALL
    SELECT 14, $day_14::DATE, $yardstick_14::INTEGER
    UNION ALL
    SELECT 15, $day_15::DATE, $yardstick_15::INTEGER
),
-- One row: a day, in the order of time. Places need not be consecutive; the same day may stand in several.
day AS (
    SELECT place, as_of, yardstick
    FROM slot
    WHERE as_of IS NOT NULL
),
setup AS (
    SELECT
        place AS side,
        yardstick,
        $bins::INTEGER AS bins,
        $is_fixed::BOOLEAN AS is_fixed,
        $recency_cut_1::INTEGER AS recency_cut_1,
        $recency_cut_2::INTEGER AS recency_cut_2,
        $recency_cut_3::INTEGER AS recency_cut_3,
        $recency_cut_4::INTEGER AS recency_cut_4,
        $recency_cut_5::INTEGER AS recency_cut_5,
        $recency_cut_6::INTEGER AS recency_cut_6,
        $order_cut_1::INTEGER AS order_cut_1,
        $order_cut_2::INTEGER AS order_cut_2,
        $order_cut_3::INTEGER AS order_cut_3,
        $order_cut_4::INTEGER AS order_cut_4,
        $order_cut_5::INTEGER AS order_cut_5,
        $order_cut_6::INTEGER AS order_cut_6,
        $amount_cut_1::DOUBLE AS amount_cut_1,
        $amount_cut_2::DOUBLE AS amount_cut_2,
        $amount_cut_3::DOUBLE AS amount_cut_3,
        $amount_cut_4::DOUBLE AS amount_cut_4,
        $amount_cut_5::DOUBLE AS amount_cut_5,
        $amount_cut_6::DOUBLE AS amount_cut_6
    FROM day
),
"""

_STANDING = """
-- One row: the orders and credits of a person that the same day is the first to count.
placed AS (
    SELECT
        customer_id,
        CASE
            WHEN taken_at < $day_1::DATE THEN 1
            WHEN taken_at < $day_2::DATE THEN 2
            WHEN taken_at < $day_3::DATE THEN 3
            WHEN taken_at < $day_4::DATE THEN 4
            WHEN taken_at < $day_5::DATE THEN 5
            WHEN taken_at < $day_6::DATE THEN 6
            WHEN taken_at < $day_7::DATE THEN 7
            WHEN taken_at < $day_8::DATE THEN 8
            WHEN taken_at < $day_9::DATE THEN 9
            WHEN taken_at < $day_10::DATE THEN 10
            WHEN taken_at < $day_11::DATE THEN 11
            WHEN taken_at < $day_12::DATE THEN 12
            WHEN taken_at < $day_13::DATE THEN 13
            WHEN taken_at < $day_14::DATE THEN 14
            WHEN taken_at < $day_15::DATE THEN 15
        END AS place,
        max(CASE WHEN purchases = 1 THEN taken_at END)::DATE AS last_ordered_on,
        sum(purchases) AS orders,
        sum(net_amount)::DECIMAL(18,2) AS net_amount
    FROM mart.takings
    WHERE currency = $currency
        AND taken_at < $last_day::DATE
        AND ($since::DATE IS NULL OR taken_at >= $since::DATE)
    GROUP BY 1, 2
),
-- One row: how a person stood from one day on, until the day before the next row's.
reached AS (
    SELECT
        customer_id,
        place,
        max(last_ordered_on) OVER so_far AS last_ordered_on,
        sum(orders) OVER so_far AS orders,
        sum(net_amount) OVER so_far AS net_amount,
        lead(place, 1, 99) OVER so_far AS next_place,
        sum(orders) OVER so_far - orders AS orders_before
    FROM placed
    WINDOW so_far AS (PARTITION BY customer_id ORDER BY place)
),
standing AS (
    SELECT
        day.place AS side,
        reached.customer_id,
        date_diff('day', reached.last_ordered_on, day.as_of) AS recency_days,
        reached.orders::BIGINT AS orders,
        reached.net_amount::DECIMAL(18,2) AS net_amount
    FROM reached
    JOIN day ON day.place >= reached.place AND day.place < reached.next_place
    WHERE reached.orders > 0
),
"""

STANDING_ON_DAYS = "".join((_DAYS, _STANDING))
"""`WITH … ,` day(place, as_of, yardstick), setup and standing, which `NAMED_BUYERS` reads; a side is a day's place."""

NAMED_ON_DAYS = "".join((STANDING_ON_DAYS, NAMED_BUYERS))
