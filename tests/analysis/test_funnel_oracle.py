"""Funnels against the oracle that tries every combination, on random logs with many events at the same moment."""

import datetime as dt
import tempfile
from functools import cache
from pathlib import Path
from random import Random

import pytest

from insight.analysis import make_params
from insight.analysis.funnel import funnel
from insight.warehouse import Warehouse
from tests.oracle_funnel import Asked, Did, counted, given
from tests.workspaces import workspace

AS_OF = dt.datetime(2025, 3, 20)
EVENTS = ("view", "cart", "pay", "refund", "share")
LOGS, LOGS_A_SHOP = 200, 4
"""Random logs in all, and how many of them, of people of their own, one shop holds."""

SHOPS = range(LOGS // LOGS_A_SHOP)
_FOLDER = tempfile.TemporaryDirectory(prefix="funnels-")


def knows_the_day_only(shop: int) -> bool:
    return shop % 3 == 0


@cache
def log_of(shop: int) -> tuple[Did, ...]:
    """The logs of a shop, one after another."""
    seeds = range(shop * LOGS_A_SHOP, (shop + 1) * LOGS_A_SHOP)
    return tuple(did for seed in seeds for did in random_log(seed, by_day=knows_the_day_only(shop)))


def random_log(seed: int, *, by_day: bool) -> tuple[Did, ...]:
    """Some people and what they did in ten days, many of them at the same moment."""
    random = Random(seed)
    log = set()
    for number in range(random.choice((3, 8, 14))):
        for _event in range(random.randint(1, 9)):
            moment = dt.datetime(2025, 3, random.randint(10, 19))
            if not by_day:
                moment += dt.timedelta(hours=random.choice((1, 9, 9, 9, 10)), minutes=random.choice((0, 0, 30)))
            log.add(Did(f"p{seed}-{number}", random.choice(EVENTS), moment, random.choice(("x", "y", None))))
    return tuple(sorted(log, key=repr))


def random_question(random: Random, *, by_day: bool) -> Asked:
    """Any funnel that can be asked for: every order, optional steps, gaps, exclusions, attempts, a held property."""
    order = random.choice(("ordered", "ordered", "ordered", "strict", "any"))
    length = random.randint(1, 4)
    if order == "any":
        steps = tuple(random.sample(EVENTS, length))
    else:
        steps = tuple(random.choice(EVENTS) for _step in range(length))
    optional = frozenset(n for n in range(2, length + 1) if order != "strict" and random.random() < 0.25)
    needed = [number for number in range(1, length + 1) if number not in optional]
    count = random.choice(("people", "people", "attempts")) if order != "any" else "people"
    exclude: list[tuple[str, int | None, int | None]] = []
    if random.random() < 0.25:
        exclude.append((random.choice(EVENTS), None, None))
    if order != "any" and len(needed) > 1 and random.random() < 0.5:
        after, before = sorted(random.sample(needed, 2))
        exclude.append((random.choice(EVENTS), after, before))
    gaps: tuple[tuple[int, int | None], ...] = ()
    window = dt.timedelta(days=random.choice((1, 2, 3, 7)))
    if order != "any" and random.random() < 0.5:
        least = (0, 0, 1440) if by_day else (0, 0, 30, 60)
        most = (None, 1440, 2880) if by_day else (None, 60, 600, 1440, 2880)
        gaps = tuple(
            (0, None) if n in optional or n == 1 else _gap(random.choice(least), random.choice(most))
            for n in range(1, length + 1)
        )
        window = max(window, dt.timedelta(minutes=sum(least for least, _most in gaps)))
    since = random.choice((None, dt.datetime(2025, 3, 12)))
    return Asked(
        steps=steps,
        as_of=AS_OF,
        window=window,
        order=order,
        optional=optional,
        gaps=gaps,
        exclude=tuple(exclude),
        count=count,
        re_entry=order == "any" or count == "attempts" or random.random() < 0.75,
        hold=random.random() < 0.25,
        since=since,
        until=random.choice((None, None, dt.datetime(2025, 3, 17))),
    )


def _gap(least: int, most: int | None) -> tuple[int, int | None]:
    return least, None if most is None else max(least, most)


@cache
def warehouse_of(shop: int) -> Warehouse:
    rows = [
        {"customer_ref": did.who, "event": did.event, "occurred_at": did.at, "object": did.object}
        for did in log_of(shop)
    ]
    people = {did.who for did in log_of(shop)}
    members = [{"source_customer_id": name, "name": name} for name in sorted(people)]
    return workspace(Path(_FOLDER.name), customers=members, events=rows)


@pytest.mark.parametrize("seed", SHOPS)
def test_the_bars_are_those_of_every_combination_tried(seed: int) -> None:
    random, warehouse = Random(seed * 7 + 1), warehouse_of(seed)
    names = dict(warehouse.query("SELECT customer_id, name FROM core.customers").itertuples(index=False))
    for _question in range(3):
        asked = random_question(random, by_day=knows_the_day_only(seed))
        expected = counted(log_of(seed), asked)
        if not expected[0]["converted"]:
            continue
        result = funnel(warehouse, make_params("funnel", given(asked), warehouse))
        found = [
            {"entered": row.customers, "converted": row.converted, "open": row.open, "lost": row.lost}
            for row in result.steps.itertuples()
        ]
        assert found == [{part: len(people) for part, people in one.items()} for one in expected], asked
        for number, parts in enumerate(expected, 1):
            for state, people in parts.items():
                segment = result.segment(step=str(number), state=state)  # type: ignore[arg-type]
                ids = warehouse.query(segment.statement, segment.values)["customer_id"]
                assert sorted(names[one] for one in ids) == sorted(set(people)), (state, asked)


@pytest.mark.parametrize("seed", SHOPS)
def test_bars_never_rise_and_add_up(seed: int) -> None:
    warehouse, random = warehouse_of(seed), Random(seed)
    for _question in range(2):
        asked = random_question(random, by_day=knows_the_day_only(seed))
        if not counted(log_of(seed), asked)[0]["converted"]:
            continue
        steps = funnel(warehouse, make_params("funnel", given(asked), warehouse)).steps
        assert steps["customers"].is_monotonic_decreasing
        assert steps[~steps["is_optional"]]["converted"].is_monotonic_decreasing
        assert (steps["converted"] + steps["open"] + steps["lost"] == steps["customers"]).all()
