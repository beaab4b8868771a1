"""Visits are kept: whatever comes, goes or changes its person, they are those that a plain count of today would cut."""

import datetime as dt
import random
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from insight.warehouse import DuckWarehouse, refresh
from tests.warehouse.test_identity import undo_batch
from tests.workspaces import Row, add_batch, member, order, workspace

TEN = dt.datetime(2025, 3, 1, 10)
Visits = set[tuple[str, dt.datetime, dt.datetime, str]]

_KEPT = """
SELECT people.customer_id, visit_events.occurred_at, visit_events.visit_at, visit_events.event
FROM mart.visit_events AS visit_events
JOIN mart.customers AS people ON people.person_no = visit_events.person_no
"""
_EVENTS = """
SELECT customer_id, occurred_at, event
FROM core.events
WHERE customer_id IS NOT NULL
ORDER BY customer_id, occurred_at, event
"""
_AROUND = """
SELECT people.customer_id, visit_events.occurred_at, event, is_again, next_event, next_at
FROM mart.visit_events AS visit_events
JOIN mart.customers AS people ON people.person_no = visit_events.person_no
"""
_TIMES = """
SELECT people.customer_id, event, times, timed, first_at, last_at
FROM mart.person_events AS person_events
JOIN mart.customers AS people ON people.person_no = person_events.person_no
"""
_VISITS = """
SELECT people.customer_id, visit_at, ended_at, events, device, channel, is_first
FROM mart.visits AS visits
JOIN mart.customers AS people ON people.person_no = visits.person_no
"""
_DAYS = 'SELECT "day", customers, sessions, events FROM mart.visit_days'


def seen(user: str | None, minutes: float, event: str = "view") -> Row:
    return {"customer_ref": user, "event": event, "occurred_at": TEN + dt.timedelta(minutes=minutes)}


def kept(warehouse: DuckWarehouse) -> Visits:
    rows = [tuple(row.values()) for row in warehouse.arrow(_KEPT).to_pylist()]
    assert len(rows) == warehouse.count("SELECT 1 FROM mart.visit_events"), "an event of nobody is kept"
    return {(str(person), at, began, str(event)) for person, at, began, event in rows}


def cut(warehouse: DuckWarehouse) -> Visits:
    """The visits of all events, one after the other."""
    found: Visits = set()
    person, last, began = "", TEN, TEN
    for row in warehouse.arrow(_EVENTS).to_pylist():
        if row["customer_id"] != person or row["occurred_at"] - last > dt.timedelta(minutes=30):
            person, began = row["customer_id"], row["occurred_at"]
        last = row["occurred_at"]
        found.add((person, last, began, row["event"]))
    return found


def rows(warehouse: DuckWarehouse, statement: str) -> Counter[tuple[object, ...]]:
    return Counter(tuple(row.values()) for row in warehouse.arrow(statement).to_pylist())


def around(warehouse: DuckWarehouse) -> Counter[tuple[object, ...]]:
    """Each event with whether the one before in its visit is the same, and the one after."""
    events = [tuple(row.values()) for row in warehouse.arrow(_EVENTS).to_pylist()]
    joined = [
        one[0] == two[0] and two[1] - one[1] <= dt.timedelta(minutes=30) for one, two in pairwise([*events, ("", TEN)])
    ]
    before = [False, *joined[:-1]]
    return Counter(
        (*event, before[place] and events[place - 1][2] == event[2])
        + ((events[place + 1][2], events[place + 1][1]) if joined[place] else (None, None))
        for place, event in enumerate(events)
    )


def times(warehouse: DuckWarehouse) -> Counter[tuple[object, ...]]:
    """Each person and event: how often, how often with a time of day, first and last."""
    found: dict[tuple[str, str], list[dt.datetime]] = {}
    for row in warehouse.arrow(_EVENTS).to_pylist():
        found.setdefault((row["customer_id"], row["event"]), []).append(row["occurred_at"])
    return Counter(
        (*who, len(all_at), sum(at.time() != dt.time() for at in all_at), all_at[0], all_at[-1])
        for who, all_at in found.items()
    )


def whole_visits(warehouse: DuckWarehouse) -> Counter[tuple[object, ...]]:
    """Each visit, from the rows of all events, one after the other."""
    made: dict[tuple[str, dt.datetime], list[Row]] = {}
    known: set[str] = set()
    found: list[tuple[object, ...]] = []
    for row in warehouse.arrow(_EVENTS.replace("event\n", "event, device, channel\n", 1)).to_pylist():
        person = row["customer_id"]
        last = next((key for key in reversed(made) if key[0] == person), None)
        goes_on = last is not None and row["occurred_at"] - made[last][-1]["occurred_at"] <= dt.timedelta(minutes=30)
        made.setdefault(last if goes_on and last else (person, row["occurred_at"]), []).append(row)
    for (person, began), events in made.items():
        device, channel = (min(event[name] or "" for event in events) for name in ("device", "channel"))
        found.append((person, began, events[-1]["occurred_at"], len(events), device, channel, person not in known))
        known.add(person)
    return Counter(found)


def whole_days(warehouse: DuckWarehouse) -> Counter[tuple[object, ...]]:
    """Each day with the people, visits and events of the visits that began on it."""
    of: dict[dt.date, list[tuple[object, ...]]] = {}
    for visit in whole_visits(warehouse).elements():
        of.setdefault(visit[1].date(), []).append(visit)  # type: ignore[attr-defined]
    return Counter(
        (day, len({visit[0] for visit in all_of}), len(all_of), sum(int(str(visit[3])) for visit in all_of))
        for day, all_of in of.items()
    )


def begun(warehouse: DuckWarehouse) -> list[int]:
    """When the visits of everybody began, in minutes after ten."""
    return sorted({round((began - TEN).total_seconds() / 60) for _person, _at, began, _event in kept(warehouse)})


def test_a_pause_of_thirty_minutes_is_the_same_visit_and_a_longer_one_is_not(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, events=[seen("ann", 0), seen("ann", 30), seen("ann", 60.02), seen("bob", 20)])
    assert begun(warehouse) == [0, 20, 60]


def test_an_event_that_comes_later_joins_two_visits_and_its_undoing_parts_them(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, events=[seen("ann", 0), seen("ann", 40), seen("ann", 100)])
    assert begun(warehouse) == [0, 40, 100]
    batch = add_batch(warehouse, events=[seen("ann", 20)])
    assert begun(warehouse) == [0, 100]
    undo_batch(warehouse, batch)
    assert begun(warehouse) == [0, 40, 100]


def test_an_event_shortly_after_a_long_visit_belongs_to_it(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, events=[seen("ann", minutes) for minutes in range(0, 200, 25)])
    add_batch(warehouse, events=[seen("ann", 205), seen("ann", 236)])
    assert begun(warehouse) == [0, 236]


def test_an_event_before_the_first_one_begins_the_visit(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, events=[seen("ann", 10)])
    add_batch(warehouse, events=[seen("ann", -20), seen("ann", -51)])
    assert begun(warehouse) == [-51, -20]


def test_a_user_who_turns_out_to_be_a_buyer_takes_the_visits_along(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, events=[seen("ann", 0), seen("ann", 10)])
    add_batch(warehouse, orders=[order("ann", "2024-01-02", 10)])
    assert kept(warehouse) == cut(warehouse)
    assert warehouse.count("SELECT DISTINCT person_no FROM mart.visit_events") == 1


def test_two_accounts_that_are_one_person_share_visits(tmp_path: Path) -> None:
    warehouse = workspace(
        tmp_path,
        customers=[member("ann", phone="13800000001"), member("ann2", phone="13800000002")],
        events=[seen("ann", 0), seen("ann2", 20), seen("ann", 45)],
    )
    assert begun(warehouse) == [0, 20, 45]
    batch = add_batch(warehouse, customers=[member("ann2", phone="13800000001")])
    assert begun(warehouse) == [0]
    undo_batch(warehouse, batch)
    assert begun(warehouse) == [0, 20, 45]


def test_events_without_a_person_are_in_no_visit(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, events=[seen(None, 0) | {"anonymous_id": "d1"}, seen("ann", 5)])
    assert begun(warehouse) == [5]


def test_what_comes_next_is_asked_within_the_visit_and_in_the_order_of_names(tmp_path: Path) -> None:
    """Ann looks twice, puts it in the cart at the moment of the second look, and looks again half an hour later."""
    events = [
        seen("ann", 0),
        seen("ann", 5),
        seen("ann", 5, "cart"),
        seen("ann", 35),
        seen("ann", 65.02),
        seen("bob", 66),
    ]
    warehouse = workspace(tmp_path, events=events)
    told = sorted(((row[1] - TEN).total_seconds() // 60, *row[2:5]) for row in rows(warehouse, _AROUND))
    assert told == [
        (0, "view", False, "cart"),
        (5, "cart", False, "view"),
        (5, "view", False, "view"),
        (35, "view", True, None),
        (65, "view", False, None),
        (66, "view", False, None),
    ]


def test_a_person_who_loses_an_event_keeps_the_times_of_the_others(tmp_path: Path) -> None:
    midnight = seen("ann", 0, "cart") | {"occurred_at": dt.datetime(2025, 3, 1)}
    warehouse = workspace(tmp_path, events=[midnight, seen("ann", 3, "cart"), seen("bob", 1)])
    batch = add_batch(warehouse, events=[seen("ann", 9, "cart"), seen("bob", 2, "pay")])
    told = {(row[1:4]) for row in rows(warehouse, _TIMES)}
    assert told == {("cart", 3, 2), ("view", 1, 1), ("pay", 1, 1)}
    undo_batch(warehouse, batch)
    assert {(row[1:4]) for row in rows(warehouse, _TIMES)} == {("cart", 2, 1), ("view", 1, 1)}


def test_users_are_looked_up_again_only_where_a_name_means_somebody_else(tmp_path: Path) -> None:
    """Another order of ann says nothing new of the name; an account that takes her phone does."""
    warehouse = workspace(tmp_path, customers=[member("ann", phone="13800000001")], events=[seen("ann", 0)])
    with warehouse.writing() as session:
        session.execute("UPDATE core.events SET customer_id = 'marked'")
    add_batch(warehouse, orders=[order("ann", "2024-01-02", 10)], customers=[member("bob")])
    assert list(warehouse.query("SELECT customer_id FROM core.events")["customer_id"]) == ["marked"]
    add_batch(warehouse, customers=[member("aaa", phone="13800000001")])
    (owner,) = warehouse.query("SELECT customer_id FROM core.events")["customer_id"]
    assert owner in set(warehouse.query("SELECT customer_id FROM core.customers")["customer_id"])


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_imported_and_undone_the_visits_are_those_of_a_plain_count(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    warehouse = workspace(tmp_path, customers=[member("u1", phone="13800000001")])
    batches = []
    for _round in range(6):
        events = [
            seen(f"u{chance.randrange(5)}", chance.randrange(-900, -200, 5), chance.choice(["view", "cart"]))
            | {"device": chance.choice([None, "ios", "web"]), "channel": chance.choice([None, "app"])}
            for _event in range(chance.randrange(12))
        ]
        bought = [order(f"u{chance.randrange(7)}", "2024-05-01", 10)] if chance.random() < 0.4 else []
        phone = f"1380000000{chance.randrange(3)}"
        listed = [member(f"u{chance.randrange(5)}", phone=phone)] if chance.random() < 0.4 else []
        batches.append(add_batch(warehouse, events=events, orders=bought, customers=listed))
        if chance.random() < 0.3:
            undo_batch(warehouse, batches.pop(chance.randrange(len(batches))))
        assert kept(warehouse) == cut(warehouse)
        assert rows(warehouse, _AROUND) == around(warehouse)
        assert rows(warehouse, _TIMES) == times(warehouse)
        assert rows(warehouse, _VISITS) == whole_visits(warehouse)
        assert rows(warehouse, _DAYS) == whole_days(warehouse)
    asked = (_AROUND, _TIMES, _VISITS, _DAYS)
    step_by_step = kept(warehouse), [rows(warehouse, statement) for statement in asked]
    with warehouse.writing() as session:
        refresh(session)
    assert (kept(warehouse), [rows(warehouse, statement) for statement in asked]) == step_by_step
