"""Orders whose cells hold more, or less, than one value."""

from pathlib import Path

import pandas as pd
import pytest

from insight.warehouse import DuckWarehouse
from tests.uploads import new_workspace, upload, write


@pytest.fixture
def warehouse(tmp_path: Path) -> DuckWarehouse:
    return new_workspace(tmp_path)


def goods(warehouse: DuckWarehouse) -> list[tuple[str, str, str, float | None]]:
    frame = warehouse.query("SELECT order_id, line_no, product_name, quantity FROM core.order_items ORDER BY ALL")
    return [
        (row.order_id, row.line_no, row.product_name, None if pd.isna(row.quantity) else row.quantity)
        for row in frame.itertuples()
    ]


@pytest.mark.slow("imports files again and again")
def test_youzan_writes_all_goods_into_one_cell(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        "订单号,订单状态,订单创建时间,应收订单金额,订单实付金额,全部商品名称,买家手机号\n"
        "E20260105100000000001,交易完成,2026-01-05 10:00:00,100,100,"
        '"LinkVital益生元饮 7天身体重启计划(1件)\n蛋糕(6寸)(2件)",13800000000\n'
        "E20260105100000000002,交易完成,2026-01-05 11:00:00,50,50,草莓蛋糕,13800000001\n"
    )
    path = write(tmp_path, "y.csv", text)
    (report,) = upload(warehouse, path)
    assert (report.tables["orders"].new, report.tables["order_items"].new) == (2, 3)
    assert goods(warehouse) == [
        ("E20260105100000000001", "1", "LinkVital益生元饮 7天身体重启计划", 1),
        ("E20260105100000000001", "2", "蛋糕(6寸)", 2),
        ("E20260105100000000002", "1", "草莓蛋糕", None),
    ]
    (report,) = upload(warehouse, path)
    assert report.tables["order_items"].unchanged == 3


def test_woocommerce_counts_in_front(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        'Date,"Order #","N. Revenue (formatted)",Status,Customer,"Product(s)","Items sold",Coupon(s),"Net Sales"\n'
        '2026-01-05 10:00:00,1001,"৳2,999",completed,Ann,"1× Widget, 2× Foo, large",3,,2999\n'
    )
    upload(warehouse, write(tmp_path, "w.csv", text))
    assert goods(warehouse) == [("1001", "1", "Widget", 1), ("1001", "2", "Foo, large", 2)]
    assert warehouse.query("SELECT paid_amount FROM core.orders")["paid_amount"].iloc[0] == 2999


def test_douyin_packs_sub_orders_and_the_amount_counts_once(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        "主订单编号,子订单编号,选购商品,商品规格,商品数量,商家编码,订单应付金额,订单提交时间,订单状态,售后状态\n"
        '"\t6917926768823643751","\t69179267688236437511;69179267688236437512",商品A-(A01);商品B-(B02),红;蓝,1;2,,58.80,'
        "2026-01-05 10:00:00,已完成,-\n"
        '"\t6917926768823643752","\t69179267688236437521",商品C,绿,3,C9,20.00,2026-01-05 11:00:00,已完成,-\n'
    )
    (report,) = upload(warehouse, write(tmp_path, "d.csv", text, "utf-8-sig"))
    assert report.template == "douyin_orders"
    assert (report.tables["orders"].new, report.tables["order_items"].new) == (2, 3)
    statement = "SELECT line_no, product_name, sku, variant, quantity, line_paid FROM core.order_items ORDER BY line_no"
    found = warehouse.query(statement).astype(object)
    assert found.where(found.notna(), None).to_numpy().tolist() == [
        ["69179267688236437511", "商品A", "A01", "红", 1, None],
        ["69179267688236437512", "商品B", "B02", "蓝", 2, None],
        ["69179267688236437521", "商品C", "C9", "绿", 3, 20],
    ]
    paid = warehouse.query("SELECT paid_amount FROM core.orders ORDER BY order_id")["paid_amount"]
    assert [float(amount) for amount in paid] == [58.80, 20.00]


def test_unknown_export_with_goods_in_one_cell(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    rows = "D20260105001,V1,2026-01-05,蛋糕×1；吐司×2,60\nD20260105002,V2,2026-01-06,吐司×1,20\n"
    upload(warehouse, write(tmp_path, "g.csv", f"订单号,会员号,下单时间,商品,实付金额\n{rows}"))
    assert goods(warehouse) == [
        ("D20260105001", "1", "蛋糕", 1),
        ("D20260105001", "2", "吐司", 2),
        ("D20260105002", "1", "吐司", 1),
    ]


def test_lines_that_leave_the_order_to_the_row_above(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    rows = (
        "D20260105001,V1,2026-01-05 10:00:00,蛋糕,1,60\n,,,吐司,2,\n,,,曲奇,1,\n"
        "D20260105002,V2,2026-01-06 10:00:00,吐司,1,20\n"
    )
    (report,) = upload(warehouse, write(tmp_path, "g.csv", f"订单号,会员号,下单时间,商品名称,数量,实付金额\n{rows}"))
    assert (report.tables["orders"].new, report.tables["orders"].rejected) == (2, 0)
    assert [line[:1] + line[2:] for line in goods(warehouse)] == [
        ("D20260105001", "蛋糕", 1),
        ("D20260105001", "吐司", 2),
        ("D20260105001", "曲奇", 1),
        ("D20260105002", "吐司", 1),
    ]
    found = warehouse.query("SELECT buyer_ref, paid_amount FROM core.orders ORDER BY order_id")
    assert [(row.buyer_ref, float(row.paid_amount)) for row in found.itertuples()] == [("V1", 60), ("V2", 20)]


@pytest.mark.one_in(2)
@pytest.mark.parametrize(
    ("header", "day", "time"),
    [
        ("下单日期,下单时间", "2026-01-05", "13:02:11"),
        ("日期,时间", "2026/1/5", "13:02:11"),
        ("Order Date,Time", "2026-01-05 00:00:00", "1:02:11 PM"),
        ("order_date,order_time", "05/01/2026", "13:02:11"),
    ],
)
def test_day_and_time_in_two_columns_are_one_moment(
    warehouse: DuckWarehouse, tmp_path: Path, header: str, day: str, time: str
) -> None:
    rows = f"{day},{time},D20260105001,V1,12.5\n31/01/2026,13:02:11,D20260105002,V1,12.5\n"
    rows = rows if "/2026" in day else rows.splitlines()[0]
    upload(warehouse, write(tmp_path, "d.csv", f"{header},订单号,会员号,金额\n{rows}"))
    moment = warehouse.query("SELECT ordered_at FROM core.orders ORDER BY order_id")["ordered_at"].iloc[0]
    assert str(moment) == "2026-01-05 13:02:11"


def test_details_of_the_payment_stay_beside_the_order(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        "订单编号,支付单号,支付详情,买家应付货款,总金额,买家实付金额,订单创建时间\n"
        "2026010510000000001,P1,支付方式：微信|金额 12.50,12.5,12.5,12.5,2026-01-05 10:00:00\n"
    )
    upload(warehouse, write(tmp_path, "t.csv", text))
    assert "支付方式：微信" in warehouse.query("SELECT extra FROM core.orders")["extra"].iloc[0]
