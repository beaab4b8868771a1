"""Amounts as shops of many lands write them: signs, dashes for cents, units that only the header tells."""

import pytest

from insight.ingest.clean.macros import reading
from insight.ingest.clean.units import unit_of
from insight.ingest.recognise.cells.witness import looks_like
from insight.schema import Kind
from insight.warehouse import scratch

POINT = {
    "300.-": 300,
    "CHF 300.–": 300,
    "100:-": 100,
    "20.00-": -20,
    "−10.00": -10,
    "(1,200.00)": -1200,
    "12,000원": 12000,
    "1.2만원": 12000,
    "250 р.": 250,
    "120 Kč": 120,
    "1200 Ft": 1200,
    "₦1,200": 1200,
    "AED 1,200.50": 1200.5,
    "Rs. 500": 500,
    "RM10.50": 10.5,
    "100kr": 100,
    "1’200.50": 1200.5,
    "10 Euro": 10,
}
COMMA = {"1.250,-": 1250, "300,–": 300, "20,00-": -20, "1 250,50 руб.": 1250.5, "1\u202f250,50 €": 1250.5, "99,-": 99}
NO_AMOUNT = ("1,200.00CR", "约100", "A12", "N/A", "12 元 5 角")


def test_an_amount_is_read_whatever_stands_beside_it_and_a_dash_for_cents_is_no_minus() -> None:
    with scratch() as opened:
        session = reading(opened)
        for texts, comma in ((POINT, False), (COMMA, True)):
            read = {
                text: session.scalar("SELECT as_money($text, $comma)", {"text": text, "comma": comma}) for text in texts
            }
            assert {text: float(value) for text, value in read.items()} == texts
        for text in NO_AMOUNT:
            assert session.scalar("SELECT as_money($text, FALSE)", {"text": text}) is None
    assert [text for text in (*POINT, *COMMA) if not looks_like(Kind.MONEY, text)] == []


@pytest.mark.parametrize(
    ("header", "sign"),
    [
        ("消费金额（万元）", "万"),
        ("金额(单位：万元)", "万"),
        ("营业额万元", "万"),
        ("销售额（百万元）", "M"),
        ("revenue in millions", "M"),
        ("Sales ($k)", "k"),
        ("Sales (000s)", "k"),
        ("amount_cents", "%"),
        ("price_in_cents", "%"),
        ("金额（分）", "%"),
        ("金额（元）", ""),
        ("优惠（满1万元可用）", ""),
        ("percentage", ""),
        ("accents", ""),
    ],
)
def test_the_unit_of_an_amount_is_heard_in_its_header(header: str, sign: str) -> None:
    assert unit_of(header) == sign
