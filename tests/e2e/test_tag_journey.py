"""Two tags that mean the same become one, and two again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness import open_page, settle

pytestmark = pytest.mark.browser


def test_tags_are_merged_and_taken_apart_again(app: str, tab: Callable[..., Page]) -> None:
    page = tab(locale="zh-CN")
    open_page(page, f"{app}/tags")
    problem = page.locator(".st-key-problem_0")
    expect(problem).to_contain_text("自述敏感肌 · 敏感肌")
    problem.get_by_role("button", name="合并").click()
    expect(page.get_by_text("240 人变为 248 人")).to_be_visible()
    page.get_by_role("button", name="立即合并").click()
    expect(page.get_by_text("个标签都没有问题").first).to_be_visible()
    settle(page)
    page.get_by_role("tab", name="变更记录").click()
    expect(page.get_by_text("“自述敏感肌”并入“敏感肌”")).to_be_visible()
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("del", has_text="“自述敏感肌”并入“敏感肌”")).to_be_visible()
    settle(page)
    page.get_by_role("tab", name="健康检查").click()
    expect(page.locator(".st-key-problem_0")).to_contain_text("自述敏感肌 · 敏感肌")
