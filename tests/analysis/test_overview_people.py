"""The numbers of the overview and the people listed behind them are the same."""

from pathlib import Path

import pandas as pd
import pytest

from insight.analysis.overview import OverviewParams, overview
from tests.analysis.random_shop import AS_OF, random_customers, random_orders
from tests.workspaces import workspace

PARAMS = OverviewParams(as_of=AS_OF, currency="CNY")


@pytest.mark.parametrize("seed", range(100, 106))
def test_every_number_shown_is_the_number_of_people_listed(tmp_path: Path, seed: int) -> None:
    warehouse = workspace(tmp_path, orders=random_orders(seed), customers=random_customers(seed))
    result = overview(warehouse, PARAMS)
    for group in ("buyers", "repeat_buyers", "one_time_buyers", "members_without_orders"):
        assert result.segment(group=group).count(warehouse) == getattr(result, group)
    for row in result.months.to_dict("records"):
        assert result.segment(group=row["group"], period=row["period"]).count(warehouse) == row["customers"]
    for row in result.channels.to_dict("records"):
        assert result.segment(channel=row["channel"]).count(warehouse) == row["customers"]


@pytest.mark.parametrize("seed", range(110, 113))
def test_the_order_of_rows_changes_nothing(tmp_path: Path, seed: int) -> None:
    orders, listed = random_orders(seed), random_customers(seed)
    one, other = (
        overview(workspace(tmp_path, orders=rows, customers=listed), PARAMS) for rows in (orders, orders[::-1])
    )
    for name in ("rates", "revenue", "months", "channels"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))


@pytest.mark.parametrize("seed", range(120, 123))
def test_buyers_are_new_once_and_money_is_not_lost(tmp_path: Path, seed: int) -> None:
    warehouse = workspace(tmp_path, orders=random_orders(seed), customers=random_customers(seed))
    result = overview(warehouse, PARAMS)
    new = result.months[result.months["group"] == "new"]
    assert new["customers"].sum() == result.buyers
    assert result.months["orders"].sum() == result.orders - result.orders_without_person
    assert result.channels["net_amount"].sum() == pytest.approx(result.net_amount)
    assert result.revenue["orders"].sum() == result.orders
