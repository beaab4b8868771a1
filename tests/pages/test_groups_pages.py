"""The pages of clusters and personas, as a visitor finds them."""

import io
from collections.abc import Callable

from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from insight.analysis.personas import forget_persona, kept_personas
from insight.errors import NotEnoughDataError
from insight.export.fonts import hand_for
from insight.warehouse import open_workspace
from tests.sample_brand import IMPORTED_AT

Visit = Callable[..., AppTest]
Downloads = dict[str, tuple[str, Callable[[], bytes]]]


def _texts(app: AppTest) -> list[str]:
    return [markdown.value.replace("\\", "") for markdown in app.markdown]


def test_clusters_of_the_sample_brand_are_found_and_one_is_opened(visit: Visit) -> None:
    app = visit("pages/clusters.py", lang="en")
    assert not app.exception
    assert [title.value for title in app.title] == ["Which kinds of customers are there?"]
    assert any(text.startswith("3,251 people are 8 kinds of customers") for text in _texts(app))
    app.selectbox(key="group").set_value((7,)).run()
    assert not app.exception
    assert any("318" in button.label for button in app.button if button.key == "see_group")


def test_a_persona_is_made_of_an_rfm_group_compared_and_taken_along(visit: Visit, downloads: Downloads) -> None:
    """Make a persona from an RFM group, compare it with a stage, take its sheet as a workbook and as a page."""
    app = visit("pages/personas.py", lang="en")
    assert not app.exception
    app.session_state["personas_below"] = "Keep"
    app.run()
    assert any("431 people" in text and "54%" in text for text in _texts(app))
    app.text_input(key="persona_name").set_value("Our best")
    next(button for button in app.button if button.label == "Keep as a persona").click().run()
    assert not app.exception
    sample = open_workspace("sample")
    (persona,) = [each for each in kept_personas(sample) if each.name == "Our best"]
    app.multiselect(key="persona_groups").set_value([persona.code, "stage:loyal"]).run()
    app.session_state["personas_below"] = "Positioning sheet"
    app.run()
    assert not app.exception
    assert any("Our best" in text for text in _texts(app))
    name, make = downloads["personas_xlsx"]
    book = load_workbook(io.BytesIO(make()))
    assert (name, book.sheetnames) == (
        "personas_2026-01-01.xlsx",
        ["Card", "Positioning sheet", "What sets them apart"],
    )
    assert [row[0] for row in book["Card"].iter_rows(min_row=2, values_only=True)] == ["Our best", "Loyal customers"]
    page = downloads["personas_html"][1]().decode()
    assert page.startswith('<!doctype html><html lang="en">')
    assert page.count("<h2>") == 2
    if _has_chinese_font():
        assert downloads["personas_png"][1]().startswith(b"\x89PNG")
    else:
        assert any(caption.value.startswith("No font of this machine has Chinese signs") for caption in app.caption)
    assert "<script" not in page
    forget_persona(sample, persona.persona_id, IMPORTED_AT)


def _has_chinese_font() -> bool:
    try:
        hand_for(["用户"])
    except NotEnoughDataError:
        return False
    return True
