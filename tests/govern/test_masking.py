import pyarrow as pa
import pytest

from insight.govern import mask_contacts, mask_email, mask_name, mask_phone, mask_texts


def column(*texts: str | None) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(texts, pa.string())])


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13812341234", "138****1234"),
        ("8613812341234", "861****1234"),
        ("02112345678", "021****5678"),
        ("85212345678", "852****5678"),
        ("62345678", "62****78"),
        ("1234567", "12****67"),
        ("110", "****"),
        ("", "****"),
        ("138****1234", "138****1234"),
        (None, None),
    ],
)
def test_a_phone_keeps_its_ends(phone: str | None, masked: str | None) -> None:
    assert mask_phone(column(phone)).to_pylist() == [masked]


@pytest.mark.parametrize(
    ("email", "masked"),
    [
        ("anna@example.com", "a***@example.com"),
        ("a@b.c", "a***@b.c"),
        ("张三@例子.中国", "张***@例子.中国"),
        ("two@signs@example.com", "t***@example.com"),
        ("no address", "***"),
        ("", "***"),
        (None, None),
    ],
)
def test_an_email_keeps_its_first_letter_and_its_domain(email: str | None, masked: str | None) -> None:
    assert mask_email(column(email)).to_pylist() == [masked]


@pytest.mark.parametrize(
    ("name", "masked"),
    [("张三", "张**"), ("𠮷野家", "𠮷**"), ("O'Brien", "O**"), ("李", "李**"), ("", ""), (None, None)],
)
def test_a_name_keeps_its_first_character_and_hides_its_length(name: str | None, masked: str | None) -> None:
    assert mask_name(column(name)).to_pylist() == [masked]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("13812341234", "138****1234"),
        ("+8613812341234", "+86138****1234"),
        ("张三13812341234", "张三138****1234"),
        ("taobao:13812341234; youzan:13900000001", "taobao:138****1234; youzan:139****0001"),
        ("shopify:anna@example.com; jd:jd_1", "shopify:a***@example.com; jd:jd_1"),
        ("6932169358293001234", "6932169358293001234"),
        ("0013812341234", "0013812341234"),
        ("12812341234", "12812341234"),
        ("0123", "0123"),
        ("tb_13812341234", "tb_138****1234"),
        ("13812341234 13900000001 13900000002", "138****1234 139****0001 139****0002"),
        ("ab13812341234cd", "ab138****1234cd"),
        ("上海 138 1234 1234", "上海 138****1234"),
        ("138-1234-1234/13900000001", "138****1234/139****0001"),
        ("１３８１２３４１２３４", "１３８****１２３４"),
        ("+86 138 1234 1234", "+86 138****1234"),
        ("008613812341234", "0086138****1234"),
        ("VIP; 电话：010-87654321", "VIP; 电话：010-****4321"),
        ("call +44 20 7946 0958", "call +44****58"),
        ("anna＠example.com", "a***@example.com"),
        ("2025-01-13", "2025-01-13"),
        ("SKU 0123-45", "SKU 0123-45"),
        (None, None),
    ],
)
def test_contacts_inside_other_text_are_hidden_and_other_numbers_left_digit_for_digit(
    text: str | None, masked: str | None
) -> None:
    assert mask_contacts(column(text)).to_pylist() == [masked]


def test_a_column_without_rows_stays_one() -> None:
    for mask in (mask_phone, mask_email, mask_name, mask_contacts):
        assert mask(column()).to_pylist() == []


def test_every_text_of_a_table_is_masked_but_those_kept() -> None:
    table = pa.table({"customer_id": ["13812341234"], "city": ["Shanghai 13812341234"], "orders": [3]})
    assert mask_texts(table, keep=("customer_id",)).to_pylist() == [
        {"customer_id": "13812341234", "city": "Shanghai 138****1234", "orders": 3}
    ]
