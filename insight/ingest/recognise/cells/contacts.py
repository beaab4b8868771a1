"""Phones and addresses: those a survey asks for, told by what the cells hold; and the second of a person."""

import re
from collections.abc import Callable, Iterable, Sequence

from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.facts.survey import NOT_ANSWERED
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.names.roles import roles_of
from insight.schema import TABLES, Kind

_ENOUGH = 0.8
_PHONE = re.compile(r"(\+?86[\s-]?)?1[3-9]\d[\d*][\s-]?[\d*]{4}[\s-]?\d{3,4}(\.0)?|\+\d[\d\s()-]{7,16}\d")
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[a-z]{2,}", re.IGNORECASE)


def contact_columns(positions: Iterable[int], witness: Witnessed) -> dict[str, int]:
    """`phone` and `email` -> the first column whose cells are nearly all phones or addresses, where there is one."""
    found: dict[str, int] = {}
    for position in positions:
        said = [value for value in witness.values(position) if value and value not in NOT_ANSWERED]
        for name, form in (("phone", _PHONE), ("email", _EMAIL)):
            if said and sum(bool(form.fullmatch(value)) for value in said) >= _ENOUGH * len(said):
                found.setdefault(name, position)
    return found


_SECONDS = (("phone", "second_phone", "receiver_phone"), ("email", "second_email", ""))


def with_second_contacts(
    table: str, filled: dict[str, tuple[int, ...]], called: Callable[[str], tuple[int, ...]], witness: Witnessed
) -> dict[str, tuple[int, ...]]:
    """A second column of phones or addresses names the person too; `called` are the positions of a column's names."""
    used = {at for positions in filled.values() for at in positions}
    for first, second, other in _SECONDS:
        if first not in filled or second in filled or second not in TABLES[table].column_names or other in filled:
            continue
        kind = Kind.PHONE if first == "phone" else Kind.EMAIL
        free = (at for at in called(first) if at not in used and not witness.is_blank(at) and witness.agrees(kind, at))
        if (at := next(free, None)) is not None:
            filled[second] = (at,)
    return filled


_CALLED_PHONES = re.compile(r"^(sms|text|portable|cell|gsm|n[°º]? ?de tel\w*)$|短信号", re.IGNORECASE)
_DIGITS = re.compile(r"\+?\d{8,15}")
_SIGNS = re.compile(r"[\s().·/‑–-]|\.0$")


def with_contacts_by_cells(
    filled: dict[str, tuple[int, ...]], header: Header, witness: Witnessed
) -> dict[str, tuple[int, ...]]:
    """In a list of people a column of nothing but phones or addresses is their own, whatever it is called: where nearly
    each has another, and the name speaks of nobody else."""
    used = {at for positions in filled.values() for at in positions}
    free = [
        at
        for at in header.named
        if at not in used and not roles_of(header.cells[at]) & {"other", "when"} and witness.tells_apart(at)
    ]
    phones = [at for at in free if _holds_phones(header.cells[at], witness.values(at))]
    addresses = [at for at in free if _are_all(_EMAIL, witness.values(at))]
    for column, found in (("phone", phones), ("email", addresses)):
        if found and column not in filled:
            filled[column] = (found[0],)
    return filled


def _holds_phones(name: str, values: Sequence[str]) -> bool:
    """Unmistakable phones under any name; under one that speaks of calling, any number as long as a phone."""
    if _are_all(_PHONE, values):
        return True
    is_called = "contact" in roles_of(name) or bool(_CALLED_PHONES.search(name.strip()))
    return is_called and _are_all(_DIGITS, [_SIGNS.sub("", value) for value in values])


def _are_all(form: re.Pattern[str], values: Sequence[str]) -> bool:
    said = [value for value in values if value]
    return bool(said) and sum(bool(form.fullmatch(value)) for value in said) >= _ENOUGH * len(said)
