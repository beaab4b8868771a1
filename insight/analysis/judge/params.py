"""What can be asked of the judge: of whom, from which day, for how long, by what."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from insight.analysis.judge.who import FIELDS, Field, check_group
from insight.analysis.scope import check_as_of, check_currency
from insight.errors import ParameterError
from insight.i18n import Text, _

Outcome = Literal["people", "orders", "money"]

OUTCOMES: dict[Outcome, Text] = {
    "people": _("Bought at all"),
    "orders": _("Orders a person"),
    "money": _("Money a person"),
}

LEAST_DAYS, MOST_DAYS = 3, 180


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeParams:
    """`as_of` is the first day not counted; orders and money are those in `currency`.

    Of whom: a `campaign` by its number, a list that was taken from here by the number of its `export`, or the people
    whose `field` has that `value` ("everybody" needs none); where nothing is named, the newest campaign, else the
    newest list with people held back. `starts_on`: judged from that day, where it is not the campaign's own. `days`:
    orders of so many days from then count. `outcome`: what the verdict goes by. `control_share`: what part was meant to
    be held back, where that is known; the log of exports knows it.
    """

    as_of: dt.date
    currency: str
    campaign: str | None = None
    export: str | None = None
    field: Field | None = None
    value: str | None = None
    starts_on: dt.date | None = None
    days: int = 30
    outcome: Outcome = "people"
    control_share: float | None = None

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)
        check_group(self.campaign, self.export, self.field, self.value)
        check_window(self.days)
        if self.starts_on is not None:
            check_as_of(self.starts_on)
        if self.field is not None and self.starts_on is None:
            raise ParameterError("starts_on", "–", _("the day from which these people are judged"))
        if self.outcome not in OUTCOMES:
            raise ParameterError("outcome", self.outcome, _("one of {names}", names=", ".join(OUTCOMES)))
        if self.control_share is not None and not 0 < self.control_share < 1:
            raise ParameterError("control_share", self.control_share, _("a share between 0 and 1"))


def check_window(days: object, name: str = "days") -> None:
    """Raises ParameterError unless it is a number of days that can be judged."""
    if not isinstance(days, int) or isinstance(days, bool) or not LEAST_DAYS <= days <= MOST_DAYS:
        expected = _("a whole number from {least:count} to {most:count}", least=LEAST_DAYS, most=MOST_DAYS)
        raise ParameterError(name, days, expected)


__all__ = ["FIELDS", "OUTCOMES", "JudgeParams", "Outcome", "check_window"]
