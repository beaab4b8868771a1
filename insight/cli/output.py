"""What the command line says: one JSON document, or lines for people; in the language of the system."""

import argparse
import datetime as dt
import getpass
import json
import locale
import sys
from collections.abc import Iterable

from insight.errors import InsightError
from insight.govern import Asker
from insight.i18n import Language, _
from insight.settings import settings

DONE, FAULT, REFUSED = 0, 1, 2
"""The exit codes: done, a fault of the program, the request or the data was refused."""


def say(options: argparse.Namespace, record: dict[str, object]) -> int:
    """One record, as a document or as lines."""
    if options.json:
        print_json(record)
    else:
        print_lines(f"{key}: {value}" for key, value in record.items())
    return DONE


def print_json(document: object, *, indent: int | None = 2) -> None:
    """A document on stdout; without indent on one line, at once."""
    text = json.dumps(document, ensure_ascii=False, indent=indent, default=_plain, allow_nan=False)
    print(text, flush=indent is None)


def print_lines(lines: Iterable[str]) -> None:
    """Lines on stdout."""
    for line in lines:
        print(line)


def print_refusal(error: InsightError, place: str = "", command: str | None = None) -> None:
    """One line on stderr: where, what is wrong — the value — what to do; the command that would do it."""
    sentence = " ".join(error.render(language()).split())
    if command:
        sentence += " — " + _("To load it: {command}", command=command).render(language())
    print(f"{place}: {sentence}" if place else sentence, file=sys.stderr, flush=True)


def is_missing(value: object) -> bool:
    """True for None, NaN and NaT: the values that differ from themselves."""
    return value is None or bool(value != value)


def now() -> dt.datetime:
    """The time of the command, to the second."""
    return dt.datetime.now().replace(microsecond=0)


def user() -> str | None:
    """Who gave the command: the name of their account on this machine, None where it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return None


def asker() -> Asker:
    """Who gave the command, in the role of this installation."""
    return Asker(by=user(), role=settings().role)


def language() -> Language:
    """The language of the system."""
    return "zh_CN" if (locale.getlocale()[0] or "").startswith(("zh", "Chinese")) else "en"


def _plain(value: object) -> object:
    if is_missing(value):
        return None
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    return str(value)
