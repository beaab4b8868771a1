"""UCI Online Retail through the ordinary path: RFM agrees, customer by customer, with slow and obvious Python."""

import csv
import datetime as dt
import gzip
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from insight.analysis import default_as_of
from insight.analysis.lifecycle import LifecycleParams, lifecycle
from insight.analysis.overview import OverviewParams, overview
from insight.analysis.repurchase import RepurchaseParams, repurchase
from insight.analysis.retention import RetentionParams, retention
from insight.analysis.rfm import RfmParams, customers, rfm
from insight.warehouse import DuckWarehouse
from tests import oracles
from tests.uploads import new_workspace, shared, upload

pytestmark = pytest.mark.slow("reads half a million rows")

AS_OF = dt.date(2011, 12, 10)
CENT = Decimal("0.01")


@pytest.fixture(scope="module")
def retail(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    warehouse = new_workspace(tmp_path_factory.mktemp("retail"))
    (report,) = upload(warehouse, shared("data/online_retail.csv.gz"))
    counts = report.tables
    assert (counts["orders"].new, counts["order_items"].new) == (25_900, 541_909)
    assert counts["orders"].rejected == counts["order_items"].rejected == 0
    return warehouse


def invoices() -> list[dict[str, Any]]:
    """One row an invoice with a customer, from the file itself."""
    lines: dict[str, list[dict[str, str]]] = defaultdict(list)
    with gzip.open(shared("data/online_retail.csv.gz"), "rt", encoding="utf-8") as file:
        for line in csv.DictReader(file):
            if line["CustomerID"]:
                lines[line["InvoiceNo"]].append(line)
    return [
        {
            "order_id": number,
            "buyer_ref": group[0]["CustomerID"].removesuffix(".0"),
            "ordered_at": min(dt.datetime.fromisoformat(line["InvoiceDate"]) for line in group),
            "paid_amount": sum(
                (Decimal(line["Quantity"]) * Decimal(line["UnitPrice"])).quantize(CENT, ROUND_HALF_UP) for line in group
            ),
            "order_amount": None,
            "status": None,
        }
        for number, group in lines.items()
    ]


def test_figures_that_any_correct_computation_gives(retail: DuckWarehouse) -> None:
    found = retail.query(
        "SELECT count(*) AS invoices, count(DISTINCT customer_id) AS customers, "
        "count(DISTINCT CASE WHEN is_valid THEN customer_id END) AS buyers, "
        "count(CASE WHEN is_valid AND customer_id IS NOT NULL THEN 1 END) AS sales, "
        "sum(CASE WHEN is_valid AND customer_id IS NOT NULL THEN net_amount END) AS net FROM core.orders"
    ).iloc[0]
    assert (found["invoices"], found["customers"], found["buyers"], found["sales"]) == (25_900, 4_372, 4_338, 18_532)
    assert round(found["net"], 2) == 8_911_407.90


def test_credit_notes_are_taken_off_and_shown_as_refunds(retail: DuckWarehouse) -> None:
    result = overview(retail, OverviewParams(as_of=AS_OF, currency="CNY"))
    assert round(result.net_amount, 2) == 9_747_747.93
    assert round(float(retail.query("SELECT sum(net_amount) AS net FROM mart.takings")["net"][0]), 2) == 8_300_065.81
    assert (result.buyers, retail.count("SELECT 1 FROM mart.purchases")) == (4_338, 18_532)
    rates = result.rates.set_index("group")["rate"]
    assert rates["refund_amount"] == pytest.approx(0.08615, abs=0.00001)
    assert rates["refund"] > 0.1


def test_rfm_agrees_customer_by_customer(retail: DuckWarehouse) -> None:
    orders = [invoice | {"currency": "CNY"} for invoice in invoices()]
    expected = oracles.rfm_scores(orders, as_of=AS_OF, currency="CNY", bins=5)
    account = retail.query("SELECT customer_id, value FROM core.identifiers WHERE kind = 'account'")
    names = dict(zip(account["customer_id"], account["value"], strict=True))
    rows = customers(retail, RfmParams(as_of=AS_OF, currency="CNY")).to_pylist()
    found = {names[row.pop("customer_id")]: oracles.Score(**row) for row in rows}
    assert found == expected
    assert len(found) == 4_338


def test_every_cell_of_the_grid_is_its_people(retail: DuckWarehouse) -> None:
    result = rfm(retail, RfmParams(as_of=AS_OF, currency="CNY"))
    for cell in result.grid.itertuples():
        assert result.segment(r=cell.r, f=cell.f).count(retail) == cell.customers
    assert result.grid["customers"].sum() == 4_338


def test_the_day_of_the_newest_order_is_the_default(retail: DuckWarehouse) -> None:

    assert default_as_of(retail) == AS_OF


def test_what_every_page_adds_up_comes_back_to_the_same_money(retail: DuckWarehouse) -> None:
    with_customer, to_nobody_who_bought, before_the_first_order = 8_300_065.81, -10_411.24, -6_053.54
    scope: dict[str, Any] = {"as_of": AS_OF, "currency": "CNY"}
    months = overview(retail, OverviewParams(**scope)).months
    stages = lifecycle(retail, LifecycleParams(**scope)).stages
    cohorts = retention(retail, RetentionParams(**scope, periods=13)).matrix
    revenue = repurchase(retail, RepurchaseParams(**scope, periods=13)).revenue
    grid = rfm(retail, RfmParams(**scope)).grid
    for table, missing in (
        (months, 0.0),
        (stages, 0.0),
        (grid, to_nobody_who_bought),
        (cohorts, to_nobody_who_bought + before_the_first_order),
        (revenue, to_nobody_who_bought + before_the_first_order),
    ):
        assert round(float(table["net_amount"].sum()) + missing, 2) == with_customer
    assert stages.set_index("stage").loc["contacted", "net_amount"] == pytest.approx(to_nobody_who_bought)
    assert cohorts["orders"].sum() == 18_532
