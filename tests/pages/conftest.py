"""The app as a script, on a home with the sample brand and an empty workspace."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from insight.settings import settings
from insight.warehouse import open_workspace
from tests.sample_brand import own_sample_brand

ROOT = Path(__file__).parents[2]
PATIENCE = 60


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Workspaces of these tests, a copy of the sample brand among them."""
    folder = tmp_path_factory.mktemp("home")
    own_sample_brand(folder)
    return folder


@pytest.fixture(autouse=True)
def _own_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("INSIGHT_HOME", str(home))
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture(autouse=True)
def _app_runs_around_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a server that has called st.navigation once; AppTest forgets that before each run."""
    begin = PagesManager.__init__

    def begin_with_navigation(self: PagesManager, *args: Any, **more: Any) -> None:
        begin(self, *args, **more)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", begin_with_navigation)


@pytest.fixture
def visit() -> Callable[..., AppTest]:
    """Open a page as a visitor whose address carries these parameters; a workspace that is not there is made, empty."""

    def open_page(page: str = "pages/overview.py", **address: str) -> AppTest:
        if "workspace" in address:
            open_workspace(address["workspace"])
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE)
        for name, value in ({"workspace": "sample"} | address).items():
            app.query_params[name] = value
        return (app if page == "pages/overview.py" else app.switch_page(page)).run()

    return open_page


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, Callable[[], bytes]]]:
    """What each download button on the page would hand out: key -> file name, and the function that makes the bytes.

    AppTest does not fetch what a button makes on demand, so the arguments are noted on their way to Streamlit.
    """
    noted: dict[str, tuple[str, Callable[[], bytes]]] = {}
    draw = st.download_button

    def note(label: str, data: Any, file_name: str, **more: Any) -> bool:
        noted[more["key"]] = (file_name, data)
        return draw(label, data, file_name, **more)

    monkeypatch.setattr(st, "download_button", note)
    return noted
