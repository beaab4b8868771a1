"""The bakery's mini program and stores on Youzan: orders and the customer list."""

from __future__ import annotations

import datetime as dt
from typing import Final

from sample_data.maker.draw import Draw
from sample_data.maker.festivals import FIRST_DAY
from sample_data.maker.files import Row, Table, columns, money, stamp
from sample_data.maker.goods import BRAND
from sample_data.maker.names import RECEIVER_START, chinese_name, mask_most
from sample_data.maker.orders import LAST_EXPORT, Order, State
from sample_data.maker.people import Person

ORDER_FILE: Final = "youzan_orders_20260101.csv"
CUSTOMER_FILE: Final = "youzan_customers_20260101.csv"

ORDER_HEADER: Final = columns(
    "订单号,销售渠道,归属店铺,订单类型,订单状态,推广方式,订单来源,订单创建时间,买家付款时间,交易成功时间,付款方式",
    "支付流水号,商品金额合计,运费,店铺优惠合计,应收订单金额,订单实付金额,支付优惠合计,订单实收金额,订单抵用积分数",
    "店铺优惠方式,支付优惠方式,全部商品名称,商品种类数,订单配送方式,同城送达时间/提货时间,收货人省份,收货人城市",
    "收货人地区,详细收货地址/提货地址,收货人/提货人,收货人手机号/提货人手机号,买家备注,订单星级,买家昵称",
    "买家是否会员,买家手机号,下单网点,收银员,分销员,销售导购,专属导购,订单退款状态,订单已退款金额,商家订单备注",
    "桌号,挂账主体,挂账手机号,团长订单,订单风险标签,分销员,分销员手机号,分销员所属店铺,分销员所属团队",
    "分销员所属分组,分销员等级,订单佣金类型,订单佣金金额,订单下级卖货提成类型,订单下级卖货提成金额",
)
# The header ends in a comma: its last cell is empty.
CUSTOMER_HEADER: Final = columns(
    "客户姓名,客户昵称,客户手机号,客户生日,客户性别,标签,是否会员,成长值,免费等级,付费等级,权益卡,客户积分",
    "客户储值余额,消费次数,消费金额,累计退款金额,累计退款订单数,笔单价,上次消费时间,分销员,导购员,企微好友",
    "来源渠道,来源方式,成为客户时间,成为会员时间,成为会员店铺,公众号,公众号关注时间,最近浏览时间,微信地域",
    "所属区域,指定时间消费次数,指定时间消费金额,",
)

_STORES: Final = (f"{BRAND}烘焙·西湖店", f"{BRAND}烘焙·滨江店", f"{BRAND}烘焙·拱墅店")
_CASHIERS: Final = ("收银01", "收银02", "收银03")
_GUIDES: Final = ("导购小周", "导购小吴", "导购小郑", "")
_STATUS: Final[dict[State, str]] = {
    "unpaid": "待付款",
    "never_paid": "交易关闭",
    "paid": "待发货",
    "shipped": "已发货",
    "done": "交易完成",
    "refunded": "交易关闭",
}
_TAGS: Final = ("爱吃草莓", "生日蛋糕", "不要香菜味", "乳糖不耐", "常订下午茶", "企业团购", "敏感肌")
_LEVELS: Final = ((0, "VIP1"), (30000, "VIP2"), (80000, "VIP3"), (200000, "VIP4"))


def order_number(order: Order) -> str:
    return f"E{order.created_at:%Y%m%d%H%M%S}{order.number * 10007 % 10**9:09d}"


def _names_of_goods(order: Order) -> str:
    """All goods in one cell, a line each, with the quantity in brackets."""
    return "\n".join(f"{line.good.name} {line.good.spec}({line.quantity}件)" for line in order.lines)


def _amounts(order: Order, is_paid: bool) -> Row:
    paid = money(order.total if is_paid else 0)
    off = order.list_price - order.payable
    return {
        "商品金额合计": money(order.list_price),
        "运费": money(order.shipping),
        "店铺优惠合计": money(off),
        "应收订单金额": money(order.total),
        "订单实付金额": paid,
        "支付优惠合计": "0.00",
        "订单实收金额": paid,
        "订单抵用积分数": "0",
        "店铺优惠方式": "限时折扣" if off else "",
    }


def _delivery(order: Order, person: Person, draw: Draw) -> Row:
    """Home delivery; presents go to people whose phones belong to no customer."""
    is_present = draw.chance(0.12)
    ready = order.created_at + dt.timedelta(hours=20)
    place = person.place
    return {
        "订单配送方式": "同城送" if place.city == "杭州市" else "快递发货",
        "同城送达时间/提货时间": f"{ready:%Y-%m-%d} 11:00 - {ready:%Y-%m-%d} 12:00" if place.city == "杭州市" else "",
        "收货人省份": place.province,
        "收货人城市": place.city,
        "收货人地区": place.district,
        "详细收货地址/提货地址": "***",
        "收货人/提货人": chinese_name(draw) if is_present else person.name,
        "收货人手机号/提货人手机号": RECEIVER_START + draw.digits(4) if is_present else person.phone,
    }


def _buyer(order: Order) -> Row:
    if order.person is None:
        return {
            "收货人/提货人": order.buyer_name,
            "收货人手机号/提货人手机号": order.buyer_phone,
            "买家昵称": order.buyer_name,
            "买家是否会员": "否",
            "买家手机号": order.buyer_phone,
        }
    return {
        "买家昵称": order.person.nickname,
        "买家是否会员": "是" if _is_member(order.person) else "否",
        "买家手机号": order.person.phone,
    }


def _where(order: Order, draw: Draw) -> Row:
    """A passer-by stands in a store; a known buyer may order in the mini program or stand there too."""
    store = draw.between(0, len(_STORES) - 1)
    if order.person is not None and (order.shipping or draw.chance(0.7)):
        return {
            "销售渠道": "网店",
            "归属店铺": f"{BRAND}烘焙",
            "订单来源": "商家小程序",
            "付款方式": "微信支付",
            **_delivery(order, order.person, draw),
        }
    return {
        "销售渠道": "门店",
        "归属店铺": _STORES[store],
        "订单来源": "门店收银",
        "付款方式": draw.pick(("微信支付", "支付宝", "现金", "储值余额")),
        "订单配送方式": "自提",
        "下单网点": _STORES[store],
        "收银员": _CASHIERS[store],
    }


def _place_of(order: Order) -> Row:
    return _where(order, Draw("youzan", order.number))


def is_of_mini_program(order: Order) -> bool:
    return _place_of(order)["订单来源"] == "商家小程序"


def _order_row(order: Order) -> Row:
    state = order.state(LAST_EXPORT)
    is_paid = state not in ("unpaid", "never_paid")
    refund = order.refund(LAST_EXPORT)
    return {
        "订单号": order_number(order),
        "订单类型": "普通订单",
        "订单状态": _STATUS[state],
        "订单创建时间": stamp(order.created_at),
        "买家付款时间": stamp(order.paid_at) if is_paid else "",
        "交易成功时间": stamp(order.completed_at) if state == "done" else "",
        **_amounts(order, is_paid),
        "全部商品名称": _names_of_goods(order),
        "商品种类数": str(len(order.lines)),
        **_place_of(order),
        **_buyer(order),
        "订单退款状态": "" if not refund else "全额退款" if refund == order.total else "部分退款",
        "订单已退款金额": money(refund),
        "团长订单": "否",
        "订单风险标签": "——",
    }


def _is_member(person: Person) -> bool:
    return Draw("member", person.number).chance(0.85)


def _joined_at(person: Person, orders: list[Order]) -> dt.datetime:
    """A little before the first order; who never bought came at any time."""
    draw = Draw("joined", person.number)
    if orders:
        return orders[0].created_at - dt.timedelta(minutes=draw.between(2, 60 * 24 * 20))
    start = dt.datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day)
    return start + dt.timedelta(minutes=draw.between(0, 60 * 24 * 725))


def _shown_phone(person: Person) -> str:
    return {"phone": person.phone, "masked_phone": mask_most(person.phone)}.get(person.in_youzan, "")


def _spending(orders: list[Order]) -> Row:
    valid = [order for order in orders if order.is_valid]
    refunds = [refund for order in orders if (refund := order.refund(LAST_EXPORT))]
    net = sum(order.net for order in valid)
    return {
        "消费次数": str(len(valid)),
        "消费金额": money(net),
        "累计退款金额": money(sum(refunds)),
        "累计退款订单数": str(len(refunds)),
        "笔单价": money(net // len(valid) if valid else 0),
        "上次消费时间": stamp(valid[-1].created_at if valid else None),
    }


def _membership(person: Person, net: int, joined_at: dt.datetime, draw: Draw) -> Row:
    if not _is_member(person):
        return {"是否会员": "否", "成长值": "0", "客户积分": "0"}
    return {
        "是否会员": "是",
        "成长值": str(net // 100),
        "免费等级": [name for least, name in _LEVELS if net >= least][-1],
        "客户积分": str(net // 100 * draw.between(20, 100) // 100),
        "成为会员时间": stamp(joined_at + dt.timedelta(minutes=draw.between(1, 90))),
        "成为会员店铺": draw.pick(_STORES),
    }


def _customer_row(person: Person, orders: list[Order]) -> Row:
    draw = Draw("youzan customer", person.number)
    joined_at = _joined_at(person, orders)
    net = sum(order.net for order in orders)
    return {
        "客户姓名": person.name if orders and draw.chance(0.8) else "",
        "客户昵称": person.nickname,
        "客户手机号": _shown_phone(person),
        # A blank stands where a birthday is missing, and always under 权益卡.
        "客户生日": f"{person.birthday:%Y-%m-%d}" if person.birthday else " ",
        "客户性别": person.gender,
        "标签": ",".join(draw.shuffled(_TAGS)[: draw.between(1, 2)]) if draw.chance(0.35) else "",
        **_membership(person, net, joined_at, draw),
        "权益卡": " ",
        "客户储值余额": money(draw.pick((0, 0, 0, 0, 0, 5000, 10000)) if orders else 0),
        **_spending(orders),
        "导购员": draw.pick(_GUIDES),
        "企微好友": "是" if person.in_wecom else "否",
        "来源渠道": draw.pick(("微信小程序", "微信小程序", "门店", "有赞后台")),
        "来源方式": "下单创建客户" if orders else draw.pick(("登录创建客户", "外部导入", "扫码注册")),
        "成为客户时间": stamp(joined_at),
        "最近浏览时间": stamp(orders[-1].created_at if orders else None),
        "微信地域": person.place.city.removesuffix("市"),
        "所属区域": person.place.district,
    }


def tables(people: list[Person], orders: list[Order]) -> list[Table]:
    """The newest order stands first; customers stand in the order in which they were created."""
    here = [order for order in orders if order.shop == "youzan"]
    per_person: dict[int, list[Order]] = {person.number: [] for person in people if person.in_youzan}
    for order in here:
        if order.person is not None:
            per_person[order.person.number].append(order)
    customers = [_customer_row(person, per_person[person.number]) for person in people if person.in_youzan]
    customers.sort(key=lambda row: (row["成为客户时间"], row["客户昵称"]))
    return [
        Table(ORDER_FILE, ORDER_HEADER, [_order_row(order) for order in reversed(here)]),
        Table(CUSTOMER_FILE, CUSTOMER_HEADER, customers),
    ]
