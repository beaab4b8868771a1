"""Talks with customer service: a row a message."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from sample_data.maker.contacts import Contact
from sample_data.maker.draw import Draw
from sample_data.maker.files import Row, Table, columns, stamp

FILE: Final = "service_chats_2025.csv"
HEADER: Final = columns("会话ID,客户昵称,手机号,发送方,发送时间,内容")

Topic = Literal["配送", "退款", "敏感肌", "过敏原", "定制", "积分", "投诉"]

CUSTOMER: Final = "客户"
_STAFF: Final = ("客服小禾", "客服小例")
_GREETING: Final = "您好，请问有什么可以帮您？"

# What customer (first) and staff say in turn. Of the talks of skin, two are of people whose skin is not sensitive.
SCRIPTS: Final[dict[Topic, tuple[tuple[str, ...], ...]]] = {
    "配送": (
        ("我的蛋糕怎么还没到", "这边帮您查一下，骑手还有3公里", "好的，麻烦快一点"),
        ("能改成明天送吗", "可以的，已经帮您改好", "谢谢，太方便了"),
    ),
    "退款": (
        ("吐司发霉了，要退款", "非常抱歉，已为您登记退款", "多久到账", "1-3个工作日"),
        ("买错了能退吗", "未发货可以退，已帮您操作", "好的"),
    ),
    "敏感肌": (
        ("我是敏感肌，面霜能用吗", "可以先在耳后试用24小时", "好的，试试看"),
        ("皮肤敏感肌，之前用别家会泛红", "建议选舒缓修护系列", "不会刺痛吧", "不含酒精和香精，请放心"),
        ("我不是敏感肌，精华可以天天用吗", "可以的，早晚各一次", "收到"),
        ("护手霜有香味吗", "有淡淡的玫瑰香。请问您是敏感肌吗？", "不是", "那可以放心用"),
    ),
    "过敏原": (
        ("乳糖不耐能吃哪款", "全麦吐司不含牛奶", "太好了"),
        ("孩子对坚果过敏", "曲奇含坚果，不建议，草莓蛋糕没有", "明白了，谢谢提醒"),
    ),
    "定制": (("生日蛋糕可以写字吗", "可以，请备注12字以内", "那写 生日快乐 吧", "好的，已备注"),),
    "积分": (
        ("积分怎么用", "100积分抵1元，下单时勾选即可", "好"),
        ("签到的积分怎么没了", "签到积分次月底失效哦", "也太快了吧，不合理"),
    ),
    "投诉": (
        ("门店态度非常差差差差", "非常抱歉，我们会核实处理", "排队半小时没人理", "已反馈给店长，今天给您回电"),
        ("打了三次电话都没人接", "抱歉久等了，我来帮您处理", "不是第一次了，很失望"),
    ),
}
_WEIGHTS: Final[dict[Topic, float]] = {
    "配送": 0.24,
    "退款": 0.14,
    "敏感肌": 0.22,
    "过敏原": 0.12,
    "定制": 0.08,
    "积分": 0.12,
    "投诉": 0.08,
}
TALKS: Final = 170
# Planted: most complaints come after the moon cakes of autumn.
BUSY: Final = (dt.datetime(2025, 9, 20), dt.datetime(2025, 10, 12))
_YEAR: Final = (dt.datetime(2025, 1, 2), dt.datetime(2025, 12, 31))


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk: what was said by whom and when. `has_phone` is whether the platform shows the customer's phone."""

    contact: Contact
    topic: Topic
    has_phone: bool
    messages: tuple[tuple[str, dt.datetime, str], ...]


def _start(draw: Draw, topic: Topic, contact: Contact) -> dt.datetime:
    is_autumn = topic == "投诉" and draw.chance(0.7)
    first, last = BUSY if is_autumn else _YEAR
    first = max(first, contact.joined_at)
    last = max(last, first + dt.timedelta(days=2))
    day = first + dt.timedelta(days=draw.between(0, max(0, (last - first).days - 1)))
    return day.replace(hour=draw.between(9, 20), minute=draw.between(0, 59), second=draw.between(0, 59))


def _talk(number: int, contact: Contact) -> Talk:
    draw = Draw("talk", number)
    topic = draw.weighted(tuple(_WEIGHTS), tuple(_WEIGHTS.values()))
    staff = draw.pick(_STAFF)
    at = _start(draw, topic, contact)
    lines = [((CUSTOMER, staff)[place % 2], line) for place, line in enumerate(draw.pick(SCRIPTS[topic]))]
    if draw.chance(0.2):
        lines.insert(0, (staff, _GREETING))
    said: list[tuple[str, dt.datetime, str]] = []
    for sender, line in lines:
        said.append((sender, at, line))
        at += dt.timedelta(seconds=draw.between(8, 240))
    return Talk(contact, topic, draw.chance(0.75), tuple(said))


def make_talks(contacts: list[Contact]) -> list[Talk]:
    """In time order; nobody talks twice."""
    early = [each for each in contacts if each.joined_at < dt.datetime(2025, 12, 1)]
    chosen = Draw("talkers").shuffled(early)[:TALKS]
    return sorted((_talk(number, each) for number, each in enumerate(chosen)), key=lambda talk: talk.messages[0][1])


def table(talks: list[Talk]) -> Table:
    rows: list[Row] = [
        {
            "会话ID": f"C{talk.messages[0][1]:%y%m%d}{number:04d}",
            "客户昵称": talk.contact.person.nickname,
            "手机号": talk.contact.phone if talk.has_phone else "",
            "发送方": sender,
            "发送时间": stamp(at),
            "内容": text,
        }
        for number, talk in enumerate(talks, 1)
        for sender, at, text in talk.messages
    ]
    return Table(FILE, HEADER, rows)
