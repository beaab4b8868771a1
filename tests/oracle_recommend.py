"""Offers again, slow and obvious, from the rows as they were written down."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from typing import Any

from tests.oracles import Row

Offer = tuple[str, int, str, str | None, str | None]
"""Person, place, good, the good that spoke most for it, the shelf of a plain one."""


@dataclass(frozen=True)
class Sale:
    person: str | None
    day: dt.date
    good: str
    channel: str | None


def sales(orders: Sequence[Row], items: Sequence[Row]) -> list[Sale]:
    """Every line of an order that counts."""
    valid = {made["order_id"]: made for made in orders if made["status"] not in ("closed", "unpaid")}
    return [
        Sale(made["buyer_ref"], made["ordered_at"].date(), line["sku"], made["channel"])
        for line in items
        for made in [valid.get(line["order_id"])]
        if made is not None
    ]


class Shop:
    """What is known of a shop before a day."""

    def __init__(self, sold: Sequence[Sale], as_of: dt.date, params: Any) -> None:
        self.as_of, self.params = as_of, params
        first = as_of - dt.timedelta(days=params.look_back_days)
        self.sold = [sale for sale in sold if first <= sale.day < as_of]
        self.lately = [sale for sale in self.sold if (as_of - sale.day).days <= params.hold_out_days]
        self.bought: dict[str, dict[str, dt.date]] = defaultdict(dict)
        for sale in self.sold:
            if sale.person:
                days = self.bought[sale.person]
                days[sale.good] = max(days.get(sale.good, sale.day), sale.day)
        buyers = Counter(good for goods in self.bought.values() for good in goods)
        recent = Counter(good for good, _person in {(sale.good, sale.person) for sale in self.lately if sale.person})
        known = [good for good in buyers if buyers[good] >= params.least_buyers]
        self.goods = sorted(known, key=lambda good: (-recent[good], -buyers[good], good))
        self.bought = {
            person: {good: day for good, day in goods.items() if good in known}
            for person, goods in self.bought.items()
            if set(goods) & set(known)
        }
        self.buyers, self.recent = buyers, recent
        last = {good: max(sale.day for sale in self.sold if sale.good == good) for good in known}
        self.on_sale = [good for good in self.goods if (as_of - last[good]).days <= params.on_sale_days]

    def weights(self) -> dict[tuple[str, str], int]:
        """Owned, offered -> the cosine, made smaller where few bought both, as a whole number up to a million."""
        both = Counter(
            pair for goods in self.bought.values() for pair in combinations(sorted(goods), 2) if len(goods) <= 300
        )
        people, found = len(self.bought), {}
        for (one, other), n in both.items():
            if n >= 3 and n > self.buyers[one] * self.buyers[other] / people:
                weight = n / sqrt(self.buyers[one] * self.buyers[other]) * n / (n + 10)
                found |= {(one, other): weight, (other, one): weight}
        kept = {pair: weight for pair, weight in found.items() if pair[1] in self.on_sale}
        top = max(kept.values(), default=1.0)
        return {pair: max(round(weight / top * 1_000_000), 1) for pair, weight in kept.items()}

    def is_resting(self, person: str, good: str) -> bool:
        day = self.bought.get(person, {}).get(good)
        return day is not None and day + dt.timedelta(days=self.params.again_days) > self.as_of

    def shelf_of(self, person: str, plain: str) -> str:
        """Everybody's, or that of the channel of the last line."""
        if plain == "popular":
            return ""
        lines = [sale for sale in self.sold if sale.person == person and sale.good in self.goods]
        return max((sale.day.isoformat(), sale.channel or "") for sale in lines)[1]

    def popular(self, shelf: str) -> list[str]:
        """Goods on sale by their buyers of the last days."""
        people: dict[str, set[str]] = defaultdict(set)
        for sale in self.lately:
            if sale.person and sale.good in self.on_sale and (not shelf or sale.channel == shelf):
                people[sale.good].add(sale.person)
        return sorted(people, key=lambda good: (-len(people[good]), self.goods.index(good)))

    def shelves(self, plain: str) -> list[str]:
        """Everybody's, and those of channels with at least twenty buyers of anything lately."""
        if plain == "popular":
            return [""]
        channels = {sale.channel for sale in self.sold if sale.channel}
        bought = {
            (sale.channel, sale.good, sale.person) for sale in self.lately if sale.person and sale.good in self.on_sale
        }
        enough = Counter(channel for channel, _good, _person in bought)
        return ["", *sorted(channel for channel in channels if enough[channel] >= 20)]

    def offers(self, plain: str, weights: Mapping[tuple[str, str], int]) -> set[Offer]:
        """Of everybody who bought anything known."""
        shelves, made = self.shelves(plain), set()
        for person, owned in self.bought.items():
            scores: dict[str, list[tuple[int, str]]] = defaultdict(list)
            for one in owned:
                for (other, good), weight in weights.items():
                    if other == one and not self.is_resting(person, good):
                        scores[good].append((weight, one))
            best = sorted(scores, key=lambda good: (-sum(w for w, _one in scores[good]), self.goods.index(good)))
            list_of: list[tuple[str, str | None, str | None]] = [
                (good, max(scores[good], key=lambda pair: (pair[0], -self.goods.index(pair[1])))[1], None)
                for good in best[: self.params.offers]
            ]
            shelf = self.shelf_of(person, plain)
            shelf = shelf if shelf in shelves else ""
            for good in self.popular(shelf):
                has = [offer[0] for offer in list_of]
                if len(list_of) < self.params.offers and good not in has and not self.is_resting(person, good):
                    list_of.append((good, None, shelf))
            made |= {(person, place, *offer) for place, offer in enumerate(list_of, 1)}
        return made
