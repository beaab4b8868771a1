"""Numbers that may be given: counts, days, shares, amounts, spans."""

from dataclasses import dataclass
from typing import Any, Literal

from insight.fields.field import Field, Values
from insight.i18n import Money, Text, _

MOST_DAYS = 36_500
MOST_AMOUNT = 10.0**12
MOST_SEED = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Field):
    """A whole number from `least` to `most`."""

    least: int = 0
    most: int = 1_000_000_000

    @property
    def expected(self) -> Text:
        return _("a whole number from {least:count} to {most:count}", least=self.least, most=self.most)

    def check(self, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not self.least <= value <= self.most:
            raise self.refused(value)
        return value

    def read(self, value: object) -> int:
        """JSON may write 30.0."""
        is_whole = isinstance(value, float) and value.is_integer()
        return self.check(int(value) if is_whole else value)  # type: ignore[call-overload]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days(Whole):
    """A number of days."""

    least: int = 1
    most: int = MOST_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(Field):
    """A part of a whole, as a number from 0 to 1; `without` says which of the two ends may not be given."""

    without: Literal["neither end", "nothing", "both ends"] = "neither end"

    @property
    def expected(self) -> Text:
        if self.without == "neither end":
            return _("a share from 0 to 1, such as 0.01")
        if self.without == "nothing":
            return _("a share above 0, at most 1")
        return _("a share between 0 and 1")

    def check(self, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise self.refused(value)
        if (value == 0 and self.without != "neither end") or (value == 1 and self.without == "both ends"):
            raise self.refused(value)
        return value

    def said(self, value: Any, values: Values) -> Text:  # noqa: ARG002
        return _("{share:percent}", share=value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Field):
    """An amount of money in the currency that the rule's field `currency` names."""

    @property
    def expected(self) -> Text:
        return _("an amount, 0 or more")

    def check(self, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MOST_AMOUNT:
            raise self.refused(value)
        return float(value)

    def said(self, value: Any, values: Values) -> Money:
        return Money(value, values["currency"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Field):
    """A number, below zero or not."""

    @property
    def expected(self) -> Text:
        return _("a number")

    def check(self, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= MOST_AMOUNT:
            raise self.refused(value)
        return float(value)

    def said(self, value: Any, values: Values) -> Text:  # noqa: ARG002
        return _("{n:count}", n=int(value)) if float(value).is_integer() else _("{x:.2f}", x=value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Below(Number):
    """The end of a span that begins at the field `least`, and is said with it; the span is open at the defaults."""

    default: float = MOST_AMOUNT

    def said(self, value: Any, values: Values) -> Text:
        low, high = Number.said(self, values["least"], values), Number.said(self, value, values)
        if values["least"] <= -MOST_AMOUNT:
            return _("below {high}", high=high)
        return _("{low} or more", low=low) if value >= self.default else _("{low} to under {high}", low=low, high=high)
