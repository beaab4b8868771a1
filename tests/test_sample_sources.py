"""What stands beside the shops in the sample data: each planted truth counted again from the files alone."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
import statistics
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from scipy import stats

SAMPLE = Path(__file__).resolve().parent.parent / "sample_data"
RECOMMEND = "6、您有多大可能把我们推荐给朋友或同事（0-10）？"
MATRIX = ("7、请为以下方面打分（1-5分）：—口味与品质", "7、包装", "7、客服", "7、配送速度")

Row = dict[str, str]
Truth = dict[str, Any]


def rows_of(name: str, encoding: str = "utf-8") -> list[Row]:
    with (SAMPLE / name).open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def rate(part: int, whole: int) -> float:
    return round(part / whole, 4)


@pytest.fixture(scope="module")
def truth() -> Truth:
    facts: Truth = json.loads((SAMPLE / "truth.json").read_text("utf-8"))
    return facts


@pytest.fixture(scope="module")
def listed() -> dict[str, Row]:
    """The Youzan customer list by clear phone."""
    rows = rows_of("youzan_customers_20260101.csv")
    return {row["客户手机号"]: row for row in rows if re.fullmatch(r"1\d{10}", row["客户手机号"])}


@pytest.fixture(scope="module")
def ordered() -> dict[str, list[dt.datetime]]:
    """When valid orders were made, by phone: those with it, and those of the Tmall member who shows it."""
    made: defaultdict[str, list[dt.datetime]] = defaultdict(list)
    for row in rows_of("youzan_orders_20260101.csv"):
        if row["买家手机号"] and Decimal(row["订单实付金额"]) > Decimal(row["订单已退款金额"]):
            made[row["买家手机号"]].append(moment(row["订单创建时间"]))
    reports = ("ExportOrderList202501110902.csv", "ExportOrderList202601010905.csv")
    newest = {row["订单编号"]: row for name in reports for row in rows_of(name, "gb18030")}
    phones = {row["买家会员名"]: row["联系手机"].removeprefix("'") for row in newest.values()}
    for row in newest.values():
        is_valid = row["订单付款时间 "] and row["订单状态"] != "交易关闭" and Decimal(row["买家实际支付金额"]) > 0
        if is_valid and "*" not in phones[row["买家会员名"]]:
            made[phones[row["买家会员名"]]].append(moment(row["订单创建时间"]))
    return made


@pytest.fixture(scope="module")
def events() -> list[Row]:
    return rows_of("miniprogram_events_2025q4.csv")


@pytest.fixture(scope="module")
def answers() -> list[Row]:
    return rows_of("wjx_member_survey_202511.csv", "gb18030")


@pytest.fixture(scope="module")
def ledger() -> list[Row]:
    return rows_of("points_ledger_2025.csv", "gb18030")


@pytest.fixture(scope="module")
def reviews() -> list[Row]:
    return rows_of("tmall_reviews_20260101.csv")


def test_no_file_names_a_phone_that_the_customer_list_lacks(
    listed: dict[str, Row], events: list[Row], answers: list[Row], ledger: list[Row]
) -> None:
    phones = {
        "events": {row["user_id"] for row in events},
        "survey": {value for row in answers for name, value in row.items() if name.startswith("9、")} - {"(跳过)"},
        "touches": {row["手机号"] for row in rows_of("campaign_touches_2025.csv", "utf-8-sig")},
        "points": {row["手机号码"] for row in ledger},
        "chats": {row["手机号"] for row in rows_of("service_chats_2025.csv")},
        "inviters": {row["邀请人手机号"] for row in rows_of("referrals_2025.csv")},
        "invited": {row["被邀请人手机号"] for row in rows_of("referrals_2025.csv")},
        "consents": {row["手机号"] for row in rows_of("consents_20260101.csv", "gb18030")},
    }
    assert {name: found - {""} - listed.keys() for name, found in phones.items() if found - {""} - listed.keys()} == {}


def visits_of(events: list[Row]) -> dict[str, list[Row]]:
    visits: defaultdict[str, list[Row]] = defaultdict(list)
    for row in events:
        visits[row["session_id"]].append(row)
    return visits


def funnel(viewed: int, carted: int, paid: int) -> Truth:
    return {
        "view": viewed,
        "cart": carted,
        "pay": paid,
        "view_to_cart": rate(carted, viewed),
        "cart_to_pay": rate(paid, carted),
    }


def funnel_of_visits(visits: list[list[Row]]) -> Truth:
    done = [{row["action"] for row in visit} for visit in visits]
    return funnel(*(sum(step in actions for actions in done) for step in ("view", "cart", "pay")))


def test_mini_program_loses_android_before_the_cart(truth: Truth, events: list[Row]) -> None:
    facts, visits = truth["mini_program"], list(visits_of(events).values())
    assert (len(events), len(visits)) == (facts["events"], facts["visits"])
    assert Counter(row["action"] for row in events) == facts["actions"]
    assert funnel_of_visits(visits) == facts["funnel_of_visits"]
    by_device = facts["funnel_of_visits_by_device"]
    for device, expected in by_device.items():
        assert funnel_of_visits([visit for visit in visits if visit[0]["device"] == device]) == expected
    android, ios = by_device["Android"], by_device["iOS"]
    assert android["view_to_cart"] < 0.6 * ios["view_to_cart"]
    paid = [[part["pay"], part["cart"] - part["pay"]] for part in (android, ios)]
    assert stats.fisher_exact(paid).pvalue > 0.2


def test_steps_of_a_visit_come_in_order_and_none_stands_twice(events: list[Row]) -> None:
    for visit in visits_of(events).values():
        actions = [row["action"] for row in visit]
        assert [row["time"] for row in visit] == sorted(row["time"] for row in visit)
        assert "cart" not in actions or "view" in actions[: actions.index("cart")]
        assert "pay" not in actions or "cart" in actions[: actions.index("pay")]
    names = ("user_id", "anonymous_id", "action", "time", "item_id")
    assert len({tuple(row[name] for name in names) for row in events}) == len(events)
    assert "2025-10-01" <= min(row["time"] for row in events) <= max(row["time"] for row in events) < "2026-01-01"


def test_visitors_are_known_or_never_will_be(truth: Truth, listed: dict[str, Row], events: list[Row]) -> None:
    facts = truth["mini_program"]
    logins = {row["anonymous_id"]: row for row in events if row["action"] == "login"}
    assert len(logins) == facts["became_known_by_login"]
    assert all(row["time"] == listed[row["user_id"]]["成为客户时间"] for row in logins.values())
    assert len({row["user_id"] for row in events} - {""}) == facts["known_visitors"]
    assert len({row["anonymous_id"] for row in events} - {""} - logins.keys()) == facts["never_known"]
    furthest: Counter[str] = Counter()
    for row in events:
        stranger = row["anonymous_id"]
        visitor = row["user_id"] or (logins[stranger]["user_id"] if stranger in logins else stranger)
        if row["action"] == dict(enumerate(("view", "cart", "pay"))).get(furthest[visitor]):
            furthest[visitor] += 1
    steps = [sum(done >= step for done in furthest.values()) for step in (1, 2, 3)]
    assert funnel(*steps) == facts["funnel_of_visitors"]


def test_payments_are_the_paid_orders_of_the_mini_program(events: list[Row]) -> None:
    paid = {
        (row["买家手机号"], row["买家付款时间"], row["全部商品名称"].split(" ")[0])
        for row in rows_of("youzan_orders_20260101.csv")
        if row["订单来源"] == "商家小程序" and row["订单创建时间"] >= "2025-10-01" and row["买家付款时间"]
    }
    seen = {(row["user_id"], row["time"], row["item_name"].split(" ")[0]) for row in events if row["action"] == "pay"}
    assert seen == paid


def test_words_searched_for_are_counted(truth: Truth, events: list[Row]) -> None:
    words = Counter(row["keyword"] for row in events if row["action"] == "search")
    assert words == truth["mini_program"]["searches"]
    sold = {row["item_name"] for row in events}
    assert words["无麸质"] > 30
    assert not any("麸质" in name for name in sold)


def nps_of(answers: list[Row]) -> Truth:
    marks = [int(row[RECOMMEND]) for row in answers]
    promoters, detractors = sum(mark > 8 for mark in marks), sum(mark < 7 for mark in marks)
    return {
        "responses": len(marks),
        "promoters": promoters,
        "passives": sum(7 <= mark <= 8 for mark in marks),
        "detractors": detractors,
        "nps": round(100 * (promoters - detractors) / len(marks), 2),
    }


def seconds(row: Row) -> int:
    return int(row["所用时间"].removesuffix("秒"))


def phone_in(row: Row) -> str:
    (value,) = (value for name, value in row.items() if name.startswith("9、"))
    return value if value != "(跳过)" else ""


def test_recommendation_score_and_careless_answers(truth: Truth, answers: list[Row]) -> None:
    facts = truth["survey"]
    careful = [row for row in answers if seconds(row) >= 20]
    assert nps_of(answers) == facts["nps_of_all"]
    assert nps_of(careful) == facts["nps_without_the_fast"]
    assert len(answers) - len(careful) == facts["faster_than_20_seconds"] > 0
    assert sum(len({row[aspect] for aspect in MATRIX}) == 1 for row in answers) == facts["one_mark_for_all_aspects"]
    named = [phone for row in answers if (phone := phone_in(row))]
    assert (len(named), len(set(named))) == (facts["with_a_phone"], facts["people_named"])


def test_recommendation_follows_the_taste(truth: Truth, answers: list[Row]) -> None:
    careful = [row for row in answers if seconds(row) >= 20]
    marks = [float(row[RECOMMEND]) for row in careful]
    found = {name: round(statistics.correlation([float(row[name]) for row in careful], marks), 3) for name in MATRIX}
    assert found == truth["survey"]["correlation_with_recommending_without_the_fast"]
    assert found[MATRIX[0]] > 0.6
    assert max(abs(found[MATRIX[1]]), abs(found[MATRIX[3]])) < 0.15


@pytest.mark.parametrize(
    ("fact", "number", "differs"), [("differs_benefit", "3、", True), ("no_difference_rhythm", "5、", False)]
)
def test_preferences_of_frequent_and_single_buyers(
    truth: Truth,
    answers: list[Row],
    ordered: dict[str, list[dt.datetime]],
    fact: str,
    number: str,
    differs: bool,
) -> None:
    (question,) = (name for name in answers[0] if name.startswith(number))
    given: dict[str, Counter[str]] = {"three_or_more_orders": Counter(), "one_order": Counter()}
    for row in answers:
        orders = len(ordered.get(phone_in(row), []))
        if orders >= 3 or orders == 1:
            given["one_order" if orders == 1 else "three_or_more_orders"][row[question]] += 1
    facts = truth["survey"][fact]
    assert {name: {"responses": sum(each.values()), **each} for name, each in given.items()} == facts
    options = sorted(set().union(*given.values()))
    chance = stats.chi2_contingency([[each[option] for option in options] for each in given.values()]).pvalue
    assert chance < 0.001 if differs else chance > 0.2


def test_survey_keeps_the_quirks_of_its_platform(answers: list[Row]) -> None:
    assert list(answers[0])[:6] == ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP"]
    assert [row["序号"] for row in answers] == [str(number) for number in range(1, len(answers) + 1)]
    assert any(re.match(r"2025/1\d/\d+ \d:", row["提交答卷时间"]) for row in answers)
    assert any("┋" in value and "〖" in value for row in answers for value in row.values())
    assert "13800008888" in list(answers[0])[-1]
    assert sum(bool(re.search(r"1\d{10}", row["8、您对我们还有什么建议？"])) for row in answers) > 0


@pytest.mark.parametrize(("number", "works"), [("HD2509", False), ("HD2511", True)])
def test_campaigns_have_the_effect_the_truth_says(
    truth: Truth, ordered: dict[str, list[dt.datetime]], number: str, works: bool
) -> None:
    facts = truth["campaigns"][number]
    (campaign,) = (row for row in rows_of("campaigns_2025.csv", "utf-8-sig") if row["活动编号"] == number)
    start = moment(campaign["开始时间"])
    end = start + dt.timedelta(days=30)
    assert (facts["window_from"], facts["window_to"]) == (str(start), str(end))
    touches = [row for row in rows_of("campaign_touches_2025.csv", "utf-8-sig") if row["活动编号"] == number]
    assert len({row["手机号"] for row in touches}) == len(touches)
    table = []
    for word, arm in (("触达", "treated"), ("对照", "control")):
        people = [ordered.get(row["手机号"], []) for row in touches if row["分组"] == word]
        bought = sum(any(start <= at < end for at in times) for times in people)
        before = sum(at < start for times in people for at in times)
        assert facts[arm] == {
            "people": len(people),
            "bought": bought,
            "rate": rate(bought, len(people)),
            "mean_valid_orders_before": rate(before, len(people)),
        }
        table.append([bought, len(people) - bought])
    chance = stats.fisher_exact(table).pvalue
    assert chance < 0.01 if works else chance > 0.2


def test_arms_of_a_campaign_were_alike_before_it(truth: Truth) -> None:
    for number in ("HD2509", "HD2511"):
        means = [truth["campaigns"][number][arm]["mean_valid_orders_before"] for arm in ("treated", "control")]
        assert abs(means[0] - means[1]) < 0.15


def test_touches_say_what_became_of_them(truth: Truth, ordered: dict[str, list[dt.datetime]]) -> None:
    touches = rows_of("campaign_touches_2025.csv", "utf-8-sig")
    sent = [row for row in touches if row["分组"] == "触达"]
    assert all(row["发送状态"] == "未发送" and not row["发送时间"] for row in touches if row["分组"] == "对照")
    for number in ("HD2509", "HD2511"):
        facts, here = truth["campaigns"][number], [row for row in sent if row["活动编号"] == number]
        for name, column in (("failed", "失败原因"), ("opened", "打开时间"), ("clicked", "点击时间")):
            assert sum(bool(row[column]) for row in here) == facts[name]
        assert sum(row["发送状态"] in ("送达成功", "已送达") for row in here) == facts["arrived"]
        start = moment(facts["window_from"])
        last = max(moment(row["发送时间"]) for row in here)
        # Counted from one's own message or from the campaign's start: the same people bought.
        assert not any(start <= at <= last for row in here for at in ordered.get(row["手机号"], []))
    assert all(row["打开时间"] <= row["点击时间"] for row in sent if row["打开时间"] and row["点击时间"])


def consents_before(end: dt.datetime) -> dict[tuple[str, str], str]:
    rows = rows_of("consents_20260101.csv", "gb18030")
    assert [row["时间"] for row in rows] == sorted(row["时间"] for row in rows)
    return {(row["用途"], row["手机号"]): row["状态"] for row in rows if moment(row["时间"]) < end}


def test_newest_consents_and_messages_sent_against_them(truth: Truth) -> None:
    facts = truth["consents"]
    now = Counter((purpose, status) for (purpose, _), status in consents_before(dt.datetime(2026, 1, 1)).items())
    assert facts["statements"] == len(rows_of("consents_20260101.csv", "gb18030"))
    for purpose in ("短信营销", "会员消息推送"):
        assert {status: now[purpose, status] for status in ("同意", "拒绝", "撤回")} == facts[purpose]
    then = consents_before(moment(truth["campaigns"]["HD2511"]["window_from"]))
    sent = [
        row["手机号"]
        for row in rows_of("campaign_touches_2025.csv", "utf-8-sig")
        if row["活动编号"] == "HD2511" and row["分组"] == "触达"
    ]
    allowed = Counter(then["短信营销", phone] for phone in sent)
    assert allowed == {"同意": len(sent) - allowed["撤回"], "撤回": allowed["撤回"]}
    assert allowed["撤回"] == truth["campaigns"]["HD2511"]["sent_although_withdrawn"] > 0


def per_member(ledger: list[Row]) -> dict[str, list[Row]]:
    accounts: defaultdict[str, list[Row]] = defaultdict(list)
    for row in ledger:
        accounts[row["手机号码"]].append(row)
    return accounts


def test_points_add_up_to_the_customer_list(truth: Truth, listed: dict[str, Row], ledger: list[Row]) -> None:
    facts, accounts = truth["points"], per_member(ledger)
    for rows in accounts.values():
        balance = int(rows[0]["原积分"])
        for row in rows:
            assert int(row["原积分"]) == balance
            balance += int(row["变动积分"])
            assert int(row["现积分"]) == balance >= 0
    ends = {phone: int(rows[-1]["现积分"]) for phone, rows in accounts.items()}
    agreeing = sum(points == int(listed[phone]["客户积分"]) for phone, points in ends.items())
    assert agreeing == facts["members_ending_at_the_listed_points"] == facts["members"] == len(accounts)
    sums: Counter[str] = Counter()
    for row in ledger:
        assert re.fullmatch(r"[+-][1-9]\d*", row["变动积分"])
        sums[row["积分类型"]] += int(row["变动积分"])
    assert facts["earned_by_orders"] == sums["消费获得"]
    assert facts["earned_by_checkins"] == sums["签到获得"]
    assert facts["given"] == sums["活动赠送"]
    assert -facts["burnt"] == sums["积分抵现"] + sums["积分兑换"]
    assert -facts["expired"] == sums["积分过期"]
    assert facts["opening"] == sum(int(rows[0]["原积分"]) for rows in accounts.values())
    assert facts["closing"] == sum(ends.values()) == facts["opening"] + sums.total()


def test_points_are_earned_by_yuan_and_by_checkin(ledger: list[Row], events: list[Row]) -> None:
    earned: Counter[str] = Counter()
    for row in ledger:
        if row["积分类型"] == "消费获得":
            earned[row["手机号码"]] += int(row["变动积分"])
    due: Counter[str] = Counter()
    members = {row["手机号码"] for row in ledger}
    for row in rows_of("youzan_orders_20260101.csv"):
        if row["买家付款时间"] >= "2025" and row["买家手机号"] in members:
            due[row["买家手机号"]] += int(Decimal(row["订单实付金额"]) - Decimal(row["订单已退款金额"]))
    assert earned == Counter({phone: points for phone, points in due.items() if points})
    checkins = {(row["user_id"], row["time"], "+5") for row in events if row["action"] == "checkin"}
    assert checkins == {
        (row["手机号码"], row["变更时间"], row["变动积分"]) for row in ledger if row["积分类型"] == "签到获得"
    }


def runs_out(row: Row) -> str:
    """When points that were given away are worth nothing: the end of the next month."""
    at = moment(row["变更时间"])
    year, month = divmod(at.year * 12 + at.month + 1, 12)
    return str(dt.datetime(year, month + 1, 1) - dt.timedelta(seconds=1))


def test_points_run_out_as_oldest_first_leaves_them(ledger: list[Row]) -> None:
    for rows in per_member(ledger).values():
        # [points left, when they run out]
        lots: list[list[Any]] = [[int(rows[0]["原积分"]), "never"]]
        for row in rows:
            overdue = sum(left for left, end in lots if end < row["变更时间"])
            assert not overdue, row
            delta = int(row["变动积分"])
            if row["积分类型"] == "积分过期":
                assert -delta == sum(left for left, end in lots if end == row["变更时间"])
                lots = [lot for lot in lots if lot[1] != row["变更时间"]]
            elif delta > 0:
                lots.append([delta, runs_out(row) if row["积分类型"] in ("签到获得", "活动赠送") else "never"])
            for lot in lots if delta < 0 and row["积分类型"] != "积分过期" else []:
                used = min(lot[0], -delta)
                lot[0] -= used
                delta += used
        assert not sum(left for left, end in lots if end < "2026-01-01")


def test_reviews_hold_what_was_planted(truth: Truth, reviews: list[Row]) -> None:
    facts = truth["reviews"]
    assert len(reviews) == facts["reviews"]
    assert Counter(row["评价分类"] for row in reviews) == facts["labels"]
    assert sum(row["评论"] == "此用户没有填写评价。" for row in reviews) == facts["nothing_said"]
    assert sum(bool(row["追评内容"]) for row in reviews) == facts["with_more_said_later"]
    assert all(row["追评时间"] > row["评价时间"] for row in reviews if row["追评内容"])
    assert sum("敏感肌" in row["评论"] for row in reviews) == facts["mentioning_敏感肌"] > 30
    for phrase, expected in facts["misleading_phrases"].items():
        labels = Counter(row["评价分类"] for row in reviews if phrase in row["评论"])
        assert labels.total() == expected["reviews"] > 0
        assert expected["is_praise"] or not labels["好评"], phrase
    assert all(re.fullmatch(r".\*\*.", row["昵称"]) for row in reviews)
    products = {row["商品id"]: row["颜色分类"] for row in reviews}
    assert products.keys() == facts["products"].keys()
    assert all(name.split(" ", 1)[1] in products[number] for number, name in facts["products"].items())


def test_cream_leaks_since_september(truth: Truth, reviews: list[Row]) -> None:
    facts = truth["reviews"]["leaking_cream"]
    cream = [row for row in reviews if row["商品id"] == facts["product_id"]]
    for name, is_after in (("reviewed_before", False), ("reviewed_from_then_on", True)):
        here = [row for row in cream if (row["评价时间"] >= facts["first_order_on"]) is is_after]
        leaking = sum("瓶口漏液" in row["评论"] for row in here)
        assert facts[name] == {"reviews": len(here), "leaking": leaking, "rate": rate(leaking, len(here))}
    assert facts["reviewed_from_then_on"]["rate"] > 0.3 > 0.1 > facts["reviewed_before"]["rate"]


def test_talks_say_who_has_sensitive_skin(truth: Truth) -> None:
    facts = truth["chats"]
    talks: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows_of("service_chats_2025.csv"):
        talks[row["会话ID"]].append(row)
    said = {number: "".join(row["内容"] for row in rows if row["发送方"] == "客户") for number, rows in talks.items()}
    everything = {number: "".join(row["内容"] for row in rows) for number, rows in talks.items()}
    assert (len(talks), sum(map(len, talks.values()))) == (facts["talks"], facts["messages"])
    assert sum(bool(rows[0]["手机号"]) for rows in talks.values()) == facts["with_a_phone"]
    denied = {number for number, text in said.items() if "不是敏感肌" in text}
    is_so = {number for number, text in said.items() if "敏感肌" in text} - denied
    mentioned = {number for number, text in everything.items() if "敏感肌" in text}
    assert len(mentioned) == facts["mentioning_敏感肌"]
    assert (len(is_so), len(denied)) == (facts["customer_says_敏感肌"], facts["customer_denies_敏感肌"])
    assert len(mentioned - is_so - denied) == facts["only_staff_says_敏感肌"]
    complaints = [
        rows for number, rows in talks.items() if "差差差差" in said[number] or "没人接" in said[number]
    ]  # fmt: skip
    assert len(complaints) == facts["topics"]["投诉"]
    autumn = sum("2025-09-20" <= rows[0]["发送时间"] < "2025-10-12" for rows in complaints)
    assert autumn == facts["complaints_from_0920_to_1012"] > len(complaints) / 2


def test_few_people_bring_most_of_the_invited(
    truth: Truth, listed: dict[str, Row], ordered: dict[str, list[dt.datetime]]
) -> None:
    rows, facts = rows_of("referrals_2025.csv"), truth["referrals"]
    brought = Counter(row["邀请人手机号"] for row in rows)
    inviter_of = {row["被邀请人手机号"]: row["邀请人手机号"] for row in rows}
    assert len(inviter_of) == len(rows) == facts["referrals"]
    assert len(brought) == facts["inviters"]
    assert {phone: brought[phone] for phone in facts["top_inviters"]} == facts["top_inviters"]
    assert rate(sum(facts["top_inviters"].values()), len(rows)) == facts["share_of_top_inviters"] > 0.5
    assert sorted(facts["top_inviters"].values(), reverse=True) == sorted(brought.values(), reverse=True)[:6]
    assert sum(bool(ordered.get(phone)) for phone in inviter_of) == facts["invited_with_a_valid_order"]
    for row in rows:
        inviter, invited = (listed[row[name]]["成为客户时间"] for name in ("邀请人手机号", "被邀请人手机号"))
        assert inviter < row["邀请时间"] < invited
    chains = [inviter_of.get(inviter, "") != "" for inviter in inviter_of.values()]
    assert facts["longest_chain"] == 1 + any(chains)


def test_competitor_sheet_has_a_title_numbers_and_rounded_sales(truth: Truth) -> None:
    sheet = openpyxl.load_workbook(SAMPLE / "competitor_watch_2025q4.xlsx").active
    assert sheet is not None
    title, header, *values = list(sheet.iter_rows(values_only=True))
    assert [cell for cell in title if cell] == ["护肤竞品监测表（2025年第四季度，仅供内部参考）"]
    rows = [dict(zip(map(str, header), each, strict=True)) for each in values]
    facts = truth["market"]
    assert len(rows) == facts["facts"]
    cream = [row for row in rows if row["商品"] == "面霜"]
    own = [row for row in cream if row["品牌"] == "例禾"]
    assert {str(row["采集日期"]): row["评分"] for row in own} == facts["cream_rating"]
    last = [row for row in cream if row["采集日期"] == "2025-12-20"]
    prices = {str(row["品牌"]): float(str(row["价格(元)"])) for row in last}
    assert prices.pop("例禾") == facts["cream_price"]
    assert statistics.median(prices.values()) == facts["median_cream_price_of_others"]
    assert all(re.fullmatch(r"\d+\+|\d+(\.\d)?万\+", str(row["月销"])) for row in rows)
    assert any("万" in str(row["月销"]) for row in rows)
