"""What a person said about a file: how to read it, what a row of it is, which column is what, what to assume."""

import codecs
import dataclasses
import json
import zoneinfo
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.ingest.assumption import Assumption
from insight.ingest.read.choices import ReadChoices
from insight.ingest.recognise import Mapping, normalise_word
from insight.schema import ORDER_STATUSES

_NEAR = 5
_CURRENCY_LETTERS = 3
_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "bar": "|", "blank": " ", "blanks": " "}
_MARKS = {"point": ".", "comma": ","}
_YES = dict.fromkeys(("yes", "true", "1", "是", "read"), True) | dict.fromkeys(
    ("no", "false", "0", "否", "leave out"), False
)

READING = tuple(one.name for one in dataclasses.fields(ReadChoices))
"""Keys of `--assume` that say how the file is to be read."""

VALUES: dict[str, tuple[str, ...]] = {
    "date_order": ("day_first", "month_first", "swapped", "as_written"),
    "decimal_mark": (".", ","),
    "state_word": tuple(word for word in ORDER_STATUSES if word != "unknown"),
    **{name: ("yes", "no") for name in READING if name not in ("encoding", "delimiter", "header_row", "year")},
    "credit_note": ("credit", "sale", "no_order"),
    "preview": ("leave out", "count"),
    "remembered": ("yes", "no"),
}
"""What the keys of `--assume` may be that have few values."""

COLUMNS = {"person": "who", "time": "when", "amount": "how_much", "state": "state", "text": "said", "name": "what"}
"""Keys whose value is the header of the column that says it, and what it says."""

FREE = (
    "encoding",
    "delimiter",
    "header_row",
    "year",
    "currency",
    "timezone",
    "placeholder",
    "person_key",
    *COLUMNS,
)
"""Keys whose values are not few; what they may be is told when one cannot be."""

KEYS = (*VALUES, *FREE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All of it may be left open.

    `template` is the id of a template. `sheet` names the one sheet that the rest is about. `table` is the kind of row,
    `mapped` are pairs of a header and the canonical column that it fills (nothing: it fills none). `assumed` are pairs
    of a key of `KEYS`, alone or followed by a colon and the header or word that it is about, and a value.
    """

    template: str | None = None
    sheet: str | None = None
    table: str | None = None
    mapped: tuple[tuple[str, str], ...] = ()
    assumed: tuple[tuple[str, str], ...] = ()
    reading: ReadChoices = field(default_factory=ReadChoices)

    @property
    def is_about_columns(self) -> bool:
        """Whether a person said what the rows or the columns are."""
        return bool(self.table or self.mapped)

    @property
    def is_open(self) -> bool:
        """Whether nothing was said but, perhaps, the sheet."""
        return replace(self, sheet=None) == Answers()

    @property
    def ignores_remembered(self) -> bool:
        """Whether what was confirmed for these headers before is to be left out."""
        return bool(self.template) or dict(self.assumed).get("remembered") == "no"

    def with_assumed(self, pairs: Iterable[tuple[str, str]]) -> "Answers":
        """With further assumptions; those about reading become choices of reading.

        Raises ParameterError for an unknown key and for a value that cannot be.
        """
        answers = self
        for key, value in pairs:
            what, about = _parts(key)
            if what in READING:
                answers = replace(answers, reading=_read_so(answers.reading, what, value))
            else:
                meant = (key, _CHECKS.get(what, _one_of)(what, value))
                _require_subject(what, about)
                others = tuple(pair for pair in answers.assumed if pair[0] != key)
                answers = replace(answers, assumed=(*others, meant))
        return answers


def near(wanted: str, known: Sequence[str]) -> str:
    """The known names that are most like the wanted one; all of them where none is."""
    close = get_close_matches(wanted, known, n=_NEAR, cutoff=0.4)
    return ", ".join(close or known)


def pair(text: str, option: str) -> tuple[str, str]:
    """`left=right` in two parts, told apart by the last sign. Raises ParameterError where there is none."""
    left, sign, right = text.rpartition("=")
    if not sign or not left.strip():
        raise ParameterError(option, text, _("two parts with = between them, such as {example}", example=_SUCH[option]))
    return left.strip(), right.strip()


_SUCH = {"--map": '"订单金额=paid_amount"', "--assume": "currency=HKD"}


def assume(mapping: Mapping, assumed: Iterable[tuple[str, str]]) -> Mapping:
    """The mapping with what a person takes for granted."""
    for key, value in assumed:
        what, about = _parts(key)
        if what == "remembered" or what in COLUMNS:
            continue
        mapping = replace(mapping, assumed=mapping.assumed | {key: value})
        if what == "currency" and not about:
            mapping = replace(mapping, currency=value)
        elif what == "timezone" and not about:
            mapping = replace(mapping, timezone=value)
        elif what == "date_order" and not about:
            mapping = replace(mapping, day_first=value == "day_first")
        elif what == "state_word":
            mapping = replace(mapping, status_words=mapping.status_words | {normalise_word(about): value})
    return mapping


def reading_json(reading: ReadChoices) -> str:
    """The choices of reading as the workspace keeps them: what was left open is left out."""
    return json.dumps({name: value for name, value in asdict(reading).items() if value is not None}, ensure_ascii=False)


def reading_from_json(text: object) -> ReadChoices:
    """What `reading_json` wrote; open in all where an older version wrote nothing."""
    said = json.loads(text) if isinstance(text, str) else {}
    known = {one.name for one in dataclasses.fields(ReadChoices)}
    return ReadChoices(**{name: value for name, value in said.items() if name in known})


def combined(first: ReadChoices, later: ReadChoices) -> ReadChoices:
    """The earlier choices, and the later ones where they say something."""
    said = {name: value for name, value in asdict(later).items() if value is not None}
    return replace(first, **said)


def key_of(assumption: Assumption) -> str:
    """The key of `--assume` that changes an assumption: it names the word, the column or nothing besides the kind."""
    if assumption.what in ("state_word", "credit_note", "document", "placeholder"):
        kind = "credit_note" if assumption.what == "document" else assumption.what
        return f"{kind}:{assumption.value}"
    if assumption.what in ("date_order", "decimal_mark") and assumption.column:
        return f"{assumption.what}:{assumption.column}"
    return "fill_down" if assumption.what == "filled_down" else assumption.what


def _parts(key: str) -> tuple[str, str]:
    """What a key is, and what it is about. Raises ParameterError for a key that is none."""
    what, _colon, about = key.partition(":")
    what = "fill_down" if what == "filled_down" else what
    if what not in KEYS:
        raise ParameterError("--assume", key, _("one of {names}", names=", ".join(KEYS)))
    return what, about


def _require_subject(what: str, about: str) -> None:
    if what == "state_word" and not about:
        expected = _("the word and its meaning, such as {example}", example="state_word:已发货=shipped")
        raise ParameterError("--assume", what, expected)


def _read_so(reading: ReadChoices, what: str, value: str) -> ReadChoices:
    if what == "encoding":
        return replace(reading, encoding=_encoding(what, value))
    if what == "delimiter":
        return replace(reading, delimiter=_delimiter(what, value))
    if what == "header_row":
        if value.lower() in ("none", "no", "0", "无"):
            return replace(reading, has_header=False, header_row=None)
        return replace(reading, has_header=True, header_row=_row(what, value))
    if what == "year":
        return replace(reading, year=_year(what, value))
    said: dict[str, Any] = {what: _flag(what, value)}
    return replace(reading, **said)


def _flag(what: str, value: str) -> bool:
    if value.lower() not in _YES:
        raise _cannot_be(what, value, _("yes or no"))
    return _YES[value.lower()]


def _row(what: str, value: str) -> int:
    if not value.isdecimal() or not int(value):
        raise _cannot_be(what, value, _("the number of a row, counted from 1, or none"))
    return int(value)


def _year(what: str, value: str) -> int:
    if len(value) != len("2025") or not value.isdecimal():
        raise _cannot_be(what, value, _("a year such as 2025"))
    return int(value)


def _encoding(what: str, value: str) -> str:
    try:
        return codecs.lookup(value).name
    except LookupError as error:
        raise _cannot_be(what, value, _("an encoding such as utf-8, gb18030, big5, cp1252, mac_roman")) from error


def _delimiter(what: str, value: str) -> str:
    sign = _DELIMITERS.get(value.lower(), value)
    if not sign or (sign.strip() and (len(sign) > 1 or sign.isalnum())):
        raise _cannot_be(what, value, _("one sign, or comma, semicolon, tab, bar, blank"))
    return sign


def _currency(what: str, value: str) -> str:
    code = value.upper()
    if len(code) != _CURRENCY_LETTERS or not code.isascii() or not code.isalpha():
        raise _cannot_be(what, value, _("an ISO 4217 code such as CNY"))
    return code


def _timezone(what: str, value: str) -> str:
    known = zoneinfo.available_timezones()
    if value not in known:
        raise _cannot_be(what, value, _("one of {names}", names=near(value, sorted(known))) if value else _ZONE)
    return value


_ZONE = _("a time zone such as Asia/Shanghai")


def _one_of(what: str, value: str) -> str:
    if value not in VALUES[what]:
        raise _cannot_be(what, value, _("one of {names}", names=", ".join(VALUES[what])))
    return value


def _mark(what: str, value: str) -> str:
    return _one_of(what, _MARKS.get(value, value))


def _any(what: str, value: str) -> str:
    if not value:
        raise _cannot_be(what, value, _("a value that is not empty"))
    return value


def _cannot_be(what: str, value: str, expected: Text) -> ParameterError:
    return ParameterError(f"--assume {what}", value, expected)


_CHECKS: dict[str, Callable[[str, str], str]] = {
    "currency": _currency,
    "timezone": _timezone,
    "decimal_mark": _mark,
    **dict.fromkeys(("placeholder", "person_key", *COLUMNS), _any),
}
