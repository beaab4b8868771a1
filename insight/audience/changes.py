"""Who came into a segment and who left it between two days, and which of its conditions is the reason."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd
import pyarrow as pa

from insight.audience.expression import Condition, Expression, condition, replaced
from insight.audience.kept import as_segment
from insight.audience.marks import Direction, Marks, marked
from insight.audience.reasons import in_words, with_facts
from insight.audience.rules.numbers import ENTERED, LEFT, SAVED
from insight.audience.saved import SavedSegment, find_saved
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import SINGLE, Declared, Finding, Frame, Total, declare
from insight.segments import Segment
from insight.warehouse import Warehouse
from insight.warehouse.steps import steps

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
    marks: Marks

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
    marks = marked(warehouse, opened(warehouse, saved.expression), earlier, later)
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
