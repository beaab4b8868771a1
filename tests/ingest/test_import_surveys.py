"""Surveys: columns become answers, one row a chosen option; who did not answer is in no base."""

from pathlib import Path

import pandas as pd
import pytest

from insight.warehouse import DuckWarehouse
from tests.uploads import new_workspace, sample_export, upload, write

WJX = "序号,提交答卷时间,所用时间,来源,来源详情,来自IP"


@pytest.fixture
def warehouse(tmp_path: Path) -> DuckWarehouse:
    return new_workspace(tmp_path)


def answers(warehouse: DuckWarehouse) -> pd.DataFrame:
    return warehouse.query(
        "SELECT response_id, question_no, question, question_type, answer FROM core.survey_answers "
        "ORDER BY response_id, question_no, answer"
    )


def given(warehouse: DuckWarehouse) -> list[tuple[str, str, str]]:
    return [(row.response_id, row.question_no, row.answer) for row in answers(warehouse).itertuples()]


def responses(warehouse: DuckWarehouse) -> pd.DataFrame:
    return warehouse.query("SELECT * FROM core.survey_responses ORDER BY response_id")


def test_wjx_counts_each_option_and_nobody_who_skipped(warehouse: DuckWarehouse) -> None:
    (report,) = upload(warehouse, sample_export("fixture_wjx_text.csv"))
    assert report.template == "wjx_survey"
    assert given(warehouse) == [
        ("1", "1", "女"),
        ("1", "2", "原味"),
        ("1", "2", "抹茶"),
        ("1", "3.1", "示例同学"),
        ("1", "3.2", "广东-深圳"),
        ("1", "5", "9"),
        ("2", "1", "男"),
    ]
    first, second = responses(warehouse).itertuples()
    assert (str(first.submitted_at), first.duration_s, first.source, first.survey) == (
        "2026-09-03 12:00:05",
        120,
        "微信",
        "fixture_wjx_text",
    )
    assert str(second.submitted_at) == "2026-09-03 09:05:06"


def test_phone_of_a_respondent_is_told_by_the_cells_and_is_no_answer(warehouse: DuckWarehouse) -> None:
    upload(warehouse, sample_export("fixture_wjx_text.csv"))
    phones = [None if pd.isna(phone) else phone for phone in responses(warehouse)["phone"]]
    assert phones == ["13800000000", None]
    assert "13800000000" not in set(answers(warehouse)["answer"])


def test_question_asked_about_several_things_has_a_number_for_each(warehouse: DuckWarehouse) -> None:
    upload(warehouse, sample_export("fixture_wjx_text.csv"))
    asked = answers(warehouse).set_index("question_no")["question"]
    assert asked["3.1"] == "请输入您的收货地址：—收货人姓名"
    assert asked["3.2"] == "请输入您的收货地址：—所在地区"


def test_tencent_survey(warehouse: DuckWarehouse) -> None:
    upload(warehouse, sample_export("fixture_tencent_wj.csv"))
    assert given(warehouse) == [("308", "1", "男"), ("308", "2", "7"), ("309", "1", "女"), ("309", "2", "10")]
    newest = responses(warehouse).iloc[1]
    assert (str(newest["submitted_at"]), newest["duration_s"], newest["phone"]) == (
        "2026-05-26 12:01:00",
        30,
        "13800000000",
    )


def test_surveymonkey_options_and_the_text_beside_other(warehouse: DuckWarehouse) -> None:
    upload(warehouse, sample_export("fixture_surveymonkey.csv"))
    found = [(row.question_no, row.question_type, row.answer) for row in answers(warehouse).itertuples()]
    assert found == [
        ("1", "multiple", "Other (please specify)"),
        ("1", "multiple", "WeChat"),
        ("1〖填空〗", "open", "TikTok"),
        ("2", "scale", "9"),
    ]
    assert set(answers(warehouse)["question"]) == {"Which channels?", "How likely are you to recommend us?"}


def test_wjx_by_number_has_a_column_of_ones_and_zeros_for_each_option(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        f"{WJX},1、您的性别：,2(原味),2(抹茶),2(其他（请补充）),2、(其他（请补充）:)\n"
        "1,2026/9/3 9:05:06,45秒,微信,,,1,1,0,1,芝麻\n2,2026/9/3 9:05:07,46秒,微信,,,2,-3,-3,-3,-3\n"
        "3,2026/9/3 9:05:08,47秒,微信,,,-2,0,1,0,\n"
    )
    upload(warehouse, write(tmp_path, "按序号.csv", text, "gb18030"))
    assert given(warehouse) == [
        ("1", "1", "1"),
        ("1", "2", "其他（请补充）"),
        ("1", "2", "原味"),
        ("1", "2〖填空〗", "芝麻"),
        ("2", "1", "2"),
        ("3", "2", "抹茶"),
    ]


def test_text_filled_in_beside_an_option_is_an_answer_of_its_own(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    rows = "1,2026/9/3 9:05:06,45秒,微信,,,原味┋其他〖芝麻〗\n2,2026/9/3 9:06:06,45秒,微信,,,（跳过）\n"
    upload(warehouse, write(tmp_path, "a.csv", f"{WJX},1、口味？\n{rows}"))
    assert given(warehouse) == [("1", "1", "其他"), ("1", "1", "原味"), ("1", "1〖填空〗", "芝麻")]


def test_google_form_splits_choices_only_where_the_cells_prove_them(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    lines = [
        "Timestamp,Email Address,Which flavours do you like?,What should we change?",
        '2026/05/28 7:01:33 PM GMT+2,ann@example.com,"Plain, Matcha","More, please"',
        '2026/05/28 7:02:33 PM GMT+2,bob@example.com,"Plain, Sesame","Nothing, really"',
        "2026/05/28 7:03:33 PM GMT+2,,Matcha,",
        '2026/05/28 7:04:33 PM GMT+2,,"Sesame, Matcha",Cheaper',
    ]
    (report,) = upload(warehouse, write(tmp_path, "Tasting.csv", "\n".join(lines)))
    assert report.template == "google_forms"
    found = answers(warehouse)
    flavours = found[found["question_no"] == "1"]["answer"].value_counts().to_dict()
    assert flavours == {"Matcha": 3, "Plain": 2, "Sesame": 2}
    assert sorted(found[found["question_no"] == "2"]["answer"]) == ["Cheaper", "More, please", "Nothing, really"]
    emails = {email for email in responses(warehouse)["email"] if isinstance(email, str)}
    assert emails == {"ann@example.com", "bob@example.com"}
    assert str(responses(warehouse)["submitted_at"].min()) == "2026-05-28 19:01:33"


def test_typeform_knows_the_respondent_by_what_was_written(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        "#,What's your name?,What's your email?,Start Date (UTC),Submit Date (UTC),Network ID\n"
        "abc1,O'Brien,OB@example.com,2026-01-05 10:00:00,2026-01-05 10:02:00,f00\n"
    )
    upload(warehouse, write(tmp_path, "t.csv", text))
    assert given(warehouse) == [("abc1", "1", "O'Brien")]
    assert responses(warehouse)["email"].iloc[0] == "ob@example.com"


@pytest.mark.slow("imports files again and again")
def test_renamed_later_export_of_the_same_survey_adds_only_what_is_new(
    warehouse: DuckWarehouse, tmp_path: Path
) -> None:
    first = f"{WJX},1、口味？\n1,2026/9/3 9:05:06,45秒,微信,,,原味\n"
    later = first + "2,2026/9/4 9:05:06,45秒,微信,,,抹茶\n"
    upload(warehouse, write(tmp_path, "298765432_按文本_会员调查_1_1.csv", first))
    (report,) = upload(warehouse, write(tmp_path, "298765432_按文本_会员调查_2_2.csv", later))
    assert (report.tables["survey_responses"].new, report.tables["survey_responses"].unchanged) == (1, 1)
    assert set(responses(warehouse)["survey"]) == {"会员调查"}
    (report,) = upload(warehouse, write(tmp_path, "改名.csv", later))
    assert report.tables["survey_responses"].new == report.tables["survey_answers"].new == 0


def test_unknown_survey_tool_is_read_by_its_questions(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        "答卷编号,提交时间,您的年龄段是？,您最喜欢的口味是？\n"
        "A1,2026-01-05 10:00:00,18-25岁,原味\nA2,2026-01-05 10:01:00,26-35岁,(空)\n"
    )
    (report,) = upload(warehouse, write(tmp_path, "q.csv", text))
    assert report.template == "generic"
    assert given(warehouse) == [("A1", "1", "18-25岁"), ("A1", "2", "原味"), ("A2", "1", "26-35岁")]


@pytest.mark.slow("imports files again and again")
def test_respondent_is_the_customer_with_that_phone(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    upload(warehouse, write(tmp_path, "c.csv", "会员号,姓名,手机号\nV1,张𠮷,13800000000\n"))
    upload(warehouse, sample_export("fixture_wjx_text.csv"))
    found = responses(warehouse)["customer_id"]
    assert [isinstance(customer, str) for customer in found] == [True, False]
