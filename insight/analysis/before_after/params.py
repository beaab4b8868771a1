"""What can be compared: whose orders, of which days with which."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from insight.analysis.judge import CampaignName, ExportNumber, GroupCode, OfTrait, TraitValue
from insight.analysis.judge.who import check_group
from insight.calendar.across import FESTIVAL_NAMES, around_a_year_before
from insight.calendar.festival_days import FestivalKey
from insight.errors import ParameterError
from insight.fields import AsOf, Choice, Day, InCurrency, check_fields
from insight.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAfterParams:
    """`as_of` is the first day not counted; money is in `currency`.

    Whose orders: those of the people contacted by a `campaign`, on a list taken from here (`export`), with a trait
    (`field`, `value`), or of a `group` by its code (segment:3, tag:…, rfm_group:champions) as it was before the earlier
    days, so that nobody is in it for what they did in them; everybody's where nothing is named. Days are half open:
    `after_from` is in it, `after_until` is the first day after it. Where they are not given: the 30 days before as_of,
    and as many days just before; with `around` (a festival: spring, 618, 1111 …) the days that lie around last year's
    as the later ones around this year's.
    """

    as_of: AsOf
    currency: InCurrency
    campaign: CampaignName = None
    export: ExportNumber = None
    field: OfTrait = None
    value: TraitValue = None
    group: GroupCode = None
    after_from: Annotated[dt.date | None, Day(label=_("After: from"))] = None
    after_until: Annotated[dt.date | None, Day(label=_("After: before"))] = None
    before_from: Annotated[dt.date | None, Day(label=_("Before: from"))] = None
    before_until: Annotated[dt.date | None, Day(label=_("Before: before"))] = None
    around: Annotated[FestivalKey | None, Choice(options=FESTIVAL_NAMES, label=_("Same days of last year around"))] = (
        None
    )

    def __post_init__(self) -> None:
        check_fields(self)
        check_group(self.campaign, self.export, self.field, self.value, self.group)
        if self.around is not None and (self.before_from or self.before_until):
            raise ParameterError("around", self.around, _("a festival, or earlier days: not both"))
        for first, until in (self.before, self.after):
            if not first < until:
                raise ParameterError("after_until", until, _("a day after {first:day}", first=first))
        if self.before[1] > self.after[0]:
            raise ParameterError(
                "before_until", self.before[1], _("a day not later than {first:day}", first=self.after[0])
            )

    @property
    def after(self) -> tuple[dt.date, dt.date]:
        """The later days, half open."""
        until = self.after_until or self.as_of
        return self.after_from or until - dt.timedelta(days=30), until

    @property
    def before(self) -> tuple[dt.date, dt.date]:
        """The earlier days, half open; as many as the later ones."""
        if self.around is not None:
            return around_a_year_before(self.after, self.around)
        until = self.before_until or self.after[0]
        return self.before_from or until - (self.after[1] - self.after[0]), until
