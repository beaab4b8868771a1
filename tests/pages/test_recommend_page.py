"""The page on what to offer next, as a visitor finds it."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.shown_people import open_tab

Visit = Callable[..., AppTest]
PAGE = "pages/recommend.py"


def test_page_is_drawn_from_the_sample_brand(visit: Visit) -> None:
    app = visit(PAGE, lang="zh_CN")
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == ["接下来推荐什么给谁？"]
    said = [markdown.value for markdown in app.markdown]
    assert any("推荐通过了检验" in text and "51%" in text and "17%" in text for text in said)
    assert len(app.get("plotly_chart")) == 2
    app.selectbox(key="offer").set_value(("LH-HS02",)).run()
    assert not app.exception
    assert any("1,322" in button.label for button in app.button if button.key == "see_offer")


def test_offers_to_one_group_and_their_reasons(visit: Visit) -> None:
    app = visit(PAGE, lang="en")
    app.selectbox(key="offers_to").set_value("rfm_group:champions")
    open_tab(app, "recommend_below", "Offers and reasons")
    assert not app.exception
    assert any("431" in button.label for button in app.button if button.key == "see_everybody_offered")
    reasons = app.dataframe[-1].value
    assert list(reasons.columns) == ["Offer", "Why", "Number of people"]
    assert reasons["Why"].str.contains("people who bought it").all()


def test_no_data_is_said_in_words(visit: Visit) -> None:
    app = visit(PAGE, workspace="empty", lang="en")
    assert not app.exception
    assert not app.get("plotly_chart")


@pytest.mark.slow("visits the page of a person")
def test_the_page_of_a_person_says_what_to_offer_next(visit: Visit) -> None:
    app = visit("pages/customer.py", lang="en", customer="c14eb3acc59c863b0")
    open_tab(app, "customer_below", "Next offer")
    assert not app.exception
    (offers,) = (table.value for table in app.dataframe if "Offers are" in table.value)
    assert list(offers.columns) == ["Offer", "Why", "Offers are"]
    assert len(offers) == 3
