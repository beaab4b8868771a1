"""The predictions page, as a visitor finds it."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

Visit = Callable[..., AppTest]
PAGE = "pages/clv.py"


@pytest.mark.slow("walks the page again and again")
@pytest.mark.parametrize(
    ("lang", "question", "sentence"),
    [
        ("zh_CN", "谁还会再买，客户未来值多少钱？", "现有 2,880 位买家未来 365 天预计带来"),
        ("en", "Who will buy again, and what are my customers worth?", "Today's 2,880 buyers are expected to bring"),
    ],
)
def test_page_is_drawn_from_the_sample_brand(visit: Visit, lang: str, question: str, sentence: str) -> None:
    app = visit(PAGE, lang=lang)
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == [question]
    assert any(sentence in markdown.value.replace("\\", "") for markdown in app.markdown)
    app.selectbox(key="value").set_value(("decile", 1)).run()
    assert not app.exception
    assert any("288" in button.label for button in app.button if button.key == "see_value")


def test_no_data_is_said_in_words(visit: Visit) -> None:
    app = visit(PAGE, workspace="empty", lang="en")
    assert not app.exception
    assert not app.get("plotly_chart")
