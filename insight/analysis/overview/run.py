"""The overview, run."""

import pandas as pd

from insight.analysis.known_people import NEVER_ORDERED
from insight.analysis.overview import statements as sql
from insight.analysis.overview import tables
from insight.analysis.overview.missing import missing
from insight.analysis.overview.month_statements import PERIODS
from insight.analysis.overview.params import OverviewParams
from insight.analysis.overview.result import OverviewResult
from insight.errors import NotEnoughDataError
from insight.i18n import _
from insight.results.defined import defined_moment
from insight.statistics.intervals import share_of
from insight.warehouse import Warehouse


def overview(warehouse: Warehouse, params: OverviewParams) -> OverviewResult:
    """Count people, orders and revenue.

    Raises NotEnoughDataError when nobody is known and nothing was ordered before as_of.
    """
    values = params.values()
    totals = warehouse.query(sql.TOTALS, values)
    loyalty = warehouse.query(sql.LOYALTY, values).iloc[0]
    waiting = warehouse.count(NEVER_ORDERED, values)
    buyers, orders = int(loyalty["buyers"]), int(totals["orders"].sum())
    if buyers + waiting + len(totals) == 0:
        raise _nothing_known(params)
    months = tables.months(warehouse.query(sql.MONTHS, values), params)
    main = totals[totals["currency"] == params.currency]
    return OverviewResult(
        params=params,
        people=buyers + waiting,
        buyers=buyers,
        repeat_buyers=int(loyalty["repeat_buyers"]),
        members_without_orders=waiting,
        orders=orders,
        orders_without_person=int(totals["orders_without_person"].sum()),
        net_amount=float(main["net_amount"].sum()),
        average_order_value=share_of(float(main["net_amount"].sum()), int(main["orders"].sum())),
        first_ordered_at=defined_moment(totals["first_ordered_at"].min()),
        last_ordered_at=defined_moment(totals["last_ordered_at"].max()),
        rates=tables.rates(loyalty, totals, params),
        revenue=tables.revenue(totals),
        months=months,
        periods=tables.periods(_counted(warehouse, totals, months, params), months),
        channels=tables.channels(totals, warehouse.query(sql.CHANNELS, values), buyers, params),
        missing=_missing(warehouse, totals, params),
    )


def _counted(warehouse: Warehouse, totals: pd.DataFrame, months: pd.DataFrame, params: OverviewParams) -> pd.DataFrame:
    """Who bought in the chosen currency, month by month: months say it already where everything is sold in it."""
    if set(totals.loc[totals["orders"] > 0, "currency"]) == {params.currency}:
        return tables.counted_once(months)
    return warehouse.query(PERIODS, params.values())


def _missing(warehouse: Warehouse, totals: pd.DataFrame, params: OverviewParams) -> pd.DataFrame:
    present = warehouse.query(sql.PRESENT).iloc[0]
    orders = int(totals["orders"].sum())
    elsewhere = int(totals[totals["currency"] != params.currency]["orders"].sum())
    return missing(
        present,
        {
            "orders_without_person": (int(totals["orders_without_person"].sum()), orders),
            "other_currencies": (elsewhere, orders),
            "people_without_phone": (int(present["people_without_phone"]), int(present["people"])),
        },
    )


def _nothing_known(params: OverviewParams) -> NotEnoughDataError:
    return NotEnoughDataError(
        _("There is nothing to show yet"),
        _("0 people and 0 orders before {as_of:day}", as_of=params.as_of),
        _("Import an order export or a customer list, or choose a later day"),
    )
