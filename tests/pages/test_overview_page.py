"""The overview, as a visitor finds it."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from insight.warehouse import open_workspace
from tests.workspaces import add_batch, member, order

Visit = Callable[..., AppTest]
Downloads = dict[str, tuple[str, Callable[[], bytes]]]


@pytest.mark.parametrize(
    ("lang", "question", "labels"),
    [
        (
            "zh_CN",
            "生意怎么样，客户会回来吗？",
            ["客户总数", "有效订单", "销售额", "客单价", "复购率", "退款率"],
        ),
        (
            "en",
            "How is the shop doing, and do people come back?",
            ["People known", "Orders that count", "Revenue", "Average order value", "Repeat rate", "Refund rate"],
        ),
    ],
)
def test_sample_brand_is_there_at_once(visit: Visit, lang: str, question: str, labels: list[str]) -> None:
    app = visit(lang=lang)
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == [question]
    assert [metric.label for metric in app.metric] == labels
    people = int(app.metric[0].value.replace(",", ""))
    assert 4000 < people < 5000
    assert len(app.get("plotly_chart")) == 3


@pytest.mark.parametrize(
    ("lang", "link"),
    [("zh_CN", "前往导入"), ("en", "Go to Import")],
)
def test_no_data_says_which_exports_would_fill_the_page(visit: Visit, lang: str, link: str) -> None:
    app = visit(workspace="empty", lang=lang)
    assert not app.exception
    assert ("淘宝/天猫 订单报表" if lang == "zh_CN" else "Taobao/Tmall orders") in app.caption[0].value
    assert app.get("page_link")[0].proto.label == link


def test_repeat_buyers_of_the_metric_are_the_people_of_the_list(visit: Visit, downloads: Downloads) -> None:
    app = visit(lang="en")
    app.selectbox(key="who").set_value(("group", "repeat_buyers")).run()
    shown = next(m.value for m in app.markdown if m.value.startswith("**People with two or more orders"))
    people = int(shown.split("\n")[1].split(" people")[0].replace(",", ""))
    name, make = downloads["download_who_xlsx"]
    book = openpyxl.load_workbook(io.BytesIO(make()))
    assert book.worksheets[0].max_row - 1 == people
    assert name.endswith(".xlsx")
    rate, bought = app.metric[4].value, int(app.metric[0].delta.split(" ")[0].replace(",", ""))
    assert f"{people / bought:.0%}" == rate


def test_a_month_can_be_chosen_without_a_mouse(visit: Visit) -> None:
    app = visit(lang="en")
    app.selectbox(key="who").set_value(("month", "2025-12-01", "new")).run()
    assert not app.exception
    title = next(m.value for m in app.markdown if m.value.startswith("##### Dec 2025"))
    new = title.split(": ")[1].split(" new")[0].removeprefix("\\")
    assert any(
        m.value.startswith("**People whose first order that counts was in Dec 2025") and f"  \n{new} people" in m.value
        for m in app.markdown
    )


def test_as_of_date_moves_the_page(visit: Visit) -> None:
    now, earlier = visit(lang="en"), visit(lang="en", as_of="2025-01-01")
    assert int(earlier.metric[1].value.replace(",", "")) < int(now.metric[1].value.replace(",", ""))
    assert "up to 31 Dec 2024" in earlier.caption[0].value


def test_how_it_is_computed_states_the_order_truth(visit: Visit) -> None:
    app = visit(lang="zh_CN")
    said = " ".join(markdown.value for markdown in app.markdown)
    assert "复购率" in said
    assert any("core.orders" in code.value for code in app.code)


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize(
    ("name", "orders"),
    [
        ("members-only", []),
        ("nobody-named", [order(None, "2025-01-10", 100)]),
        ("one-order", [order("a", "2025-01-10", 5)]),
    ],
)
def test_hardly_any_data_is_no_reason_to_fail(
    visit: Visit, home: Path, lang: str, name: str, orders: list[dict[str, object]]
) -> None:
    warehouse = open_workspace(name)
    if not warehouse.generation:
        add_batch(warehouse, customers=[member("m1", "2025-01-02")], orders=orders)
    for page in ("pages/overview.py", "pages/rfm.py", "pages/import.py"):
        app = visit(page, workspace=name, lang=lang)
        assert not app.exception
        assert not app.error
