"""What one buyer may do: draws from what MBG/NBD and Gamma-Gamma say of a person with a given history.

Given that they are alive, a person's rate follows a gamma distribution (r + x, alpha + age) and their probability of
leaving after a purchase a beta distribution (a, b + x + 1); what a purchase is worth follows a gamma distribution whose
scale follows one again: the posteriors of Batislam, Denizel and Filiztekin (2007) and of Fader and Hardie (2013), "The
Gamma-Gamma model of monetary value".
"""

from typing import NamedTuple

import numpy as np

from insight.statistics.intervals import Numbers
from insight.statistics.repeat_buying import Histories, alive

_DRAWS = 20_000


class Range(NamedTuple):
    """A mean over draws, and the ends between which 95 % of them lie."""

    mean: float
    low: float
    high: float

    @classmethod
    def of(cls, draws: Numbers) -> "Range":
        """Of all draws."""
        low, high = np.quantile(draws, (0.025, 0.975))
        return cls(float(draws.mean()), float(low), float(high))


def draw_orders(values: Numbers, seen: Histories, ahead: float, *, seed: int, draws: int = _DRAWS) -> Numbers:
    """Purchases of one person within the time `ahead`: none where they are gone, else as many as come at their rate
    until they leave."""
    random = np.random.default_rng(seed)
    r, alpha, a, b = values
    x, age = float(seen.x), float(seen.age)
    is_alive = random.random(draws) < float(alive("mbg_nbd", values, seen))
    rate = random.gamma(r + x, 1 / (alpha + age), draws)
    leaves = np.clip(random.beta(a, b + x + 1, draws), 1e-12, 1.0)
    come = np.minimum(random.poisson(rate * ahead), random.geometric(leaves))
    return np.where(is_alive, come, 0).astype("float64")


def draw_amounts(orders: Numbers, worth: Numbers, x: float, total: float, *, seed: int) -> Numbers:
    """What so many purchases are worth together; `worth`: p, q and v, after `x` repeat purchases of `total`."""
    random = np.random.default_rng(seed)
    p, q, v = worth
    scale = random.gamma(p * x + q, 1 / (v + total), len(orders))
    drawn = random.gamma(np.maximum(p * orders, 1e-12), 1.0) / scale
    return np.where(orders > 0, drawn, 0.0)
