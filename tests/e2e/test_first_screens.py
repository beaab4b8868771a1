"""What a person sees before scrolling, what a click on a mark opens, and how far it is from a number to a file."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.harness import NARROW, PAGES, WIDE, new_page, open_page, settle

pytestmark = pytest.mark.browser

ANSWERS = {
    "overview": ("months_revenue", "who"),
    "lifecycle": ("stages", "lives"),
    "refill": ("due_goods", "refills"),
    "rfm": ("rfm_grid", "cell"),
    "rfm_movement": ("movement_matrix", "way"),
    "retention": ("retention_matrix", "cohort_cell"),
    "repurchase": ("within_bars", "again_step"),
    "behaviour": ("visitor_days", "behaviour_people"),
    "channels": ("channel_bars", "channel_people"),
    "funnel": ("funnel_bars", "funnel_part"),
    "paths": ("path_sankey", "paths_people"),
    "associations": ("rule_offers", "rule"),
    "clv": ("value_tenths", "value"),
    "campaigns": ("campaign_bars", "reached"),
    "judge": ("verdict_picture", "sides"),
    "exports": ("consent_bars", "consent"),
}
"""Page -> its one picture, and the picker that a click on a mark of it fills."""

LANGUAGES = ("zh-CN", "en-US")
STATISTICS = re.compile(r"n ?= ?\d|Kaplan|95 ?%|\bp ?[=<]|随机种子|检验功效|[Cc]onfidence|置信区间")
ENGLISH = re.compile(
    r"\b(the|of|and|people|orders|rate|share|average|champions|dormant|loyal|findings|consent|granted|denied|unknown|"
    r"taobao|tmall|youzan|sensors|(?-i:shopify)|pay|paid|first_order|repeat|lost|CNY|None|nan|True|False)\b",
    re.IGNORECASE,
)
CHINESE = re.compile("客户|订单|人群|分层|留存|复购|回来|同意|拒绝|导出|统计|可信|样本少|人数|名单|退款|渠道")


@pytest.fixture(scope="module")
def wide(browser: Browser) -> Iterator[dict[str, Page]]:
    """A tab a language on a wide screen, in which the pages are opened one after another."""
    tabs = {locale: new_page(browser, locale=locale, size=WIDE) for locale in LANGUAGES}
    yield tabs
    for tab in tabs.values():
        tab.context.close()


def box_of(found: Locator) -> dict[str, float]:
    """Where it lies on the screen: left, top, right, bottom."""
    box = found.bounding_box()
    assert box is not None
    right, bottom = box["x"] + box["width"], box["y"] + box["height"]
    return {"left": box["x"], "top": box["y"], "right": right, "bottom": bottom}


def is_inside(found: Locator, size: tuple[int, int]) -> bool:
    box = box_of(found)
    return box["left"] >= 0 and box["top"] >= 0 and box["right"] <= size[0] + 1 and box["bottom"] <= size[1] + 1


def comes_inside(page: Page, found: Locator, size: tuple[int, int]) -> bool:
    """Whether something that slides in comes to lie inside the window."""
    for _look in range(30):
        if is_inside(found, size):
            return True
        page.wait_for_timeout(100)
    return False


def words_of(page: Page) -> str:
    """Everything that can be read on the page without names that stand in the data: texts, pickers, charts."""
    read = """() => [
        document.querySelector('[data-testid=stMain]').innerText,
        document.querySelector('[data-testid=stSidebarNav]').innerText,
        ...[...document.querySelectorAll('.main-svg text')].map(e => e.textContent),
    ].join('\\n')"""
    return str(page.evaluate(read))


def above_the_tabs(page: Page) -> str:
    text = str(page.locator("[data-testid=stMain]").inner_text())
    first = page.locator("[data-testid=stTab]").first.inner_text()
    return text.split(first)[0]


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("locale", LANGUAGES)
def test_first_screen_holds_question_verdict_picture_and_people(
    app: str, wide: dict[str, Page], locale: str, name: str
) -> None:
    page, (picture, picker) = wide[locale], ANSWERS[name]
    open_page(page, app + PAGES[name])
    for place in ("h1", ".st-key-verdict", f".st-key-{picture} .main-svg", f".st-key-people_{picker}"):
        assert is_inside(page.locator(place).first, WIDE), place
    assert STATISTICS.findall(above_the_tabs(page)) == []


@pytest.mark.parametrize("name", sorted(ANSWERS.keys() - {"judge"}))
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_click_on_a_mark_opens_its_people_in_view_and_leaves_the_page_where_it_was(
    app: str, tab: Callable[..., Page], name: str, size: tuple[int, int]
) -> None:
    page, (picture, picker) = tab(size=size), ANSWERS[name]
    open_page(page, app + PAGES[name])
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
def test_each_kind_of_mark_opens_its_people_in_view(app: str, tab: Callable[..., Page], kind: str) -> None:
    page, (name, label, place) = tab(), MARKS[kind]
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


CUT = """() => {
    const cut = [];
    for (const root of document.querySelectorAll('.stPlotlyChart .main-svg:first-of-type')) {
        const box = root.getBoundingClientRect();
        for (const text of root.querySelectorAll('text')) {
            const own = text.getBoundingClientRect();
            if (own.width && (own.left < box.left - 1 || own.right > box.right + 1)) cut.push(text.textContent);
        }
        for (const text of root.querySelectorAll('.textpoint text')) {
            const own = text.getBoundingClientRect(), [x, y] = [own.left + own.width / 2, own.top + own.height / 2];
            const cell = [...root.querySelectorAll('.bars .point path')].map(e => e.getBoundingClientRect())
                .find(c => c.left <= x && x <= c.right && c.top <= y && y <= c.bottom);
            if (cell && own.width > cell.width + 2) cut.push(text.textContent);
        }
        for (const text of root.querySelectorAll('.xtick text')) {
            if (/rotate\\((?!0[,)])/.test(text.getAttribute('transform'))) cut.push(text.textContent);
        }
    }
    return cut;
}"""
"""Texts of charts that reach beyond the chart or their cell, and names on an axis that are turned."""


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_no_label_of_a_chart_is_cut_or_turned(
    app: str, tab: Callable[..., Page], locale: str, size: tuple[int, int]
) -> None:
    page = tab(locale=locale, size=size)
    found: list[str] = []
    for name in (*ANSWERS, "quality"):
        open_page(page, app + PAGES[name])
        found += [f"{name}: {text}" for text in page.evaluate(CUT)]
    assert found == []


def click_on(page: Page, mark: Locator) -> None:
    box = mark.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + min(6, box["width"] / 2), box["y"] + min(6, box["height"] / 2))


@pytest.mark.parametrize("name", ANSWERS)
def test_chinese_pages_hold_no_english_word_and_no_raw_code(app: str, wide: dict[str, Page], name: str) -> None:
    page = wide["zh-CN"]
    open_page(page, app + PAGES[name])
    assert ENGLISH.findall(words_of(page)) == []


@pytest.mark.parametrize("name", ANSWERS)
def test_english_pages_hold_no_chinese_word_of_ours(app: str, wide: dict[str, Page], name: str) -> None:
    page = wide["en-US"]
    open_page(page, app + PAGES[name])
    assert CHINESE.findall(words_of(page)) == []


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
