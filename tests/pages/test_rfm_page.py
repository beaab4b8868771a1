"""The RFM page, as a visitor finds it."""

import csv
import io
from collections.abc import Callable

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.shown_people import open_tab, people_of

Visit = Callable[..., AppTest]
Downloads = dict[str, tuple[str, Callable[[], bytes]]]
RFM, BELOW = "pages/rfm.py", "rfm_below"


@pytest.mark.parametrize(
    ("lang", "question"),
    [("zh_CN", "谁是最好的客户，谁正在流失？"), ("en", "Who are my best customers, and who is slipping away?")],
)
def test_page_is_drawn_from_the_sample_brand(visit: Visit, lang: str, question: str) -> None:
    app = visit(RFM, lang=lang)
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == [question]
    assert len(app.get("plotly_chart")) == 2


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_no_data_is_said_in_words(visit: Visit, lang: str) -> None:
    app = visit(RFM, workspace="empty", lang=lang)
    assert not app.exception
    assert not app.get("plotly_chart")
    assert len(app.get("page_link")) == 1


def test_cell_becomes_a_list_of_its_people(visit: Visit, downloads: Downloads) -> None:
    app = visit(RFM, lang="zh_CN")
    app.selectbox(key="cell").set_value((5, 5)).run()
    people = people_of(app, "", "cell")
    book = openpyxl.load_workbook(io.BytesIO(downloads["download_cell_xlsx"][1]()))
    header, *rows = book.worksheets[0].values
    assert len(rows) == people > 100
    scores = [(row[header.index("R 得分（最近消费）")], row[header.index("F 得分（消费频次）")]) for row in rows]
    assert set(scores) == {(5, 5)}
    phones = [row[header.index("手机号")] for row in rows if row[header.index("手机号")]]
    assert all("****" in phone for phone in phones)


@pytest.mark.slow("walks the page again and again")
def test_contacts_are_whole_only_when_asked_for(visit: Visit, downloads: Downloads) -> None:
    app = visit(RFM, lang="en")
    app.selectbox(key="group").set_value(("eleven", "champions")).run()
    app.segmented_control(key="purpose_group").set_value("marketing").run()
    assert any("Choose one: full numbers to contact people" in each.value for each in app.caption)
    assert all(button.proto.disabled for button in app.get("download_button"))
    app.segmented_control(key="contacts_group").set_value("full").run()
    text = downloads["download_group_csv"][1]().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    said = next(caption.value for caption in app.caption if "on the list" in caption.value)
    assert f"**{len(rows)} on the list" in said
    assert f"= {people_of(app, '', 'group')} people" in said
    phones = [row["Phone"].strip("'\t") for row in rows if row["Phone"]]
    assert sum(phone.isdigit() for phone in phones) > 50


def test_two_names_that_meet_can_be_listed(visit: Visit) -> None:
    app = visit(RFM, lang="en")
    app.selectbox(key="group").set_value(("key_value", "champions")).run()
    assert people_of(app, "RFM Key value customers and Champions", "group") > 100


def test_prospects_can_be_listed(visit: Visit) -> None:
    app = visit(RFM, lang="en")
    app.selectbox(key="group").set_value(("eleven", "prospects")).run()
    prospects = people_of(app, "People without an order that counts", "group")
    open_tab(app, BELOW, "All findings")
    assert any(f"{prospects:,} of 4,421 known people" in m.value for m in app.markdown)


def test_number_of_scores_changes_the_cells(visit: Visit) -> None:
    app = visit(RFM, lang="en")
    app.number_input(key="bins").set_value(3).run()
    assert len(app.selectbox(key="cell").options) == 9


def test_a_cell_that_is_no_more_is_no_longer_chosen(visit: Visit) -> None:
    app = visit(RFM, lang="en")
    app.selectbox(key="cell").set_value((5, 5)).run()
    app.number_input(key="bins").set_value(4).run()
    assert not app.exception
    assert not app.error
    assert app.selectbox(key="cell").value is None


def test_cut_offs_that_are_no_numbers_are_refused_in_words(visit: Visit) -> None:
    app = visit(RFM, lang="en", method="fixed")
    app.text_input(key="days_5").set_value("30, soon").run()
    assert not app.exception
    assert "30, soon" in app.error[0].value
    assert "numbers separated by commas" in app.error[0].value


def test_cut_offs_move_the_boundaries(visit: Visit) -> None:
    app = visit(RFM, lang="en", method="fixed")
    app.text_input(key="days_5").set_value("7, 14, 21, 28").run()
    open_tab(app, BELOW, "Groups and limits")
    assert not app.error
    ranges = next(frame.value for frame in app.dataframe if "Highest" in frame.value)
    assert ranges["Highest"].tolist() == sorted(ranges["Highest"].tolist())
    assert ranges["Highest"].tolist()[0] == 7
