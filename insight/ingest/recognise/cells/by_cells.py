"""Columns found by their cells alone, where no header says what they hold."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from insight.ingest.recognise.cells.cell_checks import FLAGS
from insight.ingest.recognise.cells.cells import kind_of
from insight.ingest.recognise.cells.witness import Witnessed, is_written_time
from insight.ingest.recognise.kinds import Need
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.names.roles import roles_of
from insight.ingest.recognise.names.words import shared_status_words, status_of
from insight.schema import Kind

_ENOUGH = 0.8
_FEW_WORDS = 12
_SURE_PHONE = re.compile(r"1[3-9][\d*]{9}|\+[\d*]{9,15}")
_EPOCH = re.compile(r"1[2-9]\d{8}(\d{3}|\d{6})?(\.\d+)?|(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(\d{6})?")
_MONTH = re.compile(r"(19|20)\d{2}[-/.年]\d{1,2}月?")
"""A month is no moment of a sale."""

EPOCH_WORTH = 0.2
"""What a column of numbers is worth that may be seconds since 1970, or days written without a sign."""

_WORTH_OF_ROW_NUMBERS = 0.35
"""Less than words that come again and hold digits, more than words without."""

_FIRST_FLAGS = frozenset({"0", "1"})


@dataclass(frozen=True, slots=True)
class Found:
    """A column that could be a canonical one; `is_told`: its header says so by a stem of it."""

    column: str
    position: int
    worth: float
    is_told: bool


def find_by_cells(table: str, need: Need, free: Iterable[int], header: Header, witness: Witnessed) -> list[Found]:
    """The columns that could say what is needed, likeliest first: by their stems, then by their cells."""
    filled = [at for at in free if any(witness.values(at)) and not _says_else(need.what, header.cells[at])]
    if not need.columns:
        return []
    if need.what == "who":
        found = _people(table, need.columns, filled, witness)
    else:
        worth = _WORTH.get(need.what, _nothing)
        found = [(worth(witness, at), at, need.columns[0]) for at in filled]
    told = [
        Found(column, at, worth, _is_told(need, column, header.cells[at], witness.values(at)))
        for worth, at, column in found
        if worth > 0
    ]
    return sorted(told, key=lambda each: (not each.is_told, -each.worth, each.position))


def _is_told(need: Need, column: str, name: str, values: Sequence[str]) -> bool:
    """Whether the header says so; of a moment only where most rows have one: not all deals are won."""
    if need.what == "when" and need.is_needed and 2 * len(_said(values)) < len(values):
        return False
    return _role(need, column) in roles_of(name) or column in ("phone", "email")


def _role(need: Need, column: str) -> str:
    """Which stems tell a column; what happened and what was bought are told by stems of their own."""
    return {"event": "event", "product_name": "goods"}.get(column, need.what)


def _says_else(what: str, header: str) -> bool:
    """Whether the stems of a header say something else than what is needed, and not that as well.

    The number of something is no amount, whatever it is the number of.
    """
    roles = roles_of(header)
    if what == "how_much" and "number" in roles:
        return True
    return what not in roles and bool(roles & _AGAINST.get(what, frozenset()))


_AGAINST = {
    "when": frozenset({"how_much"}),
    "how_much": frozenset({"who", "number", "when", "measure", "contact"}),
    "who": frozenset({"when", "how_much", "goods", "other", "measure", "document"}),
    "what": frozenset({"who", "number", "when", "how_much"}),
}


def _nothing(_witness: Witnessed, _position: int) -> float:
    return 0.0


def _said(values: Sequence[str]) -> list[str]:
    return [value for value in values if value]


def _when(witness: Witnessed, position: int) -> float:
    """Written times are times; seconds since 1970 and bare days may be, and may be any other number."""
    said = _said(witness.values(position))
    is_epoch = all(_EPOCH.fullmatch(value) for value in said) and not witness.is_own(_step_share(said))
    return _as_time(said) or (EPOCH_WORTH if is_epoch else 0.0)


def _step_share(said: Sequence[str]) -> float:
    """How many of the numbers are the next of the one before: counted numbers are no times."""
    numbers = [int(value.partition(".")[0]) for value in said if value[0].isdigit()]
    steps = sum(later - earlier == 1 for earlier, later in pairwise(numbers))
    return steps / max(1, len(numbers) - 1)


def _as_time(values: Sequence[str]) -> float:
    """How many are written as times; a bare number is none."""
    said = _said(values)
    written = sum(is_written_time(value) and not _MONTH.fullmatch(value) for value in said) / len(said)
    return written if written >= _ENOUGH else 0.0


def _as_amount(witness: Witnessed, position: int) -> float:
    """Numbers that are no flags; best with signs or parts of a unit, worst where each row has its own whole number."""
    said = _said(witness.values(position))
    if not witness.agrees(Kind.MONEY, position) or set(said) <= _FIRST_FLAGS or _as_time(said):
        return 0.0
    if witness.agrees(Kind.PHONE, position):
        return 0.1
    if any("." in value or "," in value or not value[0].isdigit() for value in said):
        return 1.0
    return 0.4 if witness.tells_apart(position) else 0.6


def _as_state(witness: Witnessed, position: int) -> float:
    said = set(_said(witness.values(position)))
    known = sum(status_of(value, shared_status_words()) is not None for value in said)
    return known / len(said) if len(said) <= _FEW_WORDS and known >= _ENOUGH * len(said) else 0.0


def _as_text(witness: Witnessed, position: int) -> float:
    """The longer and the more different, the more it is what people said."""
    said = _said(witness.values(position))
    if witness.agrees(Kind.MONEY, position) or _as_time(said):
        return 0.0
    return sum(map(len, said)) / len(said) * len(set(said)) / len(said)


def _as_name(witness: Witnessed, position: int) -> float:
    """Words that come again."""
    said = _said(witness.values(position))
    if witness.agrees(Kind.MONEY, position) or _as_time(said) or witness.agrees(Kind.EMAIL, position):
        return 0.0
    return 1.0 - len(set(said)) / (len(said) + 1)


_WORTH: dict[str, Callable[[Witnessed, int], float]] = {
    "when": _when,
    "how_much": _as_amount,
    "state": _as_state,
    "said": _as_text,
    "what": _as_name,
}


def _people(
    table: str, columns: Sequence[str], positions: Iterable[int], witness: Witnessed
) -> list[tuple[float, int, str]]:
    """Phones and addresses first, then what tells people apart: neither a time nor an amount nor a word of few."""
    found: list[tuple[float, int, str]] = []
    number = next((name for name in columns if kind_of(table, name) is Kind.ID), "")
    for at in positions:
        said = _said(witness.values(at))
        if "phone" in columns and _share_of_phones(said) >= _ENOUGH:
            found.append((3.0, at, "phone"))
        elif "email" in columns and witness.agrees(Kind.EMAIL, at):
            found.append((3.0, at, "email"))
        elif number and not _as_time(said) and (worth := _as_number_of_a_person(witness, at)):
            found.append((worth, at, number))
    return found


def _share_of_phones(said: Sequence[str]) -> float:
    """Phones as they are surely meant: eleven digits of China or a plus sign."""
    bare = ["".join(sign for sign in value if sign.isdigit() or sign in "+*") for value in said]
    sure = sum(bool(_SURE_PHONE.fullmatch(value)) for value in bare)
    return sure / len(said)


def _as_number_of_a_person(witness: Witnessed, position: int) -> float:
    """What comes again in other rows; what each row has of its own numbers the rows, and a few words are no people."""
    said = _said(witness.values(position))
    several = len(set(said))
    is_flag = {value.lower() for value in said} <= FLAGS
    if several < 2 or is_flag or any("." in value.removesuffix(".0") for value in said):
        return 0.0
    with_digits = sum(any(sign.isdigit() for sign in value) for value in said) / len(said)
    worth = 1.0 + with_digits if several > _FEW_WORDS or several * 2 > len(said) else 0.2 + 0.2 * with_digits
    if several == len(said) > _FEW_WORDS:
        worth = _WORTH_OF_ROW_NUMBERS
    return worth - 0.5 if witness.agrees(Kind.MONEY, position) else worth
