"""What can be chosen about key drivers."""

from dataclasses import dataclass
from typing import Annotated

from insight.analysis.answers.kinds import StatedKinds, SurveyTitle, Weighted, stated_kinds
from insight.analysis.answers.weighting import WeightTo, check_weight_to
from insight.fields import AsOf, Given, InCurrency, Named, check_fields
from insight.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDriversParams:
    """`as_of` is the first day not counted; `currency` is that of lists of people.

    `outcome`: the question whose marks are to be explained, by its number or its text; None: the net promoter score,
    or the first question of marks. `drivers`: questions of marks, or rows of a grid; none named: every other one.
    `survey`, `is_weighted`, `kinds` and `weight_to` as of a survey.
    """

    as_of: AsOf
    currency: InCurrency
    survey: SurveyTitle = None
    outcome: Annotated[str | None, Named(label=_("Question explained"))] = None
    drivers: Annotated[
        tuple[str, ...], Given(label=_("Questions that may explain it"), shape=_("questions by number or text"))
    ] = ()
    is_weighted: Weighted = True
    kinds: StatedKinds = ()
    weight_to: WeightTo = ()

    def __post_init__(self) -> None:
        check_fields(self)
        stated_kinds(self.kinds)
        check_weight_to(self.weight_to)
