"""How far what comes of chances lies from what was said, when no two spans of time are alike.

A span has a level of its own: of people given the same chance more come in a good quarter than in a bad one, all
together, and no number of people makes that smaller. How far, earlier spans say: each of them has its own curve from
what was said to what came. A new span is drawn as they were (prediction interval of a normal sample, Student's t:
Fisher 1935, Annals of Eugenics 6, 391-398), and within it people come or not.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import expit

from insight.statistics.chances import Platt, log_odds, platt
from insight.statistics.distributions import Z_95, student_quantile
from insight.statistics.intervals import Numbers

LEAST_SPANS = 3
"""Two spans do not say how far a third may lie."""


@dataclass(frozen=True, slots=True)
class Drift:
    """`curves`: of each earlier span, from the log odds that were said to those that came."""

    curves: tuple[Platt, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether there were spans enough."""
        return len(self.curves) >= LEAST_SPANS

    def spread(self, chances: Any) -> Numbers:
        """Half the 95 % interval of the log odds of people given such chances, whoever they are; nan where unknown."""
        said = log_odds(chances)
        if not self.is_known:
            return np.full(said.shape, np.nan)
        spans = len(self.curves)
        came = np.array([curve.slope * said + curve.shift for curve in self.curves])
        found: Numbers = came.std(axis=0, ddof=1) * (1 + 1 / spans) ** 0.5 * student_quantile(0.975, spans - 1)
        return found

    def bounds(self, chances: Any, n: Any = np.inf) -> tuple[Numbers, Numbers]:
        """Between which shares it will lie with 95 % how many of `n` people given such a chance come."""
        said = log_odds(chances)
        by_lot = 1 / (np.asarray(n, dtype="float64") * expit(said) * expit(-said))
        half = np.sqrt(self.spread(chances) ** 2 + Z_95**2 * by_lot)
        return expit(said - half), expit(said + half)


def drift(spans: Any) -> Drift:
    """From the chances that were given in each earlier span, and who came (1 or 0)."""
    return Drift(tuple(_curve(chances, came) for chances, came in spans))


def _curve(chances: Any, came: Any) -> Platt:
    said, outcome = log_odds(chances), np.asarray(came, dtype="bool")
    if np.ptp(said) > 0:
        return platt(said, outcome)
    share = (outcome.sum() + 1) / (len(outcome) + 2)
    return Platt(1.0, float(log_odds(share) - said[0]))
