"""Which wishes are ranked, and whose money of which days."""

from dataclasses import dataclass
from typing import Annotated

from insight.analysis.answers.kinds import StatedKinds, SurveyTitle, stated_kinds
from insight.fields import AsOf, Days, InCurrency, Named, check_fields
from insight.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyValueParams:
    """`as_of` is the first day not counted; money is in `currency`, of the last `days` before it.

    `survey`: its title; None: the newest. `question`: one choice, several choices or a ranking (whoever puts a wish
    first), by its number or text; None: the first of several choices, a ranking or one choice. `kinds` as of a survey.
    """

    as_of: AsOf
    currency: InCurrency
    survey: SurveyTitle = None
    question: Annotated[str | None, Named(label=_("Question"))] = None
    days: Annotated[int, Days(least=30, most=3650, label=_("Money of the last days"))] = 365
    kinds: StatedKinds = ()

    def __post_init__(self) -> None:
        check_fields(self)
        stated_kinds(self.kinds)
