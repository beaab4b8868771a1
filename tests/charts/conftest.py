"""A small shop whose numbers can be told by heart."""

import datetime as dt

import pytest

from insight.analysis.overview import OverviewParams, OverviewResult, overview
from insight.analysis.rfm import RfmParams, RfmResult, rfm
from insight.warehouse import DuckWarehouse
from tests.workspaces import order, workspace

AS_OF = dt.date(2025, 3, 15)


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    """40 people bought in January for 100 each; 10 of them again in February for 200, elsewhere; 5 came in February and
    3 in March, each for 50.
    """
    january = [order(f"p{n}", "2025-01-10", 100) for n in range(40)]
    again = [order(f"p{n}", "2025-02-10", 200, channel="Youzan") for n in range(10)]
    february = [order(f"q{n}", "2025-02-20", 50) for n in range(5)]
    march = [order(f"r{n}", "2025-03-02", 50) for n in range(3)]
    return workspace(tmp_path_factory.mktemp("shop"), orders=[*january, *again, *february, *march])


@pytest.fixture(scope="session")
def seen(shop: DuckWarehouse) -> OverviewResult:
    return overview(shop, OverviewParams(as_of=AS_OF, currency="CNY"))


@pytest.fixture(scope="session")
def scored(shop: DuckWarehouse) -> RfmResult:
    """Two scores a dimension: r is 2 within 60 days, f from 2 orders, m from 100 yuan."""
    params = RfmParams(
        as_of=AS_OF,
        currency="CNY",
        bins=2,
        method="fixed",
        recency_day_cuts=(60,),
        order_cuts=(2,),
        amount_cuts=(100.0,),
    )
    return rfm(shop, params)
