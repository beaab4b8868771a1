"""Funnels told by name: who went on, who stopped, who still has time."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from scipy.stats import chi2_contingency

from insight.analysis import make_params, people_of, to_json
from insight.analysis.funnel import FunnelParams, FunnelResult, Step, funnel, offers
from insight.analysis.funnel.run import step_counts
from insight.analysis.funnel.step import Condition
from insight.errors import InsightError, NotEnoughDataError, ParameterError
from insight.warehouse import DuckWarehouse
from tests.workspaces import Row, member, order, workspace

AS_OF = "2025-02-01"
Ask = Callable[..., FunnelResult]


def did(who: str, event: str, at: str, **more: Any) -> Row:
    return {"customer_ref": who, "event": event, "occurred_at": dt.datetime.fromisoformat(at)} | more


EVENTS = (
    did("ann", "view", "2025-01-02T10:00", device="ios", object="tea"),
    did("ann", "cart", "2025-01-02T10:05", device="ios", object="tea"),
    did("ann", "pay", "2025-01-02T10:15", device="ios", object="tea", channel="app"),
    did("bob", "view", "2025-01-02T10:00", device="android", object="tea"),
    did("bob", "cart", "2025-01-02T11:00", device="android", object="cake"),
    did("cid", "view", "2025-01-02T10:00", device="android", object="tea"),
    did("dee", "view", "2025-01-29T10:00", device="ios", object="tea"),
    did("eve", "cart", "2025-01-02T10:00"),
    did("eve", "view", "2025-01-02T11:00"),
    did("fay", "pay", "2025-01-03T09:00"),
    did("fay", "cart", "2025-01-03T09:00"),
    did("fay", "view", "2025-01-03T09:00"),
    did("o'brien", "=1+1", "2025-01-03T09:00"),
    did("o'brien", "'; DROP TABLE core.events; --", "2025-01-04T09:00"),
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    people = [member(name) for name in sorted({row["customer_ref"] for row in EVENTS})]
    orders = [
        order("ann", "2025-01-05", 10, paid_at=dt.datetime(2025, 1, 5, 13), completed_at=dt.datetime(2025, 1, 9)),
        order("ann", "2025-01-20", 10),
        order("bob", "2025-01-05", 10, status="closed"),
        order("cid", "2025-01-31", 10),
    ]
    return workspace(tmp_path_factory.mktemp("funnel"), customers=people, events=EVENTS, orders=orders)


@pytest.fixture
def ask(shop: DuckWarehouse) -> Ask:
    def asked(*steps: Any, **more: Any) -> FunnelResult:
        return funnel(shop, make_params("funnel", {"steps": list(steps), "as_of": AS_OF} | more, shop))

    return asked


def who(shop: DuckWarehouse, result: FunnelResult, **cell: Any) -> list[str]:
    segment = people_of(result, "funnel", cell)
    names = dict(shop.query("SELECT customer_id, name FROM core.customers").itertuples(index=False))
    return sorted(names[one] for one in shop.query(segment.statement, segment.values)["customer_id"])


def bars(result: FunnelResult) -> list[tuple[int, ...]]:
    return [tuple(row) for row in result.steps[["customers", "converted", "open", "lost"]].itertuples(index=False)]


def test_everybody_stands_in_one_part_of_each_bar(shop: DuckWarehouse, ask: Ask) -> None:
    result = ask("view", "cart", "pay", window_days=7)
    assert bars(result) == [(6, 6, 0, 0), (6, 3, 1, 2), (3, 2, 0, 1)]
    assert who(shop, result, step="cart", state="lost") == ["cid", "eve"]
    assert who(shop, result, step="cart", state="open") == ["dee"]
    assert who(shop, result, step="pay", state="lost") == ["bob"]
    assert who(shop, result, step="pay", state="converted") == ["ann", "fay"]


def test_whose_window_is_not_over_is_open_and_in_no_rate(ask: Ask) -> None:
    assert bars(ask("view", "cart", window_days=14))[1] == (6, 3, 1, 2)
    row = ask("view", "cart", window_days=14).steps.iloc[1]
    assert row["rate"] == 3 / 5
    assert bars(ask("view", "cart", window_days=2))[1] == (6, 3, 0, 3)
    assert bars(ask("view", "cart", window_days=2, as_of="2025-01-31"))[1] == (6, 3, 1, 2)


def test_events_at_one_moment_count_in_the_order_of_the_steps(shop: DuckWarehouse, ask: Ask) -> None:
    assert "fay" in who(shop, ask("view", "cart", "pay"), step="pay", state="converted")
    assert "fay" in who(shop, ask("pay", "cart", "view"), step="view", state="converted")
    assert "fay" not in who(shop, ask("view", "view"), step="2", state="converted")


def test_the_window_ends_with_its_last_second(ask: Ask) -> None:
    assert bars(ask("view", "cart", "pay", window="15m"))[2][1] == 2
    assert bars(ask("view", "cart", "pay", window="899s"))[2][1] == 1


def test_gaps_of_one_step(shop: DuckWarehouse, ask: Ask) -> None:
    slow = ask("view", {"event": "cart", "least_gap": "10m"})
    assert who(shop, slow, step="cart", state="converted") == ["bob"]
    quick = ask("view", {"event": "cart", "most_gap": "5m"})
    assert who(shop, quick, step="cart", state="converted") == ["ann", "fay"]


def test_an_optional_step_stops_nobody(ask: Ask) -> None:
    result = ask("view", {"event": "share", "optional": True}, "cart")
    assert bars(result) == [(6, 6, 0, 0), (6, 0, 1, 5), (6, 3, 1, 2)]


def test_what_is_excluded_between_two_steps_ends_the_way_and_anywhere_the_person(shop: DuckWarehouse, ask: Ask) -> None:
    between = ask("view", "pay", exclude=[{"event": "cart", "after": 1, "before": 2}])
    assert who(shop, between, step="pay", state="converted") == ["fay"]
    assert who(shop, between, step="pay", state="lost") == ["ann", "bob", "cid", "eve"]
    anywhere = ask("view", "pay", exclude=["cart"])
    assert who(shop, anywhere, step="view", state="entered") == ["cid", "dee"]


def test_a_property_is_held(shop: DuckWarehouse, ask: Ask) -> None:
    assert who(shop, ask("view", "cart", hold="object"), step="cart", state="converted") == ["ann"]


def test_conditions_on_a_step(shop: DuckWarehouse, ask: Ask) -> None:
    ios = ask({"event": "view", "where": [{"property": "device", "is": ["ios"]}]}, "cart")
    assert who(shop, ios, step="1", state="entered") == ["ann", "dee"]
    nowhere = ask({"event": "view", "where": [{"property": "device", "is_not": ["ios"]}]}, "cart")
    assert who(shop, nowhere, step="1", state="entered") == ["bob", "cid", "eve", "fay"]


def test_orders_are_steps_too(shop: DuckWarehouse, ask: Ask) -> None:
    names = ("order_created", "order_paid", "order_received", "repurchased")
    result = ask(*(f"milestone:{name}" for name in names), window_days=30)
    assert who(shop, result, step="order_created", state="entered") == ["ann", "bob", "cid"]
    assert who(shop, result, step="order_paid", state="converted") == ["ann", "cid"]
    assert who(shop, result, step="order_paid", state="open") == ["bob"]
    assert who(shop, result, step="repurchased", state="converted") == ["ann"]
    mixed = ask("pay", {"milestone": "order_paid"})
    assert who(shop, mixed, step="order_paid", state="converted") == ["ann"]


def test_without_steps_the_workspace_says_them(ask: Ask) -> None:
    assert list(ask().steps["step"]) == ["view", "cart", "pay"]


def test_every_attempt_counts_or_every_person(shop: DuckWarehouse, ask: Ask) -> None:
    assert bars(ask("view", "cart", "pay", count="attempts"))[0] == (6, 6, 0, 0)
    orders = ask("milestone:order_created", "milestone:order_received", count="attempts", window_days=5)
    assert bars(orders) == [(4, 4, 0, 0), (4, 1, 1, 2)]
    assert orders.steps["converted_people"].iloc[1] == 1


def test_groups_stand_beside_everybody(shop: DuckWarehouse, ask: Ask) -> None:
    result = ask("view", "cart", by="device")
    carts = result.groups[result.groups["step"] == "cart"].set_index("group")
    assert carts["customers"].to_dict() == {"(unknown)": 2, "android": 2, "ios": 2}
    for group in carts.index:
        for state in ("entered", "converted", "open", "lost"):
            column = "customers" if state == "entered" else state
            assert result.segment(step="cart", state=state, group=group).count(shop) == carts[column][group]


@pytest.mark.parametrize(
    "condition",
    [
        {"property": "duration_s", "at_least": ["60"]},
        {"property": "session_id", "is": ["s1"]},
        {"property": "plan", "is": ["gold"]},
    ],
)
def test_a_step_asks_for_what_only_the_events_themselves_say(tmp_path: Path, condition: dict[str, Any]) -> None:
    """Visits are kept without it: then the events are read, alone and beside other steps."""
    said = {"duration_s": 60.0, "session_id": "s1", "properties": '{"plan": "gold"}'}
    unsaid = {"duration_s": 59.0, "session_id": "s2", "properties": '{"plan": "free"}'}
    events = [did("ann", "view", "2025-01-02T10:00", **said), did("bob", "view", "2025-01-02T10:00", **unsaid)]
    events += [did(name, "pay", "2025-01-02T10:05", **said) for name in ("ann", "bob")]
    shop = workspace(tmp_path, customers=[member("ann"), member("bob")], events=events)
    steps = [{"event": "view", "where": [condition]}, "pay"]
    result = funnel(shop, make_params("funnel", {"steps": steps, "as_of": AS_OF}, shop))
    assert bars(result) == [(1, 1, 0, 0), (1, 1, 0, 0)]
    by = funnel(
        shop, make_params("funnel", {"steps": ["view", "pay"], "as_of": AS_OF, "by": condition["property"]}, shop)
    )
    assert len(set(by.groups["group"])) == 2


def test_the_median_is_of_those_who_go_on(ask: Ask) -> None:
    assert ask("view", "cart").steps["median_s"].iloc[1] == 300


def test_names_like_formulas_and_statements_are_only_names(ask: Ask) -> None:
    assert bars(ask("=1+1", "'; DROP TABLE core.events; --")) == [(1, 1, 0, 0), (1, 1, 0, 0)]


def test_json_of_a_result_can_be_asked_again(shop: DuckWarehouse, ask: Ask) -> None:
    result = ask("view", {"event": "cart", "most_gap": "5m"}, exclude=["share"])
    again = ask(*(step.given() for step in result.params.steps), exclude=["share"])
    assert again.params == result.params
    document = to_json(result, generation=1)
    assert document["result"]["steps"][1]["converted"] == 2


@pytest.mark.parametrize(
    ("steps", "more", "kind", "said"),
    [
        (["view", "fly"], {}, None, "Nobody did “fly”"),
        (["fly"], {}, NotEnoughDataError, "0 people did fly"),
        (["view"] * 21, {}, ParameterError, "at most 20 steps"),
        (["view", "view"], {"order": "any"}, ParameterError, "where a step stands twice"),
        (["view", {"event": "cart", "least_gap": "8d"}], {}, ParameterError, "no shorter than the least gaps"),
        (["view", {"event": "cart", "least_gap": "2h", "most_gap": "1h"}], {}, ParameterError, "most_gap no shorter"),
        (["view", {"event": "cart", "most_gap": "soon"}], {}, ParameterError, "a span such as 30m"),
        (["view", {"milestone": "moon"}], {}, ParameterError, "order_created"),
        (["view", {"evnt": "cart"}], {}, ParameterError, "only these keys"),
        (["view", "cart"], {"since": "2025-01-05", "until": "2025-01-04"}, ParameterError, "a day before"),
        (["view", "cart"], {"by": "person.iq"}, ParameterError, "person.tier"),
        (["view", "cart"], {"window": "0m"}, ParameterError, "longer than nothing"),
        (
            ["view", "cart"],
            {"exclude": [{"event": "pay", "after": 2, "before": 1}]},
            ParameterError,
            "earlier one first",
        ),
        ([{"event": "view", "optional": True}, "cart"], {}, ParameterError, "not optional"),
        (["milestone:order_received", "milestone:repurchased"], {"window": "30m"}, ParameterError, "known by the day"),
        ("view", {}, ParameterError, "a list"),
        ([["view"]], {}, ParameterError, "keys"),
    ],
)
def test_bad_questions_are_answered_in_one_sentence(
    shop: DuckWarehouse, steps: Any, more: dict[str, Any], kind: type[InsightError] | None, said: str
) -> None:
    given = {"steps": steps, "as_of": AS_OF} | more
    if kind is None:
        assert any(
            said in finding.text.render("en") for finding in funnel(shop, make_params("funnel", given, shop)).findings()
        )
        return
    with pytest.raises(kind) as error:
        funnel(shop, make_params("funnel", given, shop))
    assert said in error.value.render("en")


def test_what_is_excluded_at_the_moment_of_a_step_does_not_lie_between(tmp_path: Path) -> None:
    events = [
        did("ann", "view", "2025-01-02T10:00"),
        did("ann", "share", "2025-01-02T10:00"),
        did("ann", "pay", "2025-01-02T11:00"),
        did("bob", "view", "2025-01-02T10:00"),
        did("bob", "share", "2025-01-02T10:01"),
        did("bob", "pay", "2025-01-02T11:00"),
    ]
    shop = workspace(tmp_path, customers=[member("ann"), member("bob")], events=events)
    given = {"as_of": AS_OF, "steps": ["view", "pay"], "exclude": [{"event": "share", "after": 1, "before": 2}]}
    result = funnel(shop, make_params("funnel", given, shop))
    assert who(shop, result, step="pay", state="converted") == ["ann"]
    strict = funnel(shop, make_params("funnel", {"as_of": AS_OF, "steps": ["view", "pay"], "order": "strict"}, shop))
    assert who(shop, strict, step="pay", state="converted") == ["ann"]


def test_one_step_known_by_the_day_makes_all_be_compared_by_the_day(tmp_path: Path) -> None:
    events = [did("ann", "cart", "2025-01-02T10:00"), did("bob", "cart", "2025-01-03T10:00")]
    orders = [order("ann", "2025-01-02T00:00", 5), order("bob", "2025-01-02T00:00", 5)]
    shop = workspace(tmp_path, customers=[member("ann"), member("bob")], events=events, orders=orders)
    result = funnel(
        shop,
        make_params("funnel", {"as_of": AS_OF, "steps": ["cart", "milestone:order_created"], "window_days": 1}, shop),
    )
    assert result.by_day
    assert who(shop, result, step="order_created", state="converted") == ["ann"]
    assert who(shop, result, step="order_created", state="lost") == ["bob"]
    assert any("by the day" in line.render("en") for line in result.method().definition)


def test_two_periods_are_compared_from_both_sides(tmp_path: Path) -> None:
    events, people = [], [f"p{number}" for number in range(240)]
    for number, name in enumerate(people):
        day = "2025-01-02" if number < 120 else "2025-01-12"
        events.append(did(name, "view", f"{day}T10:00"))
        if number % (2 if number < 120 else 8) == 0:
            events.append(did(name, "pay", f"{day}T11:00"))
    shop = workspace(tmp_path, customers=[member(name) for name in people], events=events)
    given = {
        "as_of": AS_OF,
        "steps": ["view", "pay"],
        "since": "2025-01-11",
        "until": "2025-01-21",
        "compare": "before",
    }
    result = funnel(shop, make_params("funnel", given, shop))
    row = result.periods.iloc[1]
    assert (row["rate_before"], row["rate"], row["n_before"], row["n"]) == (0.5, 0.125, 120, 120)
    assert row["certain"]
    assert row["p_value"] == pytest.approx(chi2_contingency([[60, 60], [15, 105]], correction=False).pvalue)


def test_who_began_anew_has_time_for_every_step_that_they_once_came_to(tmp_path: Path) -> None:
    events = [
        did("ann", "view", "2025-01-02T10:00"),
        did("ann", "cart", "2025-01-02T11:00"),
        did("ann", "view", "2025-01-31T10:00"),
    ]
    shop = workspace(tmp_path, customers=[member("ann")], events=events)
    given = {"as_of": AS_OF, "steps": ["view", "cart", "pay"], "window_days": 7}
    assert bars(funnel(shop, make_params("funnel", given, shop))) == [(1, 1, 0, 0), (1, 1, 0, 0), (1, 0, 1, 0)]
    first = funnel(shop, make_params("funnel", given | {"re_entry": False}, shop))
    assert bars(first)[2] == (1, 0, 0, 1)


def test_a_step_by_itself_counts_what_was_done_before_the_day(tmp_path: Path) -> None:
    """Ann looks before and after the day, bob only after it, cid by the day only; either name is the first step."""
    events = [
        did("ann", "view", "2025-01-30T10:00", device="ios"),
        did("ann", "view", "2025-02-01T00:00"),
        did("ann", "look", "2025-01-31T23:59", device="ios"),
        did("bob", "view", "2025-02-03T10:00"),
        did("cid", "look", "2025-01-31T00:00", device="ios"),
    ]
    shop = workspace(tmp_path, customers=[member(name) for name in ("ann", "bob", "cid")], events=events)
    steps = (Step(events=("view", "look")), Step(events=("view",)))
    own = step_counts(shop, FunnelParams(as_of=dt.date(2025, 2, 1), currency="CNY", steps=steps))
    assert own[["events", "people", "by_day"]].to_numpy().tolist() == [[3, 2, False], [1, 1, False]]
    where = (Condition(property="device", test="is", values=("ios",)),)
    asked = tuple(replace(step, where=where) for step in steps)
    same = step_counts(shop, FunnelParams(as_of=dt.date(2025, 2, 1), currency="CNY", steps=asked))
    assert same[["events", "people"]].equals(own[["events", "people"]])
    known = offers.known(shop, dt.date(2025, 2, 1))
    assert known[known["kind"] == "event"][["name", "events", "people"]].to_numpy().tolist() == [
        ["look", 2, 2],
        ["view", 1, 1],
    ]
