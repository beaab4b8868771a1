from pathlib import Path

import pytest

from insight.ingest.read import TextTable
from tests.ingest.read.reading import read_file

SAMPLES = Path(__file__).parent / "samples"

EXPECTED = {
    "fixture_amazon_orders.txt": ("utf-8", "\t", 32, 1, "amazon-order-id", "price-designation"),
    "fixture_douyin_orders.csv": ("utf-8-sig", ",", 21, 3, "主订单编号", "达人实际承担优惠金额"),
    "fixture_jd_orders_gbk.csv": ("gb18030", ",", 33, 2, "订单号", "商家应收"),
    "fixture_klaviyo_campaigns.csv": ("utf-8", ",", 24, 1, "Campaign Name", "Campaign Channel"),
    "fixture_mailchimp_audience.csv": ("utf-8", ",", 23, 1, "Email Address", "TAGS"),
    "fixture_pdd_orders.csv": ("utf-8-sig", ",", 27, 2, "商品", "分期方式"),
    "fixture_shopify_orders_79cols.csv": ("utf-8", ",", 79, 5, "Name", "Payment References"),
    "fixture_shopify_orders_excel_resaved.csv": ("utf-8", ";", 13, 6, "Name", "Email"),
    "fixture_surveymonkey.csv": ("utf-8", ",", 13, 1, "Respondent ID", "How likely are you to recommend us?/Response"),
    "fixture_taobao_ExportOrderDetailList_2022_gbk.csv": ("gb18030", ",", 18, 2, "子订单编号", "订单付款时间"),
    "fixture_taobao_ExportOrderList_2020_gbk.csv": ("gb18030", ",", 61, 4, "订单编号", "主订单编号"),
    "fixture_tencent_wj.csv": ("utf-8-sig", ",", 7, 2, "编号", "3.手机号"),
    "fixture_wecom_customers_gbk.csv": ("gb18030", ",", 15, 1, "客户名称", "标签组2(来源)"),
    "fixture_weibo_crawl.csv": ("utf-8-sig", ",", 15, 1, "id", "完整日期"),
    "fixture_wjx_text.csv": ("gb18030", ",", 12, 2, "序号", "5、推荐意愿(0-10)"),
    "fixture_xhs_mediacrawler.csv": ("utf-8", ",", 21, 1, "note_id", "xsec_token"),
    "fixture_youzan_customers.csv": ("utf-8", ",", 34, 3, "客户姓名", "指定时间消费金额"),
    "fixture_youzan_orders.csv": ("utf-8", ",", 60, 1, "订单号", "订单下级卖货提成金额"),
    "real_tmall_order_report_teaching.csv": ("utf-8", ",", 7, 20, "订单编号", "退款金额"),
    "synthetic_shopify_orders_9cols.csv": ("utf-8", ",", 9, 249, "Name", "Lineitem quantity"),
}


def only_table(name: str) -> TextTable:
    (table,) = read_file(SAMPLES / name)
    assert isinstance(table, TextTable), table
    return table


def cell(table: TextTable, name: str, row: int) -> str | None:
    return table.cells[str(table.header.index(name))].to_pylist()[row]


def test_every_sample_is_expected() -> None:
    workbooks = {path.name for path in SAMPLES.glob("*.xlsx")}
    assert {path.name for path in SAMPLES.iterdir()} == EXPECTED.keys() | workbooks


@pytest.mark.parametrize("name", EXPECTED)
def test_sample_is_read_as_it_stands(name: str) -> None:
    table = only_table(name)
    found = (
        table.encoding,
        table.delimiter,
        len(table.header),
        table.cells.num_rows,
        table.header[0],
        table.header[-1],
    )
    assert found == EXPECTED[name]
    assert table.replaced_characters == 0
    assert table.notes == ()
    assert table.cells.num_columns == len(table.header) + 1


def test_three_sheets_of_a_qianniu_workbook() -> None:
    tables = read_file(SAMPLES / "fixture_qianniu_three_sheets.xlsx")
    assert [
        (table.sheet, len(table.header), table.cells.num_rows) for table in tables if isinstance(table, TextTable)
    ] == [
        ("订单报表", 7, 1),
        ("销售明细", 10, 1),
        ("发货报表", 4, 1),
    ]


def test_wrong_dimension_hides_no_cells_and_the_date_comes_to_the_second() -> None:
    orders = read_file(SAMPLES / "fixture_qianniu_three_sheets.xlsx")[0]
    assert isinstance(orders, TextTable)
    assert cell(orders, "订单创建时间", 0) == "2026-06-02 11:36:57.600"
    assert cell(orders, "收货地址", 0) == "周*，86-138****0004，浙江省 杭州市 "


def test_protected_ids_are_left_to_cleaning() -> None:
    assert cell(only_table("fixture_douyin_orders.csv"), "主订单编号", 1) == "\t6917926768823643752"
    assert cell(only_table("fixture_taobao_ExportOrderList_2020_gbk.csv"), "订单编号", 0) == '="1234567890123456781"'
    assert cell(only_table("fixture_pdd_orders.csv"), "发货时间", 0) == "\t"


def test_line_breaks_and_quotes_within_cells() -> None:
    assert (
        cell(only_table("fixture_shopify_orders_79cols.csv"), "Note Attributes", 0) == "lang: fr\nInvoice Language: fr"
    )
    assert cell(only_table("fixture_mailchimp_audience.csv"), "TAGS", 0) == '"VIP","Blog"'
    assert cell(only_table("fixture_amazon_orders.txt"), "product-name", 0) == 'Stoneware "Mug" Set'


def test_duplicate_names_stay() -> None:
    assert only_table("fixture_youzan_orders.csv").header.count("分销员") == 2


def test_record_numbers_pass_over_line_breaks() -> None:
    assert only_table("fixture_shopify_orders_79cols.csv").cells["source_row"].to_pylist() == [2, 3, 4, 5, 6]
