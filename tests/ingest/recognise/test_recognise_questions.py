"""The columns of a survey: numbers, options, types, and what stands between several choices."""

import pytest

from insight.ingest.recognise import recognise
from insight.ingest.recognise.facts.melt import Melted

_WJX = "序号,提交答卷时间,所用时间"


def _questions(sheet, header: list[str], rows: list[list[str]]) -> tuple[Melted, ...]:
    own = [[str(number), "2026/1/5 10:00:00", "9秒", *row] for number, row in enumerate(rows, 1)]
    return recognise(sheet([*_WJX.split(","), *header], own)).guesses[0].mapping.melts["survey_answers"].columns


@pytest.mark.parametrize(
    ("header", "cells", "kind"),
    [
        ("1、您的性别：", ["女", "男", "女", "女"], "single"),
        ("1、您的推荐意愿（0-10）", ["9", "(跳过)", "10"], "scale"),
        ("1、您喜欢的口味（多选）", ["原味", "抹茶"], "multiple"),
        ("1、您喜欢的口味", ["原味┋抹茶", "抹茶"], "multiple"),
        ("1、您还有什么建议？", ["无", "无", "无", "无"], "open"),
        ("1、您的姓名", ["甲", "乙", "丙"], "open"),
    ],
)
def test_type_of_a_question_by_header_and_cells(sheet, header: str, cells: list[str], kind: str) -> None:
    (question,) = _questions(sheet, [header], [[cell] for cell in cells])
    assert question.constants["question_type"] == kind
    assert question.constants["question_no"] == "1"


def test_options_of_one_question_share_its_number(sheet) -> None:
    header = ["1、您的年龄", "2(原味)", "2(抹茶)", "2、(其他（请补充）:)"]
    questions = _questions(sheet, header, [["20", "1", "0", ""], ["30", "0", "1", "芝麻"]])
    assert [(each.constants["question_no"], each.option) for each in questions] == [
        ("1", ""),
        ("2", "原味"),
        ("2", "抹茶"),
        ("2〖填空〗", ""),
    ]


def test_rows_of_a_matrix_have_numbers_of_their_own_and_the_whole_question(sheet) -> None:
    questions = _questions(sheet, ["7、请打分：—口味", "7、包装"], [["5", "4"], ["3", "4"]])
    found = [each.constants for each in questions]
    assert [(each["question_no"], each["question"], each["question_type"]) for each in found] == [
        ("7.1", "请打分：—口味", "matrix"),
        ("7.2", "请打分：—包装", "matrix"),
    ]


def test_unnumbered_questions_are_counted(sheet) -> None:
    header = "#,What do you like?,What's missing?,Start Date (UTC),Submit Date (UTC)"
    melt = recognise(sheet(header, ["a,b,c,2026-01-01,2026-01-02"])).guesses[0].mapping.melts["survey_answers"]
    assert [each.constants["question_no"] for each in melt.columns] == ["1", "2"]


@pytest.mark.parametrize(
    ("cells", "separator"),
    [
        (["A, B", "A, C", "B, C", "A"], ", "),
        (["A;B", "A;C", "B;C", "A"], ";"),
        (["Yes, often", "Yes, often", "No, never", "No, never"], ""),
        (["Good, but late", "Fine, thanks", "Well, no"], ""),
        (["A, B"], ""),
    ],
)
def test_choices_are_split_only_where_the_cells_prove_them(sheet, cells: list[str], separator: str) -> None:
    rows = [[str(number), "2026-01-01", "2026-01-02", cell] for number, cell in enumerate(cells)]
    header = ["#", "Start Date (UTC)", "Submit Date (UTC)", "Which of these?"]
    melt = recognise(sheet(header, rows)).guesses[0].mapping.melts["survey_answers"]
    assert melt.columns[0].separator == separator


def test_a_column_that_holds_phones_says_who_answered_whatever_it_asks(sheet, mapped) -> None:
    header = [*_WJX.split(","), "1、您的性别：", "2、如何联系您？（客服 13800008888）"]
    rows = [["1", "2026/1/5 10:00:00", "9秒", "女", "13800000000"], ["2", "2026/1/5 10:00:01", "9秒", "男", "(跳过)"]]
    found = mapped(sheet(header, rows))
    assert found["survey_responses"]["phone"] == header[-1]


def test_a_phone_left_in_an_open_answer_names_nobody(sheet, mapped) -> None:
    header = [*_WJX.split(","), "1、您的建议："]
    rows = [
        ["1", "2026/1/5 10:00:00", "9秒", "请联系我 13800000000，少了蜡烛"],
        ["2", "2026/1/5 10:00:01", "9秒", "好"],
    ]
    assert "phone" not in mapped(sheet(header, rows))["survey_responses"]
