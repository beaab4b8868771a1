"""What is tested: the arms of a campaign, lists, or numbers that somebody has; and what a test would have to be."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from insight.analysis.judge import Window
from insight.errors import ParameterError
from insight.fields import AsOf, Choice, Day, Given, InCurrency, Named, Whole, check_fields
from insight.i18n import Text, _

Measure = Literal["people", "clicked", "orders", "money", "basket"]
MEASURES: dict[Measure, Text] = {
    "people": _("Share that bought"),
    "clicked": _("Share that clicked"),
    "orders": _("Orders a person"),
    "money": _("Money a person"),
    "basket": _("Money an order"),
}
SHARES: tuple[Measure, ...] = ("people", "clicked")
"""What is counted by persons: the others are amounts."""

MOST_VERSIONS = 20
_EACH, _NUMBER = _("a number for each version"), _("a number")


@dataclass(frozen=True, slots=True, kw_only=True)
class AbTestParams:
    """`as_of` is the first day not counted; money is in `currency`.

    Whose orders of `days` count, the first of these that is given: `arms` with `sizes` and, as somebody worked them
    out, `successes` (of a share) or `means` and `deviations` (of an amount; the deviation is that of single persons);
    `lists` (`upload:…`, `export:…` or their names), each an arm; a `campaign`, whose arms are the words of its export;
    nothing but a `baseline`: a test that is planned; else the newest campaign with several arms.

    `measure`: what is compared. `starts_on`: from which day; None: from the start of the campaign, the day on which
    the newest list was taken. `shares`: what part was meant for each arm, in the order of the result's arms; where
    they are not given, arms of nearly equal size are taken to have been meant equal.

    A test is planned that shall tell `baseline` (None: what the first arm shows; with `deviation` of an amount) from a
    value higher by `lift` of itself, among `versions`; `people`: how many each of them can have at most.
    """

    as_of: AsOf
    currency: InCurrency
    campaign: Annotated[str | None, Named(label=_("Campaign"))] = None
    lists: Annotated[tuple[str, ...], Given(label=_("The lists, one for each version"), shape=_("names of lists"))] = ()
    starts_on: Annotated[dt.date | None, Day(label=_("Used on"))] = None
    measure: Annotated[Measure, Choice(options=MEASURES, label=_("Compared by"))] = "people"
    days: Window = 30
    arms: Annotated[tuple[str, ...], Given(label=_("Versions"), shape=_("a name for each"))] = ()
    sizes: Annotated[tuple[int, ...], Given(label=_("People"), shape=_EACH)] = ()
    successes: Annotated[tuple[int, ...], Given(label=_("Of them did it"), shape=_EACH)] = ()
    means: Annotated[tuple[float, ...], Given(label=_("Mean of a person"), shape=_EACH)] = ()
    deviations: Annotated[tuple[float, ...], Given(label=_("Standard deviation"), shape=_EACH)] = ()
    shares: Annotated[
        tuple[float, ...], Given(label=_("Planned shares of the versions, if not equal"), shape=_EACH)
    ] = ()
    baseline: Annotated[float | None, Given(label=_("What is usual"), shape=_NUMBER)] = None
    deviation: Annotated[float | None, Given(label=_("Standard deviation"), shape=_NUMBER)] = None
    lift: Annotated[float, Given(label=_("Rise to be seen"), shape=_NUMBER)] = 0.1
    versions: Annotated[int, Whole(least=2, most=MOST_VERSIONS, label=_("Versions"))] = 2
    people: Annotated[
        int | None, Given(label=_("People you have for each version"), shape=_("a whole number, 2 or more"))
    ] = None

    def __post_init__(self) -> None:
        check_fields(self)
        _check_names("arms", self.arms)
        _check_names("lists", self.lists)
        if self.arms:
            self._check_numbers()
        elif self.sizes or self.successes or self.means or self.deviations:
            raise ParameterError("arms", "–", _("as many arms as sizes and successes"))
        if any(not 0 < share < 1 for share in self.shares):
            raise ParameterError("shares", self.shares, _("a share between 0 and 1 for each arm"))
        if self.lists and self.measure == "clicked":
            raise ParameterError("measure", self.measure, _("something else than clicks: lists hold none"))
        self._check_plan()

    @property
    def is_share(self) -> bool:
        """Whether persons are counted, and no amounts."""
        return self.measure in SHARES

    def _check_numbers(self) -> None:
        if any(size < 1 for size in self.sizes):
            raise ParameterError("sizes", min(self.sizes), _("1 person or more in each arm"))
        if self.measure == "basket":
            raise ParameterError(
                "measure", self.measure, _("another: how orders go with people has to be known, which takes the data")
            )
        if self.is_share:
            self._check_counts()
        else:
            self._check_amounts()

    def _check_counts(self) -> None:
        if not (len(self.arms) == len(self.sizes) == len(self.successes)):
            raise ParameterError("arms", ", ".join(self.arms), _("as many arms as sizes and successes"))
        for size, success in zip(self.sizes, self.successes, strict=True):
            if not 0 <= success <= size:
                raise ParameterError("successes", f"{success} / {size}", _("no more successes than people"))

    def _check_amounts(self) -> None:
        if not (len(self.arms) == len(self.sizes) == len(self.means) == len(self.deviations)):
            raise ParameterError("arms", ", ".join(self.arms), _("as many arms as sizes, means and deviations"))
        if any(deviation < 0 for deviation in self.deviations):
            raise ParameterError("deviations", min(self.deviations), _("0 or more"))

    def _check_plan(self) -> None:
        if self.people is not None and self.people < 2:
            raise ParameterError("people", self.people, _("2 or more"))
        if not self.lift > 0:
            raise ParameterError("lift", self.lift, _("a share above 0 that leaves the rate below 100 %"))
        if self.baseline is None:
            return
        if not self.is_share:
            self._check_amount()
        elif not 0 < self.baseline < 1:
            raise ParameterError("baseline", self.baseline, _("a rate between 0 and 1"))
        elif self.baseline * (1 + self.lift) >= 1:
            raise ParameterError("lift", self.lift, _("a share above 0 that leaves the rate below 100 %"))

    def _check_amount(self) -> None:
        if self.baseline is not None and not self.baseline > 0:
            raise ParameterError("baseline", self.baseline, _("an amount above 0"))
        if self.deviation is None or not self.deviation > 0:
            raise ParameterError("deviation", self.deviation or "–", _("how far single persons are from the mean"))


def _check_names(name: str, given: Sequence[str]) -> None:
    if given and (len(given) < 2 or len(set(given)) < len(given)):
        raise ParameterError(name, ", ".join(given), _("two arms or more, each with a name of its own"))
