"""The normal, Student's, chi-squared and F distribution, as far as intervals and tests ask for them.

Of `scipy.special`, by which `scipy.stats` works them out too: a command that only reads a file need not wait for the
hundred distributions that are there.
"""

from scipy.special import chdtrc, chdtri, fdtrc, ndtr, ndtri, stdtr, stdtrit


def normal_quantile(share: float) -> float:
    """What a standard normal value stays below in that share of cases."""
    return float(ndtri(share))


Z_95 = normal_quantile(0.975)
"""Half the width of a 95 % interval, in standard errors."""


def normal_p(z: float) -> float:
    """How often a standard normal value lies as far from 0 as `z`, on either side."""
    return float(2 * ndtr(-abs(z)))


def student_quantile(share: float, freedom: float) -> float:
    """What a value of Student's t stays below in that share of cases."""
    return float(stdtrit(freedom, share))


def student_p(value: float, freedom: float) -> float:
    """How often a value of Student's t lies as far from 0, on either side."""
    return float(2 * stdtr(freedom, -abs(value)))


def chi2_p(value: float, freedom: float) -> float:
    """How often a value of chi-squared is larger."""
    return float(chdtrc(freedom, value))


def chi2_limit(chance: float, freedom: float) -> float:
    """What a value of chi-squared exceeds so often."""
    return float(chdtri(freedom, chance))


def f_p(value: float, between: float, within: float) -> float:
    """How often a value of F with these two degrees of freedom is larger."""
    return float(fdtrc(between, within, value))
