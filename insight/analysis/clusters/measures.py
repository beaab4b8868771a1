"""From traits to measures that can be compared: numbers on one scale, categories as yes or no to each common value."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from insight.analysis.clusters.source import is_number
from insight.schema.traits import Trait
from insight.statistics.grouping import Matrix

CLIP = 3.0
"""Whoever lies further from the middle than so many spreads counts as lying there."""

LEAST_KNOWN = 0.5
"""A trait that is known of fewer people than this says more about lists than about people, and is left out."""

LEAST_SHARE, MOST_VALUES = 0.02, 8
_SKEWED = 1.0
_QUARTILES_OF_NORMAL = 1.349


@dataclass(frozen=True, slots=True)
class Measure:
    """One scale on which people are compared: the number of trait `place` (from 1 on), or whether it is `value`.

    A number is `(x - middle) / spread`, of its logarithm where `is_log`, cut off at ±CLIP; a value is 1 or 0 less
    `middle`, its share. Unknown stands in the middle.
    """

    trait: str
    place: int
    value: str | None
    is_log: bool
    middle: float
    spread: float

    @property
    def kind(self) -> str:
        """Which line of the statement works it out."""
        if self.value is not None:
            return "category"
        return "log" if self.is_log else "number"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """`reason`: constant, unknown, or scattered (a category in which no value is common)."""

    trait: str
    reason: str
    known_share: float


def measured(table: pa.Table, traits: Sequence[Trait]) -> tuple[list[Measure], list[LeftOut]]:
    """The measures of the traits, which stand in the table as t_1, t_2 …, and what cannot be measured."""
    measures: list[Measure] = []
    left_out: list[LeftOut] = []
    for place, trait in enumerate(traits, 1):
        column = table[f"t_{place}"]
        known = 1 - column.null_count / max(len(column), 1)
        own = list(_number(column, trait, place) if is_number(trait) else _values(column, trait, place))
        if known < LEAST_KNOWN:
            left_out.append(LeftOut(trait.name, "unknown", known))
        elif own:
            measures += own
        else:
            is_constant = len(column.drop_null().unique()) < 2
            left_out.append(LeftOut(trait.name, "constant" if is_constant else "scattered", known))
    return measures, left_out


def _number(column: pa.ChunkedArray, trait: Trait, place: int) -> Iterator[Measure]:
    values = _floats(column)
    values = values[~np.isnan(values)]
    if len(values) < 2 or values.min() == values.max():
        return
    from scipy.stats import skew

    is_log = bool(values.min() >= 0 and skew(values) > _SKEWED)
    scaled = np.log1p(values) if is_log else values
    low, middle, high = np.quantile(scaled, [0.25, 0.5, 0.75])
    spread = float(high - low) / _QUARTILES_OF_NORMAL or float(scaled.std())
    if math.isfinite(spread) and spread > 0:
        yield Measure(trait.name, place, None, is_log, float(middle), spread)


def _values(column: pa.ChunkedArray, trait: Trait, place: int) -> Iterator[Measure]:
    counts = pd.Series(column.drop_null().to_pandas()).value_counts()
    common = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))[:MOST_VALUES]
    people = int(counts.sum())
    for value, number in common if len(counts) > 1 else []:
        if number / people >= LEAST_SHARE:
            yield Measure(trait.name, place, str(value), False, number / people, 1.0)


def matrix(table: pa.Table, measures: Sequence[Measure]) -> Matrix:
    """A row a person, a column a measure: what the statement works out for everybody."""
    columns: Matrix = np.column_stack([_scaled(table[f"t_{each.place}"], each) for each in measures])
    return columns


def _scaled(column: pa.ChunkedArray, measure: Measure) -> npt.NDArray[np.float64]:
    if measure.value is not None:
        found = pa.compute.equal(column, measure.value).cast(pa.float64())
        inside: Matrix = np.nan_to_num(found.to_numpy(zero_copy_only=False).astype("float64") - measure.middle, nan=0.0)
        return inside
    values = _floats(column)
    known = np.log1p(np.maximum(values, 0)) if measure.is_log else values
    scaled: Matrix = np.nan_to_num(np.clip((known - measure.middle) / measure.spread, -CLIP, CLIP), nan=0.0)
    return scaled


def _floats(column: pa.ChunkedArray) -> npt.NDArray[np.float64]:
    values: Matrix = column.cast(pa.float64()).to_numpy(zero_copy_only=False).astype("float64")
    return values
