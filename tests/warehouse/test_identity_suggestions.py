"""Who probably is one person is shown with its reasons, and joined by nobody but staff."""

from pathlib import Path

from insight.warehouse import DuckWarehouse
from insight.warehouse.decisions import keep_apart, undo_decision
from insight.warehouse.identity.suggestions import suggestions
from tests.warehouse.people import AT, groups, owner, together
from tests.workspaces import Row, member, order, workspace

PHONE = "13812341234"


def bought(number: str, buyer: str | None, **more: object) -> Row:
    return order(buyer, "2025-01-01", 10, order_id=number, **more)


def listed(account: str, name: str, **more: object) -> Row:
    return member(account, **more) | {"name": name}


def suggested(shop: DuckWarehouse) -> dict[frozenset[str], str]:
    pairs = suggestions(shop).pairs
    return {frozenset((row["one_id"], row["other_id"])): row["reasons"] for row in pairs.to_dict("records")}


def pair(shop: DuckWarehouse, one: str, other: str) -> frozenset[str]:
    return frozenset((owner(shop, one), owner(shop, other)))


def test_a_masked_phone_that_fits_with_the_same_name_is_suggested_and_not_joined(tmp_path: Path) -> None:
    orders = [bought("o1", "a", buyer_name="张三", phone_masked="138****1234", source_system="tmall")]
    shop = workspace(tmp_path, orders=orders, customers=[listed("m1", "张 三", phone=PHONE)])
    assert groups(shop) == together("o1", "m1")
    assert suggested(shop) == {pair(shop, "o1", "m1"): "masked_phone_fits"}


def test_a_masked_name_counts_only_in_the_same_city(tmp_path: Path) -> None:
    orders = [
        bought("o1", "a", buyer_name="张*", phone_masked="138****1234", city="杭州市", source_system="tmall"),
        bought("o2", "b", buyer_name="张*", phone_masked="138****1234", city="北京市", source_system="tmall"),
        bought("o3", "c", buyer_name="李*", phone_masked="138****1234", city="杭州市", source_system="tmall"),
    ]
    shop = workspace(tmp_path, orders=orders, customers=[listed("m1", "张三", phone=PHONE, city="杭州")])
    assert suggested(shop) == {pair(shop, "o1", "m1"): "masked_phone_fits"}


def test_two_masked_phones_need_the_same_whole_name(tmp_path: Path) -> None:
    masked = {"phone_masked": "138****1234"}
    orders = [
        bought("o1", "a", buyer_name="张三", **masked),
        bought("o2", "b", buyer_name="张三", **masked, source_system="jd"),
        bought("o3", "c", buyer_name="张三丰", **masked, source_system="jd"),
        bought("o4", "d", buyer_name="张三", phone_masked="139****1234", source_system="jd"),
    ]
    shop = workspace(tmp_path, orders=orders)
    assert suggested(shop) == {pair(shop, "o1", "o2"): "same_masked_phone"}


def test_a_masked_phone_is_not_matched_where_the_whole_one_is_known(tmp_path: Path) -> None:
    customers = [listed("m1", "张三", phone=PHONE, phone_masked="138****1234")]
    orders = [bought("o1", "b", buyer_name="张三", phone="13899991234", source_system="jd")]
    assert suggested(workspace(tmp_path, orders=orders, customers=customers)) == {}


def test_sending_to_the_phone_of_somebody_of_the_same_name_is_suggested(tmp_path: Path) -> None:
    orders = [
        bought("o1", "a", buyer_name="王五", receiver_phone=PHONE),
        bought("o2", "a", buyer_name="王五", receiver_phone="13956785678"),
        bought("o3", "b", buyer_name="王五", phone=PHONE, source_system="jd"),
        bought("o4", "c", buyer_name="赵六", receiver_phone=PHONE),
        bought("o5", "c", buyer_name="赵六", receiver_phone="13956785679"),
    ]
    shop = workspace(tmp_path, orders=orders)
    assert suggested(shop) == {pair(shop, "o1", "o3"): "receiver_phone"}


def test_the_same_name_and_birthday_are_suggested_and_the_same_name_alone_is_not(tmp_path: Path) -> None:
    customers = [
        listed("m1", "陈晨", birthday="1990-05-01"),
        listed("m2", "陈晨", birthday="1990-05-01", source_system="jd"),
        listed("m3", "陈晨", birthday="1991-05-01"),
        listed("m4", "陈晨"),
    ]
    shop = workspace(tmp_path, customers=customers)
    assert suggested(shop) == {pair(shop, "m1", "m2"): "same_birthday"}


def test_the_same_name_under_one_shop_phone_is_suggested(tmp_path: Path) -> None:
    orders = [bought(f"o{n}", f"a{n}", phone=PHONE, buyer_name=f"顾客{n}") for n in range(30)]
    orders.append(bought("p1", "b1", phone=PHONE, buyer_name="顾客1"))
    shop = workspace(tmp_path, orders=orders)
    assert suggested(shop) == {pair(shop, "o1", "p1"): "shared_contact"}


def test_people_kept_apart_are_not_suggested_again_until_that_is_undone(tmp_path: Path) -> None:
    orders = [bought("o1", "a", buyer_name="张三", phone_masked="138****1234", source_system="tmall")]
    shop = workspace(tmp_path, orders=orders, customers=[listed("m1", "张三", phone=PHONE)])
    number = keep_apart(shop, owner(shop, "o1"), owner(shop, "m1"), at=AT)
    assert suggestions(shop).count == 0
    undo_decision(shop, number, AT)
    assert suggestions(shop).count == 1


def test_the_list_is_capped_and_says_how_many_there_are(tmp_path: Path) -> None:
    customers = [listed(f"m{n}", "陈晨", birthday="1990-05-01") for n in range(6)]
    found = suggestions(workspace(tmp_path, customers=customers), rows=4)
    assert (found.count, len(found.pairs)) == (15, 4)


def test_nothing_is_suggested_in_an_empty_workspace(tmp_path: Path) -> None:
    assert suggestions(workspace(tmp_path)).count == 0
