"""What people read, forward and click, and what searches found: by hand and in plain Python."""

import datetime as dt
from pathlib import Path
from random import Random
from typing import Any

import pytest

from insight.analysis import make_params
from insight.analysis.behaviour import BehaviourResult, behaviour
from insight.errors import ParameterError
from insight.warehouse import DuckWarehouse
from tests.workspaces import Row, member, order, people, workspace

AS_OF = dt.date(2025, 3, 1)


def did(who: str, event: str, day: str, **more: Any) -> Row:
    return {"customer_ref": who, "event": event, "occurred_at": dt.datetime.fromisoformat(day)} | more


def asked(warehouse: DuckWarehouse, **more: Any) -> BehaviourResult:
    return behaviour(warehouse, make_params("behaviour", {"as_of": AS_OF} | more, warehouse))


def who(warehouse: DuckWarehouse, result: BehaviourResult, **cell: Any) -> set[str]:
    segment = result.segment(**cell)
    return people(warehouse, segment.statement, segment.values)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    """ann forwards the guide after half a minute with it; bob stays exactly a minute, cid 59 seconds; dan opens three
    things and reads none; eve read in January only. bob ordered before he read, ann since."""
    events = [
        did("ann", "read_article", "2025-02-10", object="guide", duration_s=30),
        did("ann", "forward_article", "2025-02-10T00:05", object="guide"),
        did("bob", "阅读文章", "2025-02-11", object="guide", duration_s=60),
        did("bob", "阅读文章", "2025-02-12", object="guide", duration_s=5),
        did("cid", "read_article", "2025-02-12", object="guide", duration_s=59),
        *(did("dan", "read_article", "2025-02-13", object=name) for name in ("guide", "news", "tips")),
        did("eve", "read_article", "2025-01-13", object="news", duration_s=600),
        did("ann", "banner_exposure", "2025-02-10", page="home"),
        did("ann", "banner_click", "2025-02-10", page="home"),
        did("bob", "banner_exposure", "2025-02-10", page="home"),
        did("cid", "点击", "2025-02-10", page="menu"),
        did("ann", "search", "2025-02-10", keyword="Tea ", properties='{"result_count": 0}'),
        did("bob", "search", "2025-02-10", keyword="tea", properties='{"result_count": "12"}'),
        did("cid", "search", "2025-02-10", keyword="tea", properties='{"has_result": false}'),
        did("cid", "search", "2025-02-11", keyword="tea"),
        did("dan", "search", "2025-02-11", keyword="cake", properties='{"结果数": 3}'),
    ]
    names = ("ann", "bob", "cid", "dan", "eve")
    return workspace(
        tmp_path_factory.mktemp("deeds"),
        customers=[member(name) for name in names],
        events=events,
        orders=[order("ann", "2025-02-20", 10), order("bob", "2025-02-01", 10), order("cid", "2025-03-01", 10)],
    )


def test_an_article_is_read_by_whoever_stays_a_minute(shop: DuckWarehouse) -> None:
    result = asked(shop)
    row = result.articles.set_index("article").loc["guide"]
    assert row[["customers", "opens", "timed", "readers", "forwarders"]].tolist() == [4, 5, 3, 1, 1]
    assert (row["read_rate"], row["median_s"], row["forward_rate"]) == (pytest.approx(1 / 3), 59, 0.25)
    assert who(shop, result, article="guide", did="read") == {"bob"}
    assert who(shop, result, article="guide", did="forwarded") == {"ann"}
    assert who(shop, result, article="guide") == {"ann", "bob", "cid", "dan"}
    assert who(shop, result, article="news") == {"dan"}


def test_interest_is_told_by_what_was_done_and_beside_orders_since(shop: DuckWarehouse) -> None:
    result = asked(shop)
    assert result.levels[["level", "customers", "buyers"]].to_numpy().tolist() == [
        ["high", 1, 1],
        ["medium", 2, 0],
        ["low", 1, 0],
    ]
    assert who(shop, result, level="medium") == {"bob", "dan"}
    assert who(shop, result, level="low") == {"cid"}
    said = [finding.text.render("en") for finding in result.findings()]
    assert "1 of 4 readers are keen: they forwarded an article or read three; 100% of them have ordered since" in said


def test_the_click_rate_is_of_those_to_whom_it_was_shown(shop: DuckWarehouse) -> None:
    result = asked(shop)
    rows = result.clicks.set_index("place")
    assert rows.loc["home", ["customers", "seen", "seen_clicked", "rate"]].tolist() == [1, 2, 1, 0.5]
    assert rows.loc["menu", "seen"] == 0
    assert rows["rate"].isna()["menu"]
    assert who(shop, result, clicked="home") == {"ann"}


def test_a_search_found_nothing_only_where_its_event_says_so(shop: DuckWarehouse) -> None:
    rows = asked(shop).words.set_index("keyword")
    assert rows.loc["tea", ["searches", "answered", "no_result"]].tolist() == [4, 3, 2]
    assert rows.loc["tea", "no_result_rate"] == pytest.approx(2 / 3)
    assert rows.loc["cake", "no_result_rate"] == 0
    said = [finding.text.render("en") for finding in asked(shop).findings()]
    assert "“tea” found nothing in 2 of 3 searches (67%)" in said


@pytest.mark.parametrize("seed", range(2))
def test_plain_python_counts_the_same_readers(tmp_path: Path, seed: int) -> None:
    dice = Random(seed)
    names = [f"p{number}" for number in range(40)]
    rows = [
        (dice.choice(names), dice.choice("abcde"), dice.choice((None, 10, 59, 60, 300)), dice.random() < 0.05)
        for _turn in range(150)
    ]
    events = [
        did(name, "forward_article" if shared else "read_article", "2025-02-10", object=title, duration_s=seconds)
        for name, title, seconds, shared in rows
    ]
    result = asked(workspace(tmp_path, customers=[member(name) for name in names], events=events))
    counts = {"high": 0, "medium": 0, "low": 0}
    for name in names:
        own = [row for row in rows if row[0] == name]
        opened = [row for row in own if not row[3]]
        read = {row[1] for row in opened if (row[2] or 0) >= 60}
        if own:
            is_high = len(own) > len(opened) or len(read) >= 3
            counts["high" if is_high else "medium" if read or len(opened) >= 3 else "low"] += 1
    assert dict(zip(result.levels["level"], result.levels["customers"], strict=True)) == {
        level: number for level, number in counts.items() if number
    }


@pytest.mark.parametrize(
    "cell",
    [
        {"article": "moon"},
        {"article": "guide", "did": "ate"},
        {"did": "read"},
        {"level": "huge"},
        {"clicked": "moon"},
        {"article": "guide", "level": "low"},
        {"article": "guide", "keyword": "tea"},
    ],
)
def test_a_deed_that_is_not_there_is_a_sentence(shop: DuckWarehouse, cell: dict[str, str]) -> None:
    with pytest.raises(ParameterError):
        asked(shop).segment(**cell)


def test_without_such_events_nothing_is_said_of_them(tmp_path: Path) -> None:
    result = asked(workspace(tmp_path, customers=[member("ann")], events=[did("ann", "view", "2025-02-10")]))
    assert result.articles.empty
    assert result.levels.empty
    assert result.clicks.empty
    assert not any("keen" in finding.text.render("en") for finding in result.findings())
