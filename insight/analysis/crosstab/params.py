"""What can be chosen about a crosstab."""

import datetime as dt
from dataclasses import dataclass

from insight.analysis.answers.kinds import stated_kinds
from insight.analysis.scope import check_as_of, check_currency
from insight.errors import ParameterError
from insight.i18n import _

MOST_GROUPS = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosstabParams:
    """`as_of` is the first day not counted; `currency` is that of groups by money, and of lists.

    `question`: by its number or its text; None: the net promoter score, or the first with options. `by`: another
    question, `wave` (month of the answer), a fact about people (gender, province, city, tier, channel) or what an
    analysis calls them (rfm_group, stage). Groups of fewer than `least_base` answers are shown and not compared.
    `survey`, `is_weighted` and `kinds` as of a survey.
    """

    as_of: dt.date
    currency: str
    survey: str | None = None
    question: str | None = None
    by: str = "rfm_group"
    least_base: int = 30
    is_weighted: bool = True
    kinds: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)
        stated_kinds(self.kinds)
        if isinstance(self.least_base, bool) or not 2 <= self.least_base <= 1000:
            expected = _("a whole number from {least:count} to {most:count}", least=2, most=1000)
            raise ParameterError("least_base", self.least_base, expected)
