"""Some numbers of every analysis, as segments."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from insight.analysis import find_analysis, make_params
from insight.segments import Segment
from insight.warehouse import DuckWarehouse

CELLS: Mapping[str, tuple[tuple[dict[str, Any], dict[str, Any]], ...]] = {
    "overview": (
        ({}, {"group": "buyers"}),
        ({}, {"group": "members_without_orders"}),
        ({}, {"group": "new", "period": dt.date(2025, 6, 1)}),
        ({}, {"channel": "JD"}),
    ),
    "rfm": (
        ({"method": "fixed", "bins": 3}, {"r": 3}),
        ({"since": "2025-01-01"}, {"group": "champions"}),
        ({}, {"group": "prospects"}),
        ({}, {"eight": "key_value", "eleven": "champions"}),
    ),
    "rfm_movement": (
        ({"before": "2025-05-15"}, {"moved": "up"}),
        ({}, {"group": "champions", "day": dt.date(2025, 7, 1)}),
    ),
    "retention": (
        ({"periods": 3}, {"cohort": dt.date(2025, 1, 1), "period_no": 1}),
        ({"periods": 3, "criterion": "custom", "brackets": [[1, 31], [31, 91]]}, {"period_no": 1, "returned": False}),
    ),
    "repurchase": (({}, {"step": 1, "state": "bought"}), ({}, {"cohort": dt.date(2025, 1, 1)})),
    "lifecycle": (
        ({}, {"stage": "contacted"}),
        ({}, {"stage": "first_order", "month": dt.date(2025, 5, 1)}),
        ({}, {"movement": "new", "month": dt.date(2025, 5, 1)}),
    ),
    "refill": (({}, {"window": 30}),),
    "channels": (({}, {"channel": "Tmall", "state": "won"}), ({"rule": "last"}, {"state": "old_7"})),
    "quality": (({}, {"rule": "customers_phone_filled"}),),
    "consent": (({}, {"purpose": "marketing", "status": "granted"}),),
}
"""Analysis -> parameters and cells; one person, and cut-offs that are only tried, have tests of their own."""


def some_numbers(shop: DuckWarehouse, as_of: dt.date) -> Iterator[tuple[str, Segment]]:
    """Name of the analysis, and a segment of it."""
    for name, cells in CELLS.items():
        for given, cell in cells:
            params = make_params(name, given | {"as_of": as_of.isoformat(), "currency": "CNY"}, shop)
            yield name, find_analysis(name).run(shop, params).segment(**cell)
