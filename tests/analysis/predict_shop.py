"""Shops for predictions: some people buy in a rhythm, others came once or twice and are gone."""

import datetime as dt
from random import Random

from tests.workspaces import Row, order

AS_OF = dt.date(2025, 7, 1)
FIRST = AS_OF - dt.timedelta(days=240)
FAITHFUL, GONE = 110, 190


def rhythm_orders(seed: int = 1) -> list[Row]:
    """The faithful buy about every 30 days; of the others each bought once or twice within the first 150 days."""
    random, made = Random(seed), []
    for number in range(FAITHFUL):
        day = random.randrange(60)
        while day < 240:
            made.append(_order(f"f{number}", day, random.randrange(20, 120)))
            day += max(3, round(random.gauss(30, 9)))
    for number in range(GONE):
        days = [random.randrange(150) for _again in range(random.choice((1, 1, 2)))]
        made += [_order(f"g{number}", day, random.randrange(20, 120)) for day in days]
    return made


def shuffled(orders: list[Row], seed: int = 2) -> list[Row]:
    """The same orders on the same days, each dealt to one of the same people by lot."""
    random = Random(seed)
    people = sorted({row["buyer_ref"] for row in orders})
    return [row | {"buyer_ref": random.choice(people)} for row in orders]


def _order(name: str, day: int, amount: int) -> Row:
    return order(name, (FIRST + dt.timedelta(days=day)).isoformat(), amount)
