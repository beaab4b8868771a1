"""What was learnt before a day, and the chances it gives: four models, the simplest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
import pandas as pd

from insight.analysis.predict.features import FEATURES
from insight.statistics.additive import Additive, fit_additive, out_of_fold
from insight.statistics.chances import Platt, log_odds, platt
from insight.statistics.drift import Drift, drift
from insight.statistics.intervals import Numbers
from insight.statistics.repeat_buying import Histories, chance_to_buy, fit_model

Model = Literal["last_year", "lately", "rhythm", "boosting"]

SIMPLEST_FIRST: tuple[Model, ...] = ("last_year", "lately", "rhythm", "boosting")
"""Everybody alike, as in the same days of last year, or as in the last days before; MBG/NBD; boosting."""

LEAST_REPEATERS, LEAST_ROWS, LEAST_CAME = 20, 300, 50
"""Fewer people who bought again are no ground for MBG/NBD; fewer rows, or fewer of either outcome, for boosting."""

_FOLDS = 3
_MILLION = 1_000_000
_FARTHEST = 1e300


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """`rates`: the share of everybody who came, by the models that give all the same chance. `rhythm`: r, alpha (days),
    a and b of MBG/NBD. `boosting` gives scores, which `platt` makes chances. None where there was too little. `drifts`:
    how unlike each other the earlier days were, by model."""

    horizon_days: int
    rates: Mapping[Model, float]
    rhythm: Numbers | None
    boosting: Additive | None
    platt: Platt
    drifts: Mapping[Model, Drift] = field(default_factory=dict)

    @property
    def models(self) -> tuple[Model, ...]:
        """Those that could be learnt, the simplest first."""
        there = {"rhythm": self.rhythm is not None, "boosting": self.boosting is not None}
        return tuple(model for model in SIMPLEST_FIRST if there.get(model, model in self.rates))

    def chances(self, model: Model, rows: pd.DataFrame) -> Numbers:
        """To order within the horizon."""
        if model == "boosting" and self.boosting is not None:
            return self.platt.chances(self.boosting.scores(_matrix(rows)))
        if model == "rhythm" and self.rhythm is not None:
            return chance_to_buy(self.rhythm, _histories(rows), self.horizon_days)
        return np.full(len(rows), self.rates[model])

    def parts(self, model: Model, rows: pd.DataFrame, typical: Mapping[str, float]) -> pd.DataFrame:
        """How far each thing known moves each person's log odds.

        Boosting is a sum: its parts, exactly. MBG/NBD is not: what the log odds lose when one thing that it knows is
        as with the `typical` person. Where all have the same chance nothing moves it.
        """
        if model == "boosting" and self.boosting is not None:
            parts = self.platt.slope * self.boosting.parts(_matrix(rows))
            return pd.DataFrame(parts, columns=list(FEATURES), index=rows.index)
        found = pd.DataFrame(0.0, columns=list(FEATURES), index=rows.index)
        if model == "rhythm":
            whole = log_odds(self.chances(model, rows))
            for name in ("purchases", "silence"):
                found[name] = whole - log_odds(self.chances(model, rows.assign(**{name: typical[name]})))
        return found

    def bound(self, model: Model) -> dict[str, Any]:
        """What the statements about single people are bound to."""
        r, alpha, a, b = (1.0, 1.0, 1.0, 1.0) if self.rhythm is None else map(float, self.rhythm)
        steps = _steps(self.boosting) if model == "boosting" and self.boosting is not None else []
        return {
            "model": model,
            "rate": self.rates.get(model, 0.0),
            "slope": self.platt.slope,
            "shift": self.platt.shift,
            "start": 0.0 if self.boosting is None else self.boosting.start,
            "step_features": [feature for feature, _low, _high, _adds in steps],
            "step_from": [low for _feature, low, _high, _adds in steps],
            "step_to": [high for _feature, _low, high, _adds in steps],
            "step_adds": [round(adds * _MILLION) for _feature, _low, _high, adds in steps],
        } | {"r": r, "alpha_days": alpha, "a": a, "b": b}


def learn(
    now: pd.DataFrame, before: Sequence[pd.DataFrame], year_ago: pd.DataFrame | None, horizon_days: int
) -> Learnt:
    """From what was known on earlier days and what came of it within the horizon, the latest of them first, and from
    what is known `now`, of which nobody knows what comes.

    Chances are set by what came of all these days, on scores of people that the model had not seen: a single day, the
    latest too, may have been followed by unusual weeks.
    """
    rates: dict[Model, float] = {"lately": float(before[0]["came"].mean())}
    if year_ago is not None:
        rates["last_year"] = float(year_ago["came"].mean())
    rows = pd.concat(before, ignore_index=True)
    boosting, curve, given = None, Platt(1.0, 0.0), dict[Model, Numbers]()
    came = int(rows["came"].sum())
    if len(rows) >= LEAST_ROWS and min(came, len(rows) - came) >= LEAST_CAME:
        fold = rows["digits"].map(lambda digits: int(digits, 16) % _FOLDS)
        unseen = out_of_fold(_matrix(rows), rows["came"], fold)
        boosting, curve = fit_additive(_matrix(rows), rows["came"]), platt(unseen, rows["came"])
        given["boosting"] = curve.chances(unseen)
    learnt = Learnt(horizon_days=horizon_days, rates=rates, rhythm=_rhythm(now), boosting=boosting, platt=curve)
    given |= {model: learnt.chances(model, rows) for model in learnt.models if model != "boosting"}
    return replace(learnt, drifts={model: _drift(chances, before) for model, chances in given.items()})


def _drift(chances: Numbers, before: Sequence[pd.DataFrame]) -> Drift:
    """From the chances of the people of all earlier days, day behind day."""
    by_day = np.split(chances, np.cumsum([len(rows) for rows in before])[:-1])
    return drift(zip(by_day, [rows["came"] for rows in before], strict=True))


def shapes(boosting: Additive | None) -> pd.DataFrame:
    """feature, from_value, to_value (nan where there is no end), adds (log odds): what boosting has learnt, whole."""
    rows = [] if boosting is None else _steps(boosting)
    table = pd.DataFrame(rows, columns=["feature", "from_value", "to_value", "adds"])
    table["feature"] = [FEATURES[number] for number in table["feature"]]
    ends = table[["from_value", "to_value"]]
    table[["from_value", "to_value"]] = ends.where(ends.abs() < _FARTHEST)
    return table


def _rhythm(now: pd.DataFrame) -> Numbers | None:
    """MBG/NBD of all purchases, where enough people bought again."""
    if int((now["purchases"] > 1).sum()) < LEAST_REPEATERS:
        return None
    return fit_model("mbg_nbd", _histories(now)).values


def _steps(boosting: Additive) -> list[tuple[int, float, float, float]]:
    """feature, from, to, adds; neighbours that add the same are one."""
    found: list[tuple[int, float, float, float]] = []
    for feature, (cuts, adds) in enumerate(zip(boosting.cuts, boosting.adds, strict=True)):
        ends = [-_FARTHEST, *map(float, cuts), _FARTHEST]
        for low, high, add in zip(ends, ends[1:], map(float, adds), strict=False):
            last = found[-1] if found else None
            if last is not None and last[0] == feature and round(last[3] * _MILLION) == round(add * _MILLION):
                found[-1] = (feature, last[1], high, last[3])
            else:
                found.append((feature, low, high, add))
    return found


def _matrix(rows: pd.DataFrame) -> Numbers:
    found: Numbers = rows[list(FEATURES)].to_numpy(dtype="float64")
    return found


def _histories(rows: pd.DataFrame) -> Histories:
    last = np.maximum(rows["known"] - rows["silence"], 0)
    return Histories.of(rows["purchases"] - 1, last, np.maximum(rows["known"], rows["silence"]))
