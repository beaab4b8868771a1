"""Names of columns that nobody has listed are known by the words they are put together from."""

import pytest

from insight.ingest.recognise import recognise
from insight.ingest.recognise.names.grammar import expanded, fragments
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.names.naming import plain_name, plain_positions


def test_a_pattern_stands_for_every_choice_the_first_first() -> None:
    assert list(expanded("{买家|客户|}手机{号|}")) == [
        "买家手机号",
        "买家手机",
        "客户手机号",
        "客户手机",
        "手机号",
        "手机",
    ]
    assert list(expanded("订单号")) == ["订单号"]


def test_a_fragment_stands_for_its_words() -> None:
    words = {"buyer": ("买家", "会员")}
    assert list(expanded("<buyer>{ID|号}", words)) == ["买家ID", "买家号", "会员ID", "会员号"]
    with pytest.raises(ValueError, match="seller"):
        list(expanded("<seller>ID", words))


def test_every_fragment_has_words() -> None:
    assert all((words and all(words)) or "" in words for words in fragments().values())


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Phone (Billing)", "billing phone"),
        ("Username (Buyer)", "buyer username"),
        ("手机号(收货人)", "收货人手机号"),
        ("实付金额(元)", "实付金额"),
        ("商家应收金额(元)（支付金额）", "商家应收金额"),
        ("Tracking Number*", "tracking number"),
        ("*订单号", "订单号"),
        ("【订单号】", "订单号"),
        ("订单号 Order No.", "订单号"),
        ("订单号 Order No.", "order no"),
        ("Qty 数量", "数量"),
        ("Product / 商品", "商品"),
        ("order.customer_email", "order customer email"),
        ("shippingCity", "shipping city"),
    ],
)
def test_what_is_beside_the_name_hides_no_name(header: str, name: str) -> None:
    assert plain_positions(Header.of([header]))[plain_name(name)] == (0,)


def test_letters_within_a_name_are_no_second_language() -> None:
    assert plain_name("门店") not in plain_positions(Header.of(["门店ID"]))


@pytest.mark.parametrize(
    ("header", "row", "columns"),
    [
        (
            "线上订单号,内部订单号,下单用户手机,拍下时间,买家实付,订单当前状态",
            "T1,I1,13800000001,2026-05-01 10:00,99,已发货",
            {
                "order_id": "线上订单号",
                "phone": "下单用户手机",
                "ordered_at": "拍下时间",
                "paid_amount": "买家实付",
                "status": "订单当前状态",
            },
        ),
        (
            "Order Number,Email (Billing),Phone (Billing),City (Shipping),Order Total (inc. tax),Order Date",
            "1,a@b.cn,5125550100,Paris,12,2026-05-01",
            {
                "order_id": "Order Number",
                "phone": "Phone (Billing)",
                "email": "Email (Billing)",
                "ordered_at": "Order Date",
                "order_amount": "Order Total (inc. tax)",
                "city": "City (Shipping)",
            },
        ),
        (
            "N° de commande,Date de commande,Adresse e-mail,Total TTC,Frais de port,Ville",
            '1,2026-05-01,a@b.fr,"1 025,00 €",5,Lyon'.replace('"', ""),
            {"order_id": "N° de commande", "ordered_at": "Date de commande", "email": "Adresse e-mail"},
        ),
    ],
)
def test_orders_are_known_by_names_put_together(sheet, mapped, header: str, row: str, columns: dict[str, str]) -> None:
    found = mapped(sheet(header, [row]))["orders"]
    assert columns.items() <= found.items()


def test_a_column_that_says_something_goes_before_one_that_does_not(sheet, mapped) -> None:
    table = sheet("订单号,下单时间,实付金额,收货人电话,收货人手机", ["A1,2026-05-01,9,,13800000001"])
    assert mapped(table)["orders"]["receiver_phone"] == "收货人手机"


def test_numbers_are_no_names(sheet, mapped) -> None:
    table = sheet("订单号,下单时间,会员号,实付金额,商品", ["A1,2026-05-01,V1,9,100", "A2,2026-05-02,V2,9,200"])
    assert "order_items" not in mapped(table)


def test_a_kind_of_order_is_no_currency(sheet, mapped) -> None:
    table = sheet("订单号,下单时间,会员号,实付金额,订单币种", ["A1,2026-05-01,V1,9,普通订单"])
    assert "currency" not in mapped(table)["orders"]


@pytest.mark.parametrize(
    ("amount", "row", "currency"),
    [
        ("Order Total", "$9.00", "USD"),
        ("Order Total", "9.00 €", "EUR"),
        ("Order Total (PHP)", "9", "PHP"),
        ("Order Total", "HK$9", "HKD"),
        ("Order Total", "9", ""),
        ("订单金额(USD)", "9", "USD"),
        ("订单金额", "9", "CNY"),
        ("注文金額", "9", "JPY"),
    ],
)
def test_amounts_tell_the_currency(sheet, amount: str, row: str, currency: str) -> None:
    table = sheet(f"Order ID,Order Date,Customer Email,{amount}", [f"1,2026-05-01,a@b.cn,{row}"])
    assert recognise(table).guesses[0].mapping.currency == currency


def test_a_variant_of_a_known_export_fills_what_its_template_never_heard_of(sheet, mapped) -> None:
    header = "订单号,商品ID,商品名称,订购数量,京东价,订单金额,应付金额,订单状态,下单时间,付款时间,下单账号,省,市"
    row = "3021,1,刀,1,9,9,9,完成,2026-05-01 10:00:00,2026-05-01 10:01:00,jd_a,浙江,杭州市"
    table = sheet(header, [row])
    assert recognise(table).guesses[0].template.id == "jd_orders"
    orders = mapped(table)["orders"]
    assert (orders["paid_at"], orders["province"], orders["city"]) == ("付款时间", "省", "市")
    assert orders["paid_amount"] == "应付金额"
