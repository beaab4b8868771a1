"""When people buy again, and whether they still will: BG/NBD, MBG/NBD and Pareto/NBD.

While alive a person buys at random at an own rate, which differs between people by a gamma distribution (r, alpha).
They leave: after any purchase with a probability that follows a beta distribution (a, b) in BG/NBD; after any purchase
and after the first in MBG/NBD; at any time at a rate that follows a gamma distribution (s, beta) in Pareto/NBD.

Fader, Hardie and Lee (2005), Marketing Science 24, 275-284; Batislam, Denizel and Filiztekin (2007), International
Journal of Research in Marketing 24, 201-209; Schmittlein, Morrison and Colombo (1987), Management Science 33, 1-24, in
the form of Fader and Hardie (2005), "A note on deriving the Pareto/NBD model".
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from scipy.special import betaln, gammaln, hyp2f1

from insight.statistics.intervals import Numbers
from insight.statistics.maximum_likelihood import Fit, fit

Model = Literal["bg_nbd", "mbg_nbd", "pareto_nbd"]

NAMES: dict[Model, tuple[str, str, str, str]] = {
    "bg_nbd": ("r", "alpha", "a", "b"),
    "mbg_nbd": ("r", "alpha", "a", "b"),
    "pareto_nbd": ("r", "alpha", "s", "beta"),
}
_STARTS = ((1.0, 1.0, 0.5, 1.0), (0.5, 2.0, 0.5, 2.0))
_ENOUGH = 3000
"""So many histories show about where the largest likelihood lies."""

_IS_SINGULAR = 1e-7
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(32)


@dataclass(frozen=True, slots=True)
class Histories:
    """`n` people each with `x` repeat purchases, the last `last` after the first, who were watched for `age`.

    All times in one unit, whatever it is. `last` is 0 where there is no repeat.
    """

    x: Numbers
    last: Numbers
    age: Numbers
    n: Numbers

    @classmethod
    def of(cls, x: Any, last: Any, age: Any, n: Any = 1) -> "Histories":
        """From columns of numbers."""
        columns = np.broadcast_arrays(*(np.asarray(column, dtype="float64") for column in (x, last, age, n)))
        return cls(*columns)

    def every(self, step: int) -> "Histories":
        """Every so manieth row of columns."""
        return Histories(*(column[::step] for column in (self.x, self.last, self.age, self.n)))


def fit_model(model: Model, seen: Histories) -> Fit:
    """The parameters of largest likelihood, in the order of `NAMES`, in the unit of the histories.

    Times are measured in tenths of the longest history meanwhile, so that the search starts alike for days and weeks.
    Of very many histories every so manieth shows the way to the peak, which is then found on all of them.
    """
    unit = float(seen.age.max()) / 10 or 1.0
    scaled = Histories(seen.x, seen.last / unit, seen.age / unit, seen.n)
    some = scaled.every(max(len(seen.x) // _ENOUGH, 1))
    found = fit(
        lambda values: _log_likelihood(model, values, scaled),
        _STARTS,
        int(seen.n.sum()),
        (lambda values: _log_likelihood(model, values, some), int(some.n.sum())),
    )
    times = np.array([1.0, unit, 1.0, unit if model == "pareto_nbd" else 1.0])
    shift = float((seen.n * seen.x).sum()) * np.log(unit)
    return Fit(
        found.values * times,
        found.errors * times,
        found.low * times,
        found.high * times,
        found.covariance,
        found.log_likelihood - shift,
    )


def _log_likelihood(model: Model, values: Numbers, seen: Histories) -> float:
    """Of all histories, their weights counted."""
    each = _LIKELIHOODS[model](values, seen)
    return float((seen.n * each).sum())


def _bg(values: Numbers, seen: Histories) -> Numbers:
    r, alpha, a, b = values
    x = seen.x
    start = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + betaln(a, b + x) - betaln(a, b)
    alive = -(r + x) * np.log(alpha + seen.age)
    gone = np.where(x > 0, np.log(a) - np.log(b + np.maximum(x, 1) - 1) - (r + x) * np.log(alpha + seen.last), -np.inf)
    found: Numbers = start + np.logaddexp(alive, gone)
    return found


def _mbg(values: Numbers, seen: Histories) -> Numbers:
    r, alpha, a, b = values
    x = seen.x
    start = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + betaln(a, b + x + 1) - betaln(a, b)
    alive = -(r + x) * np.log(alpha + seen.age)
    gone = np.log(a) - np.log(b + x) - (r + x) * np.log(alpha + seen.last)
    found: Numbers = start + np.logaddexp(alive, gone)
    return found


def _pareto(values: Numbers, seen: Histories) -> Numbers:
    r, alpha, s, beta = values
    x = seen.x
    start = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
    alive = -(r + x) * np.log(alpha + seen.age) - s * np.log(beta + seen.age)
    found: Numbers = start + np.logaddexp(alive, _left_between(values, seen))
    return found


def _left_between(values: Numbers, seen: Histories) -> Numbers:
    """log of the integral over tau from the last purchase to now of s (beta + tau)^-(s + 1) (alpha + tau)^-(r + x).

    The form with 2F1 of Fader and Hardie (2005) is slow and loses digits where alpha and beta are far apart; over the
    logarithm of smaller + tau, Gauss and Legendre's nodes give 10 digits.
    """
    r, alpha, s, beta = values
    smaller = min(alpha, beta)
    least, most = np.log(smaller + seen.last), np.log(smaller + seen.age)
    half = (most - least) / 2
    places = least[..., None] + half[..., None] * (1 + _NODES)
    after = np.exp(places)
    logs = (
        places
        - (s + 1) * np.log(after + (beta - smaller))
        - (r + seen.x)[..., None] * np.log(after + (alpha - smaller))
        + np.log(_WEIGHTS)
    )
    highest = logs.max(axis=-1)
    with np.errstate(divide="ignore"):
        found: Numbers = np.log(s) + np.log(half) + highest + np.log(np.exp(logs - highest[..., None]).sum(axis=-1))
    return found


_LIKELIHOODS = {"bg_nbd": _bg, "mbg_nbd": _mbg, "pareto_nbd": _pareto}


def alive(model: Model, values: Numbers, seen: Histories) -> Numbers:
    """The probability that a person with this history still buys."""
    r, alpha, third, fourth = values
    waited = (r + seen.x) * np.log((alpha + seen.age) / (alpha + seen.last))
    if model == "pareto_nbd":
        odds = (r + seen.x) * np.log(alpha + seen.age) + third * np.log(fourth + seen.age) + _left_between(values, seen)
    elif model == "mbg_nbd":
        odds = np.log(third / (fourth + seen.x)) + waited
    else:
        odds = np.where(seen.x > 0, np.log(third / (fourth + np.maximum(seen.x, 1) - 1)) + waited, -np.inf)
    found: Numbers = 1 / (1 + np.exp(odds))
    return found


def expected_orders(model: Model, values: Numbers, seen: Histories, ahead: float) -> Numbers:
    """Purchases that a person with this history is expected to make within the time `ahead`."""
    return alive(model, values, seen) * expected_if_alive(model, values, seen.x, seen.age, ahead)


def expected_if_alive(model: Model, values: Numbers, x: Numbers, age: Numbers, ahead: float) -> Numbers:
    """The same of somebody who still buys."""
    r, alpha, third, fourth = values
    third = third if abs(third - 1) > _IS_SINGULAR else 1 + _IS_SINGULAR
    if model == "pareto_nbd":
        lasting = 1 - ((fourth + age) / (fourth + age + ahead)) ** (third - 1)
        found: Numbers = (r + x) * (fourth + age) / ((alpha + age) * (third - 1)) * lasting
        return found
    stayed = fourth + x + (1 if model == "mbg_nbd" else 0)
    series = hyp2f1(r + x, stayed, third + stayed - 1, ahead / (alpha + age + ahead))
    quiet = ((alpha + age) / (alpha + age + ahead)) ** (r + x)
    grown: Numbers = (third + stayed - 1) / (third - 1) * (1 - quiet * series)
    return grown


def chance_to_buy(values: Numbers, seen: Histories, ahead: float) -> Numbers:
    """The probability of at least one purchase within the time `ahead` by MBG/NBD, where people leave on purchases."""
    r, alpha, _a, _b = values
    quiet = ((alpha + seen.age) / (alpha + seen.age + ahead)) ** (r + seen.x)
    found: Numbers = alive("mbg_nbd", values, seen) * (1 - quiet)
    return found
