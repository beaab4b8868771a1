"""A seeded shop with two planted truths: the people of one channel leave, and one device breaks the step to paying."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pyarrow as pa

from insight.warehouse import DuckWarehouse
from tests.workspaces import Row, member, order, workspace

PEOPLE = 400
LEAVING_CHANNEL, BROKEN_DEVICE = "ad", "Android"
CHANNELS, DEVICES = ("ad", "store", "article", "poster"), ("iOS", "Android", "HarmonyOS")
VISITS_FROM = dt.date(2025, 4, 1)
_LEAVES = {"ad": 0.35}
_PAYS = {"Android": 0.2}
_USUALLY_LEAVES, _USUALLY_PAYS = 0.06, 0.55


def planted_shop(folder: Path, seed: int) -> DuckWarehouse:
    """Everybody is won in the first quarter, and visits once in April; gender makes no difference to anything."""
    dice = Random(seed)
    customers: list[Row] = []
    orders: list[Row] = []
    events: list[Row] = []
    for number in range(PEOPLE):
        name, channel, device = f"p{number:03}", dice.choice(CHANNELS), dice.choice(DEVICES)
        won = dt.datetime(2025, 1, 1, 10) + dt.timedelta(days=dice.randrange(80))
        customers.append(member(name, won.isoformat(), channel=channel, gender=dice.choice(("female", "male"))))
        did = [*_joining(dice, won, channel), *_visit(dice, device)]
        events += [{"customer_ref": name, "event": event, "occurred_at": at, "device": device} for event, at in did]
        if did[-1][0] == "pay":
            orders.append(order(name, did[-1][1].isoformat(), dice.randrange(20, 200), channel=channel))
    return workspace(folder, customers=customers, orders=orders, events=events)


def _joining(dice: Random, won: dt.datetime, channel: str) -> Iterator[tuple[str, dt.datetime]]:
    yield "follow", won
    if dice.random() < _LEAVES.get(channel, _USUALLY_LEAVES):
        yield "unfollow", won + dt.timedelta(days=dice.randrange(1, 6))


def _visit(dice: Random, device: str) -> Iterator[tuple[str, dt.datetime]]:
    at = dt.datetime.combine(VISITS_FROM, dt.time(9)) + dt.timedelta(hours=dice.randrange(500))
    yield "view", at
    if dice.random() < 0.9:
        yield "cart", at + dt.timedelta(minutes=3)
        if dice.random() < _PAYS.get(device, _USUALLY_PAYS):
            yield "pay", at + dt.timedelta(minutes=7)


def shuffle(warehouse: DuckWarehouse, seed: int) -> None:
    """Deal channels and devices anew among the same people: whatever is told of them afterwards is chance."""
    rows = warehouse.arrow(
        "SELECT source_customers.customer_id, source_customers.channel, min(events.device) AS device "
        "FROM core.source_customers JOIN core.events ON events.customer_id = source_customers.customer_id "
        "GROUP BY source_customers.customer_id, source_customers.channel ORDER BY source_customers.customer_id"
    ).to_pydict()
    dice = Random(seed)
    for name in ("channel", "device"):
        dice.shuffle(rows[name])
    with warehouse.writing() as session:
        session.register("dealt", pa.table(rows))
        for table, column in (
            ("core.source_customers", "channel"),
            ("core.customers", "channel"),
            ("core.events", "device"),
            ("mart.purchases", "channel"),
            ("core.orders", "channel"),
            ("mart.traits", "device"),
        ):
            session.execute(
                f"UPDATE {table} SET {column} = dealt.{column} FROM dealt WHERE dealt.customer_id = {table}.customer_id"
            )
        session.execute(
            "UPDATE mart.visit_events SET device = dealt.device FROM dealt "
            "JOIN mart.customers AS people ON people.customer_id = dealt.customer_id "
            "WHERE people.person_no = visit_events.person_no"
        )
        session.execute(
            "UPDATE mart.visits SET device = coalesce(dealt.device, '') FROM dealt "
            "JOIN mart.customers AS people ON people.customer_id = dealt.customer_id "
            "WHERE people.person_no = visits.person_no"
        )
