"""A sentence worth saying about a result, with the numbers that carry it."""

from dataclasses import dataclass

from insight.i18n import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`value` is the number in the sentence, `n` what it was computed from, `low`..`high` its 95 % interval.

    None where a number has no interval. `certain` is False when the difference or rate may be due to chance.
    """

    text: Text
    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    certain: bool = True
