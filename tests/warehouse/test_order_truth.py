"""What counts as a sale, and what it is worth."""

from pathlib import Path
from typing import Any

import pytest

from insight.warehouse import ORDER_TRUTH
from tests.workspaces import order, workspace


def net(tmp_path: Path, **columns: Any) -> tuple[float, bool]:
    row = order("a", "2024-01-01", columns.pop("paid", 100)) | columns
    found = workspace(tmp_path, orders=[row]).query("SELECT net_amount, is_valid FROM core.orders").iloc[0]
    return float(found["net_amount"]), bool(found["is_valid"])


@pytest.mark.parametrize("status", ["paid", "shipped", "completed", "unknown", None])
def test_paid_orders_count(tmp_path: Path, status: str | None) -> None:
    assert net(tmp_path, status=status) == (100, True)


@pytest.mark.parametrize("status", ["unpaid", "closed", "refunded"])
def test_unpaid_closed_and_refunded_orders_do_not_count(tmp_path: Path, status: str) -> None:
    assert not net(tmp_path, status=status)[1]


def test_a_cancelled_order_does_not_count_whatever_its_status(tmp_path: Path) -> None:
    assert not net(tmp_path, status="paid", cancelled_at="2024-01-02")[1]


def test_a_partial_refund_is_netted(tmp_path: Path) -> None:
    assert net(tmp_path, refund_amount=30) == (70, True)


def test_a_refund_already_deducted_by_the_export_is_not_deducted_again(tmp_path: Path) -> None:
    assert net(tmp_path, paid=148.90, order_amount=327.70, refund_amount=178.80) == (148.90, True)


def test_a_full_refund_leaves_nothing_and_does_not_count(tmp_path: Path) -> None:
    assert net(tmp_path, refund_amount=100) == (0, False)


def test_a_refund_larger_than_the_payment_leaves_nothing(tmp_path: Path) -> None:
    assert net(tmp_path, refund_amount=120) == (0, False)


def test_a_refund_without_an_amount_takes_off_everything(tmp_path: Path) -> None:
    assert net(tmp_path, refund_status="refunded") == (0, False)


def test_a_credit_note_keeps_its_sign_and_does_not_count(tmp_path: Path) -> None:
    assert net(tmp_path, paid=-12, order_amount=None) == (-12, False)


def test_an_order_without_a_paid_amount_is_worth_its_order_amount(tmp_path: Path) -> None:
    assert net(tmp_path, paid_amount=None, order_amount=59.9) == (59.9, True)


def test_the_rule_is_stated_in_both_languages() -> None:
    for text in ORDER_TRUTH:
        assert text.render("zh_CN") != text.render("en")
