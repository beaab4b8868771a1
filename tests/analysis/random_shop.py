"""Shops drawn at random, with everything awkward in them: ties, refunds, two currencies, nameless and future orders."""

import datetime as dt
from random import Random

from tests.workspaces import Row, member, order

AS_OF = dt.date(2025, 7, 1)

_STATUSES = ("completed", "completed", "completed", "paid", "shipped", "closed", "unpaid", "refunded", None)


def random_orders(seed: int) -> list[Row]:
    """Up to 90 orders of up to 30 people, some on the as-of day or later."""
    random = Random(seed)
    people = [f"p{number}" for number in range(random.randint(1, 30))]
    return [_order(random, people, number) for number in range(random.randint(1, 90))]


def random_customers(seed: int) -> list[Row]:
    """Some of those people and some who never ordered; joined before, after, or nobody knows when."""
    random = Random(seed)
    listed = random.sample([f"p{number}" for number in range(40)], random.randint(0, 25))
    return [
        member(name, random.choice((None, "2024-05-01", "2025-06-30", "2025-07-01", "2025-09-09"))) for name in listed
    ]


def _order(random: Random, people: list[str], number: int) -> Row:
    day = AS_OF - dt.timedelta(days=random.choice((-20, -1, 0, 1, 1, 2, 15, 40, 40, 200, 400)))
    amount = random.choice(("9.90", "20.00", "20.00", "100.00", "333.33", "-20.00", "0.00"))
    more: Row = {"status": random.choice(_STATUSES), "currency": random.choice(("CNY", "CNY", "CNY", "USD"))}
    if random.random() < 0.2:
        more["refund_amount"] = random.choice(("5.00", "20.00", "500.00", "-5.00"))
    if random.random() < 0.1:
        more["order_amount"] = "25.00"
    if random.random() < 0.1:
        more["refund_status"] = "refunded"
    if random.random() < 0.3:
        more["paid_at"] = dt.datetime.combine(day, dt.time(12, 5))
    buyer = None if random.random() < 0.1 else random.choice(people)
    channel = random.choice(("Tmall", "JD", "Youzan", None))
    return order(buyer, day.isoformat(), amount, order_id=f"r{number}", channel=channel, **more)
