"""Texts and codes that may be given, and what people call them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from insight.errors import ParameterError
from insight.fields.field import Field, Values
from insight.i18n import Text, _

MOST_CHARACTERS = 200
MOST_WORDS = 200
_WRITTEN_OUT = 6
_DEEPEST_LIST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Word(Field):
    """One text, as the data have it. `words`: what codes among them are called."""

    words: Mapping[str, Text] = field(default_factory=dict)

    @property
    def expected(self) -> Text:
        return _("a text of 1 to {most} characters", most=MOST_CHARACTERS)

    def check(self, value: object) -> str:
        if not isinstance(value, str) or not _is_word(value):
            raise self.refused(value)
        return value

    def said(self, value: Any, values: Values) -> Text | str:  # noqa: ARG002
        return self.called(value)

    def called(self, value: str) -> Text | str:
        """What a person calls the value."""
        return self.words.get(value, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Field):
    """One or more texts, one of which is enough. `words`: what codes among them are called."""

    words: Mapping[str, Text] = field(default_factory=dict)

    @property
    def expected(self) -> Text:
        return _("1 to {most} texts", most=MOST_WORDS)

    def check(self, value: object) -> tuple[str, ...]:
        given = [value] if isinstance(value, str) else value
        if not isinstance(given, list | tuple) or not 1 <= len(given) <= MOST_WORDS:
            raise self.refused(value)
        for word in given:
            if not isinstance(word, str) or not _is_word(word):
                raise ParameterError(self.name, word, _("a text of 1 to {most} characters", most=MOST_CHARACTERS))
        return tuple(sorted(set(given)))

    def plain(self, value: Any) -> list[str]:
        return list(value)

    def said(self, value: Any, values: Values) -> Text | str:  # noqa: ARG002
        return one_of([self.called(word) for word in value])

    def called(self, value: str) -> Text | str:
        """What a person calls one of the values."""
        return self.words.get(value, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Field):
    """One of a few codes, each with its name."""

    options: Mapping[str, Text]

    @property
    def expected(self) -> Text:
        return _("one of {names}", names=", ".join(self.options))

    def check(self, value: object) -> str:
        if not isinstance(value, str) or value not in self.options:
            raise self.refused(value)
        return value

    def said(self, value: Any, values: Values) -> Text:  # noqa: ARG002
        return self.options[value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices(Field):
    """One or more of a few codes, each with its name; one is enough."""

    options: Mapping[str, Text]

    @property
    def expected(self) -> Text:
        return _("one or more of {names}", names=", ".join(self.options))

    def check(self, value: object) -> tuple[str, ...]:
        given = [value] if isinstance(value, str) else value
        if not isinstance(given, list | tuple) or not given or not all(code in self.options for code in given):
            raise self.refused(value)
        return tuple(code for code in self.options if code in given)

    def plain(self, value: Any) -> list[str]:
        return list(value)

    def said(self, value: Any, values: Values) -> Text | str:  # noqa: ARG002
        return one_of(tuple(self.options[code] for code in value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Field):
    """Names with plain values, kept as one line of JSON with its names in order, so that equal ones are equal."""

    @property
    def expected(self) -> Text:
        return _("names with plain values, such as {example}", example='{"r": 5}')

    def check(self, value: object) -> str:
        given = value if isinstance(value, Mapping) else _parsed(self.name, value)
        if not isinstance(given, Mapping) or not all(_is_plain(part) for part in given.values()):
            raise self.refused(value)
        return json.dumps(dict(given), ensure_ascii=False, sort_keys=True, allow_nan=False)

    def plain(self, value: Any) -> Any:
        return json.loads(value)


def _is_word(value: str) -> bool:
    return bool(value.strip()) and len(value) <= MOST_CHARACTERS and "\x00" not in value


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
