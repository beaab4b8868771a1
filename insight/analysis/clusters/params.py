"""What can be chosen about clusters."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from insight.errors import ParameterError
from insight.fields import MOST_SEED, AsOf, Choice, Day, Given, InCurrency, Whole, check_fields
from insight.i18n import Text, _
from insight.schema.shipped_traits import SHIPPED
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
_TRAITS = _("2 to {most} different traits", most=MOST_TRAITS)
_LABELS = {trait.name: trait.label for trait in SHIPPED}


def _trait(name: str) -> Text | str:
    return _LABELS.get(name, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClustersParams:
    """`as_of` is the first day not counted; amounts are in `currency`.

    `traits`: names of traits, numbers and categories, by which people of the `base` are put into groups. `k`: how many
    groups; None: as many as are stable, which may be none. `most_k`: up to how many are tried. `seed`: of every draw.
    `model`: number of a kept clustering whose groups people are put into, nothing is fitted then; `named_after`: number
    of a kept clustering whose names the groups get that share most people with it. `fitted_on`: groups are found among
    people as they were on that day; None: on `as_of`. So a saved group stays the same group as days go by.
    """

    as_of: AsOf
    currency: InCurrency
    traits: Annotated[tuple[str, ...], Given(label=_("Traits"), shape=_TRAITS, in_words=_trait)] = USUAL_TRAITS
    algorithm: Annotated[Algorithm, Choice(options=ALGORITHMS, label=_("Found by"))] = "kmeans"
    k: Annotated[int | None, Whole(least=LEAST_K, most=MOST_K, label=_("Number of groups"))] = None
    most_k: Annotated[int, Whole(least=LEAST_K, most=MOST_K, label=_("Groups tried, at most"))] = 8
    base: Annotated[Base, Choice(options=BASES, label=_("Among"))] = "buyers"
    seed: Annotated[int, Whole(most=MOST_SEED, label=_("Seed"))] = 1
    model: Annotated[int | None, Whole(label=_("Kept groups"))] = None
    named_after: Annotated[int | None, Whole(label=_("Named as in kept groups"))] = None
    fitted_on: Annotated[dt.date | None, Day(label=_("Found among people as of"))] = None

    def __post_init__(self) -> None:
        check_fields(self)
        object.__setattr__(self, "traits", tuple(self.traits))
        if not 2 <= len(set(self.traits)) == len(self.traits) <= MOST_TRAITS:
            raise ParameterError("traits", list(self.traits), _TRAITS)
