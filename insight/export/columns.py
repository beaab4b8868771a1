"""From all that is known of the people on a list to the columns that it has."""

import pyarrow as pa

from insight.errors import ParameterError
from insight.export.choices import ListChoices
from insight.export.people import MoreColumns, headers
from insight.export.presets import EDIT_COLUMNS, TALKING_POINTS
from insight.i18n import Text, _
from insight.segments import Segment
from insight.warehouse import Warehouse

_TALKING_POINTS = """
WITH placed AS (
    SELECT
        purchases.customer_id,
        purchases.order_key,
        purchases.ordered_at,
        row_number() OVER (
            PARTITION BY purchases.customer_id ORDER BY purchases.ordered_at DESC, purchases.order_key DESC
        ) AS place
    FROM mart.purchases
    JOIN chosen ON chosen.customer_id = purchases.customer_id
    WHERE purchases.ordered_at < $as_of::DATE
),
last_order AS (
    SELECT customer_id, order_key, ordered_at
    FROM placed
    WHERE place = 1
),
product AS (
    SELECT DISTINCT last_order.customer_id, items.product_name
    FROM last_order
    JOIN core.order_items AS items ON items.order_key = last_order.order_key
    WHERE items.product_name IS NOT NULL
),
bought AS (
    SELECT customer_id, string_agg(product_name, '; ' ORDER BY product_name) AS last_products
    FROM product
    GROUP BY customer_id
)
SELECT
    chosen.customer_id,
    bought.last_products,
    date_diff('day', last_order.ordered_at::DATE, $as_of::DATE) AS days_since_last_order,
    people.points,
    people.birthday
FROM chosen
LEFT JOIN core.customers AS people ON people.customer_id = chosen.customer_id
LEFT JOIN last_order ON last_order.customer_id = chosen.customer_id
LEFT JOIN bought ON bought.customer_id = chosen.customer_id
"""


def talking_points(warehouse: Warehouse, segment: Segment) -> MoreColumns:
    """What staff can begin a call with, one row a person: the products of the last order that counts before the
    segment's as-of day and the days since then (in any currency), points and birthday; null where not known."""
    table = warehouse.about(segment.statement, segment.values, _TALKING_POINTS, {"as_of": segment.as_of})
    return MoreColumns(table=table, labels=TALKING_POINTS)


def needs_talking_points(choices: ListChoices) -> bool:
    """Whether any column of the list is one of them."""
    return bool(set(choices.form.columns or choices.columns) & set(TALKING_POINTS))


def chosen_columns(table: pa.Table, choices: ListChoices) -> pa.Table:
    """The columns of the preset, or of the own choice, in that order; then the empty ones for staff.

    Raises ParameterError for an own choice of nothing, or of a column that the list cannot have.
    """
    names = list(choices.form.columns or (choices.columns if choices.preset == "own" else table.column_names))
    unknown = [name for name in names if name not in table.column_names]
    if unknown or not names:
        raise ParameterError(
            "columns", ", ".join(unknown), _("one or more of {names}", names=", ".join(table.column_names))
        )
    table = table.select(names)
    for name in EDIT_COLUMNS if choices.for_notes else ():
        table = table.append_column(name, pa.nulls(table.num_rows, pa.string()))
    return table


def labels(currency: str, more: MoreColumns | None = None) -> dict[str, Text]:
    """What stands above every column that a list may have."""
    return headers(currency) | dict(TALKING_POINTS) | dict(EDIT_COLUMNS) | dict(more.labels if more else {})
