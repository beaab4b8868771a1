"""The page of paths, as a visitor finds it."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

Visit = Callable[..., AppTest]
PATHS = "pages/paths.py"


def test_a_link_shares_the_event_and_a_way_becomes_a_list(visit: Visit) -> None:
    app = visit(PATHS, lang="en", paths_start="cart", paths_direction="back", paths_below="What follows what")
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
