"""What can be chosen about channels."""

from dataclasses import dataclass
from typing import Annotated, Literal

from insight.fields import AsOf, Choice, InCurrency, check_fields
from insight.i18n import Text, _

Rule = Literal["first", "last"]
RULES: dict[Rule, Text] = {"first": _("First source"), "last": _("Last source before the first order")}

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

    as_of: AsOf
    currency: InCurrency
    rule: Annotated[Rule, Choice(options=RULES, label=_("A person belongs to"))] = "first"

    def __post_init__(self) -> None:
        check_fields(self)

    @property
    def other_rule(self) -> Rule:
        """The rule that was not chosen."""
        return "last" if self.rule == "first" else "first"
