"""The Tmall shop: two order reports that overlap, and the report of order lines."""

from __future__ import annotations

import datetime as dt
from typing import Final

from sample_data.maker.draw import Draw
from sample_data.maker.files import Row, Table, columns, money, stamp
from sample_data.maker.goods import BRAND
from sample_data.maker.names import mask_middle, mask_name
from sample_data.maker.orders import LAST_EXPORT, Line, Order, State
from sample_data.maker.people import Person

FIRST_FILE: Final = "ExportOrderList202501110902.csv"
SECOND_FILE: Final = "ExportOrderList202601010905.csv"
DETAIL_FILE: Final = "ExportOrderDetailList202601010911.csv"

FIRST_EXPORT: Final = dt.datetime(2025, 1, 11, 9, 2)
# The second report begins a month before the first one ends: what was on its way then has arrived by now.
SECOND_FROM: Final = dt.datetime(2024, 12, 11)

# Some header cells really end in a space.
ORDER_HEADER: Final = columns(
    "订单编号,买家会员名,买家支付宝账号,支付单号,支付详情,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分",
    "买家实际支付金额,买家实际支付积分,订单状态,买家留言,收货人姓名,收货地址 ,运送方式,联系电话 ,联系手机",
    "订单创建时间,订单付款时间 ,宝贝标题 ,宝贝种类 ,物流单号 ,物流公司,订单备注,宝贝总数量,店铺Id,店铺名称",
    "订单关闭原因,卖家服务费,买家服务费,发票抬头,是否手机订单,分阶段订单信息,特权订金订单id,是否上传合同照片",
    "是否上传小票,是否代付,定金排名,修改后的sku,修改后的收货地址,异常信息,天猫卡券抵扣,集分宝抵扣,是否是O2O交易",
    "新零售交易类型,新零售导购门店名称,新零售导购门店id,新零售发货门店名称,新零售发货门店id,退款金额,预约门店",
    "确认收货时间,打款商家金额,含应开票给个人的个人红包,是否信用购,体验期结束时间,前N有礼,配送类型,主订单编号",
)
DETAIL_HEADER: Final = columns(
    "子订单编号,主订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码,支付单号",
    "买家应付货款,买家实际支付金额,退款状态,退款金额,订单创建时间,订单付款时间",
)

STATUS: Final[dict[State, str]] = {
    "unpaid": "等待买家付款",
    "never_paid": "交易关闭",
    "paid": "买家已付款,等待卖家发货",
    "shipped": "卖家已发货,等待买家确认",
    "done": "交易成功",
    "refunded": "交易关闭",
}
_CLOSED_BECAUSE: Final[dict[State, str]] = {"never_paid": "买家未付款", "refunded": "退款"}
_CARRIERS: Final = (("圆通速递", "YT"), ("中通快递", "ZT"), ("顺丰速运", "SF"))
_STREETS: Final = tuple("文古体学健人解中和平")
_WISHES: Final = ("", "", "", "", "", "", "麻烦尽快发货", "送人的，请附贺卡", "敏感肌可以用吗？")


def order_number(order: Order) -> str:
    """19 digits: time, serial, and the tail of the buyer, as the platform composes them.

    The last digit is never 0: a tail of zeros is the mark of a number that Excel has rounded.
    """
    buyer = buyer_of(order).number
    seconds = int((order.created_at - dt.datetime(2015, 1, 1)).total_seconds())
    return f"2{seconds:09d}{order.number * 10 % 100000:05d}{buyer * 7919 % 1000:03d}{1 + buyer % 9}"


def buyer_of(order: Order) -> Person:
    if order.person is None:
        raise ValueError(f"order {order.number} of Tmall names no buyer")
    return order.person


def _protected(number: str) -> str:
    return f'="{number}"'


def _payment_number(order: Order) -> str:
    return f"{order.created_at:%Y%m%d}22001{Draw('alipay', order.number).digits(15)}"


def _contact(buyer: Person) -> Row:
    """The receiver: masked, except of old members who agreed to be known."""
    is_known = buyer.phone_on_tmall
    place = buyer.place
    street = Draw("street", buyer.number).pick(_STREETS)
    return {
        "收货人姓名": buyer.name if is_known else mask_name(buyer.name),
        "收货地址 ": f"{place.province} {place.city} {place.district} {street}*路***",
        "运送方式": "快递",
        "联系手机": "'" + (buyer.phone if is_known else mask_middle(buyer.phone)),
    }


def _parcel(order: Order, draw: Draw, at: dt.datetime) -> Row:
    company, letters = draw.pick(_CARRIERS)
    number = f"No:{letters}{draw.digits(13)}"
    is_sent = order.state(at) in ("shipped", "done") or (order.state(at) == "refunded" and order.shipped_at < at)
    return {"物流单号 ": number, "物流公司": company} if is_sent else {}


def _order_row(order: Order, at: dt.datetime) -> Row:
    draw = Draw("tmall", order.number)
    number, state, buyer = order_number(order), order.state(at), buyer_of(order)
    is_paid = state not in ("unpaid", "never_paid")
    return {
        "订单编号": _protected(number),
        "买家会员名": buyer.tmall_name,
        "支付单号": _protected(_payment_number(order)) if is_paid else "",
        "支付详情": "支付宝支付" if is_paid else "",
        "买家应付货款": money(order.payable),
        "买家应付邮费": money(order.shipping),
        "买家支付积分": "0",
        "总金额": money(order.total),
        "返点积分": "0",
        # The platform shows what is left after refunds, not what was paid.
        "买家实际支付金额": money(order.total - order.refund(at) if is_paid else 0),
        "买家实际支付积分": "0",
        "订单状态": STATUS[state],
        "买家留言": draw.pick(_WISHES),
        **_contact(buyer),
        "订单创建时间": stamp(order.created_at),
        "订单付款时间 ": stamp(order.paid_at) if is_paid else "",
        "宝贝标题 ": "，".join(f"【{BRAND}】{line.good.name}" for line in order.lines),
        "宝贝种类 ": str(len(order.lines)),
        **_parcel(order, draw, at),
        "宝贝总数量": str(sum(line.quantity for line in order.lines)),
        "店铺Id": "0",
        "店铺名称": f"{BRAND}旗舰店",
        "订单关闭原因": _CLOSED_BECAUSE.get(state, "订单未关闭"),
        "是否手机订单": "手机订单" if draw.chance(0.93) else "",
        "退款金额": money(order.refund(at)),
        "确认收货时间": stamp(order.completed_at) if state == "done" else "",
        "主订单编号": _protected(number),
    }


def _line_status(order: Order, line: Line) -> str:
    is_sent_back = line.refund == line.payable and order.refund(LAST_EXPORT) > 0
    return "交易关闭" if is_sent_back else STATUS[order.state(LAST_EXPORT)]


def _line_row(order: Order, line: Line, line_number: str) -> Row:
    is_paid = order.state(LAST_EXPORT) not in ("unpaid", "never_paid")
    refund = line.refund if order.refund(LAST_EXPORT) else 0
    return {
        "子订单编号": _protected(line_number),
        "主订单编号": _protected(order_number(order)),
        "标题": f"【{BRAND}】{line.good.name}",
        "价格": money(line.unit_price),
        "购买数量": str(line.quantity),
        "外部系统编号": line.good.sku,
        "商品属性": f"规格：{line.good.spec}",
        "订单状态": _line_status(order, line),
        "商家编码": line.good.sku,
        "支付单号": _protected(_payment_number(order)) if is_paid else "",
        "买家应付货款": money(line.payable),
        "买家实际支付金额": money(line.payable - refund if is_paid else 0),
        "退款状态": "退款成功" if refund else "没有申请退款",
        "退款金额": money(refund) if refund else "无退款申请",
        "订单创建时间": stamp(order.created_at),
        "订单付款时间": stamp(order.paid_at) if is_paid else "",
    }


def _line_rows(order: Order) -> list[Row]:
    """An order of one line lends it its number; otherwise the lines have numbers of their own."""
    main = order_number(order)
    if len(order.lines) == 1:
        return [_line_row(order, order.lines[0], main)]
    return [_line_row(order, line, str(int(main) + place * 10000)) for place, line in enumerate(order.lines, start=1)]


def tables(orders: list[Order]) -> list[Table]:
    """The newest order stands first, as in the platform's reports."""
    newest = [order for order in reversed(orders) if order.shop == "tmall"]
    first = [_order_row(order, FIRST_EXPORT) for order in newest if order.created_at < FIRST_EXPORT]
    second = [_order_row(order, LAST_EXPORT) for order in newest if order.created_at >= SECOND_FROM]
    lines = [row for order in newest for row in _line_rows(order)]
    return [
        Table(FIRST_FILE, ORDER_HEADER, first, "gb18030"),
        Table(SECOND_FILE, ORDER_HEADER, second, "gb18030"),
        Table(DETAIL_FILE, DETAIL_HEADER, lines, "gb18030"),
    ]
