"""Paths: ways by hand, and against plain Python on random logs."""

import datetime as dt
import json
import tempfile
from pathlib import Path
from random import Random
from typing import Any

import pytest

from insight.analysis import make_params
from insight.analysis.paths import PathsResult, paths
from insight.audience import as_segment, from_segment
from insight.errors import NotEnoughDataError, ParameterError
from insight.warehouse import DuckWarehouse, Warehouse
from tests.oracle_paths import Counts, Did
from tests.oracle_paths import paths as expected_paths
from tests.workspaces import Row, member, workspace

AS_OF = "2025-03-01"
_FOLDER = tempfile.TemporaryDirectory(prefix="paths-")


def did(who: str, event: str, at: str | dt.datetime) -> Row:
    moment = dt.datetime.fromisoformat(at) if isinstance(at, str) else at
    return {"customer_ref": who, "event": event, "occurred_at": moment}


def asked(warehouse: Warehouse, **more: Any) -> PathsResult:
    return paths(warehouse, make_params("paths", {"as_of": AS_OF} | more, warehouse))


def cells(frame: Any, *keys: str) -> dict[tuple[Any, ...], tuple[int, int]]:
    """Cell -> people and visits."""
    visits = "visits" if "visits" in frame else "times"
    return {
        tuple(row[key] for key in keys): (int(row["customers"]), int(row[visits])) for row in frame.to_dict("records")
    }


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    """Ann looks twice and pays at last; bob looks and goes, twice; cid searches, looks, and puts it in the cart."""
    events = [
        did("ann", "view", "2025-02-27T23:50"),
        did("ann", "view", "2025-02-27T23:55"),
        did("ann", "cart", "2025-02-28T00:20"),
        did("ann", "view", "2025-02-28T00:50"),
        did("ann", "pay", "2025-02-28T00:51"),
        did("bob", "view", "2025-02-10T09:00"),
        did("bob", "view", "2025-02-10T09:31"),
        did("cid", "search", "2025-02-11T09:00"),
        did("cid", "view", "2025-02-11T09:00"),
        did("cid", "cart", "2025-02-11T09:10"),
        did("bob", "cart", "2025-03-01T00:00"),
        did("old", "view", "2025-01-01T09:00"),
        did("old", "share", "2025-01-01T09:01"),
    ]
    people = [member(name) for name in ("ann", "bob", "cid", "old")]
    return workspace(tmp_path_factory.mktemp("paths"), customers=people, events=events)


def test_from_an_event_its_next_steps_are_people_and_visits(shop: DuckWarehouse) -> None:
    result = asked(shop, start="view")
    assert cells(result.nodes, "step", "event") == {
        (0, "view"): (3, 4),
        (1, "(end)"): (1, 2),
        (1, "cart"): (2, 2),
        (2, "(end)"): (1, 1),
        (2, "view"): (1, 1),
        (3, "pay"): (1, 1),
    }
    assert cells(result.links, "step", "event", "next")[0, "view", "cart"] == (2, 2)


def test_the_same_event_again_is_one_step_and_said(shop: DuckWarehouse) -> None:
    result = asked(shop, start="view")
    assert (0, "view", "view") not in cells(result.links, "step", "event", "next")
    assert (result.looped, asked(shop, start="search").looped) == (1, 0)
    assert "The same event again and again is one step." in [text.render("en") for text in result.method().definition]


def test_a_visit_ends_after_more_than_thirty_minutes(shop: DuckWarehouse) -> None:
    assert cells(asked(shop, start="view").nodes, "step", "event")[0, "view"] == (3, 4)
    assert cells(asked(shop, start="view", session_minutes=31).nodes, "step", "event")[0, "view"] == (3, 3)
    assert cells(asked(shop, start="cart", session_minutes=29).nodes, "step", "event")[1, "(end)"] == (2, 2)


def test_back_from_an_event_counts_what_came_before_its_last_time(shop: DuckWarehouse) -> None:
    result = asked(shop, start="view", is_back=True)
    assert cells(result.links, "step", "event", "next") == {
        (0, "view", "(end)"): (1, 2),
        (0, "view", "cart"): (1, 1),
        (0, "view", "search"): (1, 1),
        (1, "cart", "view"): (1, 1),
        (1, "search", "(end)"): (1, 1),
        (2, "view", "(end)"): (1, 1),
    }
    assert [finding.text.render("en") for finding in result.findings()][-1] == (
        "The most common way: Visit began → Product view (1 person, 2 visits)"
    )


def test_events_of_one_moment_stand_by_their_names(shop: DuckWarehouse) -> None:
    pairs = cells(asked(shop).matrix, "event", "next")
    assert pairs["search", "view"] == (1, 1)
    assert ("view", "search") not in pairs


def test_the_most_common_ways_are_whole(shop: DuckWarehouse) -> None:
    ways = cells(asked(shop, start="view", steps=2).paths, "path")
    assert {tuple(json.loads(path[0])): counts for path, counts in ways.items()} == {
        ("view", "(end)"): (1, 2),
        ("view", "cart", "view"): (1, 1),
        ("view", "cart", "(end)"): (1, 1),
    }


def test_findings_say_where_people_go_and_where_they_stop(shop: DuckWarehouse) -> None:
    result = asked(shop, start="view")
    said = [finding.text.render("zh_CN") for finding in result.findings()]
    assert said[:2] == [
        "“浏览商品”之后最常走到“加入购物车”：占访问的 50%（2 人）",
        "50% 的访问在“浏览商品”之后就结束（1 人）",
    ]
    assert result.findings()[0].text.render("en") == (
        "After “Product view” people most often go on to “Adding to the cart”: 50% of visits, 2 people"
    )
    for finding in result.findings():
        assert finding.cell is not None
        assert result.segment(**finding.cell).count(shop) in (1, 2)


def test_rare_events_are_one_step_with_their_number(tmp_path: Path) -> None:
    events = [did("ann", "view", "2025-02-10T09:00"), did("ann", "cart", "2025-02-10T09:01")]
    for number, other in enumerate(("cart", "share", "login", "(other)")):
        events += [did(f"p{number}", "view", "2025-02-11T09:00"), did(f"p{number}", other, "2025-02-11T09:02")]
    people = [member(name) for name in ("ann", "p0", "p1", "p2", "p3")]
    shop = workspace(tmp_path, customers=people, events=events)
    nodes = asked(shop, start="view", kept=1).nodes.set_index(["step", "event"])
    assert nodes.loc[(1, "(other)"), ["customers", "folded"]].tolist() == [3, 3]
    assert nodes.loc[(1, "cart"), ["customers", "folded"]].tolist() == [2, 0]
    every = asked(shop, start="view", kept=5)
    assert every.segment(step=1, event="((other)").count(shop) == 1
    assert "“Product view”" in every.segment(step=1, event="((other)").sentence.render("en")


def test_who_is_behind_a_step_is_said_in_words(shop: DuckWarehouse) -> None:
    result = asked(shop, start="view")
    said = result.segment(step=0, event="view", next="cart").sentence.render("en")
    assert said == ("Product view → Adding to the cart, 1 step after “Product view”, in the 30 days before 1 Mar 2025")


def test_a_step_can_be_kept_as_a_segment(shop: DuckWarehouse) -> None:
    kept = from_segment(asked(shop, start="view", is_back=True).segment(step=0, event="view", next="(end)"))
    assert as_segment(shop, kept, dt.date.fromisoformat(AS_OF)).count(shop) == 1


def test_an_event_nobody_did_is_one_sentence(shop: DuckWarehouse, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=r"=HYPERLINK.*view"):
        asked(shop, start="=HYPERLINK(1)")
    with pytest.raises(NotEnoughDataError, match="Nobody did “Sharing” in this period"):
        asked(shop, start="share")
    with pytest.raises(NotEnoughDataError, match="There are no paths yet"):
        asked(workspace(tmp_path, customers=[member("ann")], events=[]))
    with pytest.raises(ParameterError, match="steps"):
        asked(shop, steps=6)
    with pytest.raises(ParameterError, match="a step and an event"):
        asked(shop).segment(step=1)
    with pytest.raises(ParameterError, match=r"next.*nowhere"):
        asked(shop, start="view").segment(step=0, event="view", next="nowhere")


def _log(seed: int) -> list[Did]:
    """Events on a grid of ten minutes, so that many stand at the same moment and many pauses are just 30 minutes."""
    dice = Random(seed)
    begins = dt.datetime(2025, 2, 18, 17)
    return [
        (f"p{dice.randrange(6)}", dice.choice("abcd("), begins + dt.timedelta(minutes=10 * dice.randrange(90)))
        for _turn in range(120)
    ]


def _as_counted(counts: Counts) -> dict[tuple[object, ...], tuple[int, int]]:
    """People and visits, with names as results have them."""
    named = {tuple("((" if part == "(" else part for part in cell): who for cell, who in counts.items()}
    return {cell: (len(set(who)), len(who)) for cell, who in named.items()}


@pytest.mark.parametrize("seed", range(12))
def test_random_logs_agree_with_plain_python(seed: int) -> None:
    log, dice = _log(seed), Random(seed)
    shop = workspace(
        Path(_FOLDER.name) / str(seed),
        customers=[member(f"p{number}") for number in range(6)],
        events=[did(*one) for one in log],
    )
    given: dict[str, Any] = {"start": dice.choice("abcd("), "is_back": bool(seed % 2), "steps": 1 + seed % 5}
    given["session_minutes"] = (20, 30, 9)[seed % 3]
    result = asked(shop, kept=12, days=10, **given)
    minutes = given.pop("session_minutes")
    since, until = dt.datetime(2025, 2, 19), dt.datetime(2025, 3, 1)
    expected = expected_paths(log, since=since, until=until, minutes=minutes, **given)
    assert cells(result.nodes, "step", "event") == _as_counted(expected.nodes)
    assert cells(result.links, "step", "event", "next") == _as_counted(expected.links)
    assert cells(result.matrix, "event", "next") == _as_counted(expected.pairs)
    ways = {tuple(json.loads(path)): count for (path,), count in cells(result.paths, "path").items()}
    every = _as_counted(expected.paths)
    assert len(ways) == min(len(every), 30)
    assert all(every[way] == count for way, count in ways.items())
    if seed < 4:
        every_number_is_its_people(result, shop)


def test_numbers_of_folded_steps_are_their_people() -> None:
    log = _log(99)
    people = [member(f"p{number}") for number in range(6)]
    shop = workspace(Path(_FOLDER.name) / "folded", customers=people, events=[did(*one) for one in log])
    result = asked(shop, start="a", kept=2, days=12)
    assert "(other)" in set(result.nodes["event"])
    every_number_is_its_people(result, shop)


def every_number_is_its_people(result: PathsResult, shop: DuckWarehouse) -> None:
    told = (
        (result.nodes, ("step", "event")),
        (result.links, ("step", "event", "next")),
        (result.matrix, ("event", "next")),
        (result.paths, ("path",)),
    )
    for frame, keys in told:
        for row in frame.head(12).to_dict("records"):
            assert result.segment(**{key: row[key] for key in keys}).count(shop) == row["customers"], (keys, row)
    assert result.segment().count(shop) == result.nodes["customers"][result.nodes["step"] == 0].iloc[0]


def test_a_visit_that_runs_on_after_the_day_ends_with_it(shop: DuckWarehouse) -> None:
    """Ann put it in the cart at 00:20 of the day that is not counted; cid did so long before."""
    found = asked(shop, as_of="2025-02-28", days=20, start="view")
    assert cells(found.matrix, "event", "next") == {
        ("view", "(end)"): (2, 3),
        ("search", "view"): (1, 1),
        ("view", "cart"): (1, 1),
        ("cart", "(end)"): (1, 1),
    }
    assert found.looped == 1
