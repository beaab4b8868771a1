"""The words of order and after-sales states."""

import pytest

from insight.ingest.recognise import load_templates, normalise_word, shared_refund_words, shared_status_words
from insight.ingest.recognise.names.words import canonical_words
from insight.schema import ORDER_STATUSES


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("买家已付款,等待卖家发货", "paid"),
        ("买家已付款，等待卖家发货", "paid"),
        ("卖家已发货，等待买家确认", "shipped"),
        ("等待买家付款", "unpaid"),
        ("交易成功", "completed"),
        ("交易关闭", "closed"),
        ("(删除)等待出库", "closed"),
        ("（删除）等待出库", "closed"),
        ("partially_refunded", "paid"),
        ("refunded", "refunded"),
        ("authorized", "unpaid"),
        ("Cancelled", "closed"),
        ("Shipped", "shipped"),
        ("on-hold", "paid"),
        ("failed", "closed"),
    ],
)
def test_a_status_word_has_one_meaning_in_every_export(word: str, status: str) -> None:
    assert shared_status_words()[normalise_word(word)] == status


@pytest.mark.parametrize(
    ("word", "status"),
    [("没有申请退款", "none"), ("退款成功", "refunded"), ("无售后或售后取消", "none"), ("待退货", "open")],
)
def test_an_after_sales_word_has_one_meaning(word: str, status: str) -> None:
    assert shared_refund_words()[normalise_word(word)] == status


def test_every_word_means_a_canonical_status_and_none_means_unknown() -> None:
    for template in load_templates():
        assert set(template.status_words.values()) <= set(ORDER_STATUSES) - {"unknown"}
    assert set(shared_status_words().values()) == set(ORDER_STATUSES) - {"unknown"}
    assert set(shared_refund_words().values()) == {"none", "open", "refunded"}


def test_a_word_with_two_meanings_is_an_error() -> None:
    with pytest.raises(ValueError, match="完成"):
        canonical_words({"completed": ["完成"], "closed": ["完成 "]}, ORDER_STATUSES)


def test_a_status_that_is_not_canonical_is_an_error() -> None:
    with pytest.raises(ValueError, match="finished"):
        canonical_words({"finished": ["完成"]}, ORDER_STATUSES)
