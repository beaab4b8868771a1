"""What holds of every page in both languages, on a wide screen and on a narrow one: each is opened once and read.

What a person with a screen reader, a keyboard or weak eyes can use is read in the light on the wide screen and in the
dark on the narrow one: axe-core finds no serious fault.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.e2e.harness import ANSWERS, NARROW, PAGES, WIDE, new_page, turn_to
from tests.e2e.places import is_inside

pytestmark = pytest.mark.browser

STATISTICS = re.compile(r"n ?= ?\d|Kaplan|95 ?%|\bp ?[=<]|随机种子|检验功效|[Cc]onfidence|置信区间")
ENGLISH = re.compile(
    r"\b(the|of|and|people|orders|rate|share|average|champions|dormant|loyal|findings|consent|granted|denied|unknown|"
    r"taobao|tmall|youzan|sensors|(?-i:shopify)|pay|paid|first_order|repeat|lost|CNY|None|nan|True|False)\b",
    re.IGNORECASE,
)
CHINESE = re.compile("客户|订单|人群|分层|留存|复购|回来|同意|拒绝|导出|统计|可信|样本少|人数|名单|退款|渠道")

CUT = """() => {
    const cut = [];
    for (const root of document.querySelectorAll('.stPlotlyChart .main-svg')) {
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

STICKING_OUT = """() => {
    const scrolls = e => !e.matches('[data-testid="stMain"]') && (
        ['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && e.getBoundingClientRect().right <= innerWidth + 1
        || scrolls(e.parentElement));
    return [...document.querySelectorAll('[data-testid="stMain"] *')]
        .filter(e => e.getBoundingClientRect().width > 0 && e.getBoundingClientRect().right > innerWidth + 1)
        .filter(e => !e.closest('[data-testid="stDataFrame"]') && !scrolls(e.parentElement))
        .map(e => e.tagName + '.' + (e.className.baseVal ?? e.className)).slice(0, 5);
}"""
"""What reaches beyond the right edge, except within boxes that scroll by themselves."""

WORDS = """() => [
    document.querySelector('[data-testid=stMain]').innerText,
    document.querySelector('[data-testid=stSidebarNav]').innerText,
    ...[...document.querySelectorAll('.main-svg text')].map(e => e.textContent),
].join('\\n')"""
"""Everything that can be read on the page without names that stand in the data: texts, pickers, charts."""

SCHEMES = {WIDE: "light", NARROW: "dark"}
SERIOUS = ("serious", "critical")
_STREAMLIT = (
    '[data-testid="stDataFrame"]',
    '[data-testid="stToolbar"]',
    '[data-testid="stSidebarNav"]',
)
"""Drawn by Streamlit, whose own faults cannot be mended here: the canvas of tables, the menu in the corner, the list of
pages with headings among its items."""


def faults_of(page: Page) -> list[str]:
    """Each serious fault with its place and what is wrong there."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    context = {"exclude": [[place] for place in _STREAMLIT]}
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [
        f"{fault['id']}: {node['target'][0]}: {node['failureSummary']}"
        for fault in found
        if fault["impact"] in SERIOUS
        for node in fault["nodes"]
    ]


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of one page; `outside` are the parts of its answer that need scrolling on a wide screen."""

    cut: list[str]
    sticking_out: list[str]
    words: str
    before_tabs: str
    outside: list[str]
    faults: list[str]


def look_at(page: Page, name: str, size: tuple[int, int], *, is_read_out: bool) -> Look:
    answer = ANSWERS.get(name)
    places: tuple[str, ...] = ()
    if answer is not None and size == WIDE:
        picture, picker = answer
        places = ("h1", ".st-key-verdict", f".st-key-{picture} .main-svg", f".st-key-people_{picker}")
    outside = [place for place in places if not is_inside(page.locator(place).first, size)]
    sticking_out = page.evaluate(STICKING_OUT)
    if page.evaluate("document.scrollingElement.scrollWidth") > size[0]:
        sticking_out.append("the whole page")
    words = str(page.evaluate(WORDS))
    before_tabs = ""
    if answer is not None:
        text = str(page.locator("[data-testid=stMain]").inner_text())
        before_tabs = text.split(page.locator("[data-testid=stTab]").first.inner_text())[0]
    cut = page.evaluate(CUT)
    return Look(cut, sticking_out, words, before_tabs, outside, faults_of(page) if is_read_out else [])


Looks = dict[str, Look]


@pytest.fixture(scope="module")
def looks(app: str, browser: Browser) -> "Opened":
    return Opened(app, browser)


class Opened:
    """All pages in a language and a size, opened one after another in one tab when they are first asked for."""

    def __init__(self, app: str, browser: Browser) -> None:
        self._app, self._browser = app, browser
        self._seen: dict[tuple[str, tuple[int, int]], Looks] = {}

    def __call__(self, locale: str, size: tuple[int, int]) -> Looks:
        if (locale, size) not in self._seen:
            page = new_page(self._browser, locale=locale, scheme=SCHEMES[size], size=size)
            self._seen[locale, size] = dict(self._pages(page, size, is_read_out=locale == "zh-CN"))
            page.context.close()
        return self._seen[locale, size]

    def _pages(self, page: Page, size: tuple[int, int], *, is_read_out: bool) -> Iterator[tuple[str, Look]]:
        for name in PAGES:
            turn_to(page, self._app, name)
            yield name, look_at(page, name, size, is_read_out=is_read_out)


EVERYWHERE = pytest.mark.parametrize(
    ("locale", "size"), [(locale, size) for locale in ("zh-CN", "en-US") for size in (WIDE, NARROW)]
)


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_the_first_screen_holds_question_verdict_picture_and_people_and_no_statistics(
    looks: Opened, locale: str
) -> None:
    seen = looks(locale, WIDE)
    assert {name: look.outside for name, look in seen.items() if look.outside} == {}
    assert {name: found for name, look in seen.items() if (found := STATISTICS.findall(look.before_tabs))} == {}
    assert all(seen[name].before_tabs for name in ANSWERS)


@EVERYWHERE
def test_no_label_of_a_chart_is_cut_or_turned(looks: Opened, locale: str, size: tuple[int, int]) -> None:
    assert {name: look.cut for name, look in looks(locale, size).items() if look.cut} == {}


@EVERYWHERE
def test_nothing_sticks_out_of_the_screen(looks: Opened, locale: str, size: tuple[int, int]) -> None:
    assert {name: look.sticking_out for name, look in looks(locale, size).items() if look.sticking_out} == {}


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_chinese_pages_hold_no_english_word_and_no_raw_code(looks: Opened, size: tuple[int, int]) -> None:
    seen = looks("zh-CN", size)
    assert {name: found for name, look in seen.items() if (found := ENGLISH.findall(look.words))} == {}


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_english_pages_hold_no_chinese_word_of_ours(looks: Opened, size: tuple[int, int]) -> None:
    seen = looks("en-US", size)
    assert {name: found for name, look in seen.items() if (found := CHINESE.findall(look.words))} == {}


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_no_page_has_a_serious_fault(looks: Opened, size: tuple[int, int]) -> None:
    assert {name: look.faults for name, look in looks("zh-CN", size).items() if look.faults} == {}
