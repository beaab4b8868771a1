"""Visits to the bakery's mini program in the last quarter of 2025: what was looked at, wanted, paid for.

Every paid mini program order of the quarter is a visit that ends in a payment; the visits without one are drawn around
them. The leak at the cart on Android is planted by giving Android to fewer of the payers than of the others.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final, Literal

from sample_data.maker.contacts import Contact
from sample_data.maker.draw import Draw
from sample_data.maker.festivals import DAY_WEIGHTS, HOURS
from sample_data.maker.goods import GOODS, Good
from sample_data.maker.orders import Order
from sample_data.maker.youzan import is_of_mini_program

Action = Literal["search", "view", "cart", "pay", "login", "checkin"]
Device = Literal["iOS", "Android", "HarmonyOS"]

FIRST_MOMENT: Final = dt.datetime(2025, 10, 1)
END: Final = dt.datetime(2026, 1, 1)
DEVICES: Final[tuple[Device, ...]] = ("iOS", "Android", "HarmonyOS")

# Planted: how often a visit without a payment gets as far as the cart.
CART_WITHOUT_PAYMENT: Final[dict[Device, float]] = {"iOS": 0.26, "Android": 0.10, "HarmonyOS": 0.26}
_DEVICES_OF_PAYERS: Final = (0.56, 0.32, 0.12)
_DEVICES_OF_OTHERS: Final = (0.45, 0.47, 0.08)

STRANGERS: Final = 560
_ACTIVE_SHARE: Final = 0.43
_CHECKIN_SHARE: Final = 0.05

# (words, weight); nothing on sale answers the last two
_KEYWORDS: Final = (
    ("草莓蛋糕", 9.0),
    ("生日蛋糕", 7.0),
    ("吐司", 5.0),
    ("曲奇礼盒", 4.0),
    ("慕斯", 3.0),
    ("挂耳咖啡", 2.0),
    ("低糖", 4.0),
    ("无麸质", 2.5),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One action. `stay_s` is how long a page was looked at, 0 where nothing was."""

    at: dt.datetime
    action: Action
    good: Good | None = None
    keyword: str = ""
    stay_s: int = 0


@dataclass(frozen=True, slots=True)
class MiniVisit:
    """One visit, its steps in time order. A stranger has no contact; who logs in is a stranger until that step."""

    contact: Contact | None
    stranger: str
    device: Device
    steps: tuple[Step, ...]

    @property
    def visitor(self) -> str:
        """The phone or, of somebody who never becomes known, the device's name."""
        return self.contact.phone if self.contact else self.stranger

    def did(self, action: Action) -> bool:
        return any(step.action == action for step in self.steps)


def _device(draw: Draw, is_payer: bool) -> Device:
    return draw.weighted(DEVICES, _DEVICES_OF_PAYERS if is_payer else _DEVICES_OF_OTHERS)


def _goods(month: int) -> list[Good]:
    return [good for good in GOODS if "youzan" in good.shops and month in good.months]


def _looking(draw: Draw, start: dt.datetime, last: Good | None = None) -> list[Step]:
    """A search now and then, then one to five goods; the last one looked at may be given."""
    steps: list[Step] = []
    at = start
    if draw.chance(0.25):
        words = draw.weighted([word for word, _ in _KEYWORDS], [weight for _, weight in _KEYWORDS])
        steps.append(Step(at, "search", keyword=words))
        at += dt.timedelta(seconds=draw.between(3, 20))
    choice = _goods(start.month)
    count = draw.weighted((1, 2, 3, 4, 5), (0.28, 0.28, 0.22, 0.13, 0.09))
    for place in range(count):
        good = last if last and place == count - 1 else draw.weighted(choice, [good.weight for good in choice])
        stay_s = draw.between(3, 90)
        steps.append(Step(at, "view", good, stay_s=stay_s))
        at += dt.timedelta(seconds=stay_s + draw.between(1, 4))
    return steps


def _with_cart(steps: list[Step]) -> list[Step]:
    last = steps[-1]
    return [*steps, Step(last.at + dt.timedelta(seconds=last.stay_s + 1), "cart", last.good)]


def _order_visit(order: Order, contact: Contact, device: Device) -> MiniVisit:
    """What came before an order: its steps are moved so that the cart is filled shortly before it is made."""
    draw = Draw("mini order", order.number)
    steps = _with_cart(_looking(draw, order.created_at, order.lines[0].good))
    late = steps[-1].at - order.created_at + dt.timedelta(seconds=draw.between(10, 90))
    moved = [replace(step, at=step.at - late) for step in steps]
    if order.paid_at:
        moved.append(Step(order.paid_at, "pay", order.lines[0].good))
    return MiniVisit(contact, "", device, tuple(moved))


def _some_moment(draw: Draw) -> dt.datetime:
    days = [day for day in DAY_WEIGHTS["youzan"] if day >= FIRST_MOMENT.date()]
    day = draw.weighted(days, [DAY_WEIGHTS["youzan"][each] for each in days])
    hour = draw.weighted(range(24), HOURS["youzan"])
    # Nobody is still looking at midnight of the last day.
    return dt.datetime(day.year, day.month, day.day, hour, draw.between(0, 49), draw.between(0, 59))


def _browsing(draw: Draw, contact: Contact | None, stranger: str, device: Device) -> MiniVisit:
    steps = _looking(draw, _some_moment(draw))
    if draw.chance(CART_WITHOUT_PAYMENT[device]):
        steps = _with_cart(steps)
    return MiniVisit(contact, stranger, device, tuple(steps))


def _login_visit(contact: Contact, device: Device) -> MiniVisit:
    """The visit in which a stranger became a customer, at the moment the customer list gives."""
    draw = Draw("mini login", contact.person.number)
    steps = _looking(draw, contact.joined_at)
    early = steps[-1].at - contact.joined_at + dt.timedelta(seconds=steps[-1].stay_s + 1)
    before = [replace(step, at=step.at - early) for step in steps]
    after = _looking(draw, contact.joined_at + dt.timedelta(seconds=draw.between(8, 40)))
    stranger = f"d{draw.digits(9)}"
    return MiniVisit(contact, stranger, device, (*before, Step(contact.joined_at, "login"), *after))


def _checkins(contact: Contact, device: Device) -> list[MiniVisit]:
    """Day after day for a while; now and then one is missed."""
    draw = Draw("mini checkin", contact.person.number)
    day = FIRST_MOMENT + dt.timedelta(days=draw.between(0, 85))
    visits = []
    for _ in range(draw.between(2, 16)):
        at = day + dt.timedelta(seconds=draw.between(7 * 3600, 22 * 3600))
        if at < END and draw.chance(0.85):
            visits.append(MiniVisit(contact, "", device, (Step(at, "checkin"),)))
        day += dt.timedelta(days=1)
    return visits


def _visits_of(contact: Contact) -> list[MiniVisit]:
    draw = Draw("mini visitor", contact.person.number)
    orders = [order for order in contact.orders if order.shop == "youzan" and order.created_at >= FIRST_MOMENT]
    orders = [order for order in orders if is_of_mini_program(order)]
    device = _device(draw, any(order.paid_at for order in orders))
    visits = [_order_visit(order, contact, device) for order in orders]
    if FIRST_MOMENT + dt.timedelta(hours=1) < contact.joined_at < END:
        visits.append(_login_visit(contact, device))
    if contact.joined_at >= FIRST_MOMENT:
        return visits
    if draw.chance(_ACTIVE_SHARE):
        times = draw.weighted((1, 2, 3, 4), (0.5, 0.27, 0.15, 0.08))
        visits += [_browsing(draw, contact, "", device) for _ in range(times)]
    if contact.is_member and draw.chance(_CHECKIN_SHARE):
        visits += _checkins(contact, device)
    return visits


def _visits_of_stranger(number: int) -> list[MiniVisit]:
    """Somebody who looks around and never says who they are."""
    draw = Draw("mini stranger", number)
    device = _device(draw, False)
    stranger = f"d{draw.digits(9)}"
    return [_browsing(draw, None, stranger, device) for _ in range(draw.weighted((1, 2, 3), (0.7, 0.2, 0.1)))]


def make_mini_visits(contacts: list[Contact]) -> list[MiniVisit]:
    """All visits in time order."""
    visits = [visit for contact in contacts for visit in _visits_of(contact)]
    visits += [visit for number in range(STRANGERS) for visit in _visits_of_stranger(number)]
    return sorted(visits, key=lambda each: (each.steps[0].at, each.visitor))
