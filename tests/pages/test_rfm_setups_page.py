"""Cut-offs tried, kept and taken up again on the RFM page."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from insight.analysis.rfm.setups import delete_setup, saved_setups
from insight.settings import Settings
from insight.warehouse import open_workspace
from tests.pages.shown_people import open_tab, people_of

Visit = Callable[..., AppTest]
Downloads = dict[str, tuple[str, Callable[[], bytes]]]
RFM = "pages/rfm.py"


@pytest.fixture(autouse=True)
def _no_setups(home: Path) -> Iterator[None]:
    yield
    warehouse = open_workspace("sample", Settings(home=home))
    for setup in saved_setups(warehouse):
        delete_setup(warehouse, setup.setup_id)


def opened(visit: Visit, **address: str) -> AppTest:
    """The RFM page with the sandbox open."""
    label = "换个分界试试" if address.get("lang") == "zh_CN" else "Try other limits"
    return open_tab(visit(RFM, **address), "rfm_below", label)


def move_limit_of_r5(app: AppTest, days: int) -> None:
    next(each for each in app.slider if each.label.startswith("R5")).set_value(days).run()


@pytest.mark.parametrize(("lang", "said"), [("zh_CN", "人会换分层"), ("en", "would stand in another group")])
def test_the_sandbox_is_closed_until_somebody_opens_it(visit: Visit, lang: str, said: str) -> None:
    app = visit(RFM, lang=lang, method="fixed")
    assert len(app.get("plotly_chart")) == 2
    assert not app.slider
    app = opened(visit, lang=lang, method="fixed")
    assert not app.exception
    assert not app.error
    assert len(app.get("plotly_chart")) == 3
    assert any(said in m.value for m in app.markdown)


def test_moving_a_cut_off_moves_people_and_money_before_anything_is_kept(visit: Visit) -> None:
    app = opened(visit, lang="en", method="fixed")
    assert any("0 of 2,880 buyers (0%) would stand in another group" in m.value for m in app.markdown)
    move_limit_of_r5(app, 60)
    said = next(m.value for m in app.markdown if "would stand in another group" in m.value and "badge" in m.value)
    assert "0 of 2,880" not in said
    assert "of revenue" in said
    assert app.text_input(key="days_5").value == "30, 90, 180, 365"


@pytest.mark.slow("walks the page again and again")
def test_people_of_a_way_can_be_listed_with_what_it_depends_on(visit: Visit, downloads: Downloads) -> None:
    app = opened(visit, lang="en", method="fixed")
    move_limit_of_r5(app, 60)
    app.selectbox(key="tried").set_value(("promising", "new", "")).run()
    people = people_of(app, "RFM Promising, with the cut-offs tried New", "tried")
    book = openpyxl.load_workbook(io.BytesIO(downloads["download_tried_xlsx"][1]()))
    header, *rows = book.worksheets[0].values
    assert len(rows) == people > 20
    assert all("R 4 → 5 at " in row[header.index("Why")] for row in rows)


def test_cut_offs_that_cross_are_refused_in_words_and_the_page_stays(visit: Visit) -> None:
    app = opened(visit, lang="en", method="fixed")
    move_limit_of_r5(app, 100)
    assert not app.exception
    assert "rising values above zero" in app.error[0].value
    assert len(app.get("plotly_chart")) == 1


def test_equal_parts_that_ties_make_impossible_start_from_the_usual_cut_offs(visit: Visit) -> None:
    app = opened(visit, lang="en")
    assert any("Number of orders: equal parts leave scores unused" in each.value for each in app.caption)
    assert [each.value for each in app.slider if each.label.startswith("F")] == [2, 3, 5, 10]


def test_tried_cut_offs_can_be_used_and_kept_under_a_name(visit: Visit, home: Path) -> None:
    app = opened(visit, lang="en", method="fixed")
    move_limit_of_r5(app, 45)
    app.text_input(key="name_tried").set_value("Forty-five")
    _press(app, "Keep", 1)
    warehouse = open_workspace("sample", Settings(home=home))
    (setup,) = saved_setups(warehouse)
    assert (setup.name, setup.recency_day_cuts) == ("Forty-five", (45, 90, 180, 365))
    app.button(key="use_tried").click().run()
    assert not app.error
    assert app.text_input(key="days_5").value == "45, 90, 180, 365"
    assert app.selectbox(key="rfm_setup").value == setup.setup_id


@pytest.mark.slow("walks the page again and again")
def test_a_setup_is_taken_up_renamed_and_forgotten(visit: Visit, home: Path) -> None:
    app = visit(RFM, lang="zh_CN", method="fixed")
    app.text_input(key="days_5").set_value("20, 60, 120, 240").run()
    app.text_input(key="name_setup").set_value("老板的方案")
    _press(app, "保存", 0)
    warehouse = open_workspace("sample", Settings(home=home))
    (setup,) = saved_setups(warehouse)
    other = visit(RFM, lang="zh_CN")
    assert other.selectbox(key="rfm_setup").value is None
    other.selectbox(key="rfm_setup").set_value(setup.setup_id).run()
    assert not other.error
    assert other.text_input(key="days_5").value == "20, 60, 120, 240"
    other.text_input(key=f"rename_setup_{setup.setup_id}").set_value("店长的方案")
    _press(other, "重命名", 0)
    assert [each.name for each in saved_setups(warehouse)] == ["店长的方案"]
    other.button(key="forget_setup").click().run()
    assert saved_setups(warehouse) == []
    assert "rfm_setup" not in [box.key for box in other.selectbox]


@pytest.mark.slow("walks the page again and again")
def test_a_taken_name_is_refused_where_it_was_given(visit: Visit, home: Path) -> None:
    app = visit(RFM, lang="en", method="fixed")
    for _time in range(2):
        app.text_input(key="name_setup").set_value("Mine")
        _press(app, "Keep", 0)
    assert "another name" in app.error[0].value
    assert "this one is taken" in app.error[0].value
    assert len(saved_setups(open_workspace("sample", Settings(home=home)))) == 1


def _press(app: AppTest, label: str, number: int) -> None:
    """Press one of several form buttons of the same name."""
    [button for button in app.button if button.label == label][number].click().run()
