"""What can be chosen about clusters."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from insight.analysis.scope import check_as_of, check_currency
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.statistics.grouping import Algorithm

Base = Literal["buyers", "everyone"]

ALGORITHMS: dict[Algorithm, Text] = {
    "kmeans": _("K-means"),
    "mixture": _("Gaussian mixture"),
    "density": _("Dense groups (HDBSCAN)"),
}
BASES: dict[Base, Text] = {"buyers": _("Everybody who ever bought"), "everyone": _("Everybody known")}
USUAL_TRAITS = ("orders", "net_amount", "average_order", "recency_days", "festival_share")
LEAST_K, MOST_K = 2, 10
MOST_TRAITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class ClustersParams:
    """`as_of` is the first day not counted; amounts are in `currency`.

    `traits`: names of traits, numbers and categories, by which people of the `base` are put into groups. `k`: how many
    groups; None: as many as are stable, which may be none. `most_k`: up to how many are tried. `seed`: of every draw.
    `model`: number of a kept clustering whose groups people are put into, nothing is fitted then; `named_after`: number
    of a kept clustering whose names the groups get that share most people with it. `fitted_on`: groups are found among
    people as they were on that day; None: on `as_of`. So a saved group stays the same group as days go by.
    """

    as_of: dt.date
    currency: str
    traits: tuple[str, ...] = USUAL_TRAITS
    algorithm: Algorithm = "kmeans"
    k: int | None = None
    most_k: int = 8
    base: Base = "buyers"
    seed: int = 1
    model: int | None = None
    named_after: int | None = None
    fitted_on: dt.date | None = None

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)
        object.__setattr__(self, "traits", tuple(self.traits))
        if not 2 <= len(set(self.traits)) == len(self.traits) <= MOST_TRAITS:
            raise ParameterError("traits", list(self.traits), _("2 to {most} different traits", most=MOST_TRAITS))
        for name, choices in (("algorithm", ALGORITHMS), ("base", BASES)):
            if getattr(self, name) not in choices:
                raise ParameterError(name, getattr(self, name), _("one of {names}", names=", ".join(choices)))
        _check_whole("k", self.k, LEAST_K, MOST_K)
        _check_whole("most_k", self.most_k, LEAST_K, MOST_K)
        _check_whole("seed", self.seed, 0, 2**31 - 1)


def _check_whole(name: str, value: object, least: int, most: int) -> None:
    is_whole = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
    if not is_whole and not (name == "k" and value is None):
        raise ParameterError(
            name, value, _("a whole number from {least:count} to {most:count}", least=least, most=most)
        )
