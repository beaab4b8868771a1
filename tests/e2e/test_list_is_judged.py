"""A list taken from here with a control group; orders uploaded later; the judge finds both sides and the increment."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.consents import phone, said
from tests.e2e.harness import open_page, running_app, settle
from tests.sample_brand import own_sample_brand
from tests.workspaces import member, order, workspace

pytestmark = pytest.mark.browser

PEOPLE = [f"p{number}" for number in range(300)]
BOUGHT = {"名单": 0.4, "对照组": 0.1}
"""Which part of each side orders after the message."""


@pytest.fixture(scope="module")
def shop(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of an app, and its workspace of 300 people who may be written to, each with an order in spring."""
    assert browser
    home = tmp_path_factory.mktemp("home")
    own_sample_brand(home).close()
    made = workspace(
        home,
        customers=[member(name, "2024-01-01", phone=phone(number)) for number, name in enumerate(PEOPLE)],
        orders=[order(name, f"2025-03-{number % 28 + 1:02d}", 50 + number) for number, name in enumerate(PEOPLE)],
        consents=[said(name, "granted", "2024-06-01") for name in PEOPLE],
    )
    name = made.workspace
    made.close()
    with running_app(home) as address:
        yield address, name


def take_list(page: Page, address: str, path: Path) -> dict[str, list[str]]:
    """Everybody of the last year, for marketing, some held back: phones by sheet."""
    open_page(page, address)
    days = page.locator(".st-key-2_ordered_within_days input")
    days.fill("365")
    days.press("Enter")
    people = page.locator(".st-key-people_draft")
    expect(people).to_contain_text("300 人")
    settle(page)
    people.locator(".st-key-purpose_draft button", has_text="营销触达").click()
    settle(page)
    people.locator(".st-key-contacts_draft button", has_text="完整").click()
    expect(people).to_contain_text("完整手机号，.xlsx")
    settle(page)
    people.locator(".st-key-control_draft input").first.evaluate("switch_ => switch_.click()")
    expect(people).to_contain_text(re.compile(r"对照组 [1-9]"))
    settle(page)
    with page.expect_download() as download:
        page.locator(".st-key-download_draft_xlsx button").click()
    download.value.save_as(path)
    book = openpyxl.load_workbook(path)
    found = {}
    for sheet in BOUGHT:
        header, *rows = book[sheet].values
        found[sheet] = [phone(PEOPLE.index(str(row[header.index("姓名")]))) for row in rows]
    return found


def write_orders(path: Path, sides: dict[str, list[str]]) -> dict[str, int]:
    """Orders of May of so many of each side, and one of June that says how far orders are known."""
    buyers = {side: sorted(phones)[: round(len(phones) * BOUGHT[side])] for side, phones in sides.items()}
    lines = ["会员手机号,订单号,下单日期,金额"]
    for number, one in enumerate(one for phones in buyers.values() for one in phones):
        lines.append(f"{one},{20250501000000 + number},2025-05-{number % 25 + 3:02d} 10:00:00,100.00")
    lines.append("13999999999,20250625000000,2025-06-25 10:00:00,10.00")
    path.write_text("\n".join(lines), encoding="utf-8")
    return {side: len(phones) for side, phones in buyers.items()}


def test_a_list_with_a_control_group_is_judged_once_its_orders_are_uploaded(
    shop: tuple[str, str], tab: Callable[..., Page], tmp_path: Path
) -> None:
    app, name = shop
    page = tab()
    sides = take_list(page, f"{app}/segments?workspace={name}", tmp_path / "list.xlsx")
    assert sum(len(phones) for phones in sides.values()) == 300
    bought = write_orders(tmp_path / "later.csv", sides)

    open_page(page, f"{app}/import?workspace={name}")
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(tmp_path / "later.csv")
    page.locator(".st-key-import_now button").click()
    expect(page.locator(".st-key-import_report")).to_contain_text(f"新增 {sum(bought.values()) + 1}")

    open_page(page, f"{app}/judge?workspace={name}")
    page.locator(".st-key-judged_filters summary").click()
    page.locator(".st-key-judged_from input").first.fill("2025-05-01")
    page.get_by_role("button", name="2025年5月1日星期四").click()
    listed, held = len(sides["名单"]), len(sides["对照组"])
    verdict = page.locator(".st-key-verdict")
    expect(verdict).to_contain_text("有效：触达的人 30 天内有 40% 购买，对照组只有 10%（证据强：随机留出了对照组）")
    expect(verdict).to_contain_text(f"大约多带来 {round(bought['名单'] - bought['对照组'] * listed / held)} 位购买者")
