"""The retention and the repurchase page, as a visitor finds them."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from pandas.api.types import is_integer_dtype, is_numeric_dtype
from streamlit.testing.v1 import AppTest

Visit = Callable[..., AppTest]
Downloads = dict[str, tuple[str, Callable[[], bytes]]]
RETENTION, REPURCHASE = "pages/retention.py", "pages/repurchase.py"


def listed(downloads: Downloads, key: str) -> int:
    """How many people the list of a segment bar holds."""
    book = openpyxl.load_workbook(io.BytesIO(downloads[f"download_{key}_xlsx"][1]()))
    _header, *rows = book.worksheets[0].values
    return len(rows)


def opened(app: AppTest, tab: str) -> AppTest:
    """The page with another tab below the matrix."""
    app.session_state["retention_below"] = tab
    return app.run()


def said(app: AppTest) -> str:
    return "\n".join(element.value for element in app.markdown).replace("\\", "")


@pytest.mark.parametrize(
    ("page", "lang", "question", "charts"),
    [
        (RETENTION, "zh_CN", "拉来的人留住了吗？", 2),
        (RETENTION, "en", "Are we keeping the people we win?", 2),
        (REPURCHASE, "zh_CN", "多久会复购，又带来多少？", 2),
        (REPURCHASE, "en", "How soon do people buy again, and what do they bring?", 2),
    ],
)
def test_page_is_drawn_from_the_sample_brand(visit: Visit, page: str, lang: str, question: str, charts: int) -> None:
    app = visit(page, lang=lang)
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == [question]
    assert len(app.get("plotly_chart")) == charts


@pytest.mark.parametrize("page", [RETENTION, REPURCHASE])
@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_no_data_is_said_in_words(visit: Visit, page: str, lang: str) -> None:
    app = visit(page, workspace="empty", lang=lang)
    assert not app.exception
    assert not app.get("plotly_chart")
    assert len(app.get("page_link")) == 1


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        (
            "en",
            "Won at 618 2025: only 8.1% come back within 90 days (20 of 246); of the 2,704 won on other days 36% do",
        ),
        ("zh_CN", "2025 年618拉来的人：90 天内回来的只有 8.1%（246 人中 20 人）；其他日子拉来的 2,704 人中有 36%"),
    ],
)
def test_the_break_at_618_is_the_first_thing_said(visit: Visit, lang: str, sentence: str) -> None:
    assert verdict(visit(RETENTION, lang=lang))[0] == sentence


def verdict(app: AppTest) -> list[str]:
    """The sentences between the headline and the picture."""
    picture = next(place for place, element in enumerate(app.markdown) if element.value.startswith("#####"))
    return [element.value.replace("\\", "") for element in app.markdown[:picture] if "**" not in element.value]


def test_the_formula_of_the_average_is_printed_with_its_numbers(visit: Visit) -> None:
    app = opened(visit(RETENTION, lang="en"), "How is this computed?")
    captions = [element.value.replace("\\", "") for element in app.caption]
    assert "Average in month 1 after: 368 who came back ÷ 3,164 who entered = 12%, over 23 cohorts" in captions


def test_cell_becomes_a_list_of_who_came_back_and_of_who_did_not(visit: Visit, downloads: Downloads) -> None:
    app = visit(RETENTION, lang="en")
    app.selectbox(key="cohort_cell").set_value(("2025-06-01", 1)).run()
    assert not app.error
    back = listed(downloads, "cohort_cell")
    pick(app, "cohort_cell_who", "gone").run()
    assert back + listed(downloads, "cohort_cell") == 280


def pick(app: AppTest, key: str, code: str) -> Any:
    """Choose one of the buttons drawn by `choose`."""
    return next(group for group in app.get("button_group") if group.key == key).set_value(code)


def test_people_won_at_a_festival_can_be_listed(visit: Visit, downloads: Downloads) -> None:
    app = visit(RETENTION, lang="en")
    app.selectbox(key="cohort_won").set_value(("won", "618-2025")).run()
    assert listed(downloads, "cohort_won") == 20


def test_rates_of_the_tables_are_numbers_that_sort_as_such(visit: Visit) -> None:
    """As words 9 % would stand above 41 %."""
    app = opened(visit(RETENTION, lang="en"), "Tables")
    tables = [frame.value for frame in app.dataframe if "Rate" in frame.value]
    assert len(tables) == 3
    for table in tables:
        assert is_numeric_dtype(table["Rate"])
        assert table["Rate"].dropna().between(0, 100).all()
        assert is_integer_dtype(table["People back"])
    won = next(table for table in tables if "Won in" in table).set_index("Won in")
    assert won.loc["618 2025", "Rate"] == pytest.approx(2000 / 246)
    assert won.loc["618 2025", "From"] == dt.date(2025, 6, 1)


def test_criteria_stand_in_the_address(visit: Visit) -> None:
    asked = {"cohort_returns": "amount", "cohort_period": "quarter", "cohort_breakdown": "channel"}
    app = opened(visit(RETENTION, lang="en", **asked), "By group")
    assert not app.error
    assert "of the money of the first period is spent again in quarter 1 after" in said(app)
    assert app.selectbox(key="cohort_breakdown").value == "channel"
    assert len(app.get("plotly_chart")) == 2


@pytest.mark.slow("walks the page again and again")
def test_a_group_of_a_breakdown_can_be_listed(visit: Visit, downloads: Downloads) -> None:
    app = opened(visit(RETENTION, lang="en", cohort_breakdown="first_product"), "By group")
    app.selectbox(key="cohort_value").set_value(("value", 6, 2)).run()
    assert not app.error
    assert listed(downloads, "cohort_value") > 50


def test_brackets_are_written_with_both_ends(visit: Visit) -> None:
    app = visit(RETENTION, lang="en", cohort_criterion="custom")
    app.text_input(key="cohort_brackets").set_value("1-90").run()
    assert not app.error
    assert "come back within 90 days after" in said(app)
    app.text_input(key="cohort_brackets").set_value("soon").run()
    assert "spans of days such as 1-30, 31-60" in app.error[0].value


def test_events_can_be_what_people_come_back_for(visit: Visit) -> None:
    app = visit(RETENTION, lang="zh_CN", cohort_entry="joined", cohort_returns="event")
    assert not app.exception
    assert not app.error
    assert "回来的数据从 2025-10-01 开始" in said(app)


@pytest.mark.slow("walks the page again and again")
def test_a_step_becomes_a_list_of_who_let_the_days_pass(visit: Visit, downloads: Downloads) -> None:
    app = visit(REPURCHASE, lang="en")
    app.selectbox(key="again_step").set_value((1, 90)).run()
    assert listed(downloads, "again_step") == 1958
    pick(app, "again_state", "open").run()
    assert listed(downloads, "again_step") == 262


def test_days_that_are_no_numbers_are_refused_in_words(visit: Visit) -> None:
    app = visit(REPURCHASE, lang="en")
    app.text_input(key="again_days").set_value("30, soon").run()
    assert not app.exception
    assert "numbers separated by commas" in app.error[0].value
