"""Funnels under a name: kept as a meaning, asked again as of any day, by page and by command."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from insight.analysis import make_params
from insight.analysis.funnel import FunnelParams, funnel
from insight.analysis.funnel.kept import (
    delete_funnel,
    find_funnel,
    plain,
    rename_funnel,
    save_funnel,
    saved_funnels,
    with_saved,
)
from insight.cli import main
from insight.errors import ParameterError
from insight.settings import settings
from insight.warehouse import DuckWarehouse
from tests.workspaces import member, workspace

AT = dt.datetime(2025, 7, 1, 9, 30)
RICH: dict[str, Any] = {
    "steps": [
        "view",
        {"events": ["cart", "加购"], "where": [{"property": "channel", "is": ["app"]}]},
        {"event": "search", "optional": True},
        {"milestone": "order_paid", "least_gap": "1h", "most_gap": "2d", "name": "o'brien"},
    ],
    "window": "36h",
    "exclude": [{"event": "refund", "after": 1, "before": 2}, "milestone:coupon_issued"],
    "count": "attempts",
    "by": "person.tier",
    "hold": "object",
    "since": dt.date(2025, 5, 1),
    "until": dt.date(2025, 6, 1),
    "compare": "before",
}


def params(**given: Any) -> FunnelParams:
    return FunnelParams(as_of=dt.date(2025, 7, 1), currency="CNY", **given)


def shop(folder: Path) -> DuckWarehouse:
    """ann views and pays within a day, bob views and pays on the eighth day."""
    seen = [("ann", "view", 1), ("ann", "pay", 2), ("bob", "view", 1), ("bob", "pay", 9)]
    rows = [
        {"customer_ref": who, "event": what, "occurred_at": dt.datetime(2025, 6, day, 10)} for who, what, day in seen
    ]
    return workspace(folder, customers=[member("ann"), member("bob")], events=rows)


def test_a_funnel_is_kept_whole_and_read_again_the_same(tmp_path: Path) -> None:
    warehouse = shop(tmp_path)
    before = warehouse.fingerprint
    given = params(**RICH)
    kept = save_funnel(warehouse, " To  payment ", given, at=AT, by="mei")
    assert (kept.name, kept.saved_by, kept.saved_at) == ("To payment", "mei", AT)
    assert kept.is_of(given)
    assert make_params("funnel", {"saved": "To payment", "as_of": "2025-07-01", "currency": "CNY"}, warehouse) == given
    assert warehouse.fingerprint == before


def test_only_what_is_not_as_usual_is_written() -> None:
    assert plain(params(steps=["view", "pay"], window="7d")) == {"steps": ["view", "pay"]}
    assert plain(params(steps=["view", "pay"], window="48h")) == {"steps": ["view", "pay"], "window_days": 2}
    assert plain(params(steps=["view"], window="90m", re_entry=False)) == {
        "steps": ["view"],
        "window": "90m",
        "re_entry": False,
    }


def test_a_saved_funnel_gives_the_numbers_of_its_steps_and_what_is_given_besides_goes_before(tmp_path: Path) -> None:
    warehouse = shop(tmp_path)
    save_funnel(warehouse, "week", params(steps=["view", "pay"], window="90h"), at=AT)
    for given, came in (({}, 1), ({"window_days": 8}, 2), ({"window_days": 7}, 1)):
        asked = make_params("funnel", {"saved": "week", "as_of": "2025-07-01", "currency": "CNY", **given}, warehouse)
        assert funnel(warehouse, asked).steps["converted"].tolist() == [2, came]


def test_names_are_taken_given_and_given_up(tmp_path: Path) -> None:
    warehouse = shop(tmp_path)
    first = save_funnel(warehouse, "one", params(steps=["view"]), at=AT)
    second = save_funnel(warehouse, "二", params(steps=["pay"]), at=AT)
    with pytest.raises(ParameterError, match="this one is taken"):
        save_funnel(warehouse, "one", params(steps=["pay"]), at=AT)
    with pytest.raises(ParameterError, match="this one is taken"):
        rename_funnel(warehouse, second.funnel_id, "one")
    assert save_funnel(warehouse, "one", params(steps=["pay"]), at=AT, replaces=True).funnel_id == first.funnel_id
    assert find_funnel(warehouse, "one").parameters == {"steps": ["pay"]}
    assert rename_funnel(warehouse, second.funnel_id, "three").name == "three"
    delete_funnel(warehouse, first.funnel_id, at=AT)
    assert [one.name for one in saved_funnels(warehouse)] == ["three"]
    assert save_funnel(warehouse, "one", params(steps=["view"]), at=AT).funnel_id == 3
    with pytest.raises(ParameterError, match="one of one, three"):
        with_saved(warehouse, {"saved": "two"})
    with pytest.raises(ParameterError, match="the number of a funnel that is kept"):
        delete_funnel(warehouse, first.funnel_id, at=AT)


def test_a_funnel_without_steps_is_no_funnel(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="the steps of the funnel"):
        save_funnel(shop(tmp_path), "empty", params(), at=AT)


def test_the_command_line_keeps_a_funnel_and_asks_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse = shop(tmp_path)
    monkeypatch.setenv("INSIGHT_HOME", str(warehouse.folder.parent))
    settings.cache_clear()

    def run(*words: str) -> tuple[int, Any]:
        code = main([*words, "--workspace", warehouse.workspace, "--json"])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else said.err

    steps = ["-p", 'steps=["view","pay"]', "-p", "window_days=7"]
    assert run("funnels", "save", "Bob's", *steps)[1]["parameters"] == {"steps": ["view", "pay"]}
    assert run("funnels", "save", "Bob's", *steps)[0] == 2
    assert run("funnels", "rename", "Bob's", "--to", "到付款")[1]["name"] == "到付款"
    assert [one["name"] for one in run("funnels", "list")[1]] == ["到付款"]
    rows = run("analyse", "funnel", "-p", "saved=到付款")[1]["result"]["steps"]
    assert [(row["step"], row["converted"]) for row in rows] == [("view", 2), ("pay", 1)]
    assert run("analyse", "funnel", "-p", "saved=Bob's")[0] == 2
    assert run("funnels", "delete", "到付款")[0] == 0
    assert run("funnels", "list")[1] == []
    settings.cache_clear()
