"""What can be chosen about a crosstab."""

from dataclasses import dataclass
from typing import Annotated

from insight.analysis.answers.kinds import StatedKinds, SurveyTitle, Weighted, stated_kinds
from insight.analysis.answers.weighting import WeightTo, check_weight_to
from insight.fields import AsOf, InCurrency, Named, Whole, check_fields
from insight.i18n import _

MOST_GROUPS = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosstabParams:
    """`as_of` is the first day not counted; `currency` is that of groups by money, and of lists.

    `question`: by its number or its text; None: the net promoter score, or the first with options. `by`: another
    question, `wave` (month of the answer), a fact about people (gender, province, city, tier, channel) or what an
    analysis calls them (rfm_group, stage). Groups of fewer than `least_base` answers are shown and not compared.
    `survey`, `is_weighted`, `kinds` and `weight_to` as of a survey.
    """

    as_of: AsOf
    currency: InCurrency
    survey: SurveyTitle = None
    question: Annotated[str | None, Named(label=_("Question"))] = None
    by: Annotated[str, Named(label=_("Compare by"))] = "rfm_group"
    least_base: Annotated[int, Whole(least=2, most=1000, label=_("Answers compared, at least"))] = 30
    is_weighted: Weighted = True
    kinds: StatedKinds = ()
    weight_to: WeightTo = ()

    def __post_init__(self) -> None:
        check_fields(self)
        stated_kinds(self.kinds)
        check_weight_to(self.weight_to)
