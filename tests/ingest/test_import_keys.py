"""Whose number, phone and e-mail it is: placeholders are nobody's, two in a cell are two, nobody overwrites anybody."""

from pathlib import Path

import pytest

from tests.ingest.by_hand import ORDERS, case, cleaned, loaded, mapped, orders_file, people, said, spent
from tests.uploads import write

PEOPLE = {"customers": {"member_no": "card", "name": "name", "phone": "phone", "email": "mail"}}


@pytest.mark.slow("imports files again and again")
def test_a_guest_number_zero_is_nobodys(tmp_path: Path) -> None:
    warehouse, _ = loaded(tmp_path, case("01_guest_customer_id_zero.csv"))
    assert people(warehouse) == 4
    assert spent(warehouse)["Jon Reed"] == 70
    assert said(case("01_guest_customer_id_zero.csv")) == [("placeholder", "0", 4)]


@pytest.mark.slow("imports files again and again")
def test_erased_people_are_nobody_and_their_orders_stay(tmp_path: Path) -> None:
    warehouse, report = loaded(tmp_path, case("02_anonymised_customers.csv"))
    assert (people(warehouse), report.tables["orders"].new) == (2, 5)
    assert sum(spent(warehouse).values()) == 270
    assert said(case("02_anonymised_customers.csv")) == [("placeholder", "deleted@site.invalid", 3)]


@pytest.mark.parametrize("name", ["02b_anonymous_customers.csv", "02c_no_mail_placeholder.csv"])
def test_an_address_for_nobody_joins_nobody(tmp_path: Path, name: str) -> None:
    warehouse, report = loaded(tmp_path, case(name))
    assert (people(warehouse), report.tables["orders"].new) == (1, 8)


@pytest.mark.slow("imports files again and again")
def test_words_for_no_member_number_are_empty(tmp_path: Path) -> None:
    warehouse, _ = loaded(tmp_path, case("03_placeholder_member_no.csv"))
    assert people(warehouse) == 7
    assert sum(spent(warehouse).values()) == 3600
    assert {value for _, value, _ in said(case("03_placeholder_member_no.csv"))} == {"#N/A", "无", "\\N"}


def test_members_without_a_card_keep_their_phones(tmp_path: Path) -> None:
    warehouse, report = loaded(tmp_path, case("03b_members_placeholder_card.csv"))
    assert (people(warehouse), report.tables["customers"].new) == (5, 5)
    assert warehouse.count("SELECT DISTINCT value FROM core.identifiers WHERE kind = 'phone'") == 5


def test_a_word_in_place_of_an_order_number_loses_no_sale(tmp_path: Path) -> None:
    warehouse, report = loaded(tmp_path, case("04_placeholder_order_no.csv"))
    assert (report.tables["orders"].new, report.tables["orders"].updated) == (5, 0)
    assert sum(spent(warehouse).values()) == 1500
    assert said(case("04_placeholder_order_no.csv")) == [("placeholder", "线下", 3)]


@pytest.mark.parametrize(("no", "times"), [("N/A", 1), ("0", 2)])
def test_a_word_for_no_number_stands_once_and_a_typed_one_for_several_orders(
    tmp_path: Path, no: str, times: int
) -> None:
    """What says nothing is no number even once; a nought may be one, until two orders have it."""
    rows = [f"{no},2024-03-0{day},K{day},P{day},1390000001{day},,10" for day in range(1, times + 1)]
    rows += [f"2024000000000{day},2024-03-0{day},K{day},P{day},1390000001{day},,10" for day in range(5, 8)]
    path = orders_file(tmp_path, *rows)
    assert loaded(tmp_path, path, ORDERS)[1].tables["orders"].new == times + 3
    assert said(path, ORDERS) == [("placeholder", no, times)]


@pytest.mark.parametrize(
    ("names", "phones"),
    [("Ann Ann Ann", "13800010001 13800010002 13800010003"), ("Bo Cy Di", "13800020000 13800020000 13800020000")],
    ids=["one person, three phones", "three names, one phone"],
)
def test_three_of_one_kind_beside_a_key_make_it_no_placeholder(tmp_path: Path, names: str, phones: str) -> None:
    beside = enumerate(zip(names.split(), phones.split(), strict=True), 1)
    rows = [f"A{n},2024-01-0{n},W1,{name},{phone},,10" for n, (name, phone) in beside]
    rows += [f"C{n},2024-01-0{n},W{n + 3},Ed{n},1380003000{n},,10" for n in range(1, 9)]
    assert said(orders_file(tmp_path, *rows), ORDERS) == []


def test_a_number_typed_to_get_past_a_field_stands_beside_two_phones(tmp_path: Path) -> None:
    rows = [f"A{n},2024-01-0{n},111111,Ann,1380001000{n},,10" for n in range(1, 3)]
    rows += [f"C{n},2024-01-0{n},W{n + 3},Ed{n},1380003000{n},,10" for n in range(1, 9)]
    assert said(orders_file(tmp_path, *rows), ORDERS) == [("placeholder", "111111", 2)]


@pytest.mark.one_in(6)
@pytest.mark.parametrize(
    "key", ["0", "000", "-1", "111111", "123456", "guest", "N/A", "匿名用户", "散客", "?", "none", "Walk-in Customer"]
)
def test_a_key_typed_to_get_past_a_field_is_no_key(tmp_path: Path, key: str) -> None:
    path = orders_file(
        tmp_path,
        f"20240000000001,2024-03-01,{key},Ann,13900000011,,10",
        f"20240000000002,2024-03-02,{key},Bob,13900000012,,10",
        "20240000000003,2024-03-03,K7,Cid,13900000013,,10",
    )
    assert people(loaded(tmp_path, path, ORDERS)[0]) == 3
    assert said(path, ORDERS) == [("placeholder", key, 2)]


@pytest.mark.one_in(3)
@pytest.mark.parametrize("key", ["10", "A0", "7", "M0001", "小红薯", "ann_shop"])
def test_a_real_customer_keeps_number_and_name(tmp_path: Path, key: str) -> None:
    path = orders_file(
        tmp_path,
        f"20240000000001,2024-03-01,{key},Ann,13900000011,,10",
        f"20240000000002,2024-03-02,{key},Ann,13900000012,,10",
        "20240000000003,2024-03-03,K7,Cid,13900000013,,10",
    )
    assert people(loaded(tmp_path, path, ORDERS)[0]) == 2
    assert said(path, ORDERS) == []


def test_zero_is_a_real_number_where_it_stands_beside_one_person(tmp_path: Path) -> None:
    rows = [f"2024000000000{i},2024-03-0{i + 1},{i},P{i},1390000001{i},,10" for i in range(5)]
    assert said(orders_file(tmp_path, *rows), ORDERS) == []


@pytest.mark.slow("imports files again and again")
def test_the_number_of_a_till_stands_out_among_the_numbers_of_people(tmp_path: Path) -> None:
    own = [f"202400000000{i:02},2024-03-01,K{i},P{i},139000000{i:02},,10" for i in range(20, 60)]
    till = [f"202400000001{i:02},2024-03-02,C9000,Q{i},138000111{i:02},,10" for i in range(20, 24)]
    path = orders_file(tmp_path, *own, *till)
    assert said(path, ORDERS) == [("placeholder", "C9000", 4)]
    assert people(loaded(tmp_path, path, ORDERS)[0]) == 44


def test_a_person_may_say_that_a_placeholder_is_a_key(tmp_path: Path) -> None:
    path = case("01_guest_customer_id_zero.csv")
    draft, mapping = mapped(path)
    from dataclasses import replace

    from insight.ingest.clean import clean
    from insight.warehouse import scratch

    with scratch() as session:
        decided = replace(mapping, assumed={"placeholder:0": "key"})
        found = clean(session, draft.table, decided, currency="CNY")  # type: ignore[attr-defined]
        kept = session.scalar("SELECT count(*) FROM incoming_orders WHERE buyer_ref = '0'")
    assert kept == 4
    assert found.assumptions == ()


@pytest.mark.one_in(5)
@pytest.mark.parametrize(
    ("mail", "is_somebody"),
    [
        ("noemail@shop.com", False),
        ("no-mail@x.org", False),
        ("no_reply@x.org", False),
        ("deleted-user-17@gdpr.example.org", False),
        ("anonymous123@x.org", False),
        ("guest@x.org", False),
        ("none@none.com", False),
        ("x@noemail.com", False),
        ("erased@site.invalid", False),
        ("noah@x.org", True),
        ("nolan.reed@x.org", True),
        ("anna.nonnen@x.org", True),
        ("deleon@x.org", True),
        ("guestave@x.org", True),
    ],
)
def test_addresses_made_for_no_one(tmp_path: Path, mail: str, is_somebody: bool) -> None:
    path = orders_file(tmp_path, f"20240000000001,2024-03-01,,Ann,,{mail},10")
    assert people(loaded(tmp_path, path, ORDERS)[0]) == is_somebody


@pytest.mark.parametrize("phone", ["13800000000", "12345678901", "13800138000"])
def test_a_made_up_phone_beside_two_people_is_nobodys(tmp_path: Path, phone: str) -> None:
    rows = [f"2024000000000{i},2024-03-01,K{i},P{i},{phone},,10" for i in range(3)]
    path = orders_file(tmp_path, *rows)
    assert people(loaded(tmp_path, path, ORDERS)[0]) == 3
    assert said(path, ORDERS) == [("placeholder", phone, 3)]


@pytest.mark.slow("imports files again and again")
def test_the_same_phone_of_one_person_is_a_phone(tmp_path: Path) -> None:
    path = orders_file(
        tmp_path, "20240000000001,2024-03-01,K1,Ann,13800000000,,10", "20240000000002,2024-03-02,K1,Ann,13800000000,,10"
    )
    assert said(path, ORDERS) == []
    assert loaded(tmp_path, path, ORDERS)[0].count("SELECT 1 FROM core.identifiers WHERE kind = 'phone'") == 1


def test_one_phone_in_many_forms_is_one_person(tmp_path: Path) -> None:
    warehouse, _ = loaded(tmp_path, case("09_phone_forms.csv"))
    assert people(warehouse) == 4
    found = set(warehouse.query("SELECT value FROM core.identifiers WHERE kind = 'phone'")["value"])
    assert found == {"442079460958", "13900112233", "4155550142", "13900119988", "13900117766"}


@pytest.mark.slow("imports files again and again")
def test_two_phones_of_one_cell_join_what_each_names(tmp_path: Path) -> None:
    warehouse, _ = loaded(tmp_path, case("09d_few_pairs.csv"))
    assert people(warehouse) == 10
    columns = {
        "orders": {
            "order_id": "订单编号",
            "ordered_at": "下单时间",
            "buyer_name": "姓名",
            "phone": "手机号",
            "paid_amount": "实付金额",
        }
    }
    warehouse, _ = loaded(tmp_path, case("09b_two_phones_in_a_cell.csv"), columns)
    assert people(warehouse) == 4
    assert spent(warehouse) == {"周一": 300, "吴二": 300, "郑三": 900, "王四": 600}


def test_two_addresses_of_one_cell_are_two_identifiers(tmp_path: Path) -> None:
    warehouse, _ = loaded(tmp_path, case("09c_two_mails_in_a_cell.csv"))
    assert people(warehouse) == 2
    found = set(warehouse.query("SELECT value FROM core.identifiers WHERE kind = 'email'")["value"])
    assert found == {"ines.palm@example.org", "ines@work.example", "kim.sato@example.org"}


def test_the_second_phone_joins_two_accounts(tmp_path: Path) -> None:
    path = orders_file(
        tmp_path,
        "20240000000001,2024-03-01,K1,Ann,13900000011/13900000012,,10",
        "20240000000002,2024-03-02,K2,Ann,13900000012,,10",
        "20240000000003,2024-03-03,K3,Bob,13900000013,a@x.org; b@x.org,10",
        "20240000000004,2024-03-03,K4,Bob,,b@x.org,10",
    )
    assert people(loaded(tmp_path, path, ORDERS)[0]) == 2


def test_a_phone_that_cannot_be_read_is_listed(tmp_path: Path) -> None:
    path = orders_file(
        tmp_path,
        "20240000000001,2024-03-01,K1,Ann,1390000001112345678,,10",
        "20240000000002,2024-03-02,K2,Bob,138****0012,not@mail,10",
        "20240000000003,2024-03-02,K3,Cid,门店自提,,10",
    )
    problems = cleaned(path, ORDERS).problems
    assert list(zip(problems["source_row"], problems["reason"], problems["is_rejected"], strict=True)) == [
        (2, "not_a_phone", False),
        (3, "not_an_email", False),
    ]


@pytest.mark.slow("imports files again and again")
@pytest.mark.parametrize(("name", "persons"), [("k17_dup_phone_lost_mail.csv", 38), ("k16_two_phone_rows.csv", 38)])
def test_two_people_over_one_phone_keep_two_addresses(tmp_path: Path, name: str, persons: int) -> None:
    warehouse, report = loaded(tmp_path, case(name))
    assert report.tables["customers"].new == 40
    assert people(warehouse) == persons
    assert warehouse.count("SELECT DISTINCT email FROM core.source_customers") == 40
    assert warehouse.count("SELECT DISTINCT value FROM core.identifiers WHERE kind = 'email'") == 40


def test_a_member_listed_twice_with_two_addresses_loses_neither(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "m.csv",
        "card,name,phone,mail\nM1,Ann,13900000011,a@x.org\nM1,Ann,13900000011,b@x.org\nM2,Bob,13900000012,\n",
    )
    warehouse, report = loaded(tmp_path, path, PEOPLE)
    assert (report.tables["customers"].new, people(warehouse)) == (3, 2)


def test_a_member_listed_twice_alike_is_one_row_and_said(tmp_path: Path) -> None:
    path = write(
        tmp_path, "m.csv", "card,name,phone,mail\nM1,Ann,13900000011,\nM1,Ann,13900000011,\nM2,Bob,13900000012,\n"
    )
    assert said(path, PEOPLE) == [("duplicate_rows", "last", 1)]


@pytest.mark.slow("imports files again and again")
def test_a_list_loaded_again_is_the_same_list(tmp_path: Path) -> None:
    from insight.ingest import examine, load
    from tests.uploads import IMPORTED_AT

    warehouse, _ = loaded(tmp_path, case("k17_dup_phone_lost_mail.csv"))
    (report,) = load(warehouse, examine(case("k17_dup_phone_lost_mail.csv")), imported_at=IMPORTED_AT)
    assert report.tables["customers"].unchanged == 40
