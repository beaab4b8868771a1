"""Who can be found: the people whom exact, unmasked identifiers make out of the exports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from sample_data.maker.names import HUB_PHONE
from sample_data.maker.orders import Order
from sample_data.maker.people import Person
from sample_data.maker.shopify import names_its_buyer

Key = tuple[str, str]


@dataclass(slots=True)
class Found:
    """One findable person: all rows that share an identifier, directly or through others. Orders in time order."""

    keys: list[Key] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)
    orders: list[Order] = field(default_factory=list)

    @property
    def valid_days(self) -> list[dt.date]:
        return [order.created_at.date() for order in self.orders if order.is_valid]


def order_keys(order: Order) -> list[Key]:
    """The identifiers an order row shows; none where the till knew nobody."""
    person = order.person
    if person is None or (order.shop == "shopify" and not names_its_buyer(order)):
        return []
    if order.shop == "tmall":
        return [("tmall", person.tmall_name)] + ([("phone", person.phone)] if person.phone_on_tmall else [])
    return [("phone", person.phone)] if order.shop == "youzan" else [("email", person.email)]


def _list_keys(source: str, listed_by: str, person: Person) -> list[Key]:
    """A row of a customer list without phone or e-mail is a person of its own."""
    shown: dict[str, list[Key]] = {"phone": [("phone", person.phone)], "email": [("email", person.email)], "": []}
    return shown.get(listed_by, [(source, str(person.number))])


def _rows(people: list[Person], orders: list[Order]) -> Iterator[tuple[str, list[Key], Order | None]]:
    for order in orders:
        yield order.shop, order_keys(order), order
    for person in people:
        yield "youzan", _list_keys("youzan row", person.in_youzan, person), None
        yield "wecom", _list_keys("wecom row", person.in_wecom, person), None


def _joined(root: dict[Key, Key], key: Key) -> Key:
    """The key that stands for all keys joined with this one."""
    while root.setdefault(key, key) != key:
        key = root[key]
    return key


def find_people(people: list[Person], orders: list[Order]) -> list[Found]:
    """Connected components over the identifiers of all rows, the shop's own phone left out."""
    rows = [(source, keys, order) for source, keys, order in _rows(people, orders) if keys]
    root: dict[Key, Key] = {}
    for _, keys, _ in rows:
        for key in keys:
            root[_joined(root, key)] = _joined(root, keys[0])
    found: dict[Key, Found] = {}
    for source, keys, order in rows:
        if ("phone", HUB_PHONE) in keys:
            raise ValueError("the shop's phone must not name a person")
        one = found.setdefault(_joined(root, keys[0]), Found())
        one.sources.add(source)
        one.keys += [key for key in keys if key not in one.keys]
        if order is not None:
            one.orders.append(order)
    return list(found.values())
