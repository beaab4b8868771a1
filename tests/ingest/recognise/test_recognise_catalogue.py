"""Every header row that the catalogue of real exports shows."""

import random

import pytest

from insight.ingest.recognise import normalise_header, recognise

_EXPORTS = [
    ("订单编号,买家会员名,买家支付宝账号,买家应付货款", "taobao_orders"),
    ("订单编号,买家会员名,买家支付宝账号,支付单号", "taobao_orders"),
    ("订单编号,支付单号,支付详情", "taobao_orders"),
    ("订单编号,标题,价格", "taobao_order_details"),
    ("子订单编号,主订单编号,标题", "taobao_order_details"),
    ("子订单编号,主订单编号,商品标题", "taobao_order_details"),
    ("订单号,商品ID,商品名称,订购数量", "jd_orders"),
    ("订单成交时间,商品,订单号", "pdd_orders"),
    (
        "商品,订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),平台优惠折扣(元),多多支付立减金额(元),用户实付金额(元)",
        "pdd_orders",
    ),
    (
        "商品,订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),平台优惠折扣(元),多多支付立减金额(元),上门安装费(元)",
        "pdd_orders",
    ),
    ("主订单编号,子订单编号,选购商品", "douyin_orders"),
    ("订单号,销售渠道,归属店铺", "youzan_orders"),
    ("订单号,商品名称,订单创建时间,运费,订单实付金额", "youzan_order_lines"),
    ("Name,Email,Financial Status", "shopify_orders"),
    ("Date,Order #", "woocommerce_orders"),
    ("Name,Username", "woocommerce_customers"),
    ("ID,Purchase Point", "magento_orders"),
    ("ID,Name,Email,Group", "magento_customers"),
    ("amazon-order-id,merchant-order-id", "amazon_orders"),
    ("id,Description,Seller Message", "stripe_payments"),
    ("id,Email,Name,Phone", "stripe_customers"),
    ("订单编号,买家会员名,订单实付款", "suning_orders"),
    ("商品,客户,联系人", "linkwechat_payments"),
    ("客户姓名,客户昵称,客户手机号", "youzan_customers"),
    ("客户名称,描述,添加人", "wecom_customers"),
    ("Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company", "shopify_customers"),
    ("Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Company", "shopify_customers"),
    ("Email Address,First Name,Last Name,Address", "mailchimp_audience"),
    ("Email,First Name,Last Name,Phone Number,Organization", "klaviyo_profiles"),
    ("Email,Klaviyo ID,First Name,Last Name,Phone Number", "klaviyo_profiles"),
    ("Email,Klaviyo ID,First Name,Last Name,City", "klaviyo_profiles"),
    ("Record ID - Contact,First Name,Last Name,Email", "hubspot_contacts"),
    ("First Name,Last Name,Email,Phone Number,Contact owner", "hubspot_contacts"),
    ("订单编号,订单状态,下单时间,付款时间,商品名称", "weimob_orders"),
    ("会员ID(wid),昵称,姓名,手机号", "weimob_members"),
]

_LOOK_ALIKES = [
    ("订单编号,父单号,订单状态,订单下单时间,订单完成时间,售后服务单号", "settlement statement"),
    ("订单编号,父单号,订单状态,订单下单时间,订单完成时间,商品编号", "settlement statement"),
    ("结算时间,订单号,子订单号", "settlement statement"),
    ("商户订单号,发生时间,收入金额（+元）", "money ledger"),
    ("直播标题,开播时间,场次id", "live streams"),
    ("统计日期,商品id,商品名称", "visits and sales"),
    ("流量来源,来源明细,访客数", "visits and sales"),
]


@pytest.mark.parametrize(("start", "template"), _EXPORTS)
def test_a_header_row_of_the_catalogue_is_recognised(catalogue, sheet, start: str, template: str) -> None:
    recognition = recognise(sheet(catalogue.beginning(start)))
    assert recognition.refusal is None, str(recognition.refusal)
    assert recognition.guesses[0].template.id == template
    assert recognition.guesses[0].missing == ()


@pytest.mark.parametrize(("start", "template"), _EXPORTS)
def test_columns_in_another_order_and_written_otherwise_are_still_recognised(
    catalogue, sheet, mapped, start: str, template: str
) -> None:
    header = list(dict.fromkeys(catalogue.beginning(start)))
    shuffled = [cell.replace("(", "（").replace(")", "）") + " " for cell in header]
    random.Random(7).shuffle(shuffled)
    assert recognise(sheet(shuffled)).guesses[0].template.id == template
    assert _plain(mapped(sheet(shuffled))) == _plain(mapped(sheet(header)))


def _plain(mapped: dict[str, dict[str, str]]) -> dict[str, dict[str, set[str]]]:
    """The headers as they are compared; those that are joined in no order."""
    return {
        table: {name: {normalise_header(part) for part in headers.split("+")} for name, headers in columns.items()}
        for table, columns in mapped.items()
    }


@pytest.mark.parametrize(("start", "what"), _LOOK_ALIKES)
def test_a_look_alike_is_refused_with_the_reason(catalogue, sheet, start: str, what: str) -> None:
    recognition = recognise(sheet(catalogue.beginning(start)))
    assert recognition.guesses == ()
    assert recognition.refusal is not None
    assert what in recognition.refusal.title.render("en")


def test_crm_customers_without_a_phone_are_refused_and_with_one_are_taken(catalogue, sheet) -> None:
    header = catalogue.beginning("客户名称,所属行业")
    refusal = recognise(sheet(header)).refusal
    assert refusal is not None
    assert refusal.title.render("en") == "No column tells one customer from another"
    assert recognise(sheet((*header, "手机"))).guesses[0].template.id == "yudao_customers"


def test_no_header_of_events_surveys_campaigns_or_reviews_becomes_orders_or_customers(catalogue, sheet) -> None:
    others = [header for section, header in catalogue.headers if section in "345678" and "Klaviyo ID" not in header]
    assert len(others) > 25
    for header in others:
        taken = [
            guess for guess in recognise(sheet(header)).guesses if {"orders", "customers"} & set(guess.mapping.columns)
        ]
        assert not taken, header
