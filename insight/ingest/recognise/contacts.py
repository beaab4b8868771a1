"""Phones and addresses: those a survey asks for, told by what the cells hold; and the second of a person."""

import re
from collections.abc import Callable, Iterable

from insight.ingest.recognise.survey import NOT_ANSWERED
from insight.ingest.recognise.witness import Witnessed
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
