"""Refills, run."""

from dataclasses import asdict

import pandas as pd
import pyarrow as pa

from insight.analysis.people_read import last_digits, share_read
from insight.analysis.refill import tables
from insight.analysis.refill.params import RefillParams
from insight.analysis.refill.result import RefillResult, bound
from insight.analysis.refill.statements import COUNTED, GOODS, PEOPLE, WAITS
from insight.errors import NotEnoughDataError
from insight.i18n import _
from insight.segments import Segment
from insight.warehouse import Warehouse

MOST_ITEMS = 100
"""So many goods, those most people bought twice, are tried for a rhythm."""


def refill(warehouse: Warehouse, params: RefillParams) -> RefillResult:
    """Find how long goods last, and who runs out of them when.

    Raises NotEnoughDataError where no order line names a product (or, by category, a category).
    """
    sold = warehouse.query(GOODS)
    goods = tables.goods(sold, params.level)
    if not goods:
        raise _no_goods(params)
    digits = last_digits(warehouse)
    waits = _waits(warehouse, params, digits)
    rhythms = tables.rhythms(waits, goods)
    rows = warehouse.query(COUNTED[params.level], bound(params, rhythms))
    return RefillResult(
        params=params,
        goods=len(goods),
        people_share=share_read(digits),
        categories=int(sold["category"].nunique()),
        totals=tables.totals(rows),
        rhythms=rhythms,
        gaps=tables.gaps(waits),
        due=tables.due(rows, rhythms),
        days=tables.days(rows, params.as_of),
    )


def found_rhythms(warehouse: Warehouse, params: RefillParams) -> pd.DataFrame:
    """The frame `rhythms` of the result alone; empty where no order line names a good."""
    goods = tables.goods(warehouse.query(GOODS), params.level)
    return tables.rhythms(_waits(warehouse, params, last_digits(warehouse)), goods)


def _waits(warehouse: Warehouse, params: RefillParams, digits: str) -> pd.DataFrame:
    return warehouse.query(WAITS[params.level], asdict(params) | {"most_items": MOST_ITEMS, "last_digits": digits})


def people(warehouse: Warehouse, segment: Segment) -> pa.Table:
    """The people of a segment of this analysis: customer_id, goods (each with the day it runs out), run_out_on (the
    first of these days), last_bought_on; in no order."""
    return warehouse.arrow(PEOPLE[segment.parameters["level"]], segment.values)


def _no_goods(params: RefillParams) -> NotEnoughDataError:
    what = _("No order line names a product") if params.level == "product" else _("No order line has a category")
    return NotEnoughDataError(
        what,
        _("0 goods; at least 1 is needed, bought twice by {people} people", people=params.least_people),
        _("Import an order detail report, or a product list with categories or refill days"),
    )
