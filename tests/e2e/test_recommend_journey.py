"""A segment is chosen, its next offers are seen with their reasons, and taken along with a control group."""

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness import choose, open_page, settle

pytestmark = pytest.mark.browser


def number_in(text: str, pattern: str) -> int:
    found = re.search(pattern, text)
    assert found is not None, text
    return int(found[1].replace(",", ""))


def test_the_next_offers_of_a_segment_are_a_list_with_reasons_and_a_control_group(
    app: str, tab: Callable[..., Page], tmp_path: Path
) -> None:
    page = tab()
    open_page(page, f"{app}/recommend")
    page.locator(".st-key-offers_made summary").click()
    settle(page)
    box = page.locator(".st-key-offers_to input")
    expect(box).to_be_visible()
    choose(box, re.compile("冠军客户$"), typed="冠军客户")
    expect(page.locator(".st-key-see_everybody_offered button")).to_contain_text("431")

    page.get_by_role("tab", name="推荐与理由").click()
    settle(page)
    expect(page.locator("[data-testid=stDataFrame]").last).to_be_visible()

    page.locator(".st-key-see_everybody_offered button").click()
    drawer = page.locator(".st-key-drawer_everybody_offered")
    expect(drawer).to_contain_text("仅限冠军客户")
    drawer.locator(".st-key-purpose_everybody_offered button", has_text="营销触达").click()
    settle(page)
    drawer.locator(".st-key-contacts_everybody_offered button", has_text="完整").click()
    settle(page)
    drawer.get_by_text("对照组、列、备注").click()
    settle(page)
    drawer.locator(".st-key-control_everybody_offered input").first.evaluate("switch_ => switch_.click()")
    expect(drawer).to_contain_text(re.compile(r"对照组 [1-9]"))
    settle(page)
    with page.expect_download() as download:
        page.locator(".st-key-download_everybody_offered_xlsx button").click()
    download.value.save_as(tmp_path / "offers.xlsx")

    said = drawer.inner_text()
    listed, held, left_out = (number_in(said, rf"{word} ([\d,]+)") for word in ("名单", "对照组", "未纳入"))
    assert listed + held + left_out == 431
    book = openpyxl.load_workbook(tmp_path / "offers.xlsx")
    rows = list(book["名单"].iter_rows(values_only=True))
    assert len(rows) - 1 == listed
    header = list(rows[0])
    assert {"推荐 1", "理由 1", "推荐 2", "理由 2", "推荐 3", "理由 3", "推荐依据"} <= set(header)
    why = [str(row[header.index("理由 1")]) for row in rows[1:]]
    assert all(re.fullmatch(r"买过.+；买过它的 [\d,]+ 人里有 [\d,]+ 人也买了这件", text) for text in why)
