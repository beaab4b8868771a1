"""The bounds of the rules about orders and money: which side an edge belongs to."""

from pathlib import Path
from typing import Any

import pytest

from insight.audience import condition
from insight.warehouse import DuckWarehouse
from tests.audience.shops import names_in
from tests.workspaces import order, workspace


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    return workspace(
        tmp_path_factory.mktemp("shop"),
        orders=[
            order("first moment", "2025-06-01T00:00", 100),
            order("day before", "2025-05-31T23:59", 100),
            order("as-of day", "2025-07-01T00:00", 100),
            order("sent back", "2025-06-10", 90),
            order("sent back", "2025-06-30T23:59", -40),
            order("sent back later", "2025-06-10", 90),
            order("sent back later", "2025-07-01T00:00", -40),
            order("dollars", "2025-06-10", 100, currency="USD"),
            order("never bought", "2025-06-10", -10),
        ],
    )


@pytest.mark.parametrize(
    ("rule", "values", "expected"),
    [
        ("ordered_within", {"days": 30}, {"first moment", "sent back", "sent back later", "dollars"}),
        ("orders_within", {"days": 30, "orders": 1}, {"first moment", "sent back", "sent back later", "dollars"}),
        ("spent_within", {"days": 30, "amount": 100, "currency": "CNY"}, {"first moment"}),
        ("spent_within", {"days": 31, "amount": 100, "currency": "CNY"}, {"first moment", "day before"}),
        ("spent_at_least", {"amount": 90, "currency": "CNY"}, {"first moment", "day before", "sent back later"}),
        ("spent_between", {"least": 50, "most": 90, "currency": "CNY"}, {"sent back", "sent back later"}),
        ("spent_between", {"least": 50.01, "most": 89.99, "currency": "CNY"}, set()),
        ("average_order_at_least", {"amount": 50.01, "currency": "USD"}, {"dollars"}),
        (
            "average_order_at_least",
            {"amount": 90, "currency": "CNY"},
            {"first moment", "day before", "sent back later"},
        ),
    ],
)
def test_an_edge_belongs_to_one_side(
    shop: DuckWarehouse, rule: str, values: dict[str, Any], expected: set[str]
) -> None:
    assert names_in(shop, condition(rule, **values)) == expected


@pytest.mark.parametrize("rule", ["spent_at_least", "spent_within", "average_order_at_least"])
def test_who_only_sent_back_has_spent_nothing(tmp_path: Path, rule: str) -> None:
    shop = workspace(tmp_path, orders=[order("ann", "2025-06-10", -10), order("bob", "2025-06-10", 10)])
    values = {"amount": 0, "currency": "CNY"} | ({"days": 90} if rule == "spent_within" else {})
    assert names_in(shop, condition(rule, **values)) == {"bob"}
