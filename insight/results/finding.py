"""A sentence worth saying about a result, with the numbers that carry it and the people it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from insight.i18n import Text
from insight.statistics.intervals import SMALL

Level = Literal["sure", "few", "rough", "chance"]
Watch = Literal["differs", "passes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`value` is the number in the sentence, `n` what it was computed from, `low`..`high` its 95 % interval.

    None where a number has no interval. `certain` is False when the difference or rate may be due to chance, and where
    a sentence about a forecast (`is_forecast`) comes from a model that its own exam did not confirm. `cell`
    names the people of the sentence: keywords of the result's `segment`; None where it is about nobody in particular.
    `watch`: why these people are worth a look today: they do otherwise than the rest, more than by chance ("differs"),
    or what can be done for them can soon be done no more ("passes"); None where nothing is asked of anybody.
    """

    text: Text
    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    certain: bool = True
    is_forecast: bool = False
    cell: Mapping[str, Any] | None = None
    watch: Watch | None = None

    @property
    def level(self) -> Level:
        """How far the sentence can be relied on: sure, of few cases, a rough guide, or not to be told from chance."""
        if self.certain:
            return "sure"
        if self.n < SMALL:
            return "few"
        return "rough" if self.is_forecast else "chance"
