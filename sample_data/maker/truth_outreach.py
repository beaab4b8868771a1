"""The truth of what the brand did: consents, campaigns, points and referrals."""

from __future__ import annotations

from collections import Counter
from typing import Final, get_args

from sample_data.maker.campaigns import CAMPAIGNS, WINDOW_DAYS, Campaign, Touch, orders_before
from sample_data.maker.consents import Purpose, Statement, Status, standing
from sample_data.maker.facts import Facts, share
from sample_data.maker.points import END, Change
from sample_data.maker.referrals import ENTHUSIASTS, Referral
from sample_data.maker.sources import Sources


def _consents(statements: list[Statement]) -> Facts:
    """People by the newest thing they said of each purpose."""
    facts: Facts = {"statements": len(statements)}
    for purpose in get_args(Purpose):
        now = Counter(standing(statements, purpose, END).values())
        facts[purpose] = {status: now[status] for status in get_args(Status)}
    return facts


def _arm(touches: list[Touch]) -> Facts:
    bought = sum(touch.bought for touch in touches)
    before = sum(orders_before(touch.contact, touch.campaign.starts_at) for touch in touches)
    return {
        "people": len(touches),
        "bought": bought,
        "rate": share(bought, len(touches)),
        "mean_valid_orders_before": share(before, len(touches)),
    }


def _campaign(campaign: Campaign, touches: list[Touch], statements: list[Statement]) -> Facts:
    treated, control = ([touch for touch in touches if touch.is_treated is arm] for arm in (True, False))
    arms = {"treated": _arm(treated), "control": _arm(control)}
    rates = [float(str(arm["rate"])) for arm in arms.values()]
    first, end = campaign.window
    status = standing(statements, campaign.purpose, campaign.starts_at)
    return {
        "name": campaign.name,
        "window_from": str(first),
        "window_to": str(end),
        **arms,
        "difference": round(rates[0] - rates[1], 4),
        "arrived": sum(touch.status == campaign.sent for touch in treated),
        "failed": sum(bool(touch.failed_reason) for touch in treated),
        "opened": sum(touch.opened_at is not None for touch in treated),
        "clicked": sum(touch.clicked_at is not None for touch in treated),
        "sent_although_withdrawn": sum(status.get(touch.contact.person.number) == "撤回" for touch in treated),
    }


def _campaigns(sources: Sources) -> Facts:
    facts: Facts = {"window_days": WINDOW_DAYS}
    for campaign in CAMPAIGNS:
        touches = [touch for touch in sources.touches if touch.campaign is campaign]
        facts[campaign.number] = _campaign(campaign, touches, sources.statements)
    return facts


_KINDS: Final = (
    ("earned_by_orders", ("消费获得",)),
    ("earned_by_checkins", ("签到获得",)),
    ("given", ("活动赠送",)),
    ("burnt", ("积分抵现", "积分兑换")),
    ("expired", ("积分过期",)),
)


def _points(changes: list[Change]) -> Facts:
    """`opening` and `closing` are sums over the members of the ledger; burnt and expired are positive here."""
    first = {change.contact.phone: change.before for change in reversed(changes)}
    last = {change.contact.phone: change.after for change in changes}
    listed = {change.contact.phone: change.contact.points for change in changes}
    sums = {name: abs(sum(change.delta for change in changes if change.kind in kinds)) for name, kinds in _KINDS}
    return {
        "changes": len(changes),
        "members": len(last),
        "opening": sum(first.values()),
        **sums,
        "closing": sum(last.values()),
        "members_ending_at_the_listed_points": sum(last[phone] == points for phone, points in listed.items()),
    }


def _generation(phone: str, inviter_of: dict[str, str]) -> int:
    """How many invitations led to somebody, one after the other."""
    count = 0
    while phone in inviter_of:
        phone, count = inviter_of[phone], count + 1
    return count


def _referrals(referrals: list[Referral]) -> Facts:
    brought = Counter(each.inviter.phone for each in referrals)
    inviter_of = {each.invitee.phone: each.inviter.phone for each in referrals}
    top = sorted(brought.items(), key=lambda item: (-item[1], item[0]))[:ENTHUSIASTS]
    return {
        "referrals": len(referrals),
        "inviters": len(brought),
        "top_inviters": dict(top),
        "share_of_top_inviters": share(sum(count for _, count in top), len(referrals)),
        "invited_with_a_valid_order": sum(bool(each.invitee.valid_orders) for each in referrals),
        "longest_chain": max(_generation(phone, inviter_of) for phone in inviter_of),
    }


def outreach(sources: Sources) -> Facts:
    return {
        "consents": _consents(sources.statements),
        "campaigns": _campaigns(sources),
        "points": _points(sources.ledger),
        "referrals": _referrals(sources.referrals),
    }
