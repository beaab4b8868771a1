"""The funnel page, as a visitor finds it."""

import json
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from insight.warehouse import open_workspace
from tests.pages.shown_people import open_tab

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
    assert any(line.value.startswith("**2** Searching") for line in app.markdown)
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


def test_a_step_with_a_condition_says_who_did_it_before_the_funnel_runs(visit: Visit) -> None:
    steps = '["view",{"event":"view","where":[{"property":"device","is":["iOS"]}]}]'
    app = visit(FUNNEL, lang="en", steps=steps)
    plain, narrow = (line.value for line in app.markdown if line.value.startswith(("**1** ", "**2** ")))
    counts = [int(line.split("[")[1].split(" ")[0].replace(",", "")) for line in (plain, narrow)]
    warehouse = open_workspace("sample")
    statement = (
        "SELECT count(DISTINCT customer_id) FROM core.events WHERE event = 'view' AND (NOT $narrow OR device = 'iOS')"
    )
    assert counts == [warehouse.query(statement, {"narrow": narrow}).iloc[0, 0] for narrow in (False, True)]
    assert counts[0] > counts[1] > 0


def test_a_funnel_is_kept_taken_up_renamed_and_forgotten(visit: Visit) -> None:
    app = visit(FUNNEL, lang="en", steps=STEPS, funnel_window="3d")
    app.text_input(key="name_funnel").set_value("To payment")
    next(button for button in app.button if button.label == "Keep").click().run()
    assert app.query_params["saved"] in ("To payment", ["To payment"])
    app.button(key="funnel_remove_1").click().run()
    assert "saved" not in app.query_params
    assert app.selectbox(key="funnel_saved").options == ["To payment"]
    app.selectbox(key="funnel_saved").set_value(1).run()
    assert in_address(app) == json.loads(STEPS)
    assert app.text_input(key="funnel_window").value == "3d"
    app.text_input(key="rename_funnel_1").set_value("Three days")
    next(button for button in app.button if button.label == "Rename").click().run()
    assert app.query_params["saved"] in ("Three days", ["Three days"])
    app.button(key="forget_funnel").click().run()
    assert not any(box.key == "funnel_saved" for box in app.selectbox)
    assert not app.exception


def test_what_sets_those_who_go_on_apart_is_told_of_the_step_that_loses_most(visit: Visit) -> None:
    app = open_tab(visit(FUNNEL, lang="en", steps=STEPS), "funnel_below", "What sets those who go on apart")
    assert not app.exception
    assert not app.error
    assert app.selectbox(key="funnel_apart_step").value == 2
    table = app.dataframe[0].value
    assert table["What"].iloc[0] == "Device: Android"
    assert table["More than chance"].iloc[0] == "✓"
