"""Sheets of no known export that are neither orders nor customers."""

import pytest

from insight.ingest.recognise import Mapping, recognise

_EVENTS = "event_time,event_type,product_id,category_code,brand,price,user_id,user_session"


@pytest.mark.parametrize(
    ("header", "row", "table", "columns"),
    [
        (
            "user_id,event,timestamp",
            "219483890,catalog,2019-11-01 17:59:13.273932",
            "events",
            {"customer_ref": "user_id", "event": "event", "occurred_at": "timestamp"},
        ),
        (
            _EVENTS,
            "2019-10-01 00:00:00 UTC,view,44600062,,shiseido,35.79,541312140,72d76fde",
            "events",
            {"customer_ref": "user_id", "session_id": "user_session", "object": "product_id"},
        ),
        (
            "user_id,event,date,price,quantity",
            "7,view,2024-01-05,3,1",
            "events",
            {"customer_ref": "user_id", "event": "event", "occurred_at": "date"},
        ),
        (
            "手机号,积分变动,变动时间",
            "13800000000,+20,2026-01-05",
            "points_ledger",
            {"phone": "手机号", "delta": "积分变动", "at": "变动时间"},
        ),
        (
            "member_id,points_change,balance,reason,created_at",
            "V1,-20,100,redeem,2026-01-01",
            "points_ledger",
            {"customer_ref": "member_id", "balance_after": "balance"},
        ),
        (
            "会员号,券码,发放时间,核销时间,面额",
            "V1,C1,2026-01-01,,10",
            "coupons",
            {"coupon_id": "券码", "issued_at": "发放时间", "redeemed_at": "核销时间", "face_value": "面额"},
        ),
        (
            "customer_id,campaign_id,group,sent_at,opened_at,clicked_at",
            "V1,C1,test,2026-01-01 10:00,,",
            "touches",
            {"campaign_id": "campaign_id", "arm": "group", "sent_at": "sent_at"},
        ),
        (
            "活动编号,活动名称,渠道,开始时间,结束时间,成本",
            "HD1,召回,短信,2026-01-01,2026-01-31,100",
            "campaigns",
            {"campaign_id": "活动编号", "name": "活动名称", "starts_at": "开始时间", "cost": "成本"},
        ),
        (
            "user_id,consent_type,status,updated_at",
            "V1,email,opt-in,2026-01-01",
            "consents",
            {"customer_ref": "user_id", "purpose": "consent_type", "status": "status", "at": "updated_at"},
        ),
        (
            "referrer_id,referred_customer_id,referral_date",
            "V1,V2,2026-01-01",
            "referrals",
            {"inviter_ref": "referrer_id", "invitee_ref": "referred_customer_id", "at": "referral_date"},
        ),
        (
            "user_id,nickname,rating,content,date",
            "7,Ann,5,good,2024-01-05",
            "feedback",
            {"customer_ref": "user_id", "author": "nickname", "rating": "rating", "text": "content"},
        ),
        (
            "工单编号,客户手机号,问题描述,创建时间",
            "W1,13800000000,坏了,2026-01-05 10:00:00",
            "feedback",
            {"feedback_id": "工单编号", "text": "问题描述", "at": "创建时间"},
        ),
        (
            "商品编号,商品名称,品牌,售价",
            "LB1,蛋糕,例,128",
            "products",
            {"product_id": "商品编号", "product_name": "商品名称", "brand": "品牌", "price": "售价"},
        ),
    ],
)
def test_facts_in_usual_words_are_recognised(
    sheet, mapped, header: str, row: str, table: str, columns: dict[str, str]
) -> None:
    one = sheet(header, [row])
    best = recognise(one).guesses[0]
    assert (best.template.id, list(best.mapping.tables), best.missing) == ("generic", [table], ())
    assert columns.items() <= mapped(one)[table].items()


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("会话ID,手机号,发送方,发送时间,内容", "chat"),
        ("工单号,手机号,问题描述,创建时间", "ticket"),
        ("昵称,评价时间,评价内容,评分", "review"),
        ("作者,发布时间,正文,点赞数", "post"),
    ],
)
def test_the_kind_of_an_utterance_is_told_by_a_header(sheet, header: str, kind: str) -> None:
    assert recognise(sheet(header)).guesses[0].mapping.constants == {"feedback": {"kind": kind}}


def _figures(mapping: Mapping, table: str) -> list[str]:
    return [melted.constants["metric"] for melted in mapping.melts[table].columns]


def test_every_column_of_numbers_beside_a_day_is_a_figure(sheet, mapped) -> None:
    rows = ["2026-01-01,手淘,100,4.5%,1.2万", "2026-01-01,直播,80,4%,900"]
    table = sheet("日期,流量来源渠道,访客数,转化率,支付金额", rows)
    best = recognise(table).guesses[0]
    assert _figures(best.mapping, "metric_daily") == ["访客数", "转化率", "支付金额"]
    assert mapped(table) == {"metric_daily": {"date": "日期", "subject": "流量来源渠道"}}


def test_one_figure_a_row_is_read_by_its_columns(sheet, mapped) -> None:
    assert mapped(sheet("日期,指标,数值", ["2026-01-01,访客数,100", "2026-01-01,浏览量,300"])) == {
        "metric_daily": {"date": "日期", "metric": "指标", "value": "数值"}
    }


def test_brands_and_regions_have_figures_too(sheet) -> None:
    market = recognise(sheet("品牌,商品,价格(元),评分,采集日期", ["甲,面霜,159,4.7,2025-10-20"])).guesses[0].mapping
    assert _figures(market, "market") == ["价格(元)", "评分"]
    regions = recognise(sheet("省份,城市,年份,常住人口(万人)", ["浙江,杭州,2025,1252.2"])).guesses[0].mapping
    assert _figures(regions, "regions") == ["常住人口(万人)"]


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("日期,员工,门店,班次,销售额,访客数", ["2026-01-01,甲,A,早,10,2", "2026-01-01,乙,A,晚,10,2"]),
        ("日期,最高温,最低温", ["2026-01-01,10,2", "2026-01-02,10,2"]),
        ("日期,花费,展现量,点击量,投入产出比", ["2026-01-01,100,1000,20,2.5"]),
        ("Campaign name,Impressions,Clicks,Amount spent,Reporting starts", ["A,1000,10,12.5,2026-01-01"]),
        ("退款编号,订单编号,退款金额,申请时间,退款状态,买家会员名", ["R1,E1,10,2026-01-01,退款成功,a"]),
        ("会员号,充值时间,充值金额,余额,类型", ["V1,2026-01-01 10:00,100,200,充值"]),
        ("物流单号,订单号,手机号,签收时间", ["SF1,E1,13800000000,2026-01-01"]),
        ("直播间,开播时间,观看人数,成交金额", ["a,2026-01-01 10:00,100,20"]),
        ("商品编号,商品名称,库存", ["LB1,蛋糕,12"]),
        ("产品,问题,答案", ["a,b,c"]),
        ("手机号,签到时间,积分", ["13800000000,2026-01-01 10:00,5"]),
    ],
)
def test_sheets_of_which_nobody_can_be_certain_are_refused(sheet, header: str, rows: list[str]) -> None:
    recognition = recognise(sheet(header, rows))
    assert recognition.guesses == ()
    assert recognition.refusal is not None


def test_a_mapping_with_melts_is_remembered_and_one_without_still_reads(sheet) -> None:
    text = "序号,提交答卷时间,所用时间,来源,来源详情,来自IP,1、口味（多选）"
    mapping = recognise(sheet(text, ["1,2026/1/5 10:00:00,9秒,微信,,,原味┋抹茶"])).guesses[0].mapping
    assert Mapping.from_json(mapping.to_json()) == mapping
    plain = recognise(sheet("会员号,下单日期,金额")).guesses[0].mapping
    old = plain.to_json()
    for field in ('"constants": {}, ', '"melts": {}, ', '"packed": {}, '):
        assert field in old
        old = old.replace(field, "")
    assert Mapping.from_json(old) == plain


def test_a_mapping_that_melts_into_a_table_of_rows_does_not_read(sheet) -> None:
    text = recognise(sheet("会员号,下单日期,金额")).guesses[0].mapping.to_json()
    bad = text.replace('"melts": {}', '"melts": {"orders": {"columns": [], "blanks": []}}')
    with pytest.raises(ValueError, match="orders"):
        Mapping.from_json(bad)


def test_melted_columns_are_used_and_not_named_as_unmapped(sheet) -> None:
    best = recognise(sheet("时间,图文页阅读人数,图文页阅读次数,备注", ["2026-05-01,1,2,好"])).guesses[0]
    assert best.unmapped == ("备注",)
    assert best.mapping.used == {0, 1, 2}
