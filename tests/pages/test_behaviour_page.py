"""The behaviour page, as a visitor finds it."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

Visit = Callable[..., AppTest]


@pytest.mark.parametrize(("lang", "question"), [("zh_CN", "大家在做什么？"), ("en", "What do people do")])
def test_page_is_drawn_from_the_sample_brand(visit: Visit, lang: str, question: str) -> None:
    app = visit("pages/behaviour.py", lang=lang)
    assert not app.exception
    assert not app.error
    assert app.title[0].value.startswith(question)
    assert len(app.get("plotly_chart")) == 1
    app.selectbox(key="behaviour_people").set_value(("part", "device", "Android")).run()
    assert not app.exception
    assert any(button.key == "see_behaviour_people" and "182" in button.label for button in app.button)


@pytest.mark.parametrize("tab", ["What changed", "Search words", "Pages", "Hours and weekdays", "All findings"])
def test_every_tab_is_drawn(visit: Visit, tab: str) -> None:
    app = visit("pages/behaviour.py", lang="en", behaviour_below=tab)
    assert not app.exception
    assert not app.error
