"""The favourite product of everybody who bought: a column of every list."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from insight.analysis.declaration import Label, Labels
from insight.i18n import _
from insight.warehouse import Warehouse
from insight.warehouse.steps import steps

_STEPS = steps(
    bought="""
        SELECT
            purchases.customer_id,
            items.product_name,
            count(*) AS lines,
            max(purchases.ordered_at) AS last_bought_at
        FROM mart.purchases AS purchases
        JOIN core.order_items AS items ON items.order_key = purchases.order_key
        WHERE purchases.ordered_at < $as_of::DATE AND items.product_name IS NOT NULL
        GROUP BY purchases.customer_id, items.product_name
    """,
    placed="""
        SELECT
            customer_id,
            product_name,
            row_number() OVER (
                PARTITION BY customer_id ORDER BY lines DESC, last_bought_at DESC, product_name
            ) AS place
        FROM bought
    """,
)

_FAVOURITE = """
SELECT customer_id, product_name AS favourite_product
FROM placed
WHERE place = 1
"""


def _before(_warehouse: Warehouse, as_of: dt.date, _currency: str) -> Mapping[str, Any]:
    return {"as_of": as_of}


LABELS = Labels(
    statement=_STEPS.select(_FAVOURITE),
    values=_before,
    columns={"favourite_product": Label(title=_("Favourite product"))},
)
"""Bought most often, in orders that count, in any currency; of equal ones the one bought last, then by name."""
