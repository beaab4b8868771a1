"""How soon a page is painted, against an empty Streamlit app with one chart: same browser, same run.

    python -m benchmarks.pages [HOME [PAGE,PAGE…]]

HOME holds a workspace `sample` that is built; without it the sample is built first. All pages are changed to where none
is named.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.e2e.harness import PAGES, find_browser, new_page, open_page, running_app, running_browser, settle

RUNS = 5
EMPTY = """
import plotly.graph_objects as go
import streamlit as st

st.title("Empty")
st.plotly_chart(go.Figure(go.Bar(x=[1, 2, 3], y=[3, 1, 2])))
"""


def main(home: Path | None, names: list[str]) -> None:
    """Print the medians and their ratios, a page a line."""
    path = find_browser()
    if path is None:
        raise SystemExit("no Chromium or Chrome is installed")
    with running(home) as (ours, empty), running_browser(path) as browser:
        warm(browser, ours, names)
        first: dict[str, list[float]] = {"empty": [], "overview": [], "rfm": []}
        for _round in range(RUNS):
            first["empty"].append(first_picture(browser, empty))
            for name in ("overview", "rfm"):
                first[name].append(first_picture(browser, ours + PAGES[name]))
        base = statistics.median(first["empty"])
        for name, seconds in first.items():
            share = statistics.median(seconds) / base
            print(f"first picture {name:<14} {statistics.median(seconds):6.2f} s  {told(seconds)}  × {share:.2f}")
        for name, seconds in changes(browser, ours, names).items():
            print(f"change to {name:<18} {statistics.median(seconds):6.2f} s  {told(seconds)}")


@contextmanager
def running(home: Path | None) -> Iterator[tuple[str, str]]:
    """Our app and the empty one, side by side: their addresses."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "empty.py"
        script.write_text(EMPTY, encoding="utf-8")
        (Path(folder) / "home").mkdir()
        with running_app(home or Path(folder) / "home") as ours, running_app(Path(folder), script=script) as empty:
            yield ours, empty


def warm(browser: Browser, address: str, names: list[str]) -> None:
    """Each page once: what is computed once for a state of the workspace is there."""
    page = new_page(browser)
    for name in names:
        open_page(page, address + PAGES[name])
    page.context.close()


def first_picture(browser: Browser, address: str) -> float:
    """Seconds from the address to the first chart, in a tab of a new person with nothing kept."""
    page = new_page(browser)
    began = time.perf_counter()
    page.goto(address)
    page.locator(".stPlotlyChart .main-svg").first.wait_for()
    seconds = time.perf_counter() - began
    page.context.close()
    return seconds


def changes(browser: Browser, address: str, names: list[str]) -> dict[str, list[float]]:
    """Seconds from a click in the menu until the page is drawn, each page several times."""
    page = new_page(browser)
    open_page(page, address + PAGES[names[0]])
    found: dict[str, list[float]] = {name: [] for name in names}
    for _round in range(3):
        for name in [*names[1:], names[0]]:
            found[name].append(change(page, name))
    page.context.close()
    return found


def change(page: Page, name: str) -> float:
    """A click on the page in the menu, until the script has ended and every chart is drawn."""
    question = page.locator("h1").inner_text()
    link = page.locator(f"[data-testid=stSidebarNav] a[href$='{PAGES[name]}']").first
    began = time.perf_counter()
    link.click()
    page.wait_for_function("before => document.querySelector('h1')?.innerText !== before", arg=question)
    settle(page)
    return time.perf_counter() - began


def told(seconds: list[float]) -> str:
    return f"({min(seconds):.2f} – {max(seconds):.2f})"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None, sys.argv[2].split(",") if len(sys.argv) > 2 else list(PAGES))
