"""Who is on a list for contacting people, and the one reason why somebody is not."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.errors import ParameterError
from insight.export import REASONS_IN_ORDER, ListChoices
from insight.export.plan import plan
from insight.segments import Segment
from insight.warehouse import DuckWarehouse
from insight.warehouse.decisions import sets_of_names, split
from tests.consents import AS_OF, AT, everyone, phone, said, touched
from tests.examples import examples
from tests.workspaces import Row, member, names, order, workspace

Shop = Callable[..., DuckWarehouse]
MARKETING = ListChoices(purpose="marketing")


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    def build(**rows: list[Row]) -> DuckWarehouse:
        return workspace(tmp_path, **rows)  # type: ignore[arg-type]

    return build


def arms(
    warehouse: DuckWarehouse, choices: ListChoices = MARKETING, *, segment: Segment | None = None, at: dt.datetime = AT
) -> dict[str, str]:
    """Account → arm, or the reason of those who are left out."""
    known = names(warehouse)
    rows = plan(warehouse, segment or everyone(), choices, currency="CNY", at=at).people.to_pylist()
    return {known[row["customer_id"]]: row["reason"] or row["arm"] for row in rows}


def reachable(name: str, number: int, **more: Any) -> Row:
    return member(name, "2024-01-01", phone=phone(number)) | more


def test_each_person_is_left_out_for_one_reason(shop: Shop) -> None:
    people = ["yes", "no", "withdrew", "unasked", "touched", "nowhere"]
    listed = [reachable(name, number) for number, name in enumerate(people[:-1])] + [member("nowhere", "2024-01-01")]
    warehouse = shop(
        customers=listed,
        consents=[
            *(said(name, "granted", "2025-01-01") for name in ("yes", "touched", "nowhere", "withdrew")),
            said("withdrew", "withdrawn", "2025-02-01"),
            said("no", "denied", "2025-01-01"),
        ],
        touches=[touched("touched", "2025-12-28")],
    )
    assert arms(warehouse) == {
        "yes": "treated",
        "no": "denied",
        "withdrew": "withdrawn",
        "unasked": "never_asked",
        "touched": "touched",
        "nowhere": "unreachable",
    }


def test_the_first_of_several_reasons_is_told(shop: Shop) -> None:
    assert REASONS_IN_ORDER == (
        "denied",
        "withdrawn",
        "unclear",
        "never_asked",
        "touched",
        "duplicate_phone",
        "unreachable",
    )
    warehouse = shop(
        customers=[member("no", "2024-01-01"), member("unasked", "2024-01-01"), member("yes", "2024-01-01")],
        consents=[said("no", "denied", "2025-01-01"), said("yes", "granted", "2025-01-01")],
        touches=[touched(name, "2025-12-31") for name in ("no", "unasked", "yes")],
    )
    assert arms(warehouse) == {"no": "denied", "unasked": "never_asked", "yes": "touched"}


@pytest.mark.one_in(4)
@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (touched("ann", "2025-12-25T00:00"), "touched"),
        (touched("ann", "2025-12-24T23:59"), "treated"),
        (touched("ann", "2025-12-31T23:59"), "touched"),
        (touched("ann", "2026-01-01T00:00"), "treated"),
        (touched("ann", "2025-12-30", arm="control"), "treated"),
        (touched("ann", "2025-12-30", arm=None), "touched"),
        (touched("ann", "2025-12-30", delivered=False), "treated"),
        (touched("ann", "2025-12-30") | {"sent_at": None}, "treated"),
    ],
)
def test_touched_means_a_message_that_was_sent_in_the_seven_days_before(shop: Shop, row: Row, expected: str) -> None:
    warehouse = shop(customers=[reachable("ann", 1)], consents=[said("ann", "granted", "2025-01-01")], touches=[row])
    assert arms(warehouse) == {"ann": expected}


def test_the_days_since_the_last_contact_can_be_chosen(shop: Shop) -> None:
    warehouse = shop(
        customers=[reachable("ann", 1)],
        consents=[said("ann", "granted", "2025-01-01")],
        touches=[touched("ann", "2025-12-01")],
    )
    found = {days: arms(warehouse, ListChoices(purpose="marketing", touch_days=days))["ann"] for days in (0, 30, 31)}
    assert found == {0: "treated", 30: "treated", 31: "touched"}


def two_of_one_phone(shop: Shop, *orders: Row, **more: Any) -> DuckWarehouse:
    """Two people whom staff keep apart although they have one phone."""
    warehouse = shop(
        customers=[reachable("ann", 1), reachable("bob", 1)],
        orders=list(orders),
        consents=[said("ann", "granted", "2025-01-01", phone=phone(1))],
        **more,
    )
    (customer_id,) = names(warehouse)
    sets = sets_of_names(warehouse, customer_id)
    split(warehouse, customer_id, [str(node) for node in sets[sets["account"].str.endswith("ann")]["node"]], at=AT)
    assert sorted(names(warehouse).values()) == ["ann", "bob"]
    return warehouse


def test_of_two_people_with_one_phone_the_better_customer_is_kept(shop: Shop) -> None:
    warehouse = two_of_one_phone(shop, order("bob", "2025-01-01", 50), order("ann", "2025-01-01", 10))
    assert arms(warehouse) == {"ann": "duplicate_phone", "bob": "treated"}
    (row,) = [
        row
        for row in plan(warehouse, everyone(), MARKETING, currency="CNY", at=AT).people.to_pylist()
        if row["kept_customer_id"]
    ]
    assert names(warehouse)[row["kept_customer_id"]] == "bob"


def test_of_two_equal_people_with_one_phone_always_the_same_is_kept(shop: Shop) -> None:
    warehouse = two_of_one_phone(shop)
    first = min(names(warehouse))
    kept = {name for name, arm in arms(warehouse).items() if arm == "treated"}
    assert kept == {names(warehouse)[first]}


def test_an_order_in_another_currency_or_on_the_as_of_day_does_not_decide_who_is_kept(shop: Shop) -> None:
    warehouse = two_of_one_phone(
        shop,
        order("ann", "2025-01-01", 10),
        order("bob", "2025-01-01", 999, currency="USD"),
        order("bob", AS_OF.isoformat(), 999),
    )
    assert arms(warehouse)["ann"] == "treated"


@pytest.mark.parametrize(
    ("preset", "expected"),
    [
        ("all", {"phone": "treated", "wecom": "treated", "mail": "treated", "masked": "unreachable"}),
        ("sms", {"phone": "treated", "wecom": "unreachable", "mail": "unreachable", "masked": "unreachable"}),
        ("calls", {"phone": "treated", "wecom": "unreachable", "mail": "unreachable", "masked": "unreachable"}),
        ("wecom", {"phone": "unreachable", "wecom": "treated", "mail": "unreachable", "masked": "unreachable"}),
    ],
)
def test_a_list_leaves_out_whom_its_tool_cannot_reach(shop: Shop, preset: Any, expected: dict[str, str]) -> None:
    warehouse = shop(
        customers=[
            reachable("phone", 1),
            member("wecom", "2024-01-01", external_userid="wm1"),
            member("mail", "2024-01-01", email="a@example.com"),
            member("masked", "2024-01-01", phone_masked="138****1234"),
        ],
        consents=[said(name, "granted", "2025-01-01") for name in expected],
    )
    assert arms(warehouse, ListChoices(purpose="marketing", preset=preset)) == expected


def test_a_declared_basis_admits_only_people_who_never_said_anything(shop: Shop) -> None:
    warehouse = shop(
        customers=[reachable(name, number) for number, name in enumerate(("silent", "no", "no_sms", "yes_sms"))],
        consents=[
            said("no", "denied", "2025-01-01", "问卷"),
            said("no_sms", "withdrawn", "2025-01-01"),
            said("yes_sms", "granted", "2025-01-01"),
        ],
    )
    survey = {"silent": "never_asked", "no": "denied", "no_sms": "never_asked", "yes_sms": "never_asked"}
    assert arms(warehouse, ListChoices(purpose="survey")) == survey
    with_basis = arms(warehouse, ListChoices(purpose="survey", basis="membership agreement, paragraph 4"))
    assert with_basis == survey | {"silent": "treated", "yes_sms": "treated"}


def test_internal_analysis_leaves_nobody_out_and_treats_nobody(shop: Shop) -> None:
    warehouse = shop(customers=[member("ann", "2024-01-01")], consents=[said("ann", "denied", "2025-01-01")])
    assert arms(warehouse, ListChoices()) == {"ann": "listed"}


def test_a_list_of_a_past_day_reaches_nobody_who_said_no_since(shop: Shop) -> None:
    warehouse = shop(
        customers=[reachable("ann", 1)],
        consents=[said("ann", "granted", "2025-01-01"), said("ann", "withdrawn", "2025-08-01")],
    )
    past = everyone(dt.date(2025, 6, 1))
    assert arms(warehouse, segment=past) == {"ann": "withdrawn"}
    assert arms(warehouse, segment=past, at=dt.datetime(2025, 5, 31)) == {"ann": "treated"}


@pytest.mark.parametrize(
    ("given", "said_"),
    [
        ({"unmasked": True}, "a purpose that contacts people"),
        ({"basis": "x"}, "needs none"),
        ({"purpose": "party"}, "one of analysis"),
        ({"purpose": "marketing", "basis": "  "}, "1 to 500 characters"),
        ({"purpose": "marketing", "control_share": 0.0}, "above 0"),
        ({"purpose": "marketing", "control_share": 0.9}, "up to 0.5"),
        ({"seed": -1}, "a whole number"),
        ({"seed": True}, "a whole number"),
        ({"preset": "fax"}, "one of all"),
        ({"touch_days": 400}, "a whole number"),
    ],
)
def test_choices_that_cannot_be_are_refused(given: dict[str, Any], said_: str) -> None:
    with pytest.raises(ParameterError, match=said_):
        ListChoices(**given)


_STATUSES = st.sampled_from((None, "granted", "granted", "granted", "denied", "withdrawn"))
_PERSON = st.tuples(_STATUSES, st.integers(0, 6), st.booleans(), st.integers(0, 3))


@pytest.mark.slow("counts every number of many shops")
@settings(max_examples=examples(4, of=8))
@given(people=st.lists(_PERSON, min_size=1, max_size=25), share=st.sampled_from((None, 0.1, 0.33, 0.5)))
def test_listed_and_held_back_and_left_out_are_the_segment(
    tmp_path_factory: pytest.TempPathFactory, people: list[tuple[str | None, int, bool, int]], share: float | None
) -> None:
    warehouse = workspace(
        tmp_path_factory.mktemp("shop"),
        customers=[
            member(f"p{place}", "2024-01-01", phone=phone(place) if has_phone else None)
            for place, (_status, _days, has_phone, _orders) in enumerate(people)
        ],
        consents=[said(f"p{place}", row[0], "2025-01-01") for place, row in enumerate(people) if row[0]],
        touches=[touched(f"p{place}", f"2025-12-{31 - 2 * row[1]}") for place, row in enumerate(people) if row[1]],
        orders=[
            order(f"p{place}", f"2025-12-0{number + 1}", 10)
            for place, row in enumerate(people)
            for number in range(row[3])
        ],
    )
    for purpose in ("analysis", "marketing", "survey"):
        made = plan(warehouse, everyone(), ListChoices(purpose=purpose, control_share=share), currency="CNY", at=AT)  # type: ignore[arg-type]
        found = Counter(made.people["arm"].to_pylist())
        assert made.people.num_rows == len(set(made.people["customer_id"].to_pylist())) == len(people)
        assert found["control"] == made.sums.control
        assert found["left_out"] == made.sums.left_out_people
        assert made.sums.listed + made.sums.control + made.sums.left_out_people == len(people)
        may_be_contacted = len(people) - found["left_out"]
        assert made.sums.control == (0 if share is None else int(share * may_be_contacted + 0.5))
    warehouse.close()
