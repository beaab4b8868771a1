"""A segment of three conditions: kept, exported for a purpose with a control group, known again; and seen in time."""

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness import choose, open_page, settle

pytestmark = pytest.mark.browser

NAME = "复购客户唤醒"


def add_condition(page: Page, number: int) -> None:
    """Add a line to the builder, and wait for it; while the page is redrawn there are two of everything."""
    button = page.locator(".st-key-add_line_1 button")
    expect(button).to_have_count(1)
    button.click()
    expect(page.locator(f".st-key-line_{number}")).to_have_count(1)
    settle(page)


def number_in(text: str, pattern: str) -> int:
    found = re.search(pattern, text)
    assert found is not None, text
    return int(found[1].replace(",", ""))


def build(page: Page, app: str) -> int:
    """Ordered within a year, two orders or more, reachable by phone; how many people that are."""
    open_page(page, f"{app}/segments")
    days = page.locator(".st-key-2_ordered_within_days input")
    days.fill("365")
    days.press("Enter")
    expect(page.locator(".st-key-people_draft")).to_contain_text("最近 365 天内下过单")
    settle(page)
    add_condition(page, 3)
    choose(page.locator(".st-key-rule_3_orders input"), re.compile("^订单数至少"))
    add_condition(page, 4)
    choose(page.locator(".st-key-subject_4 input"), re.compile("^可触达方式"))
    choose(page.locator("[class*='st-key-4_reachable_by_ways'] input"), re.compile("^手机"))
    page.keyboard.press("Escape")
    people = page.locator(".st-key-people_draft")
    expect(people).to_contain_text("最近 365 天内下过单且订单数至少 2且可通过 手机号 触达")
    settle(page)
    return number_in(people.inner_text(), r"([\d,]+) 人")


def save(page: Page) -> None:
    page.locator(".st-key-save_draft button").first.click()
    page.locator(".st-key-segment_name_draft input").fill(NAME)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text(f"已存为“{NAME}”")).to_be_visible()


def export(page: Page, path: Path) -> None:
    """For marketing, with one in ten held back."""
    people = page.locator(".st-key-people_saved")
    people.locator(".st-key-purpose_saved button", has_text="营销触达").click()
    settle(page)
    people.locator(".st-key-contacts_saved button", has_text="完整").click()
    settle(page)
    people.locator(".st-key-control_saved input").first.evaluate("switch_ => switch_.click()")
    expect(people).to_contain_text(re.compile(r"对照组 [1-9]"))
    settle(page)
    with page.expect_download() as download:
        page.locator(".st-key-download_saved_xlsx button").click()
    download.value.save_as(path)


def test_three_conditions_become_a_list_with_a_control_group_that_is_known_again(
    app: str, tab: Callable[..., Page], tmp_path: Path
) -> None:
    page = tab()
    open_page(page, app)
    people = build(page, app)
    assert people > 100
    save(page)

    open_page(page, f"{app}/segments?segments_view=saved")
    expect(page.locator(".st-key-people_saved")).to_contain_text(f"{people:,} 人")
    export(page, tmp_path / "list.xlsx")
    said = page.locator(".st-key-people_saved").inner_text()
    listed, held = number_in(said, r"名单 ([\d,]+)"), number_in(said, r"对照组 ([\d,]+)")
    left_out = number_in(said, r"未纳入 ([\d,]+)")
    assert re.search(r"把人群扩大到 [\d,]+ 人", said)
    assert listed + held + left_out == people

    book = openpyxl.load_workbook(tmp_path / "list.xlsx")
    rows = {sheet.title: sheet.max_row - 1 for sheet in book.worksheets}
    assert (rows["名单"], rows["未纳入"], rows["对照组"]) == (listed, left_out, held)

    page.locator("a", has_text="导出与同意").first.click()
    expect(page.locator("h1")).to_have_text("哪些名单流出了、做什么用、是否合规？")
    settle(page)
    page.get_by_role("tab", name="名单回传").click()
    page.locator(".st-key-returned input[type=file]").set_input_files(tmp_path / "list.xlsx")
    expect(page.get_by_text(f"已刷新至 2026-01-01（不含当日）：{people:,} 人仍在，0 人新进入")).to_be_visible()


def test_the_as_of_day_moves_the_grid_the_stages_and_a_saved_segment(app: str, tab: Callable[..., Page]) -> None:
    page = tab()
    open_page(page, app)
    build(page, app)
    page.locator(".st-key-save_draft button").first.click()
    page.locator(".st-key-segment_name_draft input").fill("时间机器")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("已存为“时间机器”")).to_be_visible()

    now = what_is_shown(page, app, "2026-01-01", last_counted="2025-12-31")
    then = what_is_shown(page, app, "2025-03-01", last_counted="2025-02-28")
    assert all(one != other for one, other in zip(now, then, strict=True))


def what_is_shown(page: Page, app: str, day: str, last_counted: str) -> tuple[str, str, str]:
    """The numbers of the RFM grid, the stages of life, and the size of the saved segment as of a day."""
    open_page(page, f"{app}/rfm?as_of={day}")
    grid = page.locator(".st-key-rfm_grid .main-svg").first.text_content()
    open_page(page, f"{app}/lifecycle?as_of={day}")
    stages = page.locator(".stPlotlyChart .main-svg").first.text_content()
    open_page(page, f"{app}/segments?segments_view=saved&as_of={day}")
    people = page.locator(".st-key-people_saved")
    expect(people).to_contain_text(f"截至 {last_counted}")
    found = re.search(r"([\d,]+) 人", people.inner_text())
    assert found is not None
    return str(grid), str(stages), found[1]
