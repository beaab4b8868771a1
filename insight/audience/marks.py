"""Which conditions hold for whom on two days, as one number a person, and which of them bring people in."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from insight.audience.compile import People, compiled_condition
from insight.audience.expression import AllOf, Condition, Expression, Not, conditions, holds, parts_of
from insight.audience.reasons import Flip
from insight.audience.registry import find_rule
from insight.audience.statements import KNOWN, mask_counts, weighed
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.warehouse import Warehouse
from insight.warehouse.steps import Bound

Direction = Literal["entered", "left"]

MOST_EXPLAINED = 28
"""Conditions that one pattern can hold: two bits each, and two for being known, in a number of 63 bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """For every person one number: two bits a condition, set where it holds on the earlier and on the later day."""

    expression: Expression
    leaves: tuple[Condition, ...]
    said: tuple[Text, ...]
    directions: dict[Condition, set[bool]]
    people: Bound
    counts: dict[int, int]

    def holds(self, mask: int, *, later: bool) -> bool:
        """Whether somebody with this pattern is in the segment."""
        return holds(
            self.expression,
            lambda leaf: self._bit(mask, self.leaves.index(leaf), later=later),
            is_known=self._bit(mask, len(self.leaves), later=later),
        )

    def masks(self, direction: Direction) -> list[int]:
        """The patterns of those who came in, or left."""
        wanted = direction == "entered"
        pairs = ((mask, self.holds(mask, later=False), self.holds(mask, later=True)) for mask in self.counts)
        return [mask for mask, was, is_in in pairs if was != is_in and is_in == wanted]

    def grouped(self) -> dict[tuple[Direction, tuple[Flip, ...]], int]:
        """How many came or left for which reasons."""
        found: dict[tuple[Direction, tuple[Flip, ...]], int] = {}
        directions: tuple[Direction, ...] = ("entered", "left")
        for direction in directions:
            for mask in self.masks(direction):
                key = (direction, self.flips(mask, direction))
                found[key] = found.get(key, 0) + self.counts[mask]
        return found

    def flips(self, mask: int, direction: Direction) -> tuple[Flip, ...]:
        """The conditions that changed in the direction that brings people in, or takes them out."""
        return tuple(self._flips(mask, is_in=direction == "entered"))

    def _flips(self, mask: int, *, is_in: bool) -> Iterator[Flip]:
        flipped = [(place, leaf) for place, leaf in enumerate(self.leaves) if self._changed(mask, place) is not None]
        is_new = self._changed(mask, len(self.leaves)) is True or any(
            is_timeless(leaf) and self._changed(mask, place) is True for place, leaf in flipped
        )
        reasons = [
            Flip(leaf, self.said[place], now=bool(self._changed(mask, place)))
            for place, leaf in flipped
            if (self._changed(mask, place) == is_in) in self.directions[leaf] and not (is_new and is_timeless(leaf))
        ]
        yield from reasons or ([Flip(None, _("known in the data"), now=True)] if is_new else [])

    def _changed(self, mask: int, place: int) -> bool | None:
        """Whether a condition began to hold (True) or ceased to (False); None where it did neither."""
        was, now = (self._bit(mask, place, later=later) for later in (False, True))
        return None if was == now else now

    def _bit(self, mask: int, place: int, *, later: bool) -> bool:
        return bool(mask >> (2 * place + later) & 1)


def marked(warehouse: Warehouse, expression: Expression, earlier: dt.date, later: dt.date) -> Marks:
    """Look at every condition once on each day. Raises ParameterError for more conditions than can be explained."""
    leaves = tuple(dict.fromkeys(conditions(expression)))
    if len(leaves) > MOST_EXPLAINED:
        raise ParameterError("segment", len(leaves), _("at most {most} different conditions", most=MOST_EXPLAINED))
    parts: list[tuple[Bound, int]] = []
    said: list[Text] = []
    for place, leaf in enumerate(leaves):
        found = [compiled_condition(warehouse, leaf, day) for day in (earlier, later)]
        parts += _weights(found, place)
        said.append(found[1].said.holds)
    if _asks_who_is_known(expression):
        known = [Bound(KNOWN, {"as_of": day}) for day in (earlier, later)]
        parts += [(bound, 1 << (2 * len(leaves) + shift)) for shift, bound in enumerate(known)]
    people = weighed(parts)
    counted = mask_counts(people)
    rows = warehouse.query(counted.statement, counted.values)
    return Marks(
        expression=expression,
        leaves=leaves,
        said=tuple(said),
        directions=_directions(expression, is_plain=True),
        people=people,
        counts={int(row["mask"]): int(row["customers"]) for row in rows.to_dict("records")},
    )


def _weights(found: Iterable[People], place: int) -> list[tuple[Bound, int]]:
    return [(people.found, 1 << (2 * place + shift)) for shift, people in enumerate(found)]


def is_timeless(leaf: Condition) -> bool:
    """Whether a condition is about what is known today, and begins to hold only with the person's being known."""
    statement = find_rule(leaf.rule).statement
    return bool(statement) and "$as_of" not in statement


def _asks_who_is_known(expression: Expression) -> bool:
    """Whether somebody can be in it only for being known: by a "not" that nothing else stands beside."""
    if isinstance(expression, Not):
        return True
    if isinstance(expression, AllOf) and not all(isinstance(part, Not) for part in expression.parts):
        inner = [part.part if isinstance(part, Not) else part for part in expression.parts]
        return any(_asks_who_is_known(part) for part in inner)
    return isinstance(expression, AllOf) or any(_asks_who_is_known(part) for part in parts_of(expression))


def _directions(expression: Expression, *, is_plain: bool) -> dict[Condition, set[bool]]:
    """For each condition, whether people come in when it begins to hold (True), when it ceases to (False), or both."""
    if isinstance(expression, Condition):
        return {expression: {is_plain}}
    found: dict[Condition, set[bool]] = {}
    for part in parts_of(expression):
        for leaf, ways in _directions(part, is_plain=is_plain != isinstance(expression, Not)).items():
            found.setdefault(leaf, set()).update(ways)
    return found
