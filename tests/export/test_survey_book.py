"""A survey as a workbook: contents, questions, answers, and questions by groups."""

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest

from insight.analysis import make_params
from insight.analysis.crosstab import crosstab
from insight.analysis.survey import survey
from insight.export.survey_book import survey_book, survey_file_name
from insight.govern import Asker
from insight.govern.small_cells import seen_by
from insight.warehouse import DuckWarehouse
from tests.workspaces import member, workspace

NOW = dt.datetime(2026, 1, 2, 9)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    said = {f"p{number}": ("茶" if number % 4 else "酒", "女" if number < 20 else "男") for number in range(60)}
    return workspace(
        tmp_path_factory.mktemp("book"),
        customers=[member(name, "2024-01-01", gender=given[1]) for name, given in said.items()],
        survey_responses=[{"response_id": name, "survey": "会员/调研", "respondent_ref": name} for name in said],
        survey_answers=[
            {"response_id": name, "survey": "会员/调研", "question_no": "1", "question": "喝什么", "answer": given[0]}
            | {"question_type": "single"}
            for name, given in said.items()
        ],
    )


def book(shop: DuckWarehouse, role: str) -> openpyxl.Workbook:
    asks = Asker(role=role, by="somebody")  # type: ignore[arg-type]
    told = seen_by(asks, survey(shop, make_params("survey", {"as_of": "2026-01-01"}, shop)))
    crossed = seen_by(asks, crosstab(shop, make_params("crosstab", {"as_of": "2026-01-01", "by": "gender"}, shop)))
    return openpyxl.load_workbook(io.BytesIO(survey_book(shop, asks, told, [crossed], "zh_CN", at=NOW)))


def test_every_table_stands_in_the_contents_and_numbers_stay_numbers(shop: DuckWarehouse) -> None:
    read = book(shop, "analyst")
    assert read.sheetnames == ["目录", "题目", "答案", "1 性别"]
    assert [row[0].value for row in read["目录"].iter_rows(min_row=2)] == ["题目", "答案", "1 性别"]
    answers = [[cell.value for cell in row[3:7]] for row in read["答案"].iter_rows(min_row=2)]
    assert answers == [["茶", 45, 60, 0.75], ["酒", 15, 60, 0.25]]
    header = [cell.value for cell in read["1 性别"][1]]
    assert header[:7] == ["题目", "答案", "校正后的 p", "男", "男：字母", "男：高于", "男：作答人数"]
    rows = [[cell.value for cell in row[3:11]] for row in read["1 性别"].iter_rows(min_row=2)]
    assert rows == [[0.75, "A", None, 40, 0.75, "B", None, 20], [0.25, "A", None, 40, 0.25, "B", None, 20]]


def test_a_manager_takes_the_sums_along_and_no_small_numbers(shop: DuckWarehouse, tmp_path: Path) -> None:
    assert book(shop, "manager").sheetnames == ["目录", "题目", "答案", "1 性别"]
    said = {f"q{number}": "a" if number < 3 else "b" for number in range(40)}
    few = workspace(
        tmp_path,
        survey_responses=[{"response_id": name, "survey": "s"} for name in said],
        survey_answers=[
            {"response_id": name, "survey": "s", "question_no": "1", "question": "Q", "answer": given}
            | {"question_type": "single"}
            for name, given in said.items()
        ],
    )
    asks = Asker(role="manager", by="somebody")
    told = seen_by(asks, survey(few, make_params("survey", {"as_of": "2026-01-01"}, few)))
    read = openpyxl.load_workbook(io.BytesIO(survey_book(few, asks, told, [], "en", at=NOW)))
    assert {cell.value for row in read["Answers"].iter_rows(min_row=2, min_col=5, max_col=5) for cell in row} == {None}


def test_the_file_is_named_after_the_survey(shop: DuckWarehouse) -> None:
    told = survey(shop, make_params("survey", {"as_of": "2026-01-01"}, shop))
    assert survey_file_name(told) == "会员_调研_2026-01-01.xlsx"
