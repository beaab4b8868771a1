"""A shop of a few people about whom everything is known, and a way to bring in facts of every kind."""

import datetime as dt
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import pyarrow as pa

from insight.audience import Expression, as_segment
from insight.warehouse import DuckWarehouse, refresh
from tests.workspaces import SOURCE, Row, member, order, people, workspace

AS_OF = dt.date(2025, 7, 1)
SAVED_AT = dt.datetime(2025, 7, 1, 9)
_ROW = count(1)


def names_in(shop: DuckWarehouse, expression: Expression, as_of: dt.date = AS_OF) -> set[str]:
    """The accounts of the people of an expression; the count says the same number."""
    segment = as_segment(shop, expression, as_of, "CNY")
    found = people(shop, segment.statement, segment.values)
    assert segment.count(shop) == len(found)
    return found


def add_facts(shop: DuckWarehouse, **tables: Sequence[Row]) -> None:
    """Import rows of plain tables, by one batch; `customer_ref` is an account of the shop."""
    with shop.writing() as session:
        batch = 1 + int(session.scalar("SELECT coalesce(max(batch_id), 0) FROM app.batches"))
        for table, rows in tables.items():
            staged = [
                {"row_key": next(_ROW), "source_system": SOURCE, "source_file": "facts.csv", "batch_id": batch}
                | {"source_row": number}
                | row
                for number, row in enumerate(rows, 1)
            ]
            columns = dict.fromkeys(name for row in staged for name in row)
            session.register(
                "facts", pa.Table.from_pylist([{name: row.get(name) for name in columns} for row in staged])
            )
            session.execute(f"INSERT INTO staging.{table} BY NAME SELECT * FROM facts")
        session.execute(
            "INSERT INTO app.batches BY NAME SELECT $batch AS batch_id, $at AS imported_at, 'facts.csv' AS file, "
            "'00' AS file_sha256, 1 AS file_bytes, 'hand' AS template, $source AS source_system, '{}' AS mapping, "
            "'{}' AS counts",
            {"batch": batch, "at": dt.datetime(2026, 1, 5), "source": SOURCE},
        )
        refresh(session, [batch])


def moment(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(day if "T" in day else f"{day}T10:00")


def line(order_id: str, product: str, day: str, **more: object) -> Row:
    return {
        "order_id": order_id,
        "line_no": product,
        "ordered_at": moment(day),
        "product_name": product,
        "quantity": 1.0,
        "line_paid": "10.00",
    } | more


def small_shop(folder: Path) -> DuckWarehouse:
    """Ann buys much and lately, Bob once and long ago, Cid never, Dee in dollars, Eve only got her money back.

    Fay joined on the as-of day: nobody knows her before it.
    """
    orders = [
        order("ann", "2025-01-10", 100, order_id="a1", channel="Tmall", coupon="WELCOME"),
        order("ann", "2025-05-01", 300, order_id="a2", channel="JD"),
        order("ann", "2025-06-30", 50, order_id="a3", channel="JD"),
        order("bob", "2024-03-01", 80, order_id="b1", channel="Youzan"),
        order("dee", "2025-06-01", 200, order_id="d1", channel="Shopify", currency="USD"),
        order("dee", "2025-06-02", 20, order_id="d2", channel="Shopify", currency="USD"),
        order("eve", "2025-06-10", 90, order_id="e1", status="refunded"),
        order("cid", "2025-06-20", 70, order_id="c1", status="unpaid"),
    ]
    customers = [
        member(
            "ann",
            "2024-12-01",
            phone="13800000001",
            province="浙江",
            city="杭州",
            gender="female",
            tier="金卡",
            channel="门店",
            tags="VIP;爱美妆",
            owner_staff="小周",
            birthday=dt.date(1990, 7, 10),
        ),
        member(
            "bob",
            "2024-02-01",
            email="bob@x.com",
            province="上海",
            city="上海",
            gender="male",
            tier="银卡",
            channel="小程序",
            tags="VIP2",
            birthday=dt.date(1960, 2, 29),
        ),
        member(
            "cid",
            "2025-06-15",
            phone="13800000003",
            province="上海",
            channel="门店",
            tags="爱美妆，老客",
            birthday=dt.date(2000, 6, 30),
        ),
        member("dee", None, email="dee@x.com", tier="银卡"),
        member("eve", "2025-03-01", external_userid="wm_eve", province="浙江"),
        member("fay", "2025-07-01", phone="13800000006", province="浙江", tier="金卡", tags="VIP", gender="female"),
    ]
    items = [
        line("a1", "面霜", "2025-01-10", category="护肤"),
        line("a1", "口红", "2025-01-10", category="彩妆"),
        line("a2", "面霜", "2025-05-01", category="护肤"),
        line("a3", "口红", "2025-06-30", category="彩妆", refund_status="refunded"),
        line("b1", "面霜", "2024-03-01", category="护肤", line_refund="10.00"),
        line("d1", "O'Brien's soap", "2025-06-01", category="护肤"),
        line("d2", "面霜", "2025-06-02", category="护肤"),
        line("e1", "口红", "2025-06-10", category="彩妆"),
    ]
    shop = workspace(folder, orders=orders, customers=customers, items=items)
    add_facts(shop, **_facts())
    return shop


def _facts() -> dict[str, Sequence[Row]]:
    return {
        "events": [
            _event("ann", "view", "2025-06-29", object="面霜"),
            _event("ann", "view", "2025-06-28", object="口红"),
            _event("bob", "view", "2025-01-01", object="面霜"),
            _event("cid", "search", "2025-06-20", keyword="氨基酸洁面"),
            _event("eve", "view", "2025-07-01", object="面霜"),
        ],
        "points_ledger": [
            _points("ann", "2025-06-01", 120, "earn", 120),
            _points("ann", "2025-06-20", -30, "burn", 90),
            _points("bob", "2024-03-01", 100, "earn", None),
            _points("bob", "2025-06-25", -40, "expire", None),
            _points("bob", "2025-07-01", 500, "earn", None),
        ],
        "coupons": [
            _coupon("k1", "ann", "2025-06-01", "2025-07-05"),
            _coupon("k2", "bob", "2025-06-01", "2025-09-01"),
            _coupon("k3", "cid", "2025-01-01", "2025-03-01"),
            _coupon("k4", "eve", "2025-06-01", "2025-08-01", redeemed="2025-06-20"),
        ],
        "survey_responses": [
            _response("1", "ann", "2025-06-01"),
            _response("2", "bob", "2025-06-02"),
            _response("3", "cid", "2025-07-02"),
        ],
        "survey_answers": [
            *_answers("1", ("1", "性别", "女"), ("2", "推荐", "10")),
            *_answers("2", ("1", "性别", "男"), ("2", "推荐", "6")),
            *_answers("3", ("1", "性别", "男"), ("2", "推荐", "9")),
        ],
        "feedback": [
            _said("1", "ann", "review", "2025-06-30", "包装好看，味道也好", 5.0),
            _said("2", "bob", "review", "2025-06-01", "太贵了", 2.0),
            _said("3", "cid", "chat", "2025-06-21", "What's the PRICE?", None),
            _said("4", "eve", "review", "2025-07-01", "贵", 1.0),
        ],
        "campaigns": [{"campaign_id": "C1", "name": "618", "starts_at": moment("2025-06-26")}],
        "touches": [
            _touch("ann", "treated", "2025-06-26", opened="2025-06-27"),
            _touch("bob", "control", None),
            _touch("cid", "treated", "2025-07-01"),
        ],
        "consents": [
            _consent("ann", "granted", "2024-12-01"),
            _consent("bob", "granted", "2024-02-01"),
            _consent("bob", "withdrawn", "2025-02-01"),
            _consent("cid", "denied", "2025-06-15"),
            _consent("eve", "granted", "2025-07-01"),
        ],
        "referrals": [
            {"inviter_ref": "ann", "invitee_ref": "bob", "at": moment("2025-02-01")},
            {"inviter_ref": "ann", "invitee_ref": "cid", "at": moment("2025-06-15")},
            {"inviter_ref": "bob", "invitee_ref": "eve", "at": moment("2025-03-01")},
        ],
    }


def _event(who: str, event: str, day: str, **more: object) -> Row:
    return {"customer_ref": who, "event": event, "occurred_at": moment(day)} | more


def _points(who: str, day: str, delta: float, kind: str, balance: float | None) -> Row:
    return {"customer_ref": who, "at": moment(day), "delta": float(delta), "kind": kind, "balance_after": balance}


def _coupon(number: str, who: str, issued: str, expires: str, redeemed: str | None = None) -> Row:
    used = moment(redeemed) if redeemed else None
    return {
        "coupon_id": number,
        "customer_ref": who,
        "issued_at": moment(issued),
        "expires_at": moment(expires),
        "redeemed_at": used,
    }


def _response(number: str, who: str, day: str) -> Row:
    return {"response_id": number, "survey": "会员调研", "respondent_ref": who, "submitted_at": moment(day)}


def _answers(response: str, *given: tuple[str, str, str]) -> list[Row]:
    return [
        {"response_id": response, "survey": "会员调研", "question_no": number, "question": question, "answer": answer}
        for number, question, answer in given
    ]


def _said(number: str, who: str, kind: str, day: str, text: str, rating: float | None) -> Row:
    return {
        "feedback_id": number,
        "customer_ref": who,
        "kind": kind,
        "at": moment(day),
        "text": text,
        "rating": rating,
    }


def _touch(who: str, arm: str, day: str | None, opened: str | None = None) -> Row:
    return {
        "campaign_id": "C1",
        "customer_ref": who,
        "arm": arm,
        "sent_at": moment(day) if day else None,
        "opened_at": moment(opened) if opened else None,
    }


def _consent(who: str, status: str, day: str) -> Row:
    return {"customer_ref": who, "purpose": "短信营销", "status": status, "at": moment(day)}
