"""From which files the numbers of a workspace come, as a list says it."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

from insight.i18n import Text, _
from insight.schema import TABLES
from insight.warehouse import Warehouse

_SOURCES = """
SELECT
    file,
    sheet,
    file_sha256,
    counts,
    imported_at
FROM app.batches
WHERE undone_at IS NULL
ORDER BY batch_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file, or one sheet of it, that the workspace holds. `rows`: table name → rows read, as far as known."""

    file: str
    sheet: str | None
    sha256: str
    rows: Mapping[str, int]
    imported_at: dt.datetime

    def sentence(self) -> Text:
        """What was read of it, and when."""
        file = self.file if not self.sheet else _("{file}, sheet {sheet}", file=self.file, sheet=self.sheet)
        read = [
            _(
                "{table}: {n:count} row",
                "{table}: {n:count} rows",
                table=TABLES[name].label if name in TABLES else name,
                n=n,
            )
            for name, n in self.rows.items()
        ]
        imported = _("{file}, imported on {at:minute}", file=file, at=self.imported_at)
        return reduce(lambda said, part: _("{said}; {part}", said=said, part=part), read, imported)


def sources(warehouse: Warehouse) -> tuple[Source, ...]:
    """Every file that was imported and not undone, in the order of import."""
    return tuple(
        Source(
            file=row["file"],
            sheet=row["sheet"],
            sha256=row["file_sha256"],
            rows=_rows_read(row["counts"]),
            imported_at=row["imported_at"],
        )
        for row in warehouse.arrow(_SOURCES).to_pylist()
    )


def _rows_read(counts: str) -> dict[str, int]:
    tables = json.loads(counts)
    return {name: table["read"] for name, table in tables.items() if isinstance(table, dict) and "read" in table}
