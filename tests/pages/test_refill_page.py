"""The refill page, as a visitor finds it."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.shown_people import open_tab, people_of

Visit = Callable[..., AppTest]
Downloads = dict[str, tuple[str, Callable[[], bytes]]]
REFILL, BELOW = "pages/refill.py", "refill_below"


@pytest.mark.parametrize(
    ("lang", "question", "tab", "rhythms"),
    [
        ("zh_CN", "谁该再买了？", "商品多久回购一次", "26 个商品中 11 个有周期"),
        ("en", "Who is due to buy again?", "How long products last", "11 of 26 products have a rhythm"),
    ],
)
def test_page_is_drawn_from_the_sample_brand(visit: Visit, lang: str, question: str, tab: str, rhythms: str) -> None:
    app = visit(REFILL, lang=lang)
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == [question]
    assert len(app.get("plotly_chart")) == 2
    open_tab(app, BELOW, tab)
    assert any(rhythms in markdown.value for markdown in app.markdown)


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_no_data_is_said_in_words(visit: Visit, lang: str) -> None:
    app = visit(REFILL, workspace="empty", lang=lang)
    assert not app.exception
    assert not app.get("plotly_chart")
    assert len(app.get("page_link")) == 1


def test_a_window_becomes_a_list_with_product_and_day(visit: Visit, downloads: Downloads) -> None:
    app = visit(REFILL, lang="zh_CN")
    app.selectbox(key="refills").set_value(("window", 14, "LH-MS01")).run()
    workbook = openpyxl.load_workbook(io.BytesIO(downloads["download_refills_xlsx"][1]()))
    header, *rows = workbook.worksheets[0].iter_rows(values_only=True)
    goods = [row[header.index("该再买的商品与日期")] for row in rows]
    days = [str(row[header.index("该买日")])[:10] for row in rows]
    assert len(rows) == 10
    assert all(said == f"【例禾】神经酰胺面霜 {day}" for said, day in zip(goods, days, strict=True))
    assert all("2026-01-01" <= day <= "2026-01-14" for day in days)
    assert all(row[header.index("最近购买日")] is not None for row in rows)


def test_a_day_of_the_calendar_becomes_a_list(visit: Visit) -> None:
    app = visit(REFILL, lang="en")
    app.selectbox(key="refills").set_value(("day", "2026-01-08", "")).run()
    assert people_of(app, r"Any product\: due to buy again on 8 Jan 2026", "refills") == 8


def test_overdue_people_can_be_listed_apart(visit: Visit) -> None:
    app = visit(REFILL, lang="en")
    app.selectbox(key="refills").set_value(("state", "overdue", "")).run()
    assert people_of(app, r"Any product\: Overdue, not bought again yet", "refills") == 173


def test_calendar_of_one_product_has_its_own_days(visit: Visit) -> None:
    app = visit(REFILL, lang="en")
    app.selectbox(key="calendar_item").set_value("LH-MM01").run()
    assert any(r'补水"10片\: 10 people are due within 7 days' in markdown.value for markdown in app.markdown)
    days = [option for option in app.selectbox(key="refills").options if "Jan 2026 ·" in option]
    assert sum(int(option.split(" · ")[2].split(" ")[0]) for option in days) == 31
    assert all(option.startswith("【例禾】面膜") for option in days)


def test_gaps_of_a_product_without_a_rhythm_say_so(visit: Visit) -> None:
    app = open_tab(visit(REFILL, lang="en"), BELOW, "How long products last")
    app.selectbox(key="rhythm_item").set_value("LH-HS02").run()
    assert any("no rhythm that can be told from chance" in markdown.value for markdown in app.markdown)


def test_categories_that_nobody_stated_are_asked_for(visit: Visit) -> None:
    app = visit(REFILL, lang="en", level="category")
    assert not app.exception
    assert any("No order line has a category" in markdown.value for markdown in app.markdown)
