"""The workspace of the sample brand: built from `sample_data/` by the ordinary import."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from insight.ingest.draft import examine
from insight.ingest.load import load
from insight.warehouse import DuckWarehouse

SAMPLE_FOLDER = Path(__file__).parents[2] / "sample_data"


def build_sample(
    warehouse: DuckWarehouse, imported_at: dt.datetime, progress: Callable[[str], None] | None = None
) -> None:
    """Import the sample brand's exports into a workspace that holds nothing yet; otherwise do nothing.

    `progress` is told the name of each file before it is read.
    """
    if warehouse.generation:
        return
    files = sorted(path for pattern in ("*.csv", "*.xlsx") for path in SAMPLE_FOLDER.glob(pattern))
    drafts = []
    for path in files:
        if progress:
            progress(path.name)
        drafts += examine(path)
    load(warehouse, drafts, imported_at=imported_at, imported_by="sample")
