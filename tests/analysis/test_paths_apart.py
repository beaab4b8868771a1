"""Two groups on the same ways: numbers by hand and in plain Python, and differences that are more than chance."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from insight.analysis import make_params
from insight.analysis.paths import PathsResult, paths
from insight.errors import ParameterError
from insight.warehouse import DuckWarehouse
from tests.oracle_paths import Did
from tests.oracle_paths import paths as expected_paths
from tests.workspaces import member, order, workspace

AS_OF = dt.date(2025, 3, 1)
EVENTS = ("view", "search", "cart", "pay")


def shop(folder: Path, log: Iterable[Did], buyers: Iterable[str]) -> DuckWarehouse:
    rows = [{"customer_ref": who, "event": event, "occurred_at": at} for who, event, at in log]
    people = [member(who) for who in sorted({row["customer_ref"] for row in rows})]
    return workspace(folder, customers=people, events=rows, orders=[order(who, "2024-12-01", 9) for who in buyers])


def asked(warehouse: DuckWarehouse, **more: Any) -> PathsResult:
    given = {"as_of": AS_OF.isoformat(), "start": "view", "group": "buyers", **more}
    return paths(warehouse, make_params("paths", given, warehouse))


def at(minute: int, day: int = 10) -> dt.datetime:
    return dt.datetime(2025, 2, day, 9) + dt.timedelta(minutes=minute)


def test_numbers_of_both_sides_by_hand(tmp_path: Path) -> None:
    log = [("ann", "view", at(0)), ("ann", "cart", at(1)), ("ann", "view", at(0, 11))]
    log += [("bob", "view", at(0)), ("bob", "cart", at(1)), ("cid", "view", at(0)), ("dee", "search", at(0))]
    result = asked(warehouse := shop(tmp_path, log, ["ann", "dee"]))
    assert (result.in_group, result.in_others, result.in_both) == (1, 2, 0)
    rows = {row["next"]: row for row in result.apart[result.apart["step"] == 0].to_dict("records")}
    assert {name: (row["customers"], row["here"], row["share"]) for name, row in rows.items()} == {
        "cart": (1, 1, 0.5),
        "(end)": (1, 1, 0.5),
    }
    assert {name: (row["customers_others"], row["here_others"], row["share_others"]) for name, row in rows.items()} == {
        "cart": (1, 2, 0.5),
        "(end)": (1, 2, 0.5),
    }
    assert not result.apart["certain"].any()
    people = warehouse.people(*_of(result.segment(step=0, event="view", next="cart", side="others")))
    assert people.num_rows == 1


def _of(segment: Any) -> tuple[str, Any]:
    return segment.statement, segment.values


def random_log(seed: int, *, planted: float) -> tuple[list[Did], list[str]]:
    """Visits of 160 people; after a view half put it in the cart, buyers by `planted` more."""
    draw = Random(seed)
    log: list[Did] = []
    buyers = [f"p{number:03}" for number in range(0, 160, 2)]
    for number in range(160):
        who = f"p{number:03}"
        chance = 0.4 + (planted if who in buyers else 0.0)
        for day in range(draw.randint(1, 4)):
            moment = at(draw.randrange(60), day + 1)
            log.append((who, "view", moment))
            follower = "cart" if draw.random() < chance else draw.choice(["search", "pay", ""])
            if follower:
                log.append((who, follower, moment + dt.timedelta(minutes=1)))
    return log, buyers


@pytest.mark.parametrize("is_back", [False, True])
def test_both_sides_are_those_of_plain_python_and_every_number_is_a_list(tmp_path: Path, is_back: bool) -> None:
    log, buyers = random_log(1, planted=0.2)
    warehouse = shop(tmp_path, log, buyers)
    start = "cart" if is_back else "view"
    result = asked(warehouse, start=start, is_back=is_back)
    span = {"since": dt.datetime(2025, 1, 30), "until": dt.datetime(2025, 3, 1)}
    for side, ending in (("group", ""), ("others", "_others")):
        own = [one for one in log if (one[1 - 1] in buyers) == (side == "group")]
        told = expected_paths(own, start=start, is_back=is_back, steps=3, minutes=30, **span)
        for row in result.apart.to_dict("records"):
            here, on = told.nodes[row["step"], row["event"]], told.links[row["step"], row["event"], row["next"]]
            assert (row[f"customers{ending}"], row[f"here{ending}"]) == (len(set(on)), len(set(here)))
            assert row[f"share{ending}"] == pytest.approx(len(on) / len(here), nan_ok=True) if here else True
            cell = {name: row[name] for name in ("step", "event", "next")}
            assert result.segment(**cell, side=side).count(warehouse) == row[f"customers{ending}"]


@pytest.mark.slow("groups are dealt again and again")
def test_a_planted_difference_is_found_and_none_in_a_shuffled_copy(tmp_path: Path) -> None:
    found = false = 0
    for seed in range(4):
        log, buyers = random_log(seed, planted=0.35)
        result = asked(shop(tmp_path / f"a{seed}", log, buyers))
        told = result.apart[result.apart["certain"].astype(bool)]
        found += ("view", "cart") in set(zip(told["event"], told["next"], strict=True))
        people = sorted({who for who, _event, _at in log})
        shuffled = Random(seed).sample(people, len(buyers))
        false += bool(asked(shop(tmp_path / f"b{seed}", log, shuffled)).apart["certain"].any())
    assert (found, false) == (4, 0)


def test_the_same_seed_draws_the_same_splits(tmp_path: Path) -> None:
    log, buyers = random_log(3, planted=0.3)
    warehouse = shop(tmp_path, log, buyers)
    one, again, other = (asked(warehouse, seed=seed).apart for seed in (1, 1, 2))
    assert one["noise"].equals(again["noise"])
    assert not one["noise"].equals(other["noise"])
    sentence = asked(warehouse).findings()[0].text.render("en")
    assert sentence.startswith("Everybody who ever bought: ")
    assert "Everybody else: " in sentence
    assert "Chance alone makes up to" in sentence


def test_people_of_both_groups_are_on_neither_side(tmp_path: Path) -> None:
    log, buyers = random_log(4, planted=0.0)
    result = asked(shop(tmp_path, log, buyers), against="everyone")
    assert (result.in_group, result.in_others, result.in_both) == (0, 80, 80)
    assert result.apart.empty
    assert result.findings()[0].text.render("en") == (
        "Everybody who ever bought and Everybody known: no way differs by more than random splits of the same people do"
    )


def test_what_cannot_be_compared_is_said(tmp_path: Path) -> None:
    log, buyers = random_log(5, planted=0.0)
    warehouse = shop(tmp_path, log, buyers)
    for given, words in (
        ({"group": "nobody:x"}, "a group such as"),
        ({"against": "buyers"}, "another group than"),
        ({"group": None, "against": "buyers"}, "a group beside it"),
    ):
        with pytest.raises(ParameterError, match=words):
            asked(warehouse, **given)
    with pytest.raises(ParameterError, match="a step and an event beside it"):
        asked(warehouse).segment(side="group")
    with pytest.raises(ParameterError, match="where a group was chosen"):
        asked(warehouse, group=None).segment(step=0, event="view", side="group")
