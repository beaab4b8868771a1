"""What can be chosen about paths."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from insight.errors import ParameterError
from insight.fields import MOST_SEED, AsOf, Days, Flag, InCurrency, Named, Whole, check_fields
from insight.i18n import _

MOST_STEPS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PathsParams:
    """`as_of` is the first day not counted; visits that began in the `days` before it are told.

    A visit ends where a person does nothing for more than `session_minutes`. `start`: the event where paths start, or
    end with `is_back`; None: the event that most people did. `steps`: how far they are followed. `kept`: how many
    events a step names; rarer ones are one. `group`: a group of people (rfm_group:champions, stage:loyal, tag:…,
    segment:3) whose ways are put beside those of `against`, another one; None: of everybody else. `seed`: of the random
    splits that show what chance makes.
    """

    as_of: AsOf
    currency: InCurrency
    start: Annotated[str | None, Named(label=_("Event"))] = None
    is_back: Annotated[bool, Flag(label=_("What came before"))] = False
    steps: Annotated[int, Whole(least=1, most=MOST_STEPS, label=_("Steps shown"))] = 3
    kept: Annotated[int, Whole(least=1, most=12, label=_("Events named a step"))] = 5
    days: Annotated[int, Days(most=366, label=_("Days told"))] = 30
    session_minutes: Annotated[int, Whole(least=1, most=1440, label=_("A visit ends after a pause of (minutes)"))] = 30
    group: Annotated[str | None, Named(label=_("Group of people"))] = None
    against: Annotated[str | None, Named(label=_("Beside"))] = None
    seed: Annotated[int, Whole(least=0, most=MOST_SEED, label=_("Seed"))] = 20260101

    def __post_init__(self) -> None:
        check_fields(self)
        if self.against is not None and self.against == self.group:
            raise ParameterError("against", self.against, _("another group than the one it is put beside"))
        if self.against is not None and self.group is None:
            raise ParameterError("against", self.against, _("a group beside it: group"))

    @property
    def since(self) -> dt.date:
        """The first day that is told."""
        return self.as_of - dt.timedelta(days=self.days)
