"""A text with its values, rendered in a language only when a person reads it."""

import datetime as dt
import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, Literal, NamedTuple

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
    get_currency_name,
)

from insight.i18n.catalogue import translate

Language = Literal["zh_CN", "en"]
LANGUAGES: tuple[Language, ...] = ("zh_CN", "en")
_LOCALES: dict[Language, Locale] = {language: Locale.parse(language) for language in LANGUAGES}
"""Babel looks for files each time it is given a name."""


class Money(NamedTuple):
    """An amount with its ISO 4217 currency code."""

    amount: float
    currency: str


Value = "str | int | float | dt.date | Money | Text | None"


@dataclass(frozen=True, slots=True)
class Text:
    """An English text with named places, and the values that go there.

    Places take the formats of `_Formatter`: `{n:count}`, `{n:short}`, `{share:percent}`, `{amount:money}`,
    `{amount:short_money}`, `{c:currency}`, `{day:day}`, `{as_of:last_day}` (the day before: people read the last day
    that counts, parameters hold the first that does not), `{at:minute}` and Python's own (`{ratio:.1f}`). A value that
    is a Text is rendered in the same language; None is shown as an en dash. `plural` is what English says unless the
    value `n` is 1; Chinese has one form. `context` tells apart texts that English says alike and Chinese does not.
    """

    key: str
    values: tuple[tuple[str, Any], ...] = ()
    plural: str = ""
    context: str = ""

    def render(self, language: Language) -> str:
        """The text in the language, with its values in local form."""
        values = dict(self.values)
        is_plural = self.plural and language == "en" and values["n"] != 1
        text = self.plural if is_plural else translate(self.key, language, self.context)
        return _Formatter(language).vformat(text, (), values)


def _(key: str, plural: str = "", /, **values: Any) -> Text:
    """Mark a text for translation and bind its values. The key must be a literal: the catalogue test collects them.

    A text that counts something by its value `n` has a plural: `_("{n:count} person", "{n:count} people", n=5)`.
    """
    return Text(key, tuple(sorted(values.items())), plural)


def listed(parts: Iterable["Text | str"]) -> "Text | str":
    """One after another, as a language lists them; a dash for none."""
    names = list(parts)
    return reduce(lambda one, other: _("{one}, {other}", one=one, other=other), names) if names else "–"


def in_context(context: str, key: str, /, **values: Any) -> Text:
    """A text whose translation depends on where it stands (`msgctxt`): short in a cell, whole in a sentence.

    Both must be literals.
    """
    return Text(key, tuple(sorted(values.items())), context=context)


class _Formatter(string.Formatter):
    """Formats values the way a reader of the language writes them."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return super().get_value(key, args, kwargs)

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Text):
            return value.render(self._language)
        if value is None or value != value:
            return "–"
        local = _LOCAL_FORMATS.get(format_spec)
        return local(value, self._language) if local else str(super().format_field(value, format_spec))


def _money(value: Money, language: Language) -> str:
    digits = "¤#,##0" if abs(value.amount) >= 1000 else "¤#,##0.00"
    return _plain_yuan(
        format_currency(value.amount, value.currency, format=digits, locale=_LOCALES[language], currency_digits=False)
    )


def _short_money(value: Money, language: Language) -> str:
    if abs(value.amount) < 10_000:
        return _money(value, language)
    return _plain_yuan(
        format_compact_currency(value.amount, value.currency, locale=_LOCALES[language], fraction_digits=1)
    )


def _plain_yuan(text: str) -> str:
    """English readers of a Chinese brand need no telling that the yen sign means yuan."""
    return text.replace("CN¥", "¥")


def _short(value: float, language: Language) -> str:
    if abs(value) < 10_000:
        return format_decimal(value, "#,##0", _LOCALES[language])
    return format_compact_decimal(value, locale=_LOCALES[language], fraction_digits=1)


def _count(value: float, language: Language) -> str:
    return format_decimal(value, "#,##0", _LOCALES[language])


def _percent(value: float, language: Language) -> str:
    return format_percent(value, "#,##0.#%" if abs(value) < 0.1 else "#,##0%", _LOCALES[language])


def _day(value: dt.date, language: Language) -> str:
    return format_date(value, "y-MM-dd" if language == "zh_CN" else "d MMM y", _LOCALES[language])


def _last_day(value: dt.date, language: Language) -> str:
    return _day(value - dt.timedelta(days=1), language)


def _month(value: dt.date, language: Language) -> str:
    return format_date(value, "y年M月" if language == "zh_CN" else "MMM y", _LOCALES[language])


def _minute(value: dt.datetime, language: Language) -> str:
    return format_datetime(value, "y-MM-dd HH:mm", locale=_LOCALES[language])


def _currency(value: str, language: Language) -> str:
    return get_currency_name(value, locale=_LOCALES[language])


_LOCAL_FORMATS: dict[str, Callable[[Any, Language], str]] = {
    "count": _count,
    "short": _short,
    "percent": _percent,
    "money": _money,
    "short_money": _short_money,
    "day": _day,
    "last_day": _last_day,
    "month": _month,
    "minute": _minute,
    "currency": _currency,
}


def format_value(value: Any, format_spec: str, language: Language) -> str:
    """One value in local form, for charts and tables: the formats of `Text`."""
    return _Formatter(language).format_field(value, format_spec)
