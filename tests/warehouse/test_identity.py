"""Rows that share an exact identifier are one person; what too many share, or is masked, joins nobody."""

import random
from itertools import pairwise
from pathlib import Path

import pytest

from insight.warehouse import DuckWarehouse, Warehouse
from tests.warehouse.people import groups, owner, rebuilt, state, together
from tests.workspaces import Row, add_batch, member, order, workspace

PHONE, OTHER_PHONE = "13812341234", "13956785678"


def bought(number: str, buyer: str | None = None, **more: object) -> Row:
    return order(buyer, "2025-01-01", 10, order_id=number, **more)


def hubs(warehouse: Warehouse) -> dict[str, int]:
    found = warehouse.query("SELECT node, names FROM core.hubs")
    return dict(zip(found["node"], found["names"], strict=True))


def shop_phone_orders(count: int, **more: object) -> list[Row]:
    return [bought(f"o{n}", f"a{n}", phone=PHONE, **more) for n in range(count)]


def test_a_chain_of_identifiers_is_one_person(tmp_path: Path) -> None:
    orders = [
        bought("o1", "ann", phone=PHONE),
        bought("o2", None, phone=PHONE, email="a@x.cn"),
        bought("o3", None, email="a@x.cn", source_system="shopify"),
        bought("o4", "ann2", email="a@x.cn", source_system="jd"),
        bought("o5", "bob"),
    ]
    shop = workspace(tmp_path, orders=orders)
    assert groups(shop) == together("o1 o2 o3 o4", "o5")


@pytest.mark.slow("imports files again and again")
def test_a_long_chain_is_one_person_whatever_order_it_comes_in(tmp_path: Path) -> None:
    links = [bought(f"o{n}", f"a{n}", phone=str(13800000000 + n)) for n in range(60)]
    bridges = [bought(f"b{n}", f"a{n + 1}", phone=str(13800000000 + n)) for n in range(59)]
    rows = links + bridges
    random.Random(4).shuffle(rows)
    shop = workspace(tmp_path, orders=rows[:40])
    add_batch(shop, orders=rows[40:80])
    add_batch(shop, orders=rows[80:])
    assert len(groups(shop)) == 1
    assert state(shop) == rebuilt(shop)


def test_accounts_of_three_platforms_under_one_phone_are_one_person(tmp_path: Path) -> None:
    orders = [
        bought(f"o{n}", "ann", phone=PHONE, source_system=name) for n, name in enumerate(("tmall", "jd", "youzan"))
    ]
    assert groups(workspace(tmp_path, orders=orders)) == together("o0 o1 o2")


def test_the_same_account_name_on_two_platforms_is_two_people(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=[bought("o1", "ann"), bought("o2", "ann", source_system="jd")])
    assert groups(shop) == together("o1", "o2")


def test_one_shop_phone_on_400_orders_under_different_names_joins_nobody(tmp_path: Path) -> None:
    orders = [bought(f"o{n}", f"a{n}", phone=PHONE, buyer_name=f"顾客{n}") for n in range(400)]
    shop = workspace(tmp_path, orders=orders)
    assert len(groups(shop)) == 400
    assert hubs(shop) == {f"f:{PHONE}": 400}
    assert shop.count("SELECT 1 FROM core.customers WHERE phone IS NOT NULL") == 0


def test_one_shop_phone_on_400_accounts_without_names_joins_nobody(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=shop_phone_orders(400))
    assert len(groups(shop)) == 400
    assert hubs(shop) == {f"f:{PHONE}": 400}


def test_one_shop_email_with_400_phones_joins_nobody(tmp_path: Path) -> None:
    orders = [bought(f"o{n}", None, email="shop@x.cn", phone=str(13800000000 + n)) for n in range(400)]
    shop = workspace(tmp_path, orders=orders)
    assert len(groups(shop)) == 400
    assert hubs(shop) == {"g:shop@x.cn": 400}


def test_one_till_account_with_400_phones_joins_nobody(tmp_path: Path) -> None:
    orders = [bought(f"o{n}", "walk-in", phone=str(13800000000 + n)) for n in range(400)]
    shop = workspace(tmp_path, orders=orders)
    assert len(groups(shop)) == 400
    assert hubs(shop) == {"a:shop:walk-in": 400}
    assert shop.count("SELECT 1 FROM core.identifiers WHERE kind = 'account' AND is_hub") == 400


def test_one_person_with_400_orders_is_no_hub(tmp_path: Path) -> None:
    orders = [bought(f"o{n}", "ann", phone=PHONE, buyer_name="安") for n in range(400)]
    shop = workspace(tmp_path, orders=orders)
    assert len(groups(shop)) == 1
    assert hubs(shop) == {}


def test_a_person_who_sends_presents_to_many_names_stays_one(tmp_path: Path) -> None:
    orders = [bought(f"o{n}", "ann", buyer_name=f"朋友{n}", receiver_phone=str(13800000000 + n)) for n in range(60)]
    shop = workspace(tmp_path, orders=orders)
    assert len(groups(shop)) == 1
    assert hubs(shop) == {}


@pytest.mark.parametrize(("people", "is_hub"), [(20, False), (21, True)])
def test_the_limit_of_a_hub_is_more_than_twenty(tmp_path: Path, people: int, is_hub: bool) -> None:
    shop = workspace(tmp_path, orders=shop_phone_orders(people))
    assert len(groups(shop)) == (people if is_hub else 1)
    assert bool(hubs(shop)) == is_hub


def test_a_family_phone_under_three_names_joins(tmp_path: Path) -> None:
    orders = [bought(f"o{n}", None, phone=PHONE, buyer_name=name) for n, name in enumerate(("张三", "李四", "张小三"))]
    assert groups(workspace(tmp_path, orders=orders)) == together("o0 o1 o2")


def test_masked_phones_never_join(tmp_path: Path) -> None:
    masked = {"phone_masked": "138****1234", "buyer_name": "张*", "city": "杭州市"}
    shop = workspace(tmp_path, orders=[bought("o1", "a", **masked), bought("o2", "b", **masked)])
    assert groups(shop) == together("o1", "o2")


def test_people_split_again_when_their_phone_becomes_a_hub(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=shop_phone_orders(10))
    assert len(groups(shop)) == 1
    before = owner(shop, "o0")
    add_batch(shop, orders=[bought(f"p{n}", f"b{n}", phone=PHONE) for n in range(30)])
    assert len(groups(shop)) == 40
    assert before in {owner(shop, f"o{n}") for n in range(10)}
    assert hubs(shop) == {f"f:{PHONE}": 40}
    assert state(shop) == rebuilt(shop)


def test_a_person_whose_number_stays_is_shown_without_the_phone_that_became_a_hub(tmp_path: Path) -> None:
    shop = workspace(tmp_path, customers=[member("ann", phone=PHONE)])
    assert list(shop.query("SELECT phone FROM core.customers")["phone"]) == [PHONE]
    add_batch(shop, orders=[bought(f"p{n}", f"b{n}", phone=PHONE) for n in range(30)])
    ann = shop.query("SELECT phone FROM core.customers WHERE name = 'ann'")["phone"]
    assert ann.isna().all()
    assert shop.count("SELECT 1 FROM core.identifiers WHERE kind = 'phone' AND NOT is_hub") == 0
    assert state(shop) == rebuilt(shop)


def test_a_phone_that_ceases_to_be_a_hub_joins_again(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=shop_phone_orders(10))
    before = state(shop)
    batch = add_batch(shop, orders=[bought(f"p{n}", f"b{n}", phone=PHONE) for n in range(30)])
    undo_batch(shop, batch)
    assert state(shop) == before


def undo_batch(shop: DuckWarehouse, batch: int) -> None:
    from insight.warehouse import refresh

    with shop.writing() as session:
        session.execute("UPDATE app.batches SET undone_at = imported_at WHERE batch_id = $batch", {"batch": batch})
        refresh(session, [batch])


def test_a_present_to_somebody_elses_phone_joins_nobody(tmp_path: Path) -> None:
    orders = [
        bought("o1", "ann", receiver_phone=PHONE),
        bought("o2", "ann", receiver_phone=OTHER_PHONE),
        bought("o3", "bob", phone=PHONE),
    ]
    assert groups(workspace(tmp_path, orders=orders)) == together("o1 o2", "o3")


def test_an_account_that_always_sends_to_one_phone_owns_it(tmp_path: Path) -> None:
    orders = [
        bought("o1", "ann", receiver_phone=PHONE),
        bought("o2", "ann", receiver_phone=PHONE),
        bought("o3", None, phone=PHONE, source_system="jd"),
    ]
    assert groups(workspace(tmp_path, orders=orders)) == together("o1 o2 o3")


@pytest.mark.slow("imports files again and again")
def test_the_order_of_imports_does_not_matter(tmp_path: Path) -> None:
    draw = random.Random(11)
    rows = [
        bought(
            f"o{n}",
            draw.choice([None, f"a{draw.randrange(30)}"]),
            phone=draw.choice([None, str(13800000000 + draw.randrange(25))]),
            email=draw.choice([None, f"m{draw.randrange(25)}@x.cn"]),
            source_system=draw.choice(["tmall", "jd"]),
        )
        for n in range(120)
    ]
    ways = []
    for _turn in range(3):
        draw.shuffle(rows)
        shop = workspace(tmp_path, orders=rows[:30])
        for start, end in pairwise((30, 60, 90, 120)):
            add_batch(shop, orders=rows[start:end])
        assert state(shop) == rebuilt(shop)
        ways.append({row["identity_key"]: row["customer_id"] for row in state(shop)["core.identity_rows"]})
    assert ways[0] == ways[1] == ways[2]
