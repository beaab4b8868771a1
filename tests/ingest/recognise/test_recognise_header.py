"""Header cells that people and platforms write in many ways."""

import pytest

from insight.ingest.recognise import header_fingerprint, normalise_header, without_note
from insight.ingest.recognise.names.header import Header


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("收货地址 ", "收货地址"),
        ("\ufeff订单编号", "订单编号"),
        ("订单\u200b编号", "订单编号"),
        ("商品总价（元）", "商品总价(元)"),
        ("Ｎａｍｅ", "name"),
        ("Created   at", "created at"),
        ("\t主订单编号\t", "主订单编号"),
        ("Order\u00a0ID", "order id"),
        ("", ""),
    ],
)
def test_a_header_is_the_same_however_it_is_written(written: str, read: str) -> None:
    assert normalise_header(written) == read


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("商品总价(元)", "商品总价"),
        ("商品数量（件）", "商品数量"),
        ("商家备注等级（等级1-5为由高到低）", "商家备注等级"),
        ("Fecha de nacimiento (customer.metafields.facts.birth_date)", "fecha de nacimiento"),
        ("标签组1(学员等级)", "标签组1"),
        ("(元)", "(元)"),
        ("订单编号", "订单编号"),
    ],
)
def test_a_note_at_the_end_can_be_left_out(written: str, bare: str) -> None:
    assert without_note(written) == bare


def test_the_exact_name_is_tried_before_the_one_without_its_note() -> None:
    assert Header.of(["金额(元)", "金额"]).find("金额") == (1,)


def test_a_name_is_found_with_a_note_that_only_one_side_writes() -> None:
    assert Header.of(["订单号", "运费（元）"]).find("运费") == (1,)
    assert Header.of(["订单号", "运费"]).find("运费(元)") == (1,)


def test_two_different_notes_are_two_names() -> None:
    assert Header.of(["Grand Total (Purchased)"]).find("Grand Total (Base)") == ()


def test_of_two_equal_names_the_first_counts() -> None:
    assert Header.of(["分销员", "导购", "分销员"]).find("分销员") == (0,)


def test_a_star_finds_every_name_that_begins_so() -> None:
    assert Header.of(["标签组1(等级)", "手机", "标签组2(来源)"]).find("标签组*") == (0, 2)


def test_the_fingerprint_forgets_how_a_header_is_written_but_not_the_order_of_its_columns() -> None:
    assert header_fingerprint(["收货地址 ", "Total"]) == header_fingerprint(["收货地址", "TOTAL"])
    assert header_fingerprint(["Total", "收货地址"]) != header_fingerprint(["收货地址", "Total"])
    assert header_fingerprint(["ab", "c"]) != header_fingerprint(["a", "bc"])
