"""The page on the state of the data, as a visitor finds it."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from insight.warehouse import open_workspace
from tests.pages.shown_people import open_tab
from tests.workspaces import add_batch, order

Visit = Callable[..., AppTest]
Downloads = dict[str, tuple[str, Callable[[], bytes]]]
QUALITY = "pages/quality.py"


def said(app: AppTest) -> str:
    return "\n".join(markdown.value for markdown in app.markdown)


@pytest.mark.slow("walks the page again and again")
@pytest.mark.parametrize(("lang", "question"), [("zh_CN", "这些数字可信吗？"), ("en", "Can I trust these numbers?")])
def test_page_is_drawn_from_the_sample_brand(visit: Visit, lang: str, question: str) -> None:
    app = visit(QUALITY, lang=lang)
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == [question]
    assert len(app.get("plotly_chart")) == 1


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_no_data_is_said_in_words(visit: Visit, lang: str) -> None:
    app = visit(QUALITY, workspace="empty", lang=lang)
    assert not app.exception
    assert not app.get("plotly_chart")
    assert len(app.get("page_link")) == 1


def test_broken_rules_are_listed_with_what_they_weaken(visit: Visit) -> None:
    table = visit(QUALITY, lang="en").dataframe[0].value
    assert {"Rule", "Broken", "Share", "By month", "Would change", "Rows asked"} <= set(table.columns)
    row = table[table["Rule"] == "Every order names a person"].iloc[0]
    assert row["Broken"] > 300
    assert row["Would change"].startswith("everything counted in people")


def test_a_rule_opens_with_its_rows_and_their_download(visit: Visit, downloads: Downloads) -> None:
    app = visit(QUALITY, lang="zh_CN")
    app.selectbox(key="rule").set_value(("orders_name_a_person",)).run()
    assert not app.exception
    assert len(app.get("plotly_chart")) == 2
    name, make = downloads["download_rows"]
    book = openpyxl.load_workbook(io.BytesIO(make()))
    header, *rows = book.worksheets[0].values
    broken = next(frame.value for frame in app.dataframe if "违反行数" in frame.value)
    assert len(rows) == broken[broken["规则"] == "每笔订单都有买家信息"]["违反行数"].iloc[0] > 300
    assert {"文件", "行号"} <= set(header)
    assert name == "orders_name_a_person_2026-01-01.xlsx"
    passport = {str(row[0]): str(row[1]) for row in book.worksheets[1].values}
    assert passport["规则"] == "每笔订单都有买家信息"


def test_a_cell_narrows_the_rules_to_its_own(visit: Visit) -> None:
    app = visit(QUALITY, lang="en")
    app.selectbox(key="area").set_value(("orders", "uniqueness")).run()
    assert app.dataframe[0].value["Kind of rule"].tolist() == ["Uniqueness"]
    app.selectbox(key="area").set_value(("order_items", "validity")).run()
    assert "rules hold." in said(app)


def test_people_behind_a_rule_can_be_listed(visit: Visit, downloads: Downloads) -> None:
    app = visit(QUALITY, lang="en")
    app.selectbox(key="rule").set_value(("customers_reachable",)).run()
    app.button(key="see_rule_people").click().run()
    assert "download_rule_people_xlsx" in downloads
    assert any(
        m.value.startswith("**People behind rows") and "can be reached by phone" in m.value for m in app.markdown
    )


def test_phones_are_masked_until_asked_for(visit: Visit, downloads: Downloads) -> None:
    app = visit(QUALITY, lang="en")
    app.selectbox(key="rule").set_value(("orders_contact_of_one",)).run()
    _header, *masked = openpyxl.load_workbook(io.BytesIO(downloads["download_rows"][1]())).worksheets[0].values
    assert {row[-1] for row in masked} == {"138****8888"}
    app.toggle(key="unmasked_rows").set_value(True).run()
    _header, *whole = openpyxl.load_workbook(io.BytesIO(downloads["download_rows"][1]())).worksheets[0].values
    assert {row[-1] for row in whole} == {"13800008888"}


def test_names_from_data_are_no_markup(visit: Visit) -> None:
    shop = open_workspace("awkward")
    if not shop.generation:
        add_batch(shop, orders=[order("<b>x</b>", "2025-03-01", 1, province="*火_星*"), order(None, "2025-03-02", 1)])
    app = visit(QUALITY, workspace="awkward", lang="en")
    app.selectbox(key="rule").set_value(("orders_province_known",)).run()
    assert not app.exception
    assert any("*火_星*" in frame.value.to_string() for frame in app.dataframe)


def test_what_is_missing_is_said_for_each_page(visit: Visit) -> None:
    shop = open_workspace("one_order")
    if not shop.generation:
        add_batch(shop, orders=[order("a", "2025-03-01", 1)])
    app = open_tab(visit(QUALITY, workspace="one_order", lang="zh_CN"), "quality_below", "各页面还缺什么数据")
    assert "**回购提醒** — 无数据：订单明细没有数据" in said(app)
    assert "以下导出文件可以补上：" in said(app)
