"""Static statements put together: places renamed so that values never meet, people united, met, or left out.

Only statements of this program come in, and only their own text, set words and numbers go out: what a person gives
stays a bound value.
"""

from collections.abc import Sequence

from insight.analysis.known_people import EVER_ORDERED, NEVER_ORDERED
from insight.warehouse.steps import Bound, joined, numbered, steps

_PEOPLE = "SELECT customer_id"
_WEIGHED = "SELECT customer_id, $weight::BIGINT AS weight"
_MASKED = "SELECT customer_id, sum(weight)::BIGINT AS mask FROM marked GROUP BY customer_id"
_COUNTED = "SELECT mask, count(*) AS customers FROM masked GROUP BY mask ORDER BY mask"

KNOWN = joined((Bound(NEVER_ORDERED, {}), Bound(EVER_ORDERED, {})), _PEOPLE, " UNION ALL ").statement
"""Everybody known before `$as_of`, each once: the whole that "not" is taken from."""


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
        numbered(Bound(joined((part,), _WEIGHED, "").statement, {**part.values, "weight": weight}), place)
        for place, (part, weight) in enumerate(parts)
    ]
    together = joined(marked, "SELECT customer_id, weight", " UNION ALL ")
    return Bound(steps(marked=together.statement).select(_MASKED), together.values)


def mask_counts(people: Bound) -> Bound:
    """How many people have each mask: mask, customers."""
    return Bound(steps(masked=people.statement).select(_COUNTED), people.values)


def _joined(parts: Sequence[Bound], word: str) -> Bound:
    """Parts whose places have different names."""
    return parts[0] if len(parts) == 1 else joined(parts, _PEOPLE, word)
