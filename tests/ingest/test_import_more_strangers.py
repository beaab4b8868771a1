"""A fourth wave of files of strangers: what each comes to, and what is said of it."""

from pathlib import Path

import pytest

from insight.ingest import examine, load, repairs
from insight.ingest.recognise.cells.cell_checks import kind_of_document
from tests.ingest.tried_out import headers, money, rows, sales, states, told, tried
from tests.uploads import IMPORTED_AT, new_workspace, write


def test_a_normal_order_and_a_returning_buyer_are_no_returns(tmp_path: Path) -> None:
    for word in ("Normal", "Returning customer", "Formal", "platform"):
        assert kind_of_document(word) != "return"
    assert [kind_of_document(word) for word in ("RMA", "RMA 12", "Return", "returned")] == ["return"] * 4
    assert money(tried(tmp_path, sales("total,Order Type", "10,Normal", "20,Normal", "30,Normal"))[1]) == 60


def test_a_refund_that_is_done_is_known_by_its_stem_and_an_unknown_word_is_said(tmp_path: Path) -> None:
    draft, trial = tried(tmp_path, sales("实付金额,退款状态", "10,退款完成", "20,", "30,协商中断"))
    assert told(trial, "refund_word")[:2] == ("协商中断", 1)
    reports = load(warehouse := new_workspace(tmp_path), [draft], imported_at=IMPORTED_AT)
    assert reports[0].refused is None
    assert warehouse.query("SELECT sum(net_amount) AS net FROM core.orders WHERE is_valid")["net"][0] == 50


def test_what_a_till_closes_is_sold_and_said(tmp_path: Path) -> None:
    draft, trial = tried(tmp_path, sales("total,Status", "10,CLOSED", "20,VOIDED", "30,CLOSED"))
    assert states(draft) == ["completed", "closed", "completed"]
    assert told(trial, "state_word")[:2] == ("CLOSED", 2)
    for word in ("Complete", "Processing", "Shipped"):
        draft, _trial = tried(tmp_path, sales("total,Status", "10,Closed", "20,Canceled", f"30,{word}"))
        assert states(draft)[0] == "closed"
    changed = tried(tmp_path, sales("total,Status", "10,CLOSED", "20,VOIDED", "30,CLOSED"))[0].with_assumed(
        [("state_word:CLOSED", "closed")]
    )
    assert states(changed) == ["closed"] * 3


def test_of_two_columns_of_states_the_one_in_words_goes_before_codes(tmp_path: Path) -> None:
    draft, trial = tried(
        tmp_path,
        sales("合計金額,注文ステータス,ステータス", "10,700,発送済", "20,900,キャンセル確定", "30,500,発送待ち"),
    )
    assert (headers(draft, "orders", "status"), states(draft)[1]) == (["ステータス"], "closed")
    assert [one.what for one in trial.assumptions if one.what == "state_word"] == []


def test_a_number_that_comes_again_with_its_buyer_and_moment_is_that_of_the_order(tmp_path: Path) -> None:
    text = rows(
        "item_id,status,created_at,sku,price,qty_ordered,grand_total,group_key,Customer ID",
        "1,complete,7/1/2016,A,1950,1,1950,100147443,1",
        "2,complete,7/13/2016,B,2450,1,2700,100147445,1",
        "3,complete,7/13/2016,C,250,1,2700,100147445,1",
    )
    draft, trial = tried(tmp_path, text)
    assert (headers(draft, "orders", "order_id"), money(trial)) == (["group_key"], 4650)
    assert told(trial, "row")[0] == "orders"
    other = text.replace(
        "3,complete,7/13/2016,C,250,1,2700,100147445,1", "3,complete,7/13/2016,C,250,1,2700,100147445,2"
    )
    assert headers(tried(tmp_path, other)[0], "orders", "order_id") == []


def test_text_beside_attributes_is_called_as_its_element(tmp_path: Path) -> None:
    text = """<?xml version="1.0"?><订单列表>
      <订单><订单号>S1</订单号><下单时间>2024-03-14 10:00</下单时间>
      <手机>13800010001</手机><实付金额 币种="CNY">55</实付金额></订单>
      <订单><订单号>S2</订单号><下单时间>2024-03-15 22:00</下单时间>
      <手机>13800010002</手机><实付金额 币种="CNY">30</实付金额></订单>
      </订单列表>"""
    draft, trial = tried(tmp_path, text, "f.xml")
    assert (headers(draft, "orders", "paid_amount"), money(trial), trial.figures.people) == (["实付金额"], 85, 2)


def test_phones_of_a_list_of_people_are_told_by_their_cells(tmp_path: Path) -> None:
    for header, cells in {
        "SMS": ["491701234567", "491701234568"],
        "Tél. portable": ["06 12 34 56 78", "+33 6 12 34 56 79"],
        "Kontakt unterwegs": ["+49 170 1234567", "+49 170 1234568"],
        "备用": ["13800010001", "13800010002"],
    }.items():
        text = rows(f"customer_id,name,city,{header}", f"1,Ann,Ulm,{cells[0]}", f"2,Bob,Bonn,{cells[1]}", "3,Cat,Ulm,")
        draft, trial = tried(tmp_path, text)
        assert headers(draft, "customers", "phone") == [header]
        assert header in [each.column for each in trial.assumptions if each.what == "person"]
    for header, cell in {"Store phone": "+49 170 1234567", "Serial": "491701234567", "Umsatz": "06123456"}.items():
        text = rows(f"customer_id,name,city,{header}", f"1,Ann,Ulm,{cell}", f"2,Bob,Bonn,{cell}", "3,Cat,Ulm,")
        assert headers(tried(tmp_path, text)[0], "customers", "phone") == []


@pytest.mark.parametrize(
    "header",
    [
        *("推荐人手机号", "紧急联系人电话", "Referrer phone", "Emergency contact"),
        *("Spouse mobile", "Sales rep phone", "Notfallkontakt"),
    ],
)
def test_the_phone_of_somebody_else_is_not_the_persons(tmp_path: Path, header: str) -> None:
    people = [f"{n},Ann {n},Ulm,+49 170 123456{n}" for n in range(4)]
    assert headers(tried(tmp_path, rows(f"customer_id,name,city,{header}", *people))[0], "customers", "phone") == []


def test_a_phone_that_people_share_is_not_their_own_by_its_cells(tmp_path: Path) -> None:
    people = [f"{n},Ann {n},Ulm,+49 170 123456{n % 2}" for n in range(4)]
    assert headers(tried(tmp_path, rows("customer_id,name,city,Kontakt", *people))[0], "customers", "phone") == []


def test_a_damaged_number_loses_the_number_and_not_the_person(tmp_path: Path) -> None:
    text = rows(
        "会员编号,姓名,手机号,邮箱",
        "1.23E+11,王小明,13800010001,a@x.com",
        "1.23E+11,李娜,,b@x.com",
        "1.23E+11,无名,,",
        "100000000003,张三,13800010003,",
    )
    draft, trial = tried(tmp_path, text)
    assert (trial.figures.records["customers"], trial.figures.rejected) == (3, 1)
    warehouse = new_workspace(tmp_path)
    load(warehouse, [draft], imported_at=IMPORTED_AT)
    assert list(warehouse.query("SELECT name FROM core.customers ORDER BY 1")["name"]) == ["张三", "李娜", "王小明"]
    listed = repairs(warehouse)
    assert [(row.source_row, row.is_rejected) for row in listed.itertuples()] == [(2, False), (3, False), (4, True)]


def test_whoever_has_only_a_second_phone_has_that_phone(tmp_path: Path) -> None:
    text = rows("customer_id,name,Phone,Mobile", "1,Ann,+15125550101,+15125550102", "2,Bob,,+15125550103")
    draft, _trial = tried(tmp_path, text)
    load(warehouse := new_workspace(tmp_path), [draft], imported_at=IMPORTED_AT)
    found = warehouse.query("SELECT phone, second_phone FROM core.source_customers ORDER BY name")
    assert list(found["phone"]) == ["15125550101", "15125550103"]
    assert list(found["second_phone"].fillna("")) == ["15125550102", ""]


def test_a_clock_may_say_that_it_tells_hours(tmp_path: Path) -> None:
    text = sales("total", "1", "2", "3").replace("2024-03-01", "14 de marzo de 2024 22:30 hs.")
    _draft, trial = tried(tmp_path, text.replace("2024-03-02", "15/03/2024 09:30 Uhr"))
    assert trial.unread("orders", "ordered_at") == []
    frame = trial.preview.tables["orders"]["ordered_at"]
    assert [str(at)[:16] for at in frame][:2] == ["2024-03-14 22:30", "2024-03-15 09:30"]


def test_the_half_of_the_day_is_heard_in_other_letters(tmp_path: Path) -> None:
    days = (
        "14/03/2024 06:05 م",
        "15/03/2024 12:05 ص",
        "16/03/2024 6:05:07 CH",
        "17/3/2024 9:05 μ.μ.",
        "18/3/2024 9:05:00 SA",
    )
    text = rows("order_id,date,customer_id,total", *(f"{n},{day},K{n},10" for n, day in enumerate(days)))
    _draft, trial = tried(tmp_path, text)
    found = [str(at)[11:16] for at in trial.preview.tables["orders"]["ordered_at"]]
    assert found == ["18:05", "00:05", "18:05", "21:05", "09:05"]


def test_amounts_of_india_and_switzerland(tmp_path: Path) -> None:
    assert money(tried(tmp_path, sales("Amount", '"₹1,23,456.50"', '"₹2,000"', "Rs. 500/-"))[1]) == 125956.5
    assert money(tried(tmp_path, sales("Betrag", "CHF 1'234.50", "CHF 50.-", "Fr. 20.00"))[1]) == 1304.5
    assert money(tried(tmp_path, sales("Amount", "500-", "1000", "1000"))[1]) == 1500


def test_a_column_called_the_buyer_goes_before_a_bare_number_that_comes_again(tmp_path: Path) -> None:
    text = rows(
        "Nr,Datum,Käufer,Artikel,Preis,Bestellwert",
        "1,14.03.2024,Eva,Tasse,10,25",
        "1,14.03.2024,Eva,Versand,5,",
        "2,15.03.2024,Max,Teller,8,8",
        "3,16.03.2024,Eva,Teller,8,16",
    )
    draft, trial = tried(tmp_path, text)
    assert (headers(draft, "orders", "order_id"), headers(draft, "orders", "buyer_ref")) == (["Nr"], ["Käufer"])
    assert (trial.figures.records["orders"], trial.figures.people, money(trial)) == (3, 2, 49)


def test_lines_in_chinese_orders_are_goods_and_the_amount_is_the_order_s(tmp_path: Path) -> None:
    text = """{"code": 0, "data": {"list": [
        {"订单号": "S1", "下单时间": "2024-03-14 10:00:11", "手机": "13800010001", "实付金额": 55, "状态": "已完成",
         "商品明细": [{"名称": "杯子", "数量": 2, "单价": 20}, {"名称": "盘子", "数量": 1, "单价": 15}]},
        {"订单号": "S2", "下单时间": "2024-03-15 22:00:11", "手机": "13800010002", "实付金额": 30, "状态": "已取消",
         "商品明细": [{"名称": "盘子", "数量": 2, "单价": 15}]}]}}"""
    draft, trial = tried(tmp_path, text, "f.json")
    assert (trial.figures.records, money(trial), trial.figures.people) == ({"orders": 2, "order_items": 3}, 85, 2)
    assert states(draft)[-1] == "closed"


def test_orders_of_which_nothing_says_the_money_are_kept_and_it_is_said(tmp_path: Path) -> None:
    text = rows(
        "order_id,customer_id,order_status,order_purchase_timestamp,order_delivered_customer_date",
        "e4,c1,delivered,2017-10-02 10:56:33,2017-10-10 21:25:13",
        "53,c2,delivered,2018-07-24 20:41:37,2018-08-07 15:27:45",
        "47,c3,canceled,2018-08-08 08:38:49,",
    )
    draft, trial = tried(tmp_path, text)
    assert (trial.figures.records["orders"], trial.figures.people, states(draft)[2]) == (3, 3, "closed")
    assert told(trial, "amount")[0] == "none"
    other = text.replace("order_delivered_customer_date", "figure").replace("2017-10-10 21:25:13", "10.5")
    assert "none" not in [
        one.value for one in tried(tmp_path, other.replace("2018-08-07 15:27:45", "20.5"))[1].assumptions
    ]
    unnumbered = text.replace("order_id,", "").replace("e4,", "").replace("53,", "").replace("47,", "")
    (asked,) = examine(write(tmp_path, "g.csv", unnumbered))
    assert asked.refusal is not None


def test_what_a_deal_came_to_goes_before_its_stage_and_all_have_the_moment_they_were_made(tmp_path: Path) -> None:
    text = rows(
        "Deal - ID,Deal - Value,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Won time,Person - Email",
        "1,100,Proposal,won,2024-03-14 10:00,2024-03-15 10:00,a@x.com",
        "2,50,Proposal,lost,2024-03-15 10:00,,b@x.com",
        "3,70,Negotiation,open,2024-03-16 10:00,,c@x.com",
    )
    draft, trial = tried(tmp_path, text)
    assert (headers(draft, "orders", "ordered_at"), trial.figures.rejected) == (["Deal - Deal created"], 0)
    assert (headers(draft, "orders", "status"), states(draft)) == (["Deal - Status"], ["completed", "closed", "unpaid"])
