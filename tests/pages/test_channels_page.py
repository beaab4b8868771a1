"""The channels page, as a visitor finds it."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.shown_people import open_tab

Visit = Callable[..., AppTest]


def test_page_is_drawn_from_the_sample_brand(visit: Visit) -> None:
    app = visit("pages/channels.py", lang="zh_CN")
    assert not app.exception
    assert not app.error
    assert app.title[0].value.startswith("哪些渠道带来的人留得住")
    assert len(app.get("plotly_chart")) == 1


def test_people_of_a_channel_become_a_list(visit: Visit) -> None:
    app = visit("pages/channels.py", lang="en")
    app.selectbox(key="channel_people").set_value(("referral", "won")).run()
    assert not app.exception
    assert any(button.key == "see_channel_people" and "111" in button.label for button in app.button)


@pytest.mark.slow("draws every tab over the sample brand")
@pytest.mark.parametrize(
    "tab", ["Known to several channels", "First, last or linear", "What cannot be measured", "All findings"]
)
def test_every_tab_is_drawn(visit: Visit, tab: str) -> None:
    app = open_tab(visit("pages/channels.py", lang="en"), "channels_below", tab)
    assert not app.exception
    assert not app.error
