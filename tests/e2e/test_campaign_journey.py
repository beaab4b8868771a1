"""A campaign is judged: the verdict in both languages, who was compared, and other days."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness import choose, open_page, settle

pytestmark = pytest.mark.browser

VERDICTS = {
    "zh-CN": ("双11老客召回 有效：触达的人 30 天内有 8.8% 购买", "触达的人 14 天内有"),
    "en-US": ("双11老客召回 worked: 8.8% of the people contacted bought within 30 days", "bought within 14 days"),
}


@pytest.mark.parametrize("locale", VERDICTS)
def test_the_verdict_its_people_and_other_days(app: str, tab: Callable[..., Page], locale: str) -> None:
    page = tab(locale=locale)
    open_page(page, f"{app}/judge")
    verdict, shorter = VERDICTS[locale]
    expect(page.locator(".st-key-verdict")).to_contain_text(verdict)
    choose(page.locator(".st-key-sides input"), re.compile("^(对照组|Control group)"))
    expect(page.locator(".st-key-drawer_sides")).to_contain_text(re.compile("对照组|Control group"))
    page.keyboard.press("Escape")
    open_page(page, f"{app}/judge?judged_days=14")
    settle(page)
    expect(page.locator(".st-key-verdict")).to_contain_text(shorter)
