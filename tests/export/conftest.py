"""An empty brand for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from staged_brand import Brand

from tests.empty_workspaces import new_workspace


@pytest.fixture
def brand(tmp_path: Path) -> Iterator[Brand]:
    warehouse = new_workspace(tmp_path, "my-brand")
    yield Brand(warehouse)
    warehouse.close()
