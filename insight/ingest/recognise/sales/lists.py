"""Cells of one row that hold lists of one length: the lines of an order side by side."""

from collections import defaultdict
from dataclasses import dataclass

from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.mapping import Packing

SIGNS: dict[Packing, str] = {"parallel": ";", "parallel_lines": "\n", "parallel_bars": "|", "parallel_commas": ","}
"""How lists are packed, and what stands between their parts; a sign that goes before another is tried before it."""

_FEWEST_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class PackedLists:
    """The columns whose cells are lists, row by row of the same length."""

    packing: Packing
    positions: frozenset[int]

    def first_parts(self, witness: Witnessed) -> Witnessed:
        """The witness with the first part in place of each list."""
        sign = SIGNS[self.packing]
        columns = tuple(
            tuple(value.split(sign)[0].strip() for value in values) if at in self.positions else values
            for at, values in enumerate(witness.columns)
        )
        return Witnessed(columns, witness.cells)


def packed_lists(witness: Witnessed) -> PackedLists | None:
    """The largest set of columns that, row by row, hold equally many parts, several in some row."""
    for packing, sign in SIGNS.items():
        alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for at, values in enumerate(witness.columns):
            counts = tuple(value.count(sign) + 1 if value else 0 for value in values)
            if any(count > 1 for count in counts):
                alike[counts].append(at)
        found = max(alike.values(), key=len, default=[])
        if len(found) >= _FEWEST_COLUMNS:
            return PackedLists(packing, frozenset(found))
    return None
