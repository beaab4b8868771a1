"""What can be chosen about the results of a survey."""

import datetime as dt
from dataclasses import dataclass

from insight.analysis.answers.kinds import stated_kinds
from insight.analysis.scope import check_as_of, check_currency


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyParams:
    """`as_of` is the first day not counted; a response without a date counts. `currency` is that of lists of people.

    `survey`: its title; None: the newest. `is_weighted`: a weight that the file gives each response is used. `kinds`:
    what a question is where it was found wrongly: "question=kind", the question by its number or its text.
    """

    as_of: dt.date
    currency: str
    survey: str | None = None
    is_weighted: bool = True
    kinds: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)
        stated_kinds(self.kinds)
