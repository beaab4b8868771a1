"""In the paths of the manager's view nobody is told by subtraction, along a step or from step to step."""

import datetime as dt

import pandas as pd

from insight.analysis.paths import PathsParams, PathsResult
from insight.govern.small_cells import without_small_cells

Way = tuple[int, str, str, int]


def shown(nodes: dict[tuple[int, str], int], ways: list[Way]) -> tuple[set[tuple[int, str]], set[tuple[int, str, str]]]:
    """The steps and the ways whose numbers a manager sees."""
    places = pd.DataFrame([(*at, people) for at, people in nodes.items()], columns=["step", "event", "customers"])
    links = pd.DataFrame(ways, columns=["step", "event", "next", "customers"])
    result = PathsResult(
        params=PathsParams(as_of=dt.date(2025, 3, 1), currency="CNY", start="view"),
        start="view",
        looped=0,
        nodes=places.assign(visits=99, folded=0, started=nodes[0, "view"]),
        links=links.assign(
            visits=99, here=[nodes[step, event] for step, event, *_ in ways], share=0.5, low=0.4, high=0.6
        ),
        matrix=pd.DataFrame(columns=["event", "next", "customers", "times", "share"]),
        paths=pd.DataFrame(columns=["path", "customers", "visits"]),
    )
    seen = without_small_cells(result)
    known = [seen.nodes[seen.nodes["customers"].notna()], seen.links[seen.links["customers"].notna()]]
    return (
        {(row["step"], row["event"]) for row in known[0].to_dict("records")},
        {(row["step"], row["event"], row["next"]) for row in known[1].to_dict("records")},
    )


def test_few_of_a_step_are_told_neither_by_its_other_ways_nor_by_those_that_meet_them() -> None:
    """Three go from the cart to paying: not the nine who leave there, nor the nine who pay without it, stay beside."""
    nodes = {(0, "view"): 40, (1, "cart"): 12, (1, "chat"): 28, (2, "pay"): 12, (2, "(end)"): 28}
    ways: list[Way] = [(0, "view", "cart", 12), (0, "view", "chat", 28), (1, "cart", "pay", 3), (1, "cart", "(end)", 9)]
    ways += [(1, "chat", "pay", 9), (1, "chat", "(end)", 19)]
    steps, seen = shown(nodes, ways)
    assert (1, "cart", "pay") not in seen
    assert (1, "cart", "(end)") not in seen or (1, "cart") not in steps
    assert (1, "chat", "pay") not in seen or (2, "pay") not in steps


def test_whoever_never_went_a_way_is_not_told_by_subtraction() -> None:
    """Of twenty who came several times eighteen went on once: the other two never did."""
    nodes = {(0, "view"): 20, (1, "cart"): 18, (1, "(end)"): 15}
    steps, seen = shown(nodes, [(0, "view", "cart", 18), (0, "view", "(end)", 15)])
    assert (0, "view", "cart") not in seen
    assert (1, "cart") not in steps


def test_whoever_never_went_a_later_way_is_not_told_either() -> None:
    """Of thirty with a cart twenty-eight paid at some time."""
    nodes = {(0, "view"): 100, (1, "cart"): 30, (1, "chat"): 90, (2, "pay"): 84, (2, "(end)"): 60}
    ways: list[Way] = [(0, "view", "cart", 30), (0, "view", "chat", 90), (1, "cart", "pay", 28)]
    ways += [(1, "cart", "(end)", 20), (1, "chat", "pay", 80), (1, "chat", "(end)", 50)]
    assert (1, "cart", "pay") not in shown(nodes, ways)[1]


def test_whoever_stopped_is_not_told_by_who_reached_the_last_step() -> None:
    nodes = {(0, "view"): 100, (1, "cart"): 60, (1, "chat"): 60, (2, "pay"): 98}
    ways: list[Way] = [(0, "view", "cart", 60), (0, "view", "chat", 60), (1, "cart", "pay", 50), (1, "chat", "pay", 55)]
    assert (2, "pay") not in shown(nodes, ways)[0]


def test_two_few_ways_out_of_a_step_are_not_told_by_the_third() -> None:
    """Of eleven two pay and two search: seven who leave stay hidden or four are told together by subtraction."""
    nodes = {(0, "view"): 40, (1, "cart"): 11, (1, "chat"): 29, (2, "pay"): 14, (2, "search"): 14, (2, "(end)"): 12}
    ways: list[Way] = [(0, "view", "cart", 11), (0, "view", "chat", 29), (1, "cart", "pay", 2)]
    ways += [(1, "cart", "search", 2), (1, "cart", "(end)", 7), (1, "chat", "pay", 12)]
    ways += [(1, "chat", "search", 12), (1, "chat", "(end)", 5)]
    steps, seen = shown(nodes, ways)
    assert (1, "cart", "(end)") not in seen or (1, "cart") not in steps
