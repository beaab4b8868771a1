"""Who is in which stage, told on shops made by hand."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.analysis import to_json
from insight.analysis.lifecycle import STAGES, LifecycleParams, LifecycleResult, lifecycle
from insight.analysis.lifecycle.limits import settle
from insight.errors import NotEnoughDataError, ParameterError
from insight.statistics.return_curve import day_by, return_curve, share_by
from insight.warehouse import DuckWarehouse
from tests.analysis.life_shop import add_rows
from tests.workspaces import member, order, people, workspace

AS_OF = dt.date(2025, 7, 1)
PARAMS = LifecycleParams(
    as_of=AS_OF, currency="CNY", active_days=20, dormant_days=60, lost_days=180, loyal_orders=3, months=3
)


def ago(days: int) -> str:
    return (AS_OF - dt.timedelta(days=days)).isoformat()


def orders_of(name: str, *days: int) -> list[dict[str, object]]:
    return [order(name, ago(day), 100) for day in days]


def stages_of(shop: DuckWarehouse, params: LifecycleParams = PARAMS) -> dict[str, str]:
    result = lifecycle(shop, params)
    found = {}
    for stage in STAGES:
        segment = result.segment(stage=stage.key)
        for name in people(shop, segment.statement, segment.values):
            assert name not in found, "somebody is in two stages"
            found[name] = stage.key
    return found


def test_limits_belong_to_the_shorter_absence(tmp_path: Path) -> None:
    shop = workspace(
        tmp_path,
        orders=[*orders_of("at60", 60), *orders_of("at61", 61), *orders_of("at180", 180), *orders_of("at181", 181)],
    )
    assert stages_of(shop) == {"at60": "first_order", "at61": "dormant", "at180": "dormant", "at181": "lost"}


def test_orders_make_first_repeat_and_loyal(tmp_path: Path) -> None:
    shop = workspace(
        tmp_path, orders=[*orders_of("one", 5), *orders_of("two", 30, 5), *orders_of("three", 50, 30, 5, 5)]
    )
    assert stages_of(shop) == {"one": "first_order", "two": "repeat", "three": "loyal"}


def test_an_order_on_the_as_of_day_is_not_counted(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=[*orders_of("p", 5, 0), order("q", "2025-07-01", 10)], customers=[member("q")])
    assert stages_of(shop) == {"p": "first_order", "q": "contacted"}


def test_somebody_first_heard_of_on_the_as_of_day_is_not_known(tmp_path: Path) -> None:
    shop = workspace(
        tmp_path, orders=orders_of("p", 5), customers=[member("m", "2025-07-01"), member("n", "2025-06-30")]
    )
    result = lifecycle(shop, PARAMS)
    assert stages_of(shop) == {"p": "first_order", "n": "contacted"}
    assert (result.people, result.buyers) == (2, 1)


def test_won_back_lasts_for_its_window_whatever_is_bought_then(tmp_path: Path) -> None:
    shop = workspace(
        tmp_path,
        orders=[
            *orders_of("just back", 100, 39),
            *orders_of("back and again", 100, 39, 10),
            *orders_of("a day in time", 99, 39),
            *orders_of("long back", 200, 59, 30),
            *orders_of("gone again", 300, 100),
        ],
    )
    params = replace(PARAMS, won_back_days=40)
    assert stages_of(shop, params) == {
        "just back": "won_back",
        "back and again": "won_back",
        "a day in time": "repeat",
        "long back": "loyal",
        "gone again": "dormant",
    }


def test_a_question_before_the_first_order_is_consulting(tmp_path: Path) -> None:
    shop = workspace(
        tmp_path,
        customers=[member(name, "2024-01-01") for name in ("asked", "asked late", "reviewed", "clicked")],
        orders=orders_of("asked and bought", 5),
    )
    say = {"text": "…", "at": dt.datetime(2025, 5, 1)}
    add_rows(
        shop,
        {
            "feedback": [
                {"feedback_id": "1", "customer_ref": "asked", "kind": "chat"} | say,
                {"feedback_id": "2", "customer_ref": "asked late", "kind": "chat", "text": "…"}
                | {"at": dt.datetime(2025, 7, 1)},
                {"feedback_id": "3", "customer_ref": "reviewed", "kind": "review"} | say,
                {"feedback_id": "4", "customer_ref": "asked and bought", "kind": "ticket"} | say,
            ],
            "events": [{"customer_ref": "clicked", "event": "Consult", "occurred_at": dt.datetime(2025, 6, 1)}],
        },
    )
    assert stages_of(shop) == {
        "asked": "consulted",
        "asked late": "contacted",
        "reviewed": "contacted",
        "clicked": "consulted",
        "asked and bought": "first_order",
    }


def test_an_event_makes_known_before_the_joining_date(tmp_path: Path) -> None:
    shop = workspace(tmp_path, customers=[member("m", "2025-08-01")])
    add_rows(shop, {"events": [{"customer_ref": "m", "event": "view", "occurred_at": dt.datetime(2025, 6, 30, 23)}]})
    assert stages_of(shop) == {"m": "contacted"}


def test_an_order_that_does_not_count_makes_known_only(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=[order("p", ago(5), 100, status="closed"), order(None, ago(5), 100)])
    assert stages_of(shop) == {"p": "contacted"}


def test_nobody_known_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotEnoughDataError):
        lifecycle(workspace(tmp_path, orders=[order("p", "2025-07-01", 1)]), PARAMS)


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> tuple[DuckWarehouse, LifecycleResult]:
    """June 2025 begins 30 days before the as-of day."""
    shop = workspace(
        tmp_path_factory.mktemp("moved"),
        orders=[
            *orders_of("new", 10),
            *orders_of("back", 120, 10),
            *orders_of("sleeper", 75),
            *orders_of("sleeper too", 61),
            *orders_of("away", 150),
            *orders_of("regular", 40, 5),
        ],
        customers=[member("listed", "2025-06-15")],
    )
    return shop, lifecycle(shop, PARAMS)


def test_movement_of_a_month_and_its_pulse(moved: tuple[DuckWarehouse, LifecycleResult]) -> None:
    shop, result = moved
    june = result.pulse.iloc[-1]
    assert june["period"] == dt.date(2025, 6, 1)
    assert june["is_complete"]
    assert [june[name] for name in ("new", "won_back", "newly_dormant")] == [1, 1, 2]
    assert june["pulse"] == pytest.approx(1.0)
    assert june["low"] == pytest.approx(0.1500 / 0.8500, abs=1e-3)
    assert june["high"] == pytest.approx(0.8500 / 0.1500, abs=1e-2)
    expected = {"new": {"new"}, "won_back": {"back"}, "newly_dormant": {"sleeper", "sleeper too"}}
    for movement, names in expected.items():
        segment = result.segment(month="2025-06-17", movement=movement)
        assert people(shop, segment.statement, segment.values) == names


def test_flow_says_who_came_from_where(moved: tuple[DuckWarehouse, LifecycleResult]) -> None:
    _shop, result = moved
    june = result.flows[result.flows["period"] == dt.date(2025, 6, 1)]
    found = {(row["from_stage"], row["to_stage"]): row["customers"] for row in june.to_dict("records")}
    assert found == {
        ("unknown", "first_order"): 1,
        ("unknown", "contacted"): 1,
        ("dormant", "won_back"): 1,
        ("first_order", "dormant"): 2,
        ("dormant", "dormant"): 1,
        ("first_order", "repeat"): 1,
    }


def test_pulse_is_undefined_where_nobody_fell_dormant(tmp_path: Path) -> None:
    result = lifecycle(workspace(tmp_path, orders=orders_of("p", 5)), PARAMS)
    assert result.pulse["pulse"].isna().all()
    document = to_json(result, generation=1)["result"]
    assert [row["pulse"] for row in document["pulse"]] == [None, None, None]
    assert not any("Pulse" in finding.text.render("en") for finding in result.findings())


def test_dormant_stock_moves_by_what_fell_dormant_and_what_was_won_back(
    moved: tuple[DuckWarehouse, LifecycleResult],
) -> None:
    _shop, result = moved
    away = result.sizes[result.sizes["stage"].isin(("dormant", "lost"))].groupby("period")["customers"].sum()
    change = result.pulse.set_index("period")["newly_dormant"] - result.pulse.set_index("period")["won_back"]
    assert away.diff().iloc[1:].tolist() == change.iloc[1:].tolist()


def test_a_month_that_is_not_over_ends_with_the_as_of_day(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=orders_of("p", 20))
    result = lifecycle(shop, replace(PARAMS, as_of=dt.date(2025, 6, 20), months=2))
    assert result.params.bounds() == [dt.date(2025, 5, 1), dt.date(2025, 6, 1), dt.date(2025, 6, 20)]
    assert result.pulse["is_complete"].tolist() == [True, False]


def test_labels_cover_every_buyer_once(moved: tuple[DuckWarehouse, LifecycleResult]) -> None:
    _shop, result = moved
    found = {
        (row["frequency_label"], row["recency_label"]): row["customers"]
        for row in result.labels.to_dict("records")
        if row["customers"]
    }
    assert found == {
        ("trying", "regular"): 1,
        ("recommending", "regular"): 2,
        ("trying", "nearly_lost"): 3,
    }
    assert sum(found.values()) == result.buyers


def test_sentences_say_who_in_both_languages(moved: tuple[DuckWarehouse, LifecycleResult]) -> None:
    _shop, result = moved
    assert result.segment(stage="lost").sentence.render("en") == "Lost customers (lifecycle), as of 30 Jun 2025"
    flow = result.segment(month="2025-06-01", from_stage="dormant", to_stage="won_back")
    assert flow.sentence.render("zh_CN") == "2025年6月 从“沉睡”到“回流客户”"
    labels = result.segment(frequency_label="trying", recency_label="regular")
    assert labels.sentence.render("zh_CN") == "生命周期：尝鲜 × 常购，截至 2025-06-30"


@pytest.mark.parametrize(
    "cell",
    [
        {},
        {"stage": "asleep"},
        {"month": "2025-06-01"},
        {"stage": "lost", "movement": "new"},
        {"stage": "lost", "month": "2025-03-31"},
        {"stage": "lost", "month": "June"},
        {"from_stage": "lost", "to_stage": "unknown", "month": "2025-06-01"},
        {"movement": "gone", "month": "2025-06-01"},
    ],
)
def test_a_cell_that_does_not_exist_is_refused(
    moved: tuple[DuckWarehouse, LifecycleResult], cell: dict[str, str]
) -> None:
    with pytest.raises(ParameterError):
        moved[1].segment(**cell)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wrong",
    [
        {"active_days": 60},
        {"dormant_days": 180},
        {"lost_days": 2},
        {"loyal_orders": 2},
        {"months": 0},
        {"months": 25},
        {"dormant_days": None, "active_days": 20, "lost_days": 21},
        {"as_of": "2025-07-01"},
        {"won_back_days": 0},
    ],
)
def test_parameters_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ParameterError):
        replace(PARAMS, **wrong)  # type: ignore[arg-type]


def test_given_limits_stand_and_proposed_ones_make_room() -> None:
    curve = return_curve({10: 50, 40: 30, 90: 20}, {200: 40})
    free, table = settle(curve, LifecycleParams(as_of=AS_OF, currency="CNY"))
    assert (free.active_days, free.dormant_days, free.lost_days, free.won_back_days) == (10, 40, 90, 40)
    assert set(table["source"]) == {"proposed"}
    tight, table = settle(curve, LifecycleParams(as_of=AS_OF, currency="CNY", dormant_days=8))
    assert (tight.active_days, tight.dormant_days, tight.lost_days) == (7, 8, 90)
    assert table["source"].tolist() == ["proposed", "given", "proposed"]
    late, _table = settle(curve, LifecycleParams(as_of=AS_OF, currency="CNY", active_days=95))
    assert (late.active_days, late.dormant_days, late.lost_days) == (95, 96, 97)


def test_those_still_away_make_the_curve_slower_than_the_gaps_that_were_seen() -> None:
    """100 waits; half end on day 10; of the others half were watched for 20 days only, the rest come back on day 30."""
    curve = return_curve({10: 50, 30: 25}, {20: 25, 40: 20})
    rates = curve.set_index("day")["rate"]
    assert rates[10] == pytest.approx(50 / 120)
    assert rates[30] == pytest.approx(1 - 70 / 120 * 20 / 45)
    assert day_by(curve, 0.8) == (30, 30, 30)
    assert share_by(curve, 10) == pytest.approx((50 / 120) / (1 - 70 / 120 * 20 / 45))
    assert share_by(curve, 10) < 50 / 75


@given(
    st.dictionaries(st.integers(1, 60), st.integers(0, 40), max_size=12),
    st.dictionaries(st.integers(0, 80), st.integers(0, 40), max_size=12),
)
def test_a_curve_only_rises_between_its_interval(returned: dict[int, int], waiting: dict[int, int]) -> None:
    curve = return_curve(returned, waiting)
    assert curve["rate"].is_monotonic_increasing
    assert curve["rate"].between(curve["low"] - 1e-12, curve["high"] + 1e-12).all()
    assert curve["rate"].between(0, 1).all()
    assert int(curve["returned"].sum()) <= sum(returned.values())


@given(st.dictionaries(st.integers(1, 60), st.integers(1, 40), min_size=1, max_size=12))
def test_without_open_waits_the_curve_is_the_plain_share(returned: dict[int, int]) -> None:
    curve, everybody = return_curve(returned, {}), sum(returned.values())
    for day, rate in zip(curve["day"], curve["rate"], strict=True):
        assert rate == pytest.approx(sum(n for gap, n in returned.items() if gap <= day) / everybody)
