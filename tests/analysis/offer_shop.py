"""Shops in which people have tastes, or none: what they bought says what they will buy, or does not."""

import datetime as dt
from collections.abc import Sequence
from random import Random
from typing import Any

from tests.workspaces import Row, order

AS_OF = dt.date(2025, 7, 1)


class Counter:
    """Orders and lines as they are written down."""

    def __init__(self) -> None:
        self.orders: list[Row] = []
        self.items: list[Row] = []

    def sells(self, buyer: str | None, days_ago: int, *goods: str | Row, at: str = "12:00", **more: Any) -> None:
        """One order; a good is told by its name, whose code is the name in capitals, or by its row."""
        day = (AS_OF - dt.timedelta(days=days_ago)).isoformat()
        made = order(buyer, f"{day}T{at}", 10 * max(len(goods), 1), **more)
        self.orders.append(made)
        for number, good in enumerate(goods):
            row = {"sku": good.upper(), "product_name": good} if isinstance(good, str) else good
            line = {"order_id": made["order_id"], "ordered_at": made["ordered_at"], "line_no": str(number)}
            self.items.append(line | {"quantity": 1, "line_paid": "10"} | row)

    @property
    def rows(self) -> dict[str, Sequence[Row]]:
        return {"orders": self.orders, "items": self.items}


def tastes(seed: int, *, people: int = 240, days: int = 270, shuffled: bool = False) -> Counter:
    """Sixteen goods, four of each taste; people buy by their taste four times of five. Shuffled: the same goods on the
    same days by the same people, each line with a good drawn from all that were sold."""
    random, counter = Random(seed), Counter()
    bought = []
    for number in range(people):
        taste = number % 4
        for _order in range(6):
            own = random.random() < 0.8
            kind = taste if own else random.randrange(4)
            bought.append((f"p{number}", random.randrange(days), f"g{4 * kind + min(random.randrange(5), 3)}"))
    goods = [good for _person, _day, good in bought]
    if shuffled:
        random.shuffle(goods)
    for (person, day, _good), good in zip(bought, goods, strict=True):
        counter.sells(person, day + 1, good)
    return counter


def mixed(seed: int) -> Counter:
    """A small shop with everything awkward: baskets, channels, ties, nameless buyers, days that do not count."""
    random, counter = Random(seed), Counter()
    goods = [f"g{number}" for number in range(random.randint(4, 9))]
    for _order in range(random.randint(60, 160)):
        buyer = None if random.random() < 0.08 else f"p{random.randrange(30)}"
        basket = random.sample(goods, random.choice((1, 1, 1, 2, 3)))
        more: Row = {"channel": random.choice(("Tmall", "JD", None))}
        if random.random() < 0.08:
            more["status"] = random.choice(("closed", "unpaid"))
        day = random.choice((-5, 0, 1, 2, 10, 30, 59, 60, 61, 89, 90, 120, 121, 150, 200, 400))
        counter.sells(buyer, day, *basket, at=random.choice(("00:00", "12:00", "23:59")), **more)
    return counter
