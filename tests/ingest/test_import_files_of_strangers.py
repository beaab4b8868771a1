"""Dumps and lists that strangers export: nested records, XML, SQL, Parquet; clocks, lists of wills, tills, ledgers."""

import datetime as dt
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from insight.ingest import Draft, examine
from insight.ingest.read import TextTable, read_file
from insight.ingest.trial import Trial, try_out
from tests.ingest.tried_out import headers, money, rows, told, tried
from tests.uploads import write


def opened(path: Path) -> tuple[Draft, Trial]:
    (draft,) = examine(path)
    assert draft.refusal is None, draft.refusal
    return draft, try_out(draft)


def order(no: int, mail: str, total: str, *goods: str) -> dict[str, object]:
    lines = [{"title": each, "quantity": 1, "price": "5.00"} for each in goods]
    buyer = {"id": len(mail), "email": mail}
    day = f"2024-03-0{no}T10:00:00"
    return {"id": 5000 + no, "created_at": day, "total_price": total, "customer": buyer, "line_items": lines}


def test_lines_within_orders_are_rows_of_goods_and_the_total_counts_once(tmp_path: Path) -> None:
    orders = [order(1, "a@x.com", "10", "Mug", "Tea"), order(2, "bo@x.com", "5", "Tea"), order(3, "a@x.com", "7")]
    draft, trial = opened(write(tmp_path, "o.json", json.dumps({"orders": orders})))
    assert (draft.rows, trial.figures.records["orders"], trial.figures.people) == (4, 3, 2)
    assert (trial.figures.records["order_items"], money(trial)) == (3, 22)
    assert headers(draft, "orders", "order_id") == ["order.id"]


def test_lists_within_events_multiply_nothing(tmp_path: Path) -> None:
    event = {"user_id": "U1", "event": "purchase", "ts": 1709251200000, "items": [{"sku": "A"}, {"sku": "B"}]}
    others = [{"user_id": f"U{n}", "event": "view", "ts": 1709251200000 + n} for n in (2, 3)]
    text = "\n".join(json.dumps(each) for each in (event, *others))
    _draft, trial = opened(write(tmp_path, "e.jsonl", text))
    assert (trial.figures.records, trial.figures.people) == ({"events": 3}, 3)


def test_orders_of_an_xml_file_with_their_lines(tmp_path: Path) -> None:
    line = "<line><sku>{}</sku><quantity>1</quantity></line>"
    parts = [
        f"<order id='{no}'><date>2024-03-0{no}</date><customer><email>{mail}</email></customer>"
        f"<lines>{''.join(line.format(sku) for sku in goods)}</lines><total>{total}</total></order>"
        for no, mail, goods, total in ((1, "a@x.com", "AB", 10), (2, "b@x.com", "A", 20), (3, "a@x.com", "C", 5))
    ]
    draft, trial = opened(write(tmp_path, "o.xml", f"<?xml version='1.0'?><feed>{''.join(parts)}</feed>"))
    assert (draft.rows, trial.figures.records["orders"], money(trial), trial.figures.people) == (4, 3, 35, 2)


def test_an_xml_file_that_names_itself_a_thousandfold_is_no_table(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><x><y>&a9;</y><y>&a9;</y></x>'
    (found,) = read_file(write(tmp_path, "bomb.xml", text))
    assert not isinstance(found, TextTable) or found.cells.nbytes < 100_000


INSERTS = """-- MySQL dump
CREATE TABLE `orders` (
  `id` int NOT NULL,
  `email` varchar(255),
  `ordered_at` datetime,
  `total` decimal(10,2),
  PRIMARY KEY (`id`)
);
INSERT INTO `orders` VALUES (1,'ann@x.com','2024-03-01 10:00:00',12.50),(2,'o''brien@x.com','2024-03-02 10:00:00',30),
(3,NULL,'2024-03-05 10:00:00',7.00);
INSERT INTO `orders` (`total`, `id`, `email`, `ordered_at`) VALUES (1,4,'a;b@x.com','2024-03-06');
"""


def test_rows_of_a_dump_are_read_by_the_names_of_its_table(tmp_path: Path) -> None:
    (table,) = read_file(write(tmp_path, "dump.sql", INSERTS.rpartition("INSERT")[0]))
    assert isinstance(table, TextTable)
    assert (table.sheet, table.header) == ("orders", ("id", "email", "ordered_at", "total"))
    assert table.cells["1"].to_pylist() == ["ann@x.com", "o'brien@x.com", None]
    _draft, trial = opened(tmp_path / "dump.sql")
    assert (money(trial), trial.figures.people) == (49.5, 2)


def test_each_statement_has_its_own_order_of_columns(tmp_path: Path) -> None:
    (table,) = read_file(write(tmp_path, "dump.sql", INSERTS))
    assert isinstance(table, TextTable)
    assert table.cells["0"].to_pylist() == ["1", "2", "3", "4"]
    assert table.cells["3"].to_pylist() == ["12.50", "30", "7.00", "1"]


def test_a_dump_that_copies_lines(tmp_path: Path) -> None:
    text = "--\n-- PostgreSQL database dump\n--\nCOPY public.orders (id, email) FROM stdin;\n1\ta@x.com\n2\t\\N\n\\.\n"
    (table,) = read_file(write(tmp_path, "dump.sql", text))
    assert isinstance(table, TextTable)
    assert (table.header, table.cells["1"].to_pylist()) == (("id", "email"), ["a@x.com", None])


def test_a_parquet_file_is_read_digit_for_digit(tmp_path: Path) -> None:
    moments = [dt.datetime(2024, 3, day, 10, tzinfo=dt.UTC) for day in (1, 2, 3)]
    table = pa.table(
        {
            "order_id": pa.array([6932169358293001234, 2, 3], pa.int64()),
            "ordered_at": pa.array(moments, pa.timestamp("us", "Asia/Shanghai")),
            "customer_id": pa.array(["007", "008", "007"]).dictionary_encode(),
            "amount": [12.5, 30.0, None],
        }
    )
    pq.write_table(table, tmp_path / "o.parquet")
    (read,) = read_file(tmp_path / "o.parquet")
    assert isinstance(read, TextTable)
    assert read.cells["0"].to_pylist()[0] == "6932169358293001234"
    assert read.cells["1"].to_pylist()[0] == "2024-03-01 10:00:00+00:00"
    assert read.cells["2"].to_pylist() == ["007", "008", "007"]
    assert read.cells["3"].to_pylist() == ["12.5", "30", None]


@pytest.mark.parametrize(
    ("cell", "clock"),
    [
        ("3/14/2024 1:13:05 PM", "13:13:05"),
        ("3/14/2024 1:00:00 PM", "13:00:00"),
        ("3/14/2024 12:15:20 AM", "00:15:20"),
        ("3/14/2024 11:20:59 PM", "23:20:59"),
        ("3/14/2024 13:05:00 PM", "13:05:00"),
        ("14 de marzo de 2024 09:05", "09:05:00"),
        ("14 марта 2024 09:05", "09:05:00"),
    ],
)
def test_minutes_are_no_hours_and_months_have_names(tmp_path: Path, cell: str, clock: str) -> None:
    draft, trial = tried(
        tmp_path, rows("order_id,order date,customer_id,total", *(f"{n},{cell},C{n},1" for n in "123"))
    )
    assert draft.refusal is None
    moment = trial.preview.tables["orders"]["ordered_at"][0]
    assert f"{moment:%Y-%m-%d %H:%M:%S}" == f"2024-03-14 {clock}"


def test_a_list_of_names_and_wills_is_a_list_of_people(tmp_path: Path) -> None:
    text = rows("Name,Email,Do Not Email,Mail OK", "Ann,a@x.com,No,Yes", "Bob,b@x.com,Yes,Yes", "Cy,c@x.com,,")
    _draft, trial = tried(tmp_path, text)
    assert trial.figures.records["customers"] == 3
    assert trial.figures.people == 3


def test_a_file_called_after_those_who_left_does_not_speak_for_those_who_stayed(tmp_path: Path) -> None:
    text = rows("email,subscribed_at,unsubscribed_at", "a@x.com,2023-01-02,", "b@x.com,2023-01-03,2024-02-05")
    (draft,) = examine(write(tmp_path, "unsubscribed.csv", text))
    assert (
        draft.mapping is None
        or not draft.mapping.constants.get("consents", {}).get("status")
        or (headers(draft, "consents", "at") == ["unsubscribed_at"])
    )
    left = rows("email,unsubscribed_at", "a@x.com,2024-01-02", "b@x.com,2024-02-05")
    (draft,) = examine(write(tmp_path, "unsubscribed.csv", left))
    assert draft.mapping is not None
    assert draft.mapping.tables == ("consents",)


def test_where_a_column_says_what_happened_goods_are_no_baskets(tmp_path: Path) -> None:
    text = rows(
        "user_id,event,ts,sku", "U1,view,1709251200000,S1", "U2,view,1709251260000,S1", "U1,cart,1709251270000,S2"
    )
    _draft, trial = tried(tmp_path, text)
    assert (trial.figures.records, trial.figures.people) == ({"events": 3}, 2)


def test_a_receipt_in_any_language_is_the_order_of_its_lines(tmp_path: Path) -> None:
    for name in ("Cupom", "Numero scontrino", "Beleg", "レシート番号", "Ticket"):
        lines = (
            "55,2024-03-01,a@x.it,Mug,1,1.20",
            "55,2024-03-01,a@x.it,Tea,1,3.80",
            "56,2024-03-01,a@x.it,Tea,2,2.40",
        )
        draft, trial = tried(tmp_path, rows(f"{name},Date,Email,Product,Quantity,Total", *lines))
        assert headers(draft, "orders", "order_id") == [name]
        assert (trial.figures.records["orders"], money(trial)) == (2, 7.4)
    lines = (
        "VIP,2024-03-01,a@x.it,Mug,1,1.20",
        "VIP,2024-03-02,b@x.it,Tea,1,3.80",
        "Basic,2024-03-03,a@x.it,Tea,2,2.40",
    )
    draft, trial = tried(tmp_path, rows("Ticket,Date,Email,Product,Quantity,Total", *lines))
    assert (trial.figures.records["orders"], headers(draft, "orders", "order_id")) == (3, [])


def test_where_only_a_name_tells_the_buyer_of_unknown_columns_it_is_said(tmp_path: Path) -> None:
    lines = ("2019-01-01 00:00:18,4.97,Jennifer,Banks,t1", "2019-01-01 00:00:44,107.23,Stephanie,Gill,t2")
    more = "2019-01-02 00:00:51,20.00,Jennifer,Banks,t3"
    _draft, trial = tried(tmp_path, rows("trans_when,amt,first,last,trans_num", *lines, more))
    assert (money(trial), trial.figures.people) == (132.2, 2)
    assert told(trial, "person")[0] == "first last"


@pytest.mark.parametrize(
    "header", ["Kartennr.;Datum;Buchungsart;Punkte", "会員ID;日付;区分;ポイント", "Nº cliente;Fecha;Tipo;Puntos"]
)
def test_points_come_and_go_in_other_languages(tmp_path: Path, header: str) -> None:
    draft, trial = tried(tmp_path, rows(header, "1;2024-03-01;a;100", "1;2024-03-05;b;-40", "2;2024-03-02;a;50"))
    assert (draft.rows, trial.figures.records) == (3, {"points_ledger": 3})


def test_what_was_paid_of_an_invoice_is_the_money_and_a_flag_is_none(tmp_path: Path) -> None:
    text = rows(
        "Invoice,Invoice Date,Client Email,Total,Paid",
        "I1,2024-03-01,a@x.com,120,120.00",
        "I2,2024-03-02,b@x.com,60,0.00",
    )
    assert money(tried(tmp_path, text)[1]) == 120
    flags = text.replace("120.00", "1").replace("0.00", "0")
    draft, trial = tried(tmp_path, flags)
    assert headers(draft, "orders", "order_amount") == ["Total"]
    assert trial.figures.not_sold == 1


def test_numbers_between_blanks_need_no_header(tmp_path: Path) -> None:
    text = (
        " 00001 19970101  1  11.77\n 00002 19970112  1  12.00\n 00002 19970112  5  77.00\n 00003 19970330  2  20.76\n"
    )
    (table,) = read_file(write(tmp_path, "master.txt", text))
    assert isinstance(table, TextTable)
    assert (table.header, table.cells.num_rows) == (("column 1", "column 2", "column 3", "column 4"), 4)
    assert table.cells["3"].to_pylist() == ["11.77", "12.00", "77.00", "20.76"]
