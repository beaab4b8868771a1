"""Tables whose cells span rows and columns, laid out on a grid as a browser does."""

from insight.ingest.read.table import Merge

MOST_COLUMNS_SPANNED = 1000
MOST_ROWS_SPANNED = 65_534
_MOST_PLACES = 20_000_000


class LaidOut:
    """Rows of cells; where a cell spans several places, its text stands in the first.

    Beyond twenty million places spans are no longer heeded.
    """

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.merges: list[Merge] = []
        self._spanned: dict[int, int] = {}
        self._places = 0

    def begin_row(self) -> None:
        self.rows.append([])
        self._spanned = {column: left - 1 for column, left in self._spanned.items() if left > 1}
        self._places += len(self._spanned)
        if self._places > _MOST_PLACES:
            self._spanned = {}

    def add(self, text: str, columns: int, rows: int) -> None:
        """The next cell of the row, to the right of those that reach down into it."""
        if not self.rows:
            self.begin_row()
        row = self.rows[-1]
        while len(row) in self._spanned:
            row.append("")
        self._places += columns
        if self._places > _MOST_PLACES:
            columns, rows = 1, 1
        left, number = len(row), len(self.rows)
        row += [text] + [""] * (columns - 1)
        if columns > 1 or rows > 1:
            self.merges.append(((number, left), (number + rows - 1, left + columns - 1)))
        if rows > 1:
            self._spanned |= dict.fromkeys(range(left, left + columns), rows)

    @property
    def is_filled(self) -> bool:
        """Whether there is any text at all."""
        return any(any(row) for row in self.rows)

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)
