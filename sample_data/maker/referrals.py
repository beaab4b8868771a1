"""Who brought whom: a handful of enthusiasts bring most, as everywhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sample_data.maker.contacts import Contact
from sample_data.maker.draw import Draw
from sample_data.maker.files import Row, Table, columns, stamp

FILE: Final = "referrals_2025.csv"
HEADER: Final = columns("邀请人手机号,被邀请人手机号,邀请时间,渠道")

FIRST_DAY: Final = dt.datetime(2025, 1, 1)
# Planted: this many people bring this share of all invited.
ENTHUSIASTS: Final = 6
ENTHUSIASTS_SHARE: Final = 0.55
_INVITED_SHARE: Final = 0.26
_CHANNELS: Final = ("小程序分享", "小程序分享", "社群", "朋友圈", "门店海报")


@dataclass(frozen=True, slots=True)
class Referral:
    """`invitee` became a customer at most three days after `at`; nobody is invited twice."""

    inviter: Contact
    invitee: Contact
    at: dt.datetime
    channel: str


def _enthusiasts(contacts: list[Contact]) -> list[Contact]:
    """Loyal customers of the first year."""
    loyal = [each for each in contacts if each.joined_at < FIRST_DAY and len(each.valid_orders) >= 5]
    return Draw("enthusiasts").shuffled(loyal)[:ENTHUSIASTS]


def make_referrals(contacts: list[Contact]) -> list[Referral]:
    """All referrals of 2025 in time order."""
    enthusiasts = _enthusiasts(contacts)
    referrals = []
    for invitee in contacts:
        draw = Draw("referral", invitee.person.number)
        at = invitee.joined_at - dt.timedelta(seconds=draw.between(60, 3 * 86400))
        if at < FIRST_DAY or not draw.chance(_INVITED_SHARE):
            continue
        earlier = [each for each in contacts if each.joined_at < at and each.orders]
        inviter = draw.pick(enthusiasts) if draw.chance(ENTHUSIASTS_SHARE) else draw.pick(earlier)
        referrals.append(Referral(inviter, invitee, at, draw.pick(_CHANNELS)))
    return sorted(referrals, key=lambda each: (each.at, each.invitee.phone))


def table(referrals: list[Referral]) -> Table:
    rows: list[Row] = [
        {
            "邀请人手机号": each.inviter.phone,
            "被邀请人手机号": each.invitee.phone,
            "邀请时间": stamp(each.at),
            "渠道": each.channel,
        }
        for each in referrals
    ]
    return Table(FILE, HEADER, rows)
