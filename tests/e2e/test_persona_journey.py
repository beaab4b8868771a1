"""The people behind one thing said of a group are a list; the group becomes a persona, and stands beside another."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness import choose, open_page, settle
from tests.e2e.places import click_on

pytestmark = pytest.mark.browser

NAME = "Our best"


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
    groups = page.locator(".st-key-persona_groups input")
    choose(groups, f"Persona: {NAME}", typed=NAME)
    choose(groups, "RFM group: Loyal", typed="RFM group: Loyal")
    expect(page.locator(".st-key-radar")).to_be_visible()
    expect(
        page.get_by_text(f"RFM group: Champions, Persona: {NAME}, RFM group: Loyal · compared with: Everybody")
    ).to_be_visible()
