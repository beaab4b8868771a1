"""Shops in which a campaign is drawn, and what it did is known."""

import datetime as dt
from pathlib import Path
from random import Random
from typing import Any

from insight.analysis.judge import JudgeParams, JudgeResult, judge
from insight.warehouse import DuckWarehouse
from tests.workspaces import Row, member, order, workspace

START = dt.datetime(2025, 5, 1, 9)
AS_OF = dt.date(2025, 7, 1)
DAYS = 30
PARAMS = JudgeParams(as_of=AS_OF, currency="CNY")


def touch(name: str, campaign: str = "C1", arm: str | None = "treated", sent_at: dt.datetime | None = START) -> Row:
    """One contact; somebody held back is sent nothing."""
    at = None if arm == "control" else sent_at
    return {"campaign_id": campaign, "customer_ref": name, "arm": arm, "sent_at": at, "delivered": at is not None}


def campaign(number: str = "C1", **more: Any) -> Row:
    """The campaign of the shop."""
    return {"campaign_id": number, "name": f"Recall {number}", "starts_at": START, "cost": "100"} | more


def at(days: float) -> str:
    """So many days after the start."""
    return (START + dt.timedelta(days=days)).isoformat(timespec="minutes")


def random_rows(seed: int, people: int = 60) -> dict[str, list[Row]]:
    """Orders, customers and touches of two campaigns, at random, the awkward ones too."""
    random = Random(seed)
    names = [f"p{number}" for number in range(people)]
    orders = [
        order(name, at(random.uniform(-500, 45)), random.randint(1, 300), status=random.choice(("completed", "closed")))
        for name in names
        for _number in range(random.choice((0, 0, 1, 1, 2, 3, 9)))
    ]
    orders += [order(names[0], at(0), 20), order(names[1], at(DAYS), 30), order(names[2], at(-DAYS), 40)]
    customers = [member(name, random.choice((None, "2024-01-01", "2025-04-30", "2025-06-01"))) for name in names[::2]]
    touches = [
        touch(name, number, random.choice(("treated", "treated", "control", None)), START + dt.timedelta(days=later))
        for number, later in (("C1", 0), ("C2", random.choice((3, 40))))
        for name in random.sample(names, people // 2)
    ]
    touches.append(touch(names[5], "C1", "control"))
    touches.append(touch("stranger", "C1"))
    return {"orders": orders, "customers": customers, "touches": touches, "campaigns": [campaign(), campaign("C2")]}


def shop(folder: Path, rows: dict[str, list[Row]]) -> DuckWarehouse:
    """The workspace of rows."""
    return workspace(folder, **rows)


def drawn(
    treated: int, control: int, *, buyers: tuple[int, int], others: int = 0, other_buyers: int = 0, before: int = 1
) -> dict[str, list[Row]]:
    """A list drawn by lot among people with `before` orders each, some time before: so many of each arm bought in the
    days that count."""
    sides = (("t", treated, buyers[0]), ("c", control, buyers[1]), ("o", others, other_buyers))
    orders = [order("early", at(-400), 10)]
    for side, size, bought in sides:
        for number in range(size):
            name = f"{side}{number}"
            orders += [order(name, at(-100 - number % 3 * 40 - 5 * extra), 50) for extra in range(before)]
            orders += [order(name, at(1 + number % 20), 100)] if number < bought else []
    touches = [touch(f"t{number}") for number in range(treated)]
    touches += [touch(f"c{number}", arm="control") for number in range(control)]
    return {"orders": orders, "touches": touches, "campaigns": [campaign()]}


def judged(folder: Path, rows: dict[str, list[Row]], **more: Any) -> JudgeResult:
    """What the judge says of a shop."""
    given = {"as_of": AS_OF, "currency": "CNY", "campaign": "C1"} | more
    return judge(shop(folder, rows), JudgeParams(**given))


def said(result: JudgeResult, language: Any = "en") -> list[str]:
    """Its sentences."""
    return [finding.text.render(language) for finding in result.findings()]
