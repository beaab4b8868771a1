"""What people of other lands said about being contacted: every no is heard, and only a known yes is one."""

from pathlib import Path

import pytest

from insight.ingest import examine
from insight.ingest.recognise.register import days_that_are_none
from insight.warehouse.consent import is_known_refusal, is_no_day, meaning_of, speaks_of_will
from tests.ingest.tried_out import rows
from tests.uploads import new_workspace, upload, write

NO = {"denied", "withdrawn"}

REFUSED = """
SMS수신거부=Y; 마케팅 수신동의=미동의; 이메일 수신여부=수신거부; 광고성 정보 수신=거부; DM발송=안함
Baja comercial=20/04/2024; Acepta publicidad=NO; No contactar=Sí; Dado de baja=Sí; Consentimiento=Revocado
Opposition démarchage=Oui; Désabonné=Oui; Ne pas contacter=Oui; Liste rouge=Oui; Accepte les SMS=Non
Désinscrit le=20/04/2024
Massen-E-Mails nicht zulassen=Nicht zulassen; Newsletter=abgemeldet; Werbesperre=ja; Werbewiderspruch=ja
Keine Werbung=ja
Kontaktsperre=ja; Abgemeldet am=20.04.2024; Werbeeinwilligung=widerrufen
Descadastrado em=20/04/2024; Não perturbe=Sim
Aceita receber e-mails=Não; Disiscritto=Sì; Consenso marketing=NO; Non contattare=Sì; Rifiuta pubblicità=Sì
メルマガ配信=希望しない; DM発送可否=不可; 配信停止=1; メール受信可否=拒否; 退会日=2024/04/20; DM=不要; メルマガ購読=解除
お知らせメール=受け取らない; Nieuwsbrief=nee; Uitgeschreven=ja; Согласие на рассылку=Нет; Отписан=Да; Не звонить=Да
Zgoda na marketing=Nie; Wypisany=Tak; Đồng ý nhận tin=Không; Từ chối nhận tin=Có; ยินยอมรับข่าวสาร=ไม่ยินยอม
Setuju menerima promosi=Tidak; Kampanya izni=Hayır; İYS durumu=RET
Do not allow Bulk Emails=Do Not Allow; deleted_at=2024-03-15
"""

AGREED = """
마케팅 수신동의=동의; Acepta publicidad=SÍ; Newsletter=ja; Consenso marketing=Sì; メルマガ配信=希望する; DM発送可否=可
お知らせメール=受け取る; Nieuwsbrief=ja; Согласие на рассылку=Да; Zgoda na marketing=Tak; Kampanya izni=Evet; メルマガ=○
"""

TAKEN_BACK = """
SMS수신거부=N; 配信停止=0; Werbesperre=nein; Blacklisted=Non
Massen-E-Mails nicht zulassen=Zulassen; Opposition démarchage=Non
Do not allow Bulk Emails=Allow; deleted_at=; Liste rouge=Non; Descadastrado=Não; 是否删除=否
"""

NOT_ASKED = (
    "連絡先; 発送ステータス; 送付先名; メールアドレス; 文案内容; 答案内容; 주소; 휴대폰번호; Fecha de alta; "
    "Lieferung; Adresse e-mail; "
    "(Do Not Modify) Modified On; opt in datetime; Estado; Observaciones; Bestelldatum; ギフト包装"
)


def said(text: str) -> list[tuple[str, str]]:
    pairs = (pair.strip().split("=") for line in text.strip().splitlines() for pair in line.split(";"))
    return [(header, cell) for header, cell in pairs]


def test_a_no_is_heard_in_the_words_of_every_land() -> None:
    unheard = [
        (header, cell)
        for header, cell in said(REFUSED)
        if not speaks_of_will(header) or meaning_of(header, cell).will not in NO
    ]
    assert unheard == []


def test_a_yes_is_heard_in_the_words_of_every_land_and_only_for_what_it_names() -> None:
    assert [each for each in said(AGREED) if meaning_of(*each).will != "granted"] == []
    assert meaning_of("Newsletter", "ja").purposes == ("marketing",)
    assert meaning_of("Newsletter", "vielleicht").will == "unclear"


def test_a_no_to_a_refusal_refuses_nothing() -> None:
    assert [(each, meaning_of(*each).will) for each in said(TAKEN_BACK) if meaning_of(*each).will != "silent"] == []


def test_to_allow_takes_a_refusal_to_allow_away_and_no_other() -> None:
    assert meaning_of("Do not allow Bulk Emails", "Allow").will == "silent"
    for header, cell in (
        ("Do not contact", "Allow"),
        ("Do not contact", "allowed"),
        ("Do not allow mails", "Do Not Allow"),
    ):
        assert meaning_of(header, cell).will in NO


def test_other_columns_of_those_languages_do_not_ask() -> None:
    assert [header for header in NOT_ASKED.split("; ") if speaks_of_will(header)] == []


def test_a_note_that_refuses_contact_is_heard_under_any_header() -> None:
    notes = (
        "Désabonnée",
        "Bitte nicht anrufen",
        "dado de baja",
        "配信停止希望",
        "수신거부",
        "отписался",
        "Não ligar à noite",
    )
    assert [note for note in notes if not is_known_refusal(note)] == []
    assert not any(is_known_refusal(note) for note in ("Baja California", "mag nicht warten", "配送中", "отличный"))


@pytest.mark.parametrize(
    "day",
    [
        *("0000-00-00", "0000-00-00 00:00:00", "0001-01-01T00:00:00", "1970-01-01 08:00:00"),
        *("1900-01-00", "00/00/0000", "12/31/9999", "9999-12-31"),
    ],
)
def test_a_day_that_programs_write_for_none_refuses_nothing(day: str) -> None:
    assert is_no_day(day, "unsubscribed_at")
    assert meaning_of("unsubscribed_at", day).will == "silent"


def test_a_real_day_is_a_refusal_however_old() -> None:
    for day in ("1970-01-02", "2000-01-01", "1999-12-31", "2024-01-00"):
        assert not is_no_day(day, "unsubscribed_at")
    assert meaning_of("unsubscribed_at", "2000-01-01 00:00:00").will == "withdrawn"


@pytest.mark.parametrize("words", ["Blocked until", "拒收截止日期", "营销屏蔽至", "Werbesperre bis", "opt_out_expires"])
def test_what_is_refused_for_ever_is_no_missing_day(words: str) -> None:
    for day in ("9999-12-31", "31.12.9999", "9999-12-31 00:00:00"):
        assert not is_no_day(day, words)
        assert meaning_of(words, day).will in ("unclear", "withdrawn")
    assert meaning_of(words, "1970-01-01").will == "silent"


def test_days_that_are_none_are_said_with_their_rows(tmp_path: Path) -> None:
    text = rows(
        "email,name,退订时间", "a@x.com,Ann,0000-00-00", "b@x.com,Bob,2024-03-15 22:00", "c@x.com,Cat,0000-00-00"
    )
    (draft,) = examine(write(tmp_path, "f.csv", text))
    assert draft.table is not None
    (told,) = days_that_are_none(draft.table)
    assert told in draft.assumptions
    assert (told.what, told.value, told.column, told.rows) == ("no_day", "0000-00-00", "退订时间", 2)


def test_of_a_list_of_addresses_and_days_only_those_with_a_day_refused(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    upload(
        warehouse, write(tmp_path, "f.csv", rows("email,unsubscribed_at", "a@x.com,0000-00-00", "b@x.com,2024-03-15"))
    )
    upload(warehouse, write(tmp_path, "g.csv", rows("email,Abgemeldet am", "c@x.com,", "d@x.com,15.03.2024")))
    found = warehouse.query("SELECT DISTINCT email FROM staging.consents WHERE status <> 'granted' ORDER BY 1")
    assert list(found["email"]) == ["b@x.com", "d@x.com"]
