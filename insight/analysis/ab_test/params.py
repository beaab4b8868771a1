"""What is tested: the arms of a campaign, or counts that somebody has; and what a test would have to be."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from insight.analysis.judge.params import check_window
from insight.analysis.scope import check_as_of, check_currency
from insight.errors import ParameterError
from insight.i18n import Text, _

Measure = Literal["people", "orders", "money", "basket"]
MEASURES: dict[Measure, Text] = {
    "people": _("Share that bought"),
    "orders": _("Orders a person"),
    "money": _("Money a person"),
    "basket": _("Money an order"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AbTestParams:
    """`as_of` is the first day not counted; money is in `currency`.

    The arms are those of the contacts of a `campaign` (None: the newest with several), by the word its export uses,
    and orders of `days` from its start count; or `arms` with `sizes` and `successes`, one number each, as somebody
    counted them. `measure`: what is compared. `shares`: what part was meant for each arm, in the order of the result's
    arms; where they are not given, counts of nearly equal arms are taken to have been meant equal.
    `baseline`, `lift`: a test is planned that shall tell this rate from one higher by `lift` of itself.
    """

    as_of: dt.date
    currency: str
    campaign: str | None = None
    measure: Measure = "people"
    days: int = 30
    arms: tuple[str, ...] = ()
    sizes: tuple[int, ...] = ()
    successes: tuple[int, ...] = ()
    shares: tuple[float, ...] = ()
    baseline: float | None = None
    lift: float = 0.1

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)
        check_window(self.days)
        if self.measure not in MEASURES:
            raise ParameterError("measure", self.measure, _("one of {names}", names=", ".join(MEASURES)))
        self._check_counts()
        if any(not 0 < share < 1 for share in self.shares):
            raise ParameterError("shares", self.shares, _("a share between 0 and 1 for each arm"))
        if self.baseline is not None and not 0 < self.baseline < 1:
            raise ParameterError("baseline", self.baseline, _("a rate between 0 and 1"))
        if not self.lift > 0 or (self.baseline is not None and self.baseline * (1 + self.lift) >= 1):
            raise ParameterError("lift", self.lift, _("a share above 0 that leaves the rate below 100 %"))

    def _check_counts(self) -> None:
        if not (len(self.arms) == len(self.sizes) == len(self.successes)):
            raise ParameterError("arms", ", ".join(self.arms), _("as many arms as sizes and successes"))
        if self.arms and (len(self.arms) < 2 or len(set(self.arms)) < len(self.arms)):
            raise ParameterError("arms", ", ".join(self.arms), _("two arms or more, each with a name of its own"))
        for size, success in zip(self.sizes, self.successes, strict=True):
            if not 0 <= success <= size or size < 1:
                raise ParameterError("successes", f"{success} / {size}", _("no more successes than people"))
        if self.arms and self.measure != "people":
            raise ParameterError("measure", self.measure, _("people: counts hold nothing else"))
