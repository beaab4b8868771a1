"""What can be chosen about behaviour."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from insight.calendar.across import FESTIVAL_NAMES, Span, around_a_year_before
from insight.calendar.festival_days import FestivalKey
from insight.errors import ParameterError
from insight.fields import AsOf, Choice, Days, InCurrency, Named, Whole, check_fields
from insight.i18n import _

MOST_DAYS = 366

SessionMinutes = Annotated[int, Whole(least=1, most=1440, label=_("A visit ends after a pause of (minutes)"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class BehaviourParams:
    """`as_of` is the first day not counted. The `days` before it are told, and compared with as many days before them.

    A visit ends where a person does nothing for more than `session_minutes`. `goal`: the event that a visit should lead
    to; None: the one that is called like paying, if there is one. `around` (a festival: spring, 618, 1111 …): compared
    not with the days before but with those that lie around last year's as the days told around this year's.
    """

    as_of: AsOf
    currency: InCurrency
    days: Annotated[int, Days(most=MOST_DAYS, label=_("Days told"))] = 30
    session_minutes: SessionMinutes = 30
    goal: Annotated[str | None, Named(label=_("Goal of a visit (an event)"))] = None
    around: Annotated[FestivalKey | None, Choice(options=FESTIVAL_NAMES, label=_("Same days of last year around"))] = (
        None
    )

    def __post_init__(self) -> None:
        check_fields(self)
        if self.before[1] > self.since:
            raise ParameterError("days", self.days, _("so few days that the two periods do not overlap"))

    @property
    def since(self) -> dt.date:
        """The first day that is told."""
        return self.as_of - dt.timedelta(days=self.days)

    @property
    def before(self) -> Span:
        """The days compared with, half open."""
        if self.around is not None:
            return around_a_year_before((self.since, self.as_of), self.around)
        return self.since - dt.timedelta(days=self.days), self.since
