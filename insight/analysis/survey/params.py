"""What can be chosen about the results of a survey."""

from dataclasses import dataclass

from insight.analysis.answers.kinds import StatedKinds, SurveyTitle, Weighted, stated_kinds
from insight.analysis.answers.weighting import WeightTo, check_weight_to
from insight.fields import AsOf, InCurrency, check_fields


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyParams:
    """`as_of` is the first day not counted; a response without a date counts. `currency` is that of lists of people.

    `survey`: its title; None: the newest. `is_weighted`: a weight that the file gives each response is used. `kinds`:
    what a question is where it was found wrongly: "question=kind", the question by its number or its text.
    `weight_to`: traits (member_tier, city_tier, came_from …) by which those who answered are weighted to look like all
    members.
    """

    as_of: AsOf
    currency: InCurrency
    survey: SurveyTitle = None
    is_weighted: Weighted = True
    kinds: StatedKinds = ()
    weight_to: WeightTo = ()

    def __post_init__(self) -> None:
        check_fields(self)
        stated_kinds(self.kinds)
        check_weight_to(self.weight_to)
