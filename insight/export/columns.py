"""From all that is known of the people on a list to the columns that it has."""

import pyarrow as pa

from insight.errors import ParameterError
from insight.export.choices import ListChoices
from insight.export.labelled import label_titles
from insight.export.people import headers
from insight.export.presets import EDIT_COLUMNS, TALKING_POINTS
from insight.i18n import Text, _
from insight.results import MoreColumns
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


_WHO = ("name", "phone")
_FIRST_SEEN = ("nickname", "email", "tier")
_TECHNICAL = ("external_userid", "source_customer_id", "accounts", "customer_id")
_ALWAYS = frozenset(("customer_id", *EDIT_COLUMNS))


def wanted_columns(choices: ListChoices) -> frozenset[str]:
    """The names of the columns that have to be asked for: those chosen, else what is said of everybody."""
    if choices.preset == "own":
        return frozenset(choices.columns)
    return frozenset(choices.form.columns or label_titles())


def chosen_columns(table: pa.Table, choices: ListChoices, more: MoreColumns | None = None) -> pa.Table:
    """The columns of the preset, or of the own choice, in that order, with the empty ones for staff.

    Where no tool asks for a format: the reasons that `more` gives stand behind name and phone, numbers that only
    programs read at the end, and columns in which nothing stands are left out. Raises ParameterError for an own choice
    of nothing, or of a column that the list cannot have.
    """
    for name in EDIT_COLUMNS if choices.for_notes else ():
        table = table.append_column(name, pa.nulls(table.num_rows, pa.string()))
    if choices.preset == "own":
        return table.select([*_own(table, choices), *_edited(table)])
    if choices.form.columns is not None and choices.form.is_format:
        return table.select([*choices.form.columns, *_edited(table)])
    return table.select([name for name in _arranged(table, choices, more) if _is_worth(table, name, choices)])


def _own(table: pa.Table, choices: ListChoices) -> tuple[str, ...]:
    known = [name for name in table.column_names if name not in EDIT_COLUMNS]
    unknown = [name for name in choices.columns if name not in known]
    if unknown or not choices.columns:
        raise ParameterError("columns", ", ".join(unknown), _("one or more of {names}", names=", ".join(known)))
    return choices.columns


def _edited(table: pa.Table) -> list[str]:
    return [name for name in EDIT_COLUMNS if name in table.column_names]


def _arranged(table: pa.Table, choices: ListChoices, more: MoreColumns | None) -> list[str]:
    """Who it is, why they are on the list, what staff read and write, and last the numbers that only programs read."""
    reasons = tuple(name for name in (more.labels if more else ()) if name in table.column_names)
    chosen = choices.form.columns or (*_WHO, *_FIRST_SEEN, *label_titles(), *table.column_names)
    names = dict.fromkeys((*_WHO, *reasons, *chosen, *_edited(table)))
    return [*(name for name in names if name not in _TECHNICAL), *(name for name in _TECHNICAL if name in names)]


def _is_worth(table: pa.Table, name: str, choices: ListChoices) -> bool:
    """Whether a column is shown: anything stands in it, or it is for what staff will write."""
    if name in _ALWAYS or (name == "tags" and choices.for_notes) or not table.num_rows:
        return True
    return bool(table[name].null_count < table.num_rows)


def labels(currency: str, more: MoreColumns | None = None) -> dict[str, Text]:
    """What stands above every column that a list may have."""
    of_everybody = headers(currency) | label_titles() | dict(TALKING_POINTS) | dict(EDIT_COLUMNS)
    return of_everybody | dict(more.labels if more else {})
