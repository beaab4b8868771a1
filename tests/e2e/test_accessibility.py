"""What a person with a screen reader, a keyboard or weak eyes can use: axe-core finds no serious fault on any page."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.harness import PAGES, open_page

pytestmark = pytest.mark.browser

SERIOUS = ("serious", "critical")
_STREAMLIT = (
    '[data-testid="stDataFrame"]',
    '[data-testid="stToolbar"]',
    '[data-testid="stSidebarNav"]',
)
"""Drawn by Streamlit, whose own faults cannot be mended here: the canvas of tables, the menu in the corner, the list of
pages with headings among its items."""


def faults(page: Page) -> list[str]:
    """Each serious fault with its place and what is wrong there."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    context = {"exclude": [[place] for place in _STREAMLIT]}
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [
        f"{fault['id']}: {node['target'][0]}: {node['failureSummary']}"
        for fault in found
        if fault["impact"] in SERIOUS
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_fault(app: str, tab: Callable[..., Page], scheme: str) -> None:
    page = tab(scheme=scheme)
    found: list[str] = []
    for name, address in PAGES.items():
        open_page(page, app + address)
        found += [f"{name}: {fault}" for fault in faults(page)]
    assert found == []
