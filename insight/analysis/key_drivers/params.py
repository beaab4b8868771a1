"""What can be chosen about key drivers."""

import datetime as dt
from dataclasses import dataclass

from insight.analysis.answers.kinds import stated_kinds
from insight.analysis.scope import check_as_of, check_currency


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDriversParams:
    """`as_of` is the first day not counted; `currency` is that of lists of people.

    `outcome`: the question whose marks are to be explained, by its number or its text; None: the net promoter score,
    or the first question of marks. `drivers`: questions of marks, or rows of a grid; none named: every other one.
    `survey`, `is_weighted` and `kinds` as of a survey.
    """

    as_of: dt.date
    currency: str
    survey: str | None = None
    outcome: str | None = None
    drivers: tuple[str, ...] = ()
    is_weighted: bool = True
    kinds: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)
        stated_kinds(self.kinds)
