"""Lines of one order where no name says which rows are one: the money is counted once, the orders too."""

from pathlib import Path

import pytest

from insight.ingest.trial import Trial
from tests.ingest.tried_out import headers, money, rows, told, tried

HEADER = "date,customer,total,sku,product,qty,price"
LINES = (
    "2026-03-05 14:03:22,ann@example.com,58.50,T1,Tea,2,19.25",
    "2026-03-05 14:03:22,ann@example.com,58.50,C3,Cup,1,20.00",
    "2026-03-06 09:12:00,bob@example.com,19.25,T1,Tea,1,19.25",
    "2026-03-07 20:45:10,ann@example.com,20.00,C3,Cup,1,20.00",
)
OWN_AMOUNTS = (LINES[0].replace("58.50", "38.50"), LINES[1].replace("58.50", "20.00"), *LINES[2:])
NUMBERS = ("A100", "A100", "A101", "A102")


def numbered(name: str, *lines: str, numbers: tuple[str, ...] = NUMBERS) -> str:
    return rows(f"{name},{HEADER}", *(f"{number},{line}" for number, line in zip(numbers, lines, strict=True)))


def without_time_of_day(*lines: str) -> tuple[str, ...]:
    return tuple(f"{line[:10]}{line[19:]}" for line in lines)


def orders(trial: Trial) -> tuple[int, float]:
    return trial.figures.records["orders"], money(trial)


@pytest.mark.parametrize("name", ["number", "ref", "vorgang", "no"])
def test_the_number_that_lines_of_one_buyer_and_moment_share_is_that_of_the_order(tmp_path: Path, name: str) -> None:
    draft, trial = tried(tmp_path, numbered(name, *LINES))
    assert headers(draft, "orders", "order_id") == [name]
    assert (orders(trial), trial.figures.people) == ((3, 97.75), 2)
    assert told(trial, "row")[0] == "orders"


def test_amounts_that_differ_within_a_number_are_those_of_the_lines(tmp_path: Path) -> None:
    _draft, trial = tried(tmp_path, numbered("vorgang", *OWN_AMOUNTS))
    assert orders(trial) == (3, 97.75)


def test_an_order_may_name_the_same_goods_twice(tmp_path: Path) -> None:
    twice = (
        LINES[0].replace("58.50", "97.00"),
        LINES[0].replace("58.50", "97.00"),
        LINES[1].replace("58.50", "97.00"),
        LINES[2],
    )
    _draft, trial = tried(
        tmp_path, numbered("vorgang", *twice, LINES[3], numbers=("A100", "A100", "A100", "A101", "A102"))
    )
    assert orders(trial) == (3, 136.25)


def test_a_postcode_is_no_number_of_orders_though_nobody_came_twice(tmp_path: Path) -> None:
    once = tuple(line.replace("ann@", "cat@") if "07" in line[:10] else line for line in LINES)
    draft, _trial = tried(tmp_path, numbered("postcode", *once, numbers=("10115", "10115", "20095", "80331")))
    assert headers(draft, "orders", "order_id") != ["postcode"]


def test_a_number_that_two_buyers_share_is_none_of_an_order(tmp_path: Path) -> None:
    lines = [line.replace(" 14:03:22", "").replace(" 09:12:00", "").replace("-06", "-05") for line in LINES]
    draft, _trial = tried(tmp_path, numbered("vorgang", *lines, numbers=("A1", "A1", "A1", "A2")))
    assert headers(draft, "orders", "order_id") != ["vorgang"]


def test_rows_that_are_the_same_throughout_show_no_number(tmp_path: Path) -> None:
    draft, _trial = tried(tmp_path, numbered("vorgang", LINES[2], LINES[2], LINES[3], LINES[0]))
    assert headers(draft, "orders", "order_id") != ["vorgang"]


def test_a_bare_number_that_comes_again_on_the_one_day_of_a_sheet_is_the_buyer_s(tmp_path: Path) -> None:
    text = rows(
        "no,date,total", *(f"{number},2026-03-05,{total}" for number, total in (("K1", 5), ("K1", 7), ("K2", 9)))
    )
    _draft, trial = tried(tmp_path, text, table="orders")
    assert (orders(trial), trial.figures.people) == ((3, 21.0), 2)


def test_a_number_of_one_buyer_s_moments_is_none_of_an_order(tmp_path: Path) -> None:
    draft, _trial = tried(tmp_path, numbered("vorgang", *LINES, numbers=("K1", "K1", "K2", "K1")))
    assert headers(draft, "orders", "order_id") != ["vorgang"]


def test_a_number_without_a_buyer_is_no_person(tmp_path: Path) -> None:
    lines = [line.replace("ann@example.com,", "").replace("bob@example.com,", "") for line in LINES]
    text = rows("no,date,total,sku,product,qty,price", *(f"{n},{line}" for n, line in zip(NUMBERS, lines, strict=True)))
    draft, trial = tried(tmp_path, text)
    assert headers(draft, "orders", "order_id") == ["no"]
    assert (orders(trial), trial.figures.people) == ((3, 97.75), 0)


EQUAL = tuple(
    line.replace("T1,Tea,2,19.25", "T1,Tea,1,29.25").replace("C3,Cup,1,20.00", "C3,Cup,1,29.25") for line in LINES[:2]
)


@pytest.mark.parametrize(
    "lines",
    [LINES, OWN_AMOUNTS, without_time_of_day(*LINES), without_time_of_day(*EQUAL, *LINES[2:])],
    ids=["whole", "own", "day", "of one price"],
)
def test_rows_of_one_buyer_and_moment_with_different_goods_are_one_order(
    tmp_path: Path, lines: tuple[str, ...]
) -> None:
    _draft, trial = tried(tmp_path, rows(HEADER, *lines))
    assert orders(trial) == (3, 97.75)
    assert told(trial, "row")[0] == "orders"


def test_rows_of_one_day_with_amounts_of_their_own_stay_orders(tmp_path: Path) -> None:
    _draft, trial = tried(tmp_path, rows(HEADER, *without_time_of_day(*OWN_AMOUNTS)))
    assert orders(trial) == (4, 97.75)


def test_the_same_goods_twice_at_one_moment_are_two_orders(tmp_path: Path) -> None:
    twice = (LINES[2], LINES[2], *LINES[2:])
    _draft, trial = tried(tmp_path, rows(HEADER, *twice))
    assert orders(trial) == (4, 77.75)


PRICELESS = "date,customer,total,product"


@pytest.mark.parametrize(
    ("totals", "expected"),
    [(("30", "40", "50"), (3, 120.0)), (("30", "30", "30"), (6, 180.0)), (("30", "40"), (4, 140.0))],
    ids=["three baskets of different amounts", "goods of one price", "too few to tell"],
)
def test_without_prices_an_amount_beside_different_goods_is_of_all_where_chance_cannot_make_it(
    tmp_path: Path, totals: tuple[str, ...], expected: tuple[int, float]
) -> None:
    lines = [
        f"2026-03-0{day} 10:00:00,{name}@example.com,{total},{goods}"
        for day, (name, total) in enumerate(zip("abc", totals, strict=False), 1)
        for goods in ("Tea", "Cup")
    ]
    _draft, trial = tried(tmp_path, rows(PRICELESS, *lines))
    assert orders(trial) == expected


def test_a_name_beside_the_number_of_goods_is_theirs_and_an_address_says_who_bought(tmp_path: Path) -> None:
    text = numbered("number", *LINES).replace("product", "name")
    draft, trial = tried(tmp_path, text)
    assert headers(draft, "order_items", "product_name") == ["name"]
    assert headers(draft, "orders", "email") == ["customer"]
    assert orders(trial) == (3, 97.75)


@pytest.mark.parametrize(
    ("header", "lines"),
    [
        ("date,customer,total,sku,name", [f"2026-03-0{n},{n}@x.example,10,T{n},Tea {n}" for n in (1, 2, 3)]),
        ("name,date,customer,total,sku", [f"Tea,2026-03-0{n},{n}@x.example,10,T1" for n in (1, 2, 3)]),
    ],
    ids=["beside the number", "the same wherever the number is"],
)
def test_a_name_goes_with_the_number_of_goods(tmp_path: Path, header: str, lines: list[str]) -> None:
    draft, trial = tried(tmp_path, rows(header, *lines))
    assert headers(draft, "order_items", "product_name") == ["name"]
    assert trial.figures.people == 3


def test_an_address_says_better_than_a_name_who_bought(tmp_path: Path) -> None:
    lines = [f"Ann,2026-03-0{n},{n % 2}@x.example,10" for n in (1, 2, 3)]
    draft, trial = tried(tmp_path, rows("name,date,customer,total", *lines))
    assert headers(draft, "orders", "buyer_name") == ["name"]
    assert trial.figures.people == 2


def test_a_name_that_differs_for_the_same_goods_is_the_buyer_s(tmp_path: Path) -> None:
    lines = ("2026-03-05,Ann,T1,10", "2026-03-06,Bob,T1,10", "2026-03-07,Cat,C3,20")
    draft, trial = tried(tmp_path, rows("date,name,sku,total", *lines))
    assert headers(draft, "orders", "buyer_name") == ["name"]
    assert trial.figures.people == 3


def test_whose_the_amounts_are_follows_from_the_number_that_a_person_names(tmp_path: Path) -> None:
    days = without_time_of_day(*OWN_AMOUNTS)
    text = numbered("slip", *days, numbers=("Ann 1", "Ann 1", "Bob 1", "Ann 2"))
    draft, trial = tried(tmp_path, text)
    assert orders(trial) == (4, 97.75)
    draft, trial = tried(tmp_path, text, mapped=(("slip", "order_id"),))
    assert headers(draft, "orders", "order_id") == headers(draft, "order_items", "order_id") == ["slip"]
    assert orders(trial) == (3, 97.75)
