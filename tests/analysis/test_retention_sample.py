"""The retention break planted in the sample brand is found, and nothing is found where people were dealt out anew."""

import datetime as dt
import json
from collections import defaultdict
from pathlib import Path
from random import Random

import pytest

from insight.analysis.repurchase import RepurchaseParams, repurchase
from insight.analysis.retention import RetentionParams, RetentionResult, retention
from insight.ingest.sample import SAMPLE_FOLDER
from insight.warehouse import DuckWarehouse
from tests.sample_brand import sample_brand
from tests.workspaces import Row, order, workspace

AS_OF = dt.date(2026, 1, 1)
PARAMS = RetentionParams(as_of=AS_OF, currency="CNY")
TRUTH = json.loads((SAMPLE_FOLDER / "truth.json").read_text(encoding="utf-8"))["retention_break"]


@pytest.fixture(scope="module")
def sample() -> DuckWarehouse:
    return sample_brand()


@pytest.fixture(scope="module")
def found(sample: DuckWarehouse) -> RetentionResult:
    return retention(sample, PARAMS)


def claims(result: RetentionResult) -> list[str]:
    """The sentences that say that somebody differs."""
    said = [finding.text.render("en") for finding in result.findings()]
    return [text for text in said if text.startswith("Won at") or "than chance explains" in text]


def test_the_people_won_at_618_2025_are_counted_as_they_were_planted(found: RetentionResult) -> None:
    row = found.won[found.won["key"] == "618-2025"].iloc[0]
    planted = TRUTH["won_at_618_2025"]
    assert (row["n"], row["returned"]) == (planted["people"], planted["returned"]) == (246, 20)
    last_year = found.won[found.won["key"] == "618-2024"].iloc[0]
    planted = TRUTH["won_at_618_2024"]
    assert (last_year["n"], last_year["returned"]) == (planted["people"], planted["returned"]) == (280, 107)


def test_the_break_is_a_sentence_with_its_numbers_and_interval(found: RetentionResult) -> None:
    finding = next(finding for finding in found.findings() if "618 2025" in finding.text.render("en"))
    assert finding.text.render("en") == (
        "Won at 618 2025: only 8.1% come back within 90 days (20 of 246); of the 2,704 won on other days 36% do"
    )
    assert (finding.value, finding.n) == (pytest.approx(20 / 246), 246)
    assert (finding.low, finding.high) == (pytest.approx(0.0532, abs=1e-4), pytest.approx(0.1222, abs=1e-4))
    assert finding.certain
    assert "8.1%" in finding.text.render("zh_CN")


def test_no_other_festival_is_said_to_differ(found: RetentionResult) -> None:
    windows = found.won[found.won["kind"] != "cohort"]
    assert windows[windows["differs"]]["key"].tolist() == ["618-2025"]
    assert windows["p_value"].notna().sum() >= 8


def test_the_people_won_before_are_kept_as_planted(sample: DuckWarehouse) -> None:
    planted = TRUTH["won_before"]
    before = RepurchaseParams(as_of=AS_OF, currency="CNY", until=dt.date(2025, 6, 1), days=(90,))
    row = repurchase(sample, before).within.iloc[0]
    assert (row["n"], row["returned"]) == (planted["people"], planted["returned"]) == (2382, 866)


def dealt_out_anew(sample: DuckWarehouse, seed: int, folder: Path) -> DuckWarehouse:
    """The same first days and the same waits between purchases, but whose first day goes with whose waits is drawn."""
    rows = sample.arrow(
        "SELECT customer_id, ordered_at::DATE AS day, channel FROM mart.purchases ORDER BY customer_id, purchase_no"
    ).to_pylist()
    days: dict[str, list[dt.date]] = defaultdict(list)
    channels = {}
    for row in rows:
        days[row["customer_id"]].append(row["day"])
        channels.setdefault(row["customer_id"], row["channel"])
    people = sorted(days)
    drawn, kinds = Random(seed).sample(people, len(people)), Random(seed + 1).sample(people, len(people))
    return workspace(
        folder,
        orders=[
            placed
            for person, other, kind in zip(people, drawn, kinds, strict=True)
            for placed in _moved(person, days[other], days[person][0], channels[kind])
        ],
    )


def _moved(person: str, days: list[dt.date], first: dt.date, channel: str) -> list[Row]:
    moved = [first + (day - days[0]) for day in days]
    return [order(person, day.isoformat(), 10, channel=channel) for day in moved if day < AS_OF]


@pytest.mark.parametrize("seed", [11, 37, 58])
def test_nothing_is_found_where_people_were_dealt_out_anew(sample: DuckWarehouse, tmp_path: Path, seed: int) -> None:
    result = retention(
        dealt_out_anew(sample, seed, tmp_path),
        RetentionParams(as_of=AS_OF, currency="CNY", breakdown="channel"),
    )
    assert claims(result) == []
    said = [finding.text.render("en") for finding in result.findings()]
    assert any(text.startswith("No difference can be seen between festivals") for text in said)
    assert any(text.startswith("No difference can be seen between the groups by channel") for text in said)
    assert result.won["p_value"].notna().sum() > 20
