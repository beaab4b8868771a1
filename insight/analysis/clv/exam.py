"""The exam: the forecast made before the hold-out days, beside what people then did, and beside a plain guess."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from insight.analysis.clv.models import PEOPLE_MODEL, Amounts, fitted, fitted_amounts, histories
from insight.analysis.clv.params import UNIT_DAYS, ClvParams
from insight.statistics.distributions import Z_95
from insight.statistics.intervals import Numbers, shares, wilson_bounds
from insight.statistics.repeat_buying import chance_to_buy, expected_orders

PLAIN = ("as_before", "all_alike")
"""Guesses without a model: everybody buys as often as in as many days before; everybody buys the average of that."""

SILENT_DAYS = 90
"""Whoever had been silent for so long when the hold-out days began is looked at apart."""

_BANDS = np.array([0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0])

EXAM_COLUMNS = [
    *("model", "n", "predicted_orders", "orders", "predicted_amount", "net_amount", "error"),
    *("difference", "low", "high", "is_better"),
]
TENTH_COLUMNS = ["decile", "n", "predicted_orders", "orders", "before_orders", "predicted_amount", "net_amount"]
SILENCE_COLUMNS = ["from_days", "n", "predicted_orders", "orders"]
CALIBRATION_COLUMNS = ["band", "from_share", "to_share", "n", "predicted", "bought", "rate", "low", "high"]


@dataclass(frozen=True, slots=True)
class Exam:
    """`models`: each with its forecast, what came, and its error; `tenths` of the model people are valued by;
    `calibration` of its chances to buy; `silence`: people who had bought lately, and who had not. Empty where the
    history is too short for an exam."""

    models: pd.DataFrame
    tenths: pd.DataFrame
    calibration: pd.DataFrame
    silence: pd.DataFrame

    @classmethod
    def none(cls) -> "Exam":
        """No exam could be held."""
        names = (EXAM_COLUMNS, TENTH_COLUMNS, CALIBRATION_COLUMNS, SILENCE_COLUMNS)
        return cls(*(pd.DataFrame(columns=columns) for columns in names))


def hold(rows: pd.DataFrame, params: ClvParams) -> Exam:
    """Fit on what lies before the hold-out days, forecast them, compare."""
    unit_days = UNIT_DAYS[params.unit]
    seen, ahead = histories(rows, unit_days), params.hold_out_days / unit_days
    grouped = rows.groupby(["x", "last_days", "age_days"], as_index=False).size().rename(columns={"size": "n"})
    fits = fitted(grouped, params.unit)
    amounts = _amounts(rows)
    single = amounts.expected(seen.x, rows["repeat_amount"].to_numpy(dtype="float64"))
    guesses, money = _plain(rows)
    for model, found in fits.items():
        guesses[model] = expected_orders(model, found.values, seen, ahead)
        money[model] = guesses[model] * single
    chances = chance_to_buy(fits[PEOPLE_MODEL].values, seen, ahead)
    return Exam(
        pd.DataFrame([_row(model, guesses, money, rows) for model in guesses])[EXAM_COLUMNS],
        _tenths(guesses[PEOPLE_MODEL], money[PEOPLE_MODEL], rows),
        _calibration(chances, rows["later_orders"].to_numpy() > 0),
        _silence(guesses[PEOPLE_MODEL], rows),
    )


def _plain(rows: pd.DataFrame) -> tuple[dict[str, Numbers], dict[str, Numbers]]:
    """Orders and money by the plain guesses."""
    orders, money = (rows[name].to_numpy(dtype="float64") for name in ("before_orders", "before_amount"))
    return (
        dict(zip(PLAIN, (orders, np.full(len(rows), orders.mean())), strict=True)),
        dict(zip(PLAIN, (money, np.full(len(rows), money.mean())), strict=True)),
    )


def _amounts(rows: pd.DataFrame) -> Amounts:
    """From nothing that lies behind the split."""
    mean_amount = float(shares(rows["before_amount"].sum(), rows["before_orders"].sum()))
    again = rows[(rows["x"] > 0) & (rows["repeat_amount"] > 0)]
    return fitted_amounts(again.assign(mean_amount=again["repeat_amount"] / again["x"]), mean_amount)


def _row(model: str, guesses: dict[str, Numbers], money: dict[str, Numbers], rows: pd.DataFrame) -> dict[str, object]:
    """error: root of the mean squared error in orders a person; difference: of the mean squared errors to the best
    plain guess, with the 95 % interval of pairs.

    A plain guess is also the model's own average for everybody: so nothing passes by its level alone.
    """
    came = rows["later_orders"].to_numpy(dtype="float64")
    squared = (guesses[model] - came) ** 2
    plain_guesses = [*(guesses[guess] for guess in PLAIN), np.full(len(rows), guesses[model].mean())]
    plain = min(((guess - came) ** 2 for guess in plain_guesses), key=lambda errors: float(errors.mean()))
    apart = squared - plain
    half = Z_95 * float(apart.std(ddof=1)) / len(apart) ** 0.5
    middle = float(apart.mean())
    return {
        "model": model,
        "n": len(rows),
        "predicted_orders": float(guesses[model].sum()),
        "orders": int(came.sum()),
        "predicted_amount": float(money[model].sum()),
        "net_amount": float(rows["later_amount"].sum()),
        "error": float(squared.mean() ** 0.5),
        "difference": middle,
        "low": middle - half,
        "high": middle + half,
        "is_better": model not in PLAIN and middle + half < 0,
    }


def _tenths(orders: Numbers, money: Numbers, rows: pd.DataFrame) -> pd.DataFrame:
    """Equal forecasts are in one tenth; 1 is the highest."""
    place = pd.Series(-money).rank(method="min") - 1
    decile = (10 * place // len(place)).astype("int64") + 1
    table = pd.DataFrame(
        {
            "decile": decile,
            "n": 1,
            "predicted_orders": orders,
            "orders": rows["later_orders"].to_numpy(),
            "before_orders": rows["before_orders"].to_numpy(),
            "predicted_amount": money,
            "net_amount": rows["later_amount"].to_numpy(),
        }
    )
    return table.groupby("decile", as_index=False).sum()[TENTH_COLUMNS]


def _silence(orders: Numbers, rows: pd.DataFrame) -> pd.DataFrame:
    """People who last bought before so many days, counted to the day before the hold-out days, and the others."""
    is_silent = rows["age_days"] - rows["last_days"] >= SILENT_DAYS
    table = pd.DataFrame(
        {
            "from_days": is_silent.astype("int64") * SILENT_DAYS,
            "n": 1,
            "predicted_orders": orders,
            "orders": rows["later_orders"],
        }
    )
    return table.groupby("from_days", as_index=False).sum()[SILENCE_COLUMNS]


def _calibration(chances: Numbers, bought: np.ndarray) -> pd.DataFrame:
    """Of people given a chance in a band, how many bought; bands without people are left out."""
    band = np.clip(np.searchsorted(_BANDS, chances, side="right"), 1, len(_BANDS) - 1)
    table = pd.DataFrame({"band": band, "predicted": chances, "bought": bought.astype("int64"), "n": 1})
    found = table.groupby("band", as_index=False).agg(
        predicted=("predicted", "mean"), bought=("bought", "sum"), n=("n", "sum")
    )
    low, high = wilson_bounds(found["bought"], found["n"])
    return found.assign(
        from_share=_BANDS[found["band"] - 1],
        to_share=_BANDS[found["band"]],
        rate=shares(found["bought"], found["n"]),
        low=low,
        high=high,
    )[CALIBRATION_COLUMNS]
