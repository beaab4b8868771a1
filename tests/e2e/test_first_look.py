"""What a person sees who has just started the app."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness import open_page, running_app, settle

pytestmark = pytest.mark.browser

BUILDING_MS = 180_000
"""The first start imports the sample brand before its first page is whole."""


def test_first_start_shows_the_sample_brand_without_a_click_to_two_people_at_once(
    tab: Callable[..., Page], tmp_path: Path
) -> None:
    one, other = tab(), tab()
    with running_app(tmp_path) as address:
        one.goto(address)
        other.goto(address)
        for page in (one, other):
            expect(page.locator("h1")).to_have_text("生意怎么样，客户会回来吗？", timeout=BUILDING_MS)
            settle(page)
            expect(page.locator(".st-key-at_hand")).to_contain_text("例禾（示例品牌）")
            assert page.locator(".stPlotlyChart").count() >= 1
            switch_to(page, "English")
            expect(page.locator("h1")).to_have_text("How is the shop doing, and do people come back?")


def switch_to(page: Page, language: str) -> None:
    """Choose a language in the card that says what is at hand."""
    page.locator(".st-key-at_hand_card button").first.click()
    page.get_by_text(language, exact=True).click()
    page.keyboard.press("Escape")


def test_language_follows_the_browser_and_can_be_switched(app: str, tab: Callable[..., Page]) -> None:
    page = tab(locale="en-US")
    open_page(page, app)
    expect(page.locator("h1")).to_have_text("How is the shop doing, and do people come back?")
    switch_to(page, "中文")
    expect(page.locator("h1")).to_have_text("生意怎么样，客户会回来吗？")
    expect(page).to_have_url(re.compile("lang=zh_CN"))
    expect(page.locator(".st-key-at_hand_card").first).to_contain_text("截至 2025-12-31")
    page.locator("[data-testid=stSidebarNav] a", has_text="RFM 分析").click()
    expect(page.locator("h1")).to_have_text("谁是最好的客户，谁正在流失？")


def test_a_page_that_is_the_first_thing_asked_for_has_the_whole_frame(app: str, tab: Callable[..., Page]) -> None:
    """Of four by four cells those are drawn that somebody can be in: nobody has the second score of frequency."""
    page = tab()
    open_page(page, f"{app}/rfm?lang=en&measure=net_amount&bins=4")
    expect(page.locator("h1")).to_have_text("Who are my best customers, and who is slipping away?")
    expect(page.locator("[data-testid=stSidebarNav]")).to_contain_text("Import")
    expect(page.locator(".st-key-rfm_grid .bars .point path")).to_have_count(12)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_writes_an_error_into_the_console(app: str, tab: Callable[..., Page], scheme: str) -> None:
    page = tab(scheme=scheme)
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("requestfailed", lambda request: errors.append(request.url))
    open_page(page, app)
    for address in ("/rfm", "/import"):
        page.locator(f"a[href*='{address}']").first.click()
        page.wait_for_url(f"**{address}*")
        settle(page)
    assert errors == []
