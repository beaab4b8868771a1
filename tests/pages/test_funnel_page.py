"""The funnel page, as a visitor finds it."""

import json
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

Visit = Callable[..., AppTest]
FUNNEL = "pages/funnel.py"
STEPS = '["view","cart","pay"]'


def in_address(app: AppTest) -> object:
    """The steps that the address says."""
    said = app.query_params["steps"]
    return json.loads(said[0] if isinstance(said, list) else said)


@pytest.mark.parametrize(("lang", "question"), [("zh_CN", "在哪一步失去他们？"), ("en", "Where do we lose them?")])
def test_page_is_drawn_from_the_sample_brand(visit: Visit, lang: str, question: str) -> None:
    app = visit(FUNNEL, lang=lang)
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == [question]
    assert len(app.get("plotly_chart")) == 1
    assert in_address(app) == json.loads(STEPS)


def test_a_link_shares_the_funnel_and_a_bar_becomes_a_list(visit: Visit) -> None:
    app = visit(FUNNEL, lang="en", steps='["view",{"event":"search","optional":true},"pay"]', funnel_window="1d")
    assert any(line.value.startswith("**2** search") for line in app.markdown)
    assert any("optional" in line.value for line in app.markdown)
    app.selectbox(key="funnel_part").set_value(("3", "lost")).run()
    assert not app.exception
    label = next(button.label for button in app.button if button.key == "see_funnel_part")
    table = app.dataframe[0].value
    assert label == f"See {table['Lost'].iloc[2]:,} people"


def test_steps_are_added_moved_and_removed(visit: Visit) -> None:
    app = visit(FUNNEL, lang="en", steps=STEPS)
    app.selectbox(key="funnel_add").set_value(("event", "login")).run()
    assert in_address(app) == ["view", "cart", "pay", "login"]
    app.button(key="funnel_up_3").click().run()
    app.button(key="funnel_remove_1").click().run()
    assert in_address(app) == ["view", "login", "pay"]
    assert not app.exception


def test_a_broken_link_is_said_in_words(visit: Visit) -> None:
    app = visit(FUNNEL, lang="en", steps='[{"evnt":"view"}]')
    assert not app.exception
    assert "only these keys" in app.error[0].value
