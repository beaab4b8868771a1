"""Sheets with the headers of orders that are none: refused, and the reason said."""

import pytest

from insight.ingest.recognise import recognise


@pytest.mark.parametrize(
    ("header", "row", "reason"),
    [
        ("商品编码,商品名称,规格,仓库,可用库存,锁定库存,成本价,更新时间", "A1,茶,1,总仓,9,1,3,2026-05-01", "stock"),
        ("采购单号,供应商编号,供应商,下单日期,商品编码,采购数量,采购金额", "C1,S1,甲,2026-05-01,A1,9,90", "suppliers"),
        ("售后单号,订单号,申请时间,退款金额,退款原因,买家手机号", "R1,D1,2026-05-01,9,坏,13800000001", "returns"),
        ("会员卡号,手机号,交易时间,变动金额,变动后余额", "V1,13800000001,2026-05-01,100,100", "stored value"),
        ("佣金单号,订单号,下单时间,分销员手机,订单金额,佣金金额", "Y1,D1,2026-05-01,13800000001,9,1", "commissions"),
        ("运单号,订单号,寄件日期,计费重量,运费,合计金额,客户电话", "S1,D1,2026-05-01,1,9,9,13800000001", "deliveries"),
        ("姓名,手机号,发放日期,基本工资,实发工资", "张三,13800000001,2026-05-01,9,9", "pay"),
        ("记账时间,商户订单号,收入金额,支出金额,备注", "2026-05-01,D1,9,0,x", "ledger"),
        (
            "settlement-id,order-id,posted-date,amount-type,amount,buyer-email",
            "1,D1,2026-05-01,Fee,9,a@b.cn",
            "settlement",
        ),
        ("日期,计划名称,展现量,点击量,消耗,成交订单数,成交金额", "2026-05-01,爆款,9,9,9,9,9", "advertising"),
        ("Date,Order ID,Customer ID,Clicks,Ad Spend,Revenue", "2026-05-01,1,7,9,9,9", "advertising"),
    ],
)
def test_a_look_alike_is_refused_with_the_reason(sheet, header: str, row: str, reason: str) -> None:
    recognition = recognise(sheet(header, [row]))
    assert recognition.guesses == ()
    assert recognition.refusal is not None
    assert reason in recognition.refusal.render("en")


@pytest.mark.parametrize(
    "header", ["商品编码,商品名称,单价,数量,生效日期", "订单号,昵称,金额", "员工姓名,手机号,岗位,入职日期,门店"]
)
def test_a_price_list_a_note_or_a_list_of_staff_is_not_taken(sheet, header: str) -> None:
    assert recognise(sheet(header, ["1,2,3,4,5"])).guesses == ()


def test_a_till_that_writes_payment_and_refund_sells(sheet, mapped) -> None:
    rows = ["2026-05-01,10:00:00,$9.00,$9.00,T1,Payment,C1", "2026-05-01,11:00:00,($9.00),($9.00),T2,Refund,C1"]
    table = sheet("Date,Time,Gross Sales,Total Collected,Transaction ID,Event Type,Customer ID", rows)
    orders = mapped(table)["orders"]
    assert (orders["order_id"], orders["paid_amount"]) == ("Transaction ID", "Total Collected")
    assert orders["ordered_at"] == "Date+Time"


def test_the_same_columns_with_other_words_are_what_people_did(sheet, mapped) -> None:
    rows = ["2026-05-01 10:00:00,page_view,C1,T1,9"]
    assert "events" in mapped(sheet("Timestamp,Event Type,User ID,Session ID,Amount", rows))
