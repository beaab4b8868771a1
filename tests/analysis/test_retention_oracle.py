"""Fifty random shops, and every way to ask: the statements agree with slow and obvious Python."""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

import pytest

from insight.analysis.repurchase import RepurchaseParams, RepurchaseResult, repurchase
from insight.analysis.retention import RetentionParams, RetentionResult, retention
from insight.errors import NotEnoughDataError
from insight.warehouse import DuckWarehouse
from tests import oracle_retention as oracle
from tests.analysis.retention_shop import AS_OF, all_questions, open_shop, random_shop
from tests.workspaces import people

SEEDS = range(30)
QUESTIONS = all_questions()


class Opened(NamedTuple):
    shop: oracle.Shop
    warehouse: DuckWarehouse


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Opened]:
    @cache
    def build(seed: int) -> Opened:
        shop = random_shop(seed)
        return Opened(shop, open_shop(tmp_path_factory.mktemp("shop"), shop))

    return build


def questions_for(seed: int) -> list[RetentionParams]:
    """A fiftieth of all questions: with all seeds every question is asked once."""
    return QUESTIONS[seed :: len(SEEDS)]


def test_every_question_is_asked() -> None:
    assert sum(len(questions_for(seed)) for seed in SEEDS) == len(QUESTIONS) == 3 * 2 * (6 * 5 + 3)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_cell_average_curve_and_window_agrees(opened: Callable[[int], Opened], seed: int) -> None:
    shop, warehouse = opened(seed)
    for params in questions_for(seed):
        if not oracle.entries(shop, params):
            with pytest.raises(NotEnoughDataError):
                retention(warehouse, params)
            continue
        result, expected = retention(warehouse, params), oracle.cells(shop, params)
        assert result.people == len(oracle.entries(shop, params)), params
        agree_on_cells(result, expected)
        agree_on_averages(result, expected)
        agree_on_curves(result, expected)
        agree_on_windows(result, shop)


def agree_on_cells(result: RetentionResult, expected: dict[Any, oracle.Cell]) -> None:
    found = {
        (row["cohort"], row["period_no"]): (row["n"], row["returned"], row["orders"], row["is_complete"])
        for row in result.matrix.to_dict("records")
    }
    whole = _summed(expected, lambda cohort, period_no, _value: (cohort, period_no))
    assert found == {key: (cell.n, cell.returned, cell.orders, cell.is_complete) for key, cell in whole.items()}, (
        result.params
    )
    for row in result.matrix.to_dict("records"):
        cell = whole[row["cohort"], row["period_no"]]
        if result.params.returns == "event":
            assert row["net_amount"] != row["net_amount"]
        else:
            assert row["net_amount"] == pytest.approx(float(cell.net_amount)), result.params
        assert row["rate"] == _approx(_rate(cell, whole.get((row["cohort"], 0)), result.params)), result.params


def agree_on_averages(result: RetentionResult, expected: dict[Any, oracle.Cell]) -> None:
    over = {key: cell for key, cell in expected.items() if cell.is_complete}
    pooled = _summed(over, lambda _cohort, period_no, _value: period_no)
    by_cohort = _summed(over, lambda cohort, period_no, _value: (cohort, period_no))
    assert {row["period_no"]: (row["n"], row["returned"]) for row in result.average.to_dict("records")} == {
        period_no: (cell.n, cell.returned) for period_no, cell in pooled.items()
    }, result.params
    for row in result.average.to_dict("records"):
        entered = _at_entry(expected, {cohort for cohort, number in by_cohort if number == row["period_no"]})
        assert row["rate"] == _approx(_rate(pooled[row["period_no"]], entered, result.params)), result.params
        rates = [
            _rate(cell, _at_entry(expected, {cohort}), result.params)
            for (cohort, number), cell in by_cohort.items()
            if number == row["period_no"]
        ]
        defined = [rate for rate in rates if rate is not None]
        assert row["cohorts"] == len(rates)
        assert row["simple_rate"] == _approx(sum(defined) / len(defined) if defined else None), result.params


def agree_on_curves(result: RetentionResult, expected: dict[Any, oracle.Cell]) -> None:
    if result.params.breakdown is None:
        assert result.curves.empty
        return
    over = {key: cell for key, cell in expected.items() if cell.is_complete}
    curves = _summed(over, lambda _cohort, period_no, value: (value, period_no))
    assert {
        (row["value"], row["period_no"]): (row["n"], row["returned"]) for row in result.curves.to_dict("records")
    } == {key: (cell.n, cell.returned) for key, cell in curves.items()}, result.params


def agree_on_windows(result: RetentionResult, shop: oracle.Shop) -> None:
    for row in result.won.to_dict("records"):
        n, returned = oracle.won_between(shop, result.params, row["starts_on"], row["ends_on"])
        assert (row["n"], row["returned"]) == (n, returned), (result.params, row)


def _summed(cells: dict[Any, oracle.Cell], key: Callable[..., Any]) -> dict[Any, oracle.Cell]:
    groups: dict[Any, list[oracle.Cell]] = defaultdict(list)
    for (cohort, period_no, value), cell in cells.items():
        groups[key(cohort, period_no, value)].append(cell)
    return {
        group: oracle.Cell(
            sum(cell.n for cell in found),
            sum(cell.returned for cell in found),
            sum(cell.orders for cell in found),
            sum((cell.net_amount for cell in found), Decimal(0)),
            found[0].is_complete,
        )
        for group, found in groups.items()
    }


def _at_entry(cells: dict[Any, oracle.Cell], cohorts: set[Any]) -> oracle.Cell | None:
    here = {key: cell for key, cell in cells.items() if key[0] in cohorts and key[1] == 0}
    return _summed(here, lambda *_key: "all").get("all")


def _rate(cell: oracle.Cell, entered: oracle.Cell | None, params: RetentionParams) -> float | None:
    if params.returns != "amount":
        return cell.returned / cell.n
    if entered is None or not entered.net_amount:
        return None
    return float(cell.net_amount / entered.net_amount)


def _approx(rate: float | None) -> Any:
    return pytest.approx(float("nan") if rate is None else rate, nan_ok=True)


@pytest.mark.parametrize("seed", range(0, 30, 10))
def test_the_people_who_came_back_are_the_right_ones(opened: Callable[[int], Opened], seed: int) -> None:
    shop, warehouse = opened(seed)
    for params in questions_for(seed)[:3]:
        if not oracle.entries(shop, params):
            continue
        result = retention(warehouse, params)
        for row in result.matrix.head(4).to_dict("records"):
            segment = result.segment(cohort=row["cohort"], period_no=row["period_no"], returned=True)
            expected = oracle.back(shop, params, row["cohort"], row["period_no"])
            assert people(warehouse, segment.statement, segment.values) == expected, params


@pytest.mark.parametrize("seed", SEEDS)
def test_curves_rates_and_revenue_of_repurchase_agree(opened: Callable[[int], Opened], seed: int) -> None:
    shop, warehouse = opened(seed)
    asked = RepurchaseParams(
        as_of=AS_OF,
        currency="CNY",
        period=("month", "week", "quarter", "day")[seed % 4],
        periods=8,
        days=(1, 30, 90),
        steps=4,
    )
    if not oracle.waits(shop, AS_OF, 1):
        with pytest.raises(NotEnoughDataError):
            repurchase(warehouse, asked)
        return
    result = repurchase(warehouse, asked)
    for step in range(1, 5):
        waits = oracle.waits(shop, AS_OF, step)
        agree_on_the_curve(result, step, waits)
        for row in result.within[result.within["step"] == step].to_dict("records"):
            over = [wait for wait in waits if wait.followed >= row["days"]]
            returned = sum(wait.gap is not None and wait.gap <= row["days"] for wait in over)
            running = [wait for wait in waits if wait.followed < row["days"]]
            assert (row["n"], row["returned"], row["not_returned"]) == (len(over), returned, len(over) - returned)
            assert row["open"] == sum(wait.gap is None for wait in running)
            assert row["open_returned"] == sum(wait.gap is not None for wait in running)
    expected = oracle.revenue(shop, AS_OF, "CNY", asked.period, asked.periods)
    rows = result.revenue.to_dict("records")
    assert {(row["cohort"], row["period_no"]): row["n"] for row in rows} == {
        key: n for key, (n, _amount) in expected.items()
    }
    for row in rows:
        assert row["net_amount"] == pytest.approx(float(expected[row["cohort"], row["period_no"]][1]))
        before = [expected[row["cohort"], number][1] for number in range(row["period_no"] + 1)]
        assert row["amount_per_person"] == pytest.approx(float(sum(before)) / row["n"])


def agree_on_the_curve(result: RepurchaseResult, step: int, waits: list[oracle.Wait]) -> None:
    rows = result.curves[result.curves["step"] == step].to_dict("records")
    expected = oracle.product_limit(waits)
    assert {row["day"]: (row["n"], row["events"], row["censored"]) for row in rows} == {
        day: values[:3] for day, values in expected.items()
    }
    for row in rows:
        assert row["rate"] == pytest.approx(float(expected[row["day"]][3]))
    found = result.steps[result.steps["step"] == step]
    assert found["n"].tolist() == ([len(waits)] if waits else [])
