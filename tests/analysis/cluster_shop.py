"""A shop of three planted kinds of buyers: regulars, people who came once long ago, and bargain hunters."""

import datetime as dt
from pathlib import Path
from random import Random

from insight.warehouse import DuckWarehouse
from tests.workspaces import Row, order, workspace

KINDS = ("regular", "once", "festival")
AS_OF = dt.date(2026, 1, 1)


def planted_shop(folder: Path, people: int = 150) -> tuple[DuckWarehouse, dict[str, str]]:
    """The shop, and the kind of each account."""
    draw = Random(11)
    orders: list[Row] = []
    kinds: dict[str, str] = {}
    for number in range(people):
        kind = KINDS[number % 3]
        account = f"{kind}{number}"
        kinds[account] = kind
        orders += [_order(draw, account, kind, place) for place in range(_orders(draw, kind))]
    return workspace(folder, orders=orders), kinds


def _orders(draw: Random, kind: str) -> int:
    return {"regular": draw.randint(9, 14), "once": 1, "festival": 3}[kind]


def _order(draw: Random, account: str, kind: str, place: int) -> Row:
    if kind == "regular":
        day, amount = AS_OF - dt.timedelta(days=5 + draw.randint(0, 9) + 30 * place), draw.randint(280, 360)
    elif kind == "once":
        day, amount = AS_OF - dt.timedelta(days=draw.randint(585, 640)), draw.randint(140, 180)
    else:
        day, amount = dt.date(2025, 6, 1) + dt.timedelta(days=draw.randint(0, 19)), draw.randint(25, 40)
    return order(account, day.isoformat(), amount)
