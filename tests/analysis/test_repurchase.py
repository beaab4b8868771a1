"""Repurchase: curves against scipy and by hand, rates within N days, revenue per person, and the people behind them."""

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from insight.analysis.repurchase import RepurchaseParams, repurchase
from insight.errors import NotEnoughDataError, ParameterError
from insight.statistics.survival import kaplan_meier, median
from insight.warehouse import DuckWarehouse
from tests.analysis.retention_shop import AS_OF, open_shop, random_shop
from tests.workspaces import Row, order, people, workspace


def params(**more: Any) -> RepurchaseParams:
    return RepurchaseParams(**({"as_of": AS_OF, "currency": "CNY"} | more))


WAITS = st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=60)


@pytest.mark.filterwarnings("ignore:The confidence interval is undefined")
@settings(max_examples=60, deadline=None, derandomize=True)
@given(waits=WAITS)
def test_curve_from_counts_by_day_is_scipys_curve_of_the_people(waits: list[tuple[int, bool]]) -> None:
    days = sorted({day for day, _bought in waits})
    events = [sum(bought for one, bought in waits if one == day) for day in days]
    censored = [sum(not bought for one, bought in waits if one == day) for day in days]
    curve = kaplan_meier(days, events, censored)
    with np.errstate(all="ignore"):
        survival = ecdf(
            CensoredData(
                uncensored=[day for day, bought in waits if bought], right=[day for day, bought in waits if not bought]
            )
        ).sf
        interval = survival.confidence_interval(method="log-log")
        assert curve["rate"].tolist() == pytest.approx(list(1 - survival.evaluate(days)))
        low, high = 1 - interval.high.evaluate(days), 1 - interval.low.evaluate(days)
    inside = (curve["rate"] > 1e-12) & (curve["rate"] < 1 - 1e-12)
    assert curve["low"][inside].tolist() == pytest.approx(list(low[inside]))
    assert curve["high"][inside].tolist() == pytest.approx(list(high[inside]))
    assert curve[["low", "high"]][~inside].isna().all(axis=None)


def test_curve_by_hand() -> None:
    # 6 people: bought on day 3, 3 and 8; last seen waiting on day 3, 5 and 9.
    curve = kaplan_meier([3, 5, 8, 9], [2, 0, 1, 0], [1, 1, 0, 1])
    assert curve["n"].tolist() == [6, 3, 2, 1]
    assert curve["rate"].tolist() == pytest.approx([1 / 3, 1 / 3, 2 / 3, 2 / 3])
    assert median(curve).days == 8
    assert median(kaplan_meier([3, 5], [1, 0], [0, 2])).days is None


SOME_SHOP = 8


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    return open_shop(tmp_path_factory.mktemp("shop"), random_shop(SOME_SHOP))


def test_every_number_shown_is_the_number_of_people_listed(shop: DuckWarehouse) -> None:
    result = repurchase(shop, params(days=(30, 90)))

    def count(**cell: Any) -> int:
        return result.segment(**cell).count(shop)

    for row in result.steps.to_dict("records"):
        assert count(step=row["step"]) == row["n"]
        for state in ("bought", "waiting"):
            assert count(step=row["step"], state=state) == row[state]
    for row in result.within.to_dict("records"):
        cell = {"step": row["step"], "days": row["days"]}
        for state in ("returned", "not_returned", "open", "open_returned"):
            assert count(**cell, state=state) == row[state], (cell, state)
        assert count(**cell) == row["n"]
    for row in result.curves.to_dict("records")[::3]:
        cell = {"step": row["step"], "day": row["day"]}
        for state, name in (("at_risk", "n"), ("bought_then", "events"), ("last_seen", "censored")):
            assert count(**cell, state=state) == row[name], (cell, state)
    for row in result.revenue[result.revenue["period_no"] == 0].to_dict("records"):
        assert count(cohort=row["cohort"]) == row["n"]
    for row in result.worth.to_dict("records"):
        assert count(days=row["days"]) == row["n"]


def test_orders_of_one_day_are_one_purchase(tmp_path: Path) -> None:
    split = [order("ann", f"2025-01-05T{hour}", 10) for hour in ("09:00", "09:01", "21:00")]
    shop = workspace(tmp_path, orders=[*split, order("ann", "2025-02-04", 10), order("ann", "2025-02-04T23:00", 10)])
    result = repurchase(shop, params())
    assert result.steps[["step", "n", "bought"]].to_numpy().tolist() == [[1, 1, 1], [2, 1, 0]]
    assert result.curves["day"].tolist() == [30, 146]


def group(prefix: str, entered: str, back_on: str | None, size: int) -> list[Row]:
    days = [entered, back_on] if back_on else [entered]
    return [order(f"{prefix}{number}", day, 10) for number in range(size) for day in days]


def test_who_bought_less_than_n_days_ago_is_still_open_and_in_no_rate(tmp_path: Path) -> None:
    shop = workspace(
        tmp_path,
        orders=[
            *group("back", "2025-01-05", "2025-02-04", 3),
            *group("gone", "2025-01-05", None, 5),
            *group("just over", "2025-05-31", None, 1),
            *group("open", "2025-06-01", None, 4),
            *group("quick", "2025-06-20", "2025-06-25", 2),
        ],
    )
    result = repurchase(shop, params(days=(30,)))
    row = dict(result.within.iloc[0])
    assert (row["n"], row["returned"], row["not_returned"], row["open"], row["open_returned"]) == (9, 3, 6, 4, 2)
    assert row["rate"] == pytest.approx(1 / 3)
    segment = result.segment(step=1, days=30, state="open")
    assert people(shop, segment.statement, segment.values) == {f"open{number}" for number in range(4)}
    assert segment.sentence.render("en") == (
        "People whose 30 days after purchase 1 are not over, and who have not bought again yet, as of 30 Jun 2025"
    )
    assert segment.sentence.render("zh_CN") == "第 1 次购买未满 30 天、尚未再买的人，截至 2025-06-30"


def test_revenue_per_person_nets_refunds_and_draws_only_periods_that_are_over(tmp_path: Path) -> None:
    shop = workspace(
        tmp_path,
        orders=[
            order("ann", "2025-01-05", 100),
            order("bob", "2025-01-20", 50, refund_amount="20"),
            order("ann", "2025-02-05", 70, refund_amount="70"),
            order("ann", "2025-02-06", 30, currency="USD"),
            order("bob", "2025-03-01", 40),
            order("usd", "2025-01-09", 999, currency="USD"),
            order("usd", "2025-02-09", 999),
        ],
    )
    result = repurchase(shop, params(as_of=dt.date(2025, 3, 15), days=(20, 60)))
    rows = result.revenue.to_dict("records")
    assert [(row["n"], row["amount_per_person"], row["is_complete"]) for row in rows] == [
        (2, 65.0, True),
        (2, 65.0, True),
        (2, 85.0, False),
    ]
    assert rows[2]["completes_on"] == dt.date(2025, 4, 1)
    assert result.revenue_average["amount_per_person"].tolist() == [65.0, 65.0]
    worth = result.worth.to_dict("records")
    assert [(row["days"], row["n"], row["amount_per_person"]) for row in worth] == [(20, 2, 65.0), (60, 1, 100.0)]
    # Two people who brought 100 and 30: half the interval is t(1) · 49.497 / √2.
    assert worth[0]["high"] - worth[0]["low"] == pytest.approx(2 * 12.7062 * 35, rel=1e-4)
    assert worth[1]["low"] != worth[1]["low"]


def test_the_average_adds_up_what_each_period_brings_over_the_cohorts_it_is_over_for(tmp_path: Path) -> None:
    shop = workspace(
        tmp_path,
        orders=[
            order("ann", "2025-01-05", 100),
            order("ann", "2025-02-05", 50),
            order("bob", "2025-02-05", 40),
        ],
    )
    result = repurchase(shop, params(as_of=dt.date(2025, 3, 1)))
    assert result.revenue_average[["cohorts", "n", "amount_per_person"]].to_numpy().tolist() == [
        [2.0, 2.0, 70.0],
        [1.0, 1.0, 120.0],
    ]


def test_people_won_in_a_span_can_be_looked_at_alone(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=[*group("a", "2025-01-05", "2025-02-04", 3), *group("b", "2025-02-05", None, 2)])
    result = repurchase(shop, params(since=dt.date(2025, 2, 1), until=dt.date(2025, 3, 1)))
    assert result.steps["n"].tolist() == [2]
    assert result.segment(step=1, days=30, state="not_returned").count(shop) == 2


@pytest.mark.parametrize(
    "cell",
    [
        {},
        {"step": 9},
        {"step": 1, "days": 7},
        {"step": 1, "state": "returned"},
        {"days": 30, "state": "open"},
        {"cohort": "1999-01-01"},
        {"cohort": "June"},
        {"cohort": "2025-01-01", "step": 1},
    ],
)
def test_a_cell_that_is_not_there_is_refused(shop: DuckWarehouse, cell: dict[str, Any]) -> None:
    with pytest.raises(ParameterError):
        repurchase(shop, params()).segment(**cell)


def test_nobody_who_bought_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotEnoughDataError) as refused:
        repurchase(workspace(tmp_path, orders=[order("ann", "2025-08-01", 5)]), params())
    assert "0 people with an order before 1 Jul 2025; at least 1 is needed" in str(refused.value)
    assert "至少需要 1 人" in refused.value.render("zh_CN")


def test_findings_say_how_soon_how_many_and_how_much_in_both_languages(tmp_path: Path) -> None:
    shop = workspace(
        tmp_path, orders=[*group("a", "2025-01-05", "2025-02-04", 60), *group("b", "2025-01-05", None, 40)]
    )
    result = repurchase(shop, params())
    said = [finding.text.render("en") for finding in result.findings()]
    assert said[0] == "40 people let 90 days pass after their first purchase without a second"
    assert said[1] == "60% of first-time buyers buy again within 90 days: 60 of 100; 0 more still have time"
    assert "A person brings ¥16.00 within 90 days of the first order" in said
    assert said[-1] == "Half have bought a second time after 30 days"
    assert not any(finding.text.render("zh_CN").isascii() for finding in result.findings())
