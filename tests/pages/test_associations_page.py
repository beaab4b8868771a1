"""The page on what goes together, as a visitor finds it."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

Visit = Callable[..., AppTest]
PAGE = "pages/associations.py"


@pytest.mark.parametrize(
    ("lang", "question", "sentence"),
    [
        ("zh_CN", "哪些商品会一起买，向谁推荐什么？", "有 363 人买过前者、还没买过后者"),
        ("en", "What is bought together, and whom do I offer what?", "363 people have the first and not yet the other"),
    ],
)
def test_page_is_drawn_from_the_sample_brand(visit: Visit, lang: str, question: str, sentence: str) -> None:
    app = visit(PAGE, lang=lang)
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == [question]
    assert len(app.get("plotly_chart")) == 2
    assert any(sentence in markdown.value for markdown in app.markdown)
    rules = app.selectbox(key="rule").options
    assert len(rules) == 6
    app.selectbox(key="rule").set_value(("【例禾】玻尿酸精华液", '【例禾】面膜"补水"10片')).run()
    assert not app.exception
    assert any("82" in button.label for button in app.button if button.key == "see_rule")


def test_no_data_is_said_in_words(visit: Visit) -> None:
    app = visit(PAGE, workspace="empty", lang="en")
    assert not app.exception
    assert not app.get("plotly_chart")
