"""The lifecycle page, as a visitor finds it."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.shown_people import open_tab, people_of

Visit = Callable[..., AppTest]
Downloads = dict[str, tuple[str, Callable[[], bytes]]]
LIFECYCLE, BELOW = "pages/lifecycle.py", "lifecycle_below"


@pytest.mark.parametrize(
    ("lang", "question", "tab", "limit"),
    [
        ("zh_CN", "客户走到了哪一步？谁正在掉队？", "界限及理由", "超过即沉睡 82 天"),
        (
            "en",
            "Where are my customers on their way, and who is slipping off it?",
            "The limits",
            "Dormant after 82 days",
        ),
    ],
)
def test_page_is_drawn_from_the_sample_brand(visit: Visit, lang: str, question: str, tab: str, limit: str) -> None:
    app = visit(LIFECYCLE, lang=lang)
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == [question]
    assert len(app.get("plotly_chart")) == 2
    open_tab(app, BELOW, tab)
    assert not app.exception
    assert any(limit in markdown.value for markdown in app.markdown)


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_no_data_is_said_in_words(visit: Visit, lang: str) -> None:
    app = visit(LIFECYCLE, workspace="empty", lang=lang)
    assert not app.exception
    assert not app.get("plotly_chart")
    assert len(app.get("page_link")) == 1


def test_a_stage_becomes_a_list_that_says_why(visit: Visit, downloads: Downloads) -> None:
    app = visit(LIFECYCLE, lang="zh_CN")
    app.selectbox(key="lives").set_value(("stage", "won_back")).run()
    people = people_of(app, "生命周期", "lives")
    workbook = openpyxl.load_workbook(io.BytesIO(downloads["download_lives_xlsx"][1]()))
    header, *rows = workbook.worksheets[0].iter_rows(values_only=True)
    assert len(rows) == people > 100
    assert {row[header.index("当前阶段")] for row in rows} == {"回流客户"}
    assert all(row[header.index("距上次消费天数")] <= 82 for row in rows)
    assert {row[header.index("按频次的标签")] for row in rows} == {"推荐", "忠诚"}


@pytest.mark.parametrize(
    ("cell", "beginning", "shown"),
    [
        (("flow", "2025-12-01", "first_order", "dormant"), "From “First purchase” to “Dormant customers”", 62),
        (("moved", "2025-08-01", "newly_dormant"), "Newly dormant in Aug 2025", 271),
        (("labels", "devoted", "gone"), "Devoted × Gone (lifecycle)", 168),
        (("month", "2025-06-01", "first_order"), "First purchase (lifecycle), as of 30 Jun 2025", 405),
    ],
)
def test_everything_that_is_counted_can_be_listed(
    visit: Visit, cell: tuple[str, ...], beginning: str, shown: int
) -> None:
    app = visit(LIFECYCLE, lang="en")
    app.selectbox(key="lives").set_value(cell).run()
    assert people_of(app, beginning, "lives") == shown


def test_own_limits_move_people(visit: Visit) -> None:
    app = visit(LIFECYCLE, lang="en", limits="own")
    assert not app.error
    open_tab(app, BELOW, "The limits")
    app.number_input(key="dormant_days").set_value(120).run()
    assert any("Dormant after 120 days** — given" in markdown.value for markdown in app.markdown)
    app.number_input(key="dormant_days").set_value(200).run()
    assert "rising numbers of days" in app.error[0].value


def test_another_month_shows_its_own_flow(visit: Visit) -> None:
    app = open_tab(visit(LIFECYCLE, lang="en"), BELOW, "From stage to stage")
    assert app.selectbox(key="flow_month").value == "2025-12-01"
    app.selectbox(key="flow_month").set_value("2025-08-01").run()
    assert any(r"Aug 2025\: 271 fell dormant" in markdown.value for markdown in app.markdown)
    app.selectbox(key="lives").set_value(("flow", "2025-08-01", "loyal", "dormant")).run()
    assert people_of(app, "From “Loyal customers” to “Dormant customers” in Aug 2025", "lives") == 30


def test_an_earlier_as_of_day_moves_the_stages(visit: Visit) -> None:
    app = visit(LIFECYCLE, lang="en", as_of="2025-07-01")
    assert not app.exception
    app.selectbox(key="lives").set_value(("stage", "first_order")).run()
    assert people_of(app, "First purchase (lifecycle), as of 30 Jun 2025", "lives") > 300
    open_tab(app, BELOW, "From stage to stage")
    assert app.selectbox(key="flow_month").value == "2025-06-01"


def test_gaps_by_category_say_what_is_missing(visit: Visit) -> None:
    app = open_tab(visit(LIFECYCLE, lang="en"), BELOW, "The limits")
    app.toggle(key="by_category").set_value(True).run()
    assert not app.exception
    assert any("No category has enough repurchases" in caption.value for caption in app.caption)


def test_the_language_can_be_switched_with_a_month_chosen(visit: Visit) -> None:
    app = open_tab(visit(LIFECYCLE, lang="en"), BELOW, "From stage to stage")
    app.selectbox(key="flow_month").set_value("2025-08-01").run()
    app.segmented_control(key="lang").set_value("zh_CN").run()
    assert not app.exception
    assert [title.value for title in app.title] == ["客户走到了哪一步？谁正在掉队？"]
