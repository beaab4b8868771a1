"""The statements of personas. `in_1` … `in_4`, `base` and `known` are put before them; an unused group is nobody."""

from insight.analysis.behaviour import visits
from insight.analysis.rfm_core.reach import REACH
from insight.warehouse.steps import Steps, filled, steps
from insight.warehouse.visits import VISIT_MINUTES

MEMBERS = steps(
    member="""
    SELECT
        base.customer_id,
        in_1.customer_id IS NOT NULL AS is_1,
        in_2.customer_id IS NOT NULL AS is_2,
        in_3.customer_id IS NOT NULL AS is_3,
        in_4.customer_id IS NOT NULL AS is_4
    FROM base
    LEFT JOIN in_1 ON in_1.customer_id = base.customer_id
    LEFT JOIN in_2 ON in_2.customer_id = base.customer_id
    LEFT JOIN in_3 ON in_3.customer_id = base.customer_id
    LEFT JOIN in_4 ON in_4.customer_id = base.customer_id
""",
)
"""`member`: one row a person of the base, and which of the groups they are in."""

NOBODY = "SELECT customer_id FROM core.customers WHERE FALSE"

TRAITS = """
SELECT
    known.trait,
    known.value,
    count(*) AS base_with,
    count(CASE WHEN member.is_1 THEN 1 END) AS with_1,
    count(CASE WHEN member.is_2 THEN 1 END) AS with_2,
    count(CASE WHEN member.is_3 THEN 1 END) AS with_3,
    count(CASE WHEN member.is_4 THEN 1 END) AS with_4
FROM known
JOIN member ON member.customer_id = known.customer_id
GROUP BY known.trait, known.value
ORDER BY known.trait, known.value
"""

CARDS = """
SELECT
    count(*) AS customers,
    count(CASE WHEN reach.has_phone THEN 1 END) AS phone,
    count(CASE WHEN reach.has_wecom THEN 1 END) AS wecom,
    count(CASE WHEN reach.has_email THEN 1 END) AS email,
    count(CASE WHEN reach.has_consent THEN 1 END) AS consent,
    count(CASE WHEN reach.is_reachable THEN 1 END) AS reachable,
    sum(spent.orders)::BIGINT AS orders,
    sum(spent.net_amount)::DOUBLE AS net_amount,
    sum(spent.recent_amount)::DOUBLE AS recent_amount
FROM chosen_people
LEFT JOIN reach ON reach.customer_id = chosen_people.customer_id
LEFT JOIN spent ON spent.customer_id = chosen_people.customer_id
"""
_SPENT = steps(
    spent="""
    SELECT
        customer_id,
        sum(purchases) AS orders,
        sum(net_amount) AS net_amount,
        sum(CASE WHEN taken_at >= $as_of::DATE - 365 THEN net_amount ELSE 0 END) AS recent_amount
    FROM mart.takings
    WHERE currency = $currency AND taken_at < $as_of::DATE
    GROUP BY customer_id
""",
)
SUMS: Steps = REACH.then(_SPENT)

PRODUCTS = """
SELECT
    product,
    count(DISTINCT base.customer_id) AS base_with,
    count(DISTINCT chosen_people.customer_id) AS group_with
FROM bought
JOIN base ON base.customer_id = bought.customer_id
LEFT JOIN chosen_people ON chosen_people.customer_id = bought.customer_id
GROUP BY product
HAVING count(DISTINCT chosen_people.customer_id) > 0
ORDER BY group_with DESC, product
LIMIT 30
"""
BOUGHT = steps(
    bought="""
    SELECT DISTINCT purchases.customer_id, items.product_name AS product
    FROM mart.purchases AS purchases
    JOIN core.order_items AS items ON items.order_key = purchases.order_key
    WHERE purchases.ordered_at < $as_of::DATE AND items.product_name IS NOT NULL
""",
)

BUYERS = """
SELECT
    count(DISTINCT base.customer_id) AS base_n,
    count(DISTINCT chosen_people.customer_id) AS group_n
FROM bought
JOIN base ON base.customer_id = bought.customer_id
LEFT JOIN chosen_people ON chosen_people.customer_id = bought.customer_id
"""

HOURS = """
SELECT
    hour(purchases.ordered_at) AS hour,
    count(*) AS base_orders,
    count(chosen_people.customer_id) AS orders
FROM mart.purchases AS purchases
JOIN base ON base.customer_id = purchases.customer_id
LEFT JOIN chosen_people ON chosen_people.customer_id = purchases.customer_id
WHERE purchases.ordered_at < $as_of::DATE AND purchases.ordered_at <> date_trunc('day', purchases.ordered_at)
GROUP BY hour(purchases.ordered_at)
ORDER BY hour
"""

WAYS = visits(VISIT_MINUTES).then(
    steps(
        deed="""
    SELECT act.person_no, act.visit_at, act.event, min(act.occurred_at) AS first_at
    FROM act
    JOIN mart.customers AS people ON people.person_no = act.person_no
    JOIN chosen_people ON chosen_people.customer_id = people.customer_id
    GROUP BY act.person_no, act.visit_at, act.event
""",
        way="""
    SELECT person_no, visit_at, string_agg(event, ' → ' ORDER BY first_at, event) AS path
    FROM deed
    GROUP BY person_no, visit_at
""",
    )
)
"""What was done in each visit of the last year, in the order of the first time; visits are those of behaviour."""

PATHS = """
SELECT path, count(*) AS visits, count(DISTINCT person_no) AS customers, sum(count(*)) OVER () AS all_visits
FROM way
GROUP BY path
ORDER BY visits DESC, path
LIMIT 5
"""

OF_CLAUSE = """
SELECT chosen_people.customer_id
FROM chosen_people
JOIN base ON base.customer_id = chosen_people.customer_id
JOIN known ON known.customer_id = chosen_people.customer_id AND known.trait = $trait AND known.value = $value
"""
"""The people of a group that have a value of a trait."""

OF_GROUP = """
SELECT chosen_people.customer_id
FROM chosen_people
JOIN base ON base.customer_id = chosen_people.customer_id
"""
"""The people of a group who are in the base."""

_RATES = """
SELECT
    {about} AS about,
    count(*) AS base_n,
    count(chosen_people.customer_id) AS group_n,
    count(later.customer_id) AS base_with,
    count(CASE WHEN chosen_people.customer_id IS NOT NULL THEN later.customer_id END) AS group_with
FROM base
LEFT JOIN chosen_people ON chosen_people.customer_id = base.customer_id
LEFT JOIN later ON later.customer_id = base.customer_id
"""
RATES = filled(_RATES, about="NULL::VARCHAR")
LATER = steps(
    later="""
    SELECT DISTINCT customer_id
    FROM mart.purchases
    WHERE ordered_at >= $month_from::DATE AND ordered_at < $month_until::DATE
""",
)
"""`later`: who bought in a month."""

OF_FAVOURITE = steps(
    line="""
    SELECT
        purchases.customer_id,
        purchases.ordered_at,
        coalesce(items.category, products.category, items.product_name) AS category
    FROM mart.purchases AS purchases
    JOIN core.order_items AS items ON items.order_key = purchases.order_key
    LEFT JOIN core.products AS products
        ON products.source_system = items.source_system
        AND products.product_id = coalesce(items.product_id, items.sku, items.product_name)
    WHERE purchases.ordered_at < $month_until::DATE
""",
    favourite="""
    SELECT line.category
    FROM line
    JOIN chosen_people ON chosen_people.customer_id = line.customer_id
    WHERE line.ordered_at < $month_from::DATE AND line.category IS NOT NULL
    GROUP BY line.category
    ORDER BY count(DISTINCT line.customer_id) DESC, line.category
    LIMIT 1
""",
    later="""
    SELECT DISTINCT line.customer_id
    FROM line
    JOIN favourite ON favourite.category = line.category
    WHERE line.ordered_at >= $month_from::DATE
""",
)
"""`favourite`: the category that most of a group had bought before a month; `later`: who bought of it in the month. A
product without a category stands for itself."""

RATES_OF_FAVOURITE = filled(_RATES, about="(SELECT min(category) FROM favourite)")

TOUCHED = steps(
    touched="""
    SELECT customer_id, max(CASE WHEN opened_at IS NOT NULL OR clicked_at IS NOT NULL THEN 1 ELSE 0 END) AS responded
    FROM core.touches
    WHERE customer_id IS NOT NULL AND coalesce(arm, 'treated') <> 'control'
        AND sent_at >= $month_from::DATE AND sent_at < $month_until::DATE
    GROUP BY customer_id
""",
)
"""`touched`: to whom something was sent in a month, and whether they opened or clicked any of it."""

RATES_OF_TOUCHED = """
SELECT
    NULL::VARCHAR AS about,
    count(*) AS base_n,
    count(chosen_people.customer_id) AS group_n,
    count(CASE WHEN touched.responded = 1 THEN 1 END) AS base_with,
    count(CASE WHEN touched.responded = 1 THEN chosen_people.customer_id END) AS group_with
FROM base
JOIN touched ON touched.customer_id = base.customer_id
LEFT JOIN chosen_people ON chosen_people.customer_id = base.customer_id
"""
