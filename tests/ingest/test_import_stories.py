"""What must come out right when a file is loaded, each line a story seen going wrong elsewhere."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from insight.errors import ParameterError
from insight.ingest import batches, examine, load, preview, remember, repairs, undo
from tests.examples import examples
from tests.uploads import IMPORTED_AT, new_workspace, upload, write

HEADER = "订单编号,买家会员名,买家实际支付金额,总金额,订单状态,订单创建时间,退款金额\n"


def taobao(*rows: str) -> str:
    return HEADER + "".join(row + "\n" for row in rows)


def test_same_file_twice_is_known(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    path = write(tmp_path, "a.csv", taobao("6932169358293001234,nick,10,10,交易成功,2024-01-05 13:02:11,0"))
    assert upload(warehouse, path)[0].tables["orders"].new == 1
    again = upload(warehouse, path)[0].tables["orders"]
    assert (again.new, again.updated, again.unchanged) == (0, 0, 1)
    assert warehouse.query("SELECT sum(net_amount) AS net FROM core.orders")["net"].iloc[0] == 10


def test_one_order_twice_in_a_file_is_one_record_that_changed(tmp_path: Path) -> None:
    text = taobao(
        "6932169358293001234,a,10,10,交易成功,2024-01-05 13:02:11,0",
        "6932169358293001235,b,20,20,交易成功,2024-01-06 13:02:11,0",
        "6932169358293001234,a,10,10,交易成功,2024-01-05 13:02:11,4",
    )
    counts = upload(new_workspace(tmp_path), write(tmp_path, "1.csv", text))[0].tables["orders"]
    assert (counts.read, counts.new, counts.updated, counts.unchanged, counts.rejected) == (3, 2, 1, 0, 0)


@pytest.mark.slow("imports files again and again")
def test_later_export_with_newer_status_wins(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    first = taobao(
        '6932169358293001234,a,10,10,"卖家已发货,等待买家确认",2024-01-05 13:02:11,0',
        "6932169358293001235,b,20,20,交易成功,2024-01-06 13:02:11,0",
    )
    second = taobao(
        "6932169358293001234,a,0,10,交易关闭,2024-01-05 13:02:11,10",
        "6932169358293001235,b,20,20,交易成功,2024-01-06 13:02:11,0",
        "6932169358293001236,c,30,30,交易成功,2024-01-07 13:02:11,0",
    )
    upload(warehouse, write(tmp_path, "1.csv", first))
    counts = upload(warehouse, write(tmp_path, "2.csv", second))[0].tables["orders"]
    assert (counts.read, counts.new, counts.updated, counts.unchanged, counts.rejected) == (3, 1, 1, 1, 0)
    found = warehouse.query("SELECT order_id, is_valid FROM core.orders ORDER BY order_id")
    assert list(found["is_valid"]) == [False, True, True]


def test_later_export_with_fewer_columns_erases_nothing(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    upload(warehouse, write(tmp_path, "1.csv", taobao("6932169358293001234,a,10,10,交易成功,2024-01-05 13:02:11,0")))
    reduced = "订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额\n"
    row = "6932169358293001234,10,4,浙江省,2024-01-05 13:02:11,2024-01-05 13:03:00,6\n"
    upload(warehouse, write(tmp_path, "2.csv", reduced + row))
    found = warehouse.query("SELECT * FROM core.orders").iloc[0]
    assert found["buyer_ref"] == "a"
    assert found["status"] == "completed"
    assert found["net_amount"] == 4


def test_ids_are_digit_for_digit(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    text = taobao(
        '"=""6932169358293001234""",a,10,10,交易成功,2024-01-05 13:02:11,0',
        "'0032169358293001235,b,10,10,交易成功,2024-01-05 13:02:11,0",
        "\t6932169358293001236\t,c,10,10,交易成功,2024-01-05 13:02:11,0",
        "6932169358293001237.0,d,10,10,交易成功,2024-01-05 13:02:11,0",
    )
    upload(warehouse, write(tmp_path, "a.csv", text))
    found = warehouse.query("SELECT order_id FROM core.orders ORDER BY order_id")["order_id"]
    assert list(found) == [
        "0032169358293001235",
        "6932169358293001234",
        "6932169358293001236",
        "6932169358293001237",
    ]


def test_order_numbers_damaged_by_excel_are_never_merged(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    text = taobao(
        "6.93217E+18,a,10,10,交易成功,2024-01-05 13:02:11,0",
        "6.93217E+18,b,20,20,交易成功,2024-01-06 13:02:11,0",
        "6932169358293001234,c,30,30,交易成功,2024-01-07 13:02:11,0",
    )
    report = upload(warehouse, write(tmp_path, "a.csv", text))[0]
    assert (report.tables["orders"].new, report.tables["orders"].rejected) == (1, 2)
    listed = repairs(warehouse)
    assert list(listed["reason"]) == ["id_scientific", "id_scientific"]
    assert list(listed["source_row"]) == [2, 3]
    assert list(listed["value"]) == ["6.93217E+18", "6.93217E+18"]
    assert listed["header"].iloc[0] == "订单编号"
    assert listed["is_rejected"].all()


def test_long_numbers_rounded_by_excel_are_never_keys(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    rows = [f"6932169358293{i:02d}0000,nick{i},10,10,交易成功,2024-01-05 13:02:11,0" for i in range(10, 30)]
    report = upload(warehouse, write(tmp_path, "a.csv", taobao(*rows)))[0]
    assert report.tables["orders"].rejected == 20
    assert set(repairs(warehouse)["reason"]) == {"id_rounded"}


def test_one_order_number_that_happens_to_end_in_zeros_is_kept(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    rows = [f"69321693582930012{i:02d},nick{i},10,10,交易成功,2024-01-05 13:02:11,0" for i in range(10, 30)]
    rows.append("6932169358293000000,nick,10,10,交易成功,2024-01-05 13:02:11,0")
    assert upload(warehouse, write(tmp_path, "a.csv", taobao(*rows)))[0].tables["orders"].new == 21


def test_rows_that_cannot_be_typed_are_listed_and_the_rest_is_loaded(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    text = taobao(
        "6932169358293001234,a,十来元,10,交易成功,2024-01-05 13:02:11,0",
        "6932169358293001235,b,10,10,交易成功,昨天,0",
        ",c,10,10,交易成功,2024-01-05 13:02:11,0",
        "6932169358293001236,d,10,10,交易成功,2024-01-05 13:02:11,无退款申请",
        "6932169358293001237,e,10,10,外星人取件,2024-01-05 13:02:11,0",
    )
    counts = upload(warehouse, write(tmp_path, "a.csv", text))[0].tables["orders"]
    assert (counts.read, counts.new, counts.rejected) == (5, 2, 3)
    listed = repairs(warehouse)
    assert list(zip(listed["source_row"], listed["reason"], listed["is_rejected"], strict=True)) == [
        (2, "not_money", True),
        (3, "not_a_time", True),
        (4, "missing", True),
        (6, "unknown_status", False),
    ]


def test_money_in_every_written_form(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    written = {
        "¥1,234.50": 1234.50,
        "￥12": 12,
        "$1,018.00": 1018,
        "(12.00)": -12,
        "-$12.00": -12,
        "৳2,999": 2999,
        "499.00（系统计算中，该值仅供参考）": 499,
        "1.2万": 12000,
        "１２．５": 12.5,
        "12元": 12,
    }
    rows = [
        f'69321693582930012{i},a,"{text}",,交易成功,2024-01-05 13:02:11,0' for i, text in enumerate(written, start=34)
    ]
    upload(warehouse, write(tmp_path, "a.csv", taobao(*rows)))
    found = warehouse.query("SELECT paid_amount FROM core.orders ORDER BY order_id")["paid_amount"]
    assert list(found) == list(written.values())


def test_decimal_comma_is_decided_for_the_column(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    text = "customer_id;order_date;amount\nc1;05.01.2024;1.234,50\nc2;31.01.2024;12,00\n"
    upload(warehouse, write(tmp_path, "eu.csv", text))
    found = warehouse.query("SELECT ordered_at, paid_amount, order_amount FROM core.orders ORDER BY ordered_at")
    assert list(found["paid_amount"].fillna(found["order_amount"])) == [1234.50, 12.00]
    assert found["ordered_at"].iloc[0] == dt.datetime(2024, 1, 5)


@pytest.mark.one_in(5)
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024/1/5 13:02", dt.datetime(2024, 1, 5, 13, 2)),
        ("2024-01-05 13:02:11", dt.datetime(2024, 1, 5, 13, 2, 11)),
        ("20240105", dt.datetime(2024, 1, 5)),
        ("2024年1月5日 13:02:11", dt.datetime(2024, 1, 5, 13, 2, 11)),
        ("31/12/2023 22:36", dt.datetime(2023, 12, 31, 22, 36)),
        ("12/31/2023 10:36 PM", dt.datetime(2023, 12, 31, 22, 36)),
        ("2026/05/28 7:01:33 PM GMT+2", dt.datetime(2026, 5, 29, 1, 1, 33)),
        ("2024-05-01 10:00:00 +0000", dt.datetime(2024, 5, 1, 18)),
        ("2024-05-01T02:00:00Z", dt.datetime(2024, 5, 1, 10)),
        ("1714528800", dt.datetime(2024, 5, 1, 10)),
        ("1714528800000", dt.datetime(2024, 5, 1, 10)),
        ("45413.4166666667", dt.datetime(2024, 5, 1, 10)),
        ("2024/1/5 下午 3:05:06", dt.datetime(2024, 1, 5, 15, 5, 6)),
    ],
)
def test_times_in_every_written_form(tmp_path: Path, written: str, meant: dt.datetime) -> None:
    warehouse = new_workspace(tmp_path)
    upload(warehouse, write(tmp_path, "a.csv", taobao(f"6932169358293001234,a,10,10,交易成功,{written},0")))
    assert warehouse.query("SELECT ordered_at FROM core.orders")["ordered_at"].iloc[0] == meant


@pytest.mark.slow("imports files again and again")
def test_generic_tables_in_both_languages(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    english = "customer_id,order_date,amount\nc1,2024-01-05,10.5\nc1,2024-01-05,10.5\nc2,2024-01-06,7\n"
    chinese = "会员号,下单日期,金额\n0017,2024-01-05,10.5\n0018,2024-01-06,7\n"
    first = upload(warehouse, write(tmp_path, "en.csv", english))[0]
    second = upload(warehouse, write(tmp_path, "zh.csv", chinese))[0]
    assert (first.tables["orders"].new, second.tables["orders"].new) == (3, 2)
    assert upload(warehouse, write(tmp_path, "en.csv", english))[0].tables["orders"].unchanged == 3
    found = warehouse.query("SELECT value FROM core.identifiers WHERE kind = 'account' ORDER BY value")["value"]
    assert list(found) == ["0017", "0018", "c1", "c2"]


def test_shop_phone_under_many_names_is_a_hub_and_joins_nobody(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    header = "订单号,下单时间,实付金额,买家手机号,姓名,会员号\n"
    rows = [f"20240105{i:08d},2024-01-05,10,13700137001,顾客{i},m{i}\n" for i in range(400)]
    upload(warehouse, write(tmp_path, "a.csv", header + "".join(rows)))
    assert warehouse.count("SELECT 1 FROM core.customers") == 400
    assert warehouse.query("SELECT node, names FROM core.hubs").to_dict("records") == [
        {"node": "f:13700137001", "names": 400}
    ]


@pytest.mark.slow("imports files again and again")
def test_undo_brings_the_old_numbers_back(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    first = write(tmp_path, "1.csv", taobao("6932169358293001234,a,10,10,交易成功,2024-01-05 13:02:11,0"))
    second = write(
        tmp_path,
        "2.csv",
        taobao(
            "6932169358293001234,a,0,10,交易关闭,2024-01-05 13:02:11,10",
            "6932169358293001235,z,99,99,交易成功,2024-01-05 13:02:11,0",
        ),
    )
    upload(warehouse, first)
    before = warehouse.query("SELECT * FROM core.orders")
    people = warehouse.query("SELECT * FROM core.customers")
    batch = upload(warehouse, second)[0].batch_id
    assert batch is not None
    assert not warehouse.query("SELECT * FROM core.orders").equals(before)
    undo(warehouse, batch, IMPORTED_AT)
    assert warehouse.query("SELECT * FROM core.orders").equals(before)
    assert warehouse.query("SELECT * FROM core.customers").equals(people)
    assert batches(warehouse).set_index("batch_id").loc[batch, "undone_at"] == IMPORTED_AT
    with pytest.raises(ParameterError, match="has not been undone"):
        undo(warehouse, batch, IMPORTED_AT)


def test_confirmed_mapping_is_remembered_for_the_same_headers(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    text = "会员号,下单日期,金额,备注人\n0017,2024-01-05,10.5,甲\n"
    path = write(tmp_path, "a.csv", text)
    (draft,) = examine(path, warehouse=warehouse)
    assert draft.mapping is not None
    changed = draft.with_mapping(draft.mapping.with_column("orders", "promoter", (3,)))
    remember(warehouse, changed, IMPORTED_AT)
    (again,) = examine(path, warehouse=warehouse)
    assert again.remembered
    load(warehouse, [again], imported_at=IMPORTED_AT)
    assert warehouse.query("SELECT promoter FROM core.orders")["promoter"].iloc[0] == "甲"


def test_preview_shows_the_cell_beside_the_value_and_writes_nothing(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    text = taobao('"=""6932169358293001234""",a,"¥1,234.50",,交易成功,2024/1/5 13:02,0')
    (draft,) = examine(write(tmp_path, "a.csv", text), warehouse=warehouse)
    shown = preview(draft).tables["orders"].iloc[0]
    assert (shown["order_id:text"], shown["order_id"]) == ('="6932169358293001234"', "6932169358293001234")
    assert (shown["paid_amount:text"], float(shown["paid_amount"])) == ("¥1,234.50", 1234.50)
    assert warehouse.generation == 0
    assert warehouse.count("SELECT 1 FROM staging.orders") == 0


@pytest.mark.one_in(4)
@pytest.mark.parametrize("name", ["O'Brien", "<b>x</b>", "张𠮷", "=1+1", "-小鱼-", "@云朵", "🍰蛋糕"])
def test_awkward_names_arrive_as_they_are(tmp_path: Path, name: str) -> None:
    warehouse = new_workspace(tmp_path)
    text = taobao(f'6932169358293001234,"{name}",10,10,交易成功,2024-01-05 13:02:11,0')
    upload(warehouse, write(tmp_path, "a.csv", text, "gb18030"))
    assert warehouse.query("SELECT buyer_ref FROM core.orders")["buyer_ref"].iloc[0] == name


_ROW = st.tuples(
    st.integers(0, 30), st.sampled_from(["a", "b", ""]), st.sampled_from(["10", "1,5x", "", "99.90"]), st.integers(0, 3)
)


@pytest.mark.slow("imports files again and again")
@hypothesis_settings(
    max_examples=examples(4, of=8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=st.lists(st.lists(_ROW, min_size=1, max_size=12), min_size=1, max_size=3))
def test_new_updated_unchanged_and_rejected_add_up_to_rows_read(
    tmp_path_factory: pytest.TempPathFactory, files: list[list[tuple[int, str, str, int]]]
) -> None:
    folder = tmp_path_factory.mktemp("adding-up")
    warehouse = new_workspace(folder)
    for number, rows in enumerate(files):
        lines = [
            f'69321693582930012{order:02d},{buyer},"{amount}",,交易成功,2024-01-0{day or "x"} 10:00:00,0'
            for order, buyer, amount, day in rows
        ]
        counts = upload(warehouse, write(folder, f"{number}.csv", taobao(*lines)))[0].tables["orders"]
        assert counts.read == len(rows)
        assert counts.new + counts.updated + counts.unchanged + counts.rejected == counts.read
    known = warehouse.count("SELECT DISTINCT order_id FROM staging.orders")
    assert warehouse.count("SELECT 1 FROM core.orders") == known
