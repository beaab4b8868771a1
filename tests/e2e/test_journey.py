"""From the exports of two shops to an Excel list of the people in one cell of the RFM grid."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness import open_page, settle

pytestmark = pytest.mark.browser

FILES = ("fixture_taobao_ExportOrderList_2020_gbk.csv", "fixture_youzan_orders.csv")


def test_exports_become_a_list_of_the_people_of_a_cell(
    app: str, tab: Callable[..., Page], samples: Path, tmp_path: Path
) -> None:
    page = tab()
    open_page(page, f"{app}/import")
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files([samples / name for name in FILES])
    confirm = page.locator(".st-key-import_now button")
    expect(confirm).to_have_text("done_all将 2 张表共 5 行导入“my-brand”")
    expect(page.get_by_text("淘宝/天猫 订单报表 · 4 行 · GB18030 · 逗号分隔")).to_be_visible()
    confirm.click()

    report = page.locator(".st-key-import_report")
    expect(report).to_contain_text("订单：读取 4 条 = 新增 4 + 更新 0 + 已有且未变 0 + 未导入 0")
    expect(report).to_contain_text("订单：读取 1 条 = 新增 1 + 更新 0 + 已有且未变 0 + 未导入 0")
    expect(page.locator(".st-key-at_hand")).to_contain_text("my-brand")

    page.locator("a", has_text="RFM 分析").first.click()
    expect(page.locator("h1")).to_have_text("谁是最好的客户，谁正在流失？")
    settle(page)
    lowest = page.locator(".st-key-rfm_grid .bars .point path").first
    box = lowest.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 4, box["y"] + 4)

    people = page.locator(".st-key-drawer_cell")
    expect(people).to_contain_text("R1")
    expect(page.get_by_role("dialog")).to_contain_text("2 人")
    with page.expect_download() as download:
        people.locator(".st-key-download_cell_xlsx button").click()
    path = tmp_path / "list.xlsx"
    download.value.save_as(path)

    book = openpyxl.load_workbook(path)
    header, *rows = book.worksheets[0].values
    listed = [dict(zip(header, row, strict=True)) for row in rows]
    assert {(row["昵称"], row["净消费金额（CNY）"]) for row in listed} == {("示例买家01", 128.0), ("示例买家02", 59.9)}
    assert {(row["R 得分（最近消费）"], row["F 得分（消费频次）"]) for row in listed} == {(1, 1)}
    passport = " ".join(str(cell) for row in book.worksheets[1].values for cell in row if cell is not None)
    assert all(name in passport for name in FILES)

    open_page(page, f"{app}/import?workspace=my-brand")
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files([samples / FILES[0]])
    confirm.click()
    expect(report).to_contain_text("订单：读取 4 条 = 新增 0 + 更新 0 + 已有且未变 4 + 未导入 0")
