"""What can be chosen about channels."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from insight.analysis.scope import check_as_of, check_currency
from insight.errors import ParameterError
from insight.i18n import _

Rule = Literal["first", "last"]

VALUE_DAYS = 180
"""The money of so many days after somebody was won is what the person is worth here."""

ORDER_DAYS = 30
"""A first order within so many days is one that the channel brought."""

KEPT_DAYS = (7, 30, 90)
LEFT_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelsParams:
    """`as_of` is the first day not counted; amounts are in `currency`. `rule`: of several sources of a person, the one
    that stands for all: the first, or the last one before the first order."""

    as_of: dt.date
    currency: str
    rule: Rule = "first"

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)
        if self.rule not in ("first", "last"):
            raise ParameterError("rule", self.rule, _("first or last"))

    @property
    def other_rule(self) -> Rule:
        """The rule that was not chosen."""
        return "last" if self.rule == "first" else "first"
