"""Segments kept under a name, and numbers of other pages kept as segments."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from insight.analysis import ANALYSES
from insight.analysis.customer import CustomerParams, customer
from insight.analysis.overview import OverviewParams, overview
from insight.analysis.rfm import RfmParams, rfm
from insight.analysis.rfm_movement import RfmMovementParams, rfm_movement
from insight.audience import (
    AllOf,
    Not,
    as_segment,
    condition,
    delete_segment,
    find_saved,
    from_parameters,
    from_segment,
    rename_segment,
    save_segment,
    saved_segments,
    size,
)
from insight.audience.cells import moved
from insight.errors import NotEnoughDataError, ParameterError
from insight.warehouse import DuckWarehouse
from tests.audience.every_number import CELLS, some_numbers
from tests.audience.shops import AS_OF, SAVED_AT, add_facts, names_in
from tests.workspaces import add_batch, order, workspace

LATELY, GOLD = condition("ordered_within", days=30), condition("tier", tiers=["金卡"])


def test_saved_segment_is_found_by_name_and_by_number(own_shop: DuckWarehouse) -> None:
    saved = save_segment(own_shop, "  近期   买家 ", LATELY, at=SAVED_AT, by="小周", note="618")
    assert (saved.name, saved.created_by, saved.note, saved.created_at) == ("近期 买家", "小周", "618", SAVED_AT)
    assert find_saved(own_shop, "近期 买家") == find_saved(own_shop, saved.segment_id) == saved
    assert saved_segments(own_shop) == [saved]
    assert names_in(own_shop, saved.expression) == {"ann", "dee"}


def test_saving_changes_no_number_and_no_cache(own_shop: DuckWarehouse) -> None:
    before = own_shop.fingerprint
    saved = save_segment(own_shop, "one", LATELY, at=SAVED_AT)
    rename_segment(own_shop, saved.segment_id, "other")
    delete_segment(own_shop, saved.segment_id, SAVED_AT)
    assert own_shop.fingerprint == before


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\x07b"])
def test_name_that_is_none_is_refused(own_shop: DuckWarehouse, name: str) -> None:
    with pytest.raises(ParameterError, match="name"):
        save_segment(own_shop, name, LATELY, at=SAVED_AT)


def test_name_that_is_taken_is_refused_or_replaced(own_shop: DuckWarehouse) -> None:
    first = save_segment(own_shop, "one", LATELY, at=SAVED_AT, note="kept")
    other = save_segment(own_shop, "other", GOLD, at=SAVED_AT)
    with pytest.raises(ParameterError, match="taken"):
        save_segment(own_shop, "one", GOLD, at=SAVED_AT)
    with pytest.raises(ParameterError, match="taken"):
        rename_segment(own_shop, other.segment_id, "one")
    later = dt.datetime(2025, 8, 1)
    replaced = save_segment(own_shop, "one", GOLD, at=later, replaces=True)
    assert (replaced.segment_id, replaced.created_at, replaced.changed_at) == (first.segment_id, SAVED_AT, later)
    assert (replaced.expression, replaced.note) == (GOLD, "kept")
    assert rename_segment(own_shop, other.segment_id, "other").name == "other"


def test_deleted_segment_is_gone_and_its_name_is_free(own_shop: DuckWarehouse) -> None:
    saved = save_segment(own_shop, "one", LATELY, at=SAVED_AT)
    delete_segment(own_shop, saved.segment_id, SAVED_AT)
    assert saved_segments(own_shop) == []
    for missing in ("one", saved.segment_id, 99):
        with pytest.raises(ParameterError):
            find_saved(own_shop, missing)
    with pytest.raises(ParameterError):
        delete_segment(own_shop, saved.segment_id, SAVED_AT)
    assert save_segment(own_shop, "one", GOLD, at=SAVED_AT).segment_id == saved.segment_id + 1


def test_segments_of_segments_follow_what_they_name(own_shop: DuckWarehouse) -> None:
    inner = save_segment(own_shop, "inner", LATELY, at=SAVED_AT)
    outer = AllOf((condition("in_segment", segment=inner.segment_id), Not(GOLD)))
    save_segment(own_shop, "outer", outer, at=SAVED_AT)
    assert names_in(own_shop, outer) == {"dee"}
    assert "not in" not in as_segment(own_shop, outer, AS_OF).sentence.render("en")
    assert "in the segment “inner”" in as_segment(own_shop, outer, AS_OF).sentence.render("en")
    rename_segment(own_shop, inner.segment_id, "renamed")
    assert "in the segment “renamed”" in as_segment(own_shop, outer, AS_OF).sentence.render("en")
    save_segment(own_shop, "renamed", condition("ever_ordered"), at=SAVED_AT, replaces=True)
    assert names_in(own_shop, outer) == {"bob", "dee"}
    assert size(own_shop, find_saved(own_shop, "outer"), AS_OF) == 2
    with pytest.raises(ParameterError, match="outer"):
        delete_segment(own_shop, inner.segment_id, SAVED_AT)


def test_segment_never_contains_itself(own_shop: DuckWarehouse) -> None:
    one = save_segment(own_shop, "one", LATELY, at=SAVED_AT)
    other = save_segment(own_shop, "other", Not(condition("in_segment", segment=one.segment_id)), at=SAVED_AT)
    for around in ("in_segment", "entered_segment", "left_segment"):
        with pytest.raises(ParameterError, match="contain itself"):
            save_segment(own_shop, "one", condition(around, segment=other.segment_id), at=SAVED_AT, replaces=True)
    with pytest.raises(ParameterError):
        save_segment(own_shop, "lost", condition("in_segment", segment=99), at=SAVED_AT)


def test_who_came_and_who_left_are_segments_too(own_shop: DuckWarehouse) -> None:
    save_segment(own_shop, "lately", condition("ordered_within", days=60), at=SAVED_AT)
    came, left = (condition(rule, segment=1, days=45) for rule in ("entered_segment", "left_segment"))
    assert names_in(own_shop, came) == {"dee"}
    assert names_in(own_shop, left) == set()
    assert names_in(own_shop, left, dt.date(2025, 8, 29)) == {"dee"}
    assert names_in(own_shop, left, dt.date(2025, 8, 30)) == {"ann", "dee"}


def test_count_follows_an_import(own_shop: DuckWarehouse) -> None:
    saved = save_segment(own_shop, "lately", LATELY, at=SAVED_AT)
    assert size(own_shop, saved, AS_OF) == 2
    add_batch(own_shop, orders=[order("bob", "2025-06-30", 10, order_id="b2")])
    assert size(own_shop, saved, AS_OF) == 3


def test_two_workspaces_never_share_a_count(own_shop: DuckWarehouse, folder: Path) -> None:
    other = workspace(folder, orders=[order("zoe", "2025-06-30", 1)])
    assert (size(own_shop, LATELY, AS_OF), size(other, LATELY, AS_OF)) == (2, 1)
    assert (size(own_shop, LATELY, AS_OF), size(other, LATELY, AS_OF)) == (2, 1)


def test_number_of_a_page_is_asked_again_on_another_day(own_shop: DuckWarehouse) -> None:
    result = overview(own_shop, OverviewParams(as_of=AS_OF, currency="CNY"))
    saved = save_segment(own_shop, "repeat buyers", result.segment(group="repeat_buyers"), at=SAVED_AT)
    assert names_in(own_shop, saved.expression) == {"ann", "dee"}
    assert names_in(own_shop, saved.expression, dt.date(2025, 6, 2)) == {"ann"}
    assert names_in(own_shop, saved.expression, dt.date(2025, 5, 1)) == set()
    segment = as_segment(own_shop, saved, dt.date(2025, 6, 2), "CNY")
    assert segment.sentence.render("en") == "repeat buyers: People who ordered on two or more days, as of 1 Jun 2025"
    assert (segment.as_of, segment.parameters["currency"]) == (dt.date(2025, 6, 2), "CNY")


def test_number_that_cannot_be_had_on_a_day_is_said(own_shop: DuckWarehouse) -> None:
    cell = from_segment(rfm(own_shop, RfmParams(as_of=AS_OF, currency="CNY")).segment(r=5))
    with pytest.raises(NotEnoughDataError):
        as_segment(own_shop, cell, dt.date(2020, 1, 1))
    channel = from_segment(overview(own_shop, OverviewParams(as_of=AS_OF, currency="CNY")).segment(channel="JD"))
    with pytest.raises(ParameterError):
        as_segment(own_shop, channel, dt.date(2024, 6, 1))


def test_moving_days_keep_their_distance() -> None:
    later = dt.date(2025, 8, 1)
    assert moved({"as_of": "2025-07-01", "before": "2025-06-01", "n": 3}, later) == {
        "as_of": "2025-08-01",
        "before": "2025-07-02",
        "n": 3,
    }
    assert moved({"as_of": "2025-07-01", "since": "2025-01-01"}, later)["since"] == "2025-02-01"
    assert moved({"as_of": "2025-07-01", "since": "2025-01-01", "until": None}, later)["since"] == "2025-01-01"
    assert moved({"currency": "CNY"}, later) == {"currency": "CNY"}


def test_group_on_the_as_of_day_moves_with_it(own_shop: DuckWarehouse) -> None:
    """Its cell names the day that the parameters name; a day in between stays where it is in the calendar."""
    params = RfmMovementParams(as_of=AS_OF, currency="CNY", before=dt.date(2025, 6, 1), method="fixed")
    result = rfm_movement(own_shop, params)
    segment = result.segment(group="champions", day=AS_OF)
    moved_to = as_segment(own_shop, from_segment(segment), dt.date(2025, 6, 15))
    assert "as of 14 Jun 2025" in moved_to.sentence.render("en")
    between = from_segment(result.segment(group="champions", day=dt.date(2025, 5, 1)))
    stays = as_segment(own_shop, between, dt.date(2025, 6, 15))
    assert "as of 30 Apr 2025" in stays.sentence.render("en")
    with pytest.raises(ParameterError):
        as_segment(own_shop, between, dt.date(2025, 4, 1))


def test_rolling_year_of_rfm_rolls(own_shop: DuckWarehouse) -> None:
    params = RfmParams(as_of=AS_OF, currency="CNY", since=dt.date(2025, 1, 1))
    cell = from_segment(rfm(own_shop, params).segment(f=1))
    assert names_in(own_shop, cell) == {"ann"}
    segment = as_segment(own_shop, cell, dt.date(2024, 5, 1))
    assert dict(segment.values)["since__1"] == dt.date(2023, 11, 2)
    assert names_in(own_shop, cell, dt.date(2024, 5, 1)) == {"bob"}


@pytest.mark.slow("counts every number of many shops")
def test_every_number_of_every_analysis_can_be_kept(own_shop: DuckWarehouse) -> None:
    """From the segment, from its record on a passport, and read back from the workspace: the same people."""
    kept = 0
    for name, segment in some_numbers(own_shop, AS_OF):
        expected = segment.count(own_shop)
        again = from_parameters(segment.analysis, json.loads(json.dumps(dict(segment.parameters), default=_plain)))
        assert again == from_segment(segment), name
        saved = save_segment(own_shop, f"s{kept}", segment, at=SAVED_AT)
        assert size(own_shop, find_saved(own_shop, saved.name), AS_OF) == expected, name
        kept += 1
    assert kept == sum(len(cells) for cells in CELLS.values())


KEPT_ELSEWHERE = {
    *("ab_test", "associations", "before_after", "behaviour", "campaigns", "clusters", "clv", "crosstab", "customer"),
    *("funnel", "journeys", "judge", "key_drivers", "paths", "personas", "predict", "recommend", "recommend_exam"),
    *("rfm_sandbox", "survey", "survey_value", "survey_waves", "tag_health", "tags", "traits"),
}
"""Analyses whose people are tried with shops of their own."""


def test_no_analysis_is_left_out_here() -> None:
    assert set(ANALYSES) == {*CELLS} | KEPT_ELSEWHERE


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def test_one_person_can_be_kept(own_shop: DuckWarehouse) -> None:
    somebody = own_shop.query("SELECT min(customer_id) AS who FROM core.customers")["who"].iloc[0]
    params = CustomerParams(customer_id=somebody, as_of=AS_OF, currency="CNY")
    assert len(names_in(own_shop, from_segment(customer(own_shop, params).segment()))) == 1


def test_segment_of_something_unknown_cannot_be_kept(own_shop: DuckWarehouse) -> None:
    segment = replace(as_segment(own_shop, GOLD, AS_OF), analysis="elsewhere")
    with pytest.raises(ParameterError, match="elsewhere"):
        save_segment(own_shop, "x", segment, at=SAVED_AT)


def test_facts_of_a_second_import_are_seen(own_shop: DuckWarehouse) -> None:
    granted = condition("consent", purpose="短信营销", statuses=["granted"])
    assert names_in(own_shop, granted) == {"ann"}
    add_facts(
        own_shop,
        consents=[
            {
                "customer_ref": "dee",
                "purpose": "短信营销",
                "status": "granted",
                "at": dt.datetime(2025, 6, 1),
            }
        ],
    )
    assert names_in(own_shop, granted) == {"ann", "dee"}
