"""The app in a process of its own, and a real browser in front of it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, Error, Locator, Page, expect, sync_playwright

from insight.ui.kit.pages import pages

ROOT = Path(__file__).resolve().parents[2]
NARROW, WIDE = (390, 844), (1440, 900)
PAGES = {one.name: f"/{one.name}" if number else "/" for number, one in enumerate(pages())}

ANSWERS = {
    "overview": ("months_revenue", "who"),
    "lifecycle": ("stages", "lives"),
    "refill": ("due_goods", "refills"),
    "rfm": ("rfm_grid", "cell"),
    "rfm_movement": ("movement_matrix", "way"),
    "retention": ("retention_matrix", "cohort_cell"),
    "repurchase": ("within_bars", "again_step"),
    "behaviour": ("visitor_days", "behaviour_people"),
    "channels": ("channel_bars", "channel_people"),
    "funnel": ("funnel_bars", "funnel_part"),
    "paths": ("path_sankey", "paths_people"),
    "associations": ("rule_offers", "rule"),
    "recommend": ("offered_goods", "offer"),
    "clv": ("chance_bands", "chance"),
    "campaigns": ("campaign_bars", "reached"),
    "judge": ("verdict_picture", "sides"),
    "ab_test": ("versions_picture", "versions"),
    "exports": ("consent_bars", "consent"),
}
"""Page -> its one picture, and the picker that a click on a mark of it fills."""

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 45_000
_START_SECONDS = 60


def find_browser() -> str | None:
    """An installed Chromium or Chrome."""
    return next((found for name in _BROWSERS if (found := shutil.which(name))), None)


@contextmanager
def running_app(home: Path, script: Path = ROOT / "app.py") -> Iterator[str]:
    """The address of the app, working on the workspaces in `home`; of another script where one is named."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}"]
    options = ["--server.address=127.0.0.1", "--server.headless=true", "--server.fileWatcherType=none"]
    environment = os.environ | {"INSIGHT_HOME": str(home), "PYTHONPATH": str(ROOT)}
    with (home / "app.log").open("wb") as log:
        process = subprocess.Popen([*command, *options], cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the app ended with code {process.returncode} before it was up")
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(f"the app was not up after {_START_SECONDS} s")


@contextmanager
def running_browser(path: str) -> Iterator[Browser]:
    """A headless browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        try:
            yield browser
        finally:
            browser.close()


def new_page(browser: Browser, *, locale: str = "zh-CN", scheme: str = "light", size: tuple[int, int] = WIDE) -> Page:
    """An empty tab of a person with that language, theme and screen."""
    width, height = size
    context = browser.new_context(
        locale=locale,
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": height},
        accept_downloads=True,
    )
    context.set_default_timeout(PATIENCE_MS)
    return context.new_page()


def settle(page: Page) -> None:
    """Wait until the page is drawn: the script has ended, nothing is stale, every chart and table has content."""
    page.wait_for_selector("h1", timeout=4 * PATIENCE_MS)
    page.wait_for_function(
        """() => {
            const app = document.querySelector('[data-testid="stApp"]');
            if (!app || app.dataset.testScriptState !== 'notRunning') return false;
            if (document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')) return false;
            return [...document.querySelectorAll('.stPlotlyChart')].every(e => e.querySelector('.main-svg'));
        }"""
    )


def open_page(page: Page, address: str) -> None:
    """Go to an address of the app and wait until it is drawn."""
    page.goto(address)
    settle(page)


_TURN = """address => {
    const title = document.querySelector('h1');
    title.dataset.before = title.textContent;
    history.pushState({}, '', address);
    dispatchEvent(new PopStateEvent('popstate'));
}"""
_TURNED = "() => [...document.querySelectorAll('h1')].some(e => e.textContent !== (e.dataset.before ?? ''))"


def turn_to(page: Page, app: str, name: str) -> None:
    """Go to another page as with the browser's own arrows, without loading the app anew; it is loaded where it is not
    there yet. What was chosen on the pages before stays chosen."""
    if not page.url.startswith(app):
        open_page(page, app + PAGES[name])
        return
    page.evaluate(_TURN, PAGES[name])
    page.wait_for_function(_TURNED)
    settle(page)


def choose(box: Locator, option: str | re.Pattern[str], *, typed: str = "") -> None:
    """Choose what a select box offers, after typing some letters; again where the page was still being drawn and took
    the letters or the offers away."""
    offered = box.page.get_by_role("option").filter(has_text=option).first
    for _attempt in range(6):
        expect(box).to_have_count(1)
        box.click()
        if typed:
            box.fill(typed)
        with suppress(Error):
            offered.click(timeout=PATIENCE_MS / 6)
            break
    else:
        raise AssertionError(f"{option} was not offered, or never for long enough to be clicked")
    settle(box.page)


def whole_height(page: Page) -> int:
    """How high the page is with everything on it."""
    return int(
        page.evaluate(
            """() => {
                const box = document.querySelector('[data-testid="stMainBlockContainer"]').getBoundingClientRect();
                return Math.ceil(box.height + Math.max(box.top, 0));
            }"""
        )
    )
