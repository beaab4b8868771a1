"""Old customers won back, as a play of its own: who had bought, and not for half a year."""

from pathlib import Path

import pytest

from insight.analysis.judge import JudgeResult, judge
from insight.errors import ParameterError
from tests.analysis.judge_shop import PARAMS, at, drawn, said, shop
from tests.workspaces import Row, member, order, people


def long_gone(*, buyers: tuple[int, int], others: int = 0, other_buyers: int = 0) -> dict[str, list[Row]]:
    """As `drawn`, but the first half of each side had last bought 200 days before the start."""
    rows = drawn(200, 200 if not others else 0, buyers=buyers, others=others, other_buyers=other_buyers)
    before = [row for row in rows["orders"] if row["paid_amount"] == "50"]
    kept = [row for row in rows["orders"] if row["paid_amount"] != "50"]
    half = {"t": 100, "c": 100, "o": others // 2}
    asleep = [order(row["buyer_ref"], at(-200), 50) for row in before if _number(row) < half[row["buyer_ref"][0]]]
    awake = [order(row["buyer_ref"], at(-60), 50) for row in before if _number(row) >= half[row["buyer_ref"][0]]]
    return rows | {"orders": [*kept, *asleep, *awake]}


def _number(row: Row) -> int:
    return int(row["buyer_ref"][1:])


def sentence(result: JudgeResult) -> str:
    return next(text for text in said(result) if text.startswith("Old customers"))


def test_who_came_back_what_for_and_at_what_price(tmp_path: Path) -> None:
    """40 of 100 asleep and contacted came back, 10 of 100 held back: half of the ¥100 for 30 people."""
    warehouse = shop(tmp_path, long_gone(buyers=(40, 10)))
    result = judge(warehouse, PARAMS)
    row = result.recall.iloc[0]
    assert row[["customers", "others", "buyers", "other_buyers"]].tolist() == [100, 100, 40, 10]
    assert (row["more"], row["money"], row["cost_each"]) == (
        pytest.approx(30),
        pytest.approx(3000),
        pytest.approx(50 / 30),
    )
    assert row["more_low"] < 30 < row["more_high"]
    assert sentence(result) == (
        "Old customers won back: of 100 contacted who had not bought for half a year 40% came back, against 10% "
        "without contact: about 30 people and ¥3,000 more; each won back cost ¥1.67"
    )
    back = result.segment(asleep=True, bought=True)
    assert people(warehouse, back.statement, back.values) == {f"t{number}" for number in range(40)}
    assert result.segment(arm="control", asleep=True).count(warehouse) == 100
    assert result.segment(asleep=False).count(warehouse) == 100


def test_no_difference_among_old_customers_is_said(tmp_path: Path) -> None:
    result = judge(shop(tmp_path, long_gone(buyers=(12, 10))), PARAMS)
    assert sentence(result).startswith("Old customers: no difference can be seen. Of 100 contacted")
    assert not result.recall["certain"].any()


def test_without_people_held_back_old_customers_alike_are_compared(tmp_path: Path) -> None:
    result = judge(shop(tmp_path, long_gone(buyers=(60, 0), others=600, other_buyers=60)), PARAMS)
    row = result.recall.iloc[0]
    assert row[["customers", "others", "buyers", "other_buyers"]].tolist() == [100, 301, 60, 60]
    assert (row["rate"], row["other_rate"]) == (0.6, pytest.approx(0.2, abs=0.002))
    assert row["more"] == pytest.approx(40, abs=0.2)


def test_too_few_old_customers_are_not_spoken_of(tmp_path: Path) -> None:
    result = judge(shop(tmp_path, drawn(200, 200, buyers=(40, 10))), PARAMS)
    assert result.verdict == "effective"
    assert result.recall.empty
    assert not any("Old customers" in text for text in said(result))


def test_who_responded_most_is_told_by_tier_too(tmp_path: Path) -> None:
    """Gold responds, silver does not; a tier of few is not compared, and one tier alone is no comparison."""
    rows = drawn(200, 200, buyers=(60, 10))
    tiers = {f"{side}{n}": "gold" if n < 90 else "few" if n < 95 else "silver" for side in "tc" for n in range(200)}
    rows["customers"] = [member(name, "2024-01-01", tier=tier) for name, tier in tiers.items()]
    warehouse = shop(tmp_path, rows)
    result = judge(warehouse, PARAMS)
    groups = result.groups[result.groups["kind"] == "tier"].set_index("group")
    assert groups[["customers", "others"]].to_numpy().tolist() == [[90, 90], [105, 105]]
    assert groups["certain"].to_dict() == {"gold": True, "silver": False}
    assert "Tier: gold: 67% bought, against 11% without contact" in said(result)
    gold = result.segment(tier="gold", bought=True)
    assert people(warehouse, gold.statement, gold.values) == {f"t{number}" for number in range(60)}
    assert result.segment(arm="control", tier="silver").count(warehouse) == 105
    for cell in ({"tier": "few"}, {"tier": "gold", "recency": "90"}, {"tier": "gold", "channel": "Tmall"}):
        with pytest.raises(ParameterError):
            result.segment(**cell)
