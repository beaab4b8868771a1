"""Money that went back lowers the money of its person on its own day, in every analysis, and brings nobody back."""

import datetime as dt
from typing import Any

import pytest

from insight.analysis.lifecycle import LifecycleParams, lifecycle
from insight.analysis.overview import OverviewParams, overview
from insight.analysis.repurchase import RepurchaseParams, repurchase
from insight.analysis.retention import RetentionParams, retention
from insight.analysis.today import spent
from insight.warehouse import DuckWarehouse
from tests.workspaces import order, people, workspace

AS_OF = dt.date(2025, 7, 1)
SHOP = [
    order("ann", "2025-01-10", 100),
    order("ann", "2025-02-03", -30),
    order("ann", "2025-03-05", 50, refund_amount="20", refunded_at=dt.datetime(2025, 4, 2)),
    order("bob", "2025-01-20", 80, refund_amount="80", status="refunded", refunded_at=dt.datetime(2025, 7, 1, 0, 0)),
    order("cai", "2025-01-05", -500),
    order("cai", "2025-01-05", 40, order_id="later that day"),
    order("cai", "2025-01-04", -7),
    order("dee", "2025-01-15", 900),
    order("dee", "2025-01-15", -900),
    order("eva", "2025-05-01", -60),
    order("ann", "2025-05-06", -5, currency="USD"),
]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    return workspace(tmp_path_factory.mktemp("shop"), orders=SHOP)


def cells(shop: DuckWarehouse, **more: Any) -> dict[tuple[int, int], list[float]]:
    params = RetentionParams(as_of=AS_OF, currency="CNY", periods=4, **more)
    rows = retention(shop, params).matrix.to_dict("records")
    return {row["period_no"]: [row["returned"], row["orders"], row["net_amount"]] for row in rows}


def test_the_money_of_a_month_is_net_and_who_sends_back_has_not_come_back(shop: DuckWarehouse) -> None:
    # January: ann 100, bob 80 (his refund is of the as-of day), cai 40 - 500 on one day, dee 900 - 900.
    expected = {0: [4, 4, -280.0], 1: [0, 0, -30.0], 2: [1, 1, 50.0], 3: [0, 0, -20.0], 4: [0, 0, 0.0]}
    assert cells(shop) == expected
    assert [row[2] for row in cells(shop, mode="rolling").values()] == [-310.0, 50.0, -20.0, 0.0, 0.0]


@pytest.mark.parametrize(
    "more",
    [
        {"returns": "amount"},
        {"returns": "order", "breakdown": "channel"},
        {"returns": "order", "criterion": "custom", "brackets": ((0, 22), (22, 53), (53, 82), (82, 400))},
    ],
)
def test_every_way_to_ask_finds_the_same_money(shop: DuckWarehouse, more: dict[str, Any]) -> None:
    found = cells(shop, **more)
    periods = (1, 2, 3, 4) if "brackets" in more else (0, 1, 2, 3)
    assert [found[period_no][2] for period_no in periods] == [-280.0, -30.0, 50.0, -20.0]
    assert [found[period_no][:2] for period_no in periods] == [[4, 4], [0, 0], [1, 1], [0, 0]]


def test_on_or_after_counts_who_came_and_all_the_money(shop: DuckWarehouse) -> None:
    found = cells(shop, criterion="on_or_after")
    assert {period_no: row[0] for period_no, row in found.items()} == {0: 4, 1: 1, 2: 1, 3: 0, 4: 0}
    assert found[1] == [1, 1, 50.0 - 30.0 - 20.0]
    assert cells(shop, criterion="on_or_after", min_orders=2)[0][0] == 1


def test_who_sent_something_back_is_not_on_the_list_of_who_came_back(shop: DuckWarehouse) -> None:
    result = retention(shop, RetentionParams(as_of=AS_OF, currency="CNY", returns="amount", periods=4))
    back = result.segment(cohort=dt.date(2025, 1, 1), period_no=1, returned=True)
    assert people(shop, back.statement, back.values) == set()


def test_what_a_person_brings_is_net_of_what_went_back_in_the_days(shop: DuckWarehouse) -> None:
    result = repurchase(shop, RepurchaseParams(as_of=AS_OF, currency="CNY", days=(23, 24, 81, 82)))
    worth = {row["days"]: (row["n"], row["net_amount"]) for row in result.worth.to_dict("records")}
    assert worth == {23: (4, -280.0), 24: (4, -310.0), 81: (4, -260.0), 82: (4, -280.0)}
    money = result.revenue[result.revenue["period_no"] <= 4]["net_amount"].tolist()
    assert (money, result.revenue["n"].unique().tolist()) == ([-280.0, -30.0, 50.0, -20.0, 0.0], [4])
    assert result.steps[["step", "n", "bought"]].to_numpy().tolist() == [[1, 4, 1], [2, 1, 0]]


def test_the_money_of_a_stage_is_net_and_money_back_alone_makes_nobody_a_buyer(shop: DuckWarehouse) -> None:
    result = lifecycle(shop, LifecycleParams(as_of=AS_OF, currency="CNY"))
    stages = result.stages.set_index("stage")
    assert (result.people, result.buyers) == (5, 4)
    assert stages.loc["contacted", ["customers", "net_amount"]].tolist() == [1, -60.0]
    assert stages["net_amount"].sum() == (100 - 30 + 30) + 80 + (40 - 500 - 7) + 0 - 60
    assert result.labels["net_amount"].sum() == stages["net_amount"].sum() + 60
    assert result.labels.groupby("frequency_label")["customers"].sum().to_dict() == {
        "trying": 3,
        "recommending": 1,
        "devoted": 0,
    }


def test_what_people_have_spent_so_far_is_net(shop: DuckWarehouse) -> None:
    everybody = overview(shop, OverviewParams(as_of=AS_OF, currency="CNY")).segment(group="buyers")
    assert spent(shop, everybody, "CNY") == (4, 100 - 30 + 30 + 80 + 40 - 507)
