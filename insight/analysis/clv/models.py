"""The models, fitted to histories, and what they forecast."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import betaincinv, roots_genlaguerre, roots_jacobi

from insight.analysis.clv.params import UNIT_DAYS, ClvParams, Unit
from insight.statistics import gamma_gamma
from insight.statistics.distributions import Z_95
from insight.statistics.intervals import Numbers
from insight.statistics.maximum_likelihood import Fit
from insight.statistics.repeat_buying import (
    NAMES,
    Histories,
    Model,
    alive,
    expected_if_alive,
    expected_orders,
    fit_model,
)

PEOPLE_MODEL: Model = "mbg_nbd"
"""The model people are valued by: P(alive) of one-time buyers falls with silence, which BG/NBD does not give, in a
closed form that the engine can compute."""

LEAST_REPEATERS_FOR_AMOUNTS = 30

_STEP = 1e-4
_NODES, _LARGE, _EPSILON = 64, 900.0, 1e-12


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a purchase is worth: Gamma-Gamma where it could be fitted, else `mean` of all purchases."""

    fit: Fit | None
    mean: float

    def expected(self, x: Numbers, total: Numbers, values: Numbers | None = None) -> Numbers:
        """After `x` repeat purchases of `total`."""
        if self.fit is None:
            return np.full(np.shape(x), self.mean)
        return gamma_gamma.expected_amount(self.fit.values if values is None else values, x, total)

    @property
    def scatter(self) -> float:
        """Squared coefficient of variation of single purchases around what is expected of a person."""
        if self.fit is None:
            return 1.0
        p, q, _v = self.fit.values
        return float(1 / p + 1 / max(q - 2, 0.5))


def histories(rows: pd.DataFrame, unit_days: float) -> Histories:
    """In units of so many days."""
    weight = rows.get("n", 1)
    return Histories.of(rows["x"], rows["last_days"] / unit_days, rows["age_days"] / unit_days, weight)


def fitted(rows: pd.DataFrame, unit: Unit) -> dict[Model, Fit]:
    """Every model, its times in the unit."""
    seen = histories(rows, UNIT_DAYS[unit])
    return {model: fit_model(model, seen) for model in NAMES}


def fitted_amounts(rows: pd.DataFrame, mean: float) -> Amounts:
    """Gamma-Gamma where enough people have repeat purchases and the mean of people is finite."""
    if len(rows) < LEAST_REPEATERS_FOR_AMOUNTS or rows["mean_amount"].nunique() < 2:
        return Amounts(None, mean)
    found = gamma_gamma.fit_gamma_gamma(rows["x"], rows["mean_amount"])
    return Amounts(found if found.values[1] > 1 and found.is_sure else None, mean)


def parameters(fits: dict[Model, Fit], amounts: Amounts) -> pd.DataFrame:
    """model, name, value, error (standard error), low, high (95 %), log_likelihood."""
    named: list[tuple[str, tuple[str, ...], Fit]] = [(model, NAMES[model], found) for model, found in fits.items()]
    if amounts.fit is not None:
        named.append(("gamma_gamma", gamma_gamma.NAMES, amounts.fit))
    return pd.DataFrame(
        [
            {
                "model": model,
                "name": name,
                "value": float(found.values[place]),
                "error": float(found.errors[place]),
                "low": float(found.low[place]),
                "high": float(found.high[place]),
                "log_likelihood": found.log_likelihood,
            }
            for model, names, found in named
            for place, name in enumerate(names)
        ]
    )


def bound(params: ClvParams, table: pd.DataFrame, mean_amount: float) -> dict[str, Any]:
    """What the statements about single people are bound to: the parameters of a table, and nodes and weights for the
    average over how likely people are to leave."""
    found = {(row["model"], row["name"]): float(row["value"]) for row in table.to_dict("records")}
    r, alpha, a, b = (found[PEOPLE_MODEL, name] for name in NAMES[PEOPLE_MODEL])
    p, q, v = (found.get(("gamma_gamma", name), default) for name, default in (("p", 1.0), ("q", 2.0), ("v", 1.0)))
    nodes, weights = _leaving(a, b)
    return asdict(params) | {
        "r": r,
        "alpha_days": alpha * UNIT_DAYS[params.unit],
        "a": a,
        "b": b,
        "p": p,
        "q": q,
        "v": v,
        "until": params.as_of,
        "is_own_amount": ("gamma_gamma", "p") in found,
        "mean_amount": mean_amount,
        "nodes": [float(node) for node in nodes],
        "weights": [float(weight) for weight in weights / weights.sum()],
    }


def _leaving(a: float, b: float) -> tuple[Numbers, Numbers]:
    """Nodes and weights for an average over a beta distribution: Gauss and Jacobi's; where they overflow, those of
    Laguerre, put right, or for a narrow distribution those of Legendre over its quantiles."""
    if a + b < _LARGE:
        places, weights = roots_jacobi(_NODES, b - 1, a - 1)
        return (1 + places) / 2, weights
    if a < b / 10:
        places, weights = roots_genlaguerre(_NODES, a - 1)
        nodes = places / b
        return nodes, weights / weights.sum() * np.exp((b - 1) * np.log1p(-nodes) + b * nodes)
    places, weights = np.polynomial.legendre.leggauss(_NODES)
    return np.maximum(betaincinv(a, b, (1 + places) / 2), _EPSILON), weights


def forecast(rows: pd.DataFrame, found: Fit, amounts: Amounts, unit_days: float, days: int) -> dict[str, float]:
    """Orders and money of everybody within so many days, with 95 % intervals.

    The variance is that of the parameters (delta method on their logarithms) and that of chance: given the history a
    person is gone, or buys a negative-binomial number of times.
    """
    seen, ahead = histories(rows, unit_days), days / unit_days
    each = rows["repeat_amount"].to_numpy(dtype="float64") / seen.n

    def orders(values: Numbers) -> Numbers:
        return expected_orders(PEOPLE_MODEL, values, seen, ahead)

    def money(values: Numbers, spent: Numbers | None = None) -> float:
        return float((seen.n * orders(values) * amounts.expected(seen.x, each, spent)).sum())

    expected, single = orders(found.values), amounts.expected(seen.x, each)
    by_chance = _variance(found.values, seen, ahead)
    order_error = _spread(lambda values: float((seen.n * orders(values)).sum()), found)
    money_error = _spread(money, found)
    if amounts.fit is not None:
        money_error += _spread(lambda spent: money(found.values, spent), amounts.fit)
    order_error += float((seen.n * by_chance).sum())
    money_error += float((seen.n * single**2 * (by_chance + expected * amounts.scatter)).sum())
    total_orders, total_money = float((seen.n * expected).sum()), money(found.values)
    return {
        "days": days,
        "orders": total_orders,
        "orders_low": max(total_orders - Z_95 * order_error**0.5, 0.0),
        "orders_high": total_orders + Z_95 * order_error**0.5,
        "net_amount": total_money,
        "low": max(total_money - Z_95 * money_error**0.5, 0.0),
        "high": total_money + Z_95 * money_error**0.5,
    }


def _variance(values: Numbers, seen: Histories, ahead: float) -> Numbers:
    here = alive(PEOPLE_MODEL, values, seen)
    mean = expected_if_alive(PEOPLE_MODEL, values, seen.x, seen.age, ahead)
    found: Numbers = here * (mean + mean**2 * (1 + 1 / (values[0] + seen.x))) - (here * mean) ** 2
    return found


def _spread(total: Callable[[Numbers], float], found: Fit) -> float:
    """The variance of a total that comes from the parameters; 0 where their covariance is not known."""
    if not found.is_sure:
        return 0.0
    logs = np.log(found.values)
    slope = [
        (total(np.exp(logs + step)) - total(np.exp(logs - step))) / (2 * _STEP) for step in np.eye(len(logs)) * _STEP
    ]
    return float(np.asarray(slope) @ found.covariance @ np.asarray(slope))
