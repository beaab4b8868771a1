"""The picture of paths: every step and way can be clicked, nothing lies over another, hidden numbers are not drawn."""

import datetime as dt
from itertools import pairwise

import pandas as pd
import pytest

from insight.analysis.paths import PathsParams, PathsResult
from insight.analysis.paths.words import END
from insight.charts.kit.flow_layout import GAP, boxes, ribbons
from insight.charts.paths.sankey import path_sankey
from insight.govern.small_cells import without_small_cells


def result(few: int = 2, name: str = "pay", *, is_back: bool = False) -> PathsResult:
    """Twenty people look: twelve put it in the cart, the others but `few` leave, those do something else."""
    nodes = [(0, "view", 20, 0), (1, "cart", 12, 0), (1, "(end)", 8 - few, 0), (1, "(other)", few, 3), (2, name, 12, 0)]
    links = [(0, "view", "cart", 12), (0, "view", "(end)", 8 - few), (0, "view", "(other)", few), (1, "cart", name, 12)]
    ways = pd.DataFrame(links, columns=["step", "event", "next", "customers"])
    places = pd.DataFrame(nodes, columns=["step", "event", "customers", "folded"])
    return PathsResult(
        params=PathsParams(as_of=dt.date(2025, 3, 1), currency="CNY", start="view", steps=2, is_back=is_back),
        start="view",
        looped=1,
        nodes=places.assign(visits=places["customers"], started=20),
        links=ways.assign(visits=ways["customers"], here=[20, 20, 20, 12], share=0.5, low=0.4, high=0.6),
        matrix=pd.DataFrame(columns=["event", "next", "customers", "times", "share"]),
        paths=pd.DataFrame(columns=["path", "customers", "visits"]),
    )


def test_every_step_and_every_way_can_be_clicked() -> None:
    meant = path_sankey(result(), "en").clickable()
    assert [one for one in meant if one[0] == "step"] == [
        ("step", "0", "view"),
        ("step", "1", "cart"),
        ("step", "1", "(other)"),
        ("step", "1", "(end)"),
        ("step", "2", "pay"),
    ]
    assert ("way", "0", "view", "(end)") in meant
    assert len(meant) == 5 + 4


def test_events_of_a_step_stand_below_each_other_as_high_as_their_visits() -> None:
    placed = [box for box in boxes(result().nodes, last=END) if box.step == 1]
    assert [round(box.high - box.low, 6) for box in placed] == [0.6, 0.1, 0.3]
    for upper, lower in pairwise(placed):
        assert upper.low - lower.high == pytest.approx(GAP)


def test_ways_leave_and_come_in_the_order_of_the_events() -> None:
    ways = ribbons(result().links, boxes(result().nodes, last=END))
    leaving = [way for way in ways if not way.step]
    assert [way.next for way in leaving] == ["cart", "(other)", "(end)"]
    for upper, lower in pairwise(leaving):
        assert upper.leaves[0] == pytest.approx(lower.leaves[1])
    assert leaving[0].comes[1] - leaving[0].comes[0] == pytest.approx(0.6)


@pytest.mark.parametrize("is_back", [False, True])
def test_names_are_letters_and_other_events_have_their_number(*, is_back: bool) -> None:
    figure = path_sankey(result(name="<b>=1+1", is_back=is_back), "en").figure
    texts = " ".join(figure.data[-1].text)
    assert "&lt;b&gt;=1+1 12" in texts
    assert "Other events (3) 2" in texts
    assert ("Visit began 6" in texts) == is_back


def test_a_manager_sees_no_step_of_few_people() -> None:
    seen = without_small_cells(result(few=2))
    drawn = [one[1:] for one in path_sankey(seen, "en").clickable()]
    assert ("1", "(other)") not in drawn
    assert ("0", "view", "(other)") not in drawn
    assert ("1", "(end)") not in drawn
    assert path_sankey(seen, "en").title == "What came after “Product view”: 20 people, 20 visits"
    assert "one step" not in path_sankey(seen, "en").note
