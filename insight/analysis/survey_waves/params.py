"""Which two waves are compared."""

import datetime as dt
from dataclasses import dataclass

from insight.analysis.answers.kinds import stated_kinds
from insight.analysis.answers.weighting import check_weight_to
from insight.analysis.scope import check_as_of, check_currency
from insight.errors import ParameterError
from insight.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyWavesParams:
    """`as_of` is the first day not counted; `currency` is that of lists of people.

    `survey`: the later wave; None: the newest. The earlier wave is `against`, another survey, or the responses of the
    same survey before `split_on`. Where neither is given: the newest older survey that asked one of the questions, else
    the same survey before and after its longest pause. `is_weighted`, `kinds` and `weight_to` as of a survey.
    """

    as_of: dt.date
    currency: str
    survey: str | None = None
    against: str | None = None
    split_on: dt.date | None = None
    is_weighted: bool = True
    kinds: tuple[str, ...] = ()
    weight_to: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)
        stated_kinds(self.kinds)
        check_weight_to(self.weight_to)
        if self.against is not None and self.split_on is not None:
            raise ParameterError("split_on", self.split_on, _("either another survey or a day, not both"))
        if self.against is not None and self.against == self.survey:
            raise ParameterError("against", self.against, _("another survey than the later wave"))
        if self.split_on is not None and self.split_on >= self.as_of:
            raise ParameterError("split_on", self.split_on, _("a day before the as-of day"))
