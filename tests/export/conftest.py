"""An empty brand for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from staged_brand import Brand

from insight.settings import Settings
from insight.warehouse import DuckWarehouse


@pytest.fixture
def brand(tmp_path: Path) -> Iterator[Brand]:
    warehouse = DuckWarehouse(tmp_path / "my-brand", Settings(home=tmp_path))
    yield Brand(warehouse)
    warehouse.close()
