"""The customers' lives, run."""

import pandas as pd
import pyarrow as pa

from insight.analysis.lifecycle import tables
from insight.analysis.lifecycle.category_gaps import CATEGORY_GAPS
from insight.analysis.lifecycle.limits import settle
from insight.analysis.lifecycle.params import LifecycleParams
from insight.analysis.lifecycle.result import LifecycleResult, bound
from insight.analysis.lifecycle.stages import Limits
from insight.analysis.lifecycle.statements import FLOWS, GAPS, PEOPLE
from insight.analysis.people_read import last_digits
from insight.errors import NotEnoughDataError
from insight.i18n import _
from insight.statistics.return_curve import return_curve
from insight.warehouse import Warehouse


def lifecycle(warehouse: Warehouse, params: LifecycleParams) -> LifecycleResult:
    """Place everybody known in one stage at the end of each month, with limits read off the shop's own gaps.

    Raises NotEnoughDataError when nobody is known before as_of.
    """
    curve = return_curve(*tables.waits(warehouse.query(GAPS, {"as_of": params.as_of})))
    limits, limit_table = settle(curve, params)
    days = {f"day_{place}": day for place, day in enumerate(params.bounds())}
    rows = warehouse.query(FLOWS[params.months], bound(params, limits, params.as_of) | days)
    found = tables.counted(rows, params.months)
    stages = tables.stages(found, limits)
    categories, category_gaps = _categories(warehouse, params)
    if not stages["customers"].sum():
        raise _nobody_known(params)
    return LifecycleResult(
        params=params,
        active_days=limits.active_days,
        dormant_days=limits.dormant_days,
        lost_days=limits.lost_days,
        won_back_days=limits.won_back_days,
        people=int(stages["customers"].sum()),
        buyers=sum(customers for (often, _lately), (customers, _amount) in found.labels.items() if often),
        stages=stages,
        labels=tables.labels(found),
        sizes=tables.sizes(found, params),
        flows=tables.flows(found, params),
        pulse=tables.pulse(found, params),
        gaps=curve,
        limit_table=limit_table,
        categories=categories,
        category_gaps=category_gaps,
    )


def customers(warehouse: Warehouse, params: LifecycleParams, limits: Limits) -> pa.Table:
    """One row a person known: customer_id, stage (number), orders, recency_days, both labels (numbers); in no order."""
    return warehouse.arrow(PEOPLE, bound(params, limits, params.as_of) | {"day_0": params.as_of})


def _categories(warehouse: Warehouse, params: LifecycleParams) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The limits and the curves of the categories with enough returns; empty where they are not asked for."""
    if not params.by_category:
        return tables.categories(None)
    values = {"as_of": params.as_of, "last_digits": last_digits(warehouse)}
    return tables.categories(warehouse.query(CATEGORY_GAPS, values))


def _nobody_known(params: LifecycleParams) -> NotEnoughDataError:
    return NotEnoughDataError(
        _("Nobody is known yet"),
        _("0 people before {as_of:day}; at least 1 is needed", as_of=params.as_of),
        _("Import orders that name their buyers or a customer list, or choose a later day"),
    )
