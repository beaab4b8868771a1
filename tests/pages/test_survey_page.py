"""The page of surveys: answers, groups, what matters, own words, and the people behind an answer."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from insight.settings import Settings
from insight.warehouse import DuckWarehouse, open_workspace
from tests.workspaces import Row, add_batch, member

Visit = Callable[..., AppTest]
PAGE = "pages/survey.py"
PEOPLE = [f"p{number}" for number in range(60)]
ASKED = {
    "1": ("您愿意推荐给朋友吗", "scale"),
    "2.1": ("请打分—口味", "matrix"),
    "2.2": ("请打分—配送", "matrix"),
    "3": ("想说什么", "open"),
}


def answers(survey: str, questions: dict[str, tuple[str, str]], said: Callable[[int, str], str | None]) -> list[Row]:
    return [
        {
            "response_id": f"{survey}-{name}",
            "survey": survey,
            "question_no": at,
            "question": text,
            "question_type": kind,
        }
        | {"answer": answer}
        for number, name in enumerate(PEOPLE)
        for at, (text, kind) in questions.items()
        if (answer := said(number, at)) is not None
    ]


def first(number: int, at: str) -> str | None:
    marks = {"1": str(5 + number % 6), "2.1": str(4 + number % 2), "2.2": str(1 + number % 5)}
    return marks.get(at, "太甜" if number == 7 else None)


@pytest.fixture(scope="module")
def shop(home: Path) -> DuckWarehouse:
    warehouse = open_workspace("surveyed", Settings(home=home))
    if not warehouse.generation:
        add_batch(
            warehouse,
            customers=[member(name, "2024-01-01", gender="女" if n % 2 else "男") for n, name in enumerate(PEOPLE)],
            survey_responses=[
                {"response_id": f"{survey}-{name}", "survey": survey, "respondent_ref": name}
                | {"submitted_at": dt.datetime(2025, month, 1, 9)}
                for survey, month in (("旧调研", 3), ("新调研", 6))
                for name in PEOPLE
            ],
            survey_answers=[
                *answers("新调研", ASKED, first),
                *answers("旧调研", {"1": ("喝什么", "single")}, lambda number, _at: "茶" if number % 4 else "酒"),
            ],
        )
    return warehouse


def words_of(app: AppTest) -> str:
    return "\n".join(str(each.value) for each in (*app.markdown, *app.caption, *app.info))


def test_the_newest_survey_is_told_first_and_an_answer_opens_its_people(visit: Visit, shop: DuckWarehouse) -> None:
    app = visit(PAGE, workspace=shop.workspace, lang="zh_CN")
    assert not app.exception
    assert "净推荐值" in words_of(app)
    assert "“配送”得分最低（3.0）" in words_of(app)
    app.selectbox(key="survey_answer").set_value(("1", "", "detractors")).run()
    assert not app.exception
    assert any("6 分及以下" in text for text in words_of(app).splitlines())
    assert [each.label for each in app.button if each.key == "see_survey_answer"] == ["看这 20 人"]


def test_another_survey_has_questions_of_its_own(visit: Visit, shop: DuckWarehouse) -> None:
    app = visit(PAGE, workspace=shop.workspace, lang="zh_CN")
    app.selectbox(key="survey_question").set_value("2").run()
    app.selectbox(key="survey").set_value("旧调研").run()
    assert not app.exception
    assert not app.error
    assert app.selectbox(key="survey_question").value == "1"
    assert "75% 选“茶”" in words_of(app)


@pytest.mark.parametrize(
    ("tab", "said"),
    [
        ("什么最要紧", "保持“口味”：它与“您愿意推荐给朋友吗”的关系最密切"),
        ("原话", "1 条"),
        ("比上一次", "这份问卷只问过一次"),
        ("最值钱的诉求", "这份问卷没有可选的题"),
        ("这些数字怎么算的？", "每道题的基数是答了这道题的人"),
    ],
)
def test_what_stands_below(visit: Visit, shop: DuckWarehouse, tab: str, said: str) -> None:
    app = visit(PAGE, workspace=shop.workspace, lang="zh_CN")
    app.session_state["survey_below"] = tab
    app.run()
    assert not app.exception
    assert said in words_of(app)


def test_a_row_of_a_grid_by_a_fact_about_people(visit: Visit, shop: DuckWarehouse) -> None:
    app = visit(PAGE, workspace=shop.workspace, lang="zh_CN")
    app.selectbox(key="survey_question").set_value("2").run()
    app.selectbox(key="crosstab_item").set_value("2.2").run()
    app.selectbox(key="crosstab_by").set_value("gender").run()
    assert not app.exception
    assert "看不出各组有差别：比较了 60 份答案" in words_of(app)
    app.selectbox(key="crosstab_cell").set_value(("1", "女")).run()
    assert [each.label for each in app.button if each.key == "see_crosstab_cell"] == ["看这 6 人"]


def test_a_manager_sees_no_small_number_and_no_quote(visit: Visit, shop: DuckWarehouse) -> None:
    app = visit(PAGE, workspace=shop.workspace, lang="zh_CN", role="manager")
    app.session_state["survey_below"] = "原话"
    app.run()
    assert not app.exception
    assert not app.error
    assert "太甜" not in str([each.value for each in app.dataframe])


def test_a_workspace_without_a_survey_says_what_to_import(visit: Visit) -> None:
    app = visit(PAGE, workspace="nothing-asked", lang="zh_CN")
    assert not app.exception
    assert "问卷" in "\n".join([words_of(app), *(str(each.value) for each in (*app.error, *app.warning))])
