"""Static statements put together: places renamed so that values never meet, people united, met, or left out.

Only statements of this program come in, and only their own text, set words and numbers go out: what a person gives
stays a bound value.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from insight.analysis.known_people import EVER_ORDERED, NEVER_ORDERED

_PLACE = re.compile(r"\$([a-z_][a-z0-9_]*)")
_PEOPLE_OF = "SELECT customer_id FROM ("
_WEIGHED = "SELECT customer_id, $weight::BIGINT AS weight FROM ("
_MASKED = "SELECT customer_id, sum(weight)::BIGINT AS mask FROM ("
_END = "\n)"

KNOWN = "".join((_PEOPLE_OF, NEVER_ORDERED, _END, " UNION ALL ", _PEOPLE_OF, EVER_ORDERED, _END))
"""Everybody known before `$as_of`, each once: the whole that "not" is taken from."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A statement that yields each customer_id once, and the values of its places."""

    statement: str
    values: Mapping[str, Any]


def numbered(people: Bound, number: int) -> Bound:
    """The same people, every place with a number behind its name: `$days` becomes `$days__3`."""
    places = set(_PLACE.findall(people.statement))
    return Bound(
        _PLACE.sub(lambda place: f"{place.group()}__{number}", people.statement),
        {f"{name}__{number}": value for name, value in people.values.items() if name in places},
    )


def united(parts: Sequence[Bound]) -> Bound:
    """People of any part."""
    return _joined(parts, " UNION ")


def met(parts: Sequence[Bound]) -> Bound:
    """People of every part."""
    return _joined(parts, " INTERSECT ")


def without(people: Bound, left_out: Sequence[Bound]) -> Bound:
    """The people who are in none of the others."""
    return _joined([people, united(left_out)], " EXCEPT ") if left_out else people


def weighed(parts: Sequence[tuple[Bound, int]]) -> Bound:
    """One row: a person of any part (customer_id), and the sum of the weights of the parts they are in (mask)."""
    marked = [
        numbered(Bound("".join((_WEIGHED, part.statement, _END)), {**part.values, "weight": weight}), place)
        for place, (part, weight) in enumerate(parts)
    ]
    return Bound(
        "".join((_MASKED, " UNION ALL ".join(part.statement for part in marked), "\n) GROUP BY customer_id")),
        {name: value for part in marked for name, value in part.values.items()},
    )


def _joined(parts: Sequence[Bound], word: str) -> Bound:
    """Parts whose places have different names."""
    if len(parts) == 1:
        return parts[0]
    values: dict[str, Any] = {}
    for part in parts:
        values.update(part.values)
    return Bound(word.join("".join((_PEOPLE_OF, part.statement, _END)) for part in parts), values)
