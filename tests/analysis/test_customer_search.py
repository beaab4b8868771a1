"""People are found by whatever is at hand, and shown with masked contacts."""

from pathlib import Path

import pytest

from insight.analysis.customer import describe, find
from insight.warehouse import DuckWarehouse
from tests.workspaces import member, order, workspace

PHONE = "13812341234"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    customers = [
        member("M001", phone=PHONE, email="anna@x.cn", nickname="小安", city="杭州") | {"name": "安妮"},
        member("M002", wechat_unionid="uni-2") | {"name": "O'Brien"},
        member("M003") | {"name": "张𠮷 100%_off"},
        *(member(f"N{n:03}") | {"name": f"王{n}"} for n in range(60)),
    ]
    orders = [
        order("tb_ann", "2025-01-01", 10, order_id="693216935829300123", phone=PHONE, buyer_name="安妮女士"),
        order("tb_bob", "2025-01-02", 20, phone_masked="139****1234", buyer_name="李*"),
        order("N059", "2025-01-03", 30),
    ]
    return workspace(tmp_path_factory.mktemp("shop"), customers=customers, orders=orders)


def hits(shop: DuckWarehouse, text: str) -> list[tuple[str, str]]:
    return [(row["name"], row["matched"]) for row in find(shop, text).to_dict("records")]


@pytest.mark.parametrize(
    ("text", "matched"),
    [
        (PHONE, "phone"),
        ("+86 138-1234-1234", "phone"),
        ("１３８１２３４１２３４", "phone"),
        ("Anna@X.cn", "email"),
        ("anna@", "email"),
        ("693216935829300123", "order"),
        ("'693216935829300123", "order"),
        ('="693216935829300123"', "order"),
        ("M001", "account"),
        ("tb_ann", "account"),
        ("安妮", "name"),
        ("安妮女士", "name"),
        ("小安", "name"),
        ("妮女", "part"),
    ],
)
def test_one_person_is_found_in_many_ways(shop: DuckWarehouse, text: str, matched: str) -> None:
    assert hits(shop, text) == [("安妮", matched)]


def test_the_last_four_digits_find_whole_and_masked_phones(shop: DuckWarehouse) -> None:
    assert sorted(hits(shop, "1234")) == [("安妮", "phone_tail"), ("李*", "phone_tail")]


def test_a_customer_id_finds_its_person_alone(shop: DuckWarehouse) -> None:
    customer_id = find(shop, "安妮")["customer_id"].iloc[0]
    assert hits(shop, customer_id) == [("安妮", "customer_id")]


def test_a_wechat_id_finds_its_person(shop: DuckWarehouse) -> None:
    assert hits(shop, "uni-2") == [("O'Brien", "account")]


@pytest.mark.parametrize(
    ("text", "name"), [("O'Brien", "O'Brien"), ("张𠮷", "张𠮷 100%_off"), ("100%_", "张𠮷 100%_off")]
)
def test_quotes_rare_characters_and_wildcards_are_plain_text(shop: DuckWarehouse, text: str, name: str) -> None:
    assert [found for found, _matched in hits(shop, text)] == [name]


@pytest.mark.parametrize("text", ["", "   ", "nobody", "%", "' OR 1=1 --", "9" * 5000])
def test_nobody_is_found_by_nothing(shop: DuckWarehouse, text: str) -> None:
    if text == "%":
        assert [found for found, _matched in hits(shop, text)] == ["张𠮷 100%_off"]
    else:
        assert hits(shop, text) == []


def test_the_list_is_bounded_says_how_many_there_are_and_begins_with_buyers(shop: DuckWarehouse) -> None:
    found = find(shop, "王")
    assert (len(found), set(found["people_found"])) == (50, {60})
    assert found["name"].iloc[0] == "王59"


def test_contacts_are_masked_unless_asked_for(shop: DuckWarehouse) -> None:
    row = find(shop, PHONE).iloc[0]
    assert (row["phone"], row["email"], row["matched_value"]) == ("138****1234", "a***@x.cn", "138****1234")
    row = find(shop, PHONE, unmasked=True).iloc[0]
    assert (row["phone"], row["email"], row["matched_value"]) == (PHONE, "anna@x.cn", PHONE)


def test_people_are_described_in_one_line(shop: DuckWarehouse) -> None:
    customer_id = find(shop, "安妮")["customer_id"].iloc[0]
    assert describe(shop, [customer_id, "gone"]) == {customer_id: "安妮 · 138****1234 · 杭州", "gone": "gone"}


def test_an_empty_workspace_finds_nobody(tmp_path: Path) -> None:
    assert find(workspace(tmp_path), "ann").empty
