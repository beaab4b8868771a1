"""A shop with rows of every kind in three batches, one of them undone, and decisions of staff."""

import datetime as dt
from pathlib import Path
from typing import Any

from insight.govern.consent_questions import decide_consent
from insight.ingest import undo
from insight.warehouse import DuckWarehouse
from insight.warehouse.decisions import keep_apart, merge, own_nodes, split
from tests.engine.sail import LOADED_AT
from tests.workspaces import Row, add_batch, member, order, workspace

CLERKS = 25
"""More names than a phone may have that is one person's."""


def awkward_shop(folder: Path) -> DuckWarehouse:
    """Rows of every kind, in three batches of which one was undone, and decisions of staff about people and words."""
    moment = dt.datetime(2025, 6, 1, 10)
    family = "13812341234"
    shop = workspace(
        folder,
        orders=[
            order("ann", "2025-05-01", 10, order_id="a1", phone=family, buyer_name="安"),
            order("bob", "2025-05-02", 20, order_id="b1", phone=family, email="b@x.cn", province="浙江省"),
            order("bob", "2025-05-02", 20, order_id="b2", refund_amount="5.00", refunded_at=moment),
            order(None, "2025-05-03", 30, order_id="n1", receiver_phone="13900000009", buyer_name="外婆"),
            order("o'brien", "2025-05-04", "0.10", order_id="q1", currency="USD", channel=None),
            order("dora", "9999-12-31", 5, order_id="d9"),
            order("cat", "2025-05-05", 7, order_id="c1", receiver_phone="13700000007"),
            *(order(f"clerk{n}", "2025-05-06", n + 1, order_id=f"k{n}", phone="13600000006") for n in range(CLERKS)),
        ],
        customers=[
            member("ann", "2024-01-01", extra='{"肤质":"干性","生日":"1990-02-03","心率":"六十"}', city="杭州市"),
            member("dora", "2024-01-02", extra='{"肤质":"油性","年龄":"３１岁"}', consent="短信推送:同意"),
            member("emil", email="e+sale@x.cn", consent="不要打扰", member_no="77", wechat_openid="w1"),
            member("emil2", wechat_unionid="u1", phone_masked="138****1234"),
        ],
        items=[
            {"order_id": "a1", "line_no": 1, "sku": "s1", "product_name": "茶", "category": "饮", "quantity": 2.0},
            {"order_id": "a1", "line_no": 2, "sku": "s2", "product_name": "糕", "line_paid": "4.00"},
            {"order_id": "b1", "line_no": 1, "product_id": "p9", "product_name": "茶", "unit_price": "20.00"},
        ],
        events=[
            seen("ann", moment),
            seen("ann", moment + dt.timedelta(minutes=30), event="阅读文章", duration_s=61.0),
            seen("ann", moment + dt.timedelta(minutes=61), event="cart", device="iOS"),
            seen("stranger", moment),
            seen(None, moment),
        ],
        consents=[
            said("ann", "denied", moment, phone=family),
            said("bob", "granted", moment),
            said(None, "也许吧", None, email="e@x.cn"),
            said(None, "denied", None, phone_masked="138****1234"),
        ],
        referrals=[{"inviter_ref": "ann", "invitee_ref": "bob", "at": moment}],
        feedback=[{"customer_ref": "ann", "kind": "review", "rating": 4.5, "at": moment}],
        survey_responses=[{"response_id": "r1", "respondent_ref": "dora", "submitted_at": moment}],
        survey_answers=[{"response_id": "r1", "question": "常用渠道", "question_type": "single", "answer": "直播"}],
    )
    add_batch(
        shop,
        orders=[
            order("ann", "2025-05-01", 12, order_id="a1", phone=None, city="北京"),
            order("cat", "2025-06-02", 9, order_id="c2", receiver_phone="13700000007"),
        ],
        customers=[member("ann", "2024-01-01", city=None, tier="金")],
        items=[{"order_id": "a1", "line_no": 1, "sku": "s3", "product_name": "壶", "quantity": 1.0}],
    )
    undo(shop, add_batch(shop, orders=[order("zoe", "2025-06-03", 99, order_id="z1", phone=family)]), LOADED_AT)
    return shop


def seen(user: str | None, at: dt.datetime, **more: Any) -> Row:
    return {"customer_ref": user, "event": "view", "occurred_at": at} | more


def said(user: str | None, status: str, at: dt.datetime | None, **more: Any) -> Row:
    return {"customer_ref": user, "purpose": "短信营销", "status": status, "raw_status": status, "at": at} | more


def decide(shop: DuckWarehouse) -> None:
    """Ann and Bob share a phone and are two, Cat and O'Brien are one, whatever the rows say."""
    rows = shop.arrow("SELECT value, customer_id FROM core.identifiers WHERE kind = 'account'").to_pylist()
    by_name = {row["value"]: row["customer_id"] for row in rows}
    both = by_name["ann"]
    assert both == by_name["bob"]
    split(shop, both, [node for node in own_nodes(shop, both) if node.startswith("a:") and "ann" in node], at=LOADED_AT)
    merge(shop, [by_name["cat"], by_name["o'brien"]], at=LOADED_AT)
    keep_apart(shop, by_name["dora"], by_name["emil"], at=LOADED_AT)
    decide_consent(shop, "短信营销", "也许吧", "no", at=LOADED_AT)
