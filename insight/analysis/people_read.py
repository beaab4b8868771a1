"""Reading off a fixed part of the people, where a curve of all of them would say the same and take minutes.

The last two digits of a customer_id are those of a hash: people are drawn by them, the same ones every time, and a
larger part contains the smaller.
"""

from insight.warehouse import Warehouse

ENOUGH_LINES = 600_000
"""With more order lines in the workspace than this, curves are read off about so many."""

EVERYBODY = "ff"

_LINES = """
SELECT count(*) AS lines
FROM core.order_items
"""


def last_digits(warehouse: Warehouse) -> str:
    """The highest last two digits of the people to read: `right(customer_id, 2) <= $last_digits`."""
    lines = int(warehouse.query(_LINES)["lines"].iloc[0])
    part = 256 if lines <= ENOUGH_LINES else max(256 * ENOUGH_LINES // lines, 1)
    return format(part - 1, "02x")


def share_read(digits: str) -> float:
    """The share of all people that these digits stand for."""
    return (int(digits, 16) + 1) / 256
