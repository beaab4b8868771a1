"""The columns of a survey that say who answered: told by what the cells hold, because any question may ask for it."""

import re
from collections.abc import Iterable

from insight.ingest.recognise.survey import NOT_ANSWERED
from insight.ingest.recognise.witness import Witnessed

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
