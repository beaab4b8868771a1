"""The statements about provinces."""

from insight.warehouse.steps import steps

_BUYERS = steps(
    buyer="""
    SELECT DISTINCT purchases.customer_id, people.province
    FROM mart.purchases AS purchases
    JOIN core.customers AS people ON people.customer_id = purchases.customer_id
    WHERE purchases.currency = $currency AND purchases.ordered_at < $as_of::DATE
""",
)

COUNTED = _BUYERS.select("""
SELECT province, count(*) AS customers
FROM buyer
GROUP BY province
ORDER BY customers DESC, province
""")
"""One row: a province, NULL where it is not known."""

MEMBERS = _BUYERS.select("""
SELECT customer_id
FROM buyer
WHERE province IS NOT DISTINCT FROM $province
""")
"""The people of a province."""
