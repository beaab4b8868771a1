"""Facts about people: events, messages, points, coupons, consents, invitations; and lists of goods."""

import gzip
from pathlib import Path

import pytest

from insight.ingest import repairs
from insight.warehouse import DuckWarehouse
from tests.uploads import new_workspace, shared, upload, write


@pytest.fixture
def warehouse(tmp_path: Path) -> DuckWarehouse:
    return new_workspace(tmp_path)


def rows(warehouse: DuckWarehouse, statement: str) -> list[list[object]]:
    frame = warehouse.query(statement)
    return frame.astype(object).where(frame.notna(), None).to_numpy().tolist()


@pytest.mark.slow("imports files again and again")
def test_public_click_stream_loads_every_event(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    path = tmp_path / "simple_shop_events.csv"
    path.write_bytes(gzip.decompress(shared("data/simple_shop_events.csv.gz").read_bytes()))
    (report,) = upload(warehouse, path)
    assert (report.template, report.tables["events"].read, report.tables["events"].new) == ("generic", 32283, 32283)
    first = rows(warehouse, "SELECT customer_ref, event, occurred_at FROM core.events ORDER BY source_row LIMIT 1")[0]
    assert [str(cell) for cell in first] == ["219483890", "catalog", "2019-11-01 17:59:13.273932"]


@pytest.mark.slow("imports files again and again")
def test_the_same_event_twice_in_a_second_is_two_and_imported_again_still_two(
    warehouse: DuckWarehouse, tmp_path: Path
) -> None:
    path = write(tmp_path, "e.csv", "用户ID,行为,时间\nU1,浏览,2026-01-05 10:00:00\nU1,浏览,2026-01-05 10:00:00\n")
    upload(warehouse, path)
    (report,) = upload(warehouse, path)
    assert (report.tables["events"].new, report.tables["events"].unchanged) == (0, 2)


def test_event_with_a_number_of_its_own_counts_once(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        "uuid,event,properties,timestamp,distinct_id,$session_id,person_id\n"
        'e1,$pageview,"{""a"":1}",2026-01-05T10:00:00Z,u1,s1,p1\ne1,$pageview,"{""a"":1}",2026-01-05T10:00:00Z,u1,s1,p1\n'
    )
    upload(warehouse, write(tmp_path, "p.csv", text))
    statement = "SELECT event, session_id, anonymous_id, properties, occurred_at::VARCHAR FROM core.events"
    assert rows(warehouse, statement) == [["$pageview", "s1", "p1", '{"a":1}', "2026-01-05 10:00:00"]]


def test_ga4_events_with_microseconds(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        "event_date,event_timestamp,event_name,user_id,user_pseudo_id,platform\n"
        "20210127,1611789078248882,view_item,,123.456,WEB\n"
    )
    upload(warehouse, write(tmp_path, "g.csv", text))
    statement = "SELECT event, anonymous_id, channel, occurred_at::VARCHAR FROM core.events"
    assert rows(warehouse, statement) == [["view_item", "123.456", "WEB", "2021-01-27 23:11:18.248882"]]


@pytest.mark.slow("imports files again and again")
def test_sms_records_make_one_campaign_of_each_text(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        "所属企业,企业编码,手机号,短信类型,短信内容,发送时间,发送状态,计费条数,失败原因\n"
        "甲,1,13800000000,营销,双11来了,2025-11-01 08:00:00,送达成功,1,\n"
        "甲,1,13800000001,营销,双11来了,2025-11-01 08:00:00,发送失败,1,空号\n"
        "甲,1,138****0002,营销,双11来了,2025-11-01 08:00:00,状态未知,1,\n"
        "甲,1,138****0002,营销,双11来了,2025-11-01 08:00:00,状态未知,1,\n"
        "甲,1,13800000000,营销,双12来了,2025-12-01 08:00:00,送达成功,1,\n"
    )
    path = write(tmp_path, "s.csv", text)
    (report,) = upload(warehouse, path)
    assert (report.tables["touches"].new, report.tables["campaigns"].new) == (5, 2)
    statement = "SELECT name, channel, starts_at::VARCHAR FROM core.campaigns ORDER BY starts_at"
    assert rows(warehouse, statement) == [
        ["双11来了", "短信", "2025-11-01 08:00:00"],
        ["双12来了", "短信", "2025-12-01 08:00:00"],
    ]
    statement = (
        "SELECT phone, delivered, failed_reason FROM core.touches JOIN core.campaigns USING (campaign_id) "
        "WHERE name = '双11来了' ORDER BY phone NULLS LAST"
    )
    assert rows(warehouse, statement) == [
        ["13800000000", True, None],
        ["13800000001", False, "空号"],
        [None, None, None],
        [None, None, None],
    ]
    (report,) = upload(warehouse, path)
    assert report.tables["touches"].unchanged == 5
    assert report.tables["campaigns"].unchanged == 2


@pytest.mark.parametrize(
    ("arm", "expected"), [("触达", "treated"), ("对照组", "control"), ("Holdout", "control"), ("A组", "A组")]
)
def test_arm_of_a_campaign_in_its_usual_words(
    warehouse: DuckWarehouse, tmp_path: Path, arm: str, expected: str
) -> None:
    text = f"活动编号,手机号,分组,发送时间,发送状态\nHD1,13800000000,{arm},2025-11-01 08:00:00,已送达\n"
    upload(warehouse, write(tmp_path, "t.csv", text))
    assert rows(warehouse, "SELECT arm, raw_status FROM core.touches") == [[expected, arm]]


@pytest.mark.parametrize(
    ("header", "data", "expected"),
    [
        (
            "账户名称,手机号码,原积分,现积分,变动积分,积分类型,变更时间,积分规则",
            [
                "甲,13800000000,0,500,+500,消费获得,2026-01-05 10:00:00,1元1分",
                "甲,13800000000,500,0,-500,积分过期,2026-02-05 10:00:00,年末",
            ],
            [[500, "earn", 500], [-500, "expire", 0]],
        ),
        (
            "用户ID,变动类型,变动积分,收支类型,变动后的积分,变动时间",
            ["U1,签到,5,收入,5,2026-01-05 10:00:00", "U1,兑换,3,支出,2,2026-01-06 10:00:00"],
            [[5, "earn", 5], [-3, "burn", 2]],
        ),
        (
            "手机号,积分变动,变动时间",
            ["13800000000,+20,2026-01-05 10:00:00", "13800000000,-120,2026-01-06 10:00:00"],
            [[20, "earn", None], [-120, "burn", None]],
        ),
    ],
)
def test_points_with_their_sign_in_the_number_or_in_a_word(
    warehouse: DuckWarehouse, tmp_path: Path, header: str, data: list[str], expected: list[list[object]]
) -> None:
    upload(warehouse, write(tmp_path, "p.csv", "\n".join([header, *data])))
    assert rows(warehouse, 'SELECT delta, kind, balance_after FROM core.points_ledger ORDER BY "at"') == expected


def test_points_of_a_masked_phone_are_nobody_s_and_said(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = "手机号,积分变动,变动时间\n138****1234,+20,2026-01-05\n13800000000,+20,2026-01-05\n"
    (report,) = upload(warehouse, write(tmp_path, "p.csv", text))
    assert (report.tables["points_ledger"].new, report.tables["points_ledger"].rejected) == (1, 1)
    assert list(repairs(warehouse)["reason"]) == ["missing"]


def test_coupons_without_numbers_of_their_own(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    header = "优惠券名称,领取人昵称,手机号,领取时间,领取方式,使用状态,使用时间,订单号,订单金额\n"
    given = "满100减10,甲,13800000000,2026-01-05 10:00:00,主动,未使用,,,\n" * 2
    used = given.replace("未使用,,,\n", "已使用,2026-01-06 10:00:00,E1,90\n", 1)
    upload(warehouse, write(tmp_path, "c.csv", header + given))
    (report,) = upload(warehouse, write(tmp_path, "c2.csv", header + used))
    assert (report.tables["coupons"].updated, report.tables["coupons"].unchanged) == (1, 1)
    statement = "SELECT redeemed_at::VARCHAR, order_id FROM core.coupons ORDER BY redeemed_at NULLS LAST"
    assert rows(warehouse, statement) == [["2026-01-06 10:00:00", "E1"], [None, None]]
    assert "满100减10" in warehouse.query("SELECT extra FROM core.coupons")["extra"].iloc[0]


@pytest.mark.slow("imports files again and again")
def test_consent_of_an_unknown_word_is_loaded_and_unclear(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        "手机号,用途,状态,时间,凭证\n13800000000,短信营销,同意,2026-01-05,V1\n13800000000,短信营销,撤回,2026-01-06,T\n"
        "13800000001,短信营销,再说,2026-01-05,V1\n"
    )
    (report,) = upload(warehouse, write(tmp_path, "c.csv", text, "gb18030"))
    assert (report.tables["consents"].new, report.tables["consents"].rejected) == (3, 0)
    assert rows(warehouse, 'SELECT status, raw_status FROM core.consents ORDER BY "at", source_row') == [
        ["granted", "同意"],
        ["unclear", "再说"],
        ["withdrawn", "撤回"],
    ]
    assert repairs(warehouse).empty


def test_invitations(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = "inviter_id,invitee_id,invited_at\nV1,V2,2026-01-05\n"
    upload(warehouse, write(tmp_path, "r.csv", text))
    assert rows(warehouse, "SELECT inviter_ref, invitee_ref FROM core.referrals") == [["V1", "V2"]]


@pytest.mark.slow("imports files again and again")
def test_an_invitation_is_of_two_people_whichever_file_comes_first(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    invited = "inviter_id,invitee_id,invited_at\nV1,V2,2026-01-05\n"
    members = "customer_id,name,phone\nV1,Ann,13812341234\nV2,Bob,13812341235\n"
    both = """
        SELECT inviter.name, invitee.name
        FROM core.referrals
        LEFT JOIN core.customers AS inviter ON inviter.customer_id = referrals.customer_id
        LEFT JOIN core.customers AS invitee ON invitee.customer_id = referrals.invitee_id
    """
    upload(warehouse, write(tmp_path, "r.csv", invited))
    assert rows(warehouse, both) == [[None, None]]
    upload(warehouse, write(tmp_path, "m.csv", members))
    assert rows(warehouse, both) == [["Ann", "Bob"]]
    upload(warehouse, write(tmp_path, "again.csv", invited.replace("2026-01-05", "2026-01-06")))
    assert rows(warehouse, both) == [["Ann", "Bob"]]


def test_list_of_products_is_no_list_of_order_lines(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = "商品编号,商品名称,类目,售价,复购周期\nLB1,草莓蛋糕,蛋糕,128,\nLH1,面霜,护肤,199,45\n"
    (report,) = upload(warehouse, write(tmp_path, "p.csv", text))
    assert set(report.tables) == {"products"}
    statement = "SELECT product_id, price, refill_days FROM core.source_products ORDER BY product_id"
    assert [[row[0], float(str(row[1])), row[2]] for row in rows(warehouse, statement)] == [
        ["LB1", 128, None],
        ["LH1", 199, 45],
    ]


def test_facts_are_of_the_customer_they_name_and_make_nobody(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    upload(warehouse, write(tmp_path, "c.csv", "会员号,姓名,手机号\nV1,O'Brien,13800000000\n"))
    upload(
        warehouse,
        write(tmp_path, "p.csv", "手机号,积分变动,变动时间\n13800000000,+20,2026-01-05\n13900000000,+20,2026-01-05\n"),
    )
    assert warehouse.count("SELECT 1 FROM core.customers") == 1
    assert warehouse.count("SELECT 1 FROM core.points_ledger WHERE customer_id IS NOT NULL") == 1
