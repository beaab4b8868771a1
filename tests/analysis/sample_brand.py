"""The sample brand as the ordinary import builds it: once for all tests that only ask it questions."""

import datetime as dt
import tempfile
from functools import cache
from pathlib import Path

from insight.ingest import build_sample
from insight.settings import Settings
from insight.warehouse import DuckWarehouse, open_workspace

_FOLDER = tempfile.TemporaryDirectory(prefix="sample-brand-")


@cache
def sample_brand() -> DuckWarehouse:
    """The workspace; not to be written to."""
    warehouse = open_workspace("sample", Settings(home=Path(_FOLDER.name)))
    build_sample(warehouse, dt.datetime(2026, 1, 3, 9))
    return warehouse
