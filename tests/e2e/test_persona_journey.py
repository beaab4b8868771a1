"""The people behind one thing said of a group are a list; the group becomes a persona, and stands beside another."""

import re
from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Locator, Page, expect

from tests.e2e.harness import open_page, settle
from tests.e2e.places import click_on

pytestmark = pytest.mark.browser

NAME = "Our best"


def find(page: Page, name: str) -> Locator:
    """Type the name of a group, again where the page was still being drawn and took the letters away."""
    box = page.locator(".st-key-persona_groups input")
    option = page.get_by_role("option").filter(has_text=name)
    for _attempt in range(6):
        box.fill(name)
        with suppress(Error):
            option.first.wait_for(timeout=5_000)
            break
    return option


def test_the_people_of_a_clause_are_opened_and_a_persona_is_made_and_compared(
    app: str, tab: Callable[..., Page]
) -> None:
    page = tab(locale="en-US")
    open_page(page, f"{app}/personas")
    click_on(page, page.locator(".st-key-index_bars .bars .point path:visible").first)
    drawer = page.locator(".st-key-drawer_clause")
    expect(drawer).to_be_visible()
    settle(page)
    said = page.get_by_role("dialog").inner_text()
    assert re.match(r"\d+ people", said.strip())
    assert "Champions" in said
    expect(drawer.locator("[class*='st-key-download_'][class*='xlsx'] button")).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)

    page.get_by_role("tab", name="Keep", exact=True).click()
    page.locator(".st-key-persona_name input").fill(NAME)
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_text("this one is taken")).to_have_count(0)

    page.get_by_text("compared with: Everybody", exact=False).first.click()
    settle(page)
    expect(find(page, f"Persona: {NAME}")).to_have_count(1)
    find(page, "RFM group: Loyal").first.click()
    settle(page)
    expect(page.locator(".st-key-radar")).to_be_visible()
    expect(page.get_by_text("RFM group: Champions, RFM group: Loyal · compared with: Everybody")).to_be_visible()
