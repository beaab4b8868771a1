"""Retention on tables small enough to check by hand."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from insight.analysis.retention import RetentionParams, RetentionResult, retention
from insight.errors import NotEnoughDataError
from insight.i18n import Language
from insight.warehouse import DuckWarehouse
from tests.workspaces import Row, member, order, people, workspace

AS_OF = dt.date(2025, 4, 1)
JANUARY, FEBRUARY, MARCH = dt.date(2025, 1, 1), dt.date(2025, 2, 1), dt.date(2025, 3, 1)


def params(**more: Any) -> RetentionParams:
    return RetentionParams(**({"as_of": AS_OF, "currency": "CNY"} | more))


def cell(result: RetentionResult, cohort: dt.date, period_no: int) -> dict[str, Any]:
    rows = result.matrix[(result.matrix["cohort"] == cohort) & (result.matrix["period_no"] == period_no)]
    assert len(rows) == 1
    return dict(rows.iloc[0])


def average(result: RetentionResult, period_no: int) -> dict[str, Any]:
    return dict(result.average[result.average["period_no"] == period_no].iloc[0])


def members(warehouse: DuckWarehouse, result: RetentionResult, **asked: Any) -> set[str]:
    segment = result.segment(**asked)
    return people(warehouse, segment.statement, segment.values)


def texts(result: RetentionResult, language: Language = "en") -> list[str]:
    return [finding.text.render(language) for finding in result.findings()]


def group(prefix: str, entered: str, back_on: str, people_in: int, back: int, amount: int = 10) -> list[Row]:
    """So many people with a first order on a day, the first of whom order again on another."""
    first = [order(f"{prefix}{number}", entered, amount) for number in range(people_in)]
    return first + [order(f"{prefix}{number}", back_on, amount) for number in range(back)]


THREE_COHORTS = [
    *group("a", "2025-01-10", "2025-02-10", 1000, 500),
    *group("b", "2025-02-10", "2025-03-10", 500, 400),
    *group("c", "2025-03-10", "2025-04-10", 300, 30),
]


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    return workspace(tmp_path_factory.mktemp("three"), orders=THREE_COHORTS)


def test_average_of_1000_to_500_and_500_to_400_is_60_percent_pooled_and_65_simple_the_running_third_left_out(
    three: DuckWarehouse,
) -> None:
    result = retention(three, params(as_of=dt.date(2025, 4, 15)))
    row = average(result, 1)
    assert (row["cohorts"], row["n"], row["returned"]) == (2, 1500, 900)
    assert (row["rate"], row["simple_rate"]) == (0.6, 0.65)
    assert row["low"] == pytest.approx(0.5750, abs=1e-4)
    assert row["high"] == pytest.approx(0.6245, abs=1e-4)
    running = cell(result, MARCH, 1)
    assert (running["n"], running["returned"], running["is_complete"]) == (300, 30, False)
    assert result.formula(1).render("en") == (
        "Average in month 1 after: 900 who came back ÷ 1,500 who entered = 60%, over 2 cohorts"
    )
    simple = retention(three, params(as_of=dt.date(2025, 4, 15), average="simple"))
    assert simple.formula(1).render("en") == "Average in month 1 after: the mean of the rates of 2 cohorts = 65%"


def test_a_period_that_is_not_over_is_in_progress_with_the_day_it_completes(three: DuckWarehouse) -> None:
    result = retention(three, params(as_of=dt.date(2025, 4, 2)))
    running = cell(result, MARCH, 1)
    assert (running["returned"], running["is_complete"], running["completes_on"]) == (0, False, dt.date(2025, 5, 1))
    assert average(result, 1)["n"] == 1500
    assert (
        "3 cohorts have a period that is still running and counts in no average; the next one is over on 1 May 2025"
        in texts(result)
    )
    assert "3 个同期群仍有未结束的周期，不计入任何平均；最近一个将于 2025-05-01 结束" in texts(result, "zh_CN")


def test_a_period_is_over_from_its_last_day_on_as_of_the_day_after(three: DuckWarehouse) -> None:
    for as_of, is_complete in ((dt.date(2025, 4, 30), False), (dt.date(2025, 5, 1), True)):
        assert cell(retention(three, params(as_of=as_of)), MARCH, 1)["is_complete"] == is_complete


def test_a_period_that_has_not_begun_is_not_in_the_matrix(three: DuckWarehouse) -> None:
    result = retention(three, params())
    assert result.matrix[result.matrix["cohort"] == MARCH]["period_no"].tolist() == [0]
    assert result.matrix[result.matrix["cohort"] == JANUARY]["period_no"].tolist() == [0, 1, 2]


def test_any_past_day_is_answered_from_the_same_orders(three: DuckWarehouse) -> None:
    result = retention(three, params(as_of=dt.date(2025, 2, 11)))
    assert (result.people, cell(result, JANUARY, 1)["returned"]) == (1500, 500)
    assert cell(result, JANUARY, 1)["is_complete"] == False  # noqa: E712
    before = retention(three, params(as_of=dt.date(2025, 2, 10)))
    assert (before.people, cell(before, JANUARY, 1)["returned"]) == (1000, 0)


ONE_PERSON = [
    order("ann", "2025-01-31", 100),
    order("ann", "2025-02-01", 40),
    order("ann", "2025-03-02", 10, currency="USD"),
    order("ann", "2025-03-15", 20),
]


def numbers(warehouse: DuckWarehouse, **more: Any) -> dict[int, tuple[int, int, float]]:
    rows = retention(warehouse, params(**more)).matrix.to_dict("records")
    return {row["period_no"]: (row["returned"], row["orders"], row["net_amount"]) for row in rows}


def test_the_day_after_the_last_of_january_is_month_1_by_calendar_and_month_0_by_own_days(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=ONE_PERSON)
    assert numbers(shop) == {0: (1, 1, 100.0), 1: (1, 1, 40.0), 2: (1, 2, 20.0)}
    assert numbers(shop, mode="rolling") == {0: (1, 2, 140.0), 1: (1, 2, 20.0), 2: (0, 0, 0.0)}


def test_brackets_are_half_open_days_after_the_own_day_and_may_overlap(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=ONE_PERSON)
    found = numbers(shop, criterion="custom", brackets=((1, 2), (1, 30), (1, 31), (43, 44)))
    assert found == {0: (1, 1, 100.0), 1: (1, 1, 40.0), 2: (1, 1, 40.0), 3: (1, 2, 40.0), 4: (1, 1, 20.0)}


def test_on_or_after_looks_at_all_later_periods(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=[order("ann", "2025-01-05", 100), order("ann", "2025-03-05", 40)])
    assert numbers(shop) == {0: (1, 1, 100.0), 1: (0, 0, 0.0), 2: (1, 1, 40.0)}
    assert numbers(shop, criterion="on_or_after") == {0: (1, 2, 140.0), 1: (1, 1, 40.0), 2: (1, 1, 40.0)}


def test_a_number_of_orders_can_be_asked_for(tmp_path: Path) -> None:
    twice = [order("ann", "2025-01-05", 10), order("ann", "2025-02-01", 10), order("ann", "2025-02-28T23:59", 10)]
    once = [order("bob", "2025-01-05", 10), order("bob", "2025-02-01", 10)]
    shop = workspace(tmp_path, orders=[*twice, *once])
    result = retention(shop, params(min_orders=2))
    assert (cell(result, JANUARY, 0)["returned"], cell(result, JANUARY, 1)["returned"]) == (0, 1)
    assert members(shop, result, cohort=JANUARY, period_no=1, returned=True) == {"ann"}
    assert members(shop, result, cohort=JANUARY, period_no=1, returned=False) == {"bob"}


def test_money_kept_is_the_money_of_the_period_over_that_of_entry_with_its_interval(tmp_path: Path) -> None:
    shop = workspace(
        tmp_path,
        orders=[
            *(order(f"p{number}", "2025-01-05", 100) for number in range(4)),
            *(order(f"p{number}", "2025-02-05", 100) for number in range(2)),
            order("p0", "2025-02-06", 60, refund_amount="10"),
            order("p1", "2025-02-07", 999, currency="USD"),
        ],
    )
    row = cell(retention(shop, params(returns="amount")), JANUARY, 1)
    assert (row["n"], row["returned"], row["net_amount"], row["rate"]) == (4, 2, 250.0, 0.625)
    # Residuals of y − 0.625 x are 87.5, 37.5, −62.5, −62.5: variance 17 · 10⁴ / 12 a person.
    half = 1.959964 * (4 * (87.5**2 + 37.5**2 + 2 * 62.5**2) / 3) ** 0.5 / 400
    assert (row["low"], row["high"]) == (pytest.approx(max(0.625 - half, 0)), pytest.approx(0.625 + half))


def test_nothing_spent_at_entry_leaves_the_kept_share_undefined(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=[order("ann", "2025-01-05", 9, currency="USD"), order("ann", "2025-02-05", 5)])
    row = cell(retention(shop, params(returns="amount")), JANUARY, 1)
    assert (row["returned"], row["net_amount"]) == (1, 5.0)
    assert row["rate"] != row["rate"]


def line(of: Row, product: str, category: str | None = None, paid: str = "5", number: str = "1") -> Row:
    more = {"product_name": product, "category": category, "line_paid": paid, "quantity": 1.0}
    return {"order_id": of["order_id"], "line_no": number, "ordered_at": of["ordered_at"]} | more


def test_a_category_is_the_lines_own_or_its_products_and_a_product_without_one_stands_for_itself(
    tmp_path: Path,
) -> None:
    orders = [order("ann", f"2025-0{month}-05", 10) for month in (1, 2, 3)]
    items = [line(orders[0], "cream", "care"), line(orders[1], "cream"), line(orders[2], "o'card")]
    shop = workspace(tmp_path, orders=orders, items=items)
    asked = {"returns": "category", "category": "care"}
    assert {number: returned for number, (returned, _o, _a) in numbers(shop, **asked).items()} == {0: 1, 1: 1, 2: 0}
    asked["category"] = "o'card"
    assert {number: returned for number, (returned, _o, _a) in numbers(shop, **asked).items()} == {0: 0, 1: 0, 2: 1}


def event(person: str, name: str, at: str, **more: Any) -> Row:
    return {"customer_ref": person, "event": name, "occurred_at": dt.datetime.fromisoformat(at)} | more


def test_periods_before_the_events_begin_are_not_known_and_not_zero(tmp_path: Path) -> None:
    shop = workspace(
        tmp_path,
        orders=[order("ann", "2024-11-05", 10), order("bob", "2025-01-10", 10)],
        events=[event("ann", "view", "2025-01-05T10:00"), event("bob", "view", "2025-02-20T10:00")],
    )
    result = retention(shop, params(returns="event", return_event="view"))
    assert result.known_from == dt.date(2025, 1, 5)
    assert result.matrix[result.matrix["cohort"] == dt.date(2024, 11, 1)]["period_no"].tolist() == [3, 4]
    assert (result.known_until, cell(result, JANUARY, 1)["is_complete"]) == (dt.date(2025, 2, 21), False)


def test_what_happens_on_the_day_of_entry_counts_whatever_its_time(tmp_path: Path) -> None:
    shop = workspace(
        tmp_path,
        customers=[member("ann", "2025-01-10T15:00"), member("bob", "2025-01-10T15:00"), member("nobody knows when")],
        orders=[
            order("ann", "2025-01-10T00:00", 10),
            order("bob", "2025-01-09T23:59", 10),
            order("old", "2024-01-01", 1),
        ],
    )
    result = retention(shop, params(entry="joined"))
    assert (result.people, result.undated) == (2, 2)
    assert members(shop, result, cohort=JANUARY, period_no=0, returned=True) == {"ann"}


def test_a_breakdown_takes_the_value_at_entry_and_never_a_later_one(tmp_path: Path) -> None:
    orders = [
        order("ann", "2025-01-05", 10, channel="JD", province="浙江", coupon="NEW"),
        order("ann", "2025-02-05", 10, channel="Tmall", province="上海"),
        order("bob", "2025-01-06", 10, channel=None),
    ]
    items = [
        line(orders[0], "cheap", paid="1"),
        line(orders[0], "dear", paid="9", number="2"),
        line(orders[1], "later"),
    ]
    shop = workspace(tmp_path, orders=orders, items=items)
    expected = {"channel": "JD", "province": "浙江", "first_coupon": "NEW", "first_product": "dear"}
    for breakdown, value in expected.items():
        result = retention(shop, params(breakdown=breakdown))
        assert set(result.values["value"]) == {value, ""}
        assert members(shop, result, value=value) == {"ann"}
        curve = result.curves[(result.curves["value"] == value) & (result.curves["period_no"] == 1)].iloc[0]
        assert (curve["n"], curve["returned"]) == (1, 1)
        assert members(shop, result, value=value, period_no=1, returned=True) == {"ann"}


def test_values_beyond_the_largest_six_are_one_group(tmp_path: Path) -> None:
    orders = [order(f"p{n}", "2025-01-05", 10, province=f"x{min(n, 9)}") for n in range(11)]
    shop = workspace(tmp_path, orders=[*orders, order("q", "2025-01-05", 10, province="x0")])
    result = retention(shop, params(breakdown="province"))
    assert result.values["value"].tolist() == ["x0", "x9", "x1", "x2", "x3", "x4", None]
    assert result.values["customers"].tolist() == [2, 2, 1, 1, 1, 1, 4]
    assert members(shop, result, is_rest=True) == {"p5", "p6", "p7", "p8"}


def test_cohorts_can_be_chosen_whole_ones_only(three: DuckWarehouse) -> None:
    result = retention(three, params(since=dt.date(2025, 1, 15), until=dt.date(2025, 3, 1)))
    assert set(result.matrix["cohort"]) == {FEBRUARY}
    assert result.people == 500


def test_nobody_who_entered_is_refused_with_what_to_do(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=[order("ann", "2025-05-01", 10)])
    with pytest.raises(NotEnoughDataError) as refused:
        retention(shop, params())
    assert "0 people who entered before 1 Apr 2025; at least 1 is needed" in str(refused.value)
    assert "至少需要 1 人" in refused.value.render("zh_CN")


def test_people_are_said_in_words_in_both_languages(three: DuckWarehouse) -> None:
    result = retention(three, params())
    segment = result.segment(cohort="2025-01-10", period_no=1, returned=False)
    assert segment.sentence.render("en") == (
        "People whose first order was in Jan 2025, who did not order in month 1 after, as of 31 Mar 2025"
    )
    assert segment.sentence.render("zh_CN") == "2025年1月首购的人，之后第 1 个月没有下单，截至 2025-03-31"
    assert segment.parameters["cohort"] == "2025-01-10"
    assert (segment.analysis, segment.as_of) == ("retention", AS_OF)


def test_a_festival_is_compared_with_people_won_on_other_days(tmp_path: Path) -> None:
    festival = group("f", "2025-06-05", "2025-07-05", 100, 5)
    others = [*group("o", "2025-04-10", "2025-05-10", 100, 50), *group("q", "2025-05-10", "2025-06-10", 100, 50)]
    shop = workspace(tmp_path, orders=[*festival, *others])
    result = retention(shop, params(as_of=dt.date(2025, 12, 1)))
    row = dict(result.won[result.won["key"] == "618-2025"].iloc[0])
    assert (row["n"], row["returned"], row["others_n"], row["others_returned"]) == (100, 5, 200, 100)
    assert row["completes_on"] == dt.date(2025, 9, 19)
    assert row["differs"]
    assert "Won at 618 2025: only 5% come back within 90 days (5 of 100); of the 200 won on other days 50% do" in texts(
        result
    )
    assert "2025 年618拉来的人：90 天内回来的只有 5%（100 人中 5 人）；其他日子拉来的 200 人中有 50%" in texts(
        result, "zh_CN"
    )
    assert len(members(shop, result, won="618-2025", returned=True)) == 5
    assert len(members(shop, result, won="618-2025", is_others=True, returned=False)) == 100


def test_equal_cohorts_are_said_not_to_differ(three: DuckWarehouse, tmp_path: Path) -> None:
    shop = workspace(
        tmp_path,
        orders=[*group("a", "2025-01-10", "2025-02-10", 200, 60), *group("b", "2025-02-10", "2025-03-10", 200, 64)],
    )
    said = texts(retention(shop, params(as_of=dt.date(2025, 9, 1))))
    assert any(text.startswith("No difference can be seen between festivals, campaigns and cohorts") for text in said)
    assert not any(text.startswith("Won at") for text in said)


def test_weeks_begin_on_monday_and_quarters_with_january(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=[order("ann", "2025-01-05", 10), order("ann", "2025-01-06", 10)])
    week = retention(shop, params(period="week")).matrix
    assert week["cohort"].iloc[0] == dt.date(2024, 12, 30)
    assert week[week["returned"] > 0]["period_no"].tolist() == [0, 1]
    quarter = retention(shop, params(period="quarter")).matrix
    assert (quarter["cohort"].iloc[0], quarter["completes_on"].iloc[0]) == (JANUARY, dt.date(2025, 4, 1))
