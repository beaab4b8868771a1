import codecs
import csv
import datetime as dt
import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from staged_brand import EXPORTED_AT, Brand, order, segment
from workbook_readers import by_calamine, by_openpyxl, cell_types, column, has_links_or_formulas

from insight.errors import ParameterError
from insight.export import ListChoices, file_name, headers, list_bytes, people, write_list
from insight.i18n import LANGUAGES, Language
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH

IN_FULL = ListChoices(purpose="marketing", basis="membership agreement, paragraph 4", unmasked=True)
AWKWARD_NAMES = [
    "O'Brien",
    "<b>x</b>",
    "张𠮷",
    '=HYPERLINK("http://x")',
    "+1",
    "-1",
    "@x",
    "0123",
    "😀",
    "\tx",
    "a\x07b",
]


def workbook(brand: Brand, whom: Segment, language: Language = "en", **options: Any) -> bytes:
    return list_bytes(brand.warehouse, whom, language=language, currency="CNY", exported_at=EXPORTED_AT, **options)


def passport(content: bytes) -> dict[str, str]:
    return dict(by_openpyxl(content)["Passport"][1:])


def delimited(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_awkward_names_are_the_names_and_nothing_runs(brand: Brand) -> None:
    brand.has(customers=[{"source_customer_id": str(n), "name": name} for n, name in enumerate(AWKWARD_NAMES)])
    content = workbook(brand, brand.everyone())
    expected = sorted(name.replace("\x07", "") for name in AWKWARD_NAMES)
    assert sorted(column(by_openpyxl(content)["People"], "Name")) == expected
    assert sorted(column(by_calamine(content)["People"], "Name")) == expected
    assert "f" not in cell_types(content)
    assert not has_links_or_formulas(content)


def test_ids_and_phones_are_text_digit_for_digit_and_figures_are_numbers(brand: Brand) -> None:
    brand.has(
        customers=[{"source_customer_id": "6932169358293001234", "phone": "01381234123"}],
        orders=[order("1", "2025-06-18 20:00", "1234.50", buyer_ref="6932169358293001234")],
    )
    header, row = by_openpyxl(workbook(brand, brand.everyone(), choices=IN_FULL))["People"]
    read = dict(zip(header, row, strict=True))
    assert read["Customer number at the source"] == "6932169358293001234"
    assert read["Phone"] == "01381234123"
    assert (read["Number of orders"], read["Net amount (CNY)"]) == (1, 1234.5)
    assert read["Last order"] == dt.datetime(2025, 6, 18, 20, 0)


def test_all_values_of_the_table_are_in_the_sheet(brand: Brand) -> None:
    brand.has(orders=[order(str(n), "2025-03-01 08:30", f"{n}.10", buyer_ref=f"b{n}") for n in range(1, 30)])
    whom = brand.everyone()
    table = people(brand.warehouse, whom, currency="CNY")
    words = {name: label.render("en") for name, label in headers("CNY").items()}
    expected = {
        words[name]: [float(value) if name == "net_amount" else value for value in table[name].to_pylist()]
        for name in table.column_names
        if table[name].null_count < table.num_rows
    }
    content = workbook(brand, whom)
    for sheet in (by_openpyxl(content)["People"], by_calamine(content)["People"]):
        assert {name: column(sheet, name) for name in expected} == expected
        assert sheet[0] == [
            *(
                "Nickname",
                "RFM group",
                "Stage now",
                "Last order",
                "Number of orders",
                "Net amount (CNY)",
                "First order",
            ),
            *("Channels ordered in", "Customer number at the source", "Platform accounts", "Customer ID"),
        ]


def test_columns_in_which_nothing_stands_are_left_out_and_one_name_is_enough_to_stay(brand: Brand) -> None:
    brand.has(customers=[{"source_customer_id": "1", "name": "Anna"}, {"source_customer_id": "2", "city": "杭州"}])
    header, *rows = by_openpyxl(workbook(brand, brand.everyone()))["People"]
    assert header[:2] == ["Name", "Stage now"]
    assert {"Phone", "E-mail", "Tags", "RFM group", "Favourite product"}.isdisjoint(header)
    assert sorted(row[0] or "" for row in rows) == ["", "Anna"]


def test_a_tool_finds_its_columns_also_where_nothing_stands_in_them(brand: Brand) -> None:
    brand.has(customers=[{"source_customer_id": "1", "phone": "13812341234"}])
    (header, row) = by_openpyxl(workbook(brand, brand.everyone(), choices=ListChoices(preset="sms")))["People"]
    assert (header, row) == (["Phone", "Name"], ["138****1234", None])


@pytest.mark.parametrize(
    ("language", "titles", "first_header", "said"),
    [
        ("zh_CN", ["名单", "名单护照"], "当前阶段", "名单是谁"),
        ("en", ["People", "Passport"], "Stage now", "Who is on it"),
    ],
)
def test_titles_headers_and_passport_speak_the_language(
    brand: Brand, language: Language, titles: list[str], first_header: str, said: str
) -> None:
    brand.has(customers=[{"source_customer_id": "1"}])
    book = by_openpyxl(workbook(brand, brand.everyone(), language))
    assert list(book) == titles
    assert book[titles[0]][0][0] == first_header
    assert book[titles[1]][1] == [said, "Everyone"]


def test_an_empty_list_has_its_header_and_its_passport(brand: Brand, tmp_path: Path) -> None:
    path = tmp_path / "nobody.xlsx"
    written = write_list(brand.warehouse, brand.nobody(), path, language="en", currency="CNY", exported_at=EXPORTED_AT)
    book = by_openpyxl(path)
    assert written.rows == 0
    assert len(book["People"]) == 1
    assert passport(path.read_bytes())["People on the list"] == "0 people"


def test_phones_are_masked_by_default_and_the_passport_says_so(brand: Brand) -> None:
    brand.has(customers=[{"source_customer_id": "1", "phone": "13812341234"}])
    masked, whole = workbook(brand, brand.everyone()), workbook(brand, brand.everyone(), choices=IN_FULL)
    assert column(by_openpyxl(masked)["People"], "Phone") == ["138****1234"]
    assert column(by_openpyxl(whole)["People"], "Phone") == ["13812341234"]
    assert passport(masked)["Phones and e-mails"].startswith("Masked: the list is for looking")
    assert passport(whole)["Phones and e-mails"].startswith("In full, so that people can be contacted")


def test_the_passport_says_who_why_and_as_of_when(brand: Brand) -> None:
    brand.has(orders=[order("1", "2025-03-01", "10.00", buyer_ref="anna")])
    said = passport(workbook(brand, brand.everyone("Dormant VIPs", bins=4, method="quantile", since="2025-01-01")))
    assert said["Who is on it"] == "Dormant VIPs"
    assert said["People on the list"] == "1 person"
    assert said["As of"] == "What happened before 1 Jan 2026 counts; that day and everything after it do not"
    assert said["What it is for"].startswith("Internal analysis. Nobody is contacted.")
    assert said["Where it was found"] == "On the page “RFM”"
    assert said["Orders and amounts in"] == "CNY"
    assert said["Made"].startswith("2026-01-05 09:30, with Insight Desk ")
    assert said["Made"].endswith("from the workspace “my-brand” (state 1 of its data)")


def test_only_settings_that_are_not_the_usual_ones_are_said_and_no_name_of_a_parameter(brand: Brand) -> None:
    whom = brand.everyone("Dormant VIPs", bins=4, order_cuts=None, since="2025-01-01", method="fixed")
    rows = by_openpyxl(workbook(brand, whom))["Passport"]
    assert [said for name, said in rows if name == "Set otherwise than usual"] == [
        "Only orders from 1 Jan 2025 on count",
        "Scores go from 1 to 4",
    ]
    usual = by_openpyxl(workbook(brand, brand.everyone("Dormant VIPs", bins=5)))["Passport"]
    assert not [said for name, said in usual if name == "Set otherwise than usual"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_reader_sees_of_the_passport_is_words(brand: Brand, language: Language) -> None:
    brand.has(orders=[order("1", "2025-03-01", "10.00", buyer_ref="anna")])
    content = workbook(brand, brand.everyone("VIP", bins=4), language)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[1]
    rows = [place for place in range(1, sheet.max_row + 1) if not sheet.row_dimensions[place].hidden]
    seen = "\n".join(str(sheet.cell(place, column).value) for place in rows for column in (1, 2))
    assert len(rows) == sheet.max_row - 1
    assert not set('{}"') & set(seen)
    assert not re.search(r"[a-z]_[a-z]|\bsegment\b|None|rfm\b", seen)
    assert str(sheet.cell(rows[-1], 2).value).startswith("SHA-256 ")
    assert sheet.auto_filter.ref is None


def test_the_header_is_bold_on_a_dark_ground_frozen_and_filtered(brand: Brand) -> None:
    brand.has(customers=[{"source_customer_id": "1", "name": "Anna"}])
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(brand, brand.everyone()))).worksheets[0]
    assert all(cell.font.bold and cell.fill.fgColor.rgb == "FF1F4E78" for cell in sheet[1])
    assert not any(cell.font.bold for cell in sheet[2])
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:{sheet.cell(2, sheet.max_column).coordinate}")


def test_the_passport_states_the_order_truth_sentence_by_sentence(brand: Brand) -> None:
    rows = by_openpyxl(workbook(brand, brand.nobody()))["Passport"]
    assert [said for name, said in rows if name == "How orders are counted"] == [
        sentence.render("en") for sentence in ORDER_TRUTH
    ]


def test_the_passport_names_every_source_file_that_is_not_undone(brand: Brand) -> None:
    brand.has(source="youzan", customers=[{"source_customer_id": "1"}, {"source_customer_id": "2"}], sheet="客户")
    brand.has(source="taobao", orders=[order("1", "2025-03-01", "10.00", buyer_ref="anna")])
    brand.has(source="jd", customers=[{"source_customer_id": "9"}])
    brand.undo(3)
    rows = by_openpyxl(workbook(brand, brand.everyone()))["Passport"]
    assert [said for name, said in rows if name == "From the file"] == [
        "youzan-1.csv, sheet 客户, imported on 2026-01-02 08:01; Customers: 2 rows",
        "taobao-2.csv, imported on 2026-01-02 08:02; Orders: 1 row",
    ]
    assert rows[-3:-1] == [
        ["Fingerprint of youzan-1.csv", f"SHA-256 {1:064d}"],
        ["Fingerprint of taobao-2.csv", f"SHA-256 {2:064d}"],
    ]


@pytest.mark.slow("writes and reads books again and again")
def test_a_hundred_source_files_are_a_hundred_lines(brand: Brand) -> None:
    for number in range(100):
        with brand.warehouse.writing() as session:
            session.execute(
                "INSERT INTO app.batches (batch_id, imported_at, file, file_sha256, file_bytes, template, "
                "source_system, mapping, counts) VALUES ($n, $at, 'orders.csv', 'abc', 1, 't', 'jd', '{}', '{}')",
                {"n": number, "at": EXPORTED_AT},
            )
    rows = by_openpyxl(workbook(brand, brand.nobody()))["Passport"]
    assert sum(name == "From the file" for name, _said in rows) == 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_record_is_the_same_in_every_language_and_holds_what_finds_the_people(
    brand: Brand, language: Language
) -> None:
    brand.has(customers=[{"source_customer_id": "1", "name": "O'Brien"}])
    whom = segment("SELECT customer_id FROM core.customers WHERE name = $name", name="O'Brien")
    rows = by_openpyxl(workbook(brand, whom, language))[{"en": "Passport", "zh_CN": "名单护照"}[language]]
    record = json.loads(rows[-1][1])
    assert (record["format"], record["version"]) == ("insight-desk-list", 2)
    assert record["values"] == {"as_of": "2026-01-01", "name": "O'Brien"}
    assert record["statement_sha256"] == hashlib.sha256(whom.statement.encode()).hexdigest()
    assert (record["people"], record["masked"], record["exported_at"]) == (1, True, "2026-01-05T09:30:00")
    assert "SELECT" not in rows[-1][1]


def test_a_long_id_list_is_kept_whole_on_the_passport(brand: Brand) -> None:
    ids = [f"69321693582930{number:05d}" for number in range(4_000)]
    whom = segment("SELECT customer_id FROM core.customers WHERE FALSE", ids=ids)
    rows = by_openpyxl(workbook(brand, whom))["Passport"]
    record = json.loads("".join(said for name, said in rows if name == "Record for programs"))
    assert record["values"]["ids"] == ids


def test_a_text_over_the_limit_of_a_cell_is_counted_on_the_passport(brand: Brand, tmp_path: Path) -> None:
    brand.has(customers=[{"source_customer_id": "1", "tags": "x" * 40_000}])
    written = write_list(
        brand.warehouse,
        brand.everyone(),
        tmp_path / "long.xlsx",
        language="en",
        currency="CNY",
        exported_at=EXPORTED_AT,
    )
    assert written.cut_cells == 1
    assert passport(written.path.read_bytes())["Texts cut"] == "1, to 32,767 characters"


def test_the_file_the_download_and_the_hash_are_the_same(brand: Brand, tmp_path: Path) -> None:
    brand.has(customers=[{"source_customer_id": "1"}])
    path = tmp_path / "list.xlsx"
    written = write_list(
        brand.warehouse, brand.everyone(), path, language="en", currency="CNY", exported_at=EXPORTED_AT
    )
    content = path.read_bytes()
    assert written.rows == brand.everyone().count(brand.warehouse) == 1
    assert written.sha256 == hashlib.sha256(content).hexdigest()
    downloaded = by_openpyxl(workbook(brand, brand.everyone()))
    assert downloaded["People"] == by_openpyxl(content)["People"]
    numbers = [passport(each)["Number in the export log"] for each in (content, workbook(brand, brand.everyone()))]
    assert numbers[0] == written.export_id != numbers[1]
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["list.xlsx"]


def test_a_list_that_does_not_match_its_number_is_a_fault(brand: Brand, monkeypatch: pytest.MonkeyPatch) -> None:
    brand.has(customers=[{"source_customer_id": "1"}])
    monkeypatch.setattr(Segment, "count", lambda self, warehouse: 2)
    with pytest.raises(AssertionError, match="1 rows, the segment 2 people"):
        workbook(brand, brand.everyone())


def test_csv_is_utf8_with_mark_and_neutral_to_spreadsheets(brand: Brand) -> None:
    brand.has(customers=[{"source_customer_id": str(n), "name": name} for n, name in enumerate(AWKWARD_NAMES)])
    content = workbook(brand, brand.everyone(), suffix=".csv")
    assert content.startswith(codecs.BOM_UTF8)
    names = set(column(delimited(content), "Name"))
    assert {'\'=HYPERLINK("http://x")', "'+1", "'-1", "'@x", "'\tx", "O'Brien", "张𠮷", "0123", "😀"} <= names
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in delimited(content) for cell in row)


def test_csv_holds_ids_digit_for_digit_and_times_to_the_second(brand: Brand, tmp_path: Path) -> None:
    brand.has(orders=[order("1", "2025-06-18 20:00", "1234.50", buyer_ref="6932169358293001234")])
    path = tmp_path / "list.CSV"
    write_list(brand.warehouse, brand.everyone(), path, language="zh_CN", currency="CNY", exported_at=EXPORTED_AT)
    header, row = delimited(path.read_bytes())
    read = dict(zip(header, row, strict=True))
    assert read["来源客户编号"] == "6932169358293001234"
    assert (read["净消费金额（CNY）"], read["最近下单时间"]) == ("1234.50", "2025-06-18 20:00:00")


@pytest.mark.parametrize("name", ["list.xls", "list.pdf", "list", ".xlsx"])
def test_another_suffix_is_refused(brand: Brand, tmp_path: Path, name: str) -> None:
    with pytest.raises(ParameterError, match=r"ends in \.xlsx or \.csv"):
        write_list(
            brand.warehouse, brand.nobody(), tmp_path / name, language="en", currency="CNY", exported_at=EXPORTED_AT
        )


def test_a_folder_that_does_not_exist_is_refused_and_nothing_is_left(brand: Brand, tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "list.xlsx"
    with pytest.raises(ParameterError, match="folder that can be written to"):
        write_list(brand.warehouse, brand.nobody(), path, language="en", currency="CNY", exported_at=EXPORTED_AT)
    assert not path.parent.exists()


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("沉睡 VIP", "zh_CN", "沉睡-VIP_2026-01-01_200人.xlsx"),
        ("R=5, F=5", "en", "R=5,-F=5_2026-01-01_200-people.xlsx"),
        ('a/b\\c:d*e?"f"<g>|h', "en", "a-b-c-d-e-f-g-h_2026-01-01_200-people.xlsx"),
        ("../../etc/passwd", "en", "etc-passwd_2026-01-01_200-people.xlsx"),
        ("CON.", "en", "CON_2026-01-01_200-people.xlsx"),
        ("line\nbreak\u202e", "en", "line-break_2026-01-01_200-people.xlsx"),
        ("???", "en", "rfm_2026-01-01_200-people.xlsx"),
    ],
)
def test_a_file_name_says_who_when_and_how_many_on_every_system(
    sentence: str, language: Language, expected: str
) -> None:
    assert file_name(segment("", sentence=sentence), 200, language) == expected


def test_a_list_of_a_saved_segment_is_named_after_it() -> None:
    saved = segment("", sentence="沉睡老客: bought 2 times or more", segment="沉睡老客")
    assert file_name(saved, 200, "zh_CN") == "沉睡老客_2026-01-01_200人.xlsx"


def test_a_long_sentence_makes_a_name_that_file_systems_take() -> None:
    name = file_name(segment("", sentence="很长的人群名称" * 50), 200, "zh_CN", ".csv")
    assert len(name.encode()) <= 255
    assert name.endswith("_2026-01-01_200人.csv")
