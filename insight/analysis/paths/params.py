"""What can be chosen about paths."""

import datetime as dt
from dataclasses import dataclass

from insight.analysis.scope import check_as_of, check_currency
from insight.errors import ParameterError
from insight.i18n import _

MOST = {"days": 366, "session_minutes": 1440, "steps": 5, "kept": 12}
"""The highest value of each number; the lowest is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathsParams:
    """`as_of` is the first day not counted; visits that began in the `days` before it are told.

    A visit ends where a person does nothing for more than `session_minutes`. `start`: the event where paths start, or
    end with `is_back`; None: the event that most people did. `steps`: how far they are followed. `kept`: how many
    events a step names; rarer ones are one.
    """

    as_of: dt.date
    currency: str
    start: str | None = None
    is_back: bool = False
    steps: int = 3
    kept: int = 5
    days: int = 30
    session_minutes: int = 30

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)
        for name, most in MOST.items():
            value = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
                raise ParameterError(
                    name, value, _("a whole number from {least:count} to {most:count}", least=1, most=most)
                )

    @property
    def since(self) -> dt.date:
        """The first day that is told."""
        return self.as_of - dt.timedelta(days=self.days)
