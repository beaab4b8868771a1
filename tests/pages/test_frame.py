"""The frame around pages: errors in words, results kept apart, choices that survive."""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit.cache import analyse, of_segment
from insight.ui.kit.language import plain
from insight.warehouse import Warehouse
from tests.workspaces import add_batch, order, workspace

Visit = Callable[..., AppTest]


@dataclass(frozen=True)
class Params:
    least: int = 1


def failing() -> None:
    from insight.ui.kit.frame import in_words

    with in_words():
        raise RuntimeError("secret detail")


def test_an_unforeseen_fault_gets_a_number_and_no_details(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        app = AppTest.from_function(failing).run()
    assert not app.exception
    assert len(app.error) == 1
    reference = app.error[0].value.split("the number ")[1].split(" ")[0]
    assert "secret detail" not in app.error[0].value
    assert f"reference {reference}" in caplog.text
    assert "secret detail" in caplog.text


def test_results_are_kept_by_data_and_parameters(tmp_path: Path) -> None:
    asked: list[int] = []

    def orders(warehouse: Warehouse, params: Params) -> int:
        asked.append(params.least)
        return warehouse.count("SELECT order_id FROM core.orders")

    one = workspace(tmp_path, orders=[order("a", "2025-01-01", 10)])
    other = workspace(tmp_path, orders=[order("a", "2025-01-01", 10), order("b", "2025-01-02", 10)])
    assert [analyse(orders, one, Params()), analyse(orders, other, Params()), analyse(orders, one, Params())] == [
        1,
        2,
        1,
    ]
    assert asked == [1, 1]
    analyse(orders, one, Params(least=2))
    add_batch(one, orders=[order("c", "2025-01-03", 10)])
    assert analyse(orders, one, Params()) == 2
    assert asked == [1, 1, 2, 1]


def test_people_are_kept_by_what_the_segment_is_bound_to(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=[order("a", "2025-01-01", 10), order("b", "2025-02-02", 10)])

    def bought_before(day: str) -> Segment:
        return Segment(
            sentence=_("{n:count} people", n=0),
            statement="SELECT DISTINCT customer_id FROM core.orders WHERE ordered_at < $day::DATE",
            values={"day": day},
            as_of=dt.date(2025, 3, 1),
            analysis="test",
        )

    def count(warehouse: Warehouse, segment: Segment) -> int:
        return segment.count(warehouse)

    assert [of_segment(count, shop, bought_before(day)) for day in ("2025-02-01", "2025-03-01")] == [1, 2]


def test_language_of_the_address_wins_over_the_browser(visit: Visit) -> None:
    app = visit(lang="zh_CN")
    assert app.segmented_control(key="lang").value == "zh_CN"
    app.segmented_control(key="lang").set_value("en").run()
    assert app.title[0].value == "How is the shop doing, and do people come back?"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ({"as_of": "2025-06-30", "currency": "USD"}, "**Sample brand 例禾** · up to 29 Jun 2025 · US Dollar"),
        ({"as_of": "1999-12-31", "currency": "XXX"}, "**Sample brand 例禾** · up to 31 Dec 2025 · Chinese Yuan"),
        ({"workspace": "still-empty"}, "**still-empty**"),
    ],
)
def test_the_card_says_from_the_first_run_on_what_the_address_asks_for(
    visit: Visit, address: dict[str, str], said: str
) -> None:
    app = visit("pages/import.py", lang="en", **address)
    assert said in [block.proto.popover.label for block in app.get("popover")]


def test_a_name_that_leaves_the_home_folder_is_refused(visit: Visit) -> None:
    app = visit(lang="en")
    name = next(field for field in app.text_input if field.label == "Name of the workspace")
    name.set_value("../elsewhere")
    next(button for button in app.button if button.label == "Create").click().run()
    assert not app.exception
    assert "plain name without slashes" in app.error[0].value
    assert app.session_state["workspace"] == "sample"


def test_a_new_workspace_is_at_hand_once_it_is_made(visit: Visit) -> None:
    app = visit(lang="en")
    next(field for field in app.text_input if field.label == "Name of the workspace").set_value("新品牌")
    next(button for button in app.button if button.label == "Create").click().run()
    assert not app.exception
    assert app.session_state["workspace"] == "新品牌"
    assert len(app.get("page_link")) == 1


@pytest.mark.parametrize("name", ["O'Brien", "<b>x</b>", "张𠮷", "a_b*c", ":red[x]", "5 $ or 6 $", "# 1"])
def test_names_from_data_are_shown_as_they_are(name: str) -> None:
    shown = plain(name)
    assert shown.replace("\\", "") == name
    assert not any(shown[i] in "*_[<$#:" and shown[i - 1 : i] != "\\" for i in range(len(shown)))


def taking_up() -> None:
    import streamlit as st

    from insight.ui.kit.workspace import opened, take_up_address

    st.session_state["workspace"] = "Sample brand 例禾"
    take_up_address()
    st.text(opened().workspace)


def test_a_name_at_hand_that_is_no_workspace_makes_none(home: Path) -> None:
    """What a picker showed in another language, or a workspace that was taken away meanwhile."""
    app = AppTest.from_function(taking_up).run()
    assert not app.exception
    assert app.text[0].value != "Sample brand 例禾"
    assert not (home / "Sample brand 例禾").exists()


def test_the_picker_shows_the_same_of_a_workspace_in_both_languages(visit: Visit) -> None:
    shown = [
        next(box.options for box in visit("pages/import.py", lang=lang).selectbox if box.key == "workspace")
        for lang in ("en", "zh_CN")
    ]
    assert shown[0] == shown[1]
