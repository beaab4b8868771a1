"""Header rows of several levels: a column is known by its own name, by its group, and by both together."""

import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from insight.ingest.read import TextTable, read_file
from insight.ingest.recognise import recognise
from insight.ingest.recognise.names.header import Header
from tests.ingest.recognise.conftest import headers_of, only


def book(folder: Path, rows: Sequence[Sequence[object]], merged: Sequence[str]) -> TextTable:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(list(row))
    for cells in merged:
        workbook.active.merge_cells(cells)
    content = io.BytesIO()
    workbook.save(content)
    path = folder / "export.xlsx"
    path.write_bytes(content.getvalue())
    (table,) = read_file(path)
    assert isinstance(table, TextTable), table
    return table


def columns(table: TextTable) -> dict[str, dict[str, str]]:
    return headers_of(table, only(recognise(table)))


ORDER_GROUPS = [
    ["订单信息", "", "", "", "买家", "", "收货人", "", "商品信息", "", ""],
    ["订单号", "下单时间", "实付金额", "订单状态", "姓名", "手机", "姓名", "手机", "商品名称", "数量", "单价"],
    ["DD20260501001", "2026-05-01 10:00:00", 99, "已完成", "张三", "13800000001", "李四", "13900000001", "奶", 1, 99],
]


def test_columns_of_an_unknown_workbook_are_known_by_their_lower_names(tmp_path: Path) -> None:
    orders = columns(book(tmp_path, ORDER_GROUPS, ["A1:D1", "E1:F1", "G1:H1", "I1:K1"]))["orders"]
    assert orders["order_id"] == "订单信息/订单号"
    assert orders["ordered_at"] == "订单信息/下单时间"
    assert orders["paid_amount"] == "订单信息/实付金额"


def test_equal_lower_names_are_told_apart_by_their_groups(tmp_path: Path) -> None:
    orders = columns(book(tmp_path, ORDER_GROUPS, ["A1:D1", "E1:F1", "G1:H1", "I1:K1"]))["orders"]
    assert (orders["phone"], orders["receiver_phone"]) == ("买家/手机", "收货人/手机")
    assert orders["buyer_name"] == "买家/姓名"


def test_the_receiver_may_stand_before_the_buyer(tmp_path: Path) -> None:
    rows = [
        ["收货信息", "", "下单人信息", "", "订单", "", ""],
        ["手机", "姓名", "手机", "姓名", "编号", "时间", "金额"],
        ["13900000001", "李四", "13800000001", "张三", "DD20260501001", "2026-05-01 10:00:00", 99],
    ]
    orders = columns(book(tmp_path, rows, ["A1:B1", "C1:D1", "E1:G1"]))["orders"]
    assert (orders["phone"], orders["receiver_phone"]) == ("下单人信息/手机", "收货信息/手机")
    assert (orders["order_id"], orders["ordered_at"]) == ("订单/编号", "订单/时间")
    assert orders["order_amount"] == "订单/金额"


def test_three_levels_of_names(tmp_path: Path) -> None:
    rows = [
        ["基本信息", "", "客户", "", "金额", "", ""],
        ["订单号", "订单日期", "会员号", "联系方式", "应收", "", "实收"],
        ["", "", "", "手机", "商品金额", "运费", ""],
        ["CH0001000001", "2026-05-01", "V1", "13800000001", 100, 10, 110],
    ]
    merged = ["A1:B1", "C1:D1", "E1:G1", "A2:A3", "B2:B3", "C2:C3", "E2:F2", "G2:G3"]
    orders = columns(book(tmp_path, rows, merged))["orders"]
    assert orders == {
        "order_id": "基本信息/订单号",
        "buyer_ref": "客户/会员号",
        "phone": "客户/联系方式/手机",
        "ordered_at": "基本信息/订单日期",
        "paid_amount": "金额/实收",
        "goods_amount": "金额/应收/商品金额",
        "shipping_fee": "金额/应收/运费",
    }


def test_people_are_known_below_groups_too(tmp_path: Path) -> None:
    rows = [
        ["会员档案", "", "", "联系方式", "", "资产", ""],
        ["会员编号", "姓名", "性别", "手机", "邮箱", "积分", "余额"],
        ["V1", "张三", "女", "13800000001", "a@b.cn", 100, "10.00"],
    ]
    people = columns(book(tmp_path, rows, ["A1:C1", "D1:E1", "F1:G1"]))["customers"]
    assert people["member_no"] == "会员档案/会员编号"
    assert (people["phone"], people["points"], people["balance"]) == ("联系方式/手机", "资产/积分", "资产/余额")


def test_a_known_export_below_group_names_is_still_that_export(tmp_path: Path) -> None:
    rows = [
        ["订单", "", "", "", "", "客户", ""],
        [
            "订单号",
            "商品ID",
            "商品名称",
            "订购数量",
            "下单时间",
            "下单帐号",
            "客户姓名",
            "应付金额",
            "京东价",
            "订单状态",
        ],
        ["302123456789", "1001", "刀", "1", "2026-05-01 10:00:00", "jd_a", "张三", "9.00", "9.00", "完成"],
    ]
    table = book(tmp_path, rows, ["A1:E1", "F1:G1"])
    assert recognise(table).guesses[0].template.id == "jd_orders"


@pytest.mark.parametrize("levels", [1, 2])
def test_a_stroke_in_a_name_parts_it_only_where_there_are_groups(levels: int) -> None:
    header = Header.of(["收货人/提货人"], levels=levels)
    assert header.find("提货人") == (() if levels == 1 else (0,))
    assert header.find("收货人/提货人") == (0,)
