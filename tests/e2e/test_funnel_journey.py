"""A funnel of five steps is built, split, its lost people are exported; kept under a name, its link opens the same."""

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness import choose, open_page, settle

pytestmark = pytest.mark.browser

NAME = "到付款"


def add_step(page: Page, typed: str, place: int) -> None:
    """Type to find an event, and take the first that is offered."""
    box = page.locator(".st-key-funnel_add input")
    choose(box, typed, typed=typed)
    expect(page.locator(f".st-key-funnel_step_{place}")).to_have_count(1)
    settle(page)


def steps_of(page: Page) -> list[str]:
    """The steps as the builder shows them, each with its own count."""
    rows = page.locator("[class*='st-key-funnel_step_']")
    return [re.sub(r"\s+", " ", row.locator("p").first.inner_text()) for row in rows.all()]


def test_a_funnel_of_five_steps_is_split_exported_and_shared(
    app: str, tab: Callable[..., Page], tmp_path: Path
) -> None:
    page = tab()
    open_page(page, f"{app}/funnel")
    page.get_by_text("3 步", exact=False).first.click()
    settle(page)
    add_step(page, "login", 3)
    add_step(page, "search", 4)
    built = steps_of(page)
    assert len(built) == 5
    assert all(re.search(r"[\d,]+ 人做过", row) for row in built), built
    choose(page.locator(".st-key-funnel_by input"), re.compile("^设备"))
    page.locator(".st-key-keep_funnel button").first.click()
    page.locator(".st-key-name_funnel input").fill(NAME)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".st-key-funnel_saved")).to_have_count(1)
    settle(page)
    shared = page.url
    assert "funnel_by=device" in shared

    friend = tab()
    open_page(friend, shared)
    choose(friend.locator(".st-key-funnel_part input"), re.compile("^付款："))
    drawer = friend.locator("[class*='st-key-drawer_']").first
    expect(drawer).to_contain_text(re.compile(r"[\d,]+ 人"))
    shown = int(re.search(r"([\d,]+) 人", drawer.inner_text())[1].replace(",", ""))  # type: ignore[index]
    with friend.expect_download() as download:
        drawer.locator("[class*='st-key-download_'][class*='xlsx'] button").click()
    path = tmp_path / "lost.xlsx"
    download.value.save_as(path)
    book = openpyxl.load_workbook(path)
    assert book[book.sheetnames[0]].max_row - 1 == shown

    other = tab()
    open_page(other, shared)
    other.get_by_text("5 步", exact=False).first.click()
    settle(other)
    assert steps_of(other) == built
    named = tab()
    open_page(named, f"{app}/funnel?saved={NAME}")
    named.get_by_text("5 步", exact=False).first.click()
    settle(named)
    assert steps_of(named) == built
    expect(named.locator(".st-key-funnel_by input")).to_have_value("设备")
