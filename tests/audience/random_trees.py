"""Expressions drawn at random over random shops, and whom they mean in slow, plain Python."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from random import Random

from insight.audience import AllOf, AnyOf, Condition, Expression, Not, condition
from insight.warehouse import DuckWarehouse
from tests.analysis.random_shop import AS_OF
from tests.workspaces import Row

Order = tuple[dt.datetime, str, Decimal, str, str | None]


_ORDERS = """
SELECT customer_id, order_key, ordered_at, net_amount, currency, channel, is_valid, is_credit
FROM core.orders
"""


def random_leaf(random: Random) -> Condition:
    days = random.choice((1, 2, 15, 40, 41, 200, 401))
    orders, amount = random.randint(1, 3), random.choice((9.9, 20.0, 40.0, 120.0))
    currency = random.choice(("CNY", "USD"))
    return random.choice(
        (
            condition("ordered_within", days=days),
            condition("first_ordered_within", days=days),
            condition("last_ordered_between", least=random.choice((1, 2, 40)), most=days),
            condition("orders_at_least", orders=orders),
            condition("orders_between", least=orders, most=random.randint(1, 3)),
            condition("orders_within", orders=orders, days=days),
            condition("spent_at_least", amount=amount, currency=currency),
            condition("spent_between", least=amount, most=150, currency=currency),
            condition("average_order_at_least", amount=amount, currency=currency),
            condition("ordered_in_channel", channels=random.sample(["Tmall", "JD", "Youzan"], 2)),
            condition("first_ordered_in_channel", channels=["JD"]),
            condition("joined_within", days=days),
            condition("ever_ordered"),
        )
    )


def random_tree(random: Random, depth: int = 3) -> Expression:
    kind = random.random() if depth else 0.0
    if kind < 0.35:
        return random_leaf(random)
    if kind < 0.5:
        return Not(random_tree(random, depth - 1))
    parts = tuple(random_tree(random, depth - 1) for _part in range(random.randint(1, 3)))
    return AllOf(parts) if kind < 0.75 else AnyOf(parts)


class PlainShop:
    """Everybody of a shop, with the orders that count, found person by person."""

    def __init__(self, shop: DuckWarehouse, customers: Iterable[Row]) -> None:
        rows = shop.arrow(_ORDERS)
        self.orders: dict[str, list[Order]] = {}
        self.tried: dict[str, list[dt.datetime]] = {}
        self.credited: dict[str, list[tuple[dt.datetime, Decimal, str]]] = {}
        for row in rows.to_pylist():
            if row["customer_id"] and row["is_valid"]:
                order = (row["ordered_at"], row["order_key"], row["net_amount"], row["currency"], row["channel"])
                self.orders.setdefault(row["customer_id"], []).append(order)
            elif row["customer_id"] and row["is_credit"]:
                credit = (row["ordered_at"], row["net_amount"], row["currency"])
                self.credited.setdefault(row["customer_id"], []).append(credit)
                self.tried.setdefault(row["customer_id"], []).append(row["ordered_at"])
            elif row["customer_id"]:
                self.tried.setdefault(row["customer_id"], []).append(row["ordered_at"])
        people = shop.arrow("SELECT customer_id, joined_at FROM core.customers").to_pylist()
        self.joined = {row["customer_id"]: row["joined_at"] for row in people}
        listed = shop.arrow("SELECT DISTINCT customer_id FROM core.source_customers").to_pylist()
        self.listed = {row["customer_id"] for row in listed} if list(customers) else set()

    def known(self, as_of: dt.date) -> set[str]:
        return {who for who in self.joined if self._is_known(who, _start(as_of))}

    def _is_known(self, who: str, end: dt.datetime) -> bool:
        joined = self.joined[who]
        bought = any(order[0] < end for order in self.orders.get(who, []))
        tried = any(at < end for at in self.tried.get(who, []))
        return bought or tried or (joined is not None and joined < end) or (joined is None and who in self.listed)

    def meant(self, tree: Expression, as_of: dt.date) -> set[str]:
        if isinstance(tree, Not):
            return self.known(as_of) - self.meant(tree.part, as_of)
        if isinstance(tree, AllOf):
            return set.intersection(*(self.meant(part, as_of) for part in tree.parts))
        if isinstance(tree, AnyOf):
            return set.union(*(self.meant(part, as_of) for part in tree.parts))
        return {who for who in self.known(as_of) if self._holds(tree, who, as_of)}

    def _holds(self, leaf: Condition, who: str, as_of: dt.date) -> bool:  # noqa: C901
        end, given = _start(as_of), dict(leaf.values)
        bought = sorted(order for order in self.orders.get(who, []) if order[0] < end)
        days = [(as_of - order[0].date()).days for order in bought]
        lately = [day for day in days if day <= given.get("days", 0)]
        amounts = [amount for _at, _key, amount, currency, _channel in bought if currency == given.get("currency")]
        back = [(at, amount) for at, amount, money in self.credited.get(who, []) if money == given.get("currency")]
        spent, joined = sum(amounts) + sum(amount for at, amount in back if at < end), self.joined[who]
        match leaf.rule:
            case "ordered_within":
                return bool(lately)
            case "first_ordered_within":
                return bool(days) and days[0] <= given["days"]
            case "last_ordered_between":
                return bool(days) and given["least"] <= days[-1] <= given["most"]
            case "orders_at_least":
                return len(bought) >= given["orders"]
            case "orders_between":
                return given["least"] <= len(bought) <= given["most"]
            case "orders_within":
                return len(lately) >= given["orders"]
            case "spent_at_least":
                return bool(amounts) and spent >= _money(given["amount"])
            case "spent_between":
                return bool(amounts) and _money(given["least"]) <= spent <= _money(given["most"])
            case "average_order_at_least":
                return bool(amounts) and spent >= _money(given["amount"]) * len(amounts)
            case "ordered_in_channel":
                return any(order[4] in given["channels"] for order in bought)
            case "first_ordered_in_channel":
                return bool(bought) and bought[0][4] in given["channels"]
            case "joined_within":
                return joined is not None and joined < end and (as_of - joined.date()).days <= given["days"]
            case "ever_ordered":
                return bool(bought)
        raise AssertionError(leaf.rule)


def _money(amount: float) -> Decimal:
    return Decimal(str(amount))


def _start(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time())


DAYS = (AS_OF, AS_OF + dt.timedelta(days=30), AS_OF - dt.timedelta(days=39), AS_OF - dt.timedelta(days=300))
