"""Behaviour: visits by hand, and against plain Python on random logs."""

import datetime as dt
import tempfile
from collections import defaultdict
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest

from insight.analysis import make_params
from insight.analysis.behaviour import BehaviourResult, behaviour, visit_days
from insight.analysis.behaviour.words import which_visits
from insight.charts.behaviour.visits import visitor_days
from insight.errors import NotEnoughDataError, ParameterError
from insight.i18n import Text
from insight.warehouse import DuckWarehouse, Warehouse
from tests.workspaces import Row, member, workspace

AS_OF = "2025-03-01"
_STILL_THERE = "SELECT 1 FROM mart.visits WHERE visit_at < $as_of::DATE AND ended_at >= $as_of::DATE"
_FOLDER = tempfile.TemporaryDirectory(prefix="behaviour-")


def did(who: str, event: str, at: str | dt.datetime, **more: Any) -> Row:
    moment = dt.datetime.fromisoformat(at) if isinstance(at, str) else at
    return {"customer_ref": who, "event": event, "occurred_at": moment} | more


def asked(warehouse: Warehouse, **more: Any) -> BehaviourResult:
    return behaviour(warehouse, make_params("behaviour", {"as_of": AS_OF} | more, warehouse))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    events = [
        did("ann", "view", "2025-02-27T23:50", device="ios", page="home"),
        did("ann", "search", "2025-02-28T00:05", device="ios", keyword=" Tea "),
        did("ann", "pay", "2025-02-28T00:35", device="ios", page="till"),
        did("ann", "view", "2025-02-28T01:06", device="ios", page="home"),
        did("bob", "view", "2025-02-10T09:00", device="android", page="home"),
        did("bob", "search", "2025-02-10T09:01", device="android", keyword="tea"),
        did("bob", "view", "2025-01-20T09:00", device="android", page="home"),
        did("cid", "pay", "2025-01-15T09:00", device="ios", page="till"),
    ]
    people = [member(name) for name in ("ann", "bob", "cid")]
    return workspace(tmp_path_factory.mktemp("behaviour"), customers=people, events=events)


def test_a_pause_of_thirty_minutes_is_still_one_visit_and_a_minute_more_is_two(shop: DuckWarehouse) -> None:
    row = asked(shop).totals.iloc[0]
    assert (row["customers"], row["sessions"], row["events"], row["goals"]) == (2, 3, 6, 1)
    assert asked(shop, session_minutes=31).totals["sessions"].iloc[0] == 2
    assert asked(shop, session_minutes=29).totals["sessions"].iloc[0] == 4


def test_a_visit_belongs_to_the_day_on_which_it_began(shop: DuckWarehouse) -> None:
    days = asked(shop).days.set_index("day")["sessions"]
    assert days[dt.date(2025, 2, 27)] == days[dt.date(2025, 2, 28)] == 1


@pytest.mark.parametrize("minutes", [30, 31])
def test_a_visit_that_begins_with_the_first_day_or_ends_with_the_last_is_told(tmp_path: Path, minutes: int) -> None:
    moments = ("2025-01-29T23:59", "2025-01-30T00:00", "2025-02-28T23:59", "2025-03-01T00:00")
    people = [f"p{number}" for number in range(4)]
    events = [did(who, "view", at) for who, at in zip(people, moments, strict=True)]
    shop = workspace(tmp_path, customers=[member(who) for who in people], events=events)
    result = asked(shop, days=30, session_minutes=minutes)
    assert result.totals.set_index("period")["sessions"].to_dict() == {"now": 2, "before": 1}
    assert visit_days(shop, result.params).totals["customers"].tolist() == [2]


def test_the_goal_and_the_best_day_are_said_in_words(shop: DuckWarehouse) -> None:
    result = asked(shop)
    said = [finding.text.render("zh_CN") for finding in result.findings()]
    assert "33% 的访问达成“付款”，此前 30 天为 50%" in said
    assert not any("pay" in sentence for sentence in said)
    assert visitor_days(result, "zh_CN").note == "共 2 人 · 点某一天看这些人"


def test_the_picture_names_the_best_day_beside_a_usual_one(tmp_path: Path) -> None:
    days = {"2025-02-26": ("ann",), "2025-02-27": ("ann", "bob", "cid"), "2025-02-28": ("bob",)}
    events = [did(who, "view", f"{day}T10:00") for day, people in days.items() for who in people]
    people = [member(name) for name in ("ann", "bob", "cid")]
    picture = visitor_days(asked(workspace(tmp_path, customers=people, events=events), days=3), "en")
    assert picture.title == "Most people came on 27 Feb 2025: 3, on a usual day 1"


def test_words_and_pages_say_whether_the_visit_went_on(shop: DuckWarehouse) -> None:
    result = asked(shop)
    assert result.words[["keyword", "customers", "goals"]].to_numpy().tolist() == [["tea", 2, 1]]
    home = result.pages.set_index("page").loc["home"]
    assert (home["sessions"], home["exits"]) == (3, 1)


def test_new_are_those_whose_first_visit_it_is(shop: DuckWarehouse) -> None:
    parts = asked(shop).parts
    visitors = parts[parts["dimension"] == "visitor"].set_index("part")["sessions"]
    assert visitors.to_dict() == {"new": 1, "returning": 2}


def test_effects_of_the_parts_add_up_to_the_change(shop: DuckWarehouse) -> None:
    result = asked(shop)
    by_period = result.totals.set_index("period")["rate"]
    effects = result.changes.groupby("dimension")["effect"].sum()
    for dimension in ("device", "channel", "visitor"):
        assert effects[dimension] == pytest.approx(by_period["now"] - by_period["before"])


def test_the_people_of_every_number(shop: DuckWarehouse) -> None:
    result = asked(shop)
    for row in result.days.to_dict("records"):
        assert result.segment(day=row["day"]).count(shop) == row["customers"]
    for row in result.hours.to_dict("records"):
        assert result.segment(weekday=row["weekday"], hour=row["hour"]).count(shop) == row["customers"]
    for row in result.parts.to_dict("records"):
        people = result.segment(dimension=row["dimension"], part=row["part"])
        assert people.count(shop) == row["customers"]
        assert (
            result.segment(dimension=row["dimension"], part=row["part"], is_goal=True).count(shop)
            == row["goal_customers"]
        )
    for row in result.words.to_dict("records"):
        assert result.segment(keyword=row["keyword"]).count(shop) == row["customers"]
    for row in result.pages.to_dict("records"):
        assert result.segment(page=row["page"]).count(shop) == row["customers"]
    for finding in result.findings():
        assert finding.cell is not None
        assert result.segment(**finding.cell).count(shop) > 0


def test_bad_questions_are_answered_in_one_sentence(shop: DuckWarehouse) -> None:
    with pytest.raises(ParameterError, match="pay, search"):
        asked(shop, goal="fly")
    with pytest.raises(ParameterError, match="1 to 366"):
        asked(shop, days=0)
    with pytest.raises(NotEnoughDataError, match="0 events"):
        asked(shop, as_of="2020-01-01")
    with pytest.raises(ParameterError, match="together"):
        asked(shop).segment(dimension="device")


@pytest.mark.parametrize("seed", range(10))
def test_visits_are_those_of_plain_python(seed: int) -> None:
    random = Random(seed)
    log: dict[str, set[dt.datetime]] = defaultdict(set)
    for _event in range(random.choice((5, 80, 200))):
        moment = dt.datetime(2025, 1, 1) + dt.timedelta(minutes=15 * random.randrange(58 * 96))
        log[f"p{random.randrange(6)}"].add(moment + dt.timedelta(minutes=random.choice((0, 0, 15))))
    rows = [did(who, "view", moment) for who, moments in log.items() for moment in moments]
    warehouse = workspace(Path(_FOLDER.name), customers=[member(who) for who in sorted(log)], events=rows)
    starts = []
    for who, moments in log.items():
        ordered = sorted(moments)
        starts += [
            (who, at)
            for place, at in enumerate(ordered)
            if not place or at - ordered[place - 1] > dt.timedelta(minutes=30)
        ]
    told = [(who, at) for who, at in starts if at >= dt.datetime(2025, 1, 30)]
    if not told:
        return
    row = asked(warehouse).totals.iloc[0]
    assert (row["sessions"], row["customers"]) == (len(told), len({who for who, _at in told}))


@pytest.mark.parametrize("seed", range(3))
def test_kept_visits_and_days_tell_what_visits_cut_anew_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """As of every day of the log; at most midnights somebody is still there."""
    chance = Random(seed)
    start = dt.datetime(2025, 2, 1)
    events = [
        did(
            chance.choice("abcde"),
            chance.choice(["view", "view", "pay"]),
            start + dt.timedelta(days=chance.randrange(1, 5), minutes=chance.randrange(-180, 180, 12)),
            device=chance.choice([None, "ios", "web"]),
            channel=chance.choice([None, "app"]),
            page=chance.choice([None, "home", "till"]),
        )
        for _event in range(500)
    ]
    warehouse = workspace(tmp_path, events=events)
    days = [{"as_of": f"2025-02-0{day}", "days": told, "goal": "pay"} for day in (3, 4, 5, 6) for told in (1, 2)]
    still_there = [warehouse.count(_STILL_THERE, {"as_of": dt.date.fromisoformat(str(one["as_of"]))}) for one in days]
    assert sum(map(bool, still_there)) >= 4
    kept = [asked(warehouse, **one) for one in days]
    alone = [visit_days(warehouse, told.params) for told in kept]
    assert [one.totals["customers"].iloc[0] for one in alone] == [one.totals["customers"].iloc[0] for one in kept]
    for module in ("visit_steps", "days"):
        monkeypatch.setattr(f"insight.analysis.behaviour.{module}.VISIT_MINUTES", -1)
    for told, one in zip(kept, days, strict=True):
        cut = asked(warehouse, **one)
        for name in ("totals", "days", "hours", "parts", "pages", "changes"):
            pd.testing.assert_frame_equal(getattr(told, name), getattr(cut, name), check_dtype=False)


def test_a_sentence_says_which_visits_in_words() -> None:
    cell = {"dimension": "visitor", "part": "new", "day": dt.date(2025, 3, 1), "is_goal": True}
    said = which_visits(cell)
    assert isinstance(said, Text)
    assert said.render("en") == "New or returning: first visit, on 1 Mar 2025, reached the goal"
    assert "=" not in said.render("zh_CN")
    assert which_visits({}) is None
