"""Is the data fresh and without gaps? And which rows and months a day takes in."""

import datetime as dt
from pathlib import Path

import pytest

from tests.analysis.quality_shops import check, counts, keys
from tests.workspaces import add_batch, order, workspace


def test_a_quiet_shop_has_no_gaps_and_a_busy_one_has(tmp_path: Path) -> None:
    quiet = [order("a", f"2025-{month:02d}-10", 1) for month in range(1, 4)]
    assert counts(check(workspace(tmp_path, orders=quiet)), "orders_without_gaps")[0] == 0
    busy = [
        order("a", f"2025-03-{day:02d}", 1)
        for day in range(1, 31)
        for _ in range(6)
        if day not in (12, 13) and day != 20
    ]
    shop = workspace(tmp_path, orders=busy)
    assert keys(shop, check(shop), "orders_without_gaps") == ["2025-03-12", "2025-03-13"]


def test_two_busy_days_a_month_apart_do_not_make_a_gap_of_the_days_between(tmp_path: Path) -> None:
    bursts = [order("a", f"2025-0{month}-10", 1) for month in (2, 3) for _ in range(40)]
    assert counts(check(workspace(tmp_path, orders=bursts)), "orders_without_gaps")[0] == 0


def test_weekends_on_which_a_shop_is_always_closed_are_no_gaps(tmp_path: Path) -> None:
    days = [dt.date(2025, 1, 6) + dt.timedelta(days=place) for place in range(84)]
    orders = [order("a", str(day), 1) for day in days if day.weekday() < 5 for _ in range(10)]
    assert counts(check(workspace(tmp_path, orders=orders)), "orders_without_gaps") == (0, 82)


@pytest.mark.slow("counts many shops")
def test_a_source_whose_newest_order_is_old_is_stale_on_that_day(tmp_path: Path) -> None:
    other = {"source_system": "other", "order_key": "other:1"}
    shop = workspace(tmp_path, orders=[order("a", "2025-03-31", 1), order("b", "2025-02-01", 1) | other])
    assert counts(check(shop, "2025-04-01"), "orders_fresh") == (1, 2)
    assert keys(shop, check(shop, "2025-04-01"), "orders_fresh") == ["other"]
    assert counts(check(shop, "2025-02-20"), "orders_fresh") == (0, 1)
    ages = check(shop).sources.set_index("source_system")["age_days"].to_dict()
    assert ages == {"shop": 1, "other": 59}


def test_orders_that_come_late_are_told_from_history_and_from_updates(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=[order("a", "2024-01-01", 1)])
    add_batch(shop, orders=[order("a", "2026-01-10", 1, order_id="in time")])
    add_batch(
        shop, orders=[order("a", "2026-01-10", 2, order_id="in time"), order("a", "2026-01-12", 1, order_id="late")]
    )
    with shop.writing() as session:
        session.execute("UPDATE app.batches SET imported_at = TIMESTAMP '2026-01-20' WHERE batch_id = 2")
        session.execute("UPDATE app.batches SET imported_at = TIMESTAMP '2026-03-01' WHERE batch_id = 3")
    result = check(shop, "2026-03-01")
    assert counts(result, "orders_arrive_in_time") == (1, 2)
    assert keys(shop, result, "orders_arrive_in_time") == ["late"]


def test_rows_from_the_as_of_day_on_are_not_asked(tmp_path: Path) -> None:
    nobody = [order(None, f"2025-03-{day:02d}", 1) for day in (1, 10, 20)]
    shop = workspace(tmp_path, orders=[*nobody, order("a", "2025-03-01", 1)])
    assert counts(check(shop, "2025-03-10"), "orders_name_a_person") == (1, 2)
    assert counts(check(shop, "2025-03-11"), "orders_name_a_person") == (2, 3)


def test_months_are_those_of_the_rows(tmp_path: Path) -> None:
    orders = [order(None, "2025-01-31T23:59", 1), order("a", "2025-02-01T00:00", 1), order(None, "2025-02-28", 1)]
    months = check(workspace(tmp_path, orders=orders)).over_time
    own = months[months["rule"] == "orders_name_a_person"]
    assert own[["period", "rows", "broken"]].values.tolist() == [
        [dt.date(2025, 1, 1), 1, 1],
        [dt.date(2025, 2, 1), 2, 1],
    ]
