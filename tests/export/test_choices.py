"""A list in the form that was asked for, with everything its passport and the log say about it."""

import datetime as dt
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from workbook_readers import column

from insight.errors import ParameterError
from insight.export import EDIT_COLUMNS, ListChoices, list_bytes, write_list
from insight.export.workbook import write_workbook
from insight.govern import Asker, exported_people, exports
from insight.i18n import Language
from insight.warehouse import DuckWarehouse
from tests.consents import AT, everyone, phone, said, touched
from tests.workspaces import member, names, order, workspace

AWKWARD = ("O'Brien", "张𠮷", "=1+1", "+86", "<b>x</b>", "0123")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    people = [f"p{number}" for number in range(12)]
    return workspace(
        tmp_path_factory.mktemp("shop"),
        customers=[
            member(name, "2024-01-01", phone=phone(number), points=10.0 * number, owner_staff="李导购")
            | {"name": AWKWARD[number % 6], "tags": "VIP", "external_userid": f"wm{number}"}
            for number, name in enumerate(people)
        ],
        orders=[
            order(name, f"2025-1{number % 3}-02", 10 + number, order_id=f"69321693582930012{number:02d}")
            for number, name in enumerate(people)
        ],
        items=[
            {"order_id": f"69321693582930012{number:02d}", "line_no": "1", "product_name": name, "quantity": 1.0}
            for number in range(12)
            for name in (f"面霜 {number % 3}",)
        ],
        consents=[
            said(name, "denied" if number == 0 else "granted", "2025-01-01") for number, name in enumerate(people[:11])
        ],
        touches=[touched("p1", "2025-12-30")],
    )


def book(shop: DuckWarehouse, language: Language = "en", **choices: Any) -> dict[str, list[list[Any]]]:
    content = list_bytes(
        shop,
        everyone(),
        language=language,
        currency="CNY",
        exported_at=AT,
        choices=ListChoices(**choices),
        asker=Asker(by="li"),
    )
    sheets = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in sheets}


def said_on(passport: list[list[Any]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, content in passport[1:]:
        found.setdefault(name, []).append(content)
    return found


def test_a_contact_list_has_four_sheets_that_add_up(shop: DuckWarehouse) -> None:
    sheets = book(shop, purpose="marketing", control_share=0.2)
    assert list(sheets) == ["People", "Passport", "Left out", "Control group"]
    rows = {title: len(rows) - 1 for title, rows in sheets.items()}
    assert (rows["People"], rows["Left out"], rows["Control group"]) == (7, 3, 2)
    passport = said_on(sheets["Passport"])
    assert passport["How it adds up"] == ["7 on the list + 2 held back + 3 left out = 12 people found"]
    assert passport["Left out"] == [
        "1 person: Said no",
        "1 person: Never asked for this purpose",
        "1 person: Contacted in the last 7 days",
    ]
    assert passport["What it is for"][0].startswith("Marketing contact. Offers")
    assert passport["Who may be contacted"] == [
        "Only people who said yes to this, by their newest word known before 1 Jan 2026. Whoever said no, or never "
        "said anything, is left out"
    ]
    assert passport["Control group"][0].startswith("2 people (20%) are held back: do not contact them")
    assert passport["Control group"][0].endswith("within each RFM group (draw number 1)")
    assert "7 contacted and 2 held back" in passport["What this list can prove"][0]


def test_left_out_people_are_named_with_one_reason_and_without_their_contacts(shop: DuckWarehouse) -> None:
    header, *rows = book(shop, purpose="marketing")["Left out"]
    assert header == ["Customer ID", "Name", "Why left out", "On the list instead", "Their own words"]
    assert rows[0][4] == "“短信营销: denied” in rows.csv"
    assert [row[2] for row in rows] == ["Said no", "Never asked for this purpose", "Contacted in the last 7 days"]
    known = names(shop)
    assert [known[row[0]] for row in rows] == ["p0", "p11", "p1"]
    assert not any("1380000" in str(cell) for row in rows for cell in row)


def test_nobody_stands_on_two_sheets(shop: DuckWarehouse) -> None:
    sheets = book(shop, purpose="marketing", control_share=0.5)
    ids = [each for title in ("People", "Left out", "Control group") for each in column(sheets[title], "Customer ID")]
    assert len(ids) == len(set(ids)) == 12


def test_a_list_for_internal_analysis_has_people_and_passport_and_everybody(shop: DuckWarehouse) -> None:
    sheets = book(shop)
    assert list(sheets) == ["People", "Passport"]
    assert len(sheets["People"]) == 13


@pytest.mark.parametrize(
    ("preset", "header"),
    [
        ("sms", ["手机号", "姓名"]),
        ("wecom", ["企微外部联系人ID", "跟进员工", "姓名", "昵称", "标签", "客户ID"]),
        (
            "calls",
            [
                *("姓名", "手机号", "跟进员工", "RFM 分组", "当前阶段", "最常购买商品", "最近下单时间"),
                *("最近购买商品", "距上次消费天数", "积分", "有效订单数", "净消费金额（CNY）", "标签", "客户ID"),
            ],
        ),
    ],
)
def test_a_preset_has_the_columns_of_its_tool(shop: DuckWarehouse, preset: Any, header: list[str]) -> None:
    found = book(shop, "zh_CN", purpose="marketing", preset=preset, unmasked=True)["名单"]
    assert found[0] == header
    assert len(found) == 10


def test_an_sms_list_holds_whole_phones_as_text_only_when_asked(shop: DuckWarehouse) -> None:
    masked, whole = (book(shop, purpose="marketing", preset="sms", unmasked=each)["People"] for each in (False, True))
    assert {row[0] for row in whole[1:]} == {phone(number) for number in range(2, 11)}
    assert all(row[0].startswith("138****") for row in masked[1:])


def test_talking_points_are_the_last_order_the_days_since_and_the_points(shop: DuckWarehouse) -> None:
    header, *rows = book(shop, purpose="marketing", preset="calls")["People"]
    known = names(shop)
    found = {known[row[-1]]: dict(zip(header, row, strict=True)) for row in rows}
    assert found["p2"]["Bought last"] == "面霜 2"
    assert found["p2"]["Days since the last order"] == 30
    assert found["p4"]["Days since the last order"] == 60
    assert found["p10"]["Points"] == 100


def test_own_columns_come_in_their_order_and_unknown_ones_are_refused(shop: DuckWarehouse) -> None:
    found = book(shop, preset="own", columns=("phone", "customer_id", "points"))["People"]
    assert found[0] == ["Phone", "Customer ID", "Points"]
    for columns in ((), ("password",)):
        with pytest.raises(ParameterError, match="one or more of name, phone"):
            book(shop, preset="own", columns=columns)


def test_empty_columns_for_staff_come_last(shop: DuckWarehouse) -> None:
    found = book(shop, purpose="marketing", preset="sms", for_notes=True)["People"]
    assert found[0] == ["Phone", "Name", *(label.render("en") for label in EDIT_COLUMNS.values())]
    assert all(row[2:] == [None, None] for row in found[1:])


def test_awkward_names_are_text_on_every_sheet(shop: DuckWarehouse) -> None:
    sheets = book(shop, purpose="marketing", control_share=0.5)
    told = {each for title in ("People", "Left out", "Control group") for each in column(sheets[title], "Name")}
    assert told == set(AWKWARD)


def test_more_rows_than_a_sheet_holds_go_on_in_further_sheets(
    shop: DuckWarehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "insight.export.lists.write_workbook",
        lambda target, sheets, created: write_workbook(target, sheets, created=created, row_limit=5),
    )
    sheets = book(shop)
    people = [title for title in sheets if title.startswith("People")]
    assert people == ["People", "People 2", "People 3"]
    assert sum(len(sheets[title]) - 1 for title in people) == 12


def test_the_log_holds_what_the_file_says(shop: DuckWarehouse, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    choices = ListChoices(purpose="marketing", control_share=0.2, seed=9, preset="calls", unmasked=True)
    written = write_list(
        shop, everyone(), path, language="zh_CN", currency="CNY", exported_at=AT, choices=choices, asker=Asker(by="李")
    )
    newest = exports(shop)[0]
    assert newest.export_id == written.export_id
    assert newest.file_sha256 == written.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (newest.purpose, newest.exported_by, newest.is_unmasked, newest.seed) == ("marketing", "李", True, 9)
    assert (newest.segment_people, newest.listed, newest.control) == (12, 7, 2)
    assert newest.left_out == {"denied": 1, "never_asked": 1, "touched": 1}
    assert newest.file_name == "list.xlsx"
    assert (*newest.columns[:2], newest.columns[-1]) == ("name", "phone", "customer_id")
    assert newest.sentence == {"en": "Everyone", "zh_CN": "Everyone"}
    rows = exported_people(shop, written.export_id).to_pylist()
    assert [row["arm"] for row in rows].count("treated") == 7
    assert {row["reason"] for row in rows if row["arm"] == "left_out"} == set(newest.left_out)
    assert all((row["stratum"] is None) == (row["arm"] == "left_out") for row in rows)
    sheets = openpyxl.load_workbook(path)
    record = json.loads(list(sheets["名单护照"].values)[-1][1])
    assert (record["export_id"], record["people"], record["control"]) == (written.export_id, 7, 2)


def test_a_declared_basis_stands_on_the_passport_and_in_the_log(shop: DuckWarehouse) -> None:
    sheets = book(shop, purpose="survey", basis="  agreement V2, paragraph 4 ")
    assert said_on(sheets["Passport"])["Declared basis for people without any statement"] == [
        "agreement V2, paragraph 4"
    ]
    assert (exports(shop)[0].basis, exports(shop)[0].listed) == ("agreement V2, paragraph 4", 10)


def test_a_file_that_cannot_be_written_is_not_logged_and_one_that_is_written_is_logged_once(
    shop: DuckWarehouse, tmp_path: Path
) -> None:
    before = len(exports(shop))
    with pytest.raises(ParameterError):
        write_list(
            shop,
            everyone(),
            tmp_path / "no" / "x.xlsx",
            language="en",
            currency="CNY",
            exported_at=dt.datetime(2026, 1, 1),
        )
    assert len(exports(shop)) == before
    book(shop)
    assert len(exports(shop)) == before + 1


def test_writing_a_list_is_no_change_of_the_data(shop: DuckWarehouse) -> None:
    before = shop.fingerprint
    book(shop)
    assert shop.fingerprint == before
