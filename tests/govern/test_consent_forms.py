"""More than 150 ways to say yes and no, through the real import: a file, its staging, the list."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from insight.govern.consent_questions import questions
from insight.warehouse import DuckWarehouse
from insight.warehouse.consent import meaning_of, speaks_of_will
from tests.consent_shop import mail_of, on_list, phone_of, reasons, shop_of, take

REGISTER = "手机号,用途,状态,时间\n"
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Said:
    """One row of a register that a member's yes to marketing meets; `reason` is why they are on no list then."""

    purpose: str
    status: str
    at: str
    reason: str | None


@dataclass(frozen=True)
class InColumn:
    """One cell of a list that a member's yes meets; `kind` names the form of the list."""

    kind: str
    header: str
    cell: str
    reason: str | None


def table(name: str) -> list[list[str]]:
    """The rows of a table of cases, without its header."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()[1:]
    return [line.split("\t") for line in lines]


def reason(cell: str) -> str | None:
    return None if cell == "–" else cell


ROWS = [Said(words, said, at, reason(why)) for words, said, at, why in table("consent_register.tsv")]
COLUMNS = [InColumn(kind, header, cell, reason(why)) for kind, header, cell, why in table("consent_columns.tsv")]
UNDATED = "2025-06-01 12:00:00"
"""The moment of rows whose date is not what they are about; a word in it says otherwise."""

FORMS = {
    "members": ("会员编号,姓名,手机号", "M{n},会员{n},{phone}", 8),
    "contacts": ("Contact ID,First Name,Last Name,Email", "{n},A,B,{mail}", 8),
    "phones": ("手机号", "{phone}", 1),
    "mails": ("email", "{mail}", 1),
}
"""What a list says besides, of each member, and how many columns of will a file of it has in this test."""


def files_of(kind: str) -> Iterator[str]:
    """Lists of a form, each with a few of the columns, one member a cell."""
    before, naming, most = FORMS[kind]
    headers = list(dict.fromkeys(row.header for row in COLUMNS if row.kind == kind))
    for start in range(0, len(headers), most):
        some = headers[start : start + most]
        lines = [",".join((before, *some))]
        for n, row in enumerate(COLUMNS, 1):
            if row.kind == kind and row.header in some:
                cells = [row.cell if header == row.header else "" for header in some]
                lines.append(",".join((naming.format(n=n, phone=phone_of(n), mail=mail_of(n)), *cells)))
        yield "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    """Each row in a register of its own form of date, one member a row."""
    folder = tmp_path_factory.mktemp("register")
    warehouse = shop_of(folder, len(ROWS))
    by_form: dict[str, list[str]] = {}
    for number, row in enumerate(ROWS, 1):
        cells = (phone_of(number), row.purpose, row.status, "" if row.at == "none" else row.at or UNDATED)
        by_form.setdefault(row.at, []).append(",".join(f'"{cell}"' for cell in cells))
    for place, lines in enumerate(by_form.values()):
        refused = take(warehouse, folder, f"register{place}.csv", REGISTER + "\n".join(lines) + "\n")
        assert refused is None, (lines, refused)
    return warehouse


def test_there_are_enough_ways() -> None:
    assert len(ROWS) >= 150
    assert len(COLUMNS) >= 60


@pytest.mark.slow("imports files again and again")
def test_every_way_to_say_yes_and_no_in_a_register_is_heard(register: DuckWarehouse) -> None:
    found = reasons(register)
    wrong = {(row.purpose, row.status, row.at): found[n] for n, row in enumerate(ROWS, 1) if found[n] != row.reason}
    assert wrong == {}


@pytest.mark.slow("imports files again and again")
def test_what_is_not_understood_is_on_no_list_at_all_and_asks(register: DuckWarehouse) -> None:
    unclear = {number for number, row in enumerate(ROWS, 1) if row.reason == "unclear"}
    for purpose in ("marketing", "service", "survey"):
        assert not unclear & on_list(register, purpose)
    asked = {(question.words, question.said) for question in questions(register)}
    assert {(row.purpose, row.status) for row in ROWS if row.reason == "unclear"} <= asked
    assert all(question.people == 1 and question.first_file.startswith("register") for question in questions(register))


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    """Lists of every form, among whose columns a few speak of will."""
    folder = tmp_path_factory.mktemp("lists")
    warehouse = shop_of(folder, len(COLUMNS))
    for kind in FORMS:
        for place, text in enumerate(files_of(kind)):
            assert take(warehouse, folder, f"{kind}{place}.csv", text) is None, text
    return warehouse


@pytest.mark.slow("imports files again and again")
def test_every_column_of_a_list_that_speaks_of_will_is_heard(lists: DuckWarehouse) -> None:
    found = reasons(lists)
    wrong = {row: found[n] for n, row in enumerate(COLUMNS, 1) if found[n] != row.reason}
    assert wrong == {}


@pytest.mark.one_in(5)
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("黑名单.csv", "手机号\n{phone}\n"),
        ("退订名单20250301.csv", "{phone}\n13900000000\n"),
        ("投诉名单.csv", "客户手机号,投诉日期\n{phone},2025-03-01\n"),
        ("拒收用户.csv", "会员编号,渠道\nM1,短信\n"),
        ("suppression_bounces.csv", "email,reason,created\n{mail},550 unknown,1735800000\n"),
        ("Unsubscribes March.csv", "Email,First Name,Campaign\n{mail},A,Spring\n"),
        ("global-suppressions.csv", "email\n{mail}\n"),
        ("do_not_contact.csv", "phone\n{phone}\n"),
        (
            "unsubscribed_members_export_1.csv",
            "Email Address,First Name,MEMBER_RATING,OPTIN_TIME,LEID,EUID\n{mail},A,2,2024-01-01 00:00:00,1,x\n",
        ),
        (
            "cleaned_members_export_1.csv",
            "Email Address,First Name,MEMBER_RATING,OPTIN_TIME,LEID,EUID\n{mail},A,2,2024-01-01 00:00:00,1,x\n",
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
