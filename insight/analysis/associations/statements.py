"""The statements of association rules: baskets, the sets of products that are frequent in them, and their people.

Sets grow by one product at a time from frequent sets only (Agrawal and Srikant 1994, Proceedings of the 20th VLDB
conference, 487-499): a set is frequent only if all that it contains are. Where there are more sets than
anybody reads, nothing more is counted.
"""

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
    kept_basket="""
    SELECT basket, goods, row_number() OVER (ORDER BY basket) AS basket_no
    FROM basket_size
    WHERE goods <= $most_goods
""",
    least="""
    SELECT greatest(ceil($min_support::DOUBLE * count(*) - 1e-9), $least_baskets, 1) AS n
    FROM kept_basket
""",
    frequent="""
    SELECT
        good_in_basket.item,
        row_number() OVER (ORDER BY good_in_basket.item) AS number,
        count(*) AS n,
        avg(good_in_basket.amount)::DOUBLE AS amount
    FROM good_in_basket
    JOIN kept_basket ON kept_basket.basket = good_in_basket.basket
    GROUP BY good_in_basket.item
    HAVING count(*) >= (SELECT n FROM least)
""",
    held="""
    SELECT kept_basket.basket_no, frequent.number
    FROM good_in_basket
    JOIN kept_basket ON kept_basket.basket = good_in_basket.basket AND kept_basket.goods > 1
    JOIN frequent ON frequent.item = good_in_basket.item
""",
)

_SETS = steps(
    pair="""
    SELECT one.number AS a, two.number AS b, count(*) AS n
    FROM held AS one
    JOIN held AS two ON two.basket_no = one.basket_no AND two.number > one.number
    GROUP BY one.number, two.number
    HAVING count(*) >= (SELECT n FROM least)
""",
    held_pair="""
    SELECT one.basket_no, pair.a, pair.b
    FROM held AS one
    JOIN pair ON pair.a = one.number
    JOIN held AS two ON two.basket_no = one.basket_no AND two.number = pair.b
    WHERE $max_items >= 3 AND (SELECT count(*) FROM pair) < $most_sets
""",
    triple="""
    SELECT one.a, one.b, two.b AS c, count(*) AS n
    FROM held_pair AS one
    JOIN held_pair AS two ON two.basket_no = one.basket_no AND two.a = one.a AND two.b > one.b
    GROUP BY one.a, one.b, two.b
    HAVING count(*) >= (SELECT n FROM least)
""",
    held_triple="""
    SELECT one.basket_no, triple.a, triple.b, triple.c
    FROM held_pair AS one
    JOIN triple ON triple.a = one.a AND triple.b = one.b
    JOIN held AS two ON two.basket_no = one.basket_no AND two.number = triple.c
    WHERE $max_items >= 4 AND (SELECT count(*) FROM triple) < $most_sets
""",
    quadruple="""
    SELECT one.a, one.b, one.c, two.c AS d, count(*) AS n
    FROM held_triple AS one
    JOIN held_triple AS two
        ON two.basket_no = one.basket_no AND two.a = one.a AND two.b = one.b AND two.c > one.c
    GROUP BY one.a, one.b, one.c, two.c
    HAVING count(*) >= (SELECT n FROM least)
""",
    good_set="""
    SELECT number AS a, NULL::BIGINT AS b, NULL::BIGINT AS c, NULL::BIGINT AS d, n, amount
    FROM frequent
    UNION ALL
    SELECT a, b, NULL, NULL, n, NULL
    FROM pair
    UNION ALL
    SELECT a, b, c, NULL, n, NULL
    FROM triple
    UNION ALL
    SELECT a, b, c, d, n, NULL
    FROM quadruple
""",
    owned="""
    SELECT DISTINCT bought.customer_id, frequent.number
    FROM bought
    JOIN frequent ON frequent.item = bought.item
    WHERE bought.customer_id IS NOT NULL AND (SELECT count(*) FROM good_set) < $most_sets
""",
    people_of_set="""
    SELECT good_set.a, good_set.b, good_set.c, good_set.d, count(*) AS customers
    FROM good_set
    JOIN owned AS one ON one.number = good_set.a
    LEFT JOIN owned AS two ON two.customer_id = one.customer_id AND two.number = good_set.b
    LEFT JOIN owned AS three ON three.customer_id = one.customer_id AND three.number = good_set.c
    LEFT JOIN owned AS four ON four.customer_id = one.customer_id AND four.number = good_set.d
    WHERE (good_set.b IS NULL OR two.number IS NOT NULL)
        AND (good_set.c IS NULL OR three.number IS NOT NULL)
        AND (good_set.d IS NULL OR four.number IS NOT NULL)
    GROUP BY good_set.a, good_set.b, good_set.c, good_set.d
""",
)

_SETS_SELECTED = """
SELECT
    first_good.item AS a,
    second_good.item AS b,
    third_good.item AS c,
    fourth_good.item AS d,
    good_set.n,
    good_set.amount,
    coalesce(people_of_set.customers, 0) AS customers
FROM good_set
JOIN frequent AS first_good ON first_good.number = good_set.a
LEFT JOIN frequent AS second_good ON second_good.number = good_set.b
LEFT JOIN frequent AS third_good ON third_good.number = good_set.c
LEFT JOIN frequent AS fourth_good ON fourth_good.number = good_set.d
LEFT JOIN people_of_set
    ON people_of_set.a = good_set.a
    AND people_of_set.b IS NOT DISTINCT FROM good_set.b
    AND people_of_set.c IS NOT DISTINCT FROM good_set.c
    AND people_of_set.d IS NOT DISTINCT FROM good_set.d
ORDER BY good_set.n DESC, good_set.a, good_set.b NULLS FIRST, good_set.c NULLS FIRST, good_set.d NULLS FIRST
LIMIT $most_sets
"""

_TOTALS_SELECTED = """
SELECT
    count(CASE WHEN goods <= $most_goods THEN 1 END) AS baskets,
    count(CASE WHEN goods > $most_goods THEN 1 END) AS baskets_left_out,
    count(CASE WHEN goods = 1 THEN 1 END) AS single_baskets,
    max(goods) AS largest
FROM basket_size
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

TOTALS = {cut: counted.select(_TOTALS_SELECTED) for cut, counted in _COUNTED.items()}
"""How many baskets there are, are left out, hold one product; by level and kind of basket."""

SETS = {cut: counted.then(_SETS).select(_SETS_SELECTED) for cut, counted in _COUNTED.items()}
"""Frequent sets of one to four products: `n` baskets that hold them, `customers` who own them all, `amount` paid for a
single product a basket."""

MEMBERS = {level: _bought(level).then(_WANTED).select(_MEMBERS_SELECTED) for level in _LEVELS}
"""Who has bought everything of the antecedent, and not yet everything of the consequent."""
