"""The statements of refills: which goods there are, how they are bought again, who runs out when.

A good is known by the merchant's code of the variant, else by the platform's number, else by its name, whatever the
source; or it is a category. Lines that were paid back, and lines of no pieces, are left out; no quantity means 1 piece.
"""

from insight.analysis.refill.params import Level
from insight.warehouse.steps import Steps, filled, steps

_LISTED = steps(
    listed="""
    SELECT product_id, max(category) AS category, min(CASE WHEN refill_days > 0 THEN refill_days END) AS refill_days
    FROM core.products
    GROUP BY product_id
""",
)

_GOODS = steps(
    sold="""
    SELECT source_system, sku, product_id, product_name, category, sum(coalesce(quantity, 1)) AS pieces
    FROM core.order_items
    GROUP BY source_system, sku, product_id, product_name, category
""",
)

_GOODS_SELECTED = """
SELECT
    coalesce(sold.sku, sold.product_id, sold.product_name) AS item,
    coalesce(sold.product_name, sold.product_id, sold.sku) AS name,
    coalesce(sold.category, own.category, by_number.category, by_code.category) AS category,
    coalesce(
        CASE WHEN own.refill_days > 0 THEN own.refill_days END, by_number.refill_days, by_code.refill_days
    ) AS refill_days,
    sold.pieces
FROM sold
LEFT JOIN core.products AS own
    ON own.source_system = sold.source_system
    AND own.product_id = coalesce(sold.product_id, sold.sku, sold.product_name)
LEFT JOIN listed AS by_number ON by_number.product_id = sold.product_id
LEFT JOIN listed AS by_code ON by_code.product_id = coalesce(sold.sku, sold.product_name)
WHERE coalesce(sold.sku, sold.product_id, sold.product_name) IS NOT NULL
ORDER BY item, sold.pieces DESC, name, category NULLS LAST, refill_days NULLS LAST
"""

_LINE = steps(
    line="""
    SELECT
        purchases.customer_id,
        {item} AS item,
        purchases.ordered_at::DATE AS ordered_on,
        coalesce(lines.quantity, 1) AS pieces
    FROM mart.purchases
    JOIN core.order_items AS lines ON lines.order_key = purchases.order_key{category}
    WHERE purchases.ordered_at < $as_of::DATE
        AND purchases.ordered_at >= $as_of::DATE - $look_back_days::INTEGER
        AND right(purchases.customer_id, 2) <= $last_digits
        AND {item} IS NOT NULL
        AND coalesce(lines.quantity, 1) > 0
        AND coalesce(lines.status, 'unknown') NOT IN ('unpaid', 'closed', 'refunded')
        AND coalesce(lines.refund_status, 'none') <> 'refunded'
""",
)

_ITEM = {
    "product": "coalesce(lines.sku, lines.product_id, lines.product_name)",
    "category": "coalesce(lines.category, own.category, by_number.category, by_code.category)",
}
_CATEGORY = """
    LEFT JOIN core.products AS own
        ON own.source_system = lines.source_system
        AND own.product_id = coalesce(lines.product_id, lines.sku, lines.product_name)
    LEFT JOIN listed AS by_number ON by_number.product_id = lines.product_id
    LEFT JOIN listed AS by_code ON by_code.product_id = coalesce(lines.sku, lines.product_name)"""

_WAITS = steps(
    bought="""
    SELECT customer_id, item, ordered_on, sum(pieces) AS pieces
    FROM line
    GROUP BY customer_id, item, ordered_on
""",
    followed="""
    SELECT
        item,
        ordered_on,
        pieces,
        lead(ordered_on) OVER (PARTITION BY customer_id, item ORDER BY ordered_on) AS next_on,
        row_number() OVER (PARTITION BY customer_id, item ORDER BY ordered_on) AS place,
        count(*) OVER (PARTITION BY customer_id, item) AS days_bought
    FROM bought
""",
    shown="""
    SELECT item
    FROM followed
    GROUP BY item
    HAVING count(CASE WHEN place = 2 THEN 1 END) >= $least_people
    ORDER BY count(CASE WHEN place = 2 THEN 1 END) DESC, item
    LIMIT $most_items
""",
    wait="""
    SELECT
        followed.item,
        followed.ordered_on,
        followed.pieces,
        least(followed.days_bought, 50) AS days_bought,
        followed.next_on IS NOT NULL AS is_over,
        CASE WHEN followed.place = 2 THEN 1 ELSE 0 END AS is_second,
        CASE
            WHEN followed.next_on IS NULL
                THEN floor((date_diff('day', followed.ordered_on, $as_of::DATE) - 1) / followed.pieces)
            ELSE greatest(floor(date_diff('day', followed.ordered_on, followed.next_on) / followed.pieces + 0.5), 1)
        END::BIGINT AS days
    FROM followed
    JOIN shown ON shown.item = followed.item
""",
)

_WAITS_SELECTED = """
SELECT
    item,
    is_over,
    days,
    ordered_on,
    days_bought,
    pieces::DOUBLE AS pieces,
    count(*) AS n,
    sum(is_second)::BIGINT AS customers
FROM wait
GROUP BY GROUPING SETS ((item, is_over, days), (item, ordered_on), (item, is_over, days_bought, pieces))
"""

_RUN_OUT = steps(
    # duckdb: two lists bound as values become the rows of a table; elsewhere they would be joined as a small table.
    rhythm="""
    SELECT unnest($items::VARCHAR[]) AS item, unnest($rhythm_days::INTEGER[]) AS rhythm_days
""",
    lasting="""
    SELECT
        line.customer_id,
        line.item,
        line.ordered_on,
        rhythm.rhythm_days,
        greatest(floor(rhythm.rhythm_days * line.pieces + 0.5), 1)::INTEGER AS lasts_days
    FROM line
    JOIN rhythm ON rhythm.item = line.item
""",
    recent="""
    SELECT
        customer_id,
        item,
        ordered_on,
        rhythm_days,
        lasts_days,
        max(ordered_on) OVER (PARTITION BY customer_id, item) AS last_on
    FROM lasting
    WHERE ordered_on + 4 * lasts_days >= $as_of::DATE
""",
    # Only what by itself lasts beyond the last purchase, and the last purchase, is still there to be used.
    in_stock="""
    SELECT
        customer_id,
        item,
        rhythm_days,
        ordered_on,
        last_on,
        sum(lasts_days) OVER (
            PARTITION BY customer_id, item ORDER BY ordered_on DESC
            RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS days_from_here
    FROM recent
    WHERE ordered_on = last_on OR ordered_on + lasts_days > last_on
""",
    run_out="""
    SELECT
        customer_id,
        item,
        max(rhythm_days) AS rhythm_days,
        max(last_on) AS last_on,
        max(ordered_on + days_from_here::INTEGER) AS run_out_on
    FROM in_stock
    GROUP BY customer_id, item
""",
    placed="""
    SELECT
        customer_id,
        item,
        last_on,
        run_out_on,
        date_diff('day', $as_of::DATE, run_out_on) AS days_left,
        CASE
            WHEN run_out_on >= $as_of::DATE + 30 THEN 'later'
            WHEN run_out_on >= $as_of::DATE THEN 'due'
            WHEN run_out_on >= $as_of::DATE - rhythm_days THEN 'overdue'
            ELSE 'long_overdue'
        END AS state
    FROM run_out
""",
)

_COUNTED = """
SELECT
    item,
    run_out_on,
    count(DISTINCT CASE WHEN state = 'due' AND days_left < 7 THEN customer_id END) AS due_7,
    count(DISTINCT CASE WHEN state = 'due' AND days_left < 14 THEN customer_id END) AS due_14,
    count(DISTINCT CASE WHEN state = 'due' THEN customer_id END) AS due_30,
    count(DISTINCT CASE WHEN state = 'later' THEN customer_id END) AS later,
    count(DISTINCT CASE WHEN state = 'overdue' THEN customer_id END) AS overdue,
    count(DISTINCT CASE WHEN state = 'long_overdue' THEN customer_id END) AS long_overdue,
    count(DISTINCT customer_id) AS customers
FROM placed
GROUP BY GROUPING SETS ((item), (), (run_out_on), (run_out_on, item))
HAVING run_out_on IS NULL OR max(state) = 'due'
"""

_CHOSEN = """
WHERE placed.state = $state
    AND placed.days_left >= $least_days
    AND placed.days_left < $most_days
    AND ($item::VARCHAR IS NULL OR placed.item = $item)
"""

_MEMBERS = """
SELECT DISTINCT customer_id
FROM placed{chosen}"""

_NAMED = steps(
    named="""
    SELECT unnest($items::VARCHAR[]) AS item, unnest($names::VARCHAR[]) AS name
""",
)

_PEOPLE = """
SELECT
    placed.customer_id,
    string_agg(named.name || ' ' || placed.run_out_on::VARCHAR, '; ' ORDER BY placed.run_out_on, placed.item) AS goods,
    min(placed.run_out_on) AS run_out_on,
    max(placed.last_on) AS last_bought_on
FROM placed
JOIN named ON named.item = placed.item{chosen}GROUP BY placed.customer_id
"""


def _lines(level: Level) -> Steps:
    category = _CATEGORY if level == "category" else ""
    return _LISTED.then(_LINE.filled(item=_ITEM[level], category=category))


_LEVELS: tuple[Level, ...] = ("product", "category")

GOODS = _LISTED.then(_GOODS).select(_GOODS_SELECTED)
"""One row: a good as one source sells it, the name most pieces were sold under first."""

WAITS = {level: _lines(level).then(_WAITS).select(_WAITS_SELECTED) for level in _LEVELS}
"""Of goods that enough people bought twice, by good and: days a piece until the next purchase, or for which none has
followed yet (`is_over`); the day; how many days a person bought it on, and how many pieces at once.

`customers` are people with a second purchase, each counted in one row of a grouping only.
"""

COUNTED = {level: _lines(level).then(_RUN_OUT).select(_COUNTED) for level in _LEVELS}
"""People by when they run out: by good, in all (NULL), by day, by day and good."""

MEMBERS = {level: _lines(level).then(_RUN_OUT).select(filled(_MEMBERS, chosen=_CHOSEN)) for level in _LEVELS}
"""Who runs out from `$least_days` to before `$most_days` days from as_of, of a good or (NULL) of any."""

PEOPLE = {level: _lines(level).then(_RUN_OUT, _NAMED).select(filled(_PEOPLE, chosen=_CHOSEN)) for level in _LEVELS}
"""The same people: customer_id, goods (each with its day), run_out_on (the first), last_bought_on."""
