"""When it happened, in the shop's time: offsets, halves of the day, years of other counts, orders of day and month."""

from pathlib import Path

import pytest

from tests.ingest.by_hand import case, loaded, money, orders_file, said
from tests.uploads import new_workspace, upload

COLUMNS = {"orders": {"order_id": "no", "ordered_at": "at", "buyer_ref": "who", "paid_amount": "paid"}}
ZH = {
    "orders": {
        "order_id": "订单编号",
        "ordered_at": "下单时间",
        "status": "订单状态",
        "phone": "手机号",
        "paid_amount": "实付金额",
    }
}


def times(warehouse: object) -> list[str]:
    frame = warehouse.query("SELECT ordered_at FROM core.orders ORDER BY order_id")  # type: ignore[attr-defined]
    return [f"{moment:%Y-%m-%d %H:%M:%S}" for moment in frame["ordered_at"]]


def one(folder: Path, text: str, **more: object) -> list[str]:
    path = orders_file(folder, f'20240000000001,"{text}",K1,10', header="no,at,who,paid")
    return times(loaded(folder, path, COLUMNS, **more)[0])


@pytest.mark.slow("imports files again and again")
def test_one_moment_written_three_ways_is_one_moment(tmp_path: Path) -> None:
    warehouse, _ = loaded(tmp_path, case("12_offset_and_z.csv"))
    assert times(warehouse) == ["2024-04-01 01:30:00"] * 3
    assert said(case("12_offset_and_z.csv")) == [("timezone", "Asia/Shanghai", 3)]


def test_an_order_exported_in_two_zones_is_one_order(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    upload(warehouse, case("20a_orders_new_york.csv"), case("20b_orders_utc.csv"))
    assert money(warehouse) == {"USD": (2, 150)}


@pytest.mark.slow("imports files again and again")
def test_zones_may_differ_from_row_to_row(tmp_path: Path) -> None:
    warehouse, _ = loaded(tmp_path, case("20c_generic_two_zones.csv"))
    assert money(warehouse) == {"USD": (2, 30)}
    assert ("duplicate_rows", "last", 1) in said(case("20c_generic_two_zones.csv"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("10_date_form_0.csv", "2024-03-05 13:02:11"),
        ("10_date_form_1.csv", "2024-03-05 13:02:11"),
        ("10b_date_1.csv", "2024-03-05 13:02:11"),
        ("10b_date_3.csv", "2024-03-05 13:02:00"),
    ],
)
def test_two_minutes_past_one_in_the_afternoon(tmp_path: Path, name: str, expected: str) -> None:
    warehouse, report = loaded(tmp_path, case(name), ZH, timezone="Asia/Shanghai")
    assert (times(warehouse)[-1], report.problems) == (expected, 0)


def test_the_half_of_the_day_is_heard(tmp_path: Path) -> None:
    warehouse, _ = loaded(tmp_path, case("35_date_pm.csv"))
    assert times(warehouse) == [
        "2024-03-01 13:02:00",
        "2024-03-02 23:30:00",
        "2024-03-03 00:05:00",
        "2024-03-04 09:00:00",
    ]


@pytest.mark.one_in(5)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("民國113/05/06", "2024-05-06 00:00:00"),
        ("113/05/06 13:02", "2024-05-06 13:02:00"),
        ("民國 113年5月6日 下午1:02", "2024-05-06 13:02:00"),
        ("民國99年5月6日", "2010-05-06 00:00:00"),
        ("令和6年5月6日 13時02分", "2024-05-06 13:02:00"),
        ("令和元年5月6日", "2019-05-06 00:00:00"),
        ("R6.5.6", "2024-05-06 00:00:00"),
        ("2024-03-05 13：02：11", "2024-03-05 13:02:11"),
        ("2024-03-05 下午 01:02", "2024-03-05 13:02:00"),
        ("2024-03-05 下午13:02", "2024-03-05 13:02:00"),
        ("2024/3/5 上午12:05", "2024-03-05 00:05:00"),
        ("2024-03-05 PM 1:02", "2024-03-05 13:02:00"),
        ("25/03/2024 1:02 p.m.", "2024-03-25 13:02:00"),
        ("25/03/2024 1:02pm", "2024-03-25 13:02:00"),
        ("05.03.2024 13.02.11", "2024-03-05 13:02:11"),
        ("2024-03-05 13h02", "2024-03-05 13:02:00"),
        ("5 марта 2024 13:02", "2024-03-05 13:02:00"),
        ("Dienstag, 5. März 2024 13:02", "2024-03-05 13:02:00"),
        ("20250102", "2025-01-02 00:00:00"),
        ("45356.5", "2024-03-05 12:00:00"),
        ("1709643731", "2024-03-05 13:02:11"),
        ("1709643731000", "2024-03-05 13:02:11"),
        ("2024-03-05T13:02:11.500Z", "2024-03-05 13:02:11"),
        ("2024-03-05 08:02:11 -0500", "2024-03-05 08:02:11"),
        ("2024-03-05T21:02:11+08", "2024-03-05 21:02:11"),
        ("2024-03-05 13:02:11 UTC", "2024-03-05 13:02:11"),
        ("Mar 5, 2024 5:02:11 AM PST", "2024-03-05 13:02:11"),
        ("Tue Mar 05 13:02:11 UTC 2024", "2024-03-05 13:02:11"),
        ("Tue Mar 05 2024 21:02:11 GMT+0800 (China Standard Time)", "2024-03-05 13:02:11"),
    ],
)
def test_times_of_many_lands(tmp_path: Path, text: str, expected: str) -> None:
    assert one(tmp_path, text) == [expected]


def test_the_shop_has_the_zone_that_a_person_names(tmp_path: Path) -> None:
    assert one(tmp_path, "2024-03-05T13:02:11Z", assumed={"timezone": "Asia/Hong_Kong"}) == ["2024-03-05 21:02:11"]


def dated(folder: Path, *texts: str) -> Path:
    rows = [f"2024000000000{number},{text},K1,10" for number, text in enumerate(texts)]
    return orders_file(folder, *rows, header="no,at,who,paid")


@pytest.mark.slow("imports files again and again")
def test_an_order_of_day_and_month_that_nothing_proves_is_said_and_obeyed(tmp_path: Path) -> None:
    path = dated(tmp_path, "03/04/2024", "03/05/2024")
    assert said(path, COLUMNS) == [("date_order", "month_first", None)]
    decided = {"assumed": {"date_order:at": "day_first"}}
    assert said(path, COLUMNS, **decided) == []
    assert times(loaded(tmp_path, path, COLUMNS, **decided)[0]) == ["2024-04-03 00:00:00", "2024-05-03 00:00:00"]


@pytest.mark.slow("imports files again and again")
def test_one_number_above_twelve_proves_the_order(tmp_path: Path) -> None:
    path = dated(tmp_path, "03/04/2024", "13/05/2024")
    assert said(path, COLUMNS) == []
    assert times(loaded(tmp_path, path, COLUMNS)[0]) == ["2024-04-03 00:00:00", "2024-05-13 00:00:00"]


@pytest.mark.slow("imports files again and again")
def test_a_column_follows_its_neighbour_that_proves_it(tmp_path: Path) -> None:
    path = orders_file(tmp_path, "20240000000001,03/04/2024,25/04/2024,K1,10", header="no,at,done,who,paid")
    columns = {"orders": COLUMNS["orders"] | {"completed_at": "done"}}
    assert times(loaded(tmp_path, path, columns)[0]) == ["2024-04-03 00:00:00"]
    assert said(path, columns) == []


def test_a_year_of_two_digits_in_front(tmp_path: Path) -> None:
    path = dated(tmp_path, "24-03-05", "24-03-17", "24-04-30")
    assert times(loaded(tmp_path, path, COLUMNS)[0])[1] == "2024-03-17 00:00:00"


@pytest.mark.slow("imports files again and again")
def test_days_that_a_spreadsheet_exchanged_are_said_and_can_be_turned_back(tmp_path: Path) -> None:
    path = case("19_excel_swapped_days.xlsx")
    assert said(path) == [("date_order", "as_written", None)]
    columns = {"orders": {"order_id": "Order ID", "ordered_at": "Order Date", "paid_amount": "Total"}}
    plain, _ = loaded(tmp_path, path, columns)
    (tmp_path / "turned").mkdir()
    turned, _ = loaded(tmp_path / "turned", path, columns, assumed={"date_order:Order Date": "swapped"})
    first, second = times(plain)[0], times(turned)[0]
    assert (first[5:7], first[8:10]) == (second[8:10], second[5:7])


def _written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_clocks_of_one_land_stay_as_the_shop_reads_them_in_summer_and_winter(
    tmp_path: Path,
) -> None:
    warehouse = new_workspace(tmp_path)
    text = (
        "Order No,Order Date,Customer Email,Total,Currency\n"
        "900000000001,2025-01-05 23:30:00 -0800,p1@example.org,10,USD\n"
        "900000000002,2025-07-05 23:30:00 -0700,p2@example.org,20,USD\n"
    )
    (report,) = upload(warehouse, _written(tmp_path, "west.csv", text))
    days = warehouse.query("SELECT ordered_at FROM core.orders ORDER BY ordered_at")["ordered_at"]
    assert [str(day) for day in days] == ["2025-01-05 23:30:00", "2025-07-05 23:30:00"]
    assert [one.value for one in report.assumptions if one.what == "timezone"] == ["America/Los_Angeles"]


def test_clocks_of_two_lands_are_turned_to_one(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    text = (
        "Order No,Order Date,Customer Email,Total,Currency\n"
        "900000000001,2025-01-05 20:00:00 -0800,p1@example.org,10,USD\n"
        "900000000002,2025-01-06 05:00:00 +0100,p2@example.org,20,USD\n"
    )
    upload(warehouse, _written(tmp_path, "two.csv", text))
    assert warehouse.count("SELECT DISTINCT ordered_at FROM core.orders") == 1
