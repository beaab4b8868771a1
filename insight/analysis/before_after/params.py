"""What can be compared: whose orders, of which days with which."""

import datetime as dt
from dataclasses import dataclass

from insight.analysis.judge.who import Field, check_group
from insight.analysis.scope import check_as_of, check_currency
from insight.errors import ParameterError
from insight.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAfterParams:
    """`as_of` is the first day not counted; money is in `currency`.

    Whose orders: those of the people contacted by a `campaign`, on a list taken from here (`export`), or with a trait
    (`field`, `value`); everybody's where nothing is named. Days are half open: `after_from` is in it, `after_until` is
    the first day after it. Where they are not given: the 30 days before as_of, and as many days just before.
    """

    as_of: dt.date
    currency: str
    campaign: str | None = None
    export: str | None = None
    field: Field | None = None
    value: str | None = None
    after_from: dt.date | None = None
    after_until: dt.date | None = None
    before_from: dt.date | None = None
    before_until: dt.date | None = None

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)
        check_group(self.campaign, self.export, self.field, self.value)
        for name in ("after_from", "after_until", "before_from", "before_until"):
            if getattr(self, name) is not None:
                check_as_of(getattr(self, name))
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
        until = self.before_until or self.after[0]
        return self.before_from or until - (self.after[1] - self.after[0]), until
