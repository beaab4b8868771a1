"""Which two waves are compared."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from insight.analysis.answers.kinds import StatedKinds, SurveyTitle, Weighted, stated_kinds
from insight.analysis.answers.weighting import WeightTo, check_weight_to
from insight.errors import ParameterError
from insight.fields import AsOf, Day, InCurrency, Named, check_fields
from insight.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyWavesParams:
    """`as_of` is the first day not counted; `currency` is that of lists of people.

    `survey`: the later wave; None: the newest. The earlier wave is `against`, another survey, or the responses of the
    same survey before `split_on`. Where neither is given: the newest older survey that asked one of the questions, else
    the same survey before and after its longest pause. `is_weighted`, `kinds` and `weight_to` as of a survey.
    """

    as_of: AsOf
    currency: InCurrency
    survey: SurveyTitle = None
    against: Annotated[str | None, Named(label=_("Earlier wave"))] = None
    split_on: Annotated[dt.date | None, Day(label=_("The later wave began on"))] = None
    is_weighted: Weighted = True
    kinds: StatedKinds = ()
    weight_to: WeightTo = ()

    def __post_init__(self) -> None:
        check_fields(self)
        stated_kinds(self.kinds)
        check_weight_to(self.weight_to)
        if self.against is not None and self.split_on is not None:
            raise ParameterError("split_on", self.split_on, _("either another survey or a day, not both"))
        if self.against is not None and self.against == self.survey:
            raise ParameterError("against", self.against, _("another survey than the later wave"))
        if self.split_on is not None and self.split_on >= self.as_of:
            raise ParameterError("split_on", self.split_on, _("a day before the as-of day"))
