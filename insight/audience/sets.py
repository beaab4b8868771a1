"""Segments put against each other: together, in common, one without the other, and every region of up to three."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import ClassVar

import pandas as pd

from insight.audience.cells import ANALYSIS, EXPRESSION, from_segment
from insight.audience.expression import AllOf, AnyOf, Expression, Not, to_json
from insight.audience.sentences import Said, all_of, any_of, not_, whole
from insight.audience.statements import mask_counts, met, united, weighed, without
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import SINGLE, Declared, Finding, Frame, Total, declare
from insight.segments import Segment
from insight.statistics.intervals import SMALL, share_of, wilson
from insight.warehouse import Warehouse
from insight.warehouse.steps import Bound, numbered

MOST_COMPARED = 3


def union(one: Segment, other: Segment) -> Segment:
    """People in either."""
    found = united(_apart(one, other))
    return _put_together(found, AnyOf((from_segment(one), from_segment(other))), any_of(_said(one, other)), one)


def intersection(one: Segment, other: Segment) -> Segment:
    """People in both."""
    found = met(_apart(one, other))
    return _put_together(found, AllOf((from_segment(one), from_segment(other))), all_of(_said(one, other)), one)


def difference(one: Segment, other: Segment) -> Segment:
    """People in the first and not in the second."""
    first, second = _apart(one, other)
    said, left_out = _said(one, other)
    meaning = AllOf((from_segment(one), Not(from_segment(other))))
    return _put_together(without(first, [second]), meaning, all_of((said, not_(left_out))), one)


def _inside(place: int) -> Callable[[pd.DataFrame], list[Hashable]]:
    return lambda regions: [(place,) if int(mask) >> place & 1 else None for mask in regions["mask"]]


_OVERLAP: Declared = {
    SINGLE: Frame(columns=(*declare("key", "names", "segments"), *declare("people", "customers"))),
    "sizes": Frame(columns=(*declare("key", "place"), *declare("people", "customers"))),
    "regions": Frame(
        columns=(*declare("key", "mask"), *declare("people", "customers")),
        totals=(
            Total(column="customers", to=(SINGLE, "customers", ())),
            *(
                Total(column="customers", alike=_inside(place), to=("sizes", "customers", ("place",)))
                for place in range(MOST_COMPARED)
            ),
        ),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Up to three segments by name, and the people of each region.

    `sizes` are theirs alone. `regions` has every region, empty ones too: mask (sum of 1, 2, 4 for the segments whose
    people these are), customers; a person is in exactly one, so the regions of a segment add up to its size, and all of
    them to `customers`.
    """

    COLUMNS: ClassVar[Declared] = _OVERLAP

    names: tuple[str, ...]
    segments: tuple[Segment, ...]
    sizes: tuple[int, ...]
    regions: pd.DataFrame
    customers: int

    def findings(self) -> list[Finding]:
        """What each pair has in common, of the smaller of the two; and what all three have."""
        return [*self._pairs(), *self._all_three()]

    def _pairs(self) -> Iterator[Finding]:
        for one, other in combinations(range(len(self.segments)), 2):
            both, smaller = self.shared(1 << one | 1 << other), min(self.sizes[one], self.sizes[other])
            low, high = wilson(both, smaller)
            yield Finding(
                text=_(
                    "{customers:count} people are in both “{one}” and “{other}”: {share:percent} of the smaller one",
                    customers=both,
                    one=self.names[one],
                    other=self.names[other],
                    share=share_of(both, smaller),
                ),
                value=share_of(both, smaller),
                n=smaller,
                low=low,
                high=high,
                certain=smaller >= SMALL,
            )

    def _all_three(self) -> Iterator[Finding]:
        if len(self.segments) == MOST_COMPARED:
            customers = self.shared(7)
            yield Finding(
                text=_("{customers:count} people are in all three segments", customers=customers),
                value=float(customers),
                n=self.customers,
            )

    def shared(self, mask: int) -> int:
        """How many people are in all segments of a mask, whatever else they are in."""
        inside = self.regions["mask"].map(lambda region: region & mask == mask)
        return int(self.regions.loc[inside, "customers"].sum())

    def members(self, mask: int) -> tuple[bool, ...]:
        """For each segment, whether the region lies in it."""
        return tuple(bool(mask >> place & 1) for place in range(len(self.segments)))

    def segment(self, *, mask: int) -> Segment:
        """The people of one region: in some of the segments and not in the others."""
        if mask not in range(1, 2 ** len(self.segments)):
            raise ParameterError("mask", mask, _("a number from 1 to {most}", most=2 ** len(self.segments) - 1))
        pairs = list(zip(self.segments, self.members(mask), strict=True))
        apart = _apart(*self.segments)
        inside = [found for found, (_segment, is_in) in zip(apart, pairs, strict=True) if is_in]
        outside = [found for found, (_segment, is_in) in zip(apart, pairs, strict=True) if not is_in]
        parts: list[Expression] = [from_segment(one) if is_in else Not(from_segment(one)) for one, is_in in pairs]
        meaning = parts[0] if len(parts) == 1 else AllOf(tuple(parts))
        said = [
            _in(name) if is_in else not_(_in(name)) for name, is_in in zip(self.names, self.members(mask), strict=True)
        ]
        return _put_together(without(met(inside), outside), meaning, all_of(said), self.segments[0])


def overlap(warehouse: Warehouse, named: Sequence[tuple[str, Segment]]) -> Overlap:
    """How one to three segments of the same day lie over each other. Raises ParameterError for more, or other days."""
    if not 1 <= len(named) <= MOST_COMPARED:
        raise ParameterError("segments", len(named), _("1 to {most} segments", most=MOST_COMPARED))
    segments = tuple(segment for _name, segment in named)
    _apart(*segments)
    people = weighed([(Bound(one.statement, one.values), 1 << place) for place, one in enumerate(segments)])
    counted = mask_counts(people)
    rows = warehouse.query(counted.statement, counted.values)
    counts = {int(row["mask"]): int(row["customers"]) for row in rows.to_dict("records")}
    masks = range(1, 2 ** len(segments))
    return Overlap(
        names=tuple(name for name, _segment in named),
        segments=segments,
        sizes=tuple(sum(n for mask, n in counts.items() if mask >> place & 1) for place in range(len(segments))),
        regions=pd.DataFrame({"mask": list(masks), "customers": [counts.get(mask, 0) for mask in masks]}),
        customers=sum(counts.values()),
    )


def _apart(*segments: Segment) -> list[Bound]:
    """Their statements with places of their own. Raises ParameterError for segments of different days."""
    for segment in segments[1:]:
        if segment.as_of != segments[0].as_of:
            raise ParameterError("as_of", segment.as_of, _("segments as of the same day"))
    return [numbered(Bound(one.statement, one.values), place) for place, one in enumerate(segments)]


def _said(*segments: Segment) -> list[Said]:
    return [_in(segment.sentence) for segment in segments]


def _in(name: Text | str) -> Said:
    return Said(_("in “{name}”", name=name), _("not in “{name}”", name=name))


def _put_together(found: Bound, meaning: Expression, said: Said, like: Segment) -> Segment:
    currency = like.parameters.get("currency")
    return replace(
        like,
        sentence=whole(said, like.as_of),
        statement=found.statement,
        values=found.values,
        analysis=ANALYSIS,
        parameters={EXPRESSION: to_json(meaning)} | ({"currency": currency} if currency else {}),
    )
