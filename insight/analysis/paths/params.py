"""What can be chosen about paths."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from insight.fields import AsOf, Days, Flag, InCurrency, Named, Whole, check_fields
from insight.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class PathsParams:
    """`as_of` is the first day not counted; visits that began in the `days` before it are told.

    A visit ends where a person does nothing for more than `session_minutes`. `start`: the event where paths start, or
    end with `is_back`; None: the event that most people did. `steps`: how far they are followed. `kept`: how many
    events a step names; rarer ones are one.
    """

    as_of: AsOf
    currency: InCurrency
    start: Annotated[str | None, Named(label=_("Event"))] = None
    is_back: Annotated[bool, Flag(label=_("What came before"))] = False
    steps: Annotated[int, Whole(least=1, most=5, label=_("Steps shown"))] = 3
    kept: Annotated[int, Whole(least=1, most=12, label=_("Events named a step"))] = 5
    days: Annotated[int, Days(most=366, label=_("Days told"))] = 30
    session_minutes: Annotated[int, Whole(least=1, most=1440, label=_("A visit ends after a pause of (minutes)"))] = 30

    def __post_init__(self) -> None:
        check_fields(self)

    @property
    def since(self) -> dt.date:
        """The first day that is told."""
        return self.as_of - dt.timedelta(days=self.days)
