"""Words for the state of an order that no list has."""

import pytest

from insight.ingest.recognise.names.stems import status_by_stem
from insight.ingest.recognise.names.words import shared_status_words, status_of


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("待付尾款", "unpaid"),
        ("Offen", "unpaid"),
        ("未入金", "unpaid"),
        ("Pendiente de pago", "unpaid"),
        ("待配货", "paid"),
        ("已审核", "paid"),
        ("To ship", "paid"),
        ("ready_to_ship", "paid"),
        ("Awaiting Fulfillment", "paid"),
        ("Unfulfilled", "paid"),
        ("Bezahlt", "paid"),
        ("発送準備中", "paid"),
        ("支付成功", "paid"),
        ("部分退款成功", "paid"),
        ("待确认收货", "shipped"),
        ("Versandt", "shipped"),
        ("Expédiée", "shipped"),
        ("発送済み", "shipped"),
        ("发货成功", "shipped"),
        ("Out for Delivery", "shipped"),
        ("已结账", "completed"),
        ("订单完成", "completed"),
        ("已完成 Completed", "completed"),
        ("Abgeschlossen", "completed"),
        ("Livrée", "completed"),
        ("Entregado", "completed"),
        ("배송완료", "completed"),
        ("退货完成", "refunded"),
        ("Refund completed", "refunded"),
        ("返金済み", "refunded"),
        ("订单已作废", "closed"),
        ("Storniert", "closed"),
        ("Annulée", "closed"),
        ("キャンセル済み", "closed"),
        ("Declined", "closed"),
        ("申请取消中", None),
        ("Cancellation requested", None),
        ("退款中", None),
        ("未完成", None),
        ("异常", None),
        ("7", None),
    ],
)
def test_the_stem_tells_the_status(word: str, status: str | None) -> None:
    assert status_by_stem(word) == status


def test_what_is_known_goes_before_the_stem() -> None:
    known = shared_status_words()
    assert status_by_stem("支付失败") == "unpaid"
    assert status_of("支付失败", known) == "closed"
    assert status_of("待配货", known | {"待配货": "unpaid"}) == "unpaid"


def test_stems_contradict_few_words_that_are_known() -> None:
    known = shared_status_words()
    told = {word: status_by_stem(word) for word in known}
    wrong = {word for word, status in told.items() if status not in (None, known[word])}
    assert wrong <= {
        "partially_paid",
        "partially paid",
        "requires_confirmation",
        "支付失败",
        "draft",
        "shipped - delivered to buyer",
    }
