"""The app on settings that cannot be used, and on an address that asks for a workspace that is not there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from insight.settings import settings
from insight.ui.kit.workspace import begin, own_workspaces
from insight.warehouse import workspace_names

ROOT = Path(__file__).parents[2]
Visit = Callable[..., AppTest]


def test_settings_that_cannot_be_used_are_one_page_with_the_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSIGHT_MEMORY_LIMIT", "lots")
    settings.cache_clear()
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception
    (error,) = app.error
    assert "memory" in error.value
    assert "lots" in error.value
    assert not app.selectbox


def test_an_unknown_workspace_in_the_address_is_said_and_not_made(visit: Visit, home: Path) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["workspace"] = "nobodys-brand"
    app.run()
    assert not app.exception
    assert any("nobodys-brand" in error.value for error in app.error), [error.value for error in app.error]
    assert "nobodys-brand" not in workspace_names()
    assert not (home / "nobodys-brand").exists()


@pytest.mark.slow("walks the page again and again")
def test_a_name_that_only_looks_different_is_the_workspace_that_is_there(visit: Visit) -> None:
    visit(workspace="a first one")
    visit(workspace="brand")
    there = own_workspaces()
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["workspace"] = "ｂｒａｎｄ."
    app.run()
    assert not app.exception
    assert [each.value for each in app.selectbox if each.key == "workspace"] == ["brand"]
    assert own_workspaces() == there
    assert "brand" in there


def test_a_name_of_three_hundred_signs_is_a_sentence() -> None:
    told = begin("x" * 300)
    assert told is not None
    assert "workspace" in told
