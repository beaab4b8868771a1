"""Orders of no known export: whose the amounts are, which rows are lines, which cells hold several."""

from pathlib import Path

import pytest

from insight.warehouse import DuckWarehouse
from tests.uploads import new_workspace, upload, write


@pytest.fixture
def warehouse(tmp_path: Path) -> DuckWarehouse:
    return new_workspace(tmp_path)


def rows(warehouse: DuckWarehouse, statement: str) -> list[tuple[object, ...]]:
    found = warehouse.query(statement).astype(object)
    return list(found.where(found.notna(), None).itertuples(index=False, name=None))


def paid(warehouse: DuckWarehouse) -> list[tuple[object, ...]]:
    return rows(
        warehouse,
        "SELECT order_id, paid_amount::DOUBLE, order_amount::DOUBLE, net_amount::DOUBLE FROM core.orders ORDER BY 1",
    )


def lines(warehouse: DuckWarehouse) -> list[tuple[object, ...]]:
    return rows(
        warehouse,
        "SELECT order_id, product_name, quantity, line_paid::DOUBLE FROM core.order_items ORDER BY order_id, line_no",
    )


def test_an_order_s_amount_beside_its_lines_amounts(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        "订单编号,下单时间,会员号,商品名称,数量,金额,订单金额\n"
        "A100000001,2026-05-01,V1,茶,2,20,28\nA100000001,2026-05-01,V1,杯,1,10,28\nA100000002,2026-05-02,V2,茶,1,10,10\n"
    )
    upload(warehouse, write(tmp_path, "o.csv", text))
    assert paid(warehouse) == [("A100000001", None, 28, 28), ("A100000002", None, 10, 10)]
    assert [line[3] for line in lines(warehouse)] == [20, 10, 10]


@pytest.mark.slow("imports files again and again")
def test_equal_lines_of_one_order_are_added(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        "orderNumber,createTime,customerEmail,itemName,paidPrice\n"
        "400000000000001,01 May 2026 10:11,a@b.cn,Cup,100.5\n400000000000001,01 May 2026 10:11,a@b.cn,Cup,100.5\n"
        "400000000000002,02 May 2026 10:11,c@b.cn,Cup,50\n"
    )
    upload(warehouse, write(tmp_path, "o.csv", text))
    assert [row[1] for row in paid(warehouse)] == [201, 50]


def test_an_amount_that_is_quantity_times_price_is_the_line_s(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        "订单编号,下单时间,会员号,商品名称,数量,单价,金额\n"
        "A100000001,2026-05-01,V1,茶,2,10,20\nA100000001,2026-05-01,V1,杯,1,20,20\n"
    )
    upload(warehouse, write(tmp_path, "o.csv", text))
    assert [row[3] for row in paid(warehouse)] == [40]


def test_blank_continuation_lines_that_repeat_the_number(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        "Order ID,Email,Financial Status,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price\n"
        "A100000001,a@b.cn,PAID,55.00,2026-05-01 10:00:00,1,Candle,30.00\nA100000001,a@b.cn,,,,2,Wick,10.00\n"
    )
    upload(warehouse, write(tmp_path, "o.csv", text))
    assert [row[2] for row in paid(warehouse)] == [55]
    assert [line[1:] for line in lines(warehouse)] == [("Candle", 1, 30), ("Wick", 2, 20)]


@pytest.mark.parametrize("sign", [";", "|", ","])
def test_lists_of_one_length_in_several_cells_are_lines(warehouse: DuckWarehouse, tmp_path: Path, sign: str) -> None:
    text = (
        "订单号\t下单时间\t会员号\t商品名称\t数量\t单价\t实付金额\n"
        f"A100000001\t2026-05-01\tV1\t牙膏{sign}牙刷\t1{sign}3\t10.00{sign}5.00\t25.00\n"
        "A100000002\t2026-05-02\tV2\t牙膏\t2\t10.00\t20.00\n"
    )
    (report,) = upload(warehouse, write(tmp_path, "o.txt", text))
    assert report.tables["order_items"].new == 3
    assert [line[:3] for line in lines(warehouse)] == [
        ("A100000001", "牙膏", 1),
        ("A100000001", "牙刷", 3),
        ("A100000002", "牙膏", 2),
    ]
    assert [row[1] for row in paid(warehouse)] == [25, 20]


def test_a_comma_in_a_name_makes_no_list(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        "订单号\t下单时间\t会员号\t商品名称\t规格\t数量\t实付金额\n"
        "A100000001\t2026-05-01\tV1\t面膜,5片\t红,大\t1\t25.00\nA100000002\t2026-05-02\tV2\t面膜\t红\t2\t20.00\n"
    )
    (report,) = upload(warehouse, write(tmp_path, "o.txt", text))
    assert report.tables["order_items"].new == 2
    assert lines(warehouse)[0][1] == "面膜,5片"


def test_goods_parted_by_a_plus(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = "订单编号,下单时间,用户手机号,菜品,用户实付\nA100000001,2026-05-01,13800000001,珍珠奶茶*2+芋圆*1,43\n"
    upload(warehouse, write(tmp_path, "o.csv", text))
    assert [line[1:3] for line in lines(warehouse)] == [("珍珠奶茶", 2), ("芋圆", 1)]


def test_lines_taken_back_are_negative(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        "单据编号,单据日期,客户编码,存货名称,数量,含税单价,价税合计\n"
        'XS1000000001,2026-05-01,K1,洗衣液,100.000,12.50,"1,250.00"\nXS1000000001,2026-05-01,K1,洗洁精,50.000,6.00,300.00\n'
        "XS1000000002,2026-05-02,K2,洗衣液,-10.000,12.50,-125.00\n"
    )
    upload(warehouse, write(tmp_path, "o.csv", text))
    assert [row[3] for row in paid(warehouse)] == [1550, -125]


def test_a_refund_that_differs_within_an_order_is_its_lines(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        "订单编号,下单时间,会员号,商品名称,数量,单价,退款金额,订单实付金额\n"
        "A100000001,2026-05-01,V1,茶,1,20,5,30\nA100000001,2026-05-01,V1,杯,1,10,0,30\n"
    )
    upload(warehouse, write(tmp_path, "o.csv", text))
    found = rows(warehouse, "SELECT line_refund::DOUBLE FROM core.order_items ORDER BY line_no")
    assert found == [(5,), (0,)]
