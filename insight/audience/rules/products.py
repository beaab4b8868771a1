"""What people bought: lines of orders that count, before the day; lines paid back in full are not bought."""

from insight.audience.rule import Fact, Rule
from insight.fields import Days, Whole, Words
from insight.i18n import _
from insight.warehouse.steps import steps

_LINES = steps(
    bought="""
    SELECT
        purchases.customer_id,
        purchases.order_key,
        purchases.ordered_at,
        purchases.purchase_no,
        items.product_name,
        coalesce(items.category, products.category) AS category
    FROM mart.purchases
    JOIN core.order_items AS items ON items.order_key = purchases.order_key
    LEFT JOIN core.products
        ON products.source_system = items.source_system
        AND products.product_id = coalesce(items.product_id, items.sku, items.product_name)
    WHERE purchases.ordered_at < $as_of::DATE
        AND coalesce(items.refund_status, 'none') <> 'refunded'
        AND NOT (coalesce(items.line_paid, 0) > 0 AND coalesce(items.line_refund, 0) >= items.line_paid)
""",
)

_PRODUCTS = Words(
    name="products",
    label=_("Products"),
    offered="""
SELECT product_name AS value, NULL::BIGINT AS people
FROM core.products
WHERE product_name IS NOT NULL
GROUP BY product_name
ORDER BY sum(coalesce(quantity, 0)) DESC, product_name
LIMIT 1000
""",
)
_CATEGORIES = Words(
    name="categories",
    label=_("Categories"),
    offered="""
SELECT category AS value, NULL::BIGINT AS people
FROM core.products
WHERE category IS NOT NULL
GROUP BY category
ORDER BY sum(coalesce(quantity, 0)) DESC, category
LIMIT 500
""",
)
_DAYS = Days(name="days", label=_("Days"), default=90)
_TIMES = Whole(name="orders", label=_("Number of orders"), least=1, most=100_000, default=2)

_LAST_OF_PRODUCT = Fact(
    _LINES.select("""
SELECT chosen.customer_id, max(bought.ordered_at) AS fact
FROM chosen
JOIN bought ON bought.customer_id = chosen.customer_id
WHERE bought.product_name IN (SELECT unnest($products::VARCHAR[]))
GROUP BY chosen.customer_id
"""),
    _("last bought {fact:day}"),
)
_LAST_OF_CATEGORY = Fact(
    _LINES.select("""
SELECT chosen.customer_id, max(bought.ordered_at) AS fact
FROM chosen
JOIN bought ON bought.customer_id = chosen.customer_id
WHERE bought.category IN (SELECT unnest($categories::VARCHAR[]))
GROUP BY chosen.customer_id
"""),
    _("last bought {fact:day}"),
)

PRODUCTS = (
    Rule(
        name="bought_product",
        subject="products",
        label=_("Bought a product"),
        sentence=_("bought {products}"),
        negation=_("never bought {products}"),
        fields=(_PRODUCTS,),
        of_buyers=True,
        fact=_LAST_OF_PRODUCT,
        statement=_LINES.select("""
SELECT DISTINCT customer_id
FROM bought
WHERE product_name IN (SELECT unnest($products::VARCHAR[]))
"""),
    ),
    Rule(
        name="bought_product_within",
        subject="products",
        label=_("Bought a product lately"),
        sentence=_("bought {products} within the last {days:count} days"),
        negation=_("did not buy {products} within the last {days:count} days"),
        fields=(_PRODUCTS, _DAYS),
        of_buyers=True,
        fact=_LAST_OF_PRODUCT,
        statement=_LINES.select("""
SELECT DISTINCT customer_id
FROM bought
WHERE product_name IN (SELECT unnest($products::VARCHAR[])) AND ordered_at >= $as_of::DATE - $days::INTEGER
"""),
    ),
    Rule(
        name="bought_product_times",
        subject="products",
        label=_("Bought a product in so many orders"),
        sentence=_("bought {products} in at least {orders:count} orders"),
        negation=_("bought {products} in fewer than {orders:count} orders"),
        fields=(_PRODUCTS, _TIMES),
        of_buyers=True,
        fact=_LAST_OF_PRODUCT,
        statement=_LINES.select("""
SELECT customer_id
FROM bought
WHERE product_name IN (SELECT unnest($products::VARCHAR[]))
GROUP BY customer_id
HAVING count(DISTINCT order_key) >= $orders
"""),
    ),
    Rule(
        name="first_bought_product",
        subject="products",
        label=_("Product in the first order"),
        sentence=_("first order with {products}"),
        negation=_("no first order with {products}"),
        fields=(_PRODUCTS,),
        of_buyers=True,
        statement=_LINES.select("""
SELECT DISTINCT customer_id
FROM bought
WHERE purchase_no = 1 AND product_name IN (SELECT unnest($products::VARCHAR[]))
"""),
    ),
    Rule(
        name="bought_category",
        subject="products",
        label=_("Bought from a category"),
        sentence=_("bought from the category {categories}"),
        negation=_("never bought from the category {categories}"),
        fields=(_CATEGORIES,),
        of_buyers=True,
        fact=_LAST_OF_CATEGORY,
        statement=_LINES.select("""
SELECT DISTINCT customer_id
FROM bought
WHERE category IN (SELECT unnest($categories::VARCHAR[]))
"""),
    ),
    Rule(
        name="bought_category_within",
        subject="products",
        label=_("Bought from a category lately"),
        sentence=_("bought from the category {categories} within the last {days:count} days"),
        negation=_("did not buy from the category {categories} within the last {days:count} days"),
        fields=(_CATEGORIES, _DAYS),
        of_buyers=True,
        fact=_LAST_OF_CATEGORY,
        statement=_LINES.select("""
SELECT DISTINCT customer_id
FROM bought
WHERE category IN (SELECT unnest($categories::VARCHAR[])) AND ordered_at >= $as_of::DATE - $days::INTEGER
"""),
    ),
)
