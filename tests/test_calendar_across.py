"""A comparison across a festival says so, and can be made with the same days of the year before."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from insight.analysis.before_after import BeforeAfterParams, before_after
from insight.analysis.behaviour import BehaviourParams, behaviour
from insight.analysis.overview.tiles import Compared
from insight.calendar.across import around_a_year_before, in_one_only
from insight.errors import ParameterError
from insight.warehouse import DuckWarehouse
from tests.workspaces import member, order, workspace


def days(first: str, until: str) -> tuple[dt.date, dt.date]:
    return dt.date.fromisoformat(first), dt.date.fromisoformat(until)


def sides(earlier: tuple[str, str], later: tuple[str, str]) -> list[tuple[str, str, bool]]:
    return [(one.key, one.name.render("en"), one.is_later) for one in in_one_only(days(*earlier), days(*later))]


def test_a_festival_in_one_of_two_months_is_named_with_its_side() -> None:
    assert sides(("2025-10-01", "2025-11-01"), ("2025-11-01", "2025-12-01")) == [
        ("national", "National Day 2025", False),
        ("mid_autumn", "Mid-Autumn Festival 2025", False),
        ("1111", "Double 11 2025", True),
    ]
    assert sides(("2024-11-01", "2024-12-01"), ("2025-11-01", "2025-12-01")) == []


def test_the_day_after_a_span_is_not_in_it() -> None:
    assert sides(("2025-04-05", "2025-05-01"), ("2025-05-02", "2025-06-01")) == []
    assert sides(("2025-04-05", "2025-05-02"), ("2025-05-02", "2025-06-01")) == [("labour", "Labour Day 2025", False)]
    assert sides(("2025-04-05", "2025-05-01"), ("2025-05-01", "2025-06-01")) == [("labour", "Labour Day 2025", True)]


def test_the_height_of_a_festival_on_the_first_day_of_a_span_is_in_it_only() -> None:
    assert sides(("2025-11-01", "2025-11-11"), ("2025-11-11", "2025-11-20")) == [("1111", "Double 11 2025", True)]


def test_the_day_of_618_and_its_height_two_days_later_are_one_festival() -> None:
    assert sides(("2025-06-10", "2025-06-19"), ("2025-06-19", "2025-07-01")) == []


def test_the_weeks_before_spring_festival_and_its_days_are_two_things() -> None:
    assert sides(("2025-01-10", "2025-01-25"), ("2025-01-25", "2025-02-05")) == [
        ("spring", "Spring Festival shopping 2025", False),
        ("spring", "Spring Festival 2025", True),
    ]


@pytest.mark.parametrize(
    ("key", "span", "expected"),
    [
        ("spring", ("2025-01-20", "2025-02-05"), ("2024-02-01", "2024-02-17")),
        ("1111", ("2025-11-01", "2025-11-12"), ("2024-11-01", "2024-11-12")),
        ("1111", ("2024-02-20", "2024-03-10"), ("2023-02-20", "2023-03-11")),
        ("black_friday", ("2025-11-28", "2025-11-29"), ("2024-11-29", "2024-11-30")),
        # The first days of January still belong to the Double 12 of the year before.
        ("1212", ("2025-01-01", "2025-01-08"), ("2024-01-01", "2024-01-08")),
    ],
)
def test_the_same_days_of_last_year_lie_around_last_years_festival(
    key: str, span: tuple[str, str], expected: tuple[str, str]
) -> None:
    assert around_a_year_before(days(*span), key) == days(*expected)


@pytest.mark.parametrize(
    ("key", "first"), [("easter", "2025-01-20"), ("spring", "2015-02-10"), ("spring", "1999-01-20")]
)
def test_what_the_calendar_does_not_know_is_refused(key: str, first: str) -> None:
    start = dt.date.fromisoformat(first)
    with pytest.raises(ParameterError, match="around"):
        around_a_year_before((start, start + dt.timedelta(days=14)), key)


def asked(**more: Any) -> BeforeAfterParams:
    span = {"after_from": dt.date(2025, 1, 20), "after_until": dt.date(2025, 2, 5)}
    return BeforeAfterParams(as_of=dt.date(2025, 3, 1), currency="CNY", **(span | more))


def shop(folder: Path) -> DuckWarehouse:
    """Two orders in the days around Spring Festival 2024, three around that of 2025, one just before."""
    bought = ["2024-02-01", "2024-02-16", "2024-02-17", "2025-01-10", "2025-01-20", "2025-01-28", "2025-02-04"]
    return workspace(folder, orders=[order(f"p{place}", day, 100) for place, day in enumerate(bought)])


def test_before_and_after_can_be_aligned_by_the_festival(tmp_path: Path) -> None:
    warehouse = shop(tmp_path)
    plain = before_after(warehouse, asked())
    assert plain.measure("orders")["before"] == 1
    assert [name.render("en") for name in plain.festivals] == ["Spring Festival shopping 2025", "Spring Festival 2025"]
    assert "lies in one of the two spans only" in plain.findings()[-1].text.render("en")
    festival = plain.can_align()
    assert festival is not None
    assert festival.festival.key == "spring"
    aligned = before_after(warehouse, asked(around="spring"))
    assert aligned.params.before == days("2024-02-01", "2024-02-17")
    assert (aligned.measure("orders")["before"], aligned.measure("orders")["after"]) == (2, 3)
    assert aligned.segment(period="before").count(warehouse) == 2
    assert aligned.can_align() is None
    assert (
        aligned.findings()[-1]
        .text.render("en")
        .startswith("The earlier days lie around Spring Festival of the year before")
    )


def test_a_festival_and_earlier_days_are_one_too_many() -> None:
    with pytest.raises(ParameterError, match="not both"):
        asked(around="spring", before_until=dt.date(2025, 1, 20))


def visits(folder: Path) -> DuckWarehouse:
    """A visit on each of these days by somebody else, at midnight; the last one of each span pays."""
    seen = ["2024-11-01", "2024-11-11", "2024-11-12", "2025-10-25", "2025-10-31", "2025-11-01", "2025-11-11"]
    pays = {"2024-11-11", "2025-10-31", "2025-11-11"}
    rows = [
        {"customer_ref": f"p{place}", "event": event, "occurred_at": dt.datetime.fromisoformat(day)}
        for place, day in enumerate(seen)
        for event in ("view", "pay")
        if event == "view" or day in pays
    ]
    return workspace(folder, customers=[member(f"p{place}") for place in range(len(seen))], events=rows)


def test_behaviour_warns_of_a_festival_and_can_be_aligned_by_it(tmp_path: Path) -> None:
    warehouse = visits(tmp_path)
    params = {"as_of": dt.date(2025, 11, 12), "currency": "CNY", "days": 11}
    plain = behaviour(warehouse, BehaviourParams(**params))
    assert plain.totals["sessions"].tolist() == [2, 2]
    said = [finding.text.render("en") for finding in plain.findings()]
    assert any(text.startswith("Double 11 2025 lies in these days and not in those before") for text in said)
    aligned = behaviour(warehouse, BehaviourParams(**params, around="1111"))
    assert aligned.params.before == days("2024-11-01", "2024-11-12")
    assert aligned.totals["sessions"].tolist() == [2, 2]
    assert aligned.totals["customers"].tolist() == [2, 2]
    assert aligned.segment().count(warehouse) == 2
    said = [finding.text.render("en") for finding in aligned.findings()]
    assert "50% of visits lead to “Paying”, in the same days around Double 11 of the year before 50%" in said
    assert not any("lies in" in text for text in said)


def test_periods_that_would_overlap_are_refused() -> None:
    with pytest.raises(ParameterError, match="do not overlap"):
        BehaviourParams(as_of=dt.date(2025, 11, 12), currency="CNY", days=366, around="1111")


def test_the_overview_says_which_festivals_make_its_months_unlike() -> None:
    month = Compared(month=dt.date(2025, 6, 1), before=dt.date(2025, 5, 1), year_before=dt.date(2024, 6, 1), tiles=())
    assert [(one.key, one.is_later) for one in month.in_one_only()] == [("labour", False), ("618", True)]
    june = Compared(month=dt.date(2025, 9, 1), before=dt.date(2025, 8, 1), year_before=dt.date(2024, 9, 1), tiles=())
    assert june.in_one_only() == []
