"""Days and currencies: up to when is counted, and in which money."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Annotated, Any

from insight.fields.field import Field
from insight.i18n import Text, _


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Field):
    """A day."""

    @property
    def expected(self) -> Text:
        return _("a day such as 2025-12-31")

    def check(self, value: object) -> dt.date:
        if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
            raise self.refused(value)
        return value

    def read(self, value: object) -> dt.date:
        if not isinstance(value, str):
            return self.check(value)
        try:
            return dt.datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError as error:
            raise self.refused(value) from error

    def plain(self, value: Any) -> str:
        day: dt.date = value
        return day.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency(Field):
    """An ISO 4217 code. A condition that does not name one has the currency of the page."""

    name: str = "currency"
    label: Text = field(default_factory=lambda: _("Currency"))

    @property
    def expected(self) -> Text:
        return _("an ISO 4217 code such as CNY")

    def check(self, value: object) -> str:
        if not isinstance(value, str) or len(value) != 3 or not value.isascii() or not value.isupper():
            raise self.refused(value)
        return value


AsOf = Annotated[dt.date, Day(label=_("As of"))]
"""The day up to which an analysis counts: the first that it does not."""

InCurrency = Annotated[str, Currency()]
"""The one currency that an analysis counts money in."""
