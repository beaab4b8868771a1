"""The trial: chances given on a past day, beside what people then did, and beside simpler guesses."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.analysis.predict.models import Learnt, Model
from insight.statistics.chances import CALIBRATION_COLUMNS, auc, brier, brier_apart, calibration, tenths
from insight.statistics.drift import Drift
from insight.statistics.intervals import Numbers, shares, wilson_bounds

BANDS, TENTHS = 10, 10

MODEL_COLUMNS = [
    *("model", "n", "expected", "came", "brier", "brier_low", "brier_high", "auc", "auc_low", "auc_high"),
    *("difference", "low", "high", "is_better", "is_used"),
]
CAME_COLUMNS = [*CALIBRATION_COLUMNS, "may_low", "may_high", "is_kept"]
TENTH_COLUMNS = ["decile", "n", "expected", "came", "rate", "low", "high", "lift"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """`used`: the simplest model that none of the less simple ones beat. `models`: every model with its errors, and
    how far it is from the model used until then; `calibration` and `backtest` are of the one used."""

    used: Model
    models: pd.DataFrame
    calibration: pd.DataFrame
    backtest: pd.DataFrame


def hold(learnt: Learnt, rows: pd.DataFrame) -> Trial:
    """Ask every model about the rows of a day that nothing behind it was learnt from; the simpler one wins ties."""
    came = rows["came"].to_numpy(dtype="int64")
    given = {model: learnt.chances(model, rows) for model in learnt.models}
    lines, used = [], learnt.models[0]
    for model, chances in given.items():
        line = _line(model, chances, given[used], came)
        lines.append(line)
        used = model if line["is_better"] else used
    table = pd.DataFrame(lines).assign(is_used=lambda each: each["model"] == used)
    return Trial(
        used=used,
        models=table[MODEL_COLUMNS],
        calibration=_kept(calibration(given[used], came, BANDS), learnt.drifts.get(used, Drift())),
        backtest=_tenths(given[used], came),
    )


def _line(model: Model, chances: Numbers, simpler: Numbers, came: np.ndarray) -> dict[str, object]:
    """is_better: the 95 % interval of the difference of Brier scores, person by person, lies below 0."""
    error, order, apart = brier(chances, came), auc(chances, came), brier_apart(chances, simpler, came)
    return {
        "model": model,
        "n": len(came),
        "expected": float(chances.sum()),
        "came": int(came.sum()),
        **dict(zip(("brier", "brier_low", "brier_high"), error, strict=True)),
        **dict(zip(("auc", "auc_low", "auc_high"), order, strict=True)),
        **dict(zip(("difference", "low", "high"), apart, strict=True)),
        "is_better": apart.high < 0,
    }


def _kept(table: pd.DataFrame, apart: Drift) -> pd.DataFrame:
    """is_kept: what came lies where it was to be expected; where nobody knows how unlike days are, what was said within
    the interval of what came."""
    low, high = apart.bounds(table["predicted"], table["n"])
    expected, inside = table["rate"].between(low, high), table["predicted"].between(table["low"], table["high"])
    return table.assign(may_low=low, may_high=high, is_kept=expected if apart.is_known else inside)[CAME_COLUMNS]


def _tenths(chances: Numbers, came: np.ndarray) -> pd.DataFrame:
    """lift: how many times as many came as of everybody."""
    table = pd.DataFrame({"decile": tenths(chances).astype("int64"), "n": 1, "expected": chances, "came": came})
    found = table.groupby("decile", as_index=False).sum()
    low, high = wilson_bounds(found["came"], found["n"])
    rate = shares(found["came"], found["n"])
    return found.assign(rate=rate, low=low, high=high, lift=shares(rate, float(came.mean())))[TENTH_COLUMNS]
