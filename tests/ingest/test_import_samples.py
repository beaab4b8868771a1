"""Every sample export of the known kinds, against expectations written by hand from the files."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from insight.warehouse import DuckWarehouse
from tests.uploads import new_workspace, sample_export, upload


def orders(warehouse: DuckWarehouse) -> pd.DataFrame:
    return warehouse.query("SELECT * FROM core.orders ORDER BY order_id").set_index("order_id")


def items(warehouse: DuckWarehouse) -> pd.DataFrame:
    return warehouse.query("SELECT * FROM core.order_items ORDER BY order_id, line_no")


COUNTS = {
    "fixture_taobao_ExportOrderList_2020_gbk.csv": {"orders": 4},
    "fixture_taobao_ExportOrderDetailList_2022_gbk.csv": {"order_items": 2},
    "fixture_qianniu_three_sheets.xlsx": {"orders": 1, "order_items": 1},
    "real_tmall_order_report_teaching.csv": {"orders": 20},
    "fixture_jd_orders_gbk.csv": {"orders": 1, "order_items": 2},
    "fixture_pdd_orders.csv": {"orders": 2, "order_items": 2},
    "fixture_douyin_orders.csv": {"orders": 2, "order_items": 3},
    "fixture_youzan_orders.csv": {"orders": 1, "order_items": 1},
    "fixture_youzan_customers.csv": {"customers": 3},
    "fixture_wecom_customers_gbk.csv": {"customers": 1},
    "fixture_shopify_orders_79cols.csv": {"orders": 4, "order_items": 5},
    "fixture_shopify_orders_excel_resaved.csv": {"orders": 5, "order_items": 6},
    "synthetic_shopify_orders_9cols.csv": {"orders": 127, "order_items": 249},
    "fixture_amazon_orders.txt": {"orders": 1, "order_items": 1},
    "fixture_mailchimp_audience.csv": {"customers": 1},
    "fixture_klaviyo_campaigns.csv": {"campaigns": 1, "metric_daily": 16},
    "fixture_surveymonkey.csv": {"survey_responses": 1, "survey_answers": 4},
    "fixture_tencent_wj.csv": {"survey_responses": 2, "survey_answers": 4},
    "fixture_wjx_text.csv": {"survey_responses": 2, "survey_answers": 7},
    "fixture_weibo_crawl.csv": {"feedback": 1},
    "fixture_xhs_mediacrawler.csv": {"feedback": 1},
}


@pytest.mark.one_in(5)
@pytest.mark.parametrize("name", COUNTS)
def test_every_row_of_a_sample_arrives_once(tmp_path: Path, name: str) -> None:
    warehouse = new_workspace(tmp_path)
    reports = [report for report in upload(warehouse, sample_export(name)) if not report.refused]
    new = {table: counts.new for report in reports for table, counts in report.tables.items()}
    assert new == COUNTS[name]
    assert all(counts.rejected == 0 for report in reports for counts in report.tables.values())
    for table, number in COUNTS[name].items():
        core = "source_customers" if table == "customers" else table
        assert warehouse.count(f"SELECT 1 FROM core.{core}") == number


@pytest.mark.slow("imports every sample export twice")
def test_all_samples_imported_twice_change_nothing(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    paths = [sample_export(name) for name in COUNTS]
    upload(warehouse, *paths)
    before = {name: warehouse.query(f"SELECT * FROM core.{name} ORDER BY ALL") for name in ("orders", "customers")}
    for report in upload(warehouse, *paths):
        for counts in report.tables.values():
            assert counts.new == 0
            assert counts.new + counts.updated + counts.unchanged + counts.rejected == counts.read
    after = {name: warehouse.query(f"SELECT * FROM core.{name} ORDER BY ALL") for name in ("orders", "customers")}
    provenance = ["batch_id", "source_file", "source_row"]
    for name, frame in before.items():
        columns = [column for column in frame.columns if column not in provenance]
        pd.testing.assert_frame_equal(frame[columns], after[name][columns])


def test_taobao_orders_2020_in_gbk(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    (report,) = upload(warehouse, sample_export("fixture_taobao_ExportOrderList_2020_gbk.csv"))
    assert (report.template, report.encoding) == ("taobao_orders", "gb18030")
    found = orders(warehouse)
    assert list(found.index) == [f"123456789012345678{digit}" for digit in "1234"]
    assert list(found["buyer_ref"]) == ["示例买家01", "示例买家02", "示例买家01", "示例买家03"]
    assert list(found["status"]) == ["completed", "shipped", "closed", "paid"]
    assert list(found["paid_amount"]) == [128.00, 59.90, 0.00, 199.00]
    assert list(found["net_amount"]) == [128.00, 59.90, 0.00, 179.00]
    assert list(found["is_valid"]) == [True, True, False, True]
    assert found["ordered_at"].iloc[0] == dt.datetime(2020, 11, 28, 13, 2, 11)
    assert found["ordered_at"].iloc[3] == dt.datetime(2020, 11, 29, 9, 5)
    assert set(found["phone_masked"]) == {"138****1234"}
    assert found["phone"].isna().all()
    assert set(found["province"]) == {"浙江"}
    assert set(found["city"]) == {"杭州"}
    assert set(found["store"]) == {"示例旗舰店"}
    assert found["customer_id"].nunique() == 3


def test_masked_phone_joins_nobody(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    upload(warehouse, sample_export("fixture_taobao_ExportOrderList_2020_gbk.csv"))
    assert warehouse.count("SELECT 1 FROM core.customers") == 3
    assert warehouse.count("SELECT 1 FROM core.identifiers WHERE kind = 'phone'") == 0


def test_taobao_order_details_2022(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    upload(warehouse, sample_export("fixture_taobao_ExportOrderDetailList_2022_gbk.csv"))
    found = items(warehouse)
    assert list(found["order_id"]) == ["B200", "B200M"]
    assert list(found["line_no"]) == ["B200", "B201"]
    assert list(found["quantity"]) == [1, 2]
    assert list(found["unit_price"]) == [5100.00, 300.00]
    assert list(found["line_paid"]) == [2933.78, 0.00]
    assert list(found["line_refund"]) == [0.00, 600.00]
    assert list(found["refund_status"]) == ["none", "refunded"]
    assert found["sku"].iloc[0] == "23210020201"


def test_reduced_tmall_report_without_buyers_counts_for_revenue_only(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    upload(warehouse, sample_export("real_tmall_order_report_teaching.csv"))
    found = orders(warehouse)
    assert found["customer_id"].isna().all()
    assert found.loc["6", "net_amount"] == 148.90
    assert found.loc["6", "refund_amount"] == 178.80
    assert not found.loc["5", "is_valid"]
    assert not found.loc["1", "is_valid"]
    assert found.loc["2", "province"] == "内蒙古"
    assert found.loc["2", "ordered_at"] == dt.datetime(2020, 2, 20, 23, 59)


def test_qianniu_workbook_loads_orders_and_lines_and_says_what_the_shipping_sheet_is(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    reports = {report.sheet: report for report in upload(warehouse, sample_export("fixture_qianniu_three_sheets.xlsx"))}
    assert reports["订单报表"].template == "taobao_orders"
    assert reports["销售明细"].template == "taobao_order_details"
    refused = reports["发货报表"].refused
    assert refused is not None
    assert "shipping" in refused.render("en")
    found = orders(warehouse)
    assert found.loc["A100", "ordered_at"] == dt.datetime(2026, 6, 2, 11, 36, 57, 600000)
    assert found.loc["A100", "net_amount"] == 2104.80
    assert items(warehouse)["line_refund"].iloc[0] == 0


def test_jd_repeats_the_order_amount_on_each_line(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    upload(warehouse, sample_export("fixture_jd_orders_gbk.csv"))
    found = orders(warehouse).loc["300000000001"]
    assert found["paid_amount"] == 500.00
    assert found["net_amount"] == 500.00
    assert found["ordered_at"] == dt.datetime(2026, 1, 31, 8, 6, 59)
    assert found["status"] == "completed"
    assert found["buyer_ref"] == "jd_示例01"
    assert (found["province"], found["city"]) == ("广东", "深圳")
    lines = items(warehouse)
    assert list(lines["product_id"]) == ["SKU-A", "SKU-B"]
    assert list(lines["unit_price"]) == [250.00, 250.00]


@pytest.mark.slow("imports files again and again")
def test_pdd_derives_the_day_from_the_order_number_and_takes_off_a_refund_without_amount(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    upload(warehouse, sample_export("fixture_pdd_orders.csv"))
    found = orders(warehouse)
    first, second = found.loc["260517-607198974342268"], found.loc["260531-607198974342268"]
    assert first["ordered_at"] == dt.datetime(2026, 5, 17)
    assert (first["paid_amount"], first["net_amount"], first["is_valid"]) == (17.80, 17.80, True)
    assert second["ordered_at"] == dt.datetime(2026, 6, 1, 0, 3)
    assert (second["paid_amount"], second["net_amount"], second["is_valid"]) == (32.30, 0.00, False)
    assert second["status"] == "shipped"
    assert set(items(warehouse)["product_id"]) == {"754299529443"}


def test_douyin_adds_the_amounts_of_sub_orders_but_not_of_closed_ones(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    upload(warehouse, sample_export("fixture_douyin_orders.csv"))
    found = orders(warehouse)
    refunded, kept = found.loc["6917926768823643751"], found.loc["6917926768823643752"]
    assert (refunded["paid_amount"], refunded["refund_amount"], refunded["is_valid"]) == (28.90, 28.90, False)
    assert (kept["paid_amount"], kept["net_amount"], kept["status"]) == (20.00, 20.00, "shipped")
    assert list(items(warehouse)["line_no"]) == [
        "6917926768823643751",
        "6917926768823643752",
        "69179267688236437529",
    ]
    assert found["customer_id"].isna().all()


@pytest.mark.slow("imports files again and again")
def test_youzan_order_and_customer_are_one_person_by_phone(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    upload(warehouse, sample_export("fixture_youzan_orders.csv"), sample_export("fixture_youzan_customers.csv"))
    found = orders(warehouse).loc["E20260619100000000000001"]
    assert (found["net_amount"], found["status"], found["is_valid"]) == (100.00, "completed", True)
    assert found["ordered_at"] == dt.datetime(2026, 6, 19, 10)
    people = warehouse.query("SELECT * FROM core.customers ORDER BY nickname")
    assert len(people) == 3
    alice = people.set_index("customer_id").loc[found["customer_id"]]
    assert alice["name"] == "Alice"
    assert alice["phone"] == "13800138000"
    assert alice["gender"] == "female"
    assert alice["birthday"].date() == dt.date(1990, 1, 1)
    assert alice["points"] == 200
    assert alice["balance"] == 10.00
    assert alice["tags"] == "生日蛋糕"
    assert people.set_index("nickname").loc["Foo", "phone_masked"] == "186******05"


def test_wecom_contact_keeps_staff_and_tag_groups(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    upload(warehouse, sample_export("fixture_wecom_customers_gbk.csv"))
    found = warehouse.query("SELECT * FROM core.customers").iloc[0]
    assert found["owner_staff"] == "客服一"
    assert found["tags"] == "A级;门店;活动"
    assert found["joined_at"] == dt.datetime(2026, 1, 5, 13, 2, 11)
    assert found["has_wecom"]


@pytest.mark.slow("imports files again and again")
def test_shopify_order_columns_stand_on_the_first_line_only(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    upload(warehouse, sample_export("fixture_shopify_orders_79cols.csv"))
    found = orders(warehouse)
    assert list(found["paid_amount"]) == [1500.00, 45.50, 10.00, 25.50]
    assert list(found["net_amount"]) == [1500.00, 45.50, 0.00, 25.50]
    assert list(found["is_valid"]) == [True, True, False, False]
    assert list(found["status"]) == ["paid", "paid", "refunded", "unpaid"]
    assert set(found["currency"]) == {"CAD"}
    assert found.loc["#1001", "ordered_at"] == dt.datetime(2026, 4, 5, 21, 6, 21)
    assert items(warehouse)["sku"].iloc[0] == "0012"
    assert items(warehouse)["product_name"].iloc[0] == 'Apple Cider - Color, "free"'


@pytest.mark.slow("imports files again and again")
def test_shopify_file_resaved_by_excel_has_its_days_first(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    upload(warehouse, sample_export("fixture_shopify_orders_excel_resaved.csv"))
    found = orders(warehouse)
    assert found.loc["#1001", "ordered_at"] == dt.datetime(2026, 4, 5, 21, 6)
    assert found.loc["#1005", "ordered_at"] == dt.datetime(2025, 12, 31, 22, 36)
    assert found.loc["#1002", "net_amount"] == 45.50


@pytest.mark.slow("imports files again and again")
def test_equal_short_order_numbers_of_different_shops_stay_apart(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    upload(
        warehouse,
        sample_export("fixture_shopify_orders_79cols.csv"),
        sample_export("synthetic_shopify_orders_9cols.csv"),
    )
    assert warehouse.count("SELECT 1 FROM core.orders") == 4 + 127
    assert warehouse.count("SELECT 1 FROM core.orders WHERE order_id = '#1001'") == 2
