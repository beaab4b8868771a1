"""Who came into a saved segment, who left it, and why; its size over time."""

import datetime as dt
from pathlib import Path
from random import Random

import pytest

from insight.analysis.rfm import RfmParams, rfm
from insight.audience import AllOf, AnyOf, Not, as_segment, condition, from_segment, save_segment, size
from insight.audience.changes import Changes, changes, opened
from insight.audience.history import past_days, sizes
from insight.audience.marks import Direction
from insight.errors import ParameterError
from insight.i18n import Language
from insight.warehouse import DuckWarehouse
from tests.analysis.random_shop import AS_OF as RANDOM_DAY
from tests.analysis.random_shop import random_customers, random_orders
from tests.audience.random_trees import random_tree
from tests.audience.shops import AS_OF, SAVED_AT, names_in
from tests.workspaces import names, people, workspace

MAY = dt.date(2025, 5, 30)
LATELY = condition("ordered_within", days=30)


def reasons(found: Changes, direction: Direction, language: Language = "en") -> dict[str, int]:
    rows = found.reasons[found.reasons["direction"] == direction]
    return {row["reason"].render(language): row["customers"] for row in rows.to_dict("records")}


def said_of(shop: DuckWarehouse, found: Changes, direction: Direction, language: Language = "en") -> dict[str, str]:
    known = names(shop)
    return {known[who]: text.render(language) for who, text in found.people(shop, direction)}


def test_who_came_and_who_left_with_what_shows_it(own_shop: DuckWarehouse) -> None:
    saved = save_segment(own_shop, "lately", LATELY, at=SAVED_AT)
    found = changes(own_shop, saved, MAY, dt.date(2025, 7, 15))
    assert (found.before, found.entered, found.left, found.after) == (1, 0, 0, 1)
    found = changes(own_shop, saved, MAY, dt.date(2025, 7, 1))
    assert (found.before, found.entered, found.left, found.after) == (1, 1, 0, 2)
    assert said_of(own_shop, found, "entered") == {
        "dee": "now: ordered within the last 30 days (last order 2 Jun 2025)"
    }
    later = changes(own_shop, saved, dt.date(2025, 7, 1), dt.date(2025, 8, 1))
    assert said_of(own_shop, later, "left") == {
        "ann": "no longer: ordered within the last 30 days (last order 30 Jun 2025)",
        "dee": "no longer: ordered within the last 30 days (last order 2 Jun 2025)",
    }
    assert said_of(own_shop, later, "left", "zh_CN")["ann"] == "不再符合：最近 30 天内下过单（最近下单 2025-06-30）"
    assert reasons(later, "left") == {"no longer: ordered within the last 30 days": 2}


def test_what_begins_to_hold_is_the_reason_to_leave_what_is_without_it(own_shop: DuckWarehouse) -> None:
    tree = AllOf((condition("ever_ordered"), Not(condition("spent_at_least", amount=400, currency="CNY"))))
    saved = save_segment(own_shop, "small", tree, at=SAVED_AT)
    found = changes(own_shop, saved, dt.date(2025, 4, 1), AS_OF)
    assert said_of(own_shop, found, "left") == {"ann": "now: spent at least ¥400.00 in all (spent so far: ¥450.00)"}
    assert said_of(own_shop, found, "entered") == {"dee": "now: ordered at least once (orders so far: 2)"}
    assert (found.before, found.after) == (2, 2)


def test_what_changed_the_other_way_is_no_reason(own_shop: DuckWarehouse) -> None:
    """Ann came in by ordering again; that she is no longer a one-time buyer did not bring her in."""
    tree = AnyOf((condition("orders_between", least=2, most=9), condition("orders_between", least=1, most=1)))
    saved = save_segment(own_shop, "repeat", AllOf((tree, condition("orders_at_least", orders=2))), at=SAVED_AT)
    found = changes(own_shop, saved, dt.date(2025, 4, 1), MAY)
    assert reasons(found, "entered") == {"now: number of orders 2 to 9; now: number of orders at least 2": 1}


def test_somebody_new_is_said_to_be_new(own_shop: DuckWarehouse) -> None:
    saved = save_segment(own_shop, "no order", Not(condition("ever_ordered")), at=SAVED_AT)
    found = changes(own_shop, saved, MAY, dt.date(2025, 7, 2))
    assert reasons(found, "entered") == {"now: known in the data": 2}
    assert set(said_of(own_shop, found, "entered")) == {"cid", "fay"}
    gold = save_segment(own_shop, "gold", condition("tier", tiers=["金卡"]), at=SAVED_AT)
    assert reasons(changes(own_shop, gold, AS_OF, dt.date(2025, 7, 2)), "entered") == {"now: known in the data": 1}


def test_number_of_a_page_moves_too_and_is_named_as_the_reason(own_shop: DuckWarehouse) -> None:
    cell = from_segment(rfm(own_shop, RfmParams(as_of=AS_OF, currency="CNY", method="fixed")).segment(r=5))
    saved = save_segment(own_shop, "R5", cell, at=SAVED_AT)
    found = changes(own_shop, saved, MAY, dt.date(2025, 9, 1))
    assert (found.before, found.entered, found.left, found.after) == (1, 0, 1, 0)
    assert said_of(own_shop, found, "left") == {
        "ann": "no longer: counted in “RFM R5, orders in Chinese Yuan, as of 31 Aug 2025” (last order 30 Jun 2025)"
    }


def test_conditions_of_a_named_segment_are_the_reasons(own_shop: DuckWarehouse) -> None:
    inner = save_segment(own_shop, "inner", LATELY, at=SAVED_AT)
    tree = Not(condition("in_segment", segment=inner.segment_id))
    assert opened(own_shop, tree) == Not(LATELY)
    found = changes(own_shop, save_segment(own_shop, "outer", tree, at=SAVED_AT), MAY, AS_OF)
    assert reasons(found, "left") == {"now: ordered within the last 30 days": 1}
    assert reasons(found, "entered") == {"now: known in the data": 1}


def test_days_in_the_wrong_order_are_refused(own_shop: DuckWarehouse) -> None:
    saved = save_segment(own_shop, "lately", LATELY, at=SAVED_AT)
    for earlier in (AS_OF, dt.date(2025, 8, 1)):
        with pytest.raises(ParameterError, match="earlier"):
            changes(own_shop, saved, earlier, AS_OF)


@pytest.mark.one_in(4)
@pytest.mark.parametrize("seed", range(8))
def test_changes_are_the_differences_of_the_segment_on_both_days(folder: Path, seed: int) -> None:
    shop = workspace(folder, orders=random_orders(seed), customers=random_customers(seed))
    random = Random(seed)
    for turn in range(2):
        earlier = RANDOM_DAY - dt.timedelta(days=random.choice((1, 30, 200)))
        later = RANDOM_DAY + dt.timedelta(days=random.choice((0, 30)))
        saved = save_segment(shop, f"s{turn}", random_tree(random), at=SAVED_AT)
        was, now = (names_in(shop, saved.expression, day) for day in (earlier, later))
        found = changes(shop, saved, earlier, later)
        assert (found.before, found.after) == (len(was), len(now))
        assert (found.entered, found.left) == (len(now - was), len(was - now))
        assert found.reasons["customers"].sum() == found.entered + found.left
        for direction, expected in (("entered", now - was), ("left", was - now)):
            segment = found.segment(shop, direction)
            assert people(shop, segment.statement, segment.values) == expected
            assert set(said_of(shop, found, direction)) == expected
            assert all("say nothing" not in text for text in said_of(shop, found, direction).values())
            table = found.reasons_of(shop, direction)
            assert table.num_rows == len(expected)
            assert set(table["pattern"].to_pylist()) <= set(found.words(direction))


def test_size_over_time_is_the_size_on_each_day(own_shop: DuckWarehouse) -> None:
    saved = save_segment(own_shop, "lately", condition("ordered_within", days=31), at=SAVED_AT)
    days = past_days(AS_OF, steps=3)
    assert days == [dt.date(2025, 4, 1), dt.date(2025, 5, 1), dt.date(2025, 6, 1), AS_OF]
    found = sizes(own_shop, saved, days)
    assert found["customers"].tolist() == [0, 0, 1, 2]
    assert [size(own_shop, saved, day) for day in days] == [0, 0, 1, 2]
    assert [as_segment(own_shop, saved, day).count(own_shop) for day in days] == [0, 0, 1, 2]


def test_size_that_cannot_be_had_is_undefined_not_nought(own_shop: DuckWarehouse) -> None:
    cell = from_segment(rfm(own_shop, RfmParams(as_of=AS_OF, currency="CNY")).segment(r=5))
    found = sizes(own_shop, cell, [dt.date(2020, 1, 1), AS_OF])
    assert found["customers"].isna().tolist() == [True, False]


def test_months_back_end_where_the_month_ends() -> None:
    assert past_days(dt.date(2025, 3, 31), steps=2) == [
        dt.date(2025, 1, 31),
        dt.date(2025, 2, 28),
        dt.date(2025, 3, 31),
    ]
    assert past_days(dt.date(2025, 3, 31), step="week", steps=1) == [dt.date(2025, 3, 24), dt.date(2025, 3, 31)]
    assert past_days(dt.date(2025, 1, 1), step="quarter", steps=1) == [dt.date(2024, 10, 1), dt.date(2025, 1, 1)]
