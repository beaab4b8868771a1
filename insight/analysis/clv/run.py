"""Predictions, run."""

import datetime as dt
from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from insight.analysis.clv import exam
from insight.analysis.clv.models import PEOPLE_MODEL, bound, fitted, fitted_amounts, forecast, parameters
from insight.analysis.clv.params import HORIZONS, UNIT_DAYS, ClvParams
from insight.analysis.clv.result import BANDS, TENTHS, ClvResult
from insight.analysis.clv.statements import AMOUNTS, COUNTED, EXAM, HISTORIES, HISTORIES_OF_SOME, PEOPLE
from insight.analysis.people_read import EVERYBODY, share_read
from insight.errors import NotEnoughDataError
from insight.i18n import Text, _
from insight.segments import Segment
from insight.statistics.intervals import shares
from insight.statistics.maximum_likelihood import Fit
from insight.statistics.repeat_buying import Histories, alive
from insight.warehouse import Warehouse

LEAST_DAYS, LEAST_PEOPLE, LEAST_REPEATERS = 56, 50, 20
"""A history shorter than this, with fewer people, fewer of whom bought again, is no ground for a forecast."""

ENOUGH_PEOPLE = 40_000
_SILENCE_STEP = 30


def clv(warehouse: Warehouse, params: ClvParams) -> ClvResult:
    """Fit the models, forecast, hold the exam.

    Raises NotEnoughDataError for a shop too small or too young.
    """
    values = asdict(params) | {"until": params.as_of, "last_digits": EVERYBODY}
    lived = warehouse.query(HISTORIES, values)
    everybody = _buyers(lived)
    _check(everybody)
    customers, orders = int(everybody["n"].sum()), int((everybody["n"] * (everybody["x"] + 1)).sum())
    mean = float(lived["amount"].sum()) / orders
    values["last_digits"] = digits = _digits(customers)
    read = everybody if digits == EVERYBODY else _buyers(warehouse.query(HISTORIES_OF_SOME, values))
    fits = fitted(read, params.unit)
    amounts = fitted_amounts(warehouse.query(AMOUNTS, values), mean)
    found, unit_days = fits[PEOPLE_MODEL], UNIT_DAYS[params.unit]
    table = parameters(fits, amounts)
    counted = warehouse.query(COUNTED, bound(params, table, mean))
    held = _exam(warehouse, values, params)
    days = sorted({*HORIZONS, params.horizon_days})
    return ClvResult(
        params=params,
        customers=customers,
        one_time=int(everybody.loc[everybody["x"] == 0, "n"].sum()),
        orders=orders,
        people_share=share_read(digits),
        is_own_amount=amounts.fit is not None,
        mean_amount=mean,
        parameters=table,
        forecast=pd.DataFrame([forecast(everybody, found, amounts, unit_days, ahead) for ahead in days]),
        deciles=_cells(counted, "decile", TENTHS),
        bands=_bands(_cells(counted, "band", BANDS)),
        silence=_silence(everybody, found, unit_days),
        exam=held.models,
        backtest=held.tenths,
        calibration=held.calibration,
        exam_by_silence=held.silence,
    )


def _buyers(lived: pd.DataFrame) -> pd.DataFrame:
    """Without those who only got money back."""
    return lived[lived["x"] >= 0].astype({"last_days": "int64", "age_days": "int64"}).reset_index(drop=True)


def people(warehouse: Warehouse, segment: Segment) -> pa.Table:
    """Everybody with customer_id, alive (chance), expected_orders, expected_amount, as the segment's forecast says."""
    return warehouse.arrow(PEOPLE, segment.values)


def _digits(people: int) -> str:
    part = 256 if people <= ENOUGH_PEOPLE else max(256 * ENOUGH_PEOPLE // people, 1)
    return format(part - 1, "02x")


def _exam(warehouse: Warehouse, values: dict[str, Any], params: ClvParams) -> exam.Exam:
    """Nothing where what lies before the hold-out days would be no ground for a forecast."""
    split = params.as_of - dt.timedelta(days=params.hold_out_days)
    rows = warehouse.query(EXAM, values | {"until": split})
    too_few = len(rows) < LEAST_PEOPLE or int((rows["x"] > 0).sum()) < LEAST_REPEATERS
    if too_few or int(rows["age_days"].max()) < LEAST_DAYS:
        return exam.Exam.none()
    return exam.hold(rows, params)


def _cells(counted: pd.DataFrame, name: str, most: int) -> pd.DataFrame:
    """Every cell, also those that nobody is in."""
    rows = counted[counted[name].notna()].set_index(name).reindex(range(1, most + 1))
    whole = ["customers", "one_time"]
    table = rows[[*whole, "alive", "orders", "net_amount"]].reset_index(names=name)
    table[[*whole, "orders", "net_amount"]] = table[[*whole, "orders", "net_amount"]].fillna(0)
    table = table.astype({name: "int64"} | dict.fromkeys(whole, "int64"))
    return table.assign(share=shares(table["net_amount"], table["net_amount"].sum()))


def _bands(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(from_share=(table["band"] - 1) / BANDS, to_share=table["band"] / BANDS)


def _silence(rows: pd.DataFrame, found: Fit, unit_days: float) -> pd.DataFrame:
    """How the chance of one-time buyers falls, month by month: days, alive, n."""
    once = rows[rows["x"] == 0]
    days = np.arange(0, int(rows["age_days"].max()) + 1, _SILENCE_STEP)
    place = once["age_days"].to_numpy() // _SILENCE_STEP
    return pd.DataFrame(
        {
            "days": days,
            "alive": alive(PEOPLE_MODEL, found.values, Histories.of(0, 0, days / unit_days)),
            "n": np.bincount(place, weights=once["n"], minlength=len(days)).astype("int64"),
        }
    )


def _check(rows: pd.DataFrame) -> None:
    people, again = int(rows["n"].sum()), int(rows.loc[rows["x"] > 0, "n"].sum())
    days = int(rows["age_days"].max()) + 1 if people else 0
    for has, least, text in (
        (
            people,
            LEAST_PEOPLE,
            _("{n:count} people with an order; {least:count} are needed", n=people, least=LEAST_PEOPLE),
        ),
        (days, LEAST_DAYS, _("{n:count} days of orders; {least:count} are needed", n=days, least=LEAST_DAYS)),
        (
            again,
            LEAST_REPEATERS,
            _("{n:count} people bought again; {least:count} are needed", n=again, least=LEAST_REPEATERS),
        ),
    ):
        if has < least:
            raise _too_little(text)


def _too_little(how_much: Text) -> NotEnoughDataError:
    return NotEnoughDataError(
        _("The shop is too small or too young for a forecast"),
        how_much,
        _("Import older orders too, or come back later: a number now would be invented"),
    )
