"""Staff merge and split people by hand: seen before, kept through imports and rebuilds, undone without a trace."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from insight.errors import ParameterError
from insight.warehouse import DuckWarehouse
from insight.warehouse.decisions import (
    decisions,
    keep_apart,
    merge,
    own_nodes,
    preview_merge,
    preview_split,
    sets_of_names,
    split,
    undo_decision,
)
from insight.warehouse.identity.effect import Effect
from tests.warehouse.people import AT, groups, owner, rebuilt, state, together
from tests.workspaces import Row, add_batch, member, order, workspace

PHONE, OTHER_PHONE = "13812341234", "13956785678"
F = f"f:{PHONE}"


def bought(number: str, buyer: str | None = None, amount: float = 10, **more: object) -> Row:
    return order(buyer, "2025-01-01", amount, order_id=number, **more)


@pytest.fixture
def strangers(tmp_path: Path) -> DuckWarehouse:
    """Three people with nothing in common."""
    orders = [bought("o1", "ann", 10), bought("o2", "ann", 20), bought("o3", "bob", 5), bought("o4", "cat", 7)]
    return workspace(tmp_path, orders=orders)


@pytest.fixture
def family(tmp_path: Path) -> DuckWarehouse:
    """Two accounts joined by one phone, which also ordered by itself."""
    orders = [
        bought("o1", "ann", 10, phone=PHONE, email="a@x.cn"),
        bought("o2", "bob", 20, phone=PHONE),
        bought("o3", None, 30, phone=PHONE, buyer_name="外婆"),
        bought("o4", None, 40, email="a@x.cn"),
    ]
    return workspace(tmp_path, orders=orders)


def outcome(shop: DuckWarehouse) -> set[tuple[str, int, tuple[tuple[str, Decimal], ...]]]:
    """customer_id, orders and amounts of everybody, as core has them."""
    rows = shop.arrow(
        "SELECT customer_id, count(*) AS orders, sum(net_amount) AS net_amount FROM core.orders "
        "WHERE is_valid GROUP BY customer_id"
    ).to_pylist()
    return {(row["customer_id"], row["orders"], (("CNY", row["net_amount"]),)) for row in rows}


def foreseen(effect: Effect) -> set[tuple[str, int, tuple[tuple[str, Decimal], ...]]]:
    return {(person.customer_id, person.orders, person.net_amounts) for person in effect.after}


def test_merged_people_are_one_and_apart_again_after_undo(strangers: DuckWarehouse) -> None:
    before = state(strangers)
    number = merge(strangers, [owner(strangers, "o1"), owner(strangers, "o3")], at=AT, by="li", note="同一人")
    assert groups(strangers) == together("o1 o2 o3", "o4")
    (kept,) = decisions(strangers)
    assert (kept.decision_id, kept.kind, kept.groups) == (number, "merge", (("a:shop:ann",), ("a:shop:bob",)))
    assert (kept.decided_by, kept.note, kept.undone_at) == ("li", "同一人", None)
    undo_decision(strangers, number, AT)
    assert state(strangers) == before
    assert decisions(strangers)[0].undone_at == AT


@pytest.mark.slow("imports files again and again")
def test_preview_of_a_merge_equals_what_happens_and_changes_nothing(strangers: DuckWarehouse) -> None:
    before, generation = state(strangers), strangers.generation
    chosen = [owner(strangers, "o1"), owner(strangers, "o3")]
    effect = preview_merge(strangers, chosen)
    assert (state(strangers), strangers.generation) == (before, generation)
    assert {(person.orders, person.net_amounts) for person in effect.before} == {
        (2, (("CNY", Decimal(30)),)),
        (1, (("CNY", Decimal(5)),)),
    }
    (after,) = effect.after
    assert (after.orders, after.source_rows, after.net_amounts) == (3, 3, (("CNY", Decimal(35)),))
    assert after.nodes == ("a:shop:ann", "a:shop:bob")
    merge(strangers, chosen, at=AT)
    assert foreseen(effect) == {row for row in outcome(strangers) if row[0] != owner(strangers, "o4")}


@pytest.mark.slow("imports files again and again")
def test_two_merges_chained_make_one_person_and_come_apart_one_by_one(strangers: DuckWarehouse) -> None:
    first = merge(strangers, [owner(strangers, "o1"), owner(strangers, "o3")], at=AT)
    merge(strangers, [owner(strangers, "o3"), owner(strangers, "o4")], at=AT)
    assert groups(strangers) == together("o1 o2 o3 o4")
    undo_decision(strangers, first, AT)
    # The second merge was of the person who began with ann: ann and cat stay one.
    assert groups(strangers) == together("o1 o2 o4", "o3")


def test_three_people_are_merged_at_once(strangers: DuckWarehouse) -> None:
    merge(strangers, [owner(strangers, row) for row in ("o1", "o3", "o4")], at=AT)
    assert groups(strangers) == together("o1 o2 o3 o4")


def test_a_phone_that_joins_wrongly_is_split_off(family: DuckWarehouse) -> None:
    assert groups(family) == together("o1 o2 o3 o4")
    person = owner(family, "o1")
    assert own_nodes(family, person) == ("a:shop:ann", "a:shop:bob", F, "g:a@x.cn")
    effect = preview_split(family, person, [F])
    assert [(cut.anchor, cut.node, cut.source_rows) for cut in effect.cut] == [
        ("a:shop:ann", F, 1),
        ("a:shop:bob", F, 1),
    ]
    split(family, person, [F], at=AT)
    assert groups(family) == together("o1 o4", "o2", "o3")
    assert foreseen(effect) == outcome(family)
    assert state(family) == rebuilt(family)


@pytest.mark.slow("imports files again and again")
def test_an_account_is_split_off_and_takes_its_orders_along(family: DuckWarehouse) -> None:
    before = state(family)
    effect = preview_split(family, owner(family, "o1"), ["a:shop:bob"])
    number = split(family, owner(family, "o1"), ["a:shop:bob"], at=AT)
    assert groups(family) == together("o1 o3 o4", "o2")
    assert foreseen(effect) == outcome(family)
    undo_decision(family, number, AT)
    assert state(family) == before


@pytest.mark.slow("imports files again and again")
def test_rows_under_one_name_are_split_off_by_themselves(family: DuckWarehouse) -> None:
    before, person = state(family), owner(family, "o3")
    sets = sets_of_names(family, person)
    (granny,) = sets[sets["name"] == "外婆"]["node"]
    effect = preview_split(family, person, [granny])
    number = split(family, person, [granny], at=AT)
    assert groups(family) == together("o1 o2 o4", "o3")
    assert foreseen(effect) == outcome(family)
    add_batch(family, orders=[bought("o5", None, phone=PHONE, buyer_name="外婆"), bought("o6", None, phone=PHONE)])
    assert groups(family) == together("o1 o2 o4 o6", "o3 o5")
    assert state(family) == rebuilt(family)
    undo_decision(family, number, AT)
    assert groups(family) == together("o1 o2 o3 o4 o5 o6")
    assert [row["identity_key"] for row in before["core.identity_rows"]]


@pytest.mark.slow("imports files again and again")
def test_a_split_holds_when_later_data_join_the_two_again(family: DuckWarehouse) -> None:
    split(family, owner(family, "o2"), ["a:shop:bob"], at=AT)
    add_batch(
        family,
        orders=[
            bought("o5", "ann", phone=OTHER_PHONE),
            bought("o6", "bob", phone=OTHER_PHONE),
            bought("o7", "bob", email="b@x.cn"),
            bought("o8", None, email="b@x.cn"),
        ],
    )
    assert groups(family) == together("o1 o3 o4 o5", "o2 o6 o7 o8")
    assert state(family) == rebuilt(family)


@pytest.mark.slow("imports files again and again")
def test_a_merge_survives_later_imports_and_comes_back_with_its_data(strangers: DuckWarehouse) -> None:
    merge(strangers, [owner(strangers, "o1"), owner(strangers, "o3")], at=AT)
    add_batch(strangers, orders=[bought("o5", "bob", phone=PHONE), bought("o6", None, phone=PHONE)])
    assert groups(strangers) == together("o1 o2 o3 o5 o6", "o4")
    assert state(strangers) == rebuilt(strangers)


def test_the_newest_decision_wins(family: DuckWarehouse) -> None:
    first = split(family, owner(family, "o2"), ["a:shop:bob"], at=AT)
    effect = preview_merge(family, [owner(family, "o1"), owner(family, "o2")])
    assert effect.overruled == (first,)
    second = merge(family, [owner(family, "o1"), owner(family, "o2")], at=AT)
    assert groups(family) == together("o1 o2 o3 o4")
    undo_decision(family, second, AT)
    assert groups(family) == together("o1 o3 o4", "o2")
    undo_decision(family, first, AT)
    assert groups(family) == together("o1 o2 o3 o4")


@pytest.mark.slow("imports files again and again")
def test_splitting_merged_people_says_which_decision_it_overrules(strangers: DuckWarehouse) -> None:
    number = merge(strangers, [owner(strangers, "o1"), owner(strangers, "o3")], at=AT)
    effect = preview_split(strangers, owner(strangers, "o3"), ["a:shop:bob"])
    assert effect.overruled == (number,)
    split(strangers, owner(strangers, "o3"), ["a:shop:bob"], at=AT)
    assert groups(strangers) == together("o1 o2", "o3", "o4")


def test_people_kept_apart_are_not_joined_by_later_data(strangers: DuckWarehouse) -> None:
    keep_apart(strangers, owner(strangers, "o1"), owner(strangers, "o3"), at=AT)
    add_batch(strangers, orders=[bought("o5", "ann", phone=PHONE), bought("o6", "bob", phone=PHONE)])
    assert groups(strangers) == together("o1 o2 o5", "o3 o6", "o4")


@pytest.mark.slow("imports files again and again")
def test_a_hub_that_should_be_one_person_is_merged_and_split_by_hand(tmp_path: Path) -> None:
    orders = [bought(f"o{n}", f"a{n}", phone=PHONE) for n in range(30)]
    shop = workspace(tmp_path, orders=orders)
    assert len(groups(shop)) == 30
    number = merge(shop, [owner(shop, "o1"), owner(shop, "o2")], at=AT)
    assert together("o1 o2") < groups(shop)
    with pytest.raises(ParameterError):
        split(shop, owner(shop, "o1"), [F], at=AT)
    split(shop, owner(shop, "o1"), ["a:shop:a2"], at=AT)
    assert len(groups(shop)) == 30
    undo_decision(shop, number, AT)
    assert len(groups(shop)) == 30
    assert state(shop) == rebuilt(shop)


@pytest.mark.slow("imports files again and again")
def test_splitting_a_phone_before_it_becomes_a_hub_and_after(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=[bought(f"o{n}", f"a{n}", phone=PHONE) for n in range(5)])
    number = split(shop, owner(shop, "o1"), [F], at=AT)
    assert len(groups(shop)) == 5
    add_batch(shop, orders=[bought(f"p{n}", f"b{n}", phone=PHONE) for n in range(30)])
    assert len(groups(shop)) == 35
    undo_decision(shop, number, AT)
    assert len(groups(shop)) == 35
    assert state(shop) == rebuilt(shop)


@pytest.mark.slow("imports files again and again")
def test_names_with_quotes_rare_characters_and_colons_can_be_judged(tmp_path: Path) -> None:
    accounts = ["o'brien", "张𠮷", "a:b|c", '"x"', "e\\f"]
    shop = workspace(tmp_path, orders=[bought(f"o{n}", name) for n, name in enumerate(accounts)])
    merge(shop, [owner(shop, f"o{n}") for n in range(5)], at=AT)
    assert groups(shop) == together("o0 o1 o2 o3 o4")
    split(shop, owner(shop, "o0"), ["a:shop:张𠮷", "a:shop:a:b|c"], at=AT)
    assert groups(shop) == together("o0 o3 o4", "o1 o2")


def test_members_without_orders_can_be_merged(tmp_path: Path) -> None:
    shop = workspace(tmp_path, customers=[member("ann", phone=PHONE), member("ann2", email="a@x.cn")])
    merge(shop, [owner(shop, "ann"), owner(shop, "ann2")], at=AT)
    kept = shop.query("SELECT phone, email FROM core.customers").to_dict("records")
    assert kept == [{"phone": PHONE, "email": "a@x.cn"}]


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    "attempt",
    [
        lambda shop, person: merge(shop, [person], at=AT),
        lambda shop, person: merge(shop, [person, person], at=AT),
        lambda shop, person: merge(shop, [person, "nobody"], at=AT),
        lambda shop, person: split(shop, person, [], at=AT),
        lambda shop, person: split(shop, person, list(own_nodes(shop, person)), at=AT),
        lambda shop, person: split(shop, person, ["a:shop:somebody else"], at=AT),
        lambda shop, person: undo_decision(shop, 7, AT),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(
    family: DuckWarehouse, attempt: Callable[[DuckWarehouse, str], object]
) -> None:
    before = state(family)
    with pytest.raises(ParameterError):
        attempt(family, owner(family, "o1"))
    assert state(family) == before
    assert decisions(family) == []


def test_a_decision_is_undone_once(strangers: DuckWarehouse) -> None:
    number = merge(strangers, [owner(strangers, "o1"), owner(strangers, "o3")], at=AT)
    undo_decision(strangers, number, AT)
    with pytest.raises(ParameterError, match="the number of a decision that is in force"):
        undo_decision(strangers, number, AT)
