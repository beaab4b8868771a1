"""Retention, run."""

import datetime as dt

import pandas as pd

from insight.analysis.retention import look_back, statements, tables
from insight.analysis.retention.params import RetentionParams
from insight.analysis.retention.people import bound_by
from insight.analysis.retention.result import RetentionResult
from insight.analysis.retention.spans import Known
from insight.analysis.retention.won import CAMPAIGNS, compared, reached
from insight.analysis.traits import Apart, told_apart
from insight.calendar.periods import first_day_of
from insight.errors import NotEnoughDataError
from insight.i18n import _
from insight.warehouse import Warehouse

_ORDERS_KNOWN = """
SELECT min(ordered_at)::DATE AS first_on, NULL::DATE AS last_on
FROM core.orders
WHERE ordered_at < $as_of::DATE
"""

_EVENTS_KNOWN = """
SELECT min(occurred_at)::DATE AS first_on, max(occurred_at)::DATE AS last_on
FROM core.events
WHERE occurred_at < $as_of::DATE
"""

_UNDATED = """
SELECT customer_id
FROM core.customers
WHERE joined_at IS NULL
"""


def retention(warehouse: Warehouse, params: RetentionParams) -> RetentionResult:
    """Count who entered in each cohort, and who came back in each period after.

    Raises NotEnoughDataError when nobody entered before as_of.
    """
    apart = None
    if params.trait is not None:
        apart = told_apart(warehouse, params.trait, params.as_of, params.currency)
    counted, sizes = _counted(warehouse, params, apart)
    if sizes.empty:
        raise _nobody_entered(params)
    known = _known(warehouse, params)
    pieces = tables.parts(counted, sizes, params, known)
    matrix = tables.matrix(pieces, params)
    days = reached(_by_day(warehouse, params), known)
    return RetentionResult(
        params=params,
        apart=apart,
        people=int(sizes["n"].sum()),
        undated=warehouse.count(_UNDATED) if params.entry == "joined" else 0,
        known_from=known.first,
        known_until=known.until,
        matrix=matrix,
        average=tables.averages(pieces, matrix, params),
        values=tables.values(sizes, params),
        curves=tables.curves(pieces, sizes, params, apart),
        won=compared(days, warehouse.query(CAMPAIGNS, params.values()), params, known),
    )


def _counted(warehouse: Warehouse, params: RetentionParams, apart: Apart | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What was counted, and the sizes of the cohorts."""
    counted_by = look_back.counted if params.looks_back else statements.counted
    values = bound_by(params, apart)
    counted = warehouse.query(counted_by(params, apart), values)
    if params.looks_back and params.breakdown is None:
        sizes = counted[counted["period_no"] == 0][["cohort_no", "value_no", "customers"]]
        return counted, sizes.rename(columns={"customers": "n"})
    return counted, warehouse.query(statements.sizes(params, apart), values)


def _by_day(warehouse: Warehouse, params: RetentionParams) -> pd.DataFrame:
    """One row a day of entry: day, n, returned (on a later day, within the days)."""
    within = params.within()
    if params.asks_any_order:
        days = warehouse.query(look_back.WITHIN, within.values())
    else:
        found = warehouse.query(statements.counted_people(within), within.values())
        back = found[found["period_no"] == 1].set_index("cohort_no")["customers"]
        days = warehouse.query(statements.sizes(within), within.values())
        days["returned"] = days["cohort_no"].map(back).fillna(0).astype("int64")
    return days.assign(day=[first_day_of(int(number), "day") for number in days["cohort_no"]])


def _known(warehouse: Warehouse, params: RetentionParams) -> Known:
    """Which days the data on coming back reach; orders always reach back to a first order, and up to the as-of day."""
    if params.entry == "first_order" and params.returns != "event":
        return Known(None, params.as_of)
    statement = _EVENTS_KNOWN if params.returns == "event" else _ORDERS_KNOWN
    row = warehouse.arrow(statement, params.values()).to_pylist()[0]
    until = params.as_of if row["last_on"] is None else row["last_on"] + dt.timedelta(days=1)
    return Known(row["first_on"] or params.as_of, until)


def _nobody_entered(params: RetentionParams) -> NotEnoughDataError:
    return NotEnoughDataError(
        _("Nobody's return can be counted yet"),
        _("0 people who entered before {as_of:day}; at least 1 is needed", as_of=params.as_of),
        _("Import orders that name their buyers, or choose another entry, a later day or more cohorts"),
    )
