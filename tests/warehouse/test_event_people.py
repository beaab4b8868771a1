"""Users of whom there are only events are people, until something else names them."""

import datetime as dt
from pathlib import Path

import pytest

from insight.warehouse import DuckWarehouse
from tests.ingest.by_hand import case, loaded, people
from tests.workspaces import add_batch, member, order, workspace


def seen(user: str | None, name: str = "view") -> dict[str, object]:
    return {"customer_ref": user, "event": name, "occurred_at": dt.datetime(2024, 1, 1, 10)}


def owners(warehouse: DuckWarehouse) -> set[object]:
    return set(warehouse.query("SELECT customer_id FROM core.events WHERE customer_ref IS NOT NULL")["customer_id"])


@pytest.mark.parametrize("name", ["k18_events_only.csv", "k7_events.csv"])
def test_users_of_events_are_people(tmp_path: Path, name: str) -> None:
    warehouse, _ = loaded(tmp_path, case(name))
    assert people(warehouse) == 9
    assert len(owners(warehouse)) == 9


def test_a_device_without_a_user_is_nobody(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, events=[seen(None) | {"anonymous_id": "d1"}])
    assert people(warehouse) == 0


def test_a_user_whom_an_order_names_is_the_buyer(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=[order("ann", "2024-01-02", 10)], events=[seen("ann"), seen("bob")])
    assert people(warehouse) == 2
    assert set(warehouse.query("SELECT customer_id FROM core.orders")["customer_id"]) < owners(warehouse)


def test_a_user_named_later_is_that_person_and_no_second_one(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, events=[seen("ann"), seen("bob")])
    assert people(warehouse) == 2
    add_batch(warehouse, orders=[order("ann", "2024-01-02", 10)], customers=[member("bob", "2024-01-01")])
    assert people(warehouse) == 2
    assert warehouse.count("SELECT customer_id FROM core.customers WHERE name = 'bob'") == 1
    known = set(warehouse.query("SELECT customer_id FROM core.customers")["customer_id"])
    assert owners(warehouse) == known


def test_a_batch_that_brings_events_and_names_their_user_keeps_the_earlier_ones(tmp_path: Path) -> None:
    """Each customer list says that one more user has the same phone; what that user did before is hers as well."""
    users = ("u1", "u2", "u3", "u4")
    warehouse = workspace(tmp_path, events=[seen(user) for user in users])
    for number, user in enumerate(users, 1):
        add_batch(warehouse, customers=[member(user, phone="13800000001")], events=[seen(user, "pay")])
        assert people(warehouse) == 1 + len(users) - number
        assert warehouse.count("SELECT 1 FROM core.events WHERE customer_id IS NULL") == 0
    assert owners(warehouse) == set(warehouse.query("SELECT customer_id FROM core.customers")["customer_id"])


def test_a_number_that_two_people_have_is_neither_of_them_nor_a_third(tmp_path: Path) -> None:
    """It is the account of one and the member number of the other."""
    warehouse = workspace(tmp_path, events=[seen("ann")])
    (alone,) = owners(warehouse)
    assert alone is not None
    add_batch(warehouse, customers=[member("ann"), member("zed", member_no="ann")])
    assert warehouse.count("SELECT 1 FROM core.events WHERE customer_id IS NOT NULL") == 0
    add_batch(warehouse, events=[seen("ann", "cart")])
    assert warehouse.count("SELECT 1 FROM core.events WHERE customer_id IS NOT NULL") == 0
    assert people(warehouse) == 2
