"""Where every buyer stood on each of several days, from one pass over the orders: named steps."""

from insight.analysis.rfm_core.scoring import NAMED_BUYERS, setup_row
from insight.analysis.rfm_movement.params import SLOTS
from insight.warehouse.steps import repeated, steps

_SLOTS = range(1, SLOTS + 1)
_UNION = "\n    UNION ALL\n    "

_STANDING_ON_DAYS = steps(
    slot="""
    {slots}
""",
    # One row: a day, in the order of time. Places need not be consecutive; the same day may stand in several.
    day="""
    SELECT place, as_of, yardstick
    FROM slot
    WHERE as_of IS NOT NULL
""",
    setup="""
    {setup}
    FROM day
""",
    # One row: the orders and credits of a person that the same day is the first to count.
    placed="""
    SELECT
        customer_id,
        CASE
            {places}
        END AS place,
        max(CASE WHEN purchases = 1 THEN taken_at END)::DATE AS last_ordered_on,
        sum(purchases) AS orders,
        sum(net_amount)::DECIMAL(18,2) AS net_amount
    FROM mart.takings
    WHERE currency = $currency
        AND taken_at < $last_day::DATE
        AND ($since::DATE IS NULL OR taken_at >= $since::DATE)
    GROUP BY 1, 2
""",
    # One row: how a person stood from one day on, until the day before the next row's.
    reached="""
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
""",
    standing="""
    SELECT
        day.place AS side,
        reached.customer_id,
        date_diff('day', reached.last_ordered_on, day.as_of) AS recency_days,
        reached.orders::BIGINT AS orders,
        reached.net_amount::DECIMAL(18,2) AS net_amount
    FROM reached
    JOIN day ON day.place >= reached.place AND day.place < reached.next_place
    WHERE reached.orders > 0
""",
).filled(
    slots=repeated("SELECT # AS place, $day_#::DATE AS as_of, $yardstick_#::INTEGER AS yardstick", _SLOTS, _UNION),
    setup=setup_row("place", "yardstick"),
    places=repeated("WHEN taken_at < $day_#::DATE THEN #", _SLOTS, "\n            "),
)

NAMED_ON_DAYS = _STANDING_ON_DAYS.then(NAMED_BUYERS)
"""`day(place, as_of, yardstick)`, in the order of time, and `named_buyer`; a side is a day's place."""
