"""Parameters that retention and repurchase cannot use are refused with a sentence."""

import datetime as dt
from typing import Any

import pytest

from insight.analysis import make_params
from insight.analysis.repurchase import RepurchaseParams
from insight.analysis.retention import DEFAULT_BRACKETS, RetentionParams
from insight.errors import ParameterError
from insight.warehouse import DuckWarehouse
from tests.workspaces import order, workspace

AS_OF = dt.date(2025, 7, 1)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    return workspace(tmp_path_factory.mktemp("shop"), orders=[order("ann", "2025-06-30", 5)])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"entry": "dream"}, "entry cannot be used — dream — Give one of first_order, joined, event"),
        ({"entry": "event"}, "entry_event cannot be used — None — Give a name as the data write it"),
        ({"entry_event": "view"}, "entry_event cannot be used — view — Give nothing: it goes with another choice"),
        ({"returns": "category"}, "category cannot be used — None — Give a name as the data write it"),
        ({"returns": "event", "return_event": ""}, "return_event cannot be used —  — Give a name as the data write it"),
        ({"period": "year"}, "period cannot be used — year — Give one of month, week, quarter, day"),
        ({"mode": "sliding"}, "mode cannot be used — sliding — Give one of calendar, rolling"),
        ({"periods": 0}, "periods cannot be used — 0 — Give a whole number from 1 to 60"),
        ({"min_orders": True}, "min_orders cannot be used — True — Give a whole number from 1 to 100"),
        ({"brackets": ((1, 8),)}, "brackets cannot be used — ((1, 8),) — Give criterion custom with it"),
        (
            {"criterion": "custom", "brackets": ((8, 8),)},
            "Give one to 8 rising spans of days such as [[1, 31], [31, 61]]",
        ),
        ({"criterion": "custom", "brackets": ((9, 12), (1, 4))}, "Give one to 8 rising spans of days"),
        ({"criterion": "custom", "brackets": ()}, "Give one to 8 rising spans of days"),
        ({"returns": "amount", "min_orders": 2}, "min_orders cannot be used — 2 — Give 1 with money kept"),
        ({"returns": "amount", "criterion": "on_or_after"}, "Give on or custom with money kept"),
        (
            {"returns": "event", "return_event": "view", "measure": "amount"},
            "measure cannot be used — amount — Give rate, people or orders: events carry no money",
        ),
        ({"entry": "joined", "breakdown": "first_coupon"}, "Give it with entry by the first order only"),
        ({"since": AS_OF, "until": AS_OF}, "until cannot be used — 2025-07-01 — Give a day after 1 Jul 2025"),
        ({"currency": "yuan"}, "currency cannot be used — yuan — Give an ISO 4217 code such as CNY"),
    ],
)
def test_a_wrong_parameter_of_retention_is_refused_with_what_to_give(given: dict[str, Any], said: str) -> None:
    with pytest.raises(ParameterError) as refused:
        RetentionParams(**{"as_of": AS_OF, "currency": "CNY"} | given)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"days": ()}, "Give one to 6 rising numbers of days"),
        ({"days": (30, 30)}, "days cannot be used — [30, 30] — Give one to 6 rising numbers of days"),
        ({"days": (0,)}, "days cannot be used — 0 — Give a whole number from 1 to 3,650"),
        ({"steps": 10}, "steps cannot be used — 10 — Give a whole number from 1 to 9"),
        ({"period": "year"}, "period cannot be used — year — Give one of month, week, quarter, day"),
        ({"since": AS_OF, "until": AS_OF}, "Give a day after 1 Jul 2025"),
    ],
)
def test_a_wrong_parameter_of_repurchase_is_refused_with_what_to_give(given: dict[str, Any], said: str) -> None:
    with pytest.raises(ParameterError) as refused:
        RepurchaseParams(**{"as_of": AS_OF, "currency": "CNY"} | given)
    assert said in str(refused.value)


def test_json_values_become_parameters(shop: DuckWarehouse) -> None:
    given = {"criterion": "custom", "brackets": [[1, 31], [31, 61]], "since": "2025-01-01", "breakdown": "channel"}
    params = make_params("retention", given, shop)
    assert params == RetentionParams(
        as_of=AS_OF,
        currency="CNY",
        criterion="custom",
        brackets=((1, 31), (31, 61)),
        since=dt.date(2025, 1, 1),
        breakdown="channel",
    )
    assert {params: 1}[make_params("retention", given, shop)] == 1
    assert make_params("repurchase", {"days": [7, 14]}, shop).days == (7, 14)


def test_brackets_have_defaults_and_only_with_custom() -> None:
    assert RetentionParams(as_of=AS_OF, currency="CNY", criterion="custom").brackets == DEFAULT_BRACKETS
    assert RetentionParams(as_of=AS_OF, currency="CNY").brackets is None
