"""Empty workspaces: the program makes one in each process of the tests, and the others are copies of it.

How the program makes one is tested in `tests/warehouse/test_workspace.py`.
"""

import shutil
import tempfile
import uuid
from functools import cache
from pathlib import Path

from insight.settings import Settings
from insight.warehouse import DuckWarehouse, open_workspace

_DATABASE, _LEDGER = "insight.duckdb", "ledger.json"


def new_workspace(folder: Path, name: str = "brand") -> DuckWarehouse:
    """An empty workspace in the folder, with an identity of its own; one that is there already stays as it is."""
    options = Settings(home=folder)
    place = options.workspace_folder(name)
    if (place / _DATABASE).exists():
        return open_workspace(name, options)
    place.mkdir(parents=True, exist_ok=True)
    for file in (_DATABASE, _LEDGER):
        shutil.copy(_empty() / file, place / file)
    warehouse = open_workspace(name, options)
    with warehouse.writing() as session:
        session.execute("UPDATE app.state SET workspace_id = $workspace_id", {"workspace_id": uuid.uuid4().hex})
    return warehouse


@cache
def _empty() -> Path:
    home = tempfile.TemporaryDirectory(prefix="empty-workspace-", ignore_cleanup_errors=True)
    _homes.append(home)
    warehouse = open_workspace("empty", Settings(home=Path(home.name)))
    warehouse.close()
    return warehouse.folder


_homes: list[tempfile.TemporaryDirectory[str]] = []
