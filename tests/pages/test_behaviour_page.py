"""The behaviour page, as a visitor finds it."""

import datetime as dt
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from insight.calendar.day_notes import day_notes
from insight.warehouse import open_workspace
from tests.pages.shown_people import open_tab

Visit = Callable[..., AppTest]


@pytest.mark.parametrize(("lang", "question"), [("zh_CN", "大家在做什么？"), ("en", "What do people do")])
def test_page_is_drawn_from_the_sample_brand(visit: Visit, lang: str, question: str) -> None:
    app = visit("pages/behaviour.py", lang=lang)
    assert not app.exception
    assert not app.error
    assert app.title[0].value.startswith(question)
    assert len(app.get("plotly_chart")) == 1


def test_a_device_becomes_a_list(visit: Visit) -> None:
    app = visit("pages/behaviour.py", lang="en")
    app.selectbox(key="behaviour_people").set_value(("part", "device", "Android")).run()
    assert not app.exception
    assert any(button.key == "see_behaviour_people" and "182" in button.label for button in app.button)


@pytest.mark.parametrize("tab", ["What changed", "Search words", "Pages", "Hours and weekdays", "All findings"])
def test_every_tab_is_drawn(visit: Visit, tab: str) -> None:
    app = open_tab(visit("pages/behaviour.py", lang="en"), "behaviour_below", tab)
    assert not app.exception
    assert not app.error


def test_a_day_is_noted_changed_and_its_note_removed(visit: Visit) -> None:
    app = visit("pages/behaviour.py", lang="en")
    app.session_state["notes_visitor_days"] = True
    app.run()
    app.date_input(key="note_day_visitor_days_new").set_value(dt.date(2025, 12, 20))
    app.text_input(key="note_text_visitor_days_new").set_value("Sold out by noon")
    press(app, "Keep the note")
    (note,) = day_notes(open_workspace("sample"))
    assert note.note == "Sold out by noon"
    app.selectbox(key="note_visitor_days").set_value(note.note_id).run()
    app.text_input(key=f"note_text_visitor_days_{note.note_id}").set_value("Sold out")
    press(app, "Keep the note")
    assert "Note “Sold out”: 20 Dec 2025" in str(app.get("plotly_chart")[0].proto)
    app.button(key="note_remove_visitor_days").click().run()
    assert day_notes(open_workspace("sample")) == []
    assert not app.exception


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
