"""Tables while they are built: written once, so a table is the pieces of it that stand."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Rows that lie in a folder and are read as a view."""

    view: str
    folder: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A table as it is now: its pieces, and its columns with their types in Spark's words."""

    columns: Mapping[str, str]
    pieces: tuple[Piece, ...] = ()

    @property
    def rows(self) -> int:
        """Rows of all pieces."""
        return sum(piece.rows for piece in self.pieces)
