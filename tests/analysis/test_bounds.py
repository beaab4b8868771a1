"""The bounds of every analysis of orders and visits, each on a handful of rows: which side an edge belongs to."""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from insight.analysis.associations import AssociationsParams, associations
from insight.analysis.behaviour import BehaviourParams, behaviour
from insight.analysis.clv import ClvParams
from insight.analysis.clv.statements import EXAM, HISTORIES
from insight.analysis.funnel import FunnelParams, funnel
from insight.analysis.lifecycle import LifecycleParams, customers, lifecycle
from insight.analysis.overview import OverviewParams, overview
from insight.analysis.refill import RefillParams, refill
from insight.analysis.repurchase import RepurchaseParams, repurchase
from insight.analysis.retention import RetentionParams, retention
from insight.analysis.rfm import RfmParams, rfm
from insight.analysis.rfm import customers as scored
from insight.analysis.rfm_movement import RfmMovementParams, rfm_movement
from insight.analysis.rfm_sandbox import RfmSandboxParams, rfm_sandbox
from insight.warehouse import DuckWarehouse
from tests.workspaces import Row, names, order, people, workspace

AS_OF = dt.date(2025, 7, 1)
SCOPE: dict[str, Any] = {"as_of": AS_OF, "currency": "CNY"}
MIDNIGHT, LAST_MOMENT = "2025-07-01T00:00", "2025-06-30T23:59"
Shop = Callable[..., DuckWarehouse]


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    def open_shop(*orders: Row, **more: Any) -> DuckWarehouse:
        return workspace(tmp_path, orders=orders, **more)

    return open_shop


def day(number: int) -> str:
    """So many days before the as-of day."""
    return (AS_OF - dt.timedelta(days=number)).isoformat()


def scores(shop: DuckWarehouse, **more: Any) -> dict[str, tuple[int, ...]]:
    known = names(shop)
    rows = scored(shop, RfmParams(**SCOPE, **more)).to_pylist()
    return {known[row["customer_id"]]: (row["r"], row["f"], row["m"]) for row in rows}


SEVEN = [order(f"p{n}", day(10 - n), 10 * n) for n in range(1, 8) for _order in range(n)]


@pytest.mark.parametrize("bins", [2, 3, 4, 5, 6, 7])
def test_seven_different_buyers_are_spread_over_any_number_of_scores(shop: Shop, bins: int) -> None:
    expected = {f"p{n}": min((n - 1) * bins // 6, bins - 1) + 1 for n in range(1, 8)}
    assert scores(shop(*SEVEN), bins=bins) == {name: (score,) * 3 for name, score in expected.items()}


@pytest.mark.parametrize("bins", [6, 7])
def test_each_of_many_own_cut_offs_is_reached_by_its_own_value(shop: Shop, bins: int) -> None:
    cuts = {"recency_day_cuts": range(3, 9), "order_cuts": range(2, 8), "amount_cuts": (40, 90, 160, 250, 360, 490)}
    first = {name: tuple(values)[: bins - 1] for name, values in cuts.items()}
    found = scores(shop(*SEVEN), bins=bins, method="fixed", **first)
    assert [found[f"p{n}"][1:] for n in range(1, 8)] == [(min(n, bins),) * 2 for n in range(1, 8)]
    assert [found[f"p{n}"][0] for n in range(1, 8)] == [
        bins - sum(10 - n > cut for cut in first["recency_day_cuts"]) for n in range(1, 8)
    ]


def test_the_best_one_of_five_buyers_is_the_top_fifth(shop: Shop) -> None:
    result = rfm(shop(*[order(f"p{n}", day(n), n) for n in range(1, 6)]), RfmParams(**SCOPE))
    assert (result.top_fifth_customers, result.top_fifth_net_amount) == (1, 5.0)


def test_money_back_counts_from_since_to_before_the_as_of_day_in_its_currency(shop: Shop) -> None:
    found = shop(
        order("ann", "2025-01-01T00:00", 100),
        order("ann", "2024-12-31T23:59", 1000),
        order("ann", "2025-01-01T00:00", -1),
        order("ann", "2024-12-31T23:59", -20),
        order("ann", LAST_MOMENT, -2),
        order("ann", MIDNIGHT, -40),
        order("ann", "2025-03-01", -80, currency="USD"),
    )
    (row,) = scored(found, RfmParams(**SCOPE, since=dt.date(2025, 1, 1))).to_pylist()
    assert (row["orders"], float(row["net_amount"])) == (1, 97.0)


def test_a_sandbox_scores_by_the_setup_tried(shop: Shop) -> None:
    cuts = {"recency_day_cuts": (4, 8), "order_cuts": (3, 6), "amount_cuts": (100.0, 300.0)}
    same = rfm_sandbox(shop(*SEVEN), RfmSandboxParams(**SCOPE, bins=3, method="fixed", **cuts)).matrix
    assert same[same["from_group"] != same["to_group"]]["customers"].sum() == 0
    tried = {"new_bins": 3, "new_recency_day_cuts": (4, 8), "new_order_cuts": (3, 5), "new_amount_cuts": (100.0, 300.0)}
    moved = rfm_sandbox(
        shop(*SEVEN), RfmSandboxParams(**SCOPE, bins=3, method="fixed", **cuts, **tried, scheme="eleven")
    ).matrix
    assert moved[moved["from_group"] != moved["to_group"]]["customers"].sum() == 1
    other = rfm_sandbox(shop(*SEVEN), RfmSandboxParams(**SCOPE, bins=7, new_bins=2, scheme="eight")).groups
    now = other[(other["setup"] == "tried") | (other["setup"] == "new")].set_index("group")["customers"]
    assert now["key_value"] == 4


def test_movement_stands_on_what_came_before_each_day(shop: Shop) -> None:
    before = dt.date(2025, 6, 1)
    found = shop(
        order("ann", "2025-05-31T23:59", 10),
        order("bob", "2025-06-01T00:00", 20),
        order("cid", "2025-05-01", 30, currency="USD"),
        order("cid", "2025-06-15", 30),
        order("dee", MIDNIGHT, 40),
        customers=[
            {"source_customer_id": "bob", "name": "bob", "joined_at": dt.datetime(2025, 6, 1)},
        ],
    )
    result = rfm_movement(found, RfmMovementParams(**SCOPE, before=before))
    came = result.matrix[result.matrix["customers"] > 0].set_index("from_group")["customers"].to_dict()
    assert (result.buyers, result.buyers_before) == (3, 1)
    assert {name: came[name] for name in ("newcomers", "elsewhere")} == {"newcomers": 1, "elsewhere": 1}
    assert "prospects" not in came


def test_prospects_of_a_day_are_known_before_it_and_have_not_bought_before_it(shop: Shop) -> None:
    found = shop(
        order("ann", "2025-05-01", 10),
        order("bob", "2025-05-10", 10, status="unpaid"),
        order("bob", "2025-06-20", 10, status="unpaid"),
        order("cid", "2025-05-10", 10, status="unpaid"),
        order("cid", MIDNIGHT, 10),
    )
    sizes = rfm_movement(found, RfmMovementParams(**SCOPE, before=dt.date(2025, 6, 1), over_time=True)).over_time
    prospects = sizes[sizes["group"] == "prospects"].set_index("as_of")["customers"]
    assert [prospects[dt.date(2025, month, 1)] for month in (6, 7)] == [2, 2]


def test_overview_knows_only_what_happened_before_the_as_of_day(shop: Shop) -> None:
    result = overview(
        shop(
            order("ann", "2025-06-01T00:00", 100),
            order("ann", LAST_MOMENT, 50, refund_amount="50", status="refunded", refunded_at=dt.datetime(2025, 7, 1)),
            order("bob", MIDNIGHT, 1000),
            order("bob", "2025-06-02", -7, currency="USD"),
            order("cid", "2025-06-03", 60, refund_amount="90", status="refunded"),
            order("ann", MIDNIGHT, -30),
            order("ann", "2025-06-30T12:00", -5),
            order("dee", "2025-06-05", 9, currency="USD"),
        ),
        OverviewParams(**SCOPE),
    )
    assert (result.buyers, result.repeat_buyers, result.net_amount) == (2, 1, 145.0)
    assert result.months["net_amount"].sum() == 145.0
    assert result.main_revenue()["refunded_amount"] == 5 + 60
    june = result.periods.iloc[-1]
    assert (june["customers"], june["new_customers"], june["orders"], june["net_amount"]) == (1, 1, 2, 145.0)
    assert result.segment(period="2025-06-01", in_currency=True, group="new").statement


def test_money_back_on_the_as_of_day_is_not_in_its_month_yet(shop: Shop) -> None:
    found = shop(
        order("ann", "2025-06-01", 100), order("ann", "2025-06-14T23:59", -1), order("ann", "2025-06-15T00:00", -30)
    )
    result = overview(found, OverviewParams(as_of=dt.date(2025, 6, 15), currency="CNY"))
    assert (result.net_amount, result.months["net_amount"].sum()) == (99.0, 99.0)


def test_the_people_of_a_month_are_those_who_bought_from_its_first_moment_on(shop: Shop) -> None:
    found = shop(order("ann", "2025-06-01T00:00", 1), order("bob", "2025-05-31T23:59", 1), order("bob", MIDNIGHT, 1))
    segment = overview(found, OverviewParams(**SCOPE)).segment(period="2025-06-01", in_currency=True)
    assert people(found, segment.statement, segment.values) == {"ann"}


def history(shop: DuckWarehouse, statement: str, **more: Any) -> list[dict[str, Any]]:
    params = asdict(ClvParams(**SCOPE, hold_out_days=30, **more))
    return shop.arrow(statement, params | {"until": dt.date(2025, 6, 1), "last_digits": "ff"}).to_pylist()


def test_histories_end_before_the_hold_out_days_and_money_of_the_first_day_is_no_repeat(shop: Shop) -> None:
    found = shop(
        order("ann", "2025-05-01", 10),
        order("ann", "2025-05-02T00:00", 20),
        order("ann", "2025-05-31T23:59", 40),
        order("ann", "2025-06-01T00:00", 80),
        order("ann", MIDNIGHT, 160),
        order("ann", "2025-05-20", 999, currency="USD"),
        order("ann", "2025-05-30T08:00", -5),
        order("ann", "2025-06-02", -3),
        order("ann", "2025-06-02", -9, currency="USD"),
        order("ann", MIDNIGHT, -17),
    )
    (row,) = history(found, HISTORIES)
    told = {"x": 2, "last_days": 30, "age_days": 30, "n": 1, "repeat_amount": 20 + 40 - 5, "amount": 10 + 20 + 40 - 5}
    assert row == told
    (held,) = history(found, EXAM)
    assert (held["later_orders"], held["later_amount"]) == (1, 77.0)
    assert (held["before_orders"], held["before_amount"]) == (2, 20 + 40 - 5)


@pytest.mark.parametrize(
    ("more", "purchases"),
    [
        ({}, 1),
        ({"status": "unpaid"}, 0),
        ({"paid_amount": None, "order_amount": "0"}, 0),
        ({"cancelled_at": dt.datetime(2025, 5, 2)}, 0),
        ({"refund_amount": "1"}, 0),
        ({"refund_status": "refunded"}, 0),
    ],
)
def test_only_an_order_that_was_paid_with_nothing_counts_though_it_brought_nothing(
    shop: Shop, more: Row, purchases: int
) -> None:
    found = shop(order("ann", "2025-05-01", 0) | more)
    assert sum(row["n"] * (row["x"] + 1) for row in history(found, HISTORIES)) == purchases
    assert not history(found, HISTORIES, count_free=False)


STAGE_LIMITS: dict[str, Any] = {"active_days": 10, "dormant_days": 30, "lost_days": 60, "won_back_days": 20}


@pytest.mark.one_in(4)
@pytest.mark.parametrize(
    ("days", "stage", "lately"),
    [
        ((1,), 3, 1),
        ((10,), 3, 1),
        ((11,), 3, 2),
        ((30,), 3, 2),
        ((31,), 7, 3),
        ((60,), 7, 3),
        ((61,), 8, 4),
        ((25, 26), 4, 2),
        ((25, 26, 27), 5, 2),
        ((50, 20), 4, 2),
        ((51, 20), 6, 2),
        ((52, 21), 4, 2),
    ],
)
def test_a_limit_belongs_to_the_better_stage(shop: Shop, days: tuple[int, ...], stage: int, lately: int) -> None:
    found = shop(*[order("ann", day(number), 10) for number in days], order("ann", MIDNIGHT, 10))
    params = LifecycleParams(**SCOPE, **STAGE_LIMITS, loyal_orders=3)
    (row,) = customers(found, params, lifecycle(found, params).limits).to_pylist()
    assert (row["stage"], row["recency_label"], row["recency_days"]) == (stage, lately, min(days))
    assert row["frequency_label"] == min(len(days), 3)


def test_a_person_is_known_from_the_first_fact_on(shop: Shop) -> None:
    found = shop(
        order("ann", "2025-05-31T23:59", 5, status="unpaid"),
        order("ann", "2025-06-20", 5, status="unpaid"),
        order("bob", "2025-06-01T00:00", 5, status="unpaid"),
    )
    flows = lifecycle(found, LifecycleParams(**SCOPE, months=1)).flows
    assert flows.set_index("from_stage")["customers"].to_dict() == {"contacted": 1, "unknown": 1}


def test_a_wait_of_exactly_the_days_is_within_them(shop: Shop) -> None:
    found = shop(
        order("ann", day(100), 10),
        order("ann", day(70), 10),
        order("ann", day(39), 10),
        order("bob", day(31), 10),
        order("cid", day(30), 10),
        order("cid", MIDNIGHT, 10),
    )
    result = repurchase(found, RepurchaseParams(**SCOPE, days=(30,), steps=2))
    rows = result.within[["step", "n", "returned", "open"]].to_numpy().tolist()
    assert rows == [[1, 2, 1, 1], [2, 1, 0, 0]]
    assert result.steps[["step", "n", "bought"]].to_numpy().tolist() == [[1, 3, 1], [2, 1, 1]]
    assert result.worth[["n", "net_amount"]].to_numpy().tolist() == [[2, 10 + 10 + 10]]


def test_who_enters_by_an_event_enters_with_the_first_one(shop: Shop) -> None:
    seen = [("ann", "2025-05-01"), ("ann", "2025-06-10"), ("bob", "2025-06-30T23:59"), ("cid", MIDNIGHT)]
    events = [{"customer_ref": who, "event": "view", "occurred_at": dt.datetime.fromisoformat(at)} for who, at in seen]
    found = shop(*[order(who, "2025-04-01", 1) for who in ("ann", "bob", "cid")], events=events)
    params = RetentionParams(**SCOPE, entry="event", entry_event="view", returns="event", return_event="view")
    matrix = retention(found, params).matrix
    cells = {(row["cohort"].month, row["period_no"]): (row["n"], row["returned"]) for row in matrix.to_dict("records")}
    assert cells == {(5, 0): (1, 1), (5, 1): (1, 1), (6, 0): (1, 1)}


@pytest.mark.parametrize(("as_of", "is_over"), [(dt.date(2025, 3, 4), True), (dt.date(2025, 3, 3), False)])
def test_a_cohort_is_over_once_its_last_day_has_had_its_days(shop: Shop, as_of: dt.date, is_over: bool) -> None:
    params = RetentionParams(as_of=as_of, currency="CNY", return_days=31)
    won = retention(shop(order("ann", "2025-01-31", 1)), params).won.set_index("key")
    assert (won.loc["cohort-2025-01-01", "is_complete"], won.loc["cohort-2025-01-01", "n"]) == (is_over, 1)


def line(made: Row, name: str = "Cream", number: int = 1, **more: Any) -> Row:
    return {"order_id": made["order_id"], "line_no": str(number), "product_name": name, "quantity": 1.0} | more


def test_baskets_reach_from_the_first_day_looked_at_to_before_the_as_of_day(shop: Shop) -> None:
    orders = [
        order("ann", f"{day(30)}T00:00", 10),
        order("bob", f"{day(31)}T23:59", 10),
        order("cid", LAST_MOMENT, 10),
        order("dee", MIDNIGHT, 10),
        order("eve", day(2), 10, status="unpaid"),
        order("fay", day(2), 10),
        order("gus", day(2), 10),
    ]
    items = [line(made, name, number) for made in orders for number, name in enumerate(("Cream", "Soap"))]
    items[-4:] = [
        line(orders[5], "Cream", 1),
        line(orders[5], "Soap", 2, refund_status="refunded"),
        line(orders[6], "Cream", 1, quantity=0.0),
        line(orders[6], "Soap", 2),
    ]
    result = associations(shop(*orders, items=items), AssociationsParams(**SCOPE, look_back_days=30, most_goods=2))
    assert (result.baskets, result.single_baskets, result.baskets_left_out) == (4, 2, 0)


def test_baskets_of_a_person_are_blocks_of_days_from_the_first_purchase(shop: Shop) -> None:
    orders = [order("ann", day(60 - after), 10) for after in (0, 9, 10, 19)]
    items = [line(made, name) for made, name in zip(orders, ("Cream", "Soap", "Cream", "Soap"), strict=True)]
    params = AssociationsParams(**SCOPE, basket="person", window_days=10)
    assert associations(shop(*orders, items=items), params).baskets == 2


TWENTY_DAYS: list[Row] = [{"product_id": "Cream", "product_name": "Cream", "refill_days": 20.0}]


def test_who_runs_out_on_which_day_of_the_windows(shop: Shop) -> None:
    one_piece = {
        name: order(name, day(20 - left), 1)
        for name, left in zip("abcdehij", (0, 6, 7, 13, 14, -1, -20, -21), strict=True)
    }
    two_pieces = {name: order(name, day(40 - left), 1) for name, left in zip("fg", (29, 30), strict=True)}
    items = [line(made) for made in one_piece.values()] + [line(made, quantity=2.0) for made in two_pieces.values()]
    found = shop(*one_piece.values(), *two_pieces.values(), items=items, products=TWENTY_DAYS)
    totals = refill(found, RefillParams(**SCOPE)).totals
    due = {name: totals[name] for name in ("due_7", "due_14", "due_30", "later", "overdue", "long_overdue")}
    assert due == {"due_7": 2, "due_14": 4, "due_30": 6, "later": 1, "overdue": 2, "long_overdue": 1}


@pytest.mark.parametrize(("people_who_came_back", "rhythms"), [(4, 0), (5, 1)])
def test_a_rhythm_needs_so_many_people_who_bought_twice(shop: Shop, people_who_came_back: int, rhythms: int) -> None:
    orders = [order(f"p{n}", day(100 - n - after), 1) for n in range(people_who_came_back) for after in (0, 30)]
    result = refill(shop(*orders, items=[line(made) for made in orders]), RefillParams(**SCOPE, least_people=5))
    assert len(result.rhythms) == rhythms


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("when", "more", "people_found"),
    [
        (f"{day(40)}T00:00", {}, 1),
        (f"{day(41)}T23:59", {}, 0),
        (LAST_MOMENT, {}, 1),
        (MIDNIGHT, {}, 0),
        (LAST_MOMENT, {"quantity": 0.0}, 0),
        (day(5), {"status": "closed"}, 0),
        (day(5), {"status": "unpaid"}, 0),
        (day(5), {"refund_status": "refunded"}, 0),
        (day(5), {"quantity": None, "status": None}, 1),
    ],
)
def test_lines_that_are_looked_at_for_refills(shop: Shop, when: str, more: Row, people_found: int) -> None:
    bought, other = order("ann", when, 10), order("bob", day(3), 10)
    found = shop(
        bought,
        other,
        items=[line(bought, **more), line(other, "Soap")],
        products=TWENTY_DAYS,
    )
    assert refill(found, RefillParams(**SCOPE, look_back_days=40)).totals["customers"] == people_found


def seen(who: str, at: str, **more: Any) -> Row:
    return {"customer_ref": who, "event": "view", "occurred_at": dt.datetime.fromisoformat(at)} | more


def test_a_visit_is_told_from_its_first_moment_to_before_the_as_of_day(shop: Shop) -> None:
    events = [
        seen("ann", f"{day(30)}T00:00", device="phone"),
        seen("ann", f"{day(30)}T00:30", device="tablet", event="pay"),
        seen("bob", f"{day(31)}T23:59"),
        seen("bob", f"{day(30)}T00:10"),
        seen("cid", LAST_MOMENT),
        seen("cid", MIDNIGHT),
        seen("dee", MIDNIGHT),
        seen("eve", f"{day(61)}T23:50"),
        seen("eve", f"{day(60)}T00:10"),
        seen("fay", f"{day(60)}T00:00"),
    ]
    buyers = [order(who, "2025-01-01", 1) for who in ("ann", "bob", "cid", "dee", "eve", "fay")]
    result = behaviour(shop(*buyers, events=events), BehaviourParams(**SCOPE, goal="pay"))
    totals = result.totals.set_index("period")[["customers", "sessions", "events", "goals"]]
    assert totals.loc["now"].tolist() == [2, 2, 3, 1]
    assert totals.loc["before"].tolist() == [2, 2, 3, 0]
    devices = result.parts[result.parts["dimension"] == "device"]
    assert "tablet" not in set(devices["part"])
    assert set(result.parts[result.parts["dimension"] == "visitor"]["part"]) == {"new"}


def test_pages_are_those_of_the_days_told(shop: Shop) -> None:
    events = [seen("ann", day(2) + "T09:00", page="now"), seen("ann", day(40) + "T09:00", page="before")]
    result = behaviour(shop(order("ann", "2025-01-01", 1), events=events), BehaviourParams(**SCOPE))
    assert result.pages["page"].tolist() == ["now"]


def test_orders_are_steps_before_the_as_of_day_and_credits_are_none(shop: Shop) -> None:
    found = shop(
        order("ann", "2025-05-01T00:00", 10),
        order("ann", "2025-05-01T08:00", 10),
        order("bob", "2025-05-10", 10),
        order("bob", "2025-05-11", -10, paid_at=dt.datetime(2025, 5, 11)),
        order("cid", "2025-05-10", -10, paid_at=dt.datetime(2025, 5, 10)),
        order("dee", MIDNIGHT, 10),
        order("eve", "2025-05-10", 10),
        order("eve", "2025-05-12", 10),
        order("fay", "2025-05-20T00:00", 10),
    )
    params: dict[str, Any] = SCOPE | {"window": "366d", "until": dt.date(2025, 5, 20)}
    again = funnel(found, FunnelParams(**params, steps=("milestone:order_paid", "milestone:repurchased")))
    assert again.steps["converted"].tolist() == [3, 1]
    twice = funnel(
        found, FunnelParams(**params, steps=("milestone:order_created", "milestone:order_created"), order="ordered")
    )
    assert twice.steps["customers"].tolist()[0] == 3


def test_a_window_that_ends_with_the_as_of_day_is_still_open(shop: Shop) -> None:
    found = shop(order("ann", f"{day(7)}T00:00", 10), order("bob", f"{day(8)}T23:59", 10))
    steps = ("milestone:order_created", "milestone:repurchased")
    rows = funnel(found, FunnelParams(**SCOPE, steps=steps, window_days=7)).steps.iloc[1]
    assert (rows["customers"], rows["converted"], rows["open"], rows["lost"]) == (2, 0, 1, 1)


def test_a_message_held_back_is_no_touch(shop: Shop) -> None:
    touches = [
        {"customer_ref": "ann", "campaign_id": "c", "sent_at": dt.datetime(2025, 5, 1), "arm": "control"},
        {"customer_ref": "bob", "campaign_id": "c", "sent_at": dt.datetime(2025, 5, 1), "arm": "treated"},
        {"customer_ref": "cid", "campaign_id": "c", "sent_at": dt.datetime(2025, 5, 1)},
    ]
    found = shop(*[order(who, "2025-05-02", 1) for who in ("ann", "bob", "cid")], touches=touches)
    steps = ("milestone:touched", "milestone:order_created")
    assert funnel(found, FunnelParams(**SCOPE, steps=steps)).steps["converted"].tolist() == [2, 2]
