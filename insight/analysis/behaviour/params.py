"""What can be chosen about behaviour."""

import datetime as dt
from dataclasses import dataclass

from insight.analysis.scope import check_as_of, check_currency
from insight.errors import ParameterError
from insight.i18n import _

MOST_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class BehaviourParams:
    """`as_of` is the first day not counted. The `days` before it are told, and compared with as many days before them.

    A visit ends where a person does nothing for more than `session_minutes`. `goal`: the event that a visit should lead
    to; None: the one that is called like paying, if there is one.
    """

    as_of: dt.date
    currency: str
    days: int = 30
    session_minutes: int = 30
    goal: str | None = None

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)
        for name, most in (("days", MOST_DAYS), ("session_minutes", 1440)):
            value = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
                raise ParameterError(
                    name, value, _("a whole number from {least:count} to {most:count}", least=1, most=most)
                )

    @property
    def since(self) -> dt.date:
        """The first day that is told."""
        return self.as_of - dt.timedelta(days=self.days)
