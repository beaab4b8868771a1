"""Random baskets: rules and their people agree with slow and obvious Python."""

import datetime as dt
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from insight.analysis.associations import AssociationsParams, AssociationsResult, associations
from tests import oracle_associations as oracle
from tests.workspaces import Row, order, workspace

AS_OF = dt.date(2025, 7, 1)


def random_baskets(seed: int) -> tuple[list[Row], list[Row]]:
    """Up to 120 orders of up to 25 people; a product may stand in two lines; some orders are closed, some nobody's."""
    random = Random(seed)
    goods = [f"g{number}" for number in range(random.randint(2, 9))]
    orders, items = [], []
    for number in range(random.randint(3, 120)):
        buyer = None if random.random() < 0.1 else f"p{random.randint(0, 24)}"
        day = AS_OF - dt.timedelta(days=random.randint(1, 300))
        made = order(buyer, day.isoformat(), 10, order_id=f"s{seed}-{number}")
        made["status"] = "closed" if random.random() < 0.1 else "completed"
        orders.append(made)
        for place in range(random.choice((1, 1, 2, 3, 4, 6))):
            sku = goods[min(int(random.expovariate(0.5)), len(goods) - 1)]
            line = {"order_id": made["order_id"], "line_no": str(place), "sku": sku, "product_name": sku.upper()}
            items.append(line | {"ordered_at": made["ordered_at"], "quantity": 1})
    return orders, items


def found_rules(result: AssociationsResult) -> dict[tuple[oracle.Side, oracle.Side], oracle.Rule]:
    names = oracle.Rule._fields
    return {
        (
            frozenset(json.loads(row["antecedent_items"])),
            frozenset(json.loads(row["consequent_items"])),
        ): oracle.Rule(*(row[name] for name in names))
        for row in result.rules.to_dict("records")
    }


@pytest.mark.one_in(2)
@pytest.mark.parametrize("basket", ["order", "person"])
@pytest.mark.parametrize("seed", range(10))
def test_rules_are_those_of_the_baskets(tmp_path: Path, seed: int, basket: str) -> None:
    orders, items = random_baskets(seed)
    cut: dict[str, Any] = {"support": (0.02, 0.1, 0.3)[seed % 3], "confidence": (0.0, 0.5, 0.8)[seed % 3]}
    most, window = (2, 3, 4, 4)[seed % 4], (7, 60)[seed % 2]
    params = AssociationsParams(
        as_of=AS_OF,
        currency="CNY",
        basket=basket,  # type: ignore[arg-type]
        window_days=window,
        min_support=cut["support"],
        min_confidence=cut["confidence"],
        max_items=most,
    )
    shop = workspace(tmp_path, orders=orders, items=items)
    result = associations(shop, params)
    baskets = oracle.baskets_by_order(orders, items)
    if basket == "person":
        baskets = oracle.baskets_by_person(orders, items, window)
    expected = oracle.rules(baskets, oracle.owned(orders, items), most_items=most, **cut)
    found = found_rules(result)
    assert result.baskets == len(baskets)
    assert found.keys() == expected.keys()
    for sides, measured in expected.items():
        assert found[sides] == pytest.approx(measured)
    for row in result.rules.head(15).to_dict("records"):
        segment = result.segment(antecedent=row["antecedent"], consequent=row["consequent"])
        assert segment.count(shop) == row["customers"]
