"""What counts as a sale for how much: every state is heard, credit notes turn the sign, rows tell their currency."""

from dataclasses import replace
from pathlib import Path

import pytest

from insight.ingest.clean import clean
from insight.ingest.clean.chinese_numbers import chinese_number
from insight.warehouse import scratch
from tests.ingest.by_hand import case, cleaned, loaded, mapped, money, orders_file, people, said, spent

HEADER = "no,at,who,paid,state,payment,flag,type"
STATES = {
    "orders": {
        "order_id": "no",
        "ordered_at": "at",
        "buyer_ref": "who",
        "paid_amount": "paid",
        "status": "state",
        "payment_status": "payment",
        "paid_flag": "flag",
        "document_type": "type",
    }
}


def zh(**more: str) -> dict[str, dict[str, str]]:
    return {"orders": {"order_id": "订单编号", "ordered_at": "下单时间", "status": "订单状态"} | more}


@pytest.mark.parametrize(
    ("name", "columns", "expected"),
    [
        (
            "05_order_and_payment_status.csv",
            zh(payment_status="付款状态", buyer_name="顾客", phone="电话", order_amount="订单金额"),
            (2, 5000),
        ),
        (
            "05c_payment_refunded_zh.csv",
            zh(payment_status="支付状态", buyer_name="姓名", phone="手机号", order_amount="订单金额"),
            (1, 1000),
        ),
        (
            "05b_order_and_payment_status_en.csv",
            {
                "orders": {
                    "order_id": "Order ID",
                    "ordered_at": "Order Date",
                    "status": "Order Status",
                    "payment_status": "Payment Status",
                    "email": "Email",
                    "order_amount": "Total",
                }
            },
            (2, 90),
        ),
        (
            "k22_paid_flag.csv",
            {
                "orders": {
                    "order_id": "订单编号",
                    "buyer_ref": "会员编号",
                    "ordered_at": "下单时间",
                    "paid_amount": "消费金额",
                    "paid_flag": "是否支付",
                    "paid_at": "支付时间",
                }
            },
            (20, 2000),
        ),
    ],
)
def test_the_worse_of_two_states_decides(
    tmp_path: Path, name: str, columns: dict[str, dict[str, str]], expected: tuple[int, float]
) -> None:
    assert list(money(loaded(tmp_path, case(name), columns)[0]).values()) == [expected]


@pytest.mark.one_in(4)
@pytest.mark.parametrize(
    ("states", "counts"),
    [
        ("completed,paid,,", True),
        ("completed,,,", True),
        ("completed,Voided,,", False),
        ("cancelled,paid,,", False),
        ("unpaid,paid,,", False),
        ("什么状态,已付款,,", True),
        ("什么状态,未付款,,", False),
        ("已發貨,部份退款,,", True),
        ("completed,,no,", False),
        ("completed,,是,", True),
        ("completed,paid,0,", False),
        ("completed,paid,,Proforma Invoice", False),
        ("completed,paid,,Angebot", False),
        ("completed,paid,,Invoice", True),
        ("completed,paid,,销售单", True),
        ("completed,,,Customer Payment", False),
    ],
)
def test_every_state_of_an_order_is_heard(tmp_path: Path, states: str, counts: bool) -> None:
    path = orders_file(tmp_path, f"20240000000001,2024-03-01,K1,10,{states}", header=HEADER)
    warehouse, _ = loaded(tmp_path, path, STATES)
    assert warehouse.count("SELECT 1 FROM core.orders WHERE is_valid") == counts


def test_a_quotation_is_no_order(tmp_path: Path) -> None:
    warehouse, _ = loaded(tmp_path, case("06_odoo_quotations.csv"))
    assert list(money(warehouse).values()) == [(2, 600)]


def test_traditional_words_are_read(tmp_path: Path) -> None:
    columns = {
        "orders": {
            "order_id": "訂單編號",
            "ordered_at": "訂單日期",
            "status": "訂單狀態",
            "phone": "手機號碼",
            "order_amount": "訂單金額",
        }
    }
    warehouse, _ = loaded(tmp_path, case("11d_traditional_status.csv"), columns)
    assert list(money(warehouse).values()) == [(2, 3000)]
    columns["orders"] |= {
        "payment_status": "付款狀態",
        "order_amount": "訂單合計",
        "email": "電郵",
        "phone": "電話號碼",
        "currency": "貨幣",
    }
    warehouse, _ = loaded(tmp_path, case("11c_traditional_headers.csv"), columns)
    assert money(warehouse) == {"TWD": (2, 3000)}


@pytest.mark.slow("imports files again and again")
def test_an_unknown_word_is_said_and_may_be_decided(tmp_path: Path) -> None:
    path = orders_file(tmp_path, "20240000000001,2024-03-01,K1,10,待定中,,,", header=HEADER)
    (found,) = (one for one in cleaned(path, STATES).assumptions if one.what == "state_word")
    assert (found.value, found.column, found.rows, "closed" in found.alternatives) == ("待定中", "state", 1, True)
    decided = {"assumed": {"state_word:待定中": "closed"}}
    assert said(path, STATES, **decided) == []
    assert money(loaded(tmp_path, path, STATES, **decided)[0]) == {}


CREDITS = [
    (
        "22_credit_note_positive.csv",
        {
            "order_id": "Invoice No",
            "ordered_at": "Invoice Date",
            "document_type": "Type",
            "email": "Email",
            "buyer_name": "Customer",
            "order_amount": "Total",
        },
    ),
    (
        "22b_credit_note_zh.csv",
        {
            "order_id": "单据编号",
            "ordered_at": "单据日期",
            "document_type": "单据类型",
            "buyer_name": "客户名称",
            "phone": "手机号",
            "order_amount": "金额",
        },
    ),
    (
        "22c_credit_note_transaction_type.csv",
        {
            "order_id": "Transaction ID",
            "ordered_at": "Date",
            "document_type": "Transaction Type",
            "email": "Email",
            "buyer_name": "Customer",
            "order_amount": "Amount",
        },
    ),
    (
        "22d_credit_note_document_type.csv",
        {
            "order_id": "Document No",
            "ordered_at": "Posting Date",
            "document_type": "Document Type",
            "buyer_ref": "Customer No",
            "order_amount": "Amount",
        },
    ),
]


@pytest.mark.parametrize(("name", "columns"), CREDITS)
def test_a_credit_note_lowers_its_buyer_and_is_no_purchase(tmp_path: Path, name: str, columns: dict[str, str]) -> None:
    warehouse, _ = loaded(tmp_path, case(name), {"orders": columns})
    assert list(money(warehouse).values()) == [(2, 110)]
    assert warehouse.count("SELECT 1 FROM mart.purchases") == 2
    assert sorted(
        warehouse.query("SELECT sum(net_amount)::DOUBLE AS net FROM mart.takings GROUP BY customer_id")["net"]
    ) == [50, 60]
    assert [what for what, _, rows in said(case(name), {"orders": columns}) if rows == 1] == ["credit_note"]


@pytest.mark.one_in(6)
@pytest.mark.parametrize(
    "word",
    ["Gutschrift", "Avoir", "Nota de crédito", "红字发票", "冲销单", "返品", "Return", "RMA Refund", "Devolución"],
)
def test_credit_notes_of_other_lands(tmp_path: Path, word: str) -> None:
    rows = ["20240000000001,2024-03-01,K1,100,,,,Invoice", f"20240000000002,2024-03-05,K1,40,,,,{word}"]
    warehouse, _ = loaded(tmp_path, orders_file(tmp_path, *rows, header=HEADER), STATES)
    assert money(warehouse) == {"CNY": (1, 60)}


def test_a_credit_with_the_number_of_its_order_takes_nothing_from_the_order(tmp_path: Path) -> None:
    rows = ["20240000000001,2024-03-01,K1,100,,,,Sale", "20240000000001,2024-03-05,K1,40,,,,Refund"]
    warehouse, report = loaded(tmp_path, orders_file(tmp_path, *rows, header=HEADER), STATES)
    assert report.tables["orders"].new == 2
    assert money(warehouse) == {"CNY": (1, 60)}


def test_a_cancelled_credit_and_a_whole_swap(tmp_path: Path) -> None:
    rows = [
        "20240000000001,2024-03-01,K1,100,completed,,,",
        "20240000000002,2024-03-05,K1,-40,cancelled,,,",
        "20240000000003,2024-03-01,K2,77,completed,,,",
        "20240000000004,2024-03-02,K2,-77,refunded,,,",
    ]
    path = orders_file(tmp_path, *rows, header=HEADER)
    warehouse, _ = loaded(
        tmp_path, path, {"orders": {k: v for k, v in STATES["orders"].items() if k != "document_type"}}
    )
    assert money(warehouse) == {"CNY": (2, 100)}
    assert said(path, {"orders": {k: v for k, v in STATES["orders"].items() if k != "document_type"}}) == [
        ("credit_note", "below_zero", 2)
    ]


def test_a_minus_behind_the_number_is_a_credit(tmp_path: Path) -> None:
    warehouse, report = loaded(tmp_path, case("23_trailing_minus.csv"))
    assert report.problems == 0
    assert money(warehouse) == {"EUR": (3, 1200)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("07_thousand_dots_indonesia.csv", 1_475_500),
        ("07b_thousand_dots_german.csv", 4_630),
        ("07c_thousand_dots_rp.csv", 315_500),
        ("07d_thousand_dots_with_a_comma.csv", 4_630),
    ],
)
def test_dots_that_part_thousands(tmp_path: Path, name: str, expected: float) -> None:
    ((_, net),) = money(loaded(tmp_path, case(name))[0]).values()
    assert net == expected


@pytest.mark.slow("imports files again and again")
def test_an_unproven_decimal_sign_is_said_and_obeyed(tmp_path: Path) -> None:
    path = case("07b_thousand_dots_german.csv")
    assert said(path) == [("decimal_mark", ",", None)]
    draft, mapping = mapped(path)
    with scratch() as session:
        decided = replace(mapping, assumed={"decimal_mark:Gesamtbetrag": "."})
        found = clean(session, draft.table, decided, currency="CNY")  # type: ignore[attr-defined]
        assert float(session.scalar("SELECT sum(order_amount) FROM incoming_orders")) == 983.65
    assert [one.what for one in found.assumptions] == ["currency"]


@pytest.mark.slow("imports files again and again")
def test_a_neighbour_proves_the_point(tmp_path: Path) -> None:
    path = orders_file(
        tmp_path,
        "20240000000001,2024-03-01,K1,1.200,9.50",
        "20240000000002,2024-03-01,K1,2.450,8.25",
        header="no,at,who,paid,fee",
    )
    columns = {
        "orders": {
            "order_id": "no",
            "ordered_at": "at",
            "buyer_ref": "who",
            "paid_amount": "paid",
            "shipping_fee": "fee",
        }
    }
    assert money(loaded(tmp_path, path, columns)[0]) == {"CNY": (2, 3.65)}
    assert said(path, columns) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("08_signs_of_two_currencies.csv", {"EUR": (2, 400), "USD": (2, 250)}),
        ("08b_codes_of_two_currencies.csv", {"EUR": (2, 400), "USD": (1, 200)}),
        ("08c_one_currency_sign.csv", {"EUR": (2, 400)}),
    ],
)
def test_signs_and_codes_tell_the_currency_row_by_row(
    tmp_path: Path, name: str, expected: dict[str, tuple[int, float]]
) -> None:
    assert money(loaded(tmp_path, case(name))[0]) == expected
    assert [one for one in cleaned(case(name)).assumptions if one.what == "currency"] == []


@pytest.mark.one_in(4)
@pytest.mark.parametrize(
    ("amount", "currency", "value"),
    [
        ("¥10", "CNY", 10),
        ("HK$1,200.00", "HKD", 1200),
        ("NT$ 300", "TWD", 300),
        ("USD 12.50", "USD", 12.5),
        ("12.50 kr", "CNY", 12.5),
        ("12元", "CNY", 12),
        ("₩12000", "KRW", 12000),
        ("£9.99-", "GBP", -9.99),
        ("(£9.99)", "GBP", -9.99),
        ("１２０円", "JPY", 120),
        ("1.2万元", "CNY", 12000),
        ("二十八", "CNY", 28),
        ("壹仟贰佰元整", "CNY", 1200),
        ("免单", "CNY", 0),
    ],
)
def test_an_amount_with_what_stands_beside_it(tmp_path: Path, amount: str, currency: str, value: float) -> None:
    path = orders_file(tmp_path, f'20240000000001,2024-03-01,K1,"{amount}"', header="no,at,who,paid")
    columns = {"orders": {"order_id": "no", "ordered_at": "at", "buyer_ref": "who", "paid_amount": "paid"}}
    row = (
        loaded(tmp_path, path, columns)[0]
        .query("SELECT currency, paid_amount::DOUBLE AS paid FROM core.orders")
        .iloc[0]
    )
    assert (row["currency"], row["paid"]) == (currency, value)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一万二", 12000),
        ("一百零五", 105),
        ("3千5百", 3500),
        ("五元三角", 5.3),
        ("三块五", None),
        ("免单", None),
        ("12", None),
        ("王五", None),
    ],
)
def test_numbers_in_chinese_words(text: str, number: float | None) -> None:
    assert chinese_number(text) == number


@pytest.mark.slow("imports files again and again")
def test_a_file_that_names_no_currency_says_which_it_took(tmp_path: Path) -> None:
    path = orders_file(tmp_path, "20240000000001,2024-03-01,K1,10", header="no,at,who,paid")
    columns = {"orders": {"order_id": "no", "ordered_at": "at", "buyer_ref": "who", "paid_amount": "paid"}}
    (found,) = cleaned(path, columns).assumptions
    assert (found.what, found.value, found.rows, "USD" in found.alternatives) == ("currency", "CNY", 1, True)
    assert cleaned(path, columns, assumed={"currency": "HKD"}).assumptions == ()
    assert money(loaded(tmp_path, path, columns, assumed={"currency": "HKD"})[0]) == {"HKD": (1, 10)}


def test_a_header_that_names_the_currency_proves_it(tmp_path: Path) -> None:
    path = orders_file(tmp_path, "20240000000001,2024-03-01,K1,10", header="no,at,who,实付金额（元）")
    columns = {"orders": {"order_id": "no", "ordered_at": "at", "buyer_ref": "who", "paid_amount": "实付金额（元）"}}
    assert cleaned(path, columns).assumptions == ()


def test_an_amount_that_cannot_be_read_is_listed(tmp_path: Path) -> None:
    path = orders_file(tmp_path, "20240000000001,2024-03-01,K1,约十来块", header="no,at,who,paid")
    columns = {"orders": {"order_id": "no", "ordered_at": "at", "buyer_ref": "who", "paid_amount": "paid"}}
    problems = cleaned(path, columns).problems
    assert problems[["source_row", "reason", "value", "is_rejected"]].to_numpy().tolist() == [
        [2, "not_money", "约十来块", True]
    ]


@pytest.mark.slow("imports files again and again")
def test_two_equal_units_of_one_order_stay_two(tmp_path: Path) -> None:
    warehouse, _ = loaded(tmp_path, case("14_lazada_equal_items.csv"))
    assert list(money(warehouse).values()) == [(2, 130)]
    assert warehouse.count("SELECT 1 FROM core.order_items") == 4


def test_a_row_that_repeats_an_order_is_counted_and_said(tmp_path: Path) -> None:
    path = orders_file(
        tmp_path, *["20240000000001,2024-03-01,K1,10"] * 3, "20240000000002,2024-03-01,K1,10", header="no,at,who,paid"
    )
    columns = {"orders": {"order_id": "no", "ordered_at": "at", "buyer_ref": "who", "paid_amount": "paid"}}
    assert said(path, columns) == [("duplicate_rows", "last", 2)]


@pytest.mark.slow("imports files again and again")
def test_people_and_orders_survive_a_merged_cell(tmp_path: Path) -> None:
    warehouse, _ = loaded(tmp_path, case("15_customer_merged_over_orders.xlsx"))
    assert people(warehouse) == 3
    assert spent(warehouse) == {"周一": 600, "吴二": 900, "郑三": 600}
