"""What is known of one person: numbers, fields with their sources, identifiers, one timeline."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from insight.analysis import make_params, to_json
from insight.analysis.customer import CustomerParams, CustomerResult, customer, find
from insight.errors import ParameterError
from insight.warehouse import DuckWarehouse
from insight.warehouse.decisions import split
from tests.workspaces import add_batch, member, order, workspace

PHONE = "13812341234"
AS_OF = dt.date(2025, 4, 1)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    orders = [
        order("ann", "2025-01-01", 10, order_id="o1", phone=PHONE, city="上海"),
        order("ann", "2025-01-11", 20, order_id="o2"),
        order("ann", "2025-01-31", 30, order_id="o3"),
        order("ann", "2025-02-01", 99, order_id="o4", status="closed"),
        order("ann", "2025-04-01", 40, order_id="o5"),
        order("ann", "2025-03-01", 5, order_id="o6", currency="USD"),
        order("bob", "2025-03-01", 7, order_id="o7"),
    ]
    items = [
        {"order_id": "o3", "line_no": "1", "product_name": "面霜", "quantity": 2.0},
        {"order_id": "o3", "line_no": "2", "product_name": "茶", "quantity": 1.0},
    ]
    warehouse = workspace(tmp_path_factory.mktemp("shop"), orders=orders, items=items)
    listed = member("M1", "2024-12-01", phone=PHONE, tier="VIP", points=12.0) | {"name": "安妮"}
    add_batch(warehouse, customers=[listed, member("zoe")])
    return warehouse


def look(shop: DuckWarehouse, who: str, **more: Any) -> CustomerResult:
    customer_id = find(shop, who)["customer_id"].iloc[0]
    values = {"as_of": AS_OF, "currency": "CNY"} | more
    return customer(shop, CustomerParams(customer_id=customer_id, **values))


def test_numbers_of_a_buyer(shop: DuckWarehouse) -> None:
    ann = look(shop, "安妮")
    assert (ann.orders, ann.orders_elsewhere, ann.net_amount) == (3, 1, 60.0)
    assert (ann.recency_days, ann.average_gap_days) == (60, 15.0)
    assert (ann.first_ordered_at, ann.last_ordered_at) == (dt.datetime(2025, 1, 1, 12), dt.datetime(2025, 1, 31, 12))


def test_the_order_on_the_as_of_day_is_not_counted_and_the_day_after_it_is(shop: DuckWarehouse) -> None:
    assert look(shop, "安妮", as_of=dt.date(2025, 4, 2)).orders == 4
    assert "o5" not in set(look(shop, "安妮").timeline["subject"])


def test_scores_are_those_of_rfm(shop: DuckWarehouse) -> None:
    ann, bob = look(shop, "安妮"), look(shop, "bob")
    assert (ann.r, ann.f, ann.m) == (1, 5, 5)
    assert (bob.r, bob.f, bob.m) == (5, 1, 1)
    assert (ann.eight, bob.eleven) == ("key_keep", "new")


def test_a_member_without_orders_has_no_numbers_but_is_known(shop: DuckWarehouse) -> None:
    zoe = look(shop, "zoe")
    assert (zoe.orders, zoe.recency_days, zoe.average_gap_days, zoe.r, zoe.eleven) == (0, None, None, None, None)
    assert zoe.findings()[0].text.key.startswith("This customer has no order")


def test_fields_say_who_says_so(shop: DuckWarehouse) -> None:
    fields = look(shop, "安妮").fields.set_index("field")
    assert dict(fields["value"]) == {
        "name": "安妮",
        "nickname": "ann",
        "phone": "138****1234",
        "city": "上海",
        "channel": "Tmall",
        "joined_at": "2024-12-01",
        "tier": "VIP",
        "points": "12",
    }
    assert set(fields["source_file"]) == {"rows.csv"}


def test_contacts_are_whole_only_when_asked_for(shop: DuckWarehouse) -> None:
    assert look(shop, "安妮").field("phone") == "138****1234"
    ann = look(shop, "安妮", unmasked=True)
    assert ann.field("phone") == PHONE
    assert PHONE in set(ann.identifiers["value"])
    assert PHONE not in str(to_json(look(shop, "安妮"), generation=1))


def test_the_timeline_tells_orders_with_lines_and_what_did_not_count(shop: DuckWarehouse) -> None:
    timeline = look(shop, "安妮").timeline
    rows = [(row["kind"], row["subject"], row["status"], row["amount"]) for row in timeline.to_dict("records")]
    assert rows[:4] == [
        ("order", "o6", "completed", 5.0),
        ("order", "o4", "not counted: closed", 99.0),
        ("order", "o3", "completed", 30.0),
        ("order", "o2", "completed", 20.0),
    ]
    assert timeline[timeline["subject"] == "o3"]["detail"].iloc[0] == "面霜 × 2; 茶 × 1"
    assert rows[-1][0] == "joined"


def test_everything_else_that_is_known_stands_on_the_timeline(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=[order("ann", "2025-01-01", 10, order_id="o1", phone=PHONE)])
    person = find(shop, "ann")["customer_id"].iloc[0]
    with shop.writing() as session:
        for statement in (
            "INSERT INTO core.events BY NAME SELECT 'view' AS event, TIMESTAMP '2025-01-02' AS occurred_at, "
            "'面霜' AS object, 3.0 AS duration_s, 'mini' AS source_system, $person AS customer_id",
            "INSERT INTO core.points_ledger BY NAME SELECT TIMESTAMP '2025-01-03' AS \"at\", 10.0 AS delta, "
            "'签到' AS reason, 'earn' AS kind, 'mall' AS source_system, $person AS customer_id",
            "INSERT INTO core.survey_responses BY NAME SELECT 'r1' AS response_id, 'NPS' AS survey, "
            "TIMESTAMP '2025-01-04' AS submitted_at, 'wjx' AS source_system, $person AS customer_id",
            "INSERT INTO core.survey_answers BY NAME SELECT 'r1' AS response_id, 'NPS' AS survey, '1' AS question_no, "
            "'推荐吗' AS question, '9' AS answer, 'wjx' AS source_system",
            "INSERT INTO core.campaigns BY NAME SELECT 'c1' AS campaign_id, '双11' AS name, 'sms' AS source_system",
            "INSERT INTO core.touches BY NAME SELECT 'c1' AS campaign_id, TIMESTAMP '2025-01-05' AS sent_at, "
            "TIMESTAMP '2025-01-05' AS opened_at, 'sms' AS source_system, $person AS customer_id",
            "INSERT INTO core.feedback BY NAME SELECT 'f1' AS feedback_id, 'review' AS kind, "
            "'好用，打 13999998888 找我' AS text, 5.0 AS rating, 'tmall' AS source_system, $person AS customer_id",
            "INSERT INTO core.consents BY NAME SELECT 'sms' AS purpose, 'granted' AS status, "
            "TIMESTAMP '2025-01-06' AS \"at\", 'mall' AS source_system, $person AS customer_id",
            "INSERT INTO core.coupons BY NAME SELECT 'k1' AS coupon_id, TIMESTAMP '2025-01-07' AS issued_at, "
            "TIMESTAMP '2025-01-20' AS expires_at, 'mall' AS source_system, $person AS customer_id",
            "INSERT INTO core.referrals BY NAME SELECT 'bob' AS invitee_ref, TIMESTAMP '2025-01-08' AS \"at\", "
            "'mall' AS source_system, $person AS customer_id",
        ):
            session.execute(statement, {"person": person})
    found = look(shop, "ann")
    rows = [(row["kind"], row["subject"], row["status"]) for row in found.timeline.to_dict("records")]
    assert rows == [
        ("referral", "bob", "invited"),
        ("coupon", "k1", "expired"),
        ("consent", "sms", "granted"),
        ("touch", "双11", "opened"),
        ("survey", "NPS", None),
        ("points", "签到", "earn"),
        ("event", "view", None),
        ("order", "o1", "completed"),
        ("feedback", "review", None),
    ]
    details = dict(zip(found.timeline["kind"], found.timeline["detail"], strict=True))
    assert (details["survey"], details["feedback"]) == ("推荐吗 → 9", "好用，打 139****8888 找我")
    assert found.timeline["at"].isna().tolist() == [False] * 8 + [True]


def test_an_invitation_stands_on_both_timelines(tmp_path: Path) -> None:
    pair = {"inviter_ref": "ann", "invitee_ref": "bob", "at": dt.datetime(2025, 1, 8)}
    shop = workspace(tmp_path, customers=[member("ann"), member("bob")], referrals=[pair])
    seen = [
        [(row["subject"], row["status"]) for row in look(shop, name).timeline.to_dict("records")]
        for name in ("ann", "bob")
    ]
    assert seen == [[("bob", "invited")], [("ann", "invited_by")]]


def test_a_table_that_is_not_there_is_an_empty_section(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=[order("ann", "2025-01-01", 10)])
    with shop.writing() as session:
        session.execute("DROP TABLE core.campaigns")
        session.execute("ALTER TABLE core.events DROP COLUMN customer_id")
    assert look(shop, "ann").activity["kind"].tolist() == ["order"]


def test_long_histories_are_counted_whole_and_listed_in_part(tmp_path: Path) -> None:
    orders = [order("ann", f"2024-01-01T{n // 60:02}:{n % 60:02}", 1) for n in range(520)]
    found = look(workspace(tmp_path, orders=orders), "ann")
    assert found.activity.to_dict("records") == [{"kind": "order", "rows": 520, "listed": 500}]
    assert (found.orders, len(found.timeline)) == (520, 500)


def test_identifiers_say_whether_they_join(tmp_path: Path) -> None:
    hub = [order(f"x{n}", "2025-01-01", 1, phone="4008001234") for n in range(30)]
    orders = [
        order("ann", "2025-01-01", 10, order_id="o1", phone=PHONE, email="a@x.cn"),
        order("ann", "2025-01-02", 10, phone="4008001234"),
        order("ann", "2025-01-03", 10, receiver_phone="13900000001"),
        order("ann", "2025-01-04", 10, receiver_phone="13900000002"),
        order(None, "2025-01-05", 10, order_id="o2", phone=PHONE),
    ]
    shop = workspace(tmp_path, orders=[*hub, *orders])
    ann = look(shop, "ann", unmasked=True)
    assert dict(zip(ann.identifiers["value"], ann.identifiers["joining"], strict=True)) == {
        "ann": "joins",
        "a@x.cn": "joins",
        PHONE: "joins",
        "4008001234": "hub",
        "13900000001": "receiver",
        "13900000002": "receiver",
    }
    split(shop, ann.params.customer_id, [f"f:{PHONE}"], at=dt.datetime(2025, 5, 1))
    cut = look(shop, "ann", unmasked=True).identifiers
    assert cut[cut["value"] == PHONE]["joining"].tolist() == ["decided"]


def test_silence_of_twice_the_usual_gap_is_said(shop: DuckWarehouse) -> None:
    late = next(finding for finding in look(shop, "安妮").findings() if finding.text.key.startswith("Silent"))
    assert (late.value, late.n, late.certain) == (4.0, 2, False)
    assert late.text.render("zh_CN") == "已沉默的时间是其平均下单间隔（15 天）的 4.0 倍"


def test_the_segment_is_the_person_alone(shop: DuckWarehouse) -> None:
    ann = look(shop, "安妮")
    assert ann.segment().count(shop) == 1
    assert shop.query(ann.segment().statement, ann.segment().values)["customer_id"].tolist() == [ann.params.customer_id]


def test_somebody_unknown_is_refused(shop: DuckWarehouse) -> None:
    with pytest.raises(ParameterError, match="nobody"):
        customer(shop, CustomerParams(customer_id="nobody", as_of=AS_OF, currency="CNY"))
    with pytest.raises(ParameterError, match="customer_id"):
        make_params("customer", {}, shop)
