"""Tables of no known export: recognised by usual words and by what the cells hold, or refused."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.ingest.recognise import recognise

_RETAIL = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"
_RETAIL_ROWS = [
    "536365,85123A,WHITE HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
    "536365,71053,WHITE LANTERN,6,2010-12-01 08:26:00,3.39,17850.0,United Kingdom",
    "C536379,D,Discount,-1,2010-12-01 09:41:00,27.5,14527.0,United Kingdom",
]


@pytest.mark.parametrize(
    ("header", "row", "columns"),
    [
        (
            "customer_id,order_date,amount",
            "7,2024-01-05,12.50",
            {"buyer_ref": "customer_id", "ordered_at": "order_date", "order_amount": "amount"},
        ),
        (
            "会员号,下单日期,金额",
            "V7,2024/1/5,￥12.50",
            {"buyer_ref": "会员号", "ordered_at": "下单日期", "order_amount": "金额"},
        ),
        (
            "Order IDs,CustomerEmail,OrderTotal,Paid Amount,orderDate",
            "1,a@example.com,20,12.50,31/12/2023 22:36",
            {
                "order_id": "Order IDs",
                "email": "CustomerEmail",
                "order_amount": "OrderTotal",
                "paid_amount": "Paid Amount",
                "ordered_at": "orderDate",
            },
        ),
        (
            "单号,手机号码,支付时间,实付金额(元)",
            "A1,138****1234,20240105,12.5",
            {"order_id": "单号", "phone": "手机号码", "ordered_at": "支付时间", "paid_amount": "实付金额(元)"},
        ),
        (
            "注文番号,注文日,合計金額,顧客ID",
            "1,2024/01/05,1200,K1",
            {"order_id": "注文番号", "ordered_at": "注文日", "order_amount": "合計金額", "buyer_ref": "顧客ID"},
        ),
        (
            "Número de pedido,Fecha de compra,Importe,ID cliente",
            "1,05/01/2024,12.5,9",
            {
                "order_id": "Número de pedido",
                "ordered_at": "Fecha de compra",
                "order_amount": "Importe",
                "buyer_ref": "ID cliente",
            },
        ),
        (
            "Bestellnummer,Bestelldatum,Betrag,Kundennummer",
            "1,05.01.2024,12.5,9",
            {
                "order_id": "Bestellnummer",
                "ordered_at": "Bestelldatum",
                "order_amount": "Betrag",
                "buyer_ref": "Kundennummer",
            },
        ),
    ],
)
def test_orders_in_usual_words_are_recognised(sheet, mapped, header: str, row: str, columns: dict[str, str]) -> None:
    table = sheet(header, [row])
    best = recognise(table).guesses[0]
    assert (best.template.id, best.mapping.grain, best.mapping.amounts) == ("generic", "order", "order")
    assert mapped(table)["orders"] == columns
    assert best.score < 0.6


@pytest.mark.parametrize(
    ("header", "row", "columns"),
    [
        (
            "用户ID,手机号,注册时间",
            "7,13800138000,2024-01-05 10:00:00",
            {"source_customer_id": "用户ID", "phone": "手机号", "joined_at": "注册时间"},
        ),
        (
            "会员卡号,姓名,性别,积分,会员等级",
            "V7,张𠮷,女,120,金卡",
            {"member_no": "会员卡号", "name": "姓名", "gender": "性别", "points": "积分", "tier": "会员等级"},
        ),
        (
            "first_name,last_name,e-mail,signup_date",
            "Ann,O'Brien,ann@example.com,2024-01-05",
            {"name": "first_name+last_name", "email": "e-mail", "joined_at": "signup_date"},
        ),
        (
            "customer_id,name,created_at,total",
            "7,Ann,2024-01-05,900",
            {"source_customer_id": "customer_id", "name": "name", "joined_at": "created_at"},
        ),
    ],
)
def test_customers_in_usual_words_are_recognised(sheet, mapped, header: str, row: str, columns: dict[str, str]) -> None:
    assert mapped(sheet(header, [row])) == {"customers": columns}


def test_lines_without_an_order_amount_are_lines_with_their_own(sheet, mapped) -> None:
    table = sheet(_RETAIL, _RETAIL_ROWS)
    best = recognise(table).guesses[0]
    assert (best.mapping.grain, best.mapping.amounts) == ("line", "line")
    assert (best.mapping.currency, best.mapping.timezone) == ("", "UTC")
    assert mapped(table)["order_items"] == {
        "order_id": "InvoiceNo",
        "ordered_at": "InvoiceDate",
        "product_id": "StockCode",
        "product_name": "Description",
        "quantity": "Quantity",
        "unit_price": "UnitPrice",
    }


_LINES = "订单号,会员号,下单时间,商品名称,数量,金额"


def test_an_amount_repeated_on_every_line_is_the_order_s(sheet, mapped) -> None:
    table = sheet(_LINES, ["A1,V1,2024-01-05,杯,1,50", "A1,V1,2024-01-05,盘,2,50", "A2,V2,2024-01-06,杯,1,20"])
    best = recognise(table).guesses[0]
    assert (best.mapping.grain, best.mapping.amounts) == ("line", "order")
    assert "line_paid" not in mapped(table)["order_items"]


def test_an_amount_only_on_the_first_line_is_the_order_s(sheet) -> None:
    table = sheet(_LINES, ["A1,V1,2024-01-05,杯,1,50", "A1,V1,2024-01-05,盘,2,"])
    assert recognise(table).guesses[0].mapping.amounts == "order"


def test_amounts_that_differ_within_an_order_are_the_lines_own(sheet, mapped) -> None:
    table = sheet(_LINES, ["A1,V1,2024-01-05,杯,1,10", "A1,V1,2024-01-05,盘,2,40"])
    best = recognise(table).guesses[0]
    assert (best.mapping.grain, best.mapping.amounts) == ("line", "line")
    assert mapped(table)["order_items"]["line_paid"] == "金额"


def test_one_row_for_each_order_number_is_a_table_of_orders(sheet, mapped) -> None:
    table = sheet(_LINES, ["A1,V1,2024-01-05,杯,1,10", "A2,V1,2024-01-05,盘,2,40"])
    assert recognise(table).guesses[0].mapping.grain == "order"
    assert mapped(table)["order_items"]["product_name"] == "商品名称"


def test_order_numbers_that_repeat_far_down_the_sheet_still_make_lines(sheet) -> None:
    rows = [f"A{number},V1,2024-01-05,杯,1,10" for number in range(1000)]
    rows += ["B,V1,2024-01-05,杯,1,10", "B,V1,2024-01-05,盘,1,40"]
    best = recognise(sheet(_LINES, rows)).guesses[0]
    assert (best.mapping.grain, best.mapping.amounts) == ("line", "line")


def test_without_an_order_number_one_can_be_derived_and_is_named_as_missing(sheet) -> None:
    assert recognise(sheet("会员号,下单日期,金额")).guesses[0].missing == ("orders.order_id",)


def test_chinese_headers_mean_the_yuan_and_chinese_time(sheet) -> None:
    mapping = recognise(sheet("会员号,下单日期,金额")).guesses[0].mapping
    assert (mapping.currency, mapping.timezone) == ("CNY", "Asia/Shanghai")


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("customer_id,order_date,amount", "7,soon,12.50"),
        ("customer_id,order_date,amount", "7,2024-01-05,much"),
        ("customer_id,order_date,amount", "7,12.50,2024-01-05"),
        ("customer_id,order_date,amount", "7,,12.50"),
        ("用户ID,手机号,注册时间", "2024-01-05,hello,hello"),
        ("a,b,c", "7,2024-01-05,12.50"),
        (",,", "13800138000,2024-01-05,12.50"),
        ("编号,日期,金额", "13800138000,2024-01-05,12.50"),
        ("会员号,充值时间,日期,金额", "V7,2024-01-05,2024-01-05,100"),
        ("日期,金额", "2024-01-05,12.50"),
        ("品牌,价格", "甲,12.50"),
        ("省份,金额", "浙江,12.50"),
        ("user_id,event,timestamp", "7,view,soon"),
        ("手机号,积分变动,变动时间", "13800138000,看情况,2024-01-05"),
        ("手机号,积分,注册时间", "看情况,120,2024-01-05"),
        ("姓名,内容,时间", "Ann,good,2024-01-05"),
        ("邀请人,时间", "V7,2024-01-05"),
    ],
)
def test_words_that_the_cells_or_other_headers_belie_are_not_believed(sheet, header: str, row: str) -> None:
    recognition = recognise(sheet(header, [row]))
    assert recognition.guesses == ()
    assert recognition.refusal is not None


def test_a_list_in_which_the_same_person_comes_again_and_again_is_not_a_list_of_customers(sheet) -> None:
    rows = [f"{number % 3},Ann,上海" for number in range(30)]
    assert recognise(sheet("user_id,name,city", rows)).guesses == ()


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("order_date,amount", "2024-01-05,12.50"),
        ("订单号,下单时间,金额,收货人", "A1,2024-01-05,12.50,张三"),
        ("customer_id,order_date,amount", ",2024-01-05,12.50"),
    ],
)
def test_orders_without_a_person_count_as_money_and_it_is_said(sheet, header: str, row: str) -> None:
    best = recognise(sheet(header, [row])).guesses[0]
    assert best.mapping.tables == ("orders",)
    said = {each.what: each.value for each in best.assumptions}
    assert said["person"] == "nobody"


def test_a_name_alone_tells_the_buyer_and_it_is_said(sheet, mapped) -> None:
    table = sheet("Order Date,Order Total,Customer Name", ["2024-01-05,12.50,Ann"])
    assert mapped(table)["orders"]["buyer_ref"] == "Customer Name"
    (said,) = [each for each in recognise(table).guesses[0].assumptions if each.what == "person"]
    assert said.alternatives == ("nobody",)


def test_an_unknown_sheet_is_refused_with_its_columns_and_what_is_needed(sheet) -> None:
    refusal = recognise(sheet("苹果,香蕉,O'Brien <b>")).refusal
    assert refusal is not None
    assert refusal.render("zh_CN") == (
        "认不出这是什么表 — 表里的列：苹果 | 香蕉 | O'Brien <b> — 订单表要有下单时间、金额，以及能看出是谁买的列；"
        "客户表要有客户编号、手机号或邮箱，再加至少一项客户信息；其他表要用常见的列名写明是谁、什么事、什么时间。请相应修改列名，或从平台重新导出、不改表头"
    )


def test_a_known_export_can_be_read_by_its_words_on_request(sheet) -> None:
    taobao = "订单编号,买家会员名,总金额,买家实付金额,订单创建时间"
    best = recognise(sheet(taobao), as_template="generic").guesses[0]
    assert best.template.id == "generic"
    assert best.mapping.source_system == "generic"


def test_ids_protected_for_excel_and_blank_words_do_not_disturb_the_witness(sheet, mapped) -> None:
    rows = ['="0012",\'13800138000,2024-01-05,1.5', "-,-,-,-", "N/A,null,0000-00-00,-"]
    assert mapped(sheet("用户ID,手机号,下单时间,金额", rows))["orders"]["phone"] == "手机号"


_EXTRA = st.lists(
    st.text(alphabet="xyz甲乙丙 '<=😀𠮷", min_size=1, max_size=6).map("自填 ".__add__), max_size=4, unique=True
)


@pytest.mark.slow("imports files again and again")
@given(noise=_EXTRA, seed=st.integers(0, 10_000))
def test_neither_order_nor_strange_columns_change_what_the_words_mean(
    sheet, mapped, noise: list[str], seed: int
) -> None:
    plain = [row.split(",") for row in [_RETAIL, *_RETAIL_ROWS]]
    wide = [row + [f"{name}?" if at else name for name in noise] for at, row in enumerate(plain)]
    order = random.Random(seed).sample(range(len(wide[0])), len(wide[0]))
    shuffled = [[row[at] for at in order] for row in wide]
    assert mapped(sheet(shuffled[0], shuffled[1:])) == mapped(sheet(plain[0], plain[1:]))
