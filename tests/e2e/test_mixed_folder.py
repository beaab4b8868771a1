"""A folder of ten mixed exports, one damaged and one that must be refused, from the drop zone to a clean state."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness import open_page, settle

pytestmark = pytest.mark.browser

GENERIC_ZH = (
    "会员号,订单号,下单日期,金额\n"
    "m1,20250110000001,2025-01-10 10:00:00,100.00\n"
    "m2,20250111000002,2025-01-11 10:00:00,80.50\n"
)
GENERIC_EN = "customer number,order id,order date,amount,phone\nc1,E-1001,2025-02-01 10:00:00,10.00,13900000001\n"
UTF16_TSV = "会员号\t订单号\t下单日期\t金额\nm3\t20250301000001\t2025-03-01 09:00:00\t30.00\n"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
REFUSED = ("damaged.xlsx", "picture.csv")
FROM_SAMPLES = {
    "taobao.csv": "fixture_taobao_ExportOrderList_2020_gbk.csv",
    "youzan.csv": "fixture_youzan_orders.csv",
    "wecom.csv": "fixture_wecom_customers_gbk.csv",
    "shopify.csv": "fixture_shopify_orders_79cols.csv",
}


def titled_book() -> bytes:
    """A workbook with a title above the header and a total below the rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["门店订单明细表"],
        ["会员号", "订单号", "下单日期", "金额"],
        ["s1", "20250401000001", "2025-04-01 10:00:00", 40],
        ["s2", "20250402000002", "2025-04-02 10:00:00", 60],
        ["合计", None, None, 100],
    ):
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def mixed_folder(folder: Path, samples: Path) -> list[Path]:
    whole = titled_book()
    contents = {name: (samples / sample).read_bytes() for name, sample in FROM_SAMPLES.items()} | {
        "generic_zh.csv": GENERIC_ZH.encode(),
        "generic_en.csv": GENERIC_EN.encode(),
        "store.xlsx": whole,
        "utf16.tsv": UTF16_TSV.encode("utf-16"),
        "damaged.xlsx": whole[: len(whole) // 2],
        "picture.csv": PICTURE,
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]


def shown_numbers(page: Page, app: str) -> list[str]:
    open_page(page, f"{app}/?workspace=mixed")
    return page.locator("[data-testid=stMainBlockContainer]").inner_text().splitlines()


RECORD_PROGRESS = """() => {
    window.told = new Set();
    new MutationObserver(() => {
        for (const line of document.querySelectorAll('[data-testid=stExpander]')) {
            for (const found of line.innerText.matchAll(/正在导入第 (\\d+)\\/(\\d+) 张：(\\S+)/g)) {
                window.told.add(found.slice(1).join(' '));
            }
        }
    }).observe(document.body, {childList: true, subtree: true, characterData: true});
}"""
"""Keeps every "Importing 3 of 10: file" that was on the page, however briefly."""


def test_a_folder_of_ten_mixed_files_comes_to_a_clean_state_and_undo_brings_the_old_numbers_back(
    app: str, tab: Callable[..., Page], samples: Path, tmp_path: Path
) -> None:
    (tmp_path / "before.csv").write_text(GENERIC_ZH.replace("m1", "m8").replace("202501", "202506"), encoding="utf-8")
    files = mixed_folder(tmp_path, samples)
    page = tab()
    open_page(page, app)
    open_page(page, f"{app}/import")
    drop_zone = page.locator("[data-testid=stFileUploaderDropzoneInput]")
    drop_zone.set_input_files([tmp_path / "before.csv"])
    page.locator(".st-key-target input").fill("mixed")
    page.locator(".st-key-target input").press("Enter")
    confirm = page.locator(".st-key-import_now button")
    expect(confirm).to_contain_text("“mixed”")
    confirm.click()
    report = page.locator(".st-key-import_report")
    expect(report).to_contain_text("订单：读取 2 条 = 新增 2")
    settle(page)
    old = shown_numbers(page, app)
    assert any(re.search(r"\d", number) for number in old)

    open_page(page, f"{app}/import?workspace=mixed")
    drop_zone.set_input_files(files)
    for file in files:
        expect(page.locator("[class*='st-key-sheet_']", has_text=file.name)).to_have_count(1)
    refused = page.locator("[class*='st-key-sheet_']", has=page.locator("[data-testid=stAlert]"))
    expect(refused).to_have_count(2)
    for name in REFUSED:
        expect(refused.filter(has_text=name)).to_contain_text(" — ")
    settle(page)
    page.evaluate(RECORD_PROGRESS)
    confirm.click()
    expect(report).to_contain_text("picture.csv")
    told = set(page.evaluate("[...window.told]"))
    taken = {f"{place} 10 {file.name}" for place, file in enumerate(files, 1) if file.name not in REFUSED}
    assert taken <= told
    settle(page)
    for file in files:
        expect(report).to_contain_text(file.name)

    page.locator(".st-key-undo_import button").first.click()
    page.locator(".st-key-undo_import_now button").click()
    expect(page.get_by_text(re.compile(r"^已撤销本次导入的 8 张表。\s*订单：之前 \d+"))).to_be_visible()
    settle(page)
    assert shown_numbers(page, app) == old
