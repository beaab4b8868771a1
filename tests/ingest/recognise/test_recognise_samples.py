"""Every sample export: what it is, and the columns that matter."""

import gzip

import pytest

from insight.ingest.recognise import recognise

_SHOPIFY = {
    "order_id": "Name",
    "ordered_at": "Created at",
    "status": "Financial Status",
    "paid_amount": "Total",
    "refund_amount": "Refunded Amount",
    "currency": "Currency",
    "email": "Email",
}

_KNOWN = [
    (
        "fixture_taobao_ExportOrderList_2020_gbk.csv",
        "taobao_orders",
        ("order", "order"),
        {
            "orders": {
                "order_id": "订单编号",
                "buyer_ref": "买家会员名",
                "ordered_at": "订单创建时间",
                "paid_at": "订单付款时间 ",
                "completed_at": "确认收货时间",
                "status": "订单状态",
                "order_amount": "总金额",
                "paid_amount": "买家实际支付金额",
                "refund_amount": "退款金额",
                "receiver_phone": "联系手机",
                "address": "收货地址 ",
                "store": "店铺名称",
            }
        },
    ),
    (
        "real_tmall_order_report_teaching.csv",
        "taobao_orders",
        ("order", "order"),
        {
            "orders": {
                "order_id": "订单编号",
                "order_amount": "总金额",
                "paid_amount": "买家实际支付金额",
                "address": "收货地址",
                "ordered_at": "订单创建时间",
                "paid_at": "订单付款时间",
                "refund_amount": "退款金额",
            }
        },
    ),
    (
        "fixture_taobao_ExportOrderDetailList_2022_gbk.csv",
        "taobao_order_details",
        ("line", "line"),
        {
            "order_items": {
                "order_id": "主订单编号",
                "line_no": "子订单编号",
                "product_name": "标题",
                "quantity": "购买数量",
                "unit_price": "价格",
                "line_paid": "买家实际支付金额",
                "line_refund": "退款金额",
                "refund_status": "退款状态",
            }
        },
    ),
    (
        "fixture_jd_orders_gbk.csv",
        "jd_orders",
        ("line", "order"),
        {
            "orders": {
                "order_id": "订单号",
                "buyer_ref": "下单帐号",
                "ordered_at": "下单时间",
                "order_amount": "订单金额",
                "paid_amount": "应付金额",
                "receiver_phone": "联系电话",
                "address": "客户地址",
            },
            "order_items": {"product_id": "商品ID", "quantity": "订购数量", "unit_price": "京东价"},
        },
    ),
    (
        "fixture_pdd_orders.csv",
        "pdd_orders",
        ("order", "order"),
        {
            "orders": {
                "order_id": "订单号",
                "ordered_at": "订单成交时间",
                "paid_amount": "用户实付金额(元)",
                "goods_amount": "商品总价(元)",
                "refund_status": "售后状态",
            },
            "order_items": {"product_id": "商品id", "quantity": "商品数量(件)", "line_paid": "用户实付金额(元)"},
        },
    ),
    (
        "fixture_douyin_orders.csv",
        "douyin_orders",
        ("line", "line"),
        {
            "orders": {
                "order_id": "主订单编号",
                "ordered_at": "订单提交时间",
                "paid_amount": "订单应付金额",
                "refund_status": "售后状态",
            },
            "order_items": {"line_no": "子订单编号", "product_name": "选购商品", "line_paid": "订单应付金额"},
        },
    ),
    (
        "fixture_youzan_orders.csv",
        "youzan_orders",
        ("order", "order"),
        {
            "orders": {
                "order_id": "订单号",
                "phone": "买家手机号",
                "receiver_phone": "收货人手机号/提货人手机号",
                "paid_amount": "订单实付金额",
                "order_amount": "应收订单金额",
                "refund_amount": "订单已退款金额",
                "promoter": "分销员",
                "province": "收货人省份",
                "store": "归属店铺",
            }
        },
    ),
    (
        "fixture_youzan_customers.csv",
        "youzan_customers",
        ("customer", "order"),
        {
            "customers": {
                "phone": "客户手机号",
                "name": "客户姓名",
                "birthday": "客户生日",
                "points": "客户积分",
                "balance": "客户储值余额",
                "tags": "标签",
                "joined_at": "成为客户时间",
            }
        },
    ),
    (
        "fixture_wecom_customers_gbk.csv",
        "wecom_customers",
        ("customer", "order"),
        {
            "customers": {
                "nickname": "客户名称",
                "phone": "手机",
                "owner_staff": "添加人",
                "joined_at": "添加时间",
                "channel": "来源",
                "tags": "标签组1(学员等级)+标签组2(来源)",
            }
        },
    ),
    (
        "fixture_shopify_orders_79cols.csv",
        "shopify_orders",
        ("line", "order"),
        {
            "orders": _SHOPIFY | {"cancelled_at": "Cancelled at", "phone": "Phone", "buyer_name": "Billing Name"},
            "order_items": {"product_name": "Lineitem name", "sku": "Lineitem sku", "unit_price": "Lineitem price"},
        },
    ),
    ("fixture_shopify_orders_excel_resaved.csv", "shopify_orders", ("line", "order"), {"orders": _SHOPIFY}),
    ("synthetic_shopify_orders_9cols.csv", "shopify_orders", ("line", "order"), {"orders": _SHOPIFY}),
    (
        "fixture_amazon_orders.txt",
        "amazon_orders",
        ("line", "line"),
        {
            "orders": {"order_id": "amazon-order-id", "ordered_at": "purchase-date", "paid_amount": "item-price"},
            "order_items": {"product_id": "asin", "quantity": "quantity"},
        },
    ),
    (
        "fixture_mailchimp_audience.csv",
        "mailchimp_audience",
        ("customer", "order"),
        {"customers": {"email": "Email Address", "name": "First Name+Last Name", "tags": "TAGS"}},
    ),
]


@pytest.mark.parametrize(("name", "template", "shape", "columns"), _KNOWN, ids=[case[0] for case in _KNOWN])
def test_a_sample_export_is_recognised_with_the_columns_that_matter(
    sample, mapped, name: str, template: str, shape: tuple[str, str], columns: dict[str, dict[str, str]]
) -> None:
    sheet = sample(name)
    best = recognise(sheet).guesses[0]
    assert (best.template.id, best.mapping.grain, best.mapping.amounts) == (template, *shape)
    assert best.template.evidence == "verified"
    assert best.missing == ()
    found = mapped(sheet)
    for table, wanted in columns.items():
        assert wanted.items() <= found[table].items()


def test_of_two_columns_named_distributor_the_first_is_the_promoter(sample) -> None:
    sheet = sample("fixture_youzan_orders.csv")
    assert recognise(sheet).guesses[0].mapping.positions("orders", "promoter") == (sheet.header.index("分销员"),)


def test_the_order_sheet_of_a_qianniu_workbook_is_an_order_report(sample, mapped) -> None:
    found = mapped(sample("fixture_qianniu_three_sheets.xlsx", "订单报表"))
    assert found["orders"] == {
        "order_id": "订单编号",
        "order_amount": "买家应付货款",
        "status": "订单状态",
        "address": "收货地址",
        "ordered_at": "订单创建时间",
    }


def test_the_sales_sheet_of_a_qianniu_workbook_holds_order_lines(sample) -> None:
    best = recognise(sample("fixture_qianniu_three_sheets.xlsx", "销售明细")).guesses[0]
    assert best.template.id == "taobao_order_details"
    assert set(best.mapping.columns) == {"order_items"}


def test_the_shipping_sheet_of_a_qianniu_workbook_is_refused_by_its_name(sample) -> None:
    refusal = recognise(sample("fixture_qianniu_three_sheets.xlsx", "发货报表")).refusal
    assert refusal is not None
    assert refusal.title.render("zh_CN") == "这是发货报表，不是订单表"


@pytest.mark.parametrize(
    "name",
    [
        "fixture_klaviyo_campaigns.csv",
        "fixture_surveymonkey.csv",
        "fixture_tencent_wj.csv",
        "fixture_weibo_crawl.csv",
        "fixture_wjx_text.csv",
        "fixture_xhs_mediacrawler.csv",
    ],
)
def test_surveys_crawls_and_campaigns_are_neither_orders_nor_customers(sample, name: str) -> None:
    recognition = recognise(sample(name))
    assert not [guess for guess in recognition.guesses if {"orders", "customers"} & set(guess.mapping.columns)]


def test_a_british_wholesaler_without_order_amounts_is_read_by_its_lines(shared, sheet, mapped) -> None:
    with gzip.open(shared / "data" / "online_retail.csv.gz", "rt", encoding="utf-8", newline="") as file:
        lines = [next(file).strip() for _ in range(500)]
    retail = sheet(lines[0], [line.replace('"', "") for line in lines[1:]])
    best = recognise(retail).guesses[0]
    assert (best.template.id, best.mapping.grain, best.mapping.amounts) == ("generic", "line", "line")
    assert mapped(retail)["order_items"]["unit_price"] == "UnitPrice"
    assert mapped(retail)["orders"]["buyer_ref"] == "CustomerID"


def test_a_click_stream_is_not_a_list_of_customers(shared, sheet) -> None:
    with gzip.open(shared / "data" / "simple_shop_events.csv.gz", "rt", encoding="utf-8", newline="") as file:
        lines = [next(file).strip() for _ in range(300)]
    recognition = recognise(sheet(lines[0], lines[1:]))
    assert not [guess for guess in recognition.guesses if {"orders", "customers"} & set(guess.mapping.columns)]
