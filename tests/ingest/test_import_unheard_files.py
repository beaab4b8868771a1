"""Files of shops, tills and tools that nobody here has seen: what each comes to, and what is said of it."""

import datetime as dt
import json
from pathlib import Path

import pytest

from insight.errors import ParameterError
from insight.ingest import examine
from insight.ingest.asking import command
from insight.ingest.trial import try_out
from tests.ingest.tried_out import headers, money, rows, sales, states, told, tried
from tests.uploads import write


def test_what_is_sold_by_the_total_is_not_worth_price_times_quantity(tmp_path: Path) -> None:
    draft, trial = tried(
        tmp_path,
        rows(
            "Customer ID,Purchase Date,Product Price,Quantity,Total Purchase Amount",
            "44605,2023-05-03,177,1,2427",
            "44605,2021-05-16,174,3,2448",
            "13738,2020-07-13,413,1,2345",
        ),
    )
    assert headers(draft, "orders", "order_amount") == ["Total Purchase Amount"]
    assert (money(trial), trial.figures.people) == (7220, 2)


def test_a_price_alone_is_paid_once_a_row_and_the_number_of_a_channel_is_no_amount(tmp_path: Path) -> None:
    _draft, trial = tried(
        tmp_path,
        rows(
            "t_dat,customer_id,article_id,price,sales_channel_id",
            "2018-09-20,c1,0663713001,5.08,2",
            "2018-09-20,c1,0541518023,3.04,2",
            "2018-09-21,c2,0505221004,1.52,1",
        ),
    )
    assert (trial.figures.records["orders"], trial.figures.records["order_items"]) == (2, 3)
    assert money(trial) == 9.64
    assert told(trial, "amount")[0] == "price"


def test_amounts_of_a_header_in_ten_thousands_and_in_cents(tmp_path: Path) -> None:
    assert money(tried(tmp_path, sales("消费金额（万元）", "0.012", "1.2", "¥0.5"))[1]) == 120 + 12000 + 5000
    assert money(tried(tmp_path, sales("amount_cents", "1050", "2000", "-"))[1]) == 30.5


def test_flags_of_cancelled_and_test_orders_are_heard(tmp_path: Path) -> None:
    for flag, cells in (("is_cancelled", "010"), ("test", ["false", "true", "false"]), ("是否作废", "否是否")):
        draft, _trial = tried(tmp_path, sales(f"total,{flag}", *(f"10,{cell}" for cell in cells)))
        assert [state == "closed" for state in states(draft)] == [False, True, False]


def test_money_that_came_in_is_the_sale_where_no_document_sells(tmp_path: Path) -> None:
    draft, trial = tried(tmp_path, sales("金额,交易类型", "25,收款", "30,收款", "25,退款"))
    assert (money(trial), "closed" in states(draft)) == (30, False)
    draft, _trial = tried(tmp_path, sales("金额,单据类型", "25,销售单", "30,销售单", "25,收款单"))
    assert states(draft)[2] == "closed"


def test_stages_of_deals_are_states(tmp_path: Path) -> None:
    draft, _trial = tried(tmp_path, sales("Amount,Stage", "10,Closed Won", "20,Prospecting", "30,Closed Lost"))
    assert states(draft) == ["completed", "unpaid", "closed"]


def test_two_columns_of_one_name_are_a_choice_that_one_answer_changes(tmp_path: Path) -> None:
    text = sales("amount,amount", "10,9", "20,18", "30,27")
    draft, trial = tried(tmp_path, text)
    assert (money(trial), told(trial, "amount")) == (60, ("amount", None, ("amount #5",)))
    changed = draft.with_assumed([("amount", "amount #5")])
    assert money(try_out(changed)) == 54
    with pytest.raises(ParameterError, match="amount #9"):
        draft.with_assumed([("amount", "amount #9")])


def test_who_it_was_can_be_nobody_or_another_column_in_every_table(tmp_path: Path) -> None:
    text = rows(
        "date,total,Customer,Loyalty Tag",
        "2024-03-01,10,Ann,T1",
        "2024-03-02,20,Ann,T2",
        "2024-03-15,30,Bob,T1",
    )
    draft, trial = tried(tmp_path, text)
    assert (told(trial, "person")[0], trial.figures.people) == ("Customer", 2)
    assert "nobody" in told(trial, "person")[2]
    assert try_out(draft.with_assumed([("person", "nobody")])).figures.people == 0
    changed = draft.with_assumed([("person", "Loyalty Tag")])
    assert headers(changed, "orders", "buyer_ref") == ["Loyalty Tag"]
    assert headers(changed, "orders", "buyer_name") == ["Customer"]


def test_an_amount_that_is_chosen_holds_for_the_order_and_its_line(tmp_path: Path) -> None:
    text = rows(
        "Order ID,Date,Email,Product,Qty,Gross,Net",
        "1,2024-03-01,a@x.com,Mug,1,119,100",
        "2,2024-03-02,b@x.com,Cup,1,11.90,10",
        "3,2024-03-15,b@x.com,Cup,1,11.90,10",
    )
    draft, trial = tried(tmp_path, text)
    assert (money(trial), told(trial, "amount")[0]) == (120, "Net")
    changed = draft.with_assumed([("amount", "Gross")])
    assert money(try_out(changed)) == 142.8
    assert headers(changed, "order_items", "line_paid") == ["Gross"]


def test_a_ledger_of_names_and_spending_is_no_list_of_people(tmp_path: Path) -> None:
    _draft, trial = tried(
        tmp_path,
        rows(
            "日期,姓名,电话,消费",
            "2024-03-01,王小明,13800010001,128",
            "2024-03-02,李娜,,30",
            "2024-03-03,李娜,13900010002,20",
        ),
    )
    assert (money(trial), told(trial, "amount")[0]) == (178, "消费")


def test_figures_about_people_counted_before_are_a_list_of_people(tmp_path: Path) -> None:
    _draft, trial = tried(
        tmp_path,
        rows(
            "会员昵称,最近一次交易时间,交易总额（元）,交易笔数（笔）,会员级别",
            "a,2024-03-01,1,3,VIP",
            "b,2024-03-05,20,2,普通",
        ),
    )
    assert trial.figures.records == {"customers": 2}
    assert told(trial, "person")[0] == "会员昵称"
    _draft, trial = tried(
        tmp_path, rows("客户编号,姓名,手机号,2024年1月,2月", "C1,王,13800010001,1,", "C2,李,13800010002,,5")
    )
    assert told(trial, "row")[0] == "customers"


def test_the_number_of_a_company_is_not_that_of_its_people(tmp_path: Path) -> None:
    draft, trial = tried(
        tmp_path,
        rows(
            "Id,AccountId,LastName,FirstName,Email",
            "003A,001X,Lee,Ann,ann@x.com",
            "003B,001X,Ray,Bob,bob@x.com",
            "003C,001Y,Fox,Cy,cy@x.com",
        ),
    )
    assert headers(draft, "customers", "source_customer_id") == ["Id"]
    assert trial.figures.people == 3


def test_a_second_column_of_phones_or_addresses_names_the_person_too(tmp_path: Path) -> None:
    draft, _trial = tried(
        tmp_path,
        rows(
            "客户名称,添加人,添加人账号,添加时间,来源,手机,电话",
            "小明,张三,zs,2024-03-01 10:00:00,扫码,13800010001,",
            "小红,张三,zs,2024-03-02 10:00:00,扫码,13800010002,13900010002",
        ),
    )
    assert headers(draft, "customers", "second_phone") == ["电话"]


def test_hidden_digits_and_extensions(tmp_path: Path) -> None:
    _draft, trial = tried(tmp_path, sales("phone,total", *("138****0001,5",) * 3).replace(",customer_id", ",note"))
    assert told(trial, "person")[:2] == ("nobody", 3)
    draft, trial = tried(
        tmp_path,
        rows(
            "订单号,下单时间,用户电话,实付",
            *(f"{n},2024-03-0{n},1380001000{n}{x},5" for n, x in ((1, "_1234"), (2, "-0007"), (3, "转12"))),
        ),
    )
    assert headers(draft, "orders", "phone") == ["用户电话"]
    assert list(trial.preview.tables["orders"]["phone"]) == ["13800010001", "13800010002", "13800010003"]


def test_years_of_the_buddha_and_clocks_that_stop_at_the_hour(tmp_path: Path) -> None:
    texts = ("13/03/2567", "2567-03-15", "2014-12-06 02", "2014/12/06 2", "2024-03-01T13", "20240301")
    (draft,) = examine(
        write(
            tmp_path, "t.csv", rows("order_id,date,email,total", *(f"{n},{t},a@x.com,1" for n, t in enumerate(texts)))
        )
    )
    at = list(try_out(draft).preview.tables["orders"]["ordered_at"])
    hour = dt.datetime(2014, 12, 6, 2)
    assert at == [
        dt.datetime(2024, 3, 13),
        dt.datetime(2024, 3, 15),
        hour,
        hour,
        dt.datetime(2024, 3, 1, 13),
        dt.datetime(2024, 3, 1),
    ]


def test_codes_of_behaviour_are_events_with_bare_moments(tmp_path: Path) -> None:
    _draft, trial = tried(
        tmp_path,
        rows(
            "user_id,item_id,behavior_type,time", "u1,1,1,2014-12-06 02", "u2,2,1,2014-12-09 20", "u3,3,4,2014-12-18 11"
        ),
    )
    assert trial.figures.records == {"events": 3}
    _draft, trial = tried(
        tmp_path, rows("ts|uid|action", "1709258400|u1|login", "1709258500|u2|buy", "1709258600|u1|out")
    )
    assert (trial.figures.records, trial.figures.people) == ({"events": 3}, 2)


def test_whose_review_it_is_may_be_an_address(tmp_path: Path) -> None:
    draft, _trial = tried(
        tmp_path,
        rows(
            "Reviewer Email,Review Date,Review Text,Stars",
            "a@x.com,2024-03-01,Very good,5",
            "b@x.com,2024-03-02,Late,1",
        ),
    )
    assert headers(draft, "feedback", "customer_ref") == ["Reviewer Email"]


@pytest.mark.parametrize(
    ("text", "question", "answers"),
    [
        (
            rows("订单号,会员号,商品,金额", "1,K1,茶,10", "2,K2,咖啡,20", "3,K2,咖啡,20"),
            "Which column says when it was? — No column of the sheet looks like it",
            "--table orders",
        ),
        (
            rows(
                "order_id,customer_id,order_status,order_purchase_timestamp,figure,other_figure",
                "a,c1,delivered,2017-10-02 10:56:33,10.5,3.5",
                "b,c2,canceled,2018-07-24 20:41:37,20.5,4.5",
            ),
            "It may be an order",
            "--map figure=paid_amount --map customer_id=buyer_ref",
        ),
        (
            rows("K001,王小明,2024-03-01,128.00", "K002,李红,2024-03-02,60.00", "K001,王小明,2024-03-09,12.50"),
            "It may be an order",
            "--map 'column 3=ordered_at' --map 'column 4=paid_amount' --map 'column 1=buyer_ref'",
        ),
        (
            rows(
                "order_id,product_id,seller_id,shipping_limit_date,price",
                "a,p1,s1,2017-09-19 09:45:35,58.90",
                "b,p2,s2,2017-05-03 11:05:13,239.90",
            ),
            "It may be an order",
            "--map price=order_amount",
        ),
    ],
    ids=["no time", "no amount", "no header", "no buyer"],
)
def test_what_one_answer_would_solve_is_asked_as_one_question(
    tmp_path: Path, text: str, question: str, answers: str
) -> None:
    (draft,) = examine(write(tmp_path, "f.csv", text))
    assert draft.refusal is not None
    assert question in draft.refusal.render("en")
    typed = command(draft, "my-brand") or ""
    assert answers in typed
    assert "seller_id" not in typed
    words = typed.split(" --map ")
    assert len(words) == len(set(words)), typed


def test_answers_of_which_nothing_else_is_told_are_still_of_a_response(tmp_path: Path) -> None:
    text = rows("Was trinken Sie?,Wie zufrieden sind Sie?", "Tee,5", "Kaffee,4", "Tee,3")
    _draft, trial = tried(tmp_path, text, table="survey_responses")
    assert trial.figures.records == {"survey_responses": 3, "survey_answers": 6}


def test_dates_of_an_emperor_and_yen_that_are_written_as_backslashes(tmp_path: Path) -> None:
    text = rows(
        "注文番号,注文日,電話番号,合計金額",
        *(f'A-{n},令和7年3月{n}日,090-1234-100{n},"¥1,{n}00"' for n in range(1, 5)),
    )
    path = tmp_path / "sjis.csv"
    path.write_bytes(text.encode("shift_jis"))
    (draft,) = examine(path)
    trial = try_out(draft)
    assert (trial.figures.records["orders"], money(trial)) == (4, 5000.0)
    assert trial.preview.tables["orders"]["ordered_at"].min() == dt.datetime(2025, 3, 1)


@pytest.mark.parametrize(
    ("header", "currency", "zone"),
    [
        ("주문번호,주문일시,구매자ID,결제금액", "KRW", "Asia/Seoul"),
        ("หมายเลขคำสั่งซื้อ,วันที่ทำการสั่งซื้อ,ชื่อผู้ใช้ (ผู้ซื้อ),ราคาขายสุทธิ", "THB", "Asia/Bangkok"),
    ],
)
def test_a_language_of_one_country_tells_currency_and_zone_and_who_bought(
    tmp_path: Path, header: str, currency: str, zone: str
) -> None:
    text = rows(header, *(f"2503{n:04d}ABC,2025-03-{n:02d} 09:00,user{n % 4},{100 + n}" for n in range(1, 17)))
    draft, trial = tried(tmp_path, text)
    assert draft.mapping is not None
    assert (draft.mapping.currency, draft.mapping.timezone) == (currency, zone)
    assert (trial.figures.records["orders"], trial.figures.people) == (16, 4)


def test_amounts_that_end_in_whole(tmp_path: Path) -> None:
    _draft, trial = tried(tmp_path, sales("金额", "88元整", "120元正", "１００元整"))
    assert money(trial) == 308.0


def test_a_short_address_is_somebodys_and_one_of_a_single_sign_is_not(tmp_path: Path) -> None:
    lines = [f"{name},{mail}" for name, mail in (("An", "a1@shop1.com"), ("Bo", "x0@b.com"), ("Cy", "xx@c.com"))]
    _draft, trial = tried(tmp_path, rows("name,email", *lines), table="customers")
    assert [each.value for each in trial.assumptions if each.what == "placeholder"] == ["xx@c.com"]


def test_the_command_of_a_refusal_takes_the_other_account_for_the_buyer(tmp_path: Path) -> None:
    """Neither the few words of what it was nor the number that each row has of its own."""
    text = rows(
        "流水,摘要,发生,往来,数额",
        *(
            f"T{n:05d},{'退' if n == 4 else '售'},2025-03-{n:02d} 10:00,*明(138****{n % 5}),{30 + n}.00"
            for n in range(1, 20)
        ),
    )
    (draft,) = examine(write(tmp_path, "f.csv", text))
    assert "--map '往来=buyer_ref'" in str(command(draft, "main"))


def test_the_records_of_an_answer_lie_behind_its_pages(tmp_path: Path) -> None:
    orders = [
        {
            "orderNo": f"N{n}",
            "createTime": f"2025-03-0{n} 10:00:00",
            "buyer": {"mobile": f"1395555600{n % 2}"},
            "paidAmount": n,
        }
        for n in range(1, 5)
    ]
    answer = {"code": 0, "data": {"page": {"total": 4}, "list": orders}}
    draft, trial = tried(tmp_path, json.dumps(answer), "answer.json")
    assert draft.sheet == "data.list"
    assert (trial.figures.records["orders"], trial.figures.people, money(trial)) == (4, 2, 10.0)


def test_every_list_of_an_answer_is_a_table_of_its_own(tmp_path: Path) -> None:
    orders = [{"orderNo": f"N{n}", "createTime": f"2025-03-0{n} 10:00:00", "paidAmount": n} for n in range(1, 5)]
    members = [{"memberNo": f"M{n}", "name": f"An{n}", "phone": f"1395555600{n}"} for n in range(1, 5)]
    path = write(tmp_path, "answer.json", json.dumps({"orders": orders, "more": {"members": members}}))
    assert [draft.sheet for draft in examine(path)] == ["orders", "more.members"]


def test_which_number_is_the_month_of_a_day_without_a_year_is_a_guess_that_is_said(tmp_path: Path) -> None:
    lines = [f"{n},0{n}/04 12:10,K{n},{n}" for n in range(1, 7)]
    text = rows("order_id,order_date,customer_id,amount", *lines)
    _draft, trial = tried(tmp_path, text, "orders_2024.csv")
    assert told(trial, "date_order")[0] == "day_first"
    _draft, trial = tried(tmp_path, text, "orders_2024.csv", assumed=(("date_order", "month_first"),))
    assert list(trial.preview.tables["orders"]["ordered_at"].dt.month) == [1, 2, 3, 4, 5, 6]


def test_numbered_phones_are_the_first_and_the_second_of_a_person(tmp_path: Path) -> None:
    lines = [f"客户{n},1362222300{n},{'13622224000' if n == 1 else ''}" for n in range(1, 5)]
    draft, _trial = tried(tmp_path, rows("客户名称,手机1,手机2", *lines))
    assert headers(draft, "customers", "phone") == ["手机1"]
    assert headers(draft, "customers", "second_phone") == ["手机2"]
