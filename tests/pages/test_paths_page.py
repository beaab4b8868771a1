"""The page of paths, as a visitor finds it."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.pages.shown_people import open_tab

Visit = Callable[..., AppTest]
PATHS = "pages/paths.py"


def test_a_link_shares_the_event_and_a_way_becomes_a_list(visit: Visit) -> None:
    app = visit(PATHS, lang="en", paths_start="cart", paths_direction="back")
    assert not app.exception
    assert not app.error
    assert app.title[0].value.startswith("Where do people go next")
    assert any(
        "Adding to the cart" in one.value and one.value.startswith("##### What came before") for one in app.markdown
    )
    app.selectbox(key="paths_people").set_value(("way", "0", "cart", "view")).run()
    assert not app.exception
    label = next(button.label for button in app.button if button.key == "see_paths_people")
    assert label.startswith("See ")
    assert int(label.split()[1]) > 5


def test_two_groups_are_put_beside_each_other(visit: Visit) -> None:
    app = open_tab(visit(PATHS, lang="en"), "paths_below", "Difference of two groups")
    assert any(line.value.startswith("Choose a group of people") for line in app.caption)
    app.selectbox(key="paths_group").set_value("rfm_group:champions").run()
    assert not app.exception
    assert not app.error
    assert {"Champions", "Everybody else", "Noise of random splits"} <= set(app.dataframe[0].value.columns)
    assert app.query_params["paths_group"] in ("rfm_group:champions", ["rfm_group:champions"])
    assert any("people of these paths; 0 are in both groups" in line.value for line in app.caption)
