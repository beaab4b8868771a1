"""What tests need to upload files: a new workspace, files written on the spot, the shared sample exports."""

import datetime as dt
import os
from pathlib import Path

import pytest

from insight.ingest import SheetReport, examine, load
from insight.warehouse import DuckWarehouse
from tests.empty_workspaces import new_workspace

__all__ = ["IMPORTED_AT", "new_workspace", "sample_export", "shared", "upload", "write"]

IMPORTED_AT = dt.datetime(2026, 10, 1, 9, 30)
_REPOSITORY = Path(__file__).parents[1]


def shared(name: str) -> Path:
    """A file of the shared folder; the test is skipped, with the reason, where it is absent."""
    folder = Path(os.environ.get("INSIGHT_SHARED", _REPOSITORY.parent / "shared"))
    path = folder / name
    if not path.exists():
        pytest.skip(f"{name} is not there: set INSIGHT_SHARED to the folder of shared files")
    return path


def sample_export(name: str) -> Path:
    """One of the sample exports, by file name."""
    return shared(f"exports/samples/{name}")


def upload(warehouse: DuckWarehouse, *paths: Path, as_template: str | None = None) -> list[SheetReport]:
    """Import files as the command line does: examined with what the workspace remembers, loaded together."""
    drafts = [draft for path in paths for draft in examine(path, as_template=as_template, warehouse=warehouse)]
    return load(warehouse, drafts, imported_at=IMPORTED_AT)


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """A text file with exactly this content."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path
