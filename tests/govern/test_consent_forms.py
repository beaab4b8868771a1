"""More than 150 ways to say yes and no, through the real import: a file, its staging, the list."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from insight.govern.consent_questions import questions
from insight.warehouse import DuckWarehouse
from insight.warehouse.consent import meaning_of, speaks_of_will
from tests.consent_shop import mail_of, on_list, phone_of, reasons, shop_of, take

REGISTER = "手机号,用途,状态,时间\n"


@dataclass(frozen=True)
class Said:
    """One row of a register that a member's yes to marketing meets; `reason` is why they are on no list then."""

    purpose: str
    status: str
    reason: str | None
    at: str = "2025-06-01 12:00:00"


WITHDRAWN = [
    *(Said("短信营销", word, "withdrawn") for word in (
        "退订", "已退订", "退訂", "取消订阅", "取消訂閱", "撤回", "已撤回", "撤销同意", "撤銷", "取消授权", "已取消", "关闭", "關閉", "停止",
        "拉黑", "黑名单", "黑名單", "屏蔽", "已屏蔽", "投诉", "TD", "td", "T", "R", "退", "回T退订",
        "withdrawn", "Withdrawn", "WITHDRAWN", "revoked", "unsubscribed", "UNSUBSCRIBED", "Unsubscribe", "opt-out", "Opt Out",
        "opted_out", "OPTED OUT", "optout", "suppressed", "SUPPRESSED", "stop", "STOP", "bounced", "hard bounce", "Hard-Bounce",
        "spam complaint", "complained", "cleaned", "blacklisted", "blocked", "blocklisted", "GDPR erased", "redacted", "cancelled",
    )),
    *(Said(words, "是", "withdrawn") for words in (
        "拒收营销短信", "拒收营销簡訊", "不接收推广", "不接受营销", "退订", "退订营销短信", "勿扰", "免打扰", "免打擾", "屏蔽营销", "黑名单", "谢绝推广",
        "不再接收优惠信息", "拒絕營銷", "取消订阅", "请勿联系", "禁止营销", "不允许营销",
    )),
    *(Said(words, yes, "withdrawn") for words, yes in (
        ("拒收营销短信", "√"), ("拒收营销短信", "1"), ("拒收营销短信", "true"), ("拒收营销短信", "Y"), ("拒收营销短信", "已拒收"), ("不接收推广", "✅"),
        ("no marketing", "yes"), ("No promotions", "TRUE"), ("Opt out of emails", "yes"), ("opt-out", "1"), ("Do not contact", "Yes"),
        ("Do not email", "granted"), ("DO NOT CALL", "Y"), ("don't send marketing", "yes"), ("Unsubscribe from newsletter", "true"),
        ("stop marketing", "agreed"), ("never email me", "yes"), ("Suppress", "yes"), ("blacklist", "✓"), ("refuse marketing", "yes"),
    )),
]  # fmt: skip

DENIED = [
    *(Said("短信营销", word, "denied") for word in (
        "否", "不", "不同意", "未同意", "拒绝", "已拒绝", "拒絕", "拒收", "不接受", "不愿意", "不允许", "未授权", "勿扰", "免打扰", "请勿打扰", "不要发",
        "别再发了", "✗", "❌", "×", "👎", "no", "NO", "No.", "n", "false", "FALSE", "0", "denied", "declined", "refused",
        "rejected", "disagree", "not granted", "NOT_SUBSCRIBED", "NEVER_SUBSCRIBED", "never subscribed", "do not contact", "DNC",
        "not interested", "yes but no", "N", "ｎｏ", "ＮＯ", "不感兴趣",
    )),
]  # fmt: skip

UNCLEAR = [
    *(Said("短信营销", word, "unclear") for word in (
        "再说", "待定", "maybe", "pending", "?!a", "看情况", "部分同意", "2", "x", "unknown", "同意?部分", "ask again", "联系不上", "1/2", "同意不", "是或否",
    )),
    Said("拒收营销短信", "撤回", "unclear"),
    Said("拒收营销短信", "随便", "unclear"),
]  # fmt: skip

STILL_YES = [
    *(Said("短信营销", word, None) for word in (
        "同意", "已同意", "是", "是的", "接受", "愿意", "允许", "授权", "訂閱", "已订阅", "开启", "√", "✓", "✔️", "☑", "✅", "yes", "YES", "Yes!", "y", "true",
        "TRUE", "1", "1.0", "granted", "accepted", "subscribed", "SUBSCRIBED", "opt-in", "Opted In", "opted_in", "ｙｅｓ", "  同意 ", "“同意”", "同意接收营销短信",
    )),
    *(Said(words, word, None) for words, word in (
        ("拒收营销短信", "否"), ("拒收营销短信", "no"), ("不接收推广", "0"), ("opt out of marketing", "false"), ("黑名单", "无"), ("短信营销", "未退订"),
        ("隐私政策", "同意"), ("服务通知（不含营销）", "同意"), ("会员消息推送", "退订"), ("问卷调研", "拒绝"),
    )),
]  # fmt: skip

DATED = [
    *(Said("短信营销", "退订", "withdrawn", at) for at in (
        "2025-06-01", "2025/6/1", "2025年6月1日", "2025.06.01", "20250601", "2025-06-01T08:00:00Z", "Jun 1, 2025", "1 June 2025 10:05",
        "45809", "1748736000", "", "去年夏天", "n/a", "2027-01-01", "2025-01-01",
    )),
    Said("短信营销", "退订", None, "2024-12-31 23:59:59"),
    Said("短信营销", "退订", None, "2024-12-31"),
    Said("短信营销", "退订 2025-06-01", "withdrawn", ""),
    Said("短信营销", "已于2025年6月1日退订", "withdrawn", ""),
]  # fmt: skip

ROWS = [*WITHDRAWN, *DENIED, *UNCLEAR, *STILL_YES, *DATED]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    """Each row in a register of its own form of date, one member a row."""
    folder = tmp_path_factory.mktemp("register")
    warehouse = shop_of(folder, len(ROWS))
    by_form: dict[str, list[str]] = {}
    for number, row in enumerate(ROWS, 1):
        form = row.at if row in DATED else ""
        cells = (phone_of(number), row.purpose, row.status, row.at)
        by_form.setdefault(form, []).append(",".join(f'"{cell}"' for cell in cells))
    for place, lines in enumerate(by_form.values()):
        refused = take(warehouse, folder, f"register{place}.csv", REGISTER + "\n".join(lines) + "\n")
        assert refused is None, (lines, refused)
    return warehouse


def test_there_are_enough_ways() -> None:
    assert len(ROWS) >= 150
    assert len(COLUMNS) >= 60


def test_every_way_to_say_yes_and_no_in_a_register_is_heard(register: DuckWarehouse) -> None:
    found = reasons(register)
    wrong = {(row.purpose, row.status, row.at): found[n] for n, row in enumerate(ROWS, 1) if found[n] != row.reason}
    assert wrong == {}


def test_what_is_not_understood_is_on_no_list_at_all_and_asks(register: DuckWarehouse) -> None:
    unclear = {number for number, row in enumerate(ROWS, 1) if row.reason == "unclear"}
    for purpose in ("marketing", "service", "survey"):
        assert not unclear & on_list(register, purpose)
    asked = {(question.words, question.said) for question in questions(register)}
    assert {(row.purpose, row.status) for row in UNCLEAR} <= asked
    assert all(question.people == 1 and question.first_file.startswith("register") for question in questions(register))


MEMBERS = "会员编号,姓名,手机号,{header}\nM{n},会员{n},{phone},{cell}\n"
CONTACTS = "Contact ID,First Name,Last Name,Email,{header}\n{n},A,B,{mail},{cell}\n"
NOBODY_NEW = "手机号,{header}\n{phone},{cell}\n"
MAILS = "email,{header}\n{mail},{cell}\n"

COLUMNS: list[tuple[str, str, str, str | None]] = [
    *((MEMBERS, header, cell, "withdrawn") for header, cell in (
        ("拒收短信", "是"), ("拒收短信", "1"), ("拒收短信", "√"), ("是否退订", "是"), ("是否退訂", "是"), ("退订状态", "已退订"), ("免打扰", "是"), ("免打扰", "开启"),
        ("黑名单", "是"), ("是否黑名单", "Y"), ("拉黑", "1"), ("拉黑时间", "2025-03-01 10:00"), ("退订时间", "2025/3/1"), ("退订日期", "2025年3月1日"), ("勿扰", "TRUE"),
        ("不再联系", "是"), ("不接收推广", "✅"), ("屏蔽营销短信", "是"), ("退订原因", "太频繁"), ("取消关注时间", "2025-03-01"), ("投诉", "是"), ("客户状态", "已拉黑"),
        ("标签", "高价值;黑名单"), ("接受推送", "退订"),
    )),
    *((MEMBERS, header, cell, "denied") for header, cell in (
        ("接受推送", "否"), ("备注类型", "勿扰"), ("接收营销短信", "否"), ("是否接受营销", "不同意"), ("营销授权", "未授权"), ("短信授权", "×"), ("是否同意营销", "❌"), ("营销订阅状态", "0"),
    )),
    *((MEMBERS, header, cell, "unclear") for header, cell in (
        ("营销授权", "待定"), ("是否接收短信", "看情况"), ("拒收短信", "可能"), ("订阅状态", "3"), ("免打扰", "半天"),
    )),
    *((MEMBERS, header, cell, None) for header, cell in (
        ("拒收短信", "否"), ("是否退订", "否"), ("黑名单", "无"), ("免打扰", "0"), ("退订时间", ""), ("接受推送", "是"), ("会员等级", "不活跃"), ("备注", "不要香菜"),
        ("拒收订单数", "3"), ("退订状态", "正常"),
    )),
    *((CONTACTS, header, cell, "withdrawn") for header, cell in (
        ("Unsubscribed", "TRUE"), ("Unsubscribed", "yes"), ("Email Opt Out", "1"), ("HasOptedOutOfEmail", "true"), ("Do not contact", "Yes"), ("DoNotCall", "1"),
        ("suppressed", "Y"), ("bounced", "true"), ("Hard Bounce", "yes"), ("complaint", "1"), ("cleaned", "yes"), ("GDPR erased", "yes"),
        ("Unsubscribed at", "2025-03-01T10:00:00Z"), ("Unsubscribed from all email", "true"), ("opt_out_date", "03/15/2025"), ("Email blacklisted", "true"),
        ("Status", "Unsubscribed"), ("Member status", "cleaned"), ("Subscription Status", "SUPPRESSED"), ("Email Marketing Consent", "UNSUBSCRIBED"),
    )),
    *((CONTACTS, header, cell, "denied") for header, cell in (
        ("Accepts marketing", "no"), ("Accepts Email Marketing", "false"), ("Email Marketing Consent", "NEVER_SUBSCRIBED"), ("Marketing consent", "No"),
        ("Opt-in", "0"), ("Newsletter", "no"), ("Can email", "N"), ("SMS Marketing Consent", "NOT_SUBSCRIBED"),
    )),
    *((CONTACTS, header, cell, None) for header, cell in (
        ("Unsubscribed", "FALSE"), ("Email Opt Out", "0"), ("HasOptedOutOfEmail", "no"), ("Do not contact", ""), ("Accepts marketing", "yes"), ("Bounced", "n"),
        ("Country", "NO"),
    )),
    *((NOBODY_NEW, header, cell, "withdrawn") for header, cell in (
        ("是否退订", "是"), ("退订时间", "2025-03-01"), ("回复内容", "TD"), ("上行内容", "退订"), ("拒收短信", "1"), ("拉黑时间", "2025-03-01 00:00:00"),
    )),
    *((MAILS, header, cell, "withdrawn") for header, cell in (
        ("unsubscribed_at", "2025-03-01"), ("status", "unsubscribed"), ("opt_out", "1"), ("bounced", "true"), ("email_subscribe", "unsubscribed"),
    )),
]  # fmt: skip


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    """Each column in a list of its own, with one member."""
    folder = tmp_path_factory.mktemp("lists")
    warehouse = shop_of(folder, len(COLUMNS))
    for n, (form, header, cell, _reason) in enumerate(COLUMNS, 1):
        text = form.format(header=header, cell=cell, n=n, phone=phone_of(n), mail=mail_of(n))
        take(warehouse, folder, f"export{n}.csv", text)
    return warehouse


def test_every_column_of_a_list_that_speaks_of_will_is_heard(lists: DuckWarehouse) -> None:
    found = reasons(lists)
    wrong = {(COLUMNS[n - 1][1:3]): found[n] for n in found if found[n] != COLUMNS[n - 1][3]}
    assert wrong == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("黑名单.csv", "手机号\n{phone}\n"),
        ("退订名单20250301.csv", "{phone}\n13900000000\n"),
        ("投诉名单.csv", "客户手机号,投诉日期\n{phone},2025-03-01\n"),
        ("拒收用户.csv", "会员编号,渠道\nM1,短信\n"),
        ("suppression_bounces.csv", "email,reason,created\n{mail},550 unknown,1735700000\n"),
        ("Unsubscribes March.csv", "Email,First Name,Campaign\n{mail},A,Spring\n"),
        ("global-suppressions.csv", "email\n{mail}\n"),
        ("do_not_contact.csv", "phone\n{phone}\n"),
        (
            "unsubscribed_members_export_1.csv",
            "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,LEID,EUID\n{mail},A,B,2,2024-01-01 00:00:00,1,x\n",
        ),
        (
            "cleaned_members_export_1.csv",
            "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,LEID,EUID\n{mail},A,B,2,2024-01-01 00:00:00,1,x\n",
        ),
    ],
)
def test_a_file_whose_name_says_it_is_a_register_of_refusals(tmp_path: Path, name: str, text: str) -> None:
    warehouse = shop_of(tmp_path, 2)
    assert take(warehouse, tmp_path, name, text.format(phone=phone_of(1), mail=mail_of(1))) is None
    assert on_list(warehouse) == {2}


@pytest.mark.parametrize(
    "header",
    [
        "手机号",
        "会员等级",
        "首次关注时间",
        "OPTIN_TIME",
        "Email",
        "拒收订单数",
        "授权手机号",
        "Total Spent",
        "备注",
        "subscription plan",
    ],
)
def test_other_columns_speak_of_no_will(header: str) -> None:
    assert not speaks_of_will(header)


@pytest.mark.parametrize(
    ("words", "said", "purposes"),
    [
        ("拒收营销短信", "是", ("marketing",)),
        ("拒收短信", "是", ("marketing", "service", "survey")),
        ("接受推送", "否", ("marketing", "service", "survey")),
        ("会员消息推送", "退订", ("service",)),
        ("短信营销", "黑名单", ("marketing", "service", "survey")),
        ("问卷", "否", ("survey",)),
    ],
)
def test_a_no_is_about_what_its_words_name_and_about_everything_where_they_name_nothing(
    words: str, said: str, purposes: tuple[str, ...]
) -> None:
    assert meaning_of(words, said).purposes == purposes
