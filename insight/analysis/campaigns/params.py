"""What can be chosen about campaigns."""

from dataclasses import dataclass
from typing import Annotated

from insight.analysis.judge import Window
from insight.fields import AsOf, Days, Given, InCurrency, Named, Whole, check_fields
from insight.i18n import _

LONGEST_CAP_DAYS = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignsParams:
    """`as_of` is the first day not counted; money is in `currency`.

    `days`: whoever orders within so many days from the start of a campaign bought. `cap`: more contacts than this
    within any `cap_days` days are too many. `campaign`: whose participation is shown by group; None: the newest.
    `personas`: the kept personas, by number or name, that it is shown by; none named: all of them.
    """

    as_of: AsOf
    currency: InCurrency
    days: Window = 30
    cap: Annotated[int, Whole(least=1, most=100, label=_("Contacts at most"))] = 4
    cap_days: Annotated[int, Days(most=LONGEST_CAP_DAYS, label=_("Within days"))] = 30
    campaign: Annotated[str | None, Named(label=_("Campaign"))] = None
    personas: Annotated[tuple[str, ...], Given(label=_("Personas"), shape=_("kept personas by number or name"))] = ()

    def __post_init__(self) -> None:
        check_fields(self)
