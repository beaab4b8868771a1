"""Who will order and who will leave, run."""

import datetime as dt
from typing import Any

import pandas as pd

from insight.analysis.people_read import share_read
from insight.analysis.predict import exam
from insight.analysis.predict.days import Days
from insight.analysis.predict.enough import check_can_be_tried, check_is_old_enough
from insight.analysis.predict.models import Learnt, Model, shapes
from insight.analysis.predict.params import PredictParams
from insight.analysis.predict.reference import reference
from insight.analysis.predict.result import PredictResult
from insight.analysis.predict.statements import COUNTED
from insight.analysis.predict.words import BUYS_FROM, LEAVES_TO
from insight.statistics.drift import Drift
from insight.statistics.intervals import shares
from insight.warehouse import Warehouse


def predict(warehouse: Warehouse, params: PredictParams) -> PredictResult:
    """Try every model on the last days, then give everybody the chance that the best of them says.

    Raises NotEnoughDataError for a shop too small or too young for a trial.
    """
    days = Days(warehouse, params)
    check_is_old_enough(days.customers, days.first_on, params.as_of, params.horizon_days)
    tried_on = params.as_of - dt.timedelta(days=params.horizon_days)
    past = days.rows(tried_on)
    check_can_be_tried(past, params.horizon_days)
    tried = exam.hold(days.learnt(past, tried_on), past)
    now = days.rows(params.as_of)
    learnt = days.learnt(now, params.as_of)
    beside = reference(learnt, tried.used, now)
    counted = warehouse.query(COUNTED, days.values | learnt.bound(tried.used))
    bands = _cells(counted, "band", exam.BANDS)
    return PredictResult(
        params=params,
        model_used=tried.used,
        tried_on=tried_on,
        people_share=share_read(days.digits),
        **_totals(bands, learnt.drifts.get(tried.used, Drift())),
        bands=bands.assign(from_share=(bands["band"] - 1) / exam.BANDS, to_share=bands["band"] / exam.BANDS),
        deciles=_cells(counted, "decile", exam.TENTHS),
        models=tried.models,
        calibration=tried.calibration,
        backtest=tried.backtest,
        drivers=_drivers(learnt, tried.used, now, beside.typical),
        shapes=shapes(learnt.boosting if tried.used == "boosting" else None),
        learnt=learnt,
        reference=beside,
    )


def _cells(counted: pd.DataFrame, name: str, most: int) -> pd.DataFrame:
    """Every cell, also those that nobody is in."""
    rows = counted[counted[name].notna()].set_index(name).reindex(range(1, most + 1))
    table = rows[["customers", "active", "expected"]].fillna(0).reset_index(names=name)
    table = table.astype({name: "int64", "customers": "int64", "active": "int64"})
    return table.assign(rate=shares(table["expected"], table["customers"]))


def _totals(bands: pd.DataFrame, apart: Drift) -> dict[str, Any]:
    low, high = apart.bounds(bands["rate"].fillna(0.5))
    return {
        "customers": int(bands["customers"].sum()),
        "active": int(bands["active"].sum()),
        "expected": float(bands["expected"].sum()),
        "expected_low": float((low * bands["customers"]).sum()),
        "expected_high": float((high * bands["customers"]).sum()),
        "buys": int(bands.loc[bands["band"] >= BUYS_FROM, "customers"].sum()),
        "leaves": int(bands.loc[bands["band"] <= LEAVES_TO, "active"].sum()),
    }


def _drivers(learnt: Learnt, model: Model, now: pd.DataFrame, typical: dict[str, float]) -> pd.DataFrame:
    """What moves chances: how far on average, in log odds, and its share of all that moves them; the most first."""
    moves = learnt.parts(model, now, typical).abs().mean()
    table = pd.DataFrame({"feature": moves.index, "moves": moves.to_numpy()})
    table = table[table["moves"] > 0].sort_values(["moves", "feature"], ascending=[False, True], ignore_index=True)
    return table.assign(share=shares(table["moves"], table["moves"].sum()))
