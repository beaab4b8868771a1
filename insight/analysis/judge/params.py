"""What can be asked of the judge: of whom, from which day, for how long, by what."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from insight.analysis.judge.who import FIELDS, Field, check_group
from insight.errors import ParameterError
from insight.fields import AsOf, Choice, Day, Days, InCurrency, Named, Share, check_fields
from insight.i18n import Text, _

Outcome = Literal["people", "orders", "money"]

OUTCOMES: dict[Outcome, Text] = {
    "people": _("Bought at all"),
    "orders": _("Orders a person"),
    "money": _("Money a person"),
}

LEAST_DAYS, MOST_DAYS = 3, 180

Window = Annotated[int, Days(least=LEAST_DAYS, most=MOST_DAYS, label=_("Days that count"))]
"""A number of days that can be judged."""
CampaignName = Annotated[str | None, Named(label=_("Campaign"))]
ExportNumber = Annotated[str | None, Named(label=_("List taken from here"))]
OfTrait = Annotated[Field | None, Choice(options=FIELDS, label=_("People told by"))]
GroupCode = Annotated[str | None, Named(label=_("Group of people"))]
TraitValue = Annotated[str | None, Named(label=_("Who have"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeParams:
    """`as_of` is the first day not counted; orders and money are those in `currency`.

    Of whom: a `campaign` by its number, a list that was taken from here by the number of its `export`, or the people
    whose `field` has that `value` ("everybody" needs none), or a `group` by its code (segment:3, tag:…,
    rfm_group:champions) as it was on the day of the start; where nothing is named, the newest campaign, else the
    newest list with people held back. `starts_on`: judged from that day, where it is not the campaign's own. `days`:
    orders of so many days from then count. `outcome`: what the verdict goes by. `control_share`: what part was meant to
    be held back, where that is known; the log of exports knows it.
    """

    as_of: AsOf
    currency: InCurrency
    campaign: CampaignName = None
    export: ExportNumber = None
    field: OfTrait = None
    value: TraitValue = None
    group: GroupCode = None
    starts_on: Annotated[dt.date | None, Day(label=_("From another day"))] = None
    days: Window = 30
    outcome: Annotated[Outcome, Choice(options=OUTCOMES, label=_("Judged by"))] = "people"
    control_share: Annotated[float | None, Share(without="both ends", label=_("Part meant to be held back"))] = None

    def __post_init__(self) -> None:
        check_fields(self)
        check_group(self.campaign, self.export, self.field, self.value, self.group)
        if (self.field or self.group) is not None and self.starts_on is None:
            raise ParameterError("starts_on", "–", _("the day from which these people are judged"))
