"""What can be chosen about campaigns."""

import datetime as dt
from dataclasses import dataclass

from insight.analysis.judge.params import check_window
from insight.analysis.scope import check_as_of, check_currency
from insight.errors import ParameterError
from insight.i18n import _

LONGEST_CAP_DAYS = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignsParams:
    """`as_of` is the first day not counted; money is in `currency`.

    `days`: whoever orders within so many days from the start of a campaign bought. `cap`: more contacts than this
    within any `cap_days` days are too many. `campaign`: whose participation is shown by group; None: the newest.
    """

    as_of: dt.date
    currency: str
    days: int = 30
    cap: int = 4
    cap_days: int = 30
    campaign: str | None = None

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)
        check_window(self.days)
        for name, most in (("cap", 100), ("cap_days", LONGEST_CAP_DAYS)):
            value = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
                expected = _("a whole number from {least:count} to {most:count}", least=1, most=most)
                raise ParameterError(name, value, expected)
