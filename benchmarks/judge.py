"""How often the judge is wrong: many campaigns without any effect, and as many with a known one.

    python -m benchmarks.judge [--campaigns 500] [--seed 0]

Every campaign is a small brand of its own, drawn by a seed and written where a refresh leaves its rows; the judge reads
them as ever. "By lot": people were held back at random. "Chosen": nobody was held back, and those contacted were chosen
by how lately and how often they had bought, so that they differ from the others. "By money": they were chosen by how
much they had spent, and whoever spends more a time also buys more often: exact strata know nothing of money, and people
as likely to be contacted have to take their place. Where an effect is planted, a person
contacted buys once more with a chance that the seed draws; the truth is what that adds to the share who buy at all.
"""

import argparse
import datetime as dt
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import pyarrow as pa

from insight.analysis.judge import JudgeParams, judge
from insight.settings import Settings
from insight.statistics.intervals import wilson
from insight.warehouse import DuckWarehouse, open_workspace

World = Literal["by lot", "chosen", "by money"]
WORLDS: tuple[World, ...] = ("by lot", "chosen", "by money")

START = dt.datetime(2025, 5, 1)
_AS_OF = dt.date(2025, 6, 15)
_DAYS, _HISTORY = 30, 400
_PEOPLE = {"by lot": (200, 1200), "chosen": (3000, 4000), "by money": (3000, 4000)}


@dataclass(frozen=True, slots=True)
class Trial:
    """`truth`: what the campaign added to the share of those contacted who bought. `low`, `high`: the judge's interval;
    nan where no verdict was given. `way`: the comparison that decided."""

    verdict: str
    truth: float
    low: float
    high: float
    way: str | None = None

    @property
    def covers(self) -> bool:
        """Whether the interval holds the truth."""
        return self.low <= self.truth <= self.high


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--campaigns", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0, help="other campaigns than the judge's level was chosen on")
    asked = parser.parse_args()
    print("| world | effect | campaigns | worked | harm | no verdict | wrongly | 95 % | interval covers the truth |")
    print("|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as home:
        warehouse = open_workspace("trials", Settings(home=Path(home)))
        for world in WORLDS:
            for is_planted in (False, True):
                found = trials(warehouse, world, asked.campaigns, is_planted=is_planted, seed=asked.seed)
                print(line(world, list(found), is_planted=is_planted), flush=True)


def line(world: World, found: list[Trial], *, is_planted: bool) -> str:
    """One row of the table."""
    said = {word: sum(trial.verdict == word for trial in found) for word in ("effective", "harmful", "refused")}
    wrong = said["harmful"] + (0 if is_planted else said["effective"])
    low, high = wilson(wrong, len(found))
    known = [trial for trial in found if trial.verdict != "refused"]
    cover = sum(trial.covers for trial in known) / len(known)
    return (
        f"| {world} | {'planted' if is_planted else 'none'} | {len(found)} | {said['effective']} | {said['harmful']} | "
        f"{said['refused']} | {wrong / len(found):.1%} | {low:.1%} – {high:.1%} | {cover:.1%} |"
    )


def trials(warehouse: DuckWarehouse, world: World, count: int, *, is_planted: bool, seed: int = 0) -> Iterator[Trial]:
    """The same campaigns in every run with a seed."""
    for number in range(count):
        draw = np.random.default_rng([WORLDS.index(world), int(is_planted), number, seed])
        yield _trial(warehouse, world, draw, float(draw.uniform(0.03, 0.2)) if is_planted else 0.0)


def _trial(warehouse: DuckWarehouse, world: World, draw: np.random.Generator, lift: float) -> Trial:
    people = int(draw.integers(*_PEOPLE[world]))
    pace = draw.gamma(0.5, draw.uniform(0.1, 0.6) / 0.5, people) / _DAYS
    baskets = np.full(people, 100.0)
    if world == "by money":
        baskets = np.exp(draw.normal(4.0, 0.8, people)).round(2)
        pace = pace * np.sqrt(baskets / 55.0)
    days = [np.sort(draw.uniform(-_HISTORY, _DAYS, draw.poisson(rate * (_HISTORY + _DAYS)))) for rate in pace]
    treated = _chosen(world, days, baskets, draw)
    extra = treated & (draw.random(people) < lift)
    days = [np.append(own, draw.uniform(0, _DAYS)) if more else own for own, more in zip(days, extra, strict=True)]
    _write(warehouse, days, baskets, treated, with_control=world == "by lot")
    result = judge(warehouse, JudgeParams(as_of=_AS_OF, currency="CNY", campaign="C", days=_DAYS))
    truth = float((lift * np.exp(-pace[treated] * _DAYS)).mean())
    if result.way is None:
        return Trial(result.verdict, truth, float("nan"), float("nan"))
    row = result.comparisons.set_index("way").loc[result.way]
    return Trial(result.verdict, truth, float(row["low"]), float(row["high"]), result.way)


def _chosen(world: World, days: list[np.ndarray], baskets: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    if world == "by lot":
        return draw.random(len(days)) < draw.uniform(0.4, 0.9)
    if world == "by money":
        spent = baskets * np.array([(own < 0).sum() for own in days])
        return draw.random(len(days)) < np.where(spent > np.median(spent[spent > 0]), 0.3, 0.06)
    lately = np.array([-own[own < 0].max() if (own < 0).any() else _HISTORY for own in days])
    often = np.array([(own < 0).sum() for own in days])
    weight = np.where(lately > 90, 0.25, 0.05) + np.where(often > 2, 0.1, 0.0)
    return draw.random(len(days)) < weight


def _write(
    warehouse: DuckWarehouse, days: list[np.ndarray], baskets: np.ndarray, treated: np.ndarray, *, with_control: bool
) -> None:
    ids = [f"c{number:016x}" for number in range(len(days))]
    moments = [
        (name, START + dt.timedelta(days=float(day)), float(basket))
        for name, own, basket in zip(ids, days, baskets, strict=True)
        for day in own
    ]
    moments.append(("shop", START - dt.timedelta(days=_HISTORY + 1), 100.0))
    moments.append(("shop", START + dt.timedelta(days=_DAYS + 1), 100.0))
    sold = pa.table(
        dict(zip(("customer_id", "ordered_at", "amount"), map(list, zip(*moments, strict=True)), strict=True))
    )
    arms = ["treated" if one else "control" for one in treated]
    told = [row for row in zip(ids, arms, strict=True) if with_control or row[1] == "treated"]
    touched = pa.table({"customer_id": [row[0] for row in told], "arm": [row[1] for row in told]})
    with warehouse.writing() as session:
        for table in ("core.customers", "core.touches", "mart.purchases"):
            session.execute(_CLEAR[table])
        session.register("sold", sold)
        session.register("touched", touched)
        session.register("known", pa.table({"customer_id": ids}))
        for statement in (_CUSTOMERS, _PURCHASES, _TOUCHES):
            session.execute(statement)


_CLEAR = {
    "core.customers": "DELETE FROM core.customers",
    "core.touches": "DELETE FROM core.touches",
    "mart.purchases": "DELETE FROM mart.purchases",
}
_CUSTOMERS = "INSERT INTO core.customers BY NAME SELECT customer_id, TIMESTAMP '2024-01-01' AS joined_at FROM known"
_PURCHASES = """
INSERT INTO mart.purchases BY NAME
SELECT customer_id, 'CNY' AS currency, ordered_at, amount::DECIMAL(18,2) AS net_amount
FROM sold
"""
_TOUCHES = """
INSERT INTO core.touches BY NAME
SELECT 'C' AS campaign_id, customer_id, arm, TIMESTAMP '2025-05-01' AS sent_at
FROM touched
"""

if __name__ == "__main__":
    main()
