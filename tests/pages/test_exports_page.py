"""The page of exports and consent, and the segment bar that feeds its log."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

Visit = Callable[..., AppTest]
Downloads = dict[str, tuple[str, Callable[[], bytes]]]
EXPORTS = "pages/exports.py"


@pytest.mark.parametrize(
    ("lang", "question"),
    [("zh_CN", "哪些名单流出了、做什么用、是否合规？"), ("en", "What left the house, for what, and was it allowed?")],
)
def test_page_is_drawn_from_the_sample_brand(visit: Visit, lang: str, question: str) -> None:
    app = visit(EXPORTS, lang=lang)
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == [question]
    assert len(app.get("plotly_chart")) == 2
