"""Whom the brand can reach: the customers whom the Youzan list names by phone, with all that is known of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sample_data.maker.files import Table
from sample_data.maker.identity import Found
from sample_data.maker.orders import Order
from sample_data.maker.people import Person


@dataclass(frozen=True, slots=True)
class Contact:
    """One customer as the Youzan list shows them: `joined_at`, `is_member` and `points` are its cells.

    `orders` are those of the findable person behind the phone, of all shops, in time order.
    """

    person: Person
    joined_at: dt.datetime
    is_member: bool
    points: int
    orders: tuple[Order, ...]

    @property
    def phone(self) -> str:
        return self.person.phone

    @property
    def valid_orders(self) -> list[Order]:
        return [order for order in self.orders if order.is_valid]

    def bought(self, first: dt.datetime, end: dt.datetime) -> bool:
        """Whether a valid order was made from one moment to just before another."""
        return any(first <= order.created_at < end for order in self.valid_orders)


def make_contacts(people: list[Person], found: list[Found], customers: Table) -> list[Contact]:
    """In the order of the people; who is listed without a clear phone is left out."""
    listed = {row["客户手机号"]: row for row in customers.rows}
    by_phone = {value: one for one in found for kind, value in one.keys if kind == "phone"}
    return [
        Contact(
            person=person,
            joined_at=dt.datetime.fromisoformat(listed[person.phone]["成为客户时间"]),
            is_member=listed[person.phone]["是否会员"] == "是",
            points=int(listed[person.phone]["客户积分"]),
            orders=tuple(by_phone[person.phone].orders),
        )
        for person in people
        if person.in_youzan == "phone"
    ]
