"""The bakery's points ledger of 2025: a yuan is a point, and what is oldest is used first.

It ends at the points of the customer list, for every member in it.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from dataclasses import dataclass
from typing import Final, Literal

from sample_data.maker.contacts import Contact
from sample_data.maker.draw import Draw
from sample_data.maker.files import Row, Table, columns, stamp
from sample_data.maker.mini_program import MiniVisit
from sample_data.maker.orders import LAST_EXPORT, Order

FILE: Final = "points_ledger_2025.csv"
HEADER: Final = columns("账户名称,手机号码,原积分,现积分,变动积分,积分类型,变更时间,积分规则")

Kind = Literal["消费获得", "签到获得", "活动赠送", "积分抵现", "积分兑换", "积分过期"]

FIRST_MOMENT: Final = dt.datetime(2025, 1, 1)
LAST_BURN: Final = dt.datetime(2025, 12, 31, 22)
END: Final = dt.datetime(2026, 1, 1)

CHECKIN_POINTS: Final = 5
ANNIVERSARY: Final = dt.datetime(2025, 5, 20, 10)
ANNIVERSARY_POINTS: Final = 50
_ANNIVERSARY_SHARE: Final = 0.35

_RULES: Final[dict[Kind, str]] = {
    "消费获得": "消费1元积1分",
    "签到获得": "每日签到",
    "活动赠送": "周年庆",
    "积分抵现": "100分抵1元",
    "积分兑换": "兑换面包券",
    "积分过期": "次月底失效",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the ledger; `delta` is signed."""

    contact: Contact
    before: int
    delta: int
    kind: Kind
    at: dt.datetime

    @property
    def after(self) -> int:
        return self.before + self.delta


@dataclass(frozen=True, slots=True)
class _Gain:
    """Points that came in at a moment; those that were given away are worth nothing after `expires_at`."""

    at: dt.datetime
    points: int
    kind: Kind
    expires_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class _Burn:
    at: dt.datetime
    points: int
    kind: Kind


def end_of_next_month(at: dt.datetime) -> dt.datetime:
    """The last second of the month after."""
    months = at.year * 12 + at.month + 1
    return dt.datetime(months // 12, months % 12 + 1, 1) - dt.timedelta(seconds=1)


def _credit(order: Order) -> _Gain:
    """Credited on payment or, where part of the money goes back, once it has; 1 point a full yuan kept."""
    at = order.refunded_at if order.refund(LAST_EXPORT) else order.paid_at
    return _Gain(at or order.created_at, order.net // 100, "消费获得")


class _Account:
    """The points of one member, oldest first."""

    def __init__(self, contact: Contact, opening: int) -> None:
        self.contact = contact
        self.balance = opening
        self.changes: list[Change] = []
        # (points left, when they expire)
        self._lots: deque[tuple[int, dt.datetime | None]] = deque([(opening, None)])

    def _note(self, delta: int, kind: Kind, at: dt.datetime) -> None:
        self.changes.append(Change(self.contact, self.balance, delta, kind, at))
        self.balance += delta

    def gain(self, gain: _Gain) -> None:
        self._note(gain.points, gain.kind, gain.at)
        self._lots.append((gain.points, gain.expires_at))

    def burn(self, burn: _Burn) -> None:
        points = min(burn.points, self.balance)
        if not points:
            return
        self._note(-points, burn.kind, burn.at)
        while points:
            left, expires_at = self._lots.popleft()
            if left > points:
                self._lots.appendleft((left - points, expires_at))
            points -= min(left, points)

    def expire(self, at: dt.datetime) -> None:
        gone = sum(left for left, expires_at in self._lots if expires_at == at)
        self._lots = deque(lot for lot in self._lots if lot[1] != at)
        if gone:
            self._note(-gone, "积分过期", at)


def _played(contact: Contact, opening: int, gains: list[_Gain], burns: list[_Burn]) -> _Account:
    account = _Account(contact, opening)
    expiries = {gain.expires_at for gain in gains if gain.expires_at and gain.expires_at < END}
    moments: list[tuple[dt.datetime, int, _Gain | _Burn | None]] = [(gain.at, 0, gain) for gain in gains]
    moments += [(burn.at, 1, burn) for burn in burns]
    moments += [(at, 2, None) for at in expiries]
    for at, _, what in sorted(moments, key=lambda each: each[:2]):
        if isinstance(what, _Gain):
            account.gain(what)
        elif isinstance(what, _Burn):
            account.burn(what)
        else:
            account.expire(at)
    return account


def _gains(contact: Contact, checkins: list[dt.datetime], draw: Draw) -> list[_Gain]:
    orders = [order for order in contact.valid_orders if order.shop == "youzan"]
    gains = [gain for gain in map(_credit, orders) if gain.at >= FIRST_MOMENT and gain.points]
    gains += [_Gain(at, CHECKIN_POINTS, "签到获得", end_of_next_month(at)) for at in checkins]
    has_bought = any(order.created_at < ANNIVERSARY for order in orders)
    if has_bought and draw.chance(_ANNIVERSARY_SHARE):
        gains.append(_Gain(ANNIVERSARY, ANNIVERSARY_POINTS, "活动赠送", end_of_next_month(ANNIVERSARY)))
    return sorted(gains, key=lambda gain: gain.at)


def _some_burns(draw: Draw, spare: int) -> list[_Burn]:
    """Up to two in the year, in round figures."""
    burns = []
    for _ in range(draw.between(0, 2)):
        points = min(spare // 2, 500) // 50 * 50
        if points:
            at = FIRST_MOMENT + dt.timedelta(seconds=draw.between(86400, 300 * 86400))
            burns.append(_Burn(at, points, draw.pick(("积分抵现", "积分兑换"))))
            spare -= points
    return burns


def _account(contact: Contact, checkins: list[dt.datetime]) -> list[Change]:
    """A year that ends at the listed points: a last burn takes what is too much.

    The more is burnt last, the less is left, point by point: the right amount is found by halving.
    """
    draw = Draw("points", contact.person.number)
    gains = _gains(contact, checkins, draw)
    orders = [order for order in contact.valid_orders if order.shop == "youzan"]
    earlier = sum(gain.points for gain in map(_credit, orders) if gain.at < FIRST_MOMENT)
    bought = sum(gain.points for gain in gains if gain.kind == "消费获得")
    opening = max(earlier * draw.between(60, 100) // 100, contact.points - bought if earlier else 0)
    burns = _some_burns(draw, opening + bought - contact.points)
    last = max([gain.at for gain in gains] + [burn.at for burn in burns], default=FIRST_MOMENT)
    room = max(60, int((LAST_BURN - last).total_seconds()))
    at = last + dt.timedelta(seconds=draw.between(60, room))
    kind: Kind = draw.pick(("积分抵现", "积分抵现", "积分兑换"))
    low, high = 0, opening + sum(gain.points for gain in gains)
    while low < high:
        middle = (low + high) // 2
        left = _played(contact, opening, gains, [*burns, _Burn(at, middle, kind)]).balance
        low, high = (middle + 1, high) if left > contact.points else (low, middle)
    account = _played(contact, opening, gains, [*burns, _Burn(at, low, kind)])
    if account.balance != contact.points:
        raise ValueError(f"the points of {contact.phone} end at {account.balance}, the list says {contact.points}")
    return account.changes


def make_ledger(contacts: list[Contact], visits: list[MiniVisit]) -> list[Change]:
    """All changes of all members, in time order."""
    checkins: dict[int, list[dt.datetime]] = {each.person.number: [] for each in contacts}
    for visit in visits:
        if visit.contact:
            checkins[visit.contact.person.number] += [step.at for step in visit.steps if step.action == "checkin"]
    members = [each for each in contacts if each.is_member]
    changes = [change for each in members for change in _account(each, checkins[each.person.number])]
    return sorted(changes, key=lambda change: change.at)


def table(changes: list[Change]) -> Table:
    rows: list[Row] = [
        {
            "账户名称": change.contact.person.nickname,
            "手机号码": change.contact.phone,
            "原积分": str(change.before),
            "现积分": str(change.after),
            "变动积分": f"{change.delta:+d}",
            "积分类型": change.kind,
            "变更时间": stamp(change.at),
            "积分规则": _RULES[change.kind],
        }
        for change in changes
    ]
    return Table(FILE, HEADER, rows, "gb18030")
