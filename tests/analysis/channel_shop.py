"""A seeded shop whose people come from everywhere, and one in which the people of one channel leave."""

import datetime as dt
import random

from tests.oracle_channels import Shop
from tests.workspaces import member, order

START = dt.datetime(2025, 1, 1, 10)


def random_shop(seed: int, people: int = 90) -> Shop:
    """Sources on whole hours, so that many stand on one moment; some without a day, some after the first order."""
    dice, shop = random.Random(seed), Shop()
    shop.campaigns = [
        {"campaign_id": "c1", "name": "spring", "channel": "sms", "cost": "90", "starts_at": START, "ends_at": None}
    ]
    for number in range(people):
        name, at = f"p{number}", START + dt.timedelta(days=dice.randrange(400), hours=dice.randrange(3))
        _list(shop, dice, name, at)
        if dice.random() < 0.3:
            shop.referrals.append({"inviter_ref": "p0", "invitee_ref": name, "at": _near(dice, at)})
        if dice.random() < 0.3:
            clicked = dice.choice((None, _near(dice, at)))
            shop.touches.append({"campaign_id": "c1", "customer_ref": name, "sent_at": START, "clicked_at": clicked})
        for _turn in range(dice.choice((0, 1, 1, 2, 4))):
            more = {"channel": dice.choice(("Tmall", "shop", None)), "currency": dice.choice(("CNY", "CNY", "USD"))}
            when = _near(dice, at) + dt.timedelta(days=dice.randrange(200), minutes=len(shop.orders) % 2)
            shop.orders.append(order(name, when.isoformat(), dice.randrange(1, 300), **more))
        for _turn in range(dice.randrange(3)):
            when = at + dt.timedelta(days=dice.choice((1, 6, 7, 29, 30, 89, 90, 179)))
            event = dice.choice(("view", "view", "unfollow"))
            shop.events.append({"customer_ref": name, "event": event, "occurred_at": when})
    return shop


def leaving_shop() -> Shop:
    """Of 80 people from "ad" thirty leave within a week and few buy; of 80 from each other code hardly anybody does."""
    dice, shop = random.Random(7), Shop()
    for channel, leave, spend in (("ad", 30, 20), ("store", 3, 100), ("article", 2, 90)):
        for number in range(80):
            name, at = f"{channel}{number}", START + dt.timedelta(days=number)
            shop.customers.append(member(name, at.isoformat(), channel=channel))
            shop.events.append({"customer_ref": name, "event": "view", "occurred_at": at})
            if number < leave + (channel == "store"):
                gone = at + dt.timedelta(days=1 if number or channel != "store" else 0)
                shop.events.append({"customer_ref": name, "event": "unfollow", "occurred_at": gone})
            shop.orders.append(order(name, (at + dt.timedelta(days=2)).isoformat(), spend + dice.randrange(20)))
    return shop


def _list(shop: Shop, dice: random.Random, name: str, at: dt.datetime) -> None:
    joined = dice.choice((at, at, None))
    channel = dice.choice(("code A", "code B", None))
    shop.customers.append(member(name, joined.isoformat() if joined else None, channel=channel))


def _near(dice: random.Random, at: dt.datetime) -> dt.datetime:
    return at + dt.timedelta(days=dice.choice((-2, 0, 0, 3)))
