"""The statements of association rules: products that are frequent in baskets, who holds which, and a rule's people."""

from insight.analysis.associations.params import Basket, Level
from insight.warehouse.steps import Steps, steps

_LISTED = steps(
    listed="""
    SELECT product_id, max(category) AS category
    FROM core.products
    GROUP BY product_id
""",
)

_BOUGHT = steps(
    bought="""
    SELECT
        orders.order_key,
        orders.customer_id,
        orders.ordered_at::DATE AS ordered_on,
        {item} AS item,
        lines.product_name,
        CASE
            WHEN orders.currency = $currency
                THEN coalesce(lines.line_paid, lines.unit_price * coalesce(lines.quantity, 1))
                    - coalesce(lines.line_refund, 0)
        END AS amount
    FROM core.orders AS orders
    JOIN core.order_items AS lines ON lines.order_key = orders.order_key{category}
    WHERE orders.is_valid
        AND orders.ordered_at < $as_of::DATE
        AND orders.ordered_at >= $as_of::DATE - $look_back_days::INTEGER
        AND {item} IS NOT NULL
        AND coalesce(lines.quantity, 1) > 0
        AND coalesce(lines.status, 'unknown') NOT IN ('unpaid', 'closed', 'refunded')
        AND coalesce(lines.refund_status, 'none') <> 'refunded'
""",
)

_ITEM: dict[Level, str] = {
    "product": "coalesce(lines.sku, lines.product_id, lines.product_name)",
    "name": "coalesce(lines.product_name, lines.product_id, lines.sku)",
    "category": "coalesce(lines.category, by_number.category, by_code.category)",
}
_CATEGORY = """
    LEFT JOIN listed AS by_number ON by_number.product_id = lines.product_id
    LEFT JOIN listed AS by_code ON by_code.product_id = coalesce(lines.sku, lines.product_name)"""

_BASKETS: dict[Basket, Steps] = {
    "order": steps(
        placed="""
    SELECT order_key AS basket, item, amount
    FROM bought
""",
    ),
    "person": steps(
        started="""
    SELECT customer_id, min(ordered_on) AS first_on
    FROM bought
    WHERE customer_id IS NOT NULL
    GROUP BY customer_id
""",
        placed="""
    SELECT
        bought.customer_id || '/' || (date_diff('day', started.first_on, bought.ordered_on) // $window_days) AS basket,
        bought.item,
        bought.amount
    FROM bought
    JOIN started ON started.customer_id = bought.customer_id
""",
    ),
}

_HELD = steps(
    good_in_basket="""
    SELECT basket, item, sum(amount) AS amount
    FROM placed
    GROUP BY basket, item
""",
    basket_size="""
    SELECT basket, count(*) AS goods
    FROM good_in_basket
    GROUP BY basket
""",
    total="""
    SELECT
        count(CASE WHEN goods <= $most_goods THEN 1 END) AS baskets,
        count(CASE WHEN goods > $most_goods THEN 1 END) AS baskets_left_out,
        count(CASE WHEN goods = 1 THEN 1 END) AS single_baskets,
        max(goods) AS largest
    FROM basket_size
""",
    counted="""
    SELECT
        good_in_basket.item,
        count(*) AS n,
        avg(good_in_basket.amount)::DOUBLE AS amount
    FROM good_in_basket
    JOIN basket_size ON basket_size.basket = good_in_basket.basket AND basket_size.goods <= $most_goods
    GROUP BY good_in_basket.item
""",
    frequent="""
    SELECT counted.item, counted.n, counted.amount
    FROM counted
    JOIN total ON counted.n >= greatest(ceil($min_support::DOUBLE * total.baskets - 1e-9), $least_baskets, 1)
""",
    numbered_basket="""
    SELECT basket, (row_number() OVER (ORDER BY basket) - 1)::INTEGER AS basket_no
    FROM basket_size
    WHERE goods > 1 AND goods <= $most_goods
""",
)

_GOOD = steps(
    # duckdb: a list bound as a value becomes the rows of a table; elsewhere it would be joined as a small table.
    good="""
    SELECT unnest($items::VARCHAR[]) AS item, unnest($numbers::INTEGER[]) AS number
""",
)

_PERSON = steps(
    person="""
    SELECT customer_id, (row_number() OVER (ORDER BY customer_id) - 1)::INTEGER AS person
    FROM core.customers
""",
)

_FREQUENT_SELECTED = """
SELECT
    total.baskets,
    total.baskets_left_out,
    total.single_baskets,
    total.largest,
    frequent.item,
    frequent.n,
    frequent.amount
FROM total
LEFT JOIN frequent ON TRUE
ORDER BY frequent.item
"""

_HELD_SELECTED = """
SELECT numbered_basket.basket_no AS basket, good.number
FROM good_in_basket
JOIN good ON good.item = good_in_basket.item
JOIN numbered_basket ON numbered_basket.basket = good_in_basket.basket
"""

_OWNED_SELECTED = """
SELECT DISTINCT person.person, good.number
FROM bought
JOIN good ON good.item = bought.item
JOIN person ON person.customer_id = bought.customer_id
"""

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
    category = _CATEGORY if level == "category" else ""
    return _LISTED.then(_BOUGHT.filled(item=_ITEM[level], category=category))


_LEVELS: tuple[Level, ...] = ("product", "name", "category")
_KINDS: tuple[Basket, ...] = ("order", "person")
_COUNTED = {(level, kind): _bought(level).then(_BASKETS[kind], _HELD) for level in _LEVELS for kind in _KINDS}

NAMES = {level: _bought(level).select(_NAMES_SELECTED) for level in _LEVELS}
"""One row: a product and one of its names, the most used name first."""

FREQUENT = {cut: counted.select(_FREQUENT_SELECTED) for cut, counted in _COUNTED.items()}
"""One row: a frequent product, `n` baskets that hold it, `amount` paid a basket for it; by level and kind of basket.
Beside each how many baskets there are, are left out, hold one product; one row without a product where none is."""

HELD = {cut: counted.then(_GOOD).select(_HELD_SELECTED) for cut, counted in _COUNTED.items()}
"""One row: a basket of several products and one of `$items` in it, both by number."""

OWNED = {level: _bought(level).then(_GOOD, _PERSON).select(_OWNED_SELECTED) for level in _LEVELS}
"""One row: a person and one of `$items` that they bought, both by number."""

MEMBERS = {level: _bought(level).then(_WANTED).select(_MEMBERS_SELECTED) for level in _LEVELS}
"""Who has bought everything of the antecedent, and not yet everything of the consequent."""
