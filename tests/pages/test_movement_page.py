"""The page of two days compared, as a visitor finds it."""

import datetime as dt
import io
import re
from collections.abc import Callable

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

Visit = Callable[..., AppTest]
Downloads = dict[str, tuple[str, Callable[[], bytes]]]
MOVEMENT = "pages/rfm_movement.py"


def people_of(app: AppTest, key: str, beginning: str) -> int:
    """The number on the button of a picker, whose people are described by a sentence that begins so."""
    assert any(element.value.startswith(f"**{beginning}") for element in app.markdown)
    return int(re.sub(r"\D", "", app.button(key=f"see_{key}").label))


def verdict(app: AppTest) -> list[str]:
    """The sentences above the picture, without the escapes of markdown."""
    picture = next(place for place, element in enumerate(app.markdown) if element.value.startswith("#####"))
    return [element.value.replace("\\", "") for element in app.markdown[:picture]]


def findings(app: AppTest) -> str:
    """All findings, as the tab lists them."""
    app.session_state["movement_below"] = "All findings"
    app.run()
    return "\n".join(element.value for element in app.markdown).replace("\\", "")


@pytest.mark.parametrize(
    ("lang", "question", "silence"),
    [
        ("zh_CN", "从那天到现在，谁的分层变了，为什么？", "沉默异常：“冠军客户”的 374 人中，57%"),
        ("en", "Who has moved since then, and why?", "Gone silent: 57% of the 374 people in “Champions”"),
    ],
)
def test_page_tells_who_fell_silent_in_the_sample_brand(visit: Visit, lang: str, question: str, silence: str) -> None:
    app = visit(MOVEMENT, lang=lang, before="2025-08-01")
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == [question]
    assert len(app.get("plotly_chart")) == 2
    assert any(silence in sentence for sentence in verdict(app))


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_no_data_is_said_in_words(visit: Visit, lang: str) -> None:
    app = visit(MOVEMENT, workspace="empty", lang=lang)
    assert not app.exception
    assert not app.get("plotly_chart")
    assert len(app.get("page_link")) == 1


def test_a_way_becomes_a_list_that_says_why(visit: Visit, downloads: Downloads) -> None:
    app = visit(MOVEMENT, lang="zh_CN", before="2025-08-01")
    app.selectbox(key="way").set_value(("champions", "loyal", "")).run()
    people = people_of(app, "way", "RFM 冠军客户 → 忠诚客户")
    book = openpyxl.load_workbook(io.BytesIO(downloads["download_way_xlsx"][1]()))
    header, *rows = book.worksheets[0].values
    assert len(rows) == people == 181
    reasons = [row[header.index("原因")] for row in rows]
    assert all(reason.startswith("R ") and reason.endswith(" 天未购") for reason in reasons)
    assert {row[header.index("之前的分层")] for row in rows} == {"冠军客户"}
    assert {row[header.index("现在的分层")] for row in rows} == {"忠诚客户"}
    shown = next(frame.value for frame in app.dataframe if "原因" in frame.value)
    assert len(shown) == 50
    assert set(shown["原因"]) <= set(reasons)


def test_who_fell_silent_in_a_group_can_be_listed(visit: Visit) -> None:
    app = visit(MOVEMENT, lang="en", before="2025-08-01")
    app.selectbox(key="way").set_value(("champions", "", "silent")).run()
    assert people_of(app, "way", "RFM Champions → any group, without an order in between") == 214


@pytest.mark.slow("walks the page again and again")
def test_another_earlier_day_gives_other_numbers(visit: Visit) -> None:
    app = visit(MOVEMENT, lang="en")
    assert "as on 1 Dec 2025" in findings(app)
    app.date_input(key="before_last_day").set_value("2025-09-30").run()
    assert not app.error
    assert "as on 30 Sep 2025" in findings(app)


@pytest.mark.slow("walks the page again and again")
def test_the_earlier_day_follows_the_as_of_day_until_it_is_chosen(visit: Visit) -> None:
    app = visit(MOVEMENT, lang="en")
    app.date_input(key="as_of").set_value("2025-11-30").run()
    assert "as on 30 Oct 2025" in findings(app)
    app.date_input(key="before_last_day").set_value("2025-06-30").run()
    app.date_input(key="as_of").set_value("2025-10-15").run()
    assert "as on 30 Jun 2025" in findings(app)


def test_a_later_day_than_the_as_of_day_is_refused_in_words(visit: Visit) -> None:
    app = visit(MOVEMENT, lang="en", before="2026-02-01")
    assert not app.exception
    assert "a day before 1 Jan 2026" in app.error[0].value


def test_a_day_before_the_first_order_is_said_to_be_too_early(visit: Visit) -> None:
    app = visit(MOVEMENT, lang="en", before="2023-06-01")
    assert not app.exception
    assert any("Nobody can be compared yet" in m.value for m in app.markdown)


def test_classes_and_boundaries_of_each_day_can_be_chosen(visit: Visit) -> None:
    app = visit(MOVEMENT, lang="en", before="2025-08-01", scheme="eight", boundaries="each_day")
    assert not app.error
    assert "Key value customers" in findings(app)
    options = app.selectbox(key="way").options
    assert any("Key value customers → Key retention customers" in option for option in options)


def test_the_past_year_is_computed_when_it_is_looked_at(visit: Visit) -> None:
    app = visit(MOVEMENT, lang="en")
    assert "size" not in [box.key for box in app.selectbox]
    app.session_state["movement_below"] = "Over the past year"
    app.run()
    assert not app.exception
    assert not app.error
    assert len(app.get("plotly_chart")) == 2
    assert any("“Dormant” cannot exist before" in caption.value.replace("\\", "") for caption in app.caption)
    app.selectbox(key="size").set_value(("2025-07-01", "new")).run()
    table = next(frame.value for frame in app.dataframe if "Revenue so far" in frame.value)
    row = table[(table["As of"] == dt.date(2025, 7, 1)) & (table["Group"] == "New")].iloc[0]
    assert people_of(app, "size", "RFM New, as of 30 Jun 2025") == row["Number of people"] > 50
    assert row["Agreed to be contacted"] > 0
