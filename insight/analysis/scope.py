"""What an analysis counts when nobody says otherwise: up to which day, and in which currency."""

import datetime as dt

from insight.errors import NotEnoughDataError, ParameterError
from insight.i18n import _
from insight.settings import settings
from insight.warehouse import Warehouse
from insight.warehouse.newest import NEWEST_DAY_OF_ALL

_UNDATED = """
SELECT order_key
FROM core.orders
"""

_CURRENCIES = """
SELECT currency, count(*) AS orders
FROM core.orders
WHERE is_valid AND currency IS NOT NULL
GROUP BY currency
ORDER BY orders DESC, currency
"""


def default_as_of(warehouse: Warehouse) -> dt.date:
    """The day after the newest order that counts, credit note or event; else after the newest other order, member or
    survey response; after the newest import where responses carry no date.

    What is dated after the day of the newest import cannot have happened yet and never sets it. Raises
    NotEnoughDataError for a workspace without an order, event, member or response.
    """
    found = warehouse.arrow(NEWEST_DAY_OF_ALL).column("newest").to_pylist()
    if not found and warehouse.count(_UNDATED):
        raise NotEnoughDataError(
            _("Nothing in this workspace says when it happened"),
            _("orders without a time: {n:count}", n=warehouse.count(_UNDATED)),
            _("Choose the column of the order time when importing, or state the as-of day"),
        )
    if not found:
        raise NotEnoughDataError(
            _("This workspace holds no data yet"),
            _("0 orders"),
            _("Import the order export of a shop; one order is enough to start"),
        )
    day: dt.date = found[0] + dt.timedelta(days=1)
    return day


def currencies(warehouse: Warehouse) -> list[str]:
    """The currencies of the orders that count, the one with most orders first."""
    found: list[str] = warehouse.arrow(_CURRENCIES).column("currency").to_pylist()
    return found


def main_currency(warehouse: Warehouse) -> str:
    """The currency of most orders that count; the one of the settings where no order counts."""
    return next(iter(currencies(warehouse)), settings().currency)


def check_is_used(warehouse: Warehouse, currency: str) -> None:
    """Raises ParameterError for a currency in which no order counts, where orders count in another one: all its money
    would be 0, which nobody has counted."""
    known = currencies(warehouse)
    if known and currency not in known:
        raise ParameterError("currency", currency, _("one of {names}", names=", ".join(known)))
