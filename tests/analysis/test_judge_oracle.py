"""The arms of the judge, and what their people bought, against plain Python."""

from collections import Counter
from pathlib import Path

import pytest

from insight.analysis.judge import JudgeParams, judge
from insight.analysis.judge.bound import bound
from insight.analysis.judge.measured import together
from insight.analysis.judge.statements import MEASURED
from tests.analysis.judge_shop import AS_OF, DAYS, START, random_rows, shop
from tests.oracle_judge import WINDOWS, people
from tests.workspaces import people as who

_PARAMS = JudgeParams(as_of=AS_OF, currency="CNY", campaign="C1")


@pytest.mark.parametrize("seed", range(4))
def test_arms_and_what_they_bought_are_those_of_the_oracle(tmp_path: Path, seed: int) -> None:
    rows = random_rows(seed)
    warehouse = shop(tmp_path, rows)
    result = judge(warehouse, _PARAMS)
    known = people(rows["orders"], rows["customers"], rows["touches"], "C1", START, DAYS)
    table = warehouse.query(MEASURED["campaign"], bound(_PARAMS, result.group, result.span))
    found = together(table)
    for arm in ("treated", "control", "others", "both", "busy"):
        mine = [person for person in known.values() if person["arm"] == arm]
        assert found.customers(arm) == len(mine), arm
        assert found.busy(arm) == sum(person["is_busy"] for person in mine)
        for window in WINDOWS:
            orders = [person[f"orders_{window}"] for person in mine]
            money = [person[f"money_{window}"] for person in mine]
            assert found.total(arm, "orders", window) == sum(orders)
            assert found.total(arm, "people", window) == sum(number > 0 for number in orders)
            assert found.moments(arm, "money", window).squares == pytest.approx(sum(each**2 for each in money))
        change = found.changes(arm, "orders", 0, 1)
        assert change.products == sum(person["orders_0"] * person["orders_1"] for person in mine)
    alike = Counter(
        (person["arm"], person["recency"], person["frequency"], person["is_member"]) for person in known.values()
    )
    named = {
        (row.arm, row.recency, row.frequency, bool(row.is_member)): row.customers for row in found.rows.itertuples()
    }
    assert named == alike


@pytest.mark.parametrize("seed", range(10, 12))
def test_every_number_of_an_arm_is_the_people_behind_it(tmp_path: Path, seed: int) -> None:
    rows = random_rows(seed)
    warehouse = shop(tmp_path, rows)
    result = judge(warehouse, _PARAMS)
    known = people(rows["orders"], rows["customers"], rows["touches"], "C1", START, DAYS)
    for row in result.arms.to_dict("records"):
        segment = result.segment(arm=row["arm"])
        assert segment.count(warehouse) == row["customers"]
        assert result.segment(arm=row["arm"], bought=True).count(warehouse) == row["buyers"]
        assert result.segment(arm=row["arm"], bought=False).count(warehouse) == row["customers"] - row["buyers"]
        mine = {name for name, person in known.items() if person["arm"] == row["arm"]}
        assert who(warehouse, segment.statement, segment.values) == mine
    by_recency = [
        result.segment(recency=recency).count(warehouse) for recency in ("never", "30", "90", "180", "365", "longer")
    ]
    assert sum(by_recency) == result.segment().count(warehouse)
