"""What can be chosen about journeys across channels."""

from dataclasses import dataclass
from typing import Annotated, Literal

from insight.fields import AsOf, Choice, InCurrency, Whole, check_fields
from insight.i18n import Text, _

Until = Literal["first", "latest"]
UNTIL: dict[Until, Text] = {"first": _("The first order"), "latest": _("The latest order")}


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneysParams:
    """`as_of` is the first day not counted. `until`: the order with which a journey ends; whoever never ordered is
    still on the way. `kept`: so many channels of most people are named in each place, the others together."""

    as_of: AsOf
    currency: InCurrency
    until: Annotated[Until, Choice(options=UNTIL, label=_("A journey ends with"))] = "first"
    kept: Annotated[int, Whole(least=2, most=12, label=_("Channels named in each place"))] = 6

    def __post_init__(self) -> None:
        check_fields(self)
