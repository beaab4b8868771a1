"""A web shop's click stream through the ordinary path: the funnel agrees with slow and obvious Python."""

import csv
import datetime as dt
import gzip
import json
from collections import defaultdict

import pytest

from insight.analysis import default_as_of, make_params
from insight.analysis.funnel import funnel
from insight.analysis.retention import retention
from insight.cli import main
from insight.settings import settings
from insight.warehouse import DuckWarehouse
from tests.uploads import new_workspace, shared, upload

FILE = "data/simple_shop_events.csv.gz"
WEEK = dt.timedelta(days=7)
STEPS = ("catalog", "cart", "payment_done")
Moments = dict[str, dict[str, list[dt.datetime]]]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    warehouse = new_workspace(tmp_path_factory.mktemp("simple_shop"))
    upload(warehouse, shared(FILE))
    return warehouse


def moments() -> Moments:
    """User -> event -> when, straight from the file."""
    found: Moments = defaultdict(lambda: defaultdict(list))
    with gzip.open(shared(FILE), "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["user_id"]][row["event"]].append(dt.datetime.fromisoformat(row["timestamp"]))
    return found


def furthest(own: dict[str, list[dt.datetime]]) -> int:
    """How many steps a user took within a week of some first step, taking the next one as early as can be."""
    best = 0
    for start in own.get(STEPS[0], []):
        reached, at = 1, start
        for step in STEPS[1:]:
            later = [moment for moment in own.get(step, []) if at <= moment <= start + WEEK]
            if not later:
                break
            reached, at = reached + 1, min(later)
        best = max(best, reached)
    return best


def expected(as_of: dt.datetime) -> list[tuple[int, int, int, int]]:
    bars = [[0, 0, 0, 0] for _step in STEPS]
    for own in moments().values():
        reached = furthest(own)
        has_time = any(start + WEEK >= as_of for start in own.get(STEPS[0], []))
        for number, bar in enumerate(bars, 1):
            if reached >= max(number - 1, 1):
                bar[0] += 1
                bar[1 if reached >= number else 2 if has_time else 3] += 1
    return [(row[0], row[1], row[2], row[3]) for row in bars]


@pytest.mark.slow("counts many shops")
def test_the_funnel_is_that_of_a_plain_count(shop: DuckWarehouse) -> None:
    params = make_params("funnel", {"steps": list(STEPS), "window_days": 7}, shop)
    assert params.as_of == default_as_of(shop)
    result = funnel(shop, params)
    found = list(result.steps[["customers", "converted", "open", "lost"]].itertuples(index=False, name=None))
    assert found == expected(dt.datetime.combine(params.as_of, dt.time()))
    assert [row[1] for row in found] == [3_611, 1_924, 653]
    for number, bar in enumerate(found, 1):
        for state, people in zip(("entered", "converted", "open", "lost"), bar, strict=True):
            assert result.segment(step=str(number), state=state).count(shop) == people


def retention_by_hand(as_of: dt.date, periods: int) -> dict[tuple[dt.date, int], tuple[int, int]]:
    """(Monday of the first catalog, weeks after) -> people won and those of them with a catalog in that week; weeks
    that are over on the day only."""
    weeks = {
        user: {monday(moment) for moment in own["catalog"]} for user, own in moments().items() if own.get("catalog")
    }
    won: dict[dt.date, list[set[dt.date]]] = defaultdict(list)
    for seen in weeks.values():
        won[min(seen)].append(seen)
    return {
        (first, number): (len(people), sum(first + number * WEEK in seen for seen in people))
        for first, people in won.items()
        for number in range(periods + 1)
        if first + (number + 1) * WEEK <= as_of
    }


def monday(moment: dt.datetime) -> dt.date:
    return moment.date() - dt.timedelta(days=moment.weekday())


@pytest.mark.slow("counts many shops")
def test_retention_is_that_of_a_plain_count(shop: DuckWarehouse) -> None:
    question = {"entry": "event", "entry_event": "catalog", "returns": "event", "return_event": "catalog"}
    params = make_params("retention", question | {"period": "week", "periods": 6}, shop)
    result = retention(shop, params)
    found = {
        (row["cohort"], int(row["period_no"])): (int(row["n"]), int(row["returned"]))
        for row in result.matrix.to_dict("records")
        if row["is_complete"]
    }
    expected = retention_by_hand(params.as_of, 6)
    assert set(found) <= set(expected)
    assert len(found) > 50
    assert found == {cell: expected[cell] for cell in found}
    assert sum(n for (_cohort, number), (n, _back) in found.items() if number == 1) > 2_000
    cohort, number = max(found, key=lambda cell: (found[cell][1] if cell[1] else 0, cell))
    assert result.segment(cohort=cohort, period_no=number, returned=True).count(shop) == found[cohort, number][1]


def test_the_command_line_asks_by_plain_names(
    shop: DuckWarehouse, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSIGHT_HOME", str(shop.folder.parent))
    settings.cache_clear()
    question = ["-p", 'steps=["catalog","cart","payment_done"]', "-p", "window_days=7"]
    code = main(["analyse", "funnel", *question, "--json", "--workspace", shop.workspace])
    settings.cache_clear()
    rows = json.loads(capsys.readouterr().out)["result"]["steps"]
    assert code == 0
    assert [(row["step"], row["converted"]) for row in rows] == [
        ("catalog", 3_611),
        ("cart", 1_924),
        ("payment_done", 653),
    ]
    assert all(row["converted"] + row["open"] + row["lost"] == row["customers"] for row in rows)
