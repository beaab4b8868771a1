"""Two campaigns of autumn 2025 and whom they touched: one works, one does not.

The orders were there first. The effect is planted by assignment: of the people who order in the window, more are put
into the treated arm, and as many fewer of the others, so that both arms stay alike in everything before the window.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from sample_data.maker.consents import Purpose, Statement, standing
from sample_data.maker.contacts import Contact
from sample_data.maker.draw import Draw
from sample_data.maker.files import Row, Table, columns, stamp

CAMPAIGN_FILE: Final = "campaigns_2025.csv"
TOUCH_FILE: Final = "campaign_touches_2025.csv"
CAMPAIGN_HEADER: Final = columns("活动编号,活动名称,渠道,开始时间,结束时间,成本")
TOUCH_HEADER: Final = columns("活动编号,手机号,分组,发送时间,发送状态,打开时间,点击时间,失败原因")

WINDOW_DAYS: Final = 30
# Planted: this many people got into the SMS campaign although they had withdrawn their consent.
WITHDRAWN_CHOSEN: Final = 18


@dataclass(frozen=True, slots=True)
class Campaign:
    """`buyers_treated` is the share of the window's buyers that goes into the treated arm (None: pure chance)."""

    number: str
    name: str
    channel: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    cost: str
    purpose: Purpose
    size: int
    buyers_treated: float | None
    sent: str
    not_sent: str
    failures: tuple[str, ...]
    opens: float
    clicks: float

    @property
    def window(self) -> tuple[dt.datetime, dt.datetime]:
        """From the start to just before its end: orders made in it count."""
        return self.starts_at, self.starts_at + dt.timedelta(days=WINDOW_DAYS)


MEMBER_DAY: Final = Campaign(
    number="HD2509",
    name="会员日新品推荐",
    channel="小程序订阅消息",
    starts_at=dt.datetime(2025, 9, 16, 8),
    ends_at=dt.datetime(2025, 9, 23, 23, 59, 59),
    cost="300.00",
    purpose="会员消息推送",
    size=560,
    buyers_treated=None,
    sent="已送达",
    not_sent="未送达",
    failures=("用户拒收", "订阅已失效"),
    opens=0.42,
    clicks=0.35,
)
DOUBLE_ELEVEN: Final = Campaign(
    number="HD2511",
    name="双11老客召回",
    channel="短信",
    starts_at=dt.datetime(2025, 10, 31, 8),
    ends_at=dt.datetime(2025, 11, 11, 23, 59, 59),
    cost="1860.50",
    purpose="短信营销",
    size=800,
    buyers_treated=0.75,
    sent="送达成功",
    not_sent="发送失败",
    failures=("空号", "停机", "关机", "黑名单"),
    opens=0.0,
    clicks=0.09,
)
CAMPAIGNS: Final = (MEMBER_DAY, DOUBLE_ELEVEN)


@dataclass(frozen=True, slots=True)
class Touch:
    """One person of a campaign; a control is sent nothing."""

    campaign: Campaign
    contact: Contact
    is_treated: bool
    sent_at: dt.datetime | None
    status: str
    opened_at: dt.datetime | None
    clicked_at: dt.datetime | None
    failed_reason: str

    @property
    def bought(self) -> bool:
        return self.contact.bought(*self.campaign.window)


def orders_before(contact: Contact, at: dt.datetime) -> int:
    return sum(order.created_at < at for order in contact.valid_orders)


def _chosen(campaign: Campaign, contacts: list[Contact], statements: list[Statement]) -> list[Contact]:
    """People who agreed to be written to and, in the SMS campaign, some who no longer did."""
    draw = Draw("campaign", campaign.number)
    status = standing(statements, campaign.purpose, campaign.starts_at)
    everyone = draw.shuffled([each for each in contacts if each.joined_at < campaign.starts_at])
    agreed = [each for each in everyone if status.get(each.person.number) == "同意"]
    withdrawn = [each for each in everyone if status.get(each.person.number) == "撤回"]
    wrong = withdrawn[:WITHDRAWN_CHOSEN] if campaign is DOUBLE_ELEVEN else []
    return [*wrong, *agreed[: campaign.size - len(wrong)]]


def _treated_of_stratum(campaign: Campaign, contacts: list[Contact], draw: Draw) -> list[Contact]:
    """Half of people alike before the window; of those who order in it, the planted share."""
    buyers = [each for each in contacts if each.bought(*campaign.window)]
    others = [each for each in contacts if not each.bought(*campaign.window)]
    from_buyers = int(len(buyers) * (campaign.buyers_treated or 0.0) + draw.unit())
    half = (len(contacts) + draw.between(0, 1)) // 2
    return draw.shuffled(buyers)[:from_buyers] + draw.shuffled(others)[: half - from_buyers]


def _treated(campaign: Campaign, contacts: list[Contact]) -> set[int]:
    draw = Draw("arms", campaign.number)
    if campaign.buyers_treated is None:
        chosen = draw.shuffled(contacts)[: len(contacts) // 2]
        return {each.person.number for each in chosen}
    strata: defaultdict[int, list[Contact]] = defaultdict(list)
    for each in contacts:
        strata[min(5, orders_before(each, campaign.starts_at))].append(each)
    chosen = [each for place in sorted(strata) for each in _treated_of_stratum(campaign, strata[place], draw)]
    return {each.person.number for each in chosen}


def _touch(campaign: Campaign, contact: Contact, draw: Draw) -> Touch:
    """Sent within a quarter of an hour; a few do not arrive, of the rest some open and click."""
    sent_at = campaign.starts_at + dt.timedelta(seconds=draw.between(0, 900))
    if draw.chance(0.035):
        return Touch(campaign, contact, True, sent_at, campaign.not_sent, None, None, draw.pick(campaign.failures))
    if draw.chance(0.015):
        return Touch(campaign, contact, True, sent_at, "状态未知", None, None, "")
    # Nobody can tell whether an SMS was read; its link can be clicked all the same.
    opened_at = sent_at + dt.timedelta(seconds=draw.between(30, 60000)) if draw.chance(campaign.opens) else None
    clicked_at = None
    if (opened_at or not campaign.opens) and draw.chance(campaign.clicks):
        clicked_at = (opened_at or sent_at) + dt.timedelta(seconds=draw.between(5, 400))
    return Touch(campaign, contact, True, sent_at, campaign.sent, opened_at, clicked_at, "")


def _touches(campaign: Campaign, contacts: list[Contact], statements: list[Statement]) -> list[Touch]:
    chosen = sorted(_chosen(campaign, contacts, statements), key=lambda each: each.phone)
    treated = _treated(campaign, chosen)
    return [
        _touch(campaign, each, Draw("touch", campaign.number, each.person.number))
        if each.person.number in treated
        else Touch(campaign, each, False, None, "未发送", None, None, "")
        for each in chosen
    ]


def make_touches(contacts: list[Contact], statements: list[Statement]) -> list[Touch]:
    """Campaign by campaign, in the order of the phones."""
    return [touch for campaign in CAMPAIGNS for touch in _touches(campaign, contacts, statements)]


def _campaign_row(campaign: Campaign) -> Row:
    return {
        "活动编号": campaign.number,
        "活动名称": campaign.name,
        "渠道": campaign.channel,
        "开始时间": stamp(campaign.starts_at),
        "结束时间": stamp(campaign.ends_at),
        "成本": campaign.cost,
    }


def _touch_row(touch: Touch) -> Row:
    return {
        "活动编号": touch.campaign.number,
        "手机号": touch.contact.phone,
        "分组": "触达" if touch.is_treated else "对照",
        "发送时间": stamp(touch.sent_at),
        "发送状态": touch.status,
        "打开时间": stamp(touch.opened_at),
        "点击时间": stamp(touch.clicked_at),
        "失败原因": touch.failed_reason,
    }


def tables(touches: list[Touch]) -> list[Table]:
    return [
        Table(CAMPAIGN_FILE, CAMPAIGN_HEADER, [_campaign_row(campaign) for campaign in CAMPAIGNS], "utf-8-sig"),
        Table(TOUCH_FILE, TOUCH_HEADER, [_touch_row(touch) for touch in touches], "utf-8-sig"),
    ]
