"""Every header row that the catalogue of real exports shows."""

import random
from dataclasses import replace

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
    ("时间,图文页阅读人数", "wechat_articles"),
    ("统计时间,图文页阅读人数-全部", "wechat_articles"),
    ("event_date,event_timestamp", "ga4_events"),
    ("uuid,event,properties,timestamp,distinct_id", "posthog_events"),
    ("uuid,event,properties,timestamp,team_id", "posthog_events"),
    ("user_id,action,time", "sensors_import"),
    ("distinct_id,anonymous_id,time(ms)", "sensors_events"),
    ("event_id,month_id,week_id", "sensors_events"),
    ("序号,提交答卷时间", "wjx_survey"),
    ("编号,开始答题时间", "tencent_survey"),
    ("Respondent ID,Collector ID", "surveymonkey"),
    ("#,What's your name?", "typeform"),
    ("Campaign Name,Tags,Subject", "klaviyo_campaigns"),
    ("所属企业,企业编码,手机号", "sms_records"),
    ("手机号码,短信签名", "aliyun_sms"),
    ("领取张数,使用张数", "sycm_coupons"),
    ("评论,昵称,追评内容", "sycm_reviews"),
    ("Summation column,Id", "zendesk_tickets"),
    ("id,bid,正文", "weibo_posts"),
    ("微博id,微博正文", "weibo_posts"),
    ("note_id,type,title", "xhs_notes"),
    ("comment_id,create_time", "xhs_comments"),
    ("评价时间,评价门店", "meituan_reviews"),
    ("msgid,action,from", "wecom_archive"),
    ("账户名称,手机号码,原积分", "mall_points"),
    ("统计日期,商品id,商品名称", "sycm_products"),
    ("序号,<字段…>", "jinshuju"),
    ("Event Name,Time,Distinct ID", "mixpanel_events"),
    ("$insert_id,$insert_key", "amplitude_events"),
    ("日期,新增用户,活跃用户", "umeng_daily"),
    ("userId,loginUserId", "growingio_events"),
    ("时间,累计访问人数", "weapp_daily"),
    ("优惠券名称,领取人昵称", "youzan_coupons"),
    ("Title,Subject,List", "mailchimp_campaigns"),
    ("群发名称/消息内容", "wecom_broadcasts"),
    ("会员昵称,手机号,积分变动", "youzan_points"),
    ("评论时间,评级,标题", "app_store_reviews"),
]

_LOOK_ALIKES = [
    ("订单编号,父单号,订单状态,订单下单时间,订单完成时间,售后服务单号", "settlement statement"),
    ("订单编号,父单号,订单状态,订单下单时间,订单完成时间,商品编号", "settlement statement"),
    ("结算时间,订单号,子订单号", "settlement statement"),
    ("商户订单号,发生时间,收入金额（+元）", "money ledger"),
    ("直播标题,开播时间,场次id", "live streams"),
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


def test_traffic_without_a_day_is_refused_and_with_one_in_the_file_s_name_is_taken(catalogue, sheet) -> None:
    traffic = sheet(catalogue.beginning("流量来源,来源明细"))
    refusal = recognise(traffic).refusal
    assert refusal is not None
    assert refusal.title.render("zh_CN") == "看不出这些数据是哪一天的"
    named = replace(traffic, file="流量来源_20260601.xls")
    assert recognise(named).guesses[0].template.id == "sycm_traffic"


@pytest.mark.parametrize(
    ("header", "template"),
    [
        ("时间,小时,图文页阅读人数,图文页阅读次数", "wechat_articles"),
        ("时间,新关注人数,取消关注人数,净增关注人数,累积关注人数", "wechat_followers"),
        ("统计日期,pageSharePv,pageShareUv", "weapp_daily"),
        ("统计日期,页面转发次数,页面转发人数,新增用户,累计用户", "weapp_daily"),
        ("Timestamp,Email Address,How did you hear about us?,What do you like?", "google_forms"),
        ("时间戳记,您的性别是？,您从哪里知道我们？", "google_forms_of_lands"),
        ("user_nickname,add_time,update_time,star,star_display,content,pic_count,shop_reply", "dianping_reviews"),
        ("用户ID,变动类型,变动积分,收支类型,变动后的积分,变动时间", "mall_points"),
    ],
)
def test_headers_that_the_catalogue_tells_in_words_are_recognised(sheet, header: str, template: str) -> None:
    best = recognise(sheet(header)).guesses[0]
    assert (best.template.id, best.missing) == (template, ())


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
