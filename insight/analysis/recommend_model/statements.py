"""The statements of recommendations: goods, and who bought which.

A line counts as in refills: paid for, not sent back, of at least one piece. Nothing from `$as_of` on is looked at, but
by `later`, which is what the exam compares with. Sums of weights are whole numbers: the same in any order of adding.
"""

from typing import Literal

from insight.warehouse.steps import Steps, filled, steps

Level = Literal["product", "name"]
Plain = Literal["popular", "popular_channel", "popular_category"]

_CODE = "coalesce(lines.sku, lines.product_id, lines.product_name)"
_ITEM: dict[Level, str] = {
    "product": _CODE,
    "name": "coalesce(lines.product_name, lines.product_id, lines.sku)",
}
_SHELF: dict[Plain, str] = {"popular": "''", "popular_channel": "line.channel", "popular_category": "good.category"}

_LINE_COUNTS = """coalesce(lines.quantity, 1) > 0
        AND coalesce(lines.status, 'unknown') NOT IN ('unpaid', 'closed', 'refunded')
        AND coalesce(lines.refund_status, 'none') <> 'refunded'"""

_LINES = """
    SELECT
        orders.customer_id,
        orders.order_key,
        orders.channel,
        orders.ordered_at::DATE AS ordered_on,
        {item} AS item,
        coalesce(lines.quantity, 1) AS pieces
    FROM core.orders AS orders
    JOIN core.order_items AS lines ON lines.order_key = orders.order_key
    WHERE orders.is_valid
        AND orders.ordered_at {from_day}
        AND orders.ordered_at {before}{whose}
        AND {item} IS NOT NULL
        AND {counts}
"""

_NAMES_SELECTED = """
SELECT
    {item} AS item,
    {code} AS code,
    lines.product_name AS name,
    coalesce(lines.category, listed.category) AS category,
    orders.currency = $currency AS is_in_currency,
    count(*) AS lines,
    sum(coalesce(lines.line_paid, lines.unit_price * coalesce(lines.quantity, 1)))::DOUBLE AS paid
FROM core.orders AS orders
JOIN core.order_items AS lines ON lines.order_key = orders.order_key
LEFT JOIN listed ON listed.product_id = {code}
WHERE orders.is_valid
    AND orders.ordered_at >= $as_of::DATE - $look_back_days::INTEGER
    AND orders.ordered_at < $as_of::DATE
    AND {item} IS NOT NULL
GROUP BY 1, 2, 3, 4, 5
ORDER BY item, is_in_currency DESC NULLS LAST, lines DESC, name NULLS LAST, category NULLS LAST, code
"""

_LISTED = steps(
    listed="""
    SELECT product_id, max(category) AS category
    FROM core.products
    GROUP BY product_id
""",
)

_SOLD = steps(
    # One row: a good and one of those who bought it; all whom nobody knows are one, without an id.
    bought_by="""
    SELECT
        item,
        customer_id,
        count(*) AS lines,
        min(ordered_on) AS first_on,
        max(ordered_on) AS last_on
    FROM line
    GROUP BY item, customer_id
""",
)

_SOLD_SELECTED = """
SELECT
    item,
    sum(lines)::BIGINT AS lines,
    count(customer_id) AS buyers,
    count(CASE WHEN last_on >= $as_of::DATE - $period_days::INTEGER THEN customer_id END) AS recent,
    min(first_on) AS first_on,
    max(last_on) AS last_on
FROM bought_by
GROUP BY item
UNION ALL
SELECT NULL, NULL, count(DISTINCT customer_id), NULL, NULL, NULL
FROM bought_by
ORDER BY item NULLS LAST
"""

_GOOD = steps(
    # duckdb: lists bound as values become the rows of a table; elsewhere they would be joined as a small table.
    good="""
    SELECT
        unnest($goods::VARCHAR[]) AS item,
        unnest($good_numbers::INTEGER[]) AS number,
        unnest($rest_days::INTEGER[]) AS rest_days,
        unnest($is_lasting::BOOLEAN[]) AS is_lasting,
        unnest($is_on_sale::BOOLEAN[]) AS is_on_sale,
        unnest($categories::VARCHAR[]) AS category
""",
    # People are told by whole numbers, in the order of their ids: far less to carry and to compare.
    person="""
    SELECT customer_id, row_number() OVER (ORDER BY customer_id)::INTEGER AS person
    FROM core.customers AS people
    WHERE right(people.customer_id, 2) <= $last_digits{asked}
""",
    owned_line="""
    SELECT
        person.person,
        good.number,
        line.order_key,
        line.ordered_on,
        coalesce({shelf}, '') AS shelf,
        line.ordered_on + (
            good.rest_days * CASE WHEN good.is_lasting THEN least(greatest(line.pieces, 1), 12) ELSE 1 END
        )::INTEGER AS free_on
    FROM line
    JOIN person ON person.customer_id = line.customer_id
    JOIN good ON good.item = line.item
""",
    bought="""
    SELECT person, number, max(ordered_on) AS last_on, max(free_on) AS free_on
    FROM owned_line
    GROUP BY person, number
""",
)

_PLACED = steps(
    placed="""
    SELECT
        orders.order_key,
        person.person,
        row_number() OVER (ORDER BY orders.ordered_at, orders.order_key)::INTEGER AS basket
    FROM core.orders AS orders
    JOIN person ON person.customer_id = orders.customer_id
    WHERE orders.is_valid
        AND orders.ordered_at >= $as_of::DATE - $look_back_days::INTEGER
        AND orders.ordered_at < $as_of::DATE
""",
)

_LEARNT_SELECTED = """
SELECT placed.person, placed.basket, good.number
FROM placed
JOIN core.order_items AS lines ON lines.order_key = placed.order_key
JOIN good ON good.item = {item}
WHERE {counts}
"""

_SHELVES_SELECTED = """
SELECT shelf, number, count(DISTINCT person) AS buyers
FROM owned_line
WHERE ordered_on >= $as_of::DATE - $period_days::INTEGER
GROUP BY shelf, number
ORDER BY shelf, buyers DESC, number
"""

_FIRSTS_SELECTED = """
SELECT owned_line.number, count(DISTINCT owned_line.person) AS buyers
FROM owned_line
JOIN person ON person.person = owned_line.person
JOIN mart.customers AS buyer
    ON buyer.customer_id = person.customer_id AND buyer.first_ordered_at::DATE = owned_line.ordered_on
WHERE owned_line.ordered_on >= $as_of::DATE - $period_days::INTEGER
GROUP BY owned_line.number
ORDER BY buyers DESC, owned_line.number
"""

OF_PART = """
        AND right(orders.customer_id, 2) <= $last_digits"""
"""Only orders of the people who are read."""

LEVELS: tuple[Level, ...] = ("product", "name")
PLAIN: tuple[Plain, ...] = ("popular", "popular_channel", "popular_category")


def line_steps(level: Level, whose: str = "") -> Steps:
    """The step `line`: a line that counts, before the day; `whose`: one more condition on `orders`."""
    bounds = {"from_day": ">= $as_of::DATE - $look_back_days::INTEGER", "before": "< $as_of::DATE"}
    return steps(line=filled(_LINES, item=_ITEM[level], counts=_LINE_COUNTS, whose=whose, **bounds))


def later_steps(level: Level) -> Steps:
    """The step `later`: a line that counts, from the day to before `$until`, of the people who are read."""
    bounds = {"from_day": ">= $as_of::DATE", "before": "< $until::DATE"}
    return steps(later=filled(_LINES, item=_ITEM[level], counts=_LINE_COUNTS, whose=OF_PART, **bounds))


def owned_steps(level: Level, plain: Plain, asked: str = "", whose: str = "") -> Steps:
    """The steps up to `bought`: a person and a good they bought, both by number, and from when it can be offered again.

    `asked`: one more condition on `people`; `whose`: on `orders`, where it spares most of them.
    """
    return line_steps(level, whose).then(_GOOD.filled(shelf=_SHELF[plain], asked=asked))


NAMES = {level: _LISTED.select(filled(_NAMES_SELECTED, item=_ITEM[level], code=_CODE)) for level in LEVELS}
"""One row: a good by one of its names, codes and categories; names in the chosen currency first, then the most used."""

SOLD = {level: line_steps(level).then(_SOLD).select(_SOLD_SELECTED) for level in LEVELS}
"""One row: a good, the people who bought it (`recent`: in the last days), and when it was sold last, to whomever; the
last row says how many bought any good."""

LEARNT = {
    level: owned_steps(level, "popular")
    .then(_PLACED)
    .select(filled(_LEARNT_SELECTED, item=_ITEM[level], counts=_LINE_COUNTS))
    for level in LEVELS
}
"""One row: a line of a good; its person, its order and the good are told by numbers."""

SHELVES = {(level, plain): owned_steps(level, plain).select(_SHELVES_SELECTED) for level in LEVELS for plain in PLAIN}
"""Goods by how many people bought them lately: of all, of a channel, of a category."""

FIRSTS = {level: owned_steps(level, "popular").select(_FIRSTS_SELECTED) for level in LEVELS}
"""Goods by how many people lately began with them."""
