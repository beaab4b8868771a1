"""The statements of association rules: what products are called, who bought which in which order, a rule's people."""

from insight.analysis.associations.params import Level
from insight.warehouse.steps import Steps, filled, steps

_LISTED = steps(
    listed="""
    SELECT product_id, max(category) AS category
    FROM core.products
    GROUP BY product_id
""",
)

_ORDER_COUNTS = """orders.is_valid
        AND orders.ordered_at < $as_of::DATE
        AND orders.ordered_at >= $as_of::DATE - $look_back_days::INTEGER"""

_LINE_COUNTS = """{item} IS NOT NULL
        AND coalesce(lines.quantity, 1) > 0
        AND coalesce(lines.status, 'unknown') NOT IN ('unpaid', 'closed', 'refunded')
        AND coalesce(lines.refund_status, 'none') <> 'refunded'"""

_BOUGHT = steps(
    bought="""
    SELECT orders.customer_id, orders.ordered_at::DATE AS ordered_on, {item} AS item, lines.product_name
    FROM core.orders AS orders
    JOIN core.order_items AS lines ON lines.order_key = orders.order_key{category}
    WHERE {order_counts}
        AND {line_counts}
""",
)

_HELD = steps(
    # Orders and people are told by whole numbers: far less to carry and to compare.
    person="""
    SELECT customer_id, row_number() OVER (ORDER BY customer_id)::INTEGER AS person
    FROM core.customers
""",
    placed="""
    SELECT
        orders.order_key,
        orders.currency,
        orders.ordered_at::DATE AS ordered_on,
        person.person,
        row_number() OVER (ORDER BY orders.ordered_at, orders.order_key)::INTEGER AS basket
    FROM core.orders AS orders
    LEFT JOIN person ON person.customer_id = orders.customer_id
    WHERE {order_counts}
""",
    # duckdb: lists bound as values become the rows of a table; elsewhere they would be joined as a small table.
    good="""
    SELECT unnest($items::VARCHAR[]) AS item, unnest($numbers::INTEGER[]) AS number
""",
)

_HELD_SELECTED = """
SELECT
    placed.basket,
    coalesce(placed.person, 0) AS person,
    date_diff('day', placed.ordered_on, $as_of::DATE)::INTEGER AS days_ago,
    good.number,
    CASE
        WHEN placed.currency = $currency
            THEN coalesce(lines.line_paid, lines.unit_price * coalesce(lines.quantity, 1))
                - coalesce(lines.line_refund, 0)
    END::DOUBLE AS amount
FROM placed
JOIN core.order_items AS lines ON lines.order_key = placed.order_key{category}
JOIN good ON good.item = {item}
WHERE {line_counts}
"""

_ITEM: dict[Level, str] = {
    "product": "coalesce(lines.sku, lines.product_id, lines.product_name)",
    "name": "coalesce(lines.product_name, lines.product_id, lines.sku)",
    "category": "coalesce(lines.category, by_number.category, by_code.category)",
}
_CATEGORY = """
    LEFT JOIN listed AS by_number ON by_number.product_id = lines.product_id
    LEFT JOIN listed AS by_code ON by_code.product_id = coalesce(lines.sku, lines.product_name)"""

_NAMES_SELECTED = """
SELECT
    item,
    product_name AS name,
    count(*) AS lines,
    min(ordered_on) AS first_on,
    max(ordered_on) AS last_on
FROM bought
GROUP BY item, product_name
ORDER BY item, lines DESC, name NULLS LAST
"""

_WANTED = steps(
    # duckdb: two lists bound as values become the rows of a table; elsewhere they would be joined as a small table.
    wanted="""
    SELECT unnest($items::VARCHAR[]) AS item, unnest($sides::VARCHAR[]) AS side
""",
    owned_side="""
    SELECT bought.customer_id, wanted.side, count(DISTINCT wanted.item) AS goods
    FROM bought
    JOIN wanted ON wanted.item = bought.item
    WHERE bought.customer_id IS NOT NULL
    GROUP BY bought.customer_id, wanted.side
""",
)

_MEMBERS_SELECTED = """
SELECT has.customer_id
FROM owned_side AS has
LEFT JOIN owned_side AS offered ON offered.customer_id = has.customer_id AND offered.side = 'consequent'
WHERE has.side = 'antecedent'
    AND has.goods = $antecedent_goods
    AND coalesce(offered.goods, 0) < $consequent_goods
"""


def _bought(level: Level) -> Steps:
    return _LISTED.then(_BOUGHT.filled(**_of_level(level), order_counts=_ORDER_COUNTS))


def _held(level: Level) -> str:
    numbered = _LISTED.then(_HELD.filled(order_counts=_ORDER_COUNTS))
    return numbered.select(filled(_HELD_SELECTED, **_of_level(level)))


def _of_level(level: Level) -> dict[str, str]:
    return {
        "line_counts": filled(_LINE_COUNTS, item=_ITEM[level]),
        "item": _ITEM[level],
        "category": _CATEGORY if level == "category" else "",
    }


_LEVELS: tuple[Level, ...] = ("product", "name", "category")

NAMES = {level: _bought(level).select(_NAMES_SELECTED) for level in _LEVELS}
"""One row: a product and one of its names, the most used name first."""

HELD = {level: _held(level) for level in _LEVELS}
"""One row: a line of one of `$items`; order, person (0: nobody knows whose) and product are told by numbers."""

MEMBERS = {level: _bought(level).then(_WANTED).select(_MEMBERS_SELECTED) for level in _LEVELS}
"""Who has bought everything of the antecedent, and not yet everything of the consequent."""
