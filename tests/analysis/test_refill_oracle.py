"""Fifty random shops: rhythms and run-out days agree with slow and obvious Python, person by person."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from insight.analysis.refill import RefillParams, RefillResult, people, refill
from insight.errors import NotEnoughDataError
from tests import oracle_refill as oracle
from tests.analysis.life_shop import AS_OF, SEEDS, LifeShop, life_shop
from tests.workspaces import names

RunOut = dict[tuple[str, str], dt.date]


def params_of(seed: int) -> RefillParams:
    return RefillParams(
        as_of=dt.date(2025, 3, 17) if seed % 5 == 1 else AS_OF,
        currency="CNY",
        level="category" if seed % 2 else "product",
        look_back_days=(730, 200, 60)[seed % 3],
        least_people=5,
    )


@cache
def names_of(seed: int) -> dict[str, str]:
    return names(life_shop(seed).warehouse)


@cache
def result_of(seed: int) -> RefillResult | None:
    shop, params = life_shop(seed), params_of(seed)
    try:
        return refill(shop.warehouse, params)
    except NotEnoughDataError:
        keys = [oracle.item_of(line) for line in shop.items]
        if params.level == "category":
            keys = [oracle.category_of(line, shop.products) for line in shop.items]
        assert not any(keys)
        return None


def run_outs(shop: LifeShop, params: RefillParams, rhythms: dict[str, int]) -> RunOut:
    lines = oracle.bought(shop, params.as_of, params.look_back_days, params.level)
    found = {
        key: oracle.run_out_day(purchases, rhythms[key[1]], params.as_of)
        for key, purchases in lines.items()
        if key[1] in rhythms
    }
    return {key: day for key, day in found.items() if day is not None}


def listed_people(result: RefillResult, seed: int, **cell: object) -> dict[str, tuple[str, dt.date]]:
    segment = result.segment(**cell)  # type: ignore[arg-type]
    known = names_of(seed)
    rows = people(life_shop(seed).warehouse, segment).to_pylist()
    return {known[row["customer_id"]]: (row["goods"], row["run_out_on"]) for row in rows}


def expected_people(expected: RunOut, labels: dict[str, str], chosen: set[tuple[str, str]]) -> dict[str, object]:
    of_person = defaultdict(list)
    for person, item in chosen:
        of_person[person].append((expected[person, item], item))
    return {
        person: ("; ".join(f"{labels[item]} {day.isoformat()}" for day, item in sorted(found)), min(found)[0])
        for person, found in of_person.items()
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_rhythms_are_those_of_the_rows(seed: int) -> None:
    shop, params = life_shop(seed), params_of(seed)
    result = result_of(seed)
    if result is None:
        return
    lines = oracle.bought(shop, params.as_of, params.look_back_days, params.level)
    stated = oracle.stated_days(shop.items, shop.products, params.level)
    expected = {item: oracle.waits(lines, item, params.as_of) for item in {good for _person, good in lines}}
    enough = {item for item, (_over, _open, people_twice) in expected.items() if people_twice >= 5}
    assert set(result.rhythms["item"]) == enough | stated.keys()
    for row in result.rhythms.to_dict("records"):
        item = row["item"]
        if item in stated:
            assert (row["source"], row["rhythm_days"]) == ("stated", stated[item])
        if item not in enough:
            continue
        over, open_, people_twice = expected[item]
        assert (row["n"], row["customers"]) == (len(over), people_twice)
        found = oracle.quartiles(over, open_)
        days = [row[name] for name in ("quarter_days", "median_days", "three_quarter_days")]
        assert days == (list(found) if found else pytest.approx([float("nan")] * 3, nan_ok=True))
        if found:
            near = [day for day in over if abs(day - found[1]) <= found[1] / 4]
            assert row["near_share"] == pytest.approx(len(near) / len(over))


@pytest.mark.parametrize("seed", SEEDS)
def test_everybody_runs_out_on_the_day_that_the_rule_gives(seed: int) -> None:
    shop, params = life_shop(seed), params_of(seed)
    result = result_of(seed)
    if result is None:
        return
    reckoned = result.rhythms[result.rhythms["rhythm_days"].notna()]
    rhythms = {row["item"]: int(row["rhythm_days"]) for row in reckoned.to_dict("records")}
    labels = dict(zip(reckoned["item"], reckoned["name"], strict=True))
    expected = run_outs(shop, params, rhythms)
    states = {key: oracle.state(day, rhythms[key[1]], params.as_of) for key, day in expected.items()}
    for window, chosen in windows(expected, states, params.as_of):
        assert listed_people(result, seed, window=window) == expected_people(expected, labels, chosen)
        assert result.totals[f"due_{window}"] == len({person for person, _item in chosen})
    for state in ("overdue", "long_overdue", "later"):
        chosen = {key for key, found in states.items() if found == state}
        assert listed_people(result, seed, state=state) == expected_people(expected, labels, chosen)
        assert result.totals[state] == len({person for person, _item in chosen})
    assert result.totals["customers"] == len({person for person, _item in expected})


def windows(
    expected: RunOut, states: dict[tuple[str, str], str], as_of: dt.date
) -> Iterator[tuple[int, set[tuple[str, str]]]]:
    due = {key for key, state in states.items() if state == "due"}
    for window in (7, 14, 30):
        yield window, {key for key in due if (expected[key] - as_of).days < window}


@pytest.mark.parametrize("seed", [0, 4, 7, 13, 18])
def test_every_number_is_the_number_of_people_on_its_list(seed: int) -> None:
    shop, result = life_shop(seed), result_of(seed)
    assert result is not None
    for row in result.due.to_dict("records"):
        for window in (7, 14, 30):
            segment = result.segment(window=window, item=row["item"])
            assert segment.count(shop.warehouse) == row[f"due_{window}"]
        for state in ("overdue", "long_overdue", "later"):
            assert result.segment(state=state, item=row["item"]).count(shop.warehouse) == row[state]
    for row in result.days[result.days["customers"] > 0].to_dict("records"):
        segment = result.segment(day=row["run_out_on"], item=row["item"])
        assert segment.count(shop.warehouse) == row["customers"]


@pytest.mark.slow("counts every number of many shops")
def test_the_shops_have_people_in_every_state() -> None:
    results = [found for seed in SEEDS[:25] if (found := result_of(seed)) is not None]
    for state in ("due_7", "due_14", "due_30", "later", "overdue", "long_overdue"):
        assert sum(result.totals[state] for result in results) > 3, state
