"""The WeCom contacts: one row per customer and member of staff, as the admin console exports them."""

from __future__ import annotations

import datetime as dt
from typing import Final

from sample_data.maker.draw import Draw
from sample_data.maker.files import Row, Table, columns, stamp
from sample_data.maker.people import Person

FILE: Final = "wecom_customers_20260101.xlsx"
HEADER: Final = columns(
    "客户名称,描述,添加人,添加人账号,添加人所属部门,添加时间,来源,手机,企业,邮箱,地址,职务,电话,标签组1(会员等级)",
    "标签组2(来源),标签组3(偏好)",
)
_STAFF: Final = (
    ("客服小禾", "kefu01", "客服部"),
    ("客服小例", "kefu02", "客服部"),
    ("西湖店店长", "xihu01", "门店"),
    ("滨江店店长", "binjiang01", "门店"),
    ("护肤顾问小青", "guwen01", "顾问组"),
)
_SOURCES: Final = ("扫描二维码", "扫描二维码", "搜索手机号", "名片分享", "群聊", "微信小程序")
_ORIGINS: Final = ("门店海报", "包裹卡", "老客推荐", "公众号推文", "门店海报;活动")
_TASTES: Final = ("敏感肌", "爱吃草莓", "关注新品", "油皮", "干皮;敏感肌", "无糖")
_LEVELS: Final[dict[str, str]] = {"high_value": "VIP3", "steady": "VIP2"}


def _shown_name(person: Person) -> str:
    return f"{person.name if person.email else person.nickname}@微信"


def _row(person: Person, draw: Draw, staff: tuple[str, str, str], added_at: dt.datetime) -> Row:
    name, account, department = staff
    return {
        "客户名称": _shown_name(person),
        "描述": draw.pick(("", "", "老客", "问过面霜", "孩子生日订蛋糕", "-")),
        "添加人": name,
        "添加人账号": account,
        "添加人所属部门": department,
        "添加时间": stamp(added_at),
        "来源": draw.pick(_SOURCES),
        "手机": person.phone if person.in_wecom == "phone" else "",
        "企业": "@微信",
        "邮箱": person.email if person.in_wecom == "email" else "",
        "标签组1(会员等级)": _LEVELS.get(person.segment, "VIP1") if draw.chance(0.5) else "",
        "标签组2(来源)": draw.pick(_ORIGINS) if draw.chance(0.7) else "",
        "标签组3(偏好)": draw.pick(_TASTES) if draw.chance(0.4) else "",
    }


def _rows(person: Person) -> list[Row]:
    draw = Draw("wecom", person.number)
    staff = draw.shuffled(_STAFF)[: person.wecom_staff]
    added_at = dt.datetime(2024, 1, 5, 9) + dt.timedelta(minutes=draw.between(0, 60 * 24 * 660))
    rows = []
    for each in staff:
        rows.append(_row(person, draw, each, added_at))
        added_at += dt.timedelta(minutes=draw.between(60, 60 * 24 * 60))
    return rows


def table(people: list[Person]) -> Table:
    rows = [row for person in people if person.in_wecom for row in _rows(person)]
    rows.sort(key=lambda row: (row["添加时间"], row["客户名称"], row["添加人"]))
    return Table(FILE, HEADER, rows)
