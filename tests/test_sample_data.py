"""The sample data: the same on every run, shaped as the platforms shape it, and true to its truth.json.

The figures are counted a second time here, from the files alone and with none of the generator's code.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
import os
import re
import statistics
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "sample_data"
TMALL_FIRST = "ExportOrderList202501110902.csv"
TMALL_SECOND = "ExportOrderList202601010905.csv"
TMALL_LINES = "ExportOrderDetailList202601010911.csv"
FINAL_STATUS = {"交易成功", "交易关闭"}
CATEGORY_OF_SKU = {"LH-JM": "洁面", "LH-JH": "精华", "LH-MS": "面霜", "LH-MM": "面膜"}

# The shops' exports stay as they are, whatever is added beside them.
SHOP_BYTES = "23d5cfa0e6e722bf3301557ec0c4b1349c657fc92a35062d8d56b5019c4cfae1"

Row = dict[str, str]
Key = tuple[str, str]


def _csv_values(name: str, encoding: str = "utf-8") -> list[list[str]]:
    with (SAMPLE / name).open(encoding=encoding, newline="") as file:
        return list(csv.reader(file))


def _csv_rows(name: str, encoding: str = "utf-8") -> list[Row]:
    header, *values = _csv_values(name, encoding)
    return [dict(zip(header, each, strict=True)) for each in values]


def _xlsx_values(name: str) -> list[list[str]]:
    sheet = openpyxl.load_workbook(SAMPLE / name, read_only=True).active
    assert sheet is not None
    return [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]


def _plain(number: str) -> str:
    return number.removeprefix('="').removesuffix('"')


def _clear_phone(phone: str) -> list[Key]:
    phone = phone.removeprefix("'")
    return [("phone", phone)] if re.fullmatch(r"1\d{10}", phone) else []


@dataclass(slots=True)
class OrderSeen:
    """An order as the newest export shows it."""

    shop: str
    order_id: str
    keys: list[Key]
    day: dt.date
    is_valid: bool
    net: Decimal
    refund: Decimal
    categories: set[str] = field(default_factory=set)


@dataclass(slots=True)
class PersonSeen:
    """All rows joined by exact identifiers."""

    keys: set[Key] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    orders: list[OrderSeen] = field(default_factory=list)

    @property
    def valid_days(self) -> list[dt.date]:
        return sorted(order.day for order in self.orders if order.is_valid)


def _day(stamp: str) -> dt.date:
    return dt.date.fromisoformat(stamp[:10])


def _category(sku: str) -> str:
    return CATEGORY_OF_SKU.get(sku[:5], "")


def _tmall_orders() -> Iterator[OrderSeen]:
    newest = {row["订单编号"]: row for name in (TMALL_FIRST, TMALL_SECOND) for row in _csv_rows(name, "gb18030")}
    categories: defaultdict[str, set[str]] = defaultdict(set)
    for line in _csv_rows(TMALL_LINES, "gb18030"):
        categories[line["主订单编号"]].add(_category(line["商家编码"]))
    for number, row in newest.items():
        left = Decimal(row["买家实际支付金额"])
        is_valid = bool(row["订单付款时间 "]) and row["订单状态"] != "交易关闭" and left > 0
        keys = [("tmall", row["买家会员名"]), *_clear_phone(row["联系手机"])]
        refund, day = Decimal(row["退款金额"]), _day(row["订单创建时间"])
        yield OrderSeen("tmall", _plain(number), keys, day, is_valid, left, refund, categories[number])


def _youzan_orders(hub_phone: str) -> Iterator[OrderSeen]:
    for row in _csv_rows("youzan_orders_20260101.csv"):
        refund = Decimal(row["订单已退款金额"])
        net = Decimal(row["订单实付金额"]) - refund
        keys = [] if row["买家手机号"] == hub_phone else _clear_phone(row["买家手机号"])
        yield OrderSeen("youzan", row["订单号"], keys, _day(row["订单创建时间"]), net > 0, net, refund)


def _shopify_orders() -> Iterator[OrderSeen]:
    for row in _csv_rows("shopify_orders_export.csv"):
        if not row["Id"]:
            continue
        refund = Decimal(row["Refunded Amount"])
        is_paid = row["Financial Status"] in ("paid", "partially_refunded", "refunded")
        net = Decimal(row["Total"]) - refund if is_paid else Decimal(0)
        keys = [("email", row["Email"])] if row["Email"] else []
        yield OrderSeen("shopify", row["Name"], keys, _day(row["Created at"]), net > 0, net, refund)


def _list_rows() -> Iterator[tuple[str, list[Key]]]:
    for number, row in enumerate(_csv_rows("youzan_customers_20260101.csv")):
        yield "youzan", _clear_phone(row["客户手机号"]) or [("youzan row", str(number))]
    header, *values = _xlsx_values("wecom_customers_20260101.xlsx")
    for number, each in enumerate(values):
        row = dict(zip(header, each, strict=True))
        email = [("email", row["邮箱"])] if row["邮箱"] else []
        yield "wecom", _clear_phone(row["手机"]) + email or [("wecom row", str(number))]


def _absorb(into: PersonSeen, other: PersonSeen) -> None:
    into.keys |= other.keys
    into.sources |= other.sources
    into.orders += other.orders


def _joined(orders: list[OrderSeen]) -> list[PersonSeen]:
    """Row by row: a row joins every person who already has one of its keys."""
    rows: list[tuple[str, list[Key], list[OrderSeen]]] = [(order.shop, order.keys, [order]) for order in orders]
    rows += [(source, keys, []) for source, keys in _list_rows()]
    by_key: dict[Key, PersonSeen] = {}
    for source, keys, seen in rows:
        person = PersonSeen(set(keys), {source}, list(seen))
        known = {id(by_key[key]): by_key[key] for key in keys if key in by_key}
        for other in known.values():
            _absorb(person, other)
        for key in person.keys:
            by_key[key] = person
    return list({id(person): person for person in by_key.values()}.values())


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((SAMPLE / "truth.json").read_text("utf-8"))
    return facts


@pytest.fixture(scope="module")
def orders(truth: dict[str, Any]) -> list[OrderSeen]:
    return [*_tmall_orders(), *_youzan_orders(truth["hub"]["phone"]), *_shopify_orders()]


@pytest.fixture(scope="module")
def people(orders: list[OrderSeen]) -> list[PersonSeen]:
    return _joined([order for order in orders if order.keys])


@pytest.mark.slow("generates the whole sample again")
@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_generating_again_writes_the_same_bytes(tmp_path: Path, truth: dict[str, Any], hash_seed: str) -> None:
    command = [sys.executable, str(SAMPLE / "generate.py"), "--out", str(tmp_path)]
    subprocess.run(command, check=True, cwd=tmp_path, env=os.environ | {"PYTHONHASHSEED": hash_seed})
    names = {*truth["files"], "truth.json", "README.md"}
    assert {path.name for path in tmp_path.iterdir()} == names
    assert [name for name in sorted(names) if (tmp_path / name).read_bytes() != (SAMPLE / name).read_bytes()] == []


def test_exports_of_the_shops_stay_the_same_bytes(truth: dict[str, Any]) -> None:
    shops = list(truth["files"])[:7]
    assert shops[-1] == "shopify_orders_export.csv"
    assert hashlib.sha256(b"".join((SAMPLE / name).read_bytes() for name in shops)).hexdigest() == SHOP_BYTES


def test_sample_stays_below_8_megabytes(truth: dict[str, Any]) -> None:
    assert sum((SAMPLE / name).stat().st_size for name in truth["files"]) < 8_000_000


def test_files_have_the_rows_and_columns_the_truth_says(truth: dict[str, Any]) -> None:
    for name, facts in truth["files"].items():
        values = _xlsx_values(name) if name.endswith(".xlsx") else _csv_values(name, facts["encoding"])
        above = facts.get("rows_above_header", 0)
        assert (len(values) - above - 1, len(values[above])) == (facts["rows"], facts["columns"]), name


def test_headers_keep_the_quirks_of_the_platforms() -> None:
    tmall = _csv_values(TMALL_SECOND, "gb18030")[0]
    assert [name for name in tmall if name.endswith(" ")] == [
        "收货地址 ", "联系电话 ", "订单付款时间 ", "宝贝标题 ", "宝贝种类 ", "物流单号 ",
    ]  # fmt: skip
    assert Counter(_csv_values("youzan_orders_20260101.csv")[0])["分销员"] == 2
    assert _csv_values("youzan_customers_20260101.csv")[0][-1] == ""
    assert len(_csv_values("shopify_orders_export.csv")[0]) == 79


@pytest.mark.parametrize("shop", ["tmall", "youzan", "shopify"])
def test_orders_add_up_to_the_truth(truth: dict[str, Any], orders: list[OrderSeen], shop: str) -> None:
    here = [order for order in orders if order.shop == shop]
    facts = truth["orders"][shop]
    assert len({order.order_id for order in here}) == len(here) == facts["distinct_orders"]
    assert sum(order.is_valid for order in here) == facts["valid_orders"]
    assert str(sum(order.net for order in here if order.is_valid)) == facts["net_revenue"]
    assert str(sum(order.refund for order in here)) == facts["refunded_amount"]
    assert sum(order.is_valid and order.refund > 0 for order in here) == facts["partly_refunded"]
    assert sum(not order.is_valid and order.refund > 0 for order in here) == facts["refunded_and_closed"]
    unpaid = facts["never_paid"] + facts["waiting_for_payment"]
    assert sum(not order.is_valid and not order.refund for order in here) == unpaid
    assert sum(not order.keys for order in here) == facts["naming_nobody"]
    assert str(min(order.day for order in here)) == facts["first_order_on"]
    assert str(max(order.day for order in here)) == facts["last_order_on"]


def test_data_end_on_the_last_day_of_2025(truth: dict[str, Any], orders: list[OrderSeen]) -> None:
    assert max(order.day for order in orders) == dt.date(2025, 12, 31)
    assert truth["last_order_on"] == "2025-12-31"


def test_later_tmall_report_overlaps_the_first_one_with_newer_statuses(truth: dict[str, Any]) -> None:
    first = {row["订单编号"]: row for row in _csv_rows(TMALL_FIRST, "gb18030")}
    second = {row["订单编号"]: row for row in _csv_rows(TMALL_SECOND, "gb18030")}
    both, facts = first.keys() & second.keys(), truth["tmall_overlap"]
    moved = Counter((first[number]["订单状态"], second[number]["订单状态"]) for number in both)
    refunded = sum(first[number]["退款金额"] != second[number]["退款金额"] for number in both)
    assert len(both) == facts["orders_in_both_reports"] > 100
    assert sum(n for (old, new), n in moved.items() if old != new) == facts["of_these_with_another_status"] > 20
    assert refunded == facts["of_these_refunded_in_between"] > 0
    assert not any(old in FINAL_STATUS and old != new and new != "交易关闭" for old, new in moved)
    assert {row["订单状态"] for number, row in first.items() if number not in second} <= FINAL_STATUS


def test_tmall_amounts_are_what_is_left_after_refunds() -> None:
    for row in _csv_rows(TMALL_SECOND, "gb18030"):
        paid, refund, total = (Decimal(row[name]) for name in ("买家实际支付金额", "退款金额", "总金额"))
        assert paid + refund == (total if row["订单付款时间 "] else 0), row["订单编号"]


def test_tmall_lines_add_up_to_their_orders() -> None:
    goods: defaultdict[str, Decimal] = defaultdict(Decimal)
    line_numbers = []
    for line in _csv_rows(TMALL_LINES, "gb18030"):
        goods[line["主订单编号"]] += Decimal(line["买家应付货款"])
        line_numbers.append(line["子订单编号"])
    payable = {
        row["订单编号"]: Decimal(row["买家应付货款"])
        for name in (TMALL_FIRST, TMALL_SECOND)
        for row in _csv_rows(name, "gb18030")
    }
    assert dict(goods) == payable
    assert len(set(line_numbers)) == len(line_numbers)


def test_order_numbers_look_real_and_need_all_their_digits(orders: list[OrderSeen]) -> None:
    shape = {"tmall": r"\d{19}", "youzan": r"E\d{23}", "shopify": r"#\d{4}"}
    assert all(re.fullmatch(shape[order.shop], order.order_id) for order in orders)
    assert not any(order.order_id.endswith("0") for order in orders if order.shop == "tmall")


def test_youzan_list_agrees_with_the_orders(orders: list[OrderSeen]) -> None:
    valid = Counter(order.keys[0][1] for order in orders if order.shop == "youzan" and order.keys and order.is_valid)
    listed = _csv_rows("youzan_customers_20260101.csv")
    assert {row["客户手机号"]: int(row["消费次数"]) for row in listed if row["消费次数"] != "0"} == dict(valid)


def test_people_are_those_the_truth_says(truth: dict[str, Any], people: list[PersonSeen]) -> None:
    facts = truth["people"]
    buyers = [person for person in people if person.valid_days]
    once = sum(len(person.valid_days) == 1 for person in buyers)
    assert len(people) == facts["findable_people"]
    assert sum(len(person.sources) > 1 for person in people) == facts["findable_in_two_or_more_sources"]
    assert Counter("+".join(sorted(person.sources)) for person in people) == facts["findable_by_sources"]
    assert (len(buyers), once) == (facts["buyers_with_a_valid_order"], facts["one_time_buyers"])
    assert round(once / len(buyers), 4) == facts["one_time_share"]
    assert 0.54 < facts["one_time_share"] < 0.61
    assert sum(bool(person.orders) and not person.valid_days for person in people) == facts["with_invalid_orders_only"]
    assert sum(not person.orders for person in people) == facts["listed_without_any_order"]


def test_some_masked_phones_hide_several_members(truth: dict[str, Any]) -> None:
    members: defaultdict[str, set[str]] = defaultdict(set)
    for name in (TMALL_FIRST, TMALL_SECOND):
        for row in _csv_rows(name, "gb18030"):
            if "*" in row["联系手机"]:
                members[row["联系手机"]].add(row["买家会员名"])
    shared = sum(len(names) > 1 for names in members.values())
    assert shared == truth["people"]["masked_phones_of_several_tmall_members"] > 0


def test_hub_phone_stands_on_many_orders_under_different_names(truth: dict[str, Any]) -> None:
    facts = truth["hub"]
    rows = [row for row in _csv_rows("youzan_orders_20260101.csv") if row["买家手机号"] == facts["phone"]]
    net = [Decimal(row["订单实付金额"]) - Decimal(row["订单已退款金额"]) for row in rows]
    assert len(rows) == facts["orders"] > 200
    assert len({row["收货人/提货人"] for row in rows}) == facts["distinct_names"] == len(rows)
    assert (sum(each > 0 for each in net), str(sum(net))) == (facts["valid_orders"], facts["net_revenue"])
    assert not any(("phone", facts["phone"]) in keys for _, keys in _list_rows())


def test_no_customer_has_the_phone_of_a_receiver() -> None:
    rows = _csv_rows("youzan_orders_20260101.csv")
    elsewhere = {row["收货人手机号/提货人手机号"] for row in rows} - {row["买家手机号"] for row in rows}
    assert len(elsewhere) > 50
    assert not elsewhere & {key[1] for _, keys in _list_rows() for key in keys}


def _gaps(people: list[PersonSeen], category: str) -> list[int]:
    gaps = []
    for person in people:
        bought = (order for order in person.orders if order.shop == "tmall" and order.is_valid)
        days = sorted({order.day for order in bought if category in order.categories})
        gaps += [(days[place] - days[place - 1]).days for place in range(1, len(days))]
    return gaps


@pytest.mark.parametrize(("category", "days"), [("洁面", 60), ("面霜", 90)])
def test_refill_rhythm_can_be_found(truth: dict[str, Any], people: list[PersonSeen], category: str, days: int) -> None:
    gaps, facts = _gaps(people, category), truth["refill"][category]
    assert facts["planted_days"] == days
    assert (len(gaps), statistics.median(gaps)) == (facts["gaps"], facts["median_days"])
    assert abs(facts["median_days"] - days) <= 3


@pytest.mark.parametrize("cohort", ["won_before", "won_at_618_2024", "won_at_618_2025"])
def test_return_rates_are_those_the_truth_says(truth: dict[str, Any], people: list[PersonSeen], cohort: str) -> None:
    facts = truth["retention_break"][cohort]
    first, last = dt.date.fromisoformat(facts["first"]), dt.date.fromisoformat(facts["last"])
    days = [person.valid_days for person in people if person.valid_days and first <= person.valid_days[0] <= last]
    returned = sum(any(1 <= (day - each[0]).days <= 90 for day in each) for each in days)
    assert (len(days), returned) == (facts["people"], facts["returned"])
    assert round(returned / len(days), 4) == facts["rate"]


def test_buyers_won_at_618_2025_return_far_less(truth: dict[str, Any]) -> None:
    facts = truth["retention_break"]
    assert facts["won_at_618_2025"]["rate"] < facts["won_before"]["rate"] / 2
    assert abs(facts["won_at_618_2024"]["rate"] - facts["won_before"]["rate"]) < 0.06


def _is_silent_from(person: PersonSeen, day: dt.date) -> bool:
    before = [valid for valid in person.valid_days if valid < day]
    later = [order.day for order in person.orders if day <= order.day < day + dt.timedelta(days=153)]
    return len(before) >= 4 and (day - before[-1]).days <= 90 and not later


def test_the_people_who_fell_silent_are_named(truth: dict[str, Any], people: list[PersonSeen]) -> None:
    facts = truth["fell_silent"]
    since = dt.date.fromisoformat(facts["from"])
    named = [set(names.items()) for names in facts["people"]]
    planted = [person for person in people if person.keys in named]
    assert len(planted) == len(named) == facts["planted_people"] == 120
    assert all(max(order.day for order in person.orders) < since for person in planted)
    assert sum(_is_silent_from(person, since) for person in people) == facts["found_by_rule"]
    assert sum(_is_silent_from(person, since) for person in planted) == facts["found_by_rule_and_planted"]
    earlier = sum(_is_silent_from(person, dt.date(2025, 2, 1)) for person in people)
    assert earlier == facts["found_by_rule_half_a_year_earlier"] < facts["found_by_rule"] / 2


def test_masks_go_with_serums(truth: dict[str, Any], orders: list[OrderSeen]) -> None:
    facts = truth["basket_rule"]
    baskets = [order.categories for order in orders if order.shop == "tmall"]
    serum, mask = (sum(name in basket for basket in baskets) for name in ("精华", "面膜"))
    both = sum({"精华", "面膜"} <= basket for basket in baskets)
    assert (len(baskets), serum, mask, both) == tuple(
        facts[name] for name in ("orders", "with_if", "with_then", "with_both")
    )
    assert facts["lift"] > 1.3


def test_gender_makes_no_difference(truth: dict[str, Any]) -> None:
    listed = _csv_rows("youzan_customers_20260101.csv")
    for gender, facts in truth["no_effect_gender"].items():
        times = [int(row["消费次数"]) for row in listed if row["客户性别"] == gender and row["消费次数"] != "0"]
        assert (len(times), sum(each > 1 for each in times)) == (facts["youzan_buyers"], facts["with_two_or_more"])
    rates = [facts["rate"] for facts in truth["no_effect_gender"].values()]
    assert abs(rates[0] - rates[1]) < 0.08


def test_festivals_and_evenings_stand_out(orders: list[OrderSeen]) -> None:
    per_day = Counter(order.day for order in orders if order.shop == "tmall")
    usual = statistics.median(per_day.values())
    for peak in (dt.date(2024, 6, 18), dt.date(2024, 11, 11), dt.date(2025, 6, 18), dt.date(2025, 11, 11)):
        assert per_day[peak] > 2 * usual
    hours = Counter(row["订单创建时间"][11:13] for row in _csv_rows(TMALL_SECOND, "gb18030"))
    assert hours["20"] + hours["21"] > hours["09"] + hours["10"]


def test_awkward_texts_are_in_the_files() -> None:
    tmall = {row["买家会员名"] for name in (TMALL_FIRST, TMALL_SECOND) for row in _csv_rows(name, "gb18030")}
    youzan = _csv_rows("youzan_customers_20260101.csv")
    shopify = {row["Billing Name"] for row in _csv_rows("shopify_orders_export.csv")}
    assert {"=1+1", "🍓草莓味的风", "-小鱼-"} <= tmall
    assert {"=1+1", "@云朵", "<b>小鹿</b>", "🍰今天也要吃蛋糕🍓"} <= {row["客户昵称"] for row in youzan}
    assert "张𠮷" in {row["收货人姓名"] for row in _csv_rows(TMALL_FIRST, "gb18030")} & {
        row["客户姓名"] for row in youzan
    }
    assert "Siobhán O'Brien" in shopify


def test_workbook_holds_text_and_no_formula() -> None:
    sheet = openpyxl.load_workbook(SAMPLE / "wecom_customers_20260101.xlsx").active
    assert sheet is not None
    kinds = Counter(cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None)
    assert set(kinds) == {"s"}
    added_by = Counter(row[7] for row in _xlsx_values("wecom_customers_20260101.xlsx")[1:] if row[7])
    assert max(added_by.values()) == 2
