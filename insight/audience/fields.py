"""The typed values of a rule: what may be given, how it is written down, how it is said."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from insight.analysis.scope import check_currency
from insight.errors import ParameterError
from insight.i18n import Money, Text, _

MOST_DAYS = 36_500
MOST_CHARACTERS = 200
MOST_WORDS = 200
MOST_AMOUNT = 10.0**12
_WRITTEN_OUT = 6
_DEEPEST_LIST = 3

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One value of a rule. `label` stands above its picker; `offered` yields the values that the data hold.

    `offered` is a static statement of the columns value, people (how many) and, where a value has a name, label; it may
    read the fields before it.
    `default` is what a condition has when the field is not given; None: it must be given.
    """

    name: str
    label: Text
    offered: str | None = None
    default: Any = None

    def check(self, value: object) -> Any:
        """The value in its type. Raises ParameterError where it is not one."""
        raise NotImplementedError

    def plain(self, value: Any) -> Any:
        """The value as JSON has it."""
        return value

    def said(self, value: Any, values: Values) -> Any:  # noqa: ARG002
        """What stands for the value in a sentence; `values` are those of the whole rule."""
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Field):
    """A whole number from `least` to `most`."""

    least: int = 0
    most: int = 1_000_000_000

    def check(self, value: object) -> int:
        if not isinstance(value, bool) and isinstance(value, int | float) and self.least <= value <= self.most:
            whole = int(value)
            if whole == value:
                return whole
        expected = _("a whole number from {least:count} to {most:count}", least=self.least, most=self.most)
        raise ParameterError(self.name, value, expected)


@dataclass(frozen=True, slots=True, kw_only=True)
class Days(Whole):
    """A number of days."""

    least: int = 1
    most: int = MOST_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Field):
    """An amount of money in the currency that the rule's field `currency` names."""

    def check(self, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MOST_AMOUNT:
            raise ParameterError(self.name, value, _("an amount, 0 or more"))
        return float(value)

    def said(self, value: Any, values: Values) -> Money:
        return Money(value, values["currency"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency(Field):
    """An ISO 4217 code. A condition that does not name one has the currency of the page."""

    name: str = "currency"
    label: Text = field(default_factory=lambda: _("Currency"))

    def check(self, value: object) -> str:
        check_currency(value)
        return str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Field):
    """A day."""

    def check(self, value: object) -> dt.date:
        if isinstance(value, dt.datetime):
            raise ParameterError(self.name, value, _("a day such as 2025-12-31"))
        if isinstance(value, dt.date):
            return value
        try:
            return dt.datetime.strptime(str(value), "%Y-%m-%d").date()
        except ValueError as error:
            raise ParameterError(self.name, value, _("a day such as 2025-12-31")) from error

    def plain(self, value: Any) -> str:
        day: dt.date = value
        return day.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Word(Field):
    """One text, as the data have it. `words`: what codes among them are called."""

    words: Mapping[str, Text] = field(default_factory=dict)

    def check(self, value: object) -> str:
        return _word(self.name, value)

    def said(self, value: Any, values: Values) -> Text | str:  # noqa: ARG002
        return self.called(value)

    def called(self, value: str) -> Text | str:
        """What a person calls the value."""
        return self.words.get(value, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Field):
    """One or more texts, one of which is enough. `words`: what codes among them are called."""

    words: Mapping[str, Text] = field(default_factory=dict)

    def check(self, value: object) -> tuple[str, ...]:
        given = [value] if isinstance(value, str) else value
        if not isinstance(given, list | tuple) or not 1 <= len(given) <= MOST_WORDS:
            raise ParameterError(self.name, value, _("1 to {most} texts", most=MOST_WORDS))
        return tuple(sorted({_word(self.name, word) for word in given}))

    def plain(self, value: Any) -> list[str]:
        return list(value)

    def said(self, value: Any, values: Values) -> Text | str:  # noqa: ARG002
        return one_of([self.called(word) for word in value])

    def called(self, value: str) -> Text | str:
        """What a person calls one of the values."""
        return self.words.get(value, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Field):
    """A number, below zero or not."""

    def check(self, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= MOST_AMOUNT:
            raise ParameterError(self.name, value, _("a number"))
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Field):
    """One of a few codes, each with its name."""

    options: Mapping[str, Text]

    def check(self, value: object) -> str:
        if not isinstance(value, str) or value not in self.options:
            raise ParameterError(self.name, value, _("one of {names}", names=", ".join(self.options)))
        return value

    def said(self, value: Any, values: Values) -> Text:  # noqa: ARG002
        return self.options[value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices(Field):
    """One or more of a few codes, each with its name; one is enough."""

    options: Mapping[str, Text]

    def check(self, value: object) -> tuple[str, ...]:
        given = [value] if isinstance(value, str) else value
        if not isinstance(given, list | tuple) or not given or not all(code in self.options for code in given):
            raise ParameterError(self.name, value, _("one or more of {names}", names=", ".join(self.options)))
        return tuple(code for code in self.options if code in given)

    def plain(self, value: Any) -> list[str]:
        return list(value)

    def said(self, value: Any, values: Values) -> Text | str:  # noqa: ARG002
        return one_of(tuple(self.options[code] for code in value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Field):
    """Names with plain values, kept as one line of JSON with its names in order, so that equal ones are equal."""

    def check(self, value: object) -> str:
        given = value if isinstance(value, Mapping) else _parsed(self.name, value)
        if not isinstance(given, Mapping) or not all(_is_plain(part) for part in given.values()):
            raise ParameterError(self.name, value, _("names with plain values, such as {example}", example='{"r": 5}'))
        return json.dumps(dict(given), ensure_ascii=False, sort_keys=True, allow_nan=False)

    def plain(self, value: Any) -> Any:
        return json.loads(value)


def _word(name: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > MOST_CHARACTERS or "\x00" in value:
        raise ParameterError(name, value, _("a text of 1 to {most} characters", most=MOST_CHARACTERS))
    return value


def _parsed(name: str, value: object) -> Any:
    try:
        return json.loads(str(value))
    except (ValueError, RecursionError) as error:
        raise ParameterError(name, value, _("JSON")) from error


def _is_plain(value: object, depth: int = 0) -> bool:
    if isinstance(value, list | tuple):
        return depth < _DEEPEST_LIST and len(value) <= MOST_WORDS and all(_is_plain(part, depth + 1) for part in value)
    if isinstance(value, float):
        return value - value == 0
    return value is None or isinstance(value, str | int | bool)


def one_of(words: Sequence[str | Text]) -> Text | str:
    """The words with a slash between them; of many only the first are written out."""
    listed: Text | str = words[0]
    for word in words[1:_WRITTEN_OUT]:
        listed = _("{one} / {other}", one=listed, other=word)
    if len(words) > _WRITTEN_OUT:
        return _("{listed} / {n:count} more", listed=listed, n=len(words) - _WRITTEN_OUT)
    return listed


def bound(fields: tuple[Field, ...], given: Values, currency: str | None) -> dict[str, Any]:
    """The values of a rule in their types, defaults filled in. Raises ParameterError for what cannot be one."""
    known = {each.name for each in fields}
    for name in given:
        if name not in known:
            raise ParameterError(name, given[name], _("only these values: {names}", names=", ".join(sorted(known))))
    return {each.name: _value(each, given, currency) for each in fields}


def _value(each: Field, given: Values, currency: str | None) -> Any:
    value = given.get(each.name)
    if value is None:
        value = currency if isinstance(each, Currency) else each.default
    if value is None:
        raise ParameterError(each.name, "–", _("a value for {label}", label=each.label))
    return each.check(value)
