"""A no that stands beside something else: in orders, answers, coupons, reports of messages, events and texts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from insight.settings import Settings
from insight.warehouse import DuckWarehouse, open_workspace
from tests.consent_shop import mail_of, on_list, phone_of, reasons, shop_of, take
from tests.govern.test_consent_forms import InColumn, reason, table

ROWS = [InColumn(kind, header, cell, reason(why)) for kind, header, cell, why in table("consent_rows.tsv")]

_THEN = "2025-06-01 12:00:00"
SHEETS = {
    "orders": ("订单编号,下单时间,手机号,实付金额,订单状态", f"A{{n:012}},{_THEN},{{phone}},10,交易成功", 12),
    "shopify": (
        "Name,Email,Financial Status,Created at,Total,Currency,Lineitem quantity,Lineitem name,Lineitem price",
        f"#{{n}},{{mail}},paid,{_THEN} +0800,10,CNY,1,A,10",
        5,
    ),
    "touches": ("手机号,发送时间,短信内容,状态", f"{{phone}},{_THEN},上新了,成功", 3),
    "surveys": ("提交时间,手机号,Q1 您的年龄段,Q2 您所在的城市", "2025-06-{d:02} 12:00:00,{phone},20-30,杭州", 6),
    "coupons": ("优惠券编号,会员编号,发放时间,面额", f"C{{n}},M{{n}},{_THEN},5", 4),
    "events": ("用户ID,发生时间,页面", f"M{{n}},{_THEN},首页", 1),
    "voices": ("工单号,客户编号,创建时间", f"T{{n}},M{{n}},{_THEN}", 1),
}
"""What a row says besides, and how many of the columns a file of its kind has in this test."""

TABLES_OF = {
    "orders": ("orders", "shopify"),
    "touches": ("touches",),
    "coupons": ("coupons",),
    "survey_responses": ("surveys",),
    "events": ("events",),
    "feedback": ("voices",),
}


def files_of(kind: str) -> Iterator[str]:
    """Sheets of a kind, each with a few of the columns, one member a cell."""
    before, naming, most = SHEETS[kind]
    headers = list(dict.fromkeys(row.header for row in ROWS if row.kind == kind))
    for start in range(0, len(headers), most):
        some = headers[start : start + most]
        lines = [",".join((before, *some))]
        for n, row in enumerate(ROWS, 1):
            if row.kind == kind and row.header in some:
                cells = [f'"{row.cell}"' if header == row.header else "" for header in some]
                lines.append(",".join((naming.format(n=n, d=n % 30 + 1, phone=phone_of(n), mail=mail_of(n)), *cells)))
        yield "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    folder = tmp_path_factory.mktemp("rows")
    warehouse = shop_of(folder, len(ROWS))
    for kind in SHEETS:
        for place, text in enumerate(files_of(kind)):
            assert take(warehouse, folder, f"{kind}{place}.csv", text) is None, text
    return warehouse


@pytest.mark.slow("imports a hundred forms")
def test_a_no_beside_something_else_is_heard_and_a_refused_parcel_is_none(shop: DuckWarehouse) -> None:
    found = reasons(shop)
    wrong = {row: found[n] for n, row in enumerate(ROWS, 1) if found[n] != row.reason}
    assert wrong == {}


@pytest.mark.slow("imports files again and again")
def test_what_stands_beside_the_no_is_not_lost(shop: DuckWarehouse) -> None:
    kept = {name: shop.query(f"SELECT count(*) AS n FROM core.{name}")["n"][0] for name in TABLES_OF}
    assert kept == {name: sum(row.kind in kinds for row in ROWS) for name, kinds in TABLES_OF.items()}


ORDERS = "订单编号,下单时间,手机号,实付金额,接受营销短信\n"
NO_IN_JUNE = "手机号,用途,状态,时间\n{phone},短信营销,退订,2025-06-15 12:00:00\n"


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("bought", "expected"),
    [("2025-06-01 12:00:00", set()), ("2025-06-15 12:00:00", set()), ("2025-06-20 12:00:00", {1})],
)
def test_a_yes_on_an_order_is_one_of_its_own_moment(tmp_path: Path, bought: str, expected: set[int]) -> None:
    warehouse = shop_of(tmp_path, 1)
    take(warehouse, tmp_path, "no.csv", NO_IN_JUNE.format(phone=phone_of(1)))
    take(warehouse, tmp_path, "orders.csv", f"{ORDERS}A000000000001,{bought},{phone_of(1)},10,是\n")
    assert on_list(warehouse) == expected


def test_what_is_said_on_one_line_of_an_order_is_said_by_its_buyer(tmp_path: Path) -> None:
    warehouse = shop_of(tmp_path, 2)
    lines = (
        f"#1,{mail_of(1)},paid,2025-06-01 12:00:00,10,1,A,10,",
        "#1,,,,,1,B,10,no",
        f"#2,{mail_of(2)},paid,2025-06-01 12:00:00,10,1,A,10,yes",
    )
    header = (
        "Name,Email,Financial Status,Created at,Total,Lineitem quantity,Lineitem name,Lineitem price,Accepts Marketing"
    )
    take(warehouse, tmp_path, "orders.csv", "\n".join((header, *lines)) + "\n")
    assert on_list(warehouse) == {2}


def test_the_yes_of_a_buyer_is_none_of_whoever_receives_the_parcel(tmp_path: Path) -> None:
    warehouse = open_workspace("consent", Settings(home=tmp_path))
    take(warehouse, tmp_path, "members.csv", f"会员编号,姓名,手机号\nM1,甲,{phone_of(1)}\nM2,乙,{phone_of(2)}\n")
    header = "订单编号,下单时间,买家手机号,收货人手机,实付金额,接受营销短信\n"
    take(warehouse, tmp_path, "o.csv", f"{header}A000000000001,{_THEN},{phone_of(1)},{phone_of(2)},10,是\n")
    assert on_list(warehouse) == {1}


def test_a_row_that_is_left_out_for_what_else_it_lacks_is_heard(tmp_path: Path) -> None:
    warehouse = shop_of(tmp_path, 2)
    kept = "".join(f"A{n:012},{_THEN},{phone_of(2)},10,是\n" for n in range(9))
    take(warehouse, tmp_path, "orders.csv", f"{ORDERS}A000000000010,gestern,{phone_of(1)},10,否\n{kept}")
    assert warehouse.query("SELECT count(*) AS n FROM core.orders")["n"][0] == 9
    assert on_list(warehouse) == {2}


def test_a_hidden_phone_in_a_report_of_messages_means_whoever_has_it(tmp_path: Path) -> None:
    warehouse = shop_of(tmp_path, 3)
    rows = f"138****0001,{_THEN},上新,失败,用户退订\n{phone_of(2)},{_THEN},上新,成功,\n"
    take(warehouse, tmp_path, "report.csv", f"手机号,发送时间,短信内容,状态,失败原因\n{rows}")
    assert on_list(warehouse) == {2, 3}


def test_one_note_among_thousands_is_heard(tmp_path: Path) -> None:
    warehouse = shop_of(tmp_path, 3)
    notes = [f"X{n},客户{n},139{n:08},第{n}次到店" for n in range(2_100)]
    notes += [
        f"M{n},会员{n},{phone_of(n)},{said}" for n, said in ((1, "客户要求勿再致电"), (2, "ＤＯ ＮＯＴ ＣＡＬＬ"))
    ]
    take(warehouse, tmp_path, "notes.csv", "\n".join(("会员编号,姓名,手机号,备注", *notes)) + "\n")
    assert on_list(warehouse) & {1, 2, 3} == {3}


@pytest.mark.one_in(2)
@pytest.mark.parametrize(("agreed", "expected"), [("2025-03-20 12:00:00", set()), ("2025-04-20 12:00:00", {1})])
def test_a_no_of_a_day_that_can_be_read_both_ways_counts_from_the_later(
    tmp_path: Path, agreed: str, expected: set[int]
) -> None:
    warehouse = shop_of(tmp_path, 1)
    take(warehouse, tmp_path, "again.csv", f"手机号,用途,状态,时间\n{phone_of(1)},短信营销,同意,{agreed}\n")
    take(warehouse, tmp_path, "members2.csv", f"会员编号,姓名,手机号,退订时间\nM1,会员1,{phone_of(1)},03/04/2025\n")
    assert on_list(warehouse) == expected
