"""The page of exports and consent, and the bar of people that fills its log."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from insight.govern import exports
from insight.settings import Settings
from insight.warehouse import DuckWarehouse, open_workspace
from tests.consents import phone, said
from tests.workspaces import add_batch, member, order

Visit = Callable[..., AppTest]
Downloads = dict[str, tuple[str, Callable[[], bytes]]]
EXPORTS, RFM = "pages/exports.py", "pages/rfm.py"


@pytest.fixture
def brand(home: Path, request: pytest.FixtureRequest) -> DuckWarehouse:
    """A brand of its own for each test: 20 buyers, 12 of whom agreed to marketing."""
    name = "".join(sign for sign in request.node.name if sign.isalnum())[:40]
    warehouse = open_workspace(name, Settings(home=home))
    add_batch(
        warehouse,
        customers=[member(f"p{number}", "2024-01-01", phone=phone(number)) for number in range(20)],
        orders=[order(f"p{number}", f"2025-{1 + number % 9:02d}-01", 10 + number) for number in range(20)],
        consents=[said(f"p{number}", "denied" if number > 11 else "granted", "2025-01-01") for number in range(15)],
    )
    return warehouse


def open_bar(visit: Visit, brand: DuckWarehouse, lang: str = "en") -> AppTest:
    """The overview with all buyers chosen."""
    app = visit(workspace=brand.workspace, lang=lang)
    return app.selectbox(key="who").set_value(("group", "buyers")).run()


def opened(app: AppTest, tab: str) -> AppTest:
    """The page of exports with another tab."""
    app.session_state["exports_below"] = tab
    return app.run()


def sends(app: AppTest, purpose: str, contacts: str | None = None) -> AppTest:
    """Choose what the list of the buyers is for, and in which form contacts leave."""
    choose(app, "purpose_who", purpose)
    return choose(app, "contacts_who", contacts) if contacts else app


def choose(app: AppTest, key: str, code: str) -> AppTest:
    next(group for group in app.get("button_group") if group.key == key).set_value(code).run()
    return app


def read(text: str) -> str:
    """What a person reads: without the signs that keep markdown from being read as such."""
    return text.replace("\\", "")


def book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.mark.parametrize(
    ("lang", "question", "finding"),
    [
        (
            "zh_CN",
            "哪些名单流出了、做什么用、是否合规？",
            "“双11老客召回”发送的 400 人中，有 10 人此前已拒绝",
        ),
        (
            "en",
            "What left the house, for what, and was it allowed?",
            "10 of 400 people got “双11老客召回” although they had said no before it was sent",
        ),
    ],
)
def test_page_is_drawn_from_the_sample_brand_and_finds_who_was_contacted_against_their_will(
    visit: Visit, lang: str, question: str, finding: str
) -> None:
    app = visit(EXPORTS, lang=lang)
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == [question]
    assert len(app.get("plotly_chart")) == 1
    assert finding in next(read(text.value) for text in app.markdown if "双11" in text.value)


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_no_data_is_said_in_words(visit: Visit, lang: str) -> None:
    app = visit(EXPORTS, workspace="empty", lang=lang)
    assert not app.exception
    assert len(app.get("page_link")) == 1


def test_people_of_a_bar_are_those_who_agreed(visit: Visit) -> None:
    app = visit(EXPORTS, lang="en")
    app.selectbox(key="consent").set_value(("standing", "marketing", "granted")).run()
    assert any(read(text.value).startswith("**Marketing contact: Agreed") for text in app.markdown)
    assert app.button(key="see_consent").label == "See 1,056 people"
    app.selectbox(key="consent").set_value(("campaign", "HD2511")).run()
    assert any(text.value.startswith("**Got") for text in app.markdown)
    assert app.button(key="see_consent").label == "See 10 people"


def test_the_default_list_is_masked_for_internal_analysis_and_logged_once(
    visit: Visit, brand: DuckWarehouse, downloads: Downloads
) -> None:
    app = open_bar(visit, brand)
    name, make = downloads["download_who_xlsx"]
    assert name.endswith("_20-people.xlsx")
    assert exports(brand) == []
    rows = list(book(make()).worksheets[0].values)
    assert len(rows) == 21
    assert all("****" in str(row[rows[0].index("Phone")]) for row in rows[1:])
    (logged,) = exports(brand)
    assert (logged.purpose, logged.listed, logged.is_unmasked, logged.file_name) == ("analysis", 20, False, name)
    assert logged.exported_by
    assert not app.exception


def test_a_contact_list_says_who_is_left_out_and_what_it_can_prove(
    visit: Visit, brand: DuckWarehouse, downloads: Downloads
) -> None:
    app = open_bar(visit, brand)
    sends(app, "marketing", "full")
    app.toggle(key="control_who").set_value(True).run()
    app.number_input(key="share_who").set_value(25).run()
    app.text_input(key="who_who").set_value("小周").run()
    caption = next(read(each.value) for each in app.caption if "held back" in each.value)
    assert "**9 on the list + 3 held back + 8 left out** = 20 people" in caption
    assert "Said no: 3 · Never asked for this purpose: 5" in caption
    assert "too few to prove any rise" in caption or "can be proved" in caption
    sheets = book(downloads["download_who_xlsx"][1]())
    assert sheets.worksheets[0].max_row - 1 == 9
    (logged,) = exports(brand)
    assert (logged.control, logged.exported_by, logged.left_out) == (3, "小周", {"denied": 3, "never_asked": 5})


@pytest.mark.slow("walks the page again and again")
def test_a_purpose_nobody_was_asked_about_gives_nobody_until_a_basis_is_declared(
    visit: Visit, brand: DuckWarehouse, downloads: Downloads
) -> None:
    app = open_bar(visit, brand, "zh_CN")
    sends(app, "survey", "full")
    assert any("没有任何人对“调研邀请”表过态" in each.value for each in app.warning)
    assert any("没有人可以为此用途联系" in each.value for each in app.warning)
    app.text_area(key="basis_who").set_value("会员协议 V2 第 4 条").run()
    caption = next(read(each.value) for each in app.caption if "名单" in each.value)
    assert "**名单 17 + 未纳入 3** = 20 人" in caption
    passport = dict(book(downloads["download_who_xlsx"][1]()).worksheets[1].values)
    assert passport["对从未表态者声明的依据"] == "会员协议 V2 第 4 条"


@pytest.mark.slow("walks the page again and again")
def test_people_are_kept_as_a_segment(visit: Visit, brand: DuckWarehouse) -> None:
    app = open_bar(visit, brand)
    app.text_input(key="segment_name_who").set_value("O'Brien's 买家")
    next(button for button in app.button if button.label == "Save").click().run()
    assert not app.exception
    assert [each.value for each in app.success] == ["Saved as “O'Brien's 买家”. It stands on the page Segments."]
    again = app.text_input(key="segment_name_who").set_value("O'Brien's 买家")
    next(button for button in app.button if button.label == "Save").click().run()
    assert again
    assert any("this one is taken" in each.value for each in app.error)


@pytest.mark.slow("walks the page again and again")
def test_the_log_is_shown_filtered_and_checked(visit: Visit, brand: DuckWarehouse, downloads: Downloads) -> None:
    app = open_bar(visit, brand)
    downloads["download_who_xlsx"][1]()
    sends(app, "marketing", "masked")
    downloads["download_who_csv"][1]()
    app = visit(EXPORTS, workspace=brand.workspace, lang="en")
    assert any("The log is whole: 2 rows" in text.value for text in app.markdown)
    assert app.dataframe[0].value["No."].tolist() == [2, 1]
    app.multiselect(key="log_purposes").set_value(["marketing"]).run()
    assert app.dataframe[0].value["Purpose"].tolist() == ["Marketing contact"]
    assert app.dataframe[0].value["On the list"].tolist() == [12]
    with brand.writing() as session:
        session.execute("UPDATE app.exports SET listed = 1, segment_people = 1, left_out = '{}' WHERE number = 2")
    app.run()
    assert any("Row 2 is not as it was written" in each.value for each in app.error)


@pytest.mark.slow("walks the page again and again")
def test_a_returned_list_is_refreshed_compared_and_its_notes_taken_back(
    visit: Visit, brand: DuckWarehouse, downloads: Downloads
) -> None:
    app = open_bar(visit, brand)
    app.toggle(key="notes_who").set_value(True).run()
    sheets = book(downloads["download_who_xlsx"][1]())
    people = sheets.worksheets[0]
    headers = [cell.value for cell in people[1]]
    people.cell(2, headers.index("Notes") + 1, "wants a gift box")
    back = io.BytesIO()
    sheets.save(back)
    add_batch(brand, orders=[order("new", "2025-12-30", 5)])
    app = opened(visit(EXPORTS, workspace=brand.workspace, lang="en"), "A list comes back")
    app.file_uploader(key="returned").upload("back.xlsx", back.getvalue()).run()
    assert not app.exception
    assert any("Recognised by its passport" in text.value for text in app.markdown)
    assert "Refreshed as of 31 Dec 2025: 20 still in, 1 newly in, 0 no longer in" in read(app.success[0].value)
    refreshed = book(downloads["download_refreshed_xlsx"][1]())
    assert refreshed.sheetnames == ["People", "Passport", "What changed"]
    assert refreshed.worksheets[0].max_row == 22
    app.segmented_control(key="returned_way").set_value("compare").run()
    assert any("20 rows = 20 on the list then + 0 written into it" in text.value for text in app.markdown)
    app.button(key="take_notes").click().run()
    assert any("1 notes were taken back" in each.value for each in app.success)
    assert any("1 notes of this file were taken back before" in each.value for each in app.caption)
    assert "wants a gift box" in app.dataframe[-1].value.to_string() or any(
        "wants a gift box" in frame.value.to_string() for frame in app.dataframe
    )


@pytest.mark.slow("walks the page again and again")
@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_a_file_that_is_no_list_is_refused_in_words(visit: Visit, brand: DuckWarehouse, lang: str) -> None:
    app = opened(
        visit(EXPORTS, workspace=brand.workspace, lang=lang), "A list comes back" if lang == "en" else "名单回传"
    )
    app.file_uploader(key="returned").upload("orders.csv", b"a,b\n1,2\n").run()
    assert not app.exception
    assert ("no passport" if lang == "en" else "没有名单护照") in app.error[0].value


@pytest.mark.slow("walks the page again and again")
def test_the_import_page_leads_a_list_of_ours_here(visit: Visit, brand: DuckWarehouse, downloads: Downloads) -> None:
    open_bar(visit, brand)
    content = downloads["download_who_xlsx"][1]()
    app = visit("pages/import.py", workspace=brand.workspace, lang="en")
    app.file_uploader[0].upload("list.xlsx", content).run()
    assert not app.exception
    assert any("This is a list that Insight Desk wrote" in each.value for each in app.error)
    assert len(app.get("page_link")) == 1
