"""A member survey of 问卷星, as its download by option text shows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from sample_data.maker.contacts import Contact
from sample_data.maker.draw import Draw
from sample_data.maker.files import Row, Table
from sample_data.maker.names import HUB_PHONE, chinese_phone

FILE: Final = "wjx_member_survey_202511.csv"

GENDER: Final = "1、您的性别："
AGE: Final = "2、您的年龄段："
BENEFIT: Final = "3、您最看重的会员权益是："
OCCASION: Final = "4、您通常为了什么购买（可多选）："
RHYTHM: Final = "5、您希望多久收到一次我们的消息："
RECOMMEND: Final = "6、您有多大可能把我们推荐给朋友或同事（0-10）？"
MATRIX: Final = ("7、请为以下方面打分（1-5分）：—口味与品质", "7、包装", "7、客服", "7、配送速度")
OPEN: Final = "8、您对我们还有什么建议？"
# Whoever wrote the question put the shop's phone into it.
PHONE: Final = f"9、您的手机号（用于发放奖品，疑问请致电小禾 {HUB_PHONE}）："
HEADER: Final = (
    *("序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP"),
    *(GENDER, AGE, BENEFIT, OCCASION, RHYTHM, RECOMMEND, *MATRIX, OPEN, PHONE),
)
SKIPPED: Final = "(跳过)"

BENEFITS: Final = ("生日礼", "积分抵现", "专属客服", "新品试吃", "满减券")
RHYTHMS: Final = ("每周", "每两周", "每月", "有活动时")
_AGES: Final = ("18岁以下", "18-25岁", "26-35岁", "36-45岁", "46岁以上")
_OCCASIONS: Final = ("自己吃", "家人生日", "朋友聚会", "下午茶", "送长辈")
_OTHERS: Final = ("其他〖公司茶歇〗", "其他〖试拍视频〗", "其他〖毕业典礼〗")

# Planted: what frequent buyers (three valid orders or more) value, what the others value; the rhythm is everyone's.
FREQUENT_FROM: Final = 3
_BENEFITS_OF_FREQUENT: Final = (0.12, 0.18, 0.14, 0.42, 0.14)
_BENEFITS_OF_OTHERS: Final = (0.15, 0.15, 0.10, 0.14, 0.46)
_RHYTHM_SHARES: Final = (0.14, 0.24, 0.22, 0.40)

FAST_BELOW_S: Final = 20
_FREQUENT, _ONCE, _TWICE, _NAMELESS = 125, 125, 40, 55
_FAST, _STRAIGHT, _TWICE_SENT = 24, 14, 4

_OPINIONS: Final = (
    "希望多出一些低糖的款式",
    "包装很漂亮，拿去送人有面子",
    "配送有点慢，蛋糕到的时候奶油歪了",
    "没有什么不满意的",
    "客服态度非常差差差差",
    "希望积分可以换更多东西",
    "口味不错，就是有点贵",
    "短信不要发那么多",
    "无",
    "挺好的，继续加油！",
    "敏感肌能用的护肤品多一点就好了",
    "门店排队太久",
)

Manner = Literal["honest", "fast", "straight"]


@dataclass(frozen=True, slots=True)
class Response:
    """One response. `contact` is who answered, even where no phone is given."""

    contact: Contact
    manner: Manner
    submitted_at: dt.datetime
    duration_s: int
    answers: Row

    @property
    def named(self) -> Contact | None:
        """Whom the phone in the response names."""
        return self.contact if self.answers[PHONE] != SKIPPED else None


def _age(contact: Contact, draw: Draw) -> str:
    if contact.person.birthday is None:
        return draw.weighted(_AGES, (0.03, 0.22, 0.42, 0.24, 0.09))
    years = 2025 - contact.person.birthday.year
    return _AGES[sum(years >= least for least in (18, 26, 36, 46))]


def _occasions(draw: Draw) -> str:
    """One cell for all that were ticked."""
    chosen = [each for each in _OCCASIONS if draw.chance(0.42)] or [draw.pick(_OCCASIONS)]
    return "┋".join(chosen + ([draw.pick(_OTHERS)] if draw.chance(0.06) else []))


def _mark(draw: Draw, middle: float) -> int:
    return max(1, min(5, int(middle + 0.95 * draw.bell() + 0.5)))


def _marks(draw: Draw) -> Row:
    """Planted: the recommendation follows the taste, the service a little, parcel and delivery not at all."""
    taste, parcel, service, delivery = (_mark(draw, middle) for middle in (4.1, 4.0, 3.9, 3.6))
    recommend = max(0, min(10, int(0.3 + 1.55 * taste + 0.45 * service + 0.9 * draw.bell() + 0.5)))
    marks = dict(zip(MATRIX, map(str, (taste, parcel, service, delivery)), strict=True))
    return {RECOMMEND: str(recommend), **marks}


def _honest(contact: Contact, draw: Draw) -> Row:
    is_frequent = len(contact.valid_orders) >= FREQUENT_FROM
    gender = contact.person.gender if contact.person.gender != "其他" else draw.pick(("女", "女", "男"))
    answers = {
        GENDER: gender,
        AGE: _age(contact, draw),
        BENEFIT: draw.weighted(BENEFITS, _BENEFITS_OF_FREQUENT if is_frequent else _BENEFITS_OF_OTHERS),
        OCCASION: _occasions(draw),
        RHYTHM: draw.weighted(RHYTHMS, _RHYTHM_SHARES),
        **_marks(draw),
        OPEN: draw.pick(_OPINIONS) if draw.chance(0.45) else SKIPPED,
    }
    for question in (GENDER, AGE, OCCASION):
        if draw.chance(0.03):
            answers[question] = SKIPPED
    # Some leave a phone where nobody asked for it: made up, and nobody's.
    if answers[OPEN] == SKIPPED and draw.chance(0.02):
        answers[OPEN] = f"请联系我 {chinese_phone(draw)[:3]}5555{draw.digits(4)}，蛋糕少了一根蜡烛"
    return answers


def _careless(draw: Draw, mark: int, recommend: int) -> Row:
    return {
        GENDER: draw.pick(("女", "男")),
        AGE: _AGES[2],
        BENEFIT: draw.pick(BENEFITS),
        OCCASION: draw.pick(_OCCASIONS),
        RHYTHM: draw.pick(RHYTHMS),
        RECOMMEND: str(recommend),
        **{aspect: str(mark) for aspect in MATRIX},
        OPEN: SKIPPED,
    }


def _response(place: int, contact: Contact, manner: Manner, is_named: bool) -> Response:
    draw = Draw("survey", place)
    if manner == "honest":
        answers, duration_s = _honest(contact, draw), int(95 + 30 * draw.bell()) + draw.between(0, 120)
        duration_s = max(FAST_BELOW_S + 15, duration_s)
    elif manner == "fast":
        answers, duration_s = _honest(contact, draw), draw.between(6, FAST_BELOW_S - 1)
    else:
        answers, duration_s = _careless(draw, 3, 5), draw.between(25, 60)
    answers[PHONE] = contact.phone if is_named else SKIPPED
    # Most answer in the first days.
    day = dt.datetime(2025, 11, 15) + dt.timedelta(days=int(draw.unit() * draw.unit() * 20))
    submitted_at = day + dt.timedelta(seconds=draw.between(9 * 3600, 23 * 3600 - 1))
    return Response(contact, manner, submitted_at, duration_s, answers)


def _asked(contacts: list[Contact]) -> list[tuple[Contact, bool]]:
    """Who answers, and whether they give their phone."""
    everyone = Draw("survey people").shuffled(contacts)
    counts = {each.person.number: len(each.valid_orders) for each in everyone}
    once = [each for each in everyone if counts[each.person.number] == 1]
    twice = [each for each in everyone if counts[each.person.number] == 2]
    frequent = [each for each in everyone if counts[each.person.number] >= FREQUENT_FROM]
    named = [*frequent[:_FREQUENT], *once[:_ONCE], *twice[:_TWICE]]
    return [(each, True) for each in named] + [(each, False) for each in once[_ONCE : _ONCE + _NAMELESS]]


def _manner(place: int) -> Manner:
    if place < _FAST:
        return "fast"
    return "straight" if place < _FAST + _STRAIGHT else "honest"


def make_responses(contacts: list[Contact]) -> list[Response]:
    """All responses in the order in which they were sent in; a few people send in two."""
    asked = Draw("survey order").shuffled(_asked(contacts))
    asked += [each for each in asked if each[1]][:_TWICE_SENT]
    responses = [_response(place, contact, _manner(place), is_named) for place, (contact, is_named) in enumerate(asked)]
    return sorted(responses, key=lambda each: each.submitted_at)


def _row(number: int, response: Response) -> Row:
    draw = Draw("survey form", number)
    at = response.submitted_at
    place = response.contact.person.place
    home = f"{place.province.removesuffix('省')}-{place.city.removesuffix('市')}"
    source, detail = draw.weighted((("微信", "N/A"), ("手机提交", "直接访问"), ("链接", "公众号菜单")), (0.7, 0.2, 0.1))
    return {
        "序号": str(number),
        # No zeros in front of month, day and hour.
        "提交答卷时间": f"{at.year}/{at.month}/{at.day} {at.hour}:{at:%M:%S}",
        "所用时间": f"{response.duration_s}秒",
        "来源": source,
        "来源详情": detail,
        "来自IP": f"203.0.113.{draw.between(1, 254)}({home})",
        **response.answers,
    }


def table(responses: list[Response]) -> Table:
    return Table(FILE, HEADER, [_row(number, each) for number, each in enumerate(responses, 1)], "gb18030")
