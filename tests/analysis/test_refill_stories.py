"""How long products last and who runs out, told on shops made by hand."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.analysis.refill import RefillParams, RefillResult, people, refill
from insight.analysis.refill.chance import Way, certain_share, near, share_by_chance
from insight.errors import NotEnoughDataError, ParameterError
from insight.warehouse import DuckWarehouse
from tests.analysis.life_shop import add_rows, line
from tests.workspaces import Row, names, order, workspace

AS_OF = dt.date(2025, 7, 1)
PARAMS = RefillParams(as_of=AS_OF, currency="CNY")
CREAM: Row = {"sku": "C1", "product_id": "71", "product_name": "Cream", "category": "Care"}
TEA: Row = {"sku": None, "product_id": "72", "product_name": "O'Tea <b>", "category": "Tea"}


def ago(days: int) -> str:
    return (AS_OF - dt.timedelta(days=days)).isoformat()


class Shelf:
    """Orders and lines as they are written down."""

    def __init__(self) -> None:
        self.orders: list[Row] = []
        self.items: list[Row] = []

    def buys(self, name: str, days_ago: int, good: Row = CREAM, quantity: float | None = 1, **more: Any) -> None:
        made = order(name, ago(days_ago), 100)
        self.orders.append(made)
        self.items.append(line(made, 1, good, quantity, **more))

    def shop(self, folder: Path, **days: float) -> DuckWarehouse:
        """The workspace; `days` are what the product list states by product number without its leading letter."""
        shop = workspace(folder, orders=self.orders, items=self.items)
        listed = [{"product_id": number[1:], "refill_days": stated} for number, stated in days.items()]
        if listed:
            add_rows(shop, {"products": listed})
        return shop


def days_left(shop: DuckWarehouse, result: RefillResult, **cell: Any) -> dict[str, int]:
    known = names(shop)
    rows = people(shop, result.segment(**cell)).to_pylist()
    return {known[row["customer_id"]]: (row["run_out_on"] - AS_OF).days for row in rows}


def test_stated_days_times_pieces_give_the_day(tmp_path: Path) -> None:
    shelf = Shelf()
    shelf.buys("today", 60)
    shelf.buys("in a week", 54)
    shelf.buys("two pieces", 107, quantity=2)
    shelf.buys("no quantity", 41, quantity=None)
    shelf.buys("yesterday", 61)
    shelf.buys("a rhythm ago", 120)
    shelf.buys("longer ago", 121)
    shelf.buys("much too long ago", 241)
    shelf.buys("later", 30)
    shop = shelf.shop(tmp_path, p71=60)
    result = refill(shop, PARAMS)
    assert days_left(shop, result, window=7) == {"today": 0, "in a week": 6}
    assert days_left(shop, result, window=14) == {"today": 0, "in a week": 6, "two pieces": 13}
    assert days_left(shop, result, window=30) == {"today": 0, "in a week": 6, "two pieces": 13, "no quantity": 19}
    assert days_left(shop, result, state="overdue") == {"yesterday": -1, "a rhythm ago": -60}
    assert days_left(shop, result, state="long_overdue") == {"longer ago": -61}
    assert days_left(shop, result, state="later") == {"later": 30}
    assert days_left(shop, result, day="2025-07-14") == {"two pieces": 13}
    windows = {"due_7": 2, "due_14": 3, "due_30": 4}
    assert result.totals == windows | {"later": 1, "overdue": 2, "long_overdue": 1, "customers": 8}


def test_stocking_up_adds_up_and_what_was_used_does_not(tmp_path: Path) -> None:
    shelf = Shelf()
    for days_ago in (50, 49, 48):
        shelf.buys("sale week", days_ago, quantity=0.5)
    shelf.buys("early again", 70)
    shelf.buys("early again", 40)
    shelf.buys("always early", 145)
    shelf.buys("always early", 95)
    shelf.buys("always early", 45)
    shelf.buys("late again", 130)
    shelf.buys("late again", 45)
    shelf.buys("same day", 100)
    shelf.buys("same day", 100)
    shop = shelf.shop(tmp_path, p71=60)
    result = refill(shop, PARAMS)
    found = days_left(shop, result, window=30) | days_left(shop, result, state="later")
    assert found == {
        "sale week": 90 - 50,
        "early again": 120 - 70,
        "always early": 120 - 95,
        "late again": 60 - 45,
        "same day": 120 - 100,
    }


def test_lines_paid_back_and_orders_that_do_not_count_are_left_out(tmp_path: Path) -> None:
    shelf = Shelf()
    shelf.buys("kept", 50)
    shelf.buys("paid back", 50, refund_status="refunded")
    shelf.buys("closed", 50, status="closed")
    shelf.buys("none", 50, quantity=0)
    shelf.buys("order closed", 50)
    shelf.orders[-1]["status"] = "closed"
    shelf.buys("on the as-of day", 0)
    shop = shelf.shop(tmp_path, p71=60)
    assert days_left(shop, refill(shop, PARAMS), window=14) == {"kept": 10}


def test_a_list_says_of_what_and_when(tmp_path: Path) -> None:
    shelf = Shelf()
    shelf.buys("both", 55)
    shelf.buys("both", 28, TEA)
    shop = shelf.shop(tmp_path, p71=60, p72=30)
    result = refill(shop, PARAMS)
    row = people(shop, result.segment(window=7)).to_pylist()[0]
    assert row["goods"] == "O'Tea <b> 2025-07-03; Cream 2025-07-06"
    assert (row["run_out_on"], row["last_bought_on"]) == (dt.date(2025, 7, 3), dt.date(2025, 6, 3))
    assert result.totals["due_7"] == 1
    assert result.segment(window=7, item="72").count(shop) == 1
    sentence = result.segment(window=7, item="72").sentence
    assert sentence.render("zh_CN") == "O'Tea <b> 7 天内用完，截至 2025-06-30"


def rhythmic(random: Random, shelf: Shelf, *, rhythm: float, spread: float, good: Row = CREAM) -> None:
    """120 people who buy 2 to 5 times, about a rhythm apart."""
    for number in range(120):
        day = random.uniform(0, 600)
        for _ in range(random.randint(2, 5)):
            if day < 729:
                shelf.buys(f"{good['product_name']}{number}", 730 - int(day), good)
            day += max(random.gauss(rhythm, spread), 1)


def test_a_planted_rhythm_is_found_and_none_where_there_is_none(tmp_path: Path) -> None:
    random, shelf = Random(7), Shelf()
    rhythmic(random, shelf, rhythm=45, spread=6)
    for number in range(120):
        for _ in range(random.randint(2, 5)):
            shelf.buys(f"t{number}", random.randint(1, 730), TEA)
    result = refill(shelf.shop(tmp_path), PARAMS)
    rows = result.rhythms.set_index("item")
    assert rows.loc["C1", "source"] == "found"
    assert rows.loc["C1", "rhythm_days"] == pytest.approx(45, abs=2)
    assert rows.loc["C1", "near_share"] > 0.8
    assert rows.loc["72", "source"] == "none"
    assert not rows.loc["72", "certain"]
    assert rows.loc["72", "near_share"] == pytest.approx(rows.loc["72", "chance_share"], abs=0.08)
    assert set(result.due["item"]) == {"C1"}
    assert not result.findings()[-1].certain


def test_a_season_is_no_rhythm(tmp_path: Path) -> None:
    """Sold in two weeks of June only: whoever buys twice comes back a year later or at once."""
    random, shelf = Random(3), Shelf()
    for number in range(200):
        for year in random.choice(((380,), (380, 15), (380, 15))):
            shelf.buys(f"p{number}", year + random.randint(0, 13))
    row = refill(shelf.shop(tmp_path), PARAMS).rhythms.iloc[0]
    assert row["near_share"] > 0.9
    assert row["source"] == "none"
    assert row["chance_share"] > 0.4


def test_a_short_history_does_not_make_the_rhythm_short(tmp_path: Path) -> None:
    """Half come back after 20 days, half after 60; most of the slow ones have not been watched long enough."""
    shelf = Shelf()
    for number in range(200):
        first = 30 if number % 4 else 90
        shelf.buys(f"p{number}", first)
        if number % 2 or first > 60:
            shelf.buys(f"p{number}", first - (20 if number % 2 else 60))
    row = refill(shelf.shop(tmp_path), replace(PARAMS, least_people=5)).rhythms.iloc[0]
    assert row["n"] == 150
    assert row["three_quarter_days"] == 60


def test_without_a_known_rhythm_nobody_is_listed(tmp_path: Path) -> None:
    shelf = Shelf()
    shelf.buys("p", 30)
    result = refill(shelf.shop(tmp_path), PARAMS)
    assert result.rhythms.empty
    assert result.totals["customers"] == 0
    assert result.segment(window=30).count(shelf.shop(tmp_path)) == 0
    only = result.findings()
    assert [(finding.value, finding.n, finding.certain) for finding in only] == [(None, 1, False)]
    assert "none was bought twice by 20 people" in only[0].text.render("en")


def test_no_order_lines_and_no_categories_are_said(tmp_path: Path) -> None:
    with pytest.raises(NotEnoughDataError):
        refill(workspace(tmp_path, orders=[order("p", ago(5), 10)]), PARAMS)
    shelf = Shelf()
    shelf.buys("p", 30, CREAM | {"category": None})
    with pytest.raises(NotEnoughDataError):
        refill(shelf.shop(tmp_path), replace(PARAMS, level="category"))


def test_a_category_lasts_as_its_products_do(tmp_path: Path) -> None:
    shelf = Shelf()
    shelf.buys("p", 50)
    shelf.buys("q", 50, CREAM | {"sku": "C2", "product_id": "73"})
    shop = shelf.shop(tmp_path, p71=50, p73=60)
    result = refill(shop, replace(PARAMS, level="category"))
    assert result.rhythms.iloc[0]["rhythm_days"] == 55
    assert days_left(shop, result, day=AS_OF + dt.timedelta(days=5), item="Care") == {"p": 5, "q": 5}


@pytest.mark.one_in(4)
@pytest.mark.parametrize(
    "cell",
    [
        {},
        {"window": 10},
        {"window": 7, "state": "later"},
        {"day": "2025-06-30"},
        {"day": "2025-07-31"},
        {"day": "soon"},
        {"state": "due"},
        {"window": 7, "item": "C9"},
    ],
)
def test_a_cell_that_does_not_exist_is_refused(tmp_path: Path, cell: dict[str, Any]) -> None:
    shelf = Shelf()
    shelf.buys("p", 30)
    result = refill(shelf.shop(tmp_path, p71=60), PARAMS)
    with pytest.raises(ParameterError):
        result.segment(**cell)


@pytest.mark.parametrize("wrong", [{"level": "brand"}, {"look_back_days": 7}, {"least_people": 1}, {"as_of": "soon"}])
def test_parameters_that_make_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ParameterError):
        replace(PARAMS, **wrong)


def test_what_lies_near_a_rhythm() -> None:
    assert near(60) == (45, 75)
    assert near(7) == (6, 8)
    assert near(1) == (1, 1)


def test_memoryless_gaps_lie_near_their_median_one_time_in_six() -> None:
    spread = dict.fromkeys(range(100_000), 1)
    assert share_by_chance(60, spread, [Way(2, 1.0, 10)]) == pytest.approx(0.5**0.741667 - 0.5**1.258333, abs=1e-4)


@pytest.mark.parametrize(
    ("draws", "pieces", "season"), [(2, 1.0, False), (4, 1.0, False), (3, 2.0, False), (2, 1.0, True)]
)
def test_shuffled_days_are_expected_as_often_as_they_come(draws: int, pieces: float, season: bool) -> None:
    """The formula against days really drawn, twenty thousand times."""
    random = Random(11)
    days = [*range(30), *range(365, 395)] if season else list(range(730))
    rhythm = 365 if season else 120
    bounds, seen, hits = near(rhythm), 0, 0
    for _ in range(20_000):
        drawn = sorted(random.choices(days, k=draws))
        for one, other in pairwise(drawn):
            if other > one:
                seen += 1
                hits += bounds.least <= int((other - one) / pieces + 0.5) <= bounds.most
    expected = share_by_chance(rhythm, dict.fromkeys(days, 1), [Way(draws, pieces, 1)])
    memoryless = 0.5 ** ((bounds.least - 0.5) / rhythm) - 0.5 ** ((bounds.most + 0.5) / rhythm)
    assert expected == pytest.approx(max(hits / seen, memoryless), abs=0.012)


def test_a_share_of_few_people_is_wide_and_wider_among_many_goods() -> None:
    alone, among = certain_share(90, 100, 20, 1), certain_share(90, 100, 20, 50)
    assert alone.low == pytest.approx(0.699, abs=0.002)
    assert among.low is not None
    assert alone.low is not None
    assert among.low < alone.low
    assert certain_share(0, 0, 0, 1) == (None, None)


@given(st.integers(1, 400), st.dictionaries(st.integers(0, 800), st.integers(1, 5), max_size=30), st.integers(2, 8))
def test_a_share_by_chance_is_a_share(rhythm: int, sold: dict[int, int], draws: int) -> None:
    share = share_by_chance(rhythm, sold, [Way(draws, 1.0, 3), Way(2, 0.5, 1)])
    assert 0 < share <= 1
