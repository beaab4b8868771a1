"""The number shown and the people listed are the same, for every cell of every result."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.analysis.retention import RetentionParams, RetentionResult, retention
from insight.errors import NotEnoughDataError, ParameterError
from insight.warehouse import DuckWarehouse
from tests.analysis.retention_shop import AS_OF, all_questions, open_shop, random_shop
from tests.examples import examples

QUESTIONS = all_questions()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    return open_shop(tmp_path_factory.mktemp("shop"), random_shop(3))


def counter(warehouse: DuckWarehouse, result: RetentionResult) -> Callable[..., int]:
    return lambda **cell: result.segment(**cell).count(warehouse)


def agrees(warehouse: DuckWarehouse, params: RetentionParams, most: int) -> None:
    """Of every table the first and the last rows: their people are as many as they say."""
    try:
        result = retention(warehouse, params)
    except NotEnoughDataError:
        return
    count = counter(warehouse, result)
    assert count() == result.people
    for row in ends(result.matrix, most):
        cell = {"cohort": row["cohort"], "period_no": row["period_no"]}
        assert count(**cell, returned=True) == row["returned"], (params, row)
        assert count(**cell, returned=False) == row["n"] - row["returned"], (params, row)
        assert count(**cell) == count(cohort=row["cohort"]) == row["n"], (params, row)
    for row in ends(result.average, most):
        assert count(period_no=row["period_no"], returned=True) == row["returned"], (params, row)
        assert count(period_no=row["period_no"]) == row["n"], (params, row)
    for row in ends(result.values, most):
        assert count(**value_of(row)) == row["customers"], (params, row)
    for row in ends(result.curves, most):
        cell = value_of(row) | {"period_no": row["period_no"]}
        assert count(**cell, returned=True) == row["returned"], (params, row)
        assert count(**cell) == row["n"], (params, row)
    for row in ends(result.won, most):
        assert count(won=row["key"], returned=True) == row["returned"], (params, row)
        assert count(won=row["key"]) == row["n"], (params, row)
        assert count(won=row["key"], is_others=True, returned=True) == row["others_returned"], (params, row)
        assert count(won=row["key"], is_others=True) == row["others_n"], (params, row)


def value_of(row: dict[Any, Any]) -> dict[str, Any]:
    return {"is_rest": True} if row["value"] is None else {"value": row["value"]}


def ends(table: pd.DataFrame, most: int) -> list[dict[Any, Any]]:
    rows = table.to_dict("records")
    return rows if len(rows) <= most else [*rows[: most // 2], *rows[-most // 2 :]]


@pytest.mark.slow("counts every number of many shops")
@settings(max_examples=examples(4, of=10), deadline=None, derandomize=True)
@given(number=st.integers(0, len(QUESTIONS) - 1))
def test_every_number_shown_is_the_number_of_people_listed(shop: DuckWarehouse, number: int) -> None:
    agrees(shop, QUESTIONS[number], most=2)


@pytest.mark.one_in(3)
@pytest.mark.parametrize("breakdown", ["channel", "tier", "province", "first_product", "first_coupon"])
def test_every_cell_of_the_usual_question_lists_its_people(shop: DuckWarehouse, breakdown: Any) -> None:
    params = RetentionParams(as_of=AS_OF, currency="CNY", period="quarter", periods=3, breakdown=breakdown)
    agrees(shop, params, most=1000 if breakdown == "first_coupon" else 2)


def test_a_segment_yields_the_id_and_nothing_else(shop: DuckWarehouse) -> None:
    result = retention(shop, RetentionParams(as_of=AS_OF, currency="CNY"))
    for cell in ({}, {"period_no": 1, "returned": False}, {"won": result.won["key"].iloc[0]}):
        segment = result.segment(**cell)
        assert shop.arrow(segment.statement, segment.values).column_names == ["customer_id"]
        assert segment.analysis == "retention"
        assert segment.sentence.render("zh_CN") != segment.sentence.render("en")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ({"cohort": "2019-01-01"}, "The parameter cell cannot be used — cohort=2019-01-01"),
        ({"cohort": "June"}, "The parameter cohort cannot be used — June — Give a day such as 2025-12-31"),
        ({"returned": True}, "The parameter returned cannot be used — True — Give a period_no with it"),
        ({"period_no": 99}, "The parameter cell cannot be used"),
        ({"value": "Tmall"}, "The parameter value cannot be used — Tmall — Give one of –"),
        ({"is_rest": True}, "The parameter is_rest cannot be used"),
        ({"won": "doomsday"}, "The parameter won cannot be used — doomsday — Give one of "),
        ({"won": "618-2024", "period_no": 1}, "Give won with returned and is_others only"),
    ],
)
def test_a_cell_that_is_not_there_is_refused(shop: DuckWarehouse, cell: dict[str, Any], said: str) -> None:
    result = retention(shop, RetentionParams(as_of=AS_OF, currency="CNY"))
    with pytest.raises(ParameterError) as refused:
        result.segment(**cell)
    assert said in str(refused.value)


def test_a_kept_definition_answers_for_another_day(tmp_path: Path, shop: DuckWarehouse) -> None:
    params = RetentionParams(as_of=AS_OF, currency="CNY")
    segment = retention(shop, params).segment(period_no=0)
    earlier = segment.values | {"as_of": AS_OF.replace(year=2024)}
    assert 0 < shop.count(segment.statement, earlier) < segment.count(shop)
