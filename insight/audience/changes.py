"""Who came into a segment and who left it between two days, and which of its conditions is the reason."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

import pandas as pd
import pyarrow as pa

from insight.audience.compile import People, compiled_condition
from insight.audience.expression import (
    AllOf,
    Condition,
    Expression,
    Not,
    condition,
    conditions,
    holds,
    parts_of,
    replaced,
)
from insight.audience.kept import as_segment
from insight.audience.reasons import Flip, in_words, with_facts
from insight.audience.registry import find_rule
from insight.audience.rules.numbers import ENTERED, LEFT, SAVED
from insight.audience.saved import SavedSegment, find_saved
from insight.audience.statements import KNOWN, mask_counts, weighed
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import SINGLE, Declared, Finding, Frame, Total, declare
from insight.segments import Segment
from insight.warehouse import Warehouse
from insight.warehouse.steps import Bound, steps

Direction = Literal["entered", "left"]

MOST_EXPLAINED = 28
"""Conditions that one pattern can hold: two bits each, and two for being known, in a number of 63 bits."""

_LISTED = """
SELECT customer_id, mask
FROM masked
WHERE mask IN (SELECT unnest($masks::BIGINT[]))
ORDER BY customer_id
LIMIT $rows::BIGINT
"""


_CHANGES: Declared = {
    SINGLE: Frame(
        columns=(
            *declare("key", "saved", "earlier", "later", "marks"),
            *declare("people", "before", "after"),
            *declare("people", "left", part_of="before"),
            *declare("people", "entered", part_of="after"),
        ),
        sums=((("before", "entered", "after", "left"), None),),
    ),
    "reasons": Frame(
        columns=(*declare("key", "direction"), *declare("text", "reason"), *declare("people", "customers")),
        totals=tuple(
            Total(column="customers", where=("direction", one), to=(SINGLE, one, ())) for one in ("entered", "left")
        ),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """A saved segment on two days. `before` + `entered` − `left` = `after`.

    `reasons` has one row for each way of coming or going, the commonest first: direction, reason (Text), customers. The
    reason names the conditions that began or ceased to hold and could make the difference.
    """

    COLUMNS: ClassVar[Declared] = _CHANGES

    saved: SavedSegment
    earlier: dt.date
    later: dt.date
    before: int
    after: int
    entered: int
    left: int
    reasons: pd.DataFrame
    marks: "_Marks"

    def findings(self) -> list[Finding]:
        """How the size came about, and the commonest reason on either side."""
        return [self._balance(), *self._commonest("entered"), *self._commonest("left")]

    def _balance(self) -> Finding:
        return Finding(
            text=_(
                "From {before:count} people on {earlier:day} to {after:count} on {later:day}: "
                "{entered:count} came, {left:count} left",
                before=self.before,
                earlier=self.earlier,
                after=self.after,
                later=self.later,
                entered=self.entered,
                left=self.left,
            ),
            value=float(self.after - self.before),
            n=self.before + self.entered,
        )

    def _commonest(self, direction: Direction) -> Iterator[Finding]:
        rows = self.reasons[self.reasons["direction"] == direction]
        if rows.empty:
            return
        row, all_of_them = rows.iloc[0], int(rows["customers"].sum())
        values = {"customers": int(row["customers"]), "n": all_of_them, "reason": row["reason"]}
        came = _("{customers:count} of the {n:count} who came: {reason}", **values)
        went = _("{customers:count} of the {n:count} who left: {reason}", **values)
        yield Finding(text=came if direction == "entered" else went, value=float(row["customers"]), n=all_of_them)

    def segment(self, warehouse: Warehouse, direction: Direction) -> Segment:
        """The people who came in, or who left, as of the later day; can be saved and run again like any other."""
        rule = ENTERED if direction == "entered" else LEFT
        meaning = condition(rule, segment=self.saved.segment_id, days=(self.later - self.earlier).days)
        return as_segment(warehouse, meaning, self.later)

    def people(self, warehouse: Warehouse, direction: Direction, rows: int = 200) -> list[tuple[str, Text]]:
        """customer_id and reason of the first people, with what is behind it: "last order 2 August 2025"."""
        listed = self._listed(warehouse, direction, rows)
        flips = {mask: self.marks.flips(mask, direction) for mask in set(listed.values())}
        return with_facts(warehouse, {who: flips[mask] for who, mask in listed.items()}, self.later)

    def reasons_of(self, warehouse: Warehouse, direction: Direction) -> pa.Table:
        """One row a person who came, or left: customer_id, pattern (a key of `words`)."""
        listed = self._listed(warehouse, direction, None)
        return pa.table({"customer_id": list(listed), "pattern": list(listed.values())})

    def words(self, direction: Direction) -> dict[int, Text]:
        """Pattern -> its reason in words."""
        return {mask: in_words(self.marks.flips(mask, direction)) for mask in self.marks.masks(direction)}

    def _listed(self, warehouse: Warehouse, direction: Direction, rows: int | None) -> dict[str, int]:
        statement = steps(masked=self.marks.people.statement).select(_LISTED)
        values = {**self.marks.people.values, "masks": self.marks.masks(direction), "rows": rows}
        table = warehouse.arrow(statement, values)
        return dict(zip(table["customer_id"].to_pylist(), table["mask"].to_pylist(), strict=True))


def changes(warehouse: Warehouse, saved: SavedSegment, earlier: dt.date, later: dt.date) -> Changes:
    """Compare a saved segment on two days of the same data.

    Every condition is looked at once on each day; the segment on both days follows from them. Raises ParameterError
    for days in the wrong order and for more conditions than can be explained, and as `as_segment` does.
    """
    if not earlier < later:
        raise ParameterError("earlier", earlier, _("a day before {day:day}", day=later))
    marks = _marked(warehouse, opened(warehouse, saved.expression), earlier, later)
    rows = [
        {"direction": direction, "reason": in_words(flips), "customers": customers}
        for (direction, flips), customers in marks.grouped().items()
    ]
    reasons = pd.DataFrame(rows, columns=["direction", "reason", "customers"])
    came, went = (int(reasons.loc[reasons["direction"] == name, "customers"].sum()) for name in ("entered", "left"))
    before = sum(n for mask, n in marks.counts.items() if marks.holds(mask, later=False))
    return Changes(
        saved=saved,
        earlier=earlier,
        later=later,
        before=before,
        after=before + came - went,
        entered=came,
        left=went,
        reasons=reasons.sort_values(
            ["direction", "customers"], ascending=[True, False], kind="stable", ignore_index=True
        ),
        marks=marks,
    )


def opened(warehouse: Warehouse, expression: Expression) -> Expression:
    """The expression with the meaning of each saved segment in its place. Raises ParameterError where one is gone."""

    def meaning(leaf: Condition) -> Expression:
        if leaf.rule != SAVED:
            return leaf
        return opened(warehouse, find_saved(warehouse, int(leaf.value("segment"))).expression)

    return replaced(expression, meaning)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marks:
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


def _marked(warehouse: Warehouse, expression: Expression, earlier: dt.date, later: dt.date) -> _Marks:
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
    return _Marks(
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
