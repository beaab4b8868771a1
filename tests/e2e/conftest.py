"""A browser and a running app for the journeys; without a browser they are skipped, or fail where one is required."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from insight.settings import Settings
from insight.warehouse import open_workspace
from tests.e2e.harness import PATIENCE_MS, ROOT, find_browser, new_page, running_app, running_browser
from tests.sample_brand import own_sample_brand

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        reason = "no Chromium or Chrome is installed"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(f"REQUIRE_BROWSER=1, but {reason}")
        pytest.skip(reason)
    with running_browser(path) as found:
        yield found


@pytest.fixture(scope="module")
def app(request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app whose home folder held the sample brand, and the empty workspaces that the module names
    in WORKSPACES, when it started; each journey has its own."""
    home = tmp_path_factory.mktemp("home")
    own_sample_brand(home).close()
    for name in getattr(request.module, "WORKSPACES", ()):
        open_workspace(name, Settings(home=home)).close()
    with running_app(home) as address:
        yield address


@pytest.fixture
def tab(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens tabs (see `new_page`) and closes them after the test."""
    pages: list[Page] = []

    def open_tab(**person: object) -> Page:
        pages.append(new_page(browser, **person))  # type: ignore[arg-type]
        return pages[-1]

    yield open_tab
    for page in pages:
        page.context.close()


@pytest.fixture(scope="session")
def samples() -> Path:
    folder = Path(os.environ.get("INSIGHT_SHARED", ROOT.parent / "shared")) / "exports" / "samples"
    if not folder.is_dir():
        pytest.skip(f"no sample exports: {folder} does not exist (set INSIGHT_SHARED)")
    return folder
