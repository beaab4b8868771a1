"""The predictions page, as a visitor finds it."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

Visit = Callable[..., AppTest]
PAGE = "pages/clv.py"


@pytest.mark.slow("walks the page again and again")
@pytest.mark.parametrize(
    ("asked", "question", "sentence", "picked", "people"),
    [
        (
            {"lang": "zh_CN"},
            "谁还会再买，客户未来值多少钱？",
            "2,880 位老买家中，约 346 人（210–470）会在 90 天内下单；其中 262 人很可能会来",
            ("chance", ("outlook", "buys")),
            "262",
        ),
        (
            {"lang": "en", "predictions": "worth"},
            "Who will buy again, and what are my customers worth?",
            "Today's 2,880 buyers are expected to bring",
            ("value", ("decile", 1)),
            "288",
        ),
    ],
)
def test_page_is_drawn_from_the_sample_brand(
    visit: Visit, asked: dict[str, str], question: str, sentence: str, picked: tuple[str, Any], people: str
) -> None:
    app, (picker, meant) = visit(PAGE, **asked), picked
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == [question]
    assert any(sentence in markdown.value.replace("\\", "") for markdown in app.markdown)
    app.selectbox(key=picker).set_value(meant).run()
    assert not app.exception
    assert any(people in button.label for button in app.button if button.key == f"see_{picker}")


def test_no_data_is_said_in_words(visit: Visit) -> None:
    app = visit(PAGE, workspace="empty", lang="en")
    assert not app.exception
    assert not app.get("plotly_chart")
