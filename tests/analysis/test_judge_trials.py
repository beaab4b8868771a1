"""How often the judge is wrong: a small run of `benchmarks.judge`, and a larger one when asked for."""

from pathlib import Path

import pytest

from benchmarks.judge import WORLDS, Trial, World, line, trials
from insight.settings import Settings
from insight.statistics.intervals import wilson
from insight.warehouse import DuckWarehouse, open_workspace


def warehouse(home: Path) -> DuckWarehouse:
    return open_workspace("trials", Settings(home=home))


def wrong(found: list[Trial], *, is_planted: bool) -> int:
    said = ("harmful",) if is_planted else ("harmful", "effective")
    return sum(trial.verdict in said for trial in found)


def test_the_table_says_how_often_with_its_interval() -> None:
    found = [Trial("effective", 0.0, 0.01, 0.2), *[Trial("none", 0.0, -0.1, 0.1)] * 19]
    assert line("by lot", found, is_planted=False) == (
        "| by lot | none | 20 | 1 | 0 | 0 | 5.0% | 0.9% – 23.6% | 95.0% |"
    )


CAMPAIGNS = 20


@pytest.mark.slow("judges hundreds of campaigns")
@pytest.mark.parametrize("world", WORLDS)
def test_no_effect_is_seldom_said_to_be_one_and_a_planted_one_is_covered(tmp_path: Path, world: World) -> None:
    trading = warehouse(tmp_path)
    nothing = list(trials(trading, world, CAMPAIGNS, is_planted=False))
    assert (wilson(wrong(nothing, is_planted=False), CAMPAIGNS).low or 0) <= 0.05
    planted = [trial for trial in trials(trading, world, CAMPAIGNS, is_planted=True) if trial.verdict != "refused"]
    assert (wilson(sum(trial.covers for trial in planted), len(planted)).high or 1) >= 0.93
