"""Fifty random shops: stages, flows, Pulse, labels and limits agree with slow and obvious Python, person by person."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from insight.analysis.lifecycle import LifecycleParams, LifecycleResult, customers, lifecycle
from insight.analysis.lifecycle.stages import FREQUENCY, RECENCY, STAGES
from insight.statistics.return_curve import return_curve
from tests import oracle_lifecycle as oracle
from tests.analysis.life_shop import AS_OF, SEEDS, LifeShop, life_shop
from tests.workspaces import names, people


def params_of(seed: int) -> LifecycleParams:
    if seed % 3 == 0:
        return LifecycleParams(as_of=AS_OF, currency="CNY")
    return LifecycleParams(
        as_of=dt.date(2025, 3, 17) if seed % 3 == 1 else AS_OF,
        currency="CNY",
        active_days=(7, 20, 45)[seed % 3],
        dormant_days=(30, 31, 60)[seed % 3],
        lost_days=(90, 45, 151)[seed % 3],
        won_back_days=None if seed % 2 else 14,
        loyal_orders=3 + seed % 3,
        months=1 + seed % 14,
    )


@cache
def result_of(seed: int) -> LifecycleResult:
    return lifecycle(life_shop(seed).warehouse, params_of(seed))


def limits_of(result: LifecycleResult) -> oracle.Limits:
    limits = result.limits
    return oracle.Limits(
        limits.loyal_orders, limits.active_days, limits.dormant_days, limits.lost_days, limits.won_back_days
    )


def everybody_in(shop: LifeShop) -> dict[str, oracle.Person]:
    return oracle.people(shop.orders, shop.customers, shop.facts)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_person_has_the_stage_and_the_labels_that_the_rules_give(seed: int) -> None:
    shop, params = life_shop(seed), params_of(seed)
    result, everybody = result_of(seed), everybody_in(shop)
    limits = limits_of(result)
    known = names(shop.warehouse)
    numbers = {one.number: one.key for one in STAGES}
    often = {one.number: one.key for one in FREQUENCY}
    lately = {one.number: one.key for one in RECENCY}
    found = {
        known[row["customer_id"]]: (
            numbers[row["stage"]],
            row["orders"] and (often[row["frequency_label"]], lately[row["recency_label"]]),
        )
        for row in customers(shop.warehouse, params, result.limits).to_pylist()
    }
    expected = {name: oracle.stage(person, params.as_of, limits) for name, person in everybody.items()}
    assert found == {
        name: (stage, oracle.labels(everybody[name], params.as_of, limits))
        for name, stage in expected.items()
        if stage != "unknown"
    }
    assert result.people == len(found)
    for row in result.stages.to_dict("records"):
        there = {name for name, stage in expected.items() if stage == row["stage"]}
        amounts = [amount for name in there for day, amount in everybody[name].net_amount["CNY"] if day < params.as_of]
        assert row["customers"] == len(there)
        assert row["net_amount"] == pytest.approx(float(sum(amounts, Decimal(0))))
        if seed % 5 == 0:
            segment = result.segment(stage=row["stage"])
            assert people(shop.warehouse, segment.statement, segment.values) == there


@pytest.mark.parametrize("seed", SEEDS)
def test_flows_sizes_and_pulse_of_every_month_agree(seed: int) -> None:
    shop, params = life_shop(seed), params_of(seed)
    result, everybody = result_of(seed), everybody_in(shop)
    limits = limits_of(result)
    expected = oracle.flows(everybody, params.as_of, params.months, limits)
    rows = result.flows.to_dict("records")
    assert {(row["period"], row["from_stage"], row["to_stage"]): row["customers"] for row in rows} == expected
    ends: Counter[tuple[dt.date, str]] = Counter()
    for (month, _before, after), customers_there in expected.items():
        ends[month, after] += customers_there
    for row in result.sizes.to_dict("records"):
        assert row["customers"] == ends[row["period"], row["stage"]]
    found = {
        row["period"]: (
            row["new"],
            row["won_back"],
            row["newly_dormant"],
            row["pulse"] if row["newly_dormant"] else None,
        )
        for row in result.pulse.to_dict("records")
    }
    assert found == oracle.pulse(everybody, params.as_of, params.months, limits)


@pytest.mark.parametrize("seed", SEEDS)
def test_limits_are_read_off_the_same_curve(seed: int) -> None:
    shop, params = life_shop(seed), params_of(seed)
    result, everybody = result_of(seed), everybody_in(shop)
    curve, seen = oracle.curve(*oracle.waits_of(everybody, params.as_of))
    assert result.gaps["day"].tolist() == [day for day, _rate in curve]
    assert result.gaps["rate"].tolist() == pytest.approx([float(rate) for _day, rate in curve])
    assert int(result.gaps["returned"].sum()) == seen
    if params.dormant_days is None:
        expected = oracle.proposed(everybody, params.as_of)
        limits = result.limits
        assert (limits.active_days, limits.dormant_days, limits.lost_days) == (expected or oracle.USUAL)
        assert set(result.limit_table["source"]) == {"proposed" if expected else "usual"}


@pytest.mark.slow("counts every number of many shops")
def test_some_shops_have_returns_enough_to_propose_limits() -> None:
    shops = [(everybody_in(life_shop(seed)), seed) for seed in range(0, 50, 3)]
    proposals = [oracle.proposed(everybody, AS_OF) for everybody, _seed in shops]
    assert sum(proposal is not None for proposal in proposals) >= 5
    assert any(proposal is None for proposal in proposals)


@pytest.mark.one_in(2)
@pytest.mark.parametrize("seed", [1, 5, 6, 22])
def test_every_number_is_the_number_of_people_on_its_list(seed: int) -> None:
    warehouse = life_shop(seed).warehouse
    result = lifecycle(warehouse, replace(params_of(seed), months=3))
    for row in result.labels.to_dict("records"):
        cell = {name: row[name] for name in ("frequency_label", "recency_label")}
        assert result.segment(**cell).count(warehouse) == row["customers"]
    for row in result.sizes.to_dict("records"):
        assert result.segment(stage=row["stage"], month=row["period"]).count(warehouse) == row["customers"]
    for row in result.flows.to_dict("records"):
        cell = {name: row[name] for name in ("from_stage", "to_stage")}
        assert result.segment(month=row["period"], **cell).count(warehouse) == row["customers"]
    for row in result.pulse.to_dict("records"):
        for movement in ("new", "won_back", "newly_dormant"):
            assert result.segment(month=row["period"], movement=movement).count(warehouse) == row[movement]


def test_a_curve_of_nothing_is_empty() -> None:
    assert return_curve({}, {}).empty
