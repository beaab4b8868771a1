"""A file that nobody here has seen, from the drop to RFM, with a few answers in a real browser."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness import choose, open_page, settle

pytestmark = pytest.mark.browser
WORKSPACES = ("ledger", "till")

LEDGER = """会员姓名,手机号,日期,实付金额（元）
王小明,13800010001,2026-06-01,128
李娜,13900010002,2026-06-02,1.2万
张伟,13700010003,2026-06-03,二十八
王小明,13800010001,2026-06-05,免单
赵六,13600010004,2026-06-07,56.5
李娜,13900010002,2026-06-09,30
"""
HEADERLESS = """M001,2026-06-01,128.00
M002,2026-06-02,12.50
M003,2026-06-03,30.00
M001,2026-06-05,31.50
M002,2026-06-07,88.00
"""


class Person:
    """Answers what the page asks, and counts how often."""

    def __init__(self, page: Page) -> None:
        self.page, self.answers = page, 0

    def drop(self, path: Path) -> None:
        self.page.set_input_files("input[type=file]", str(path))
        expect(self.page.locator("[class*=st-key-sheet_]")).to_be_visible()
        settle(self.page)

    def says_a_row_is(self, kind: str) -> None:
        choice = self.page.locator("[class*=st-key-kind_] button", has_text=kind).first
        if not choice.is_visible():
            self.page.locator("[class*=st-key-columns_] summary").first.click()
        if choice.get_attribute("aria-checked") != "true":
            choice.click()
            self.answers += 1
            settle(self.page)

    def says(self, role: str, header: str) -> None:
        box = self.page.locator(f"[class*=st-key-role_][class*=_{role}]").first
        if header in box.inner_text():
            return
        choose(box.locator("[role=combobox], input").first, re.compile(f"^{re.escape(header)}$"))
        self.answers += 1

    def imports(self) -> None:
        self.page.locator(".st-key-import_now button").click()
        expect(self.page.locator(".st-key-import_report")).to_be_visible()
        settle(self.page)


def people_in_rfm(page: Page, address: str, workspace: str) -> str:
    open_page(page, f"{address}/rfm?workspace={workspace}")
    expect(page.locator("h1")).to_have_text("谁是最好的客户，谁正在流失？")
    return page.locator("[data-testid=stMainBlockContainer]").inner_text()


def test_a_ledger_written_by_hand_goes_from_drop_to_rfm_in_four_answers(
    app: str, tab: Callable[..., Page], tmp_path: Path
) -> None:
    page = tab()
    path = tmp_path / "门店登记 6月.csv"
    path.write_text(LEDGER, encoding="utf-8")
    open_page(page, f"{app}/import?workspace=ledger")
    person = Person(page)
    person.drop(path)
    person.says_a_row_is("一笔订单")
    person.says("how_much", "实付金额（元）")
    person.imports()
    assert person.answers <= 4
    told = people_in_rfm(page, app, "ledger")
    assert "还没有" not in told
    assert page.locator(".stPlotlyChart").count() >= 1


def test_a_file_without_a_header_goes_from_drop_to_rfm_in_four_answers(
    app: str, tab: Callable[..., Page], tmp_path: Path
) -> None:
    page = tab()
    path = tmp_path / "till.csv"
    path.write_text(HEADERLESS, encoding="utf-8")
    open_page(page, f"{app}/import?workspace=till")
    person = Person(page)
    person.drop(path)
    person.says_a_row_is("一笔订单")
    person.says("who", "column 1")
    person.says("how_much", "column 3")
    person.imports()
    assert person.answers <= 4
    people_in_rfm(page, app, "till")
    assert page.locator(".stPlotlyChart").count() >= 1
