"""The small shop: one that nothing is changed in, and copies of it to change."""

import shutil
import uuid
from itertools import count
from pathlib import Path

import pytest

from insight.settings import Settings
from insight.warehouse import DuckWarehouse, open_workspace
from tests.audience.shops import small_shop

_NUMBER = count(1)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shops")


@pytest.fixture(scope="session")
def shop(folder: Path) -> DuckWarehouse:
    """Nothing is changed in it."""
    return small_shop(folder)


@pytest.fixture
def own_shop(shop: DuckWarehouse, folder: Path) -> DuckWarehouse:
    """A copy, with an identity of its own."""
    name = f"copy{next(_NUMBER)}"
    shop.close()
    shutil.copytree(shop.folder, folder / name)
    copy = open_workspace(name, Settings(home=folder))
    with copy.writing() as session:
        session.execute("UPDATE app.state SET workspace_id = $workspace_id", {"workspace_id": uuid.uuid4().hex})
    return copy
