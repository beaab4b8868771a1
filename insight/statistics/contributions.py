"""How much of a change each part made: parts that add up to the whole exactly."""

import math
from collections.abc import Sequence


def of_factors(before: Sequence[float], after: Sequence[float]) -> list[float]:
    """The change of a product, split among its factors: L(x1, x0) · ln(f1 / f0), with L the logarithmic mean.

    Ang (2004), Energy Policy 32, 1131-1139 (LMDI I): nothing is left over, and the order of the factors does not
    matter. nan for all where a factor is zero or below on one side: a product that began from nothing has no parts.
    """
    if not all(value > 0 for value in (*before, *after)):
        return [math.nan] * len(before)
    weight = logarithmic_mean(math.prod(before), math.prod(after))
    return [weight * math.log(later / earlier) for earlier, later in zip(before, after, strict=True)]


def logarithmic_mean(one: float, other: float) -> float:
    """(a - b) / ln(a / b); the number itself where both are equal."""
    if math.isclose(one, other, rel_tol=1e-12):
        return one
    return (one - other) / math.log(one / other)
