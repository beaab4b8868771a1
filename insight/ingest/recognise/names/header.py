"""Header cells, compared in the many ways that people and platforms write the same name."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_INVISIBLE = re.compile("[\ufeff\u00ad\u200b-\u200f\u202a-\u202e\u2060]")
_PROTECTED = re.compile(r'^="(.*)"$')
_NOTE = re.compile(r"\s*\([^()]*\)$")


@lru_cache(maxsize=65_536)
def normalise_header(header: str) -> str:
    """NFKC (brackets become half-width), invisible characters and protections out, blanks collapsed, lower case."""
    text = " ".join(unicodedata.normalize("NFKC", _INVISIBLE.sub("", header)).split()).lower()
    return _PROTECTED.sub(r"\1", text).lstrip("'`")


def without_note(header: str) -> str:
    """The normalised header without the unit, note or metafield in brackets at its end: `运费(元)` -> `运费`."""
    exact = normalise_header(header)
    return _NOTE.sub("", exact) or exact


def header_fingerprint(header: Iterable[str]) -> str:
    """A name for a header row, by which a mapping is remembered.

    The order of the columns counts: a mapping speaks of positions, so the same columns in another order are another
    header row.
    """
    joined = "\x1f".join(normalise_header(cell) for cell in header)
    return hashlib.sha256(joined.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Header:
    """A header row with the first position of each name, as written and without its note.

    `levels`: how many rows the header has. Of more than one, a cell is its groups and its own name, joined by "/";
    `lower` are the names without their groups.
    """

    cells: tuple[str, ...]
    exact: dict[str, int]
    bare: dict[str, int]
    lower: dict[str, int]
    levels: int = 1

    @classmethod
    def of(cls, cells: Iterable[str], *, levels: int = 1) -> "Header":
        """Index the cells; of equal names the first counts."""
        header = cls(tuple(cells), {}, {}, {}, levels)
        for position, cell in enumerate(header.cells):
            header.exact.setdefault(normalise_header(cell), position)
            header.bare.setdefault(without_note(cell), position)
            if levels > 1:
                header.lower.setdefault(without_note(header.parts(position)[-1]), position)
        return header

    def parts(self, position: int) -> tuple[str, ...]:
        """The names of the groups that a column stands in, the widest first, and its own name."""
        cell = self.cells[position]
        return tuple(cell.split("/")) if self.levels > 1 else (cell,)

    def find(self, wanted: str) -> tuple[int, ...]:
        """Positions of a name: at most one, or all that begin with it when it ends in `*`.

        The name as written is tried first, then a header that adds a note to it, then one that lacks its note, then one
        that stands in a group. Two different notes are two names: `Grand Total (Base)` is never found in
        `Grand Total (Purchased)`.
        """
        if wanted.endswith("*"):
            return self._beginning_with(normalise_header(wanted[:-1]))
        name = normalise_header(wanted)
        bare = without_note(wanted)
        for index, key in ((self.exact, name), (self.bare, name), (self.exact, bare), (self.lower, bare)):
            if key in index:
                return (index[key],)
        return ()

    def first(self, position: int) -> int:
        """The first position of the same name."""
        return self.exact[normalise_header(self.cells[position])]

    def _beginning_with(self, prefix: str) -> tuple[int, ...]:
        return tuple(i for i, cell in enumerate(self.cells) if normalise_header(cell).startswith(prefix))

    @property
    def named(self) -> tuple[int, ...]:
        """Positions of the cells that hold a name at all."""
        return tuple(i for i, cell in enumerate(self.cells) if normalise_header(cell))
