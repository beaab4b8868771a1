"""Shapes of sheets that strangers keep: bare days, reports in columns, tables side by side, facts in rows."""

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook

from insight.ingest import Draft, examine
from insight.ingest.read import TextTable, read_file
from insight.ingest.read.choices import ReadChoices
from insight.ingest.trial import try_out
from tests.ingest.tried_out import headers, money, rows, told, tried
from tests.uploads import write


def days(draft: Draft) -> list[dt.date]:
    """The day of each order, in the order of the rows."""
    orders = try_out(draft).preview.tables["orders"].sort_values("source_row")
    return [moment.date() for moment in orders["ordered_at"]]


def of_march(*numbers: int) -> list[dt.date]:
    return [dt.date(2024, 3, number) for number in numbers]


LEDGER = ("1,Ann,+4915112345678,12.5", "2,Bob,+4915112345679,30", "15,Ann,+4915112345678,7")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (rows("Year,Month,Day,Name,Phone,Amount", *(f"2024,3,{line}" for line in LEDGER)), "f.csv"),
        (rows("Year,Month,Day,Name,Phone,Amount", *(f"2024,März,{line}" for line in LEDGER)), "f.csv"),
        (rows("Month,Day,Name,Phone,Amount", *(f"2024-03,{line}" for line in LEDGER)), "f.csv"),
        (rows("年,月,日,姓名,电话,金额", f"2024,3,{LEDGER[0]}", f",,{LEDGER[1]}", f",,{LEDGER[2]}"), "f.csv"),
        (rows("Day,Name,Phone,Amount", *LEDGER), "Till March 2024.csv"),
        (rows("Date,Name,Phone,Amount", *LEDGER), "kasse_2024-03.csv"),
        (rows("日,姓名,电话,消费金额", *LEDGER), "流水2024年3月.csv"),
        ("2024年3月销售流水,,,\n" + rows("日,姓名,电话,金额", *LEDGER), "f.csv"),
    ],
)
def test_a_bare_day_takes_the_month_that_stands_beside_it_or_above_the_sheet(
    tmp_path: Path, text: str, name: str
) -> None:
    draft, trial = tried(tmp_path, text, name)
    assert days(draft) == of_march(1, 2, 15)
    assert (money(trial), trial.figures.people, told(trial, "day_of_month")[0]) == (49.5, 2, "2024-03-01")


def test_a_bare_day_and_month_have_the_year_that_missing_years_have(tmp_path: Path) -> None:
    text = rows("月,日,客户,电话,金额", "3,1,王,13800010001,1", "3,2,李,13900010002,2", "12,3,李,13900010002,3")
    draft, trial = tried(tmp_path, text)
    assert {day.month for day in days(draft)} == {3, 12}
    assert told(trial, "year")[2]


def test_numbers_that_no_month_stands_by_are_no_days(tmp_path: Path) -> None:
    for header, name in (("Day,Name,Phone,Amount", "may orders.csv"), ("Stufe,Name,Phone,Amount", "2024-03.csv")):
        (table,) = read_file(write(tmp_path, name, rows(header, *LEDGER)))
        assert isinstance(table, TextTable)
        assert table.cells["0"].to_pylist() == ["1", "2", "15"]
    (table,) = read_file(write(tmp_path, "2024-03.csv", rows("Day,Name", "1,Ann", "32,Bob")))
    assert isinstance(table, TextTable)
    assert table.cells["0"].to_pylist() == ["1", "32"]


REPORT = """Sales report March 2024

Order No   Date        Customer           Amount
---------  ----------  ---------------  --------
1001       2024-03-01  Ann Miller          12.50
1002       2024-03-02  Bob Stone           30.00
1003       2024-03-05  Ann Miller           7.25
---------  ----------  ---------------  --------
Total                                      49.75
"""


def test_a_report_of_columns_under_a_rule_of_dashes_is_cut_at_the_rule(tmp_path: Path) -> None:
    draft, trial = tried(tmp_path, REPORT, "report.txt")
    assert draft.header == ("Order No", "Date", "Customer", "Amount")
    assert (money(trial), trial.figures.people, trial.figures.rejected) == (49.75, 2, 0)
    assert draft.table is not None
    assert draft.table.notes[0].text == "Sales report March 2024"


def test_a_blank_cell_of_a_report_moves_no_other(tmp_path: Path) -> None:
    text = (
        "order_id  ordered_at           customer_id  product            amount\n"
        "1         2024-03-01 10:00:00  C1           Blue mug            12.50\n"
        "2         2024-03-05 09:15:00               Gift card           50.00\n"
        "3         2024-03-09 18:45:00  C1           Large blue kettle  100.00\n"
    )
    draft, trial = tried(tmp_path, text, "report.txt")
    assert (money(trial), trial.figures.people) == (162.5, 1)
    assert headers(draft, "order_items", "product_name") == ["product"]


def test_chinese_signs_of_a_report_are_two_places_wide(tmp_path: Path) -> None:
    text = (
        "日期        会员        手机号        金额\n"
        "2024-03-01  王小明      13800010001  128.00\n"
        "2024-03-02  李娜                       30.00\n"
        "2024-03-05  欧阳小小    13700010003   66.00\n"
    )
    draft, trial = tried(tmp_path, text, "report.txt")
    assert (draft.header, money(trial), trial.figures.people) == (("日期", "会员", "手机号", "金额"), 224, 2)


def test_tables_drawn_with_bars_lose_their_rules(tmp_path: Path) -> None:
    for rule, edge in (("+----+------------+----+-------+", "|"), ("----+------------+----+-------", "")):
        lines = [f"{edge} {no} | 2024-03-0{no} | C{no} | 12.50 {edge}" for no in (1, 2, 3)]
        text = "\n".join([f"{edge} id | order_date | customer_id | amount {edge}", rule, *lines, rule, "(3 rows)"])
        _draft, trial = tried(tmp_path, text, "psql.txt")
        assert (money(trial), trial.figures.people, trial.figures.rejected) == (37.5, 3, 0)


def test_a_file_with_commas_is_no_report_however_well_it_is_aligned(tmp_path: Path) -> None:
    text = rows(
        "order_id , date       , email  , total", *(f"{n}        , 2024-03-0{n} , a@x.com, 12.50" for n in (1, 2, 3))
    )
    draft, trial = tried(tmp_path, text)
    assert draft.table is not None
    assert (draft.table.delimiter, money(trial)) == (",", 37.5)


def book(folder: Path, *lines: list[object]) -> Path:
    workbook = Workbook()
    assert workbook.active is not None
    for line in lines:
        workbook.active.append(line)
    workbook.save(folder / "b.xlsx")
    return folder / "b.xlsx"


ORDERS = ["no", "phone", "day", "paid"]
FIRST, SECOND, THIRD = (
    ["T1", "13800010001", "2025-03-01", 10],
    ["T2", "13800010002", "2025-03-02", 20],
    ["T3", "13800010003", "2025-03-03", 30],
)
MEMBERS = ["phone", "name", "city"]


def sheets(path: Path, **choices: bool) -> list[TextTable]:
    found = read_file(path, choices=ReadChoices(**choices))  # type: ignore[arg-type]
    return [table for table in found if isinstance(table, TextTable)]


def test_two_tables_side_by_side_are_two_sheets(tmp_path: Path) -> None:
    ann, bob = ["13800010001", "Ann", "Bonn"], ["13800010002", "Bob", "Bonn"]
    path = book(tmp_path, [*ORDERS, None, *MEMBERS], [*FIRST, None, *ann], [*SECOND, None, *bob], THIRD)
    orders, members = examine(path)
    assert (orders.sheet, members.sheet) == ("Sheet", "Sheet!F:H")
    assert (orders.rows, members.rows) == (3, 2)
    assert (orders.mapping is not None and orders.mapping.tables[0]) == "orders"
    assert headers(members, "customers", "city") == ["city"]
    assert [each.rows for draft in (orders, members) for each in draft.assumptions if each.what == "side_by_side"] == [
        3,
        2,
    ]


def test_the_same_ledger_side_by_side_is_money_of_both(tmp_path: Path) -> None:
    for gap in ([None], []):
        path = book(tmp_path, [*ORDERS, *gap, *ORDERS], [*FIRST, *gap, *SECOND], [*SECOND, *gap, *THIRD])
        assert [money(try_out(draft)) for draft in examine(path)] == [30, 50]


def test_a_blank_column_alone_parts_nothing_and_a_person_can_keep_tables_together(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        ["no", "paid", None, "day", "phone"],
        [*FIRST[:1], 10, None, *FIRST[2:0:-1]],
        ["T2", 20, None, *SECOND[2:0:-1]],
    )
    assert [table.header for table in sheets(path)] == [("no", "paid", "day", "phone")]
    two = book(tmp_path, [*ORDERS, None, *MEMBERS], [*FIRST, None, "13800010001", "Ann", "Bonn"], SECOND)
    assert [len(table.header) for table in sheets(two)] == [4, 3]
    assert [len(table.header) for table in sheets(two, side_by_side=False)] == [7]


def test_titles_above_each_of_two_tables_stay_theirs(tmp_path: Path) -> None:
    gap: list[object] = [None]
    path = book(
        tmp_path, ["Online", None, None, None, None, "Shop"], [*ORDERS, *gap, *ORDERS], [*FIRST, *gap, *SECOND], THIRD
    )
    assert [table.notes[0].text for table in sheets(path)] == ["Online", "Shop"]
    assert [table.cells.num_rows for table in sheets(path)] == [2, 1]


FACTS = (
    "1001,email,ann@x.com",
    "1001,city,Berlin",
    "1001,newsletter,Yes",
    "1002,email,bob@x.com",
    "1002,city,Paris",
    "1002,newsletter,No",
    "1003,email,cy@x.com",
)


@pytest.mark.parametrize(
    "names", ["attribute,value", "field_name,field_value", "meta_key,meta_value", "属性,属性值", "what,value"]
)
def test_a_row_a_fact_becomes_a_row_a_person(tmp_path: Path, names: str) -> None:
    draft, trial = tried(tmp_path, rows(f"customer_id,{names}", *FACTS))
    assert draft.header == ("customer_id", "email", "city", "newsletter")
    assert (draft.rows, trial.figures.people) == (3, 3)
    assert headers(draft, "customers", "consent") == ["newsletter"]
    assert told(trial, "facts_in_rows") == ("yes", 7, ("no",))


def test_of_two_values_the_later_counts_and_without_a_moment_both_stay(tmp_path: Path) -> None:
    dated = ("a@x.com,city,Bonn,2024-05-02", "a@x.com,city,Berlin,2024-01-01", "a@x.com,tier,Gold,2024-01-01")
    more = ("b@x.com,city,Rome,2024-01-01", "b@x.com,tier,Silver,2024-01-01", "c@x.com,city,Kyiv,2024-01-01")
    (table,) = read_file(write(tmp_path, "f.csv", rows("email,property,value,updated at", *dated, *more)))
    assert isinstance(table, TextTable)
    assert table.cells["1"].to_pylist() == ["Bonn", "Rome", "Kyiv"]
    bare = [line.rpartition(",")[0] for line in (*dated, *more)]
    (table,) = read_file(write(tmp_path, "f.csv", rows("email,property,value", *bare)))
    assert isinstance(table, TextTable)
    assert table.cells["1"].to_pylist() == ["Bonn; Berlin", "Rome", "Kyiv"]


@pytest.mark.parametrize(
    "text",
    [
        rows(
            "date,customer,item,value",
            "2024-03-01,A,Mug,10",
            "2024-03-02,B,Cup,20",
            "2024-03-02,A,Cup,5",
            "2024-03-03,B,Mug,4",
        ),
        rows("respondent,question,value", "1,Q1,5", "1,Q2,4", "2,Q1,3", "2,Q2,1"),
        rows(
            "date,metric,value",
            "2024-03-01,visits,10",
            "2024-03-01,buyers,2",
            "2024-03-02,visits,12",
            "2024-03-02,buyers,3",
        ),
        rows("user,key,value,clicks", "A,color,red,1", "A,size,L,2", "B,color,blue,3", "B,size,M,1"),
    ],
)
def test_sales_answers_and_figures_stay_rows(tmp_path: Path, text: str) -> None:
    (table,) = read_file(write(tmp_path, "f.csv", text))
    assert isinstance(table, TextTable)
    assert (table.cells.num_rows, table.header) == (4, tuple(text.splitlines()[0].split(",")))
