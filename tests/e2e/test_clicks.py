"""What a click on a mark opens, and how far it is from a number to a file."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.harness import ANSWERS, NARROW, PAGES, WIDE, new_page, open_page, settle, turn_to
from tests.e2e.places import click_on, comes_inside

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> Iterator[dict[tuple[int, int], Page]]:
    """A tab a size, in which the pages are opened one after another."""
    opened = {size: new_page(browser, size=size) for size in (WIDE, NARROW)}
    yield opened
    for page in opened.values():
        page.context.close()


CLICKED = sorted(ANSWERS.keys() - {"judge", "ab_test"})
LOOKED_AT = [*((name, WIDE) for name in CLICKED), *((name, NARROW) for name in CLICKED[::3])]
"""Every page on a wide screen; the drawer is the same on all, so a third of them on a narrow one."""


@pytest.mark.parametrize(("name", "size"), LOOKED_AT)
def test_a_click_on_a_mark_opens_its_people_in_view_and_leaves_the_page_where_it_was(
    app: str, tabs: dict[tuple[int, int], Page], name: str, size: tuple[int, int]
) -> None:
    page, (picture, picker) = tabs[size], ANSWERS[name]
    turn_to(page, app, name)
    mark = page.locator(f".st-key-{picture} .bars .point path:visible").first
    mark.scroll_into_view_if_needed()
    before = page.locator("[data-testid=stMain]").evaluate("e => e.scrollTop")
    click_on(page, mark)
    drawer = page.locator(f".st-key-drawer_{picker}")
    expect(drawer).to_be_visible()
    settle(page)
    dialog = page.get_by_role("dialog")
    assert comes_inside(page, dialog, size)
    expect(dialog).to_contain_text(re.compile(r"\d+ 人"))
    assert re.search(r"可触达", drawer.inner_text())
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    assert page.locator("[data-testid=stMain]").evaluate("e => e.scrollTop") == before


MARKS = {
    "a tile": ("overview", None, "[class*='st-key-see_tile_'] button"),
    "a thing worth a look": ("overview", None, "[class*='st-key-thing_'] button"),
    "a finding": ("rfm", "全部发现", "[class*='st-key-see_findings_'] button"),
    "what to do for a group": ("rfm", "各人群怎么做", "[class*='st-key-see_do_'] button"),
    "a cell where both namings meet": ("rfm", "按人群看", ".st-key-rfm_eleven .bars .point path"),
    "a dot on a line": ("associations", None, ".st-key-rule_network .scatterlayer .trace:nth-last-child(2) .point"),
    "a point of a curve": ("retention", "曲线", ".st-key-retention_curves .scatterlayer .point:nth-child(2)"),
    "a point of a judged side": ("judge", None, ".st-key-verdict_picture .scatterlayer .point:nth-child(20)"),
    "a column of months": ("lifecycle", "按月明细", ".st-key-stage_months .bars .point path"),
}
"""What can be clicked besides the one picture of a page: the page, the tab it stands in, and where."""


@pytest.mark.parametrize("kind", MARKS)
def test_each_kind_of_mark_opens_its_people_in_view(app: str, tabs: dict[tuple[int, int], Page], kind: str) -> None:
    page, (name, label, place) = tabs[WIDE], MARKS[kind]
    open_page(page, app + PAGES[name])
    if label is not None:
        page.locator("[data-testid=stTab]", has_text=label).click()
        settle(page)
    mark = page.locator(place).first
    expect(mark).to_be_visible()
    mark.scroll_into_view_if_needed()
    click_on(page, mark)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(re.compile(r"\d+ 人"))
    settle(page)
    assert comes_inside(page, dialog, WIDE)


COUNT_CLICKS = "window.clicks = 0; document.addEventListener('click', () => window.clicks++, true)"
DORMANT_BEST = """(bars) => bars.querySelector('.js-plotly-plot').data[0].customdata
    .findIndex(([scheme, group]) => group === 'previously_loyal')"""


def test_from_the_first_page_to_the_dormant_best_customers_with_full_numbers_in_six_clicks(
    app: str, tab: Callable[..., Page], tmp_path: Path
) -> None:
    page = tab()
    open_page(page, app)
    page.evaluate(COUNT_CLICKS)
    page.locator("[data-testid=stSidebarNav] a", has_text="RFM 分析").click()
    expect(page.locator("h1")).to_have_text("谁是最好的客户，谁正在流失？")
    settle(page)
    groups = page.locator(".st-key-rfm_eleven")
    bar = groups.locator(".bars .point path").nth(groups.evaluate(DORMANT_BEST))
    bar.scroll_into_view_if_needed()
    click_on(page, bar)
    drawer = page.locator(".st-key-drawer_group")
    expect(drawer).to_contain_text("昔日忠诚客户")
    drawer.locator(".st-key-purpose_group button", has_text="营销触达").click()
    drawer.locator(".st-key-contacts_group button", has_text="完整").click()
    button = drawer.locator(".st-key-download_group_xlsx button")
    expect(button).to_contain_text("完整手机号")
    settle(page)
    with page.expect_download() as download:
        button.click()
    assert page.evaluate("window.clicks") <= 6
    download.value.save_as(tmp_path / "list.xlsx")
    header, *rows = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0].values
    phones = [row[header.index("手机号")] for row in rows]
    assert rows
    assert all(re.fullmatch(r"1\d{10}", str(phone)) for phone in phones if phone)
