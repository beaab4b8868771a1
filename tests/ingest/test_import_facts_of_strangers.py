"""Registers, voices, points and dumps of strangers: nothing said beside is lost, and what is not done is said."""

from pathlib import Path

from insight.ingest import load
from tests.ingest.tried_out import headers, rows, told, tried
from tests.uploads import IMPORTED_AT, new_workspace

FORM = rows(
    "提交时间,姓名,手机号,你最喜欢的口味,推荐指数,是否愿意接收新品短信",
    "2024-03-14 10:00,王小明,13800010001,甜,9,愿意",
    "2024-03-15 22:00,李娜,13800010002,咸,7,不愿意",
    "2024-03-16 22:00,张三,13800010003,甜,3,愿意",
)


def test_a_form_that_also_asks_for_consent_keeps_all_that_people_said(tmp_path: Path) -> None:
    draft, _trial = tried(tmp_path, FORM)
    load(warehouse := new_workspace(tmp_path), [draft], imported_at=IMPORTED_AT)
    denied = warehouse.query("SELECT phone FROM staging.consents WHERE status = 'denied'")
    assert list(denied["phone"]) == ["13800010002"]
    traits = warehouse.query("SELECT DISTINCT label FROM mart.brought_trait_list")["label"]
    assert {"你最喜欢的口味", "推荐指数"} <= set(traits)
    no_name = FORM.replace("姓名", "填写人").replace("王小明", "匿名").replace("李娜", "匿名").replace("张三", "匿名")
    assert told(tried(tmp_path, no_name)[1], "row")[0] == "customers"


def test_a_register_that_says_little_besides_stays_one(tmp_path: Path) -> None:
    draft, _trial = tried(
        tmp_path, rows("手机号,拒收短信,时间", "13800010001,是,2024-03-14", "13800010002,否,2024-03-15")
    )
    assert draft.mapping is not None
    assert draft.mapping.tables == ("consents",) or set(draft.mapping.tables) == {"consents"}


def test_the_moment_of_a_voice_is_told_by_its_cells_and_said(tmp_path: Path) -> None:
    text = rows(
        "会话ID,访客手机,客服,接入时间,会话内容",
        "S1,13800010001,小张,2024-03-14 10:00:11,杯子裂了能退吗谢谢",
        "S2,13800010002,小张,2024-03-15 22:00:11,请问什么时候发货呢",
    )
    draft, trial = tried(tmp_path, text)
    assert (headers(draft, "feedback", "at"), told(trial, "time")[0]) == (["接入时间"], "接入时间")


def test_who_spoke_is_told_by_an_address_and_said(tmp_path: Path) -> None:
    text = rows(
        "Survey Response ID,Person Email,Score,Comment,Created At",
        "1,ann@x.com,10,Great mugs and fast,2024-03-14 10:00:11 UTC",
        "2,bob@x.com,3,Bad cup and slow too,2024-03-15 22:00:11 UTC",
    )
    draft, trial = tried(tmp_path, text)
    assert (headers(draft, "feedback", "customer_ref"), told(trial, "person")[0]) == (["Person Email"], "Person Email")
    alone = text.replace("Person Email", "Agent Email").replace("ann@x.com", "shop").replace("bob@x.com", "shop")
    assert headers(tried(tmp_path, alone)[0], "feedback", "customer_ref") == []


def points(folder: Path, *changes: str) -> list[float]:
    """Changes of points as they are taken, in the order of the file."""
    draft, _trial = tried(folder, rows("会员卡号,变动时间,变动类型,变动积分,变动后余额", *changes))
    load(warehouse := new_workspace(folder, f"w{len(changes)}"), [draft], imported_at=IMPORTED_AT)
    return [
        float(delta) for delta in warehouse.query("SELECT delta FROM core.points_ledger ORDER BY source_row")["delta"]
    ]


def test_points_went_where_the_word_or_the_balance_says_so(tmp_path: Path) -> None:
    by_word = (
        "A1,2024-03-14,消费赠送,+100,",
        "A1,2024-03-15,积分抵扣,60,",
        "A1,2024-03-16,抵扣退回,60,",
        "A2,2024-03-17,过期清零,5,",
    )
    assert points(tmp_path, *by_word) == [100, -60, 60, -5]
    by_balance = ("A1,2024-03-14,门店,100,100", "A1,2024-03-15,门店,60,40", "A1,2024-03-16,门店,40,80")
    assert points(tmp_path, *by_balance) == [100, -60, 40]


def test_of_changes_of_one_moment_the_balance_tells_nothing(tmp_path: Path) -> None:
    """The file begins with the newest: 50 points came each time, though each balance is 50 less than that above it."""
    for word in ("门店", "签到"):
        newest_first = [
            f"A1,2024-03-1{day},{word},50,{balance}" for day, balance in ((6, 200), (5, 150), (5, 100), (4, 50))
        ]
        folder = tmp_path / word
        folder.mkdir()
        assert points(folder, *newest_first) == [50, 50, 50, 50]


DUMP = """-- dump
CREATE TABLE `orders` (`id` int, `user_id` int, `total` decimal(10,2), `status` varchar(20), `created_at` datetime);
REPLACE INTO `orders` VALUES (1,11,55.00,'paid','2024-03-14 10:00:11'),(2,12,30.00,'paid','2024-03-15 22:00:11');
INSERT INTO `orders` VALUES (3,13,20.00,'paid','2024-03-16 22:00:11');
UPDATE `orders` SET `status`='cancelled' WHERE `id`=2;
DELETE FROM `orders` WHERE `id`=3;
UPDATE `other` SET a = 1;
"""


def test_changes_of_a_dump_are_not_carried_out_and_said(tmp_path: Path) -> None:
    draft, trial = tried(tmp_path, DUMP, "f.sql")
    assert draft.header == ("id", "user_id", "total", "status", "created_at")
    assert (trial.figures.money, trial.figures.people) == ({"CNY": 105.0}, 3)
    assert told(trial, "sql_changes")[:2] == ("DELETE FROM / UPDATE", 2)
    assert "sql_changes" not in {
        one.what for one in tried(tmp_path, DUMP[: DUMP.index("UPDATE")], "g.sql")[1].assumptions
    }


def test_flags_that_a_dump_copies_are_yes_and_no(tmp_path: Path) -> None:
    text = (
        "CREATE TABLE p.customers (id integer NOT NULL, email text, note text, accepts_marketing boolean);\n"
        "COPY p.customers (id, email, note, accepts_marketing) FROM stdin;\n"
        "1\ta@x.com\tt\tt\n2\tb@x.com\tf\tf\n3\tc@x.com\tt\t\\N\n\\.\n"
    )
    (draft,) = (tried(tmp_path, "SET client_encoding = 'UTF8';\n" + text, "f.sql")[0],)
    assert draft.table is not None
    assert draft.table.cells.column("3").to_pylist() == ["true", "false", None]
    assert draft.table.cells.column("2").to_pylist() == ["t", "f", "t"]


def test_a_column_that_sums_up_the_ticks_of_its_question_is_not_counted_again(tmp_path: Path) -> None:
    text = rows(
        "start,What do you buy?,What do you buy?/Mugs,What do you buy?/Cups,How satisfied?,_id,_submission_time",
        "2024-03-14T10:00:11+03:00,Mugs Cups,1,1,Very,1001,2024-03-14T07:02",
        "2024-03-15T22:00:11+03:00,Cups,0,1,Not,1002,2024-03-15T19:02",
    )
    draft, _trial = tried(tmp_path, text)
    load(warehouse := new_workspace(tmp_path), [draft], imported_at=IMPORTED_AT)
    found = warehouse.query("SELECT answer, count(*) AS n FROM core.survey_answers GROUP BY 1 ORDER BY 1")
    assert dict(zip(found["answer"], found["n"], strict=True)) == {
        "Cups": 2,
        "Mugs": 1,
        "Not": 1,
        "Very": 1,
    }


def test_raw_events_of_mixpanel_are_known(tmp_path: Path) -> None:
    text = "".join(
        f'{{"event": "{name}", "properties": {{"time": {at}, "distinct_id": "{who}", "$insert_id": "{at}"}}}}\n'
        for name, at, who in (("Viewed", 1710410411, "u1"), ("Bought", 1710410511, "u1"), ("Viewed", 1710496811, "u2"))
    )
    _draft, trial = tried(tmp_path, text, "f.jsonl")
    assert (trial.figures.records, trial.figures.people) == ({"events": 3}, 2)
