"""A no names its person in whatever form a register writes phones and addresses."""

from pathlib import Path

import pytest

from insight.settings import Settings
from insight.warehouse import DuckWarehouse, open_workspace
from tests.consent_shop import mail_of, phone_of, reasons, shop_of, take

PHONES = (
    "+86 {phone}",
    "0086{phone}",
    "86-{phone}",
    "+86(0){phone}",
    "（+86）{phone}",
    "{head} {middle} {tail}",
    "{head}-{middle}-{tail}",
    "{head}.{middle}.{tail}",
    "'{phone}",
    "{phone}.0",
    "tel:{phone}",
    "电话：{phone}",
    "{phone}（妈妈）",
    " {phone}\u200b",
    '=""{phone}""',
    "{phone}/13912345678",
    "13912345678 {phone}",
    "{head}****{tail}",
    "+86{head}****{tail}",
    "+86 {head} **** {tail}",
    "{head}xxxx{tail}",
    "{head}＊＊＊＊{tail}",
    "{head}□□□□{tail}",
    "{head}....{tail}",
    "{head}----{tail}",
    "{head}-****-{tail}",
    "{head}{middle}****",
    "尾号{tail}",
    "ending in {tail}",
)
MAILS = (
    "{MAIL}",
    " {mail} ",
    "<{mail}>",
    "mailto:{mail}",
    "Ann <{mail}>",
    "{mail};x@y.example",
    "{wide}",
    "{mail}.",
    "'{mail}",
    "{name}+news@{host}",
    "{name}**@{host}",
)


def written(form: str, number: int) -> str:
    """A phone or an address of a member in a form."""
    phone, mail = phone_of(number), mail_of(number)
    name, host = mail.split("@")
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign.isalpha() or sign == "@" else sign for sign in mail)
    digits = {"phone": phone, "head": phone[:3], "middle": phone[3:7], "tail": phone[7:]}
    return form.format(**digits, mail=mail, MAIL=mail.upper(), name=name, host=host, wide=wide)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    folder = tmp_path_factory.mktemp("names")
    warehouse = shop_of(folder, len(PHONES) + len(MAILS) + 1)
    phones = [written(form, number) for number, form in enumerate(PHONES, 1)]
    mails = [written(form, number) for number, form in enumerate(MAILS, len(PHONES) + 1)]
    others = [f"139{n:08}" for n in range(100)]
    for header, names in (("手机号", phones + others), ("email", mails)):
        rows = "".join(f'"{name}",短信营销,退订,2025-06-01 12:00:00\n' for name in names)
        assert take(warehouse, folder, f"{header}.csv", f"{header},用途,状态,时间\n{rows}") is None
    return warehouse


def test_a_no_by_a_phone_or_an_address_in_any_form_is_the_persons_no(shop: DuckWarehouse) -> None:
    found = reasons(shop)
    forms = (*PHONES, *MAILS)
    assert {form for number, form in enumerate(forms, 1) if found[number] != "withdrawn"} == set()
    assert found[len(forms) + 1] is None


def test_a_yes_never_travels_over_what_stands_behind_a_plus(tmp_path: Path) -> None:
    warehouse = open_workspace("consent", Settings(home=tmp_path))
    take(warehouse, tmp_path, "members.csv", f"会员编号,姓名,邮箱\nM1,甲,{mail_of(1)}\nM2,乙,{mail_of(2)}\n")
    name, host = mail_of(1).split("@")
    take(
        warehouse,
        tmp_path,
        "yes.csv",
        f"email,purpose,status,time\n{name}+a@{host},marketing,yes,2025-06-01 12:00:00\n",
    )
    assert reasons(warehouse)[1] == "never_asked"


def test_a_member_who_is_known_by_a_hidden_phone_alone_is_meant_by_it(tmp_path: Path) -> None:
    warehouse = open_workspace("consent", Settings(home=tmp_path))
    members = f"M1,甲,138****0001,{mail_of(1)},是\nM2,乙,138****0002,{mail_of(2)},是\n"
    take(warehouse, tmp_path, "members.csv", f"会员编号,姓名,手机号,邮箱,接受营销短信\n{members}")
    take(warehouse, tmp_path, "no.csv", "手机号,用途,状态,时间\n138***0001,短信营销,退订,2025-06-01 12:00:00\n")
    assert reasons(warehouse) == {1: "withdrawn", 2: None}


def test_a_no_of_a_mailbox_is_one_of_whoever_is_known_by_a_note_behind_its_plus(tmp_path: Path) -> None:
    warehouse = open_workspace("consent", Settings(home=tmp_path))
    name, host = mail_of(1).split("@")
    members = f"M1,甲,{name}+shop@{host},是\nM2,乙,{mail_of(2)},是\n"
    take(warehouse, tmp_path, "members.csv", f"会员编号,姓名,邮箱,接受营销邮件\n{members}")
    take(warehouse, tmp_path, "no.csv", f"email,purpose,status,time\n{mail_of(1)},marketing,no,2025-06-01 12:00:00\n")
    assert reasons(warehouse) == {1: "denied", 2: None}
