"""What people may have come for or done: the names that the data hold."""

from insight.warehouse import Warehouse

_EVENTS = """
SELECT event, count(*) AS events
FROM core.events
WHERE customer_id IS NOT NULL
GROUP BY event
ORDER BY events DESC, event
LIMIT 200
"""

_CATEGORIES = """
SELECT coalesce(items.category, products.category, items.product_name) AS category, count(*) AS lines
FROM core.order_items AS items
LEFT JOIN core.products AS products
    ON products.source_system = items.source_system
    AND products.product_id = coalesce(items.product_id, items.sku, items.product_name)
WHERE coalesce(items.category, products.category, items.product_name) IS NOT NULL
GROUP BY coalesce(items.category, products.category, items.product_name)
ORDER BY lines DESC, category
LIMIT 200
"""


def event_names(warehouse: Warehouse) -> list[str]:
    """The events that known people did, the most frequent first."""
    found: list[str] = warehouse.arrow(_EVENTS).column("event").to_pylist()
    return found


def category_names(warehouse: Warehouse) -> list[str]:
    """Categories of what was ordered, the most frequent first; a product without a category stands for itself."""
    found: list[str] = warehouse.arrow(_CATEGORIES).column("category").to_pylist()
    return found
