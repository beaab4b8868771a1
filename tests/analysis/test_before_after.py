"""Two spans of days side by side, on shops made by hand."""

import datetime as dt
import math
from pathlib import Path
from typing import Any

import pytest

from insight.analysis.before_after import BeforeAfterParams, BeforeAfterResult, before_after
from insight.errors import NotEnoughDataError, ParameterError
from insight.statistics.contributions import logarithmic_mean, of_factors
from insight.statistics.two_groups import shares_apart
from insight.warehouse import DuckWarehouse
from tests.workspaces import member, order, workspace

_ASKED = {
    "as_of": dt.date(2025, 5, 1),
    "currency": "CNY",
    "before_from": dt.date(2025, 3, 1),
    "before_until": dt.date(2025, 4, 1),
    "after_from": dt.date(2025, 4, 1),
    "after_until": dt.date(2025, 5, 1),
}


def shop(folder: Path) -> DuckWarehouse:
    """In March two buyers and two orders of 100; in April three buyers, two of them new, five orders, 600 in all."""
    orders = [order("ann", "2025-03-02", 100), order("bob", "2025-03-31", 100, channel="JD")]
    orders += [order("ann", "2025-04-01", 100), order("ann", "2025-04-09", 200), order("cy", "2025-04-10", 100)]
    orders += [order("cy", "2025-04-11", 100), order("dee", "2025-04-30", 100, channel="JD")]
    return workspace(folder, orders=[*orders, order("late", "2025-05-01", 999)])


def compared(folder: Path, **more: Any) -> tuple[BeforeAfterResult, DuckWarehouse]:
    warehouse = shop(folder)
    return before_after(warehouse, BeforeAfterParams(**(_ASKED | more))), warehouse


def test_every_number_by_hand(tmp_path: Path) -> None:
    result, warehouse = compared(tmp_path)
    rows = result.measures.set_index("measure")
    sold = rows.drop(index=["bought_share", "conversion_rate", "satisfaction"])
    assert sold["before"].tolist() == [2, 2, 200, 100, 1, 0, 1]
    assert sold["after"].tolist() == [3, 5, 600, 120, pytest.approx(5 / 3), pytest.approx(2 / 3), pytest.approx(2 / 3)]
    assert rows.loc["bought_share", ["before", "after"]].tolist() == [2 / 5, 3 / 5]
    assert rows.loc[["conversion_rate", "satisfaction"], ["before", "after"]].isna().all(axis=None)
    assert result.segment(period="after", buyer="new").count(warehouse) == 2
    assert result.segment(period="after", repeat=True).count(warehouse) == 2
    assert result.segment(period="before", channel="JD").count(warehouse) == 1
    assert [finding.text.render("en") for finding in result.findings()] == [
        "Everybody: revenue rose from ¥200.00 to ¥600.00 (+200%)",
        "Most of the change, 46% of it, was made by how often they ordered",
        "Women's Day 2025 lies in one of the two spans only: before and after alone proves nothing here",
    ]


def test_the_parts_of_a_change_add_up(tmp_path: Path) -> None:
    result, _warehouse = compared(tmp_path)
    parts = {
        kind: dict(zip(rows["part"], rows["change"], strict=True))
        for kind, rows in result.contributions.groupby("kind")
    }
    weight = 400 / math.log(3)
    assert parts["factor"] == {
        "buyers": pytest.approx(weight * math.log(1.5)),
        "orders_per_buyer": pytest.approx(weight * math.log(5 / 3)),
        "basket": pytest.approx(weight * math.log(1.2)),
    }
    assert parts["buyer"] == {"new": 100, "returning": 300}
    assert parts["channel"] == {"JD": 0, "Tmall": 400}


def test_visitors_who_bought_and_what_people_say_stand_beside_the_orders(tmp_path: Path) -> None:
    """Of 40 visitors in March 4 bought, of 40 in April 20; ratings went from 2 to 4. An event of May is not seen."""
    names = [f"p{n}" for n in range(40)]
    orders = [order(name, "2025-03-05", 10) for name in names[:4]]
    orders += [order(name, "2025-04-05", 10) for name in names[:20]] + [order("stranger", "2025-04-05", 10)]
    days = ("2025-03-01", "2025-03-31T23:59", "2025-04-01", "2025-05-01")
    events = [
        {"customer_ref": name, "event": "view", "occurred_at": dt.datetime.fromisoformat(day)}
        for name in names
        for day in days
    ]
    events.append({"customer_ref": "late", "event": "view", "occurred_at": dt.datetime(2025, 5, 1)})
    told = [("2025-03-09", rating) for rating in (1, 3)] + [("2025-04-09", rating) for rating in (3, 5)]
    voices = [
        {"customer_ref": name, "kind": "review", "at": dt.datetime.fromisoformat(day), "rating": rating, "text": "–"}
        for name in names[:30]
        for day, rating in told
    ]
    warehouse = workspace(
        tmp_path, customers=[member(name) for name in [*names, "late"]], orders=orders, events=events, feedback=voices
    )
    later = {"as_of": dt.date(2025, 6, 1)}
    rows = before_after(warehouse, BeforeAfterParams(**(_ASKED | later))).measures.set_index("measure")
    row = rows.loc["conversion_rate"]
    assert row[["buyers_before", "buyers_after", "before", "after"]].tolist() == [40, 40, 0.1, 0.5]
    apart = shares_apart(20, 40, 4, 40)
    assert (row["low"], row["high"], row["certain"]) == (apart.low, apart.high, True)
    row = rows.loc["satisfaction"]
    assert row[["buyers_before", "buyers_after", "before", "after", "change"]].tolist() == [30, 30, 2, 4, 2]
    assert row["certain"]


def test_factors_that_pull_against_each_other_are_both_named(tmp_path: Path) -> None:
    orders = [order(f"a{number}", "2025-03-05", 100) for number in range(10)]
    orders += [order(f"a{number}", "2025-04-05", 210) for number in range(5)]
    result = before_after(workspace(tmp_path, orders=orders), BeforeAfterParams(**_ASKED))
    assert result.findings()[1].text.render("en") == (
        "what they spent an order changed revenue by ¥760.33, and the number of buyers by -¥710.33"
    )


def test_without_a_festival_it_proves_nothing_either(tmp_path: Path) -> None:
    result, _warehouse = compared(tmp_path, before_from=dt.date(2025, 3, 20))
    assert result.findings()[-1].text.render("en") == (
        "Before and after alone proves nothing: seasons and other campaigns change with the days too"
    )


def test_what_began_from_nothing_has_no_factors() -> None:
    assert all(math.isnan(part) for part in of_factors((0, 1), (2, 1)))
    assert of_factors((2.0, 3.0), (2.0, 3.0)) == [0.0, 0.0]
    assert logarithmic_mean(5.0, 5.0) == 5.0
    assert sum(of_factors((2.0, 3.0, 7.0), (5.0, 1.0, 9.0))) == pytest.approx(45 - 42)


def test_days_without_orders_and_people_who_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotEnoughDataError, match="The orders do not reach both spans of days"):
        compared(tmp_path / "a", before_from=dt.date(2024, 1, 1), before_until=dt.date(2024, 2, 1))
    with pytest.raises(NotEnoughDataError, match="Nobody of Tier: gold bought in these days"):
        compared(tmp_path / "b", field="tier", value="gold")


@pytest.mark.parametrize(
    "given",
    [
        {"before_until": dt.date(2025, 4, 2)},
        {"before_until": dt.date(2025, 3, 1)},
        {"after_until": dt.date(2025, 4, 1)},
        {"field": "tier"},
    ],
)
def test_spans_that_cannot_be_compared(given: dict[str, Any]) -> None:
    with pytest.raises(ParameterError):
        BeforeAfterParams(**(_ASKED | given))
