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


@pytest.mark.slow("walks the page again and again")
@pytest.mark.parametrize(
    ("lang", "question", "labels"),
    [
        (
            "zh_CN",
            "生意怎么样，客户会回来吗？",
            ["2025年12月销售额", "买家数", "新客", "老客贡献", "客单价"],
        ),
        (
            "en",
            "How is the shop doing, and do people come back?",
            ["Revenue in Dec 2025", "Buyers", "New customers", "From returning customers", "Average order value"],
        ),
    ],
)
def test_sample_brand_is_there_at_once(visit: Visit, lang: str, question: str, labels: list[str]) -> None:
    app = visit(lang=lang)
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == [question]
    assert [metric.label for metric in app.metric] == labels
    assert app.metric[1].value == "275"
    assert len(app.get("plotly_chart")) == 2


@pytest.mark.parametrize(
    ("lang", "link"),
    [("zh_CN", "前往导入"), ("en", "Go to Import")],
)
def test_no_data_says_which_exports_would_fill_the_page(visit: Visit, lang: str, link: str) -> None:
    app = visit(workspace="empty", lang=lang)
    assert not app.exception
    assert ("淘宝/天猫 订单报表" if lang == "zh_CN" else "Taobao/Tmall orders") in app.caption[0].value
    assert app.get("page_link")[0].proto.label == link


def test_tiles_say_their_change_and_what_they_do_not_count(visit: Visit) -> None:
    app = visit(lang="zh_CN")
    said = [each.value for each in app.markdown]
    assert ":red[▼ 9.2%] 比2024年12月  \n:green[▲ 16%] 比2025年11月" in said
    assert any("另有 886 笔美元订单不相加" in each.value for each in app.caption)


def test_a_click_on_a_tile_opens_its_people(visit: Visit) -> None:
    app = visit(lang="en")
    app.button(key="see_tile_new_customers").click().run()
    assert not app.exception
    assert any(each.value.startswith("**New customers of Dec 2025") for each in app.markdown)
    assert app.metric[2].value == "78"
    assert any("of 78" in each.value for each in app.caption)


def test_buyers_of_618_who_did_not_return_are_worth_a_look(visit: Visit) -> None:
    app = visit(lang="zh_CN")
    said = [each.value for each in app.markdown]
    assert any("618" in each and "8.1%" in each for each in said)
    assert app.button(key="see_thing_0").label == "看这 226 人"
    assert len([button for button in app.button if str(button.key).startswith("see_thing_")]) == 3
    app.button(key="see_thing_0").click().run()
    assert not app.exception
    assert any("226" in each.value for each in app.caption)


def test_repeat_buyers_of_the_metric_are_the_people_of_the_list(visit: Visit, downloads: Downloads) -> None:
    app = visit(lang="en")
    app.session_state["overview_below"] = "Since the beginning"
    app.selectbox(key="who").set_value(("group", "repeat_buyers")).run()
    name, make = downloads["download_who_xlsx"]
    people = openpyxl.load_workbook(io.BytesIO(make())).worksheets[0].max_row - 1
    assert name.endswith(".xlsx")
    metrics = {metric.label: metric for metric in app.metric}
    bought = int(metrics["People known"].delta.split(" ")[0].replace(",", ""))
    assert f"{people / bought:.0%}" == metrics["Repeat rate"].value == "41%"


def test_a_month_can_be_chosen_without_a_mouse(visit: Visit) -> None:
    app = visit(lang="en")
    app.selectbox(key="who").set_value(("period", "2025-12-01", "new")).run()
    assert not app.exception
    assert any("New customers of Dec 2025" in each.value for each in app.markdown)


@pytest.mark.slow("walks the page again and again")
def test_as_of_date_moves_the_page(visit: Visit) -> None:
    app = visit(lang="en", as_of="2025-01-01")
    assert app.metric[0].label == "Revenue in Dec 2024"
    assert "up to 31 Dec 2024" in app.caption[0].value


def test_how_it_is_computed_states_the_order_truth(visit: Visit) -> None:
    app = visit(lang="zh_CN")
    app.session_state["overview_below"] = "这些数字怎么算的？"
    app.run()
    said = " ".join(markdown.value for markdown in app.markdown)
    assert "复购率" in said
    assert any("core.orders" in code.value for code in app.code)


@pytest.mark.one_in(3)
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
