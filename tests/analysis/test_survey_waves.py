"""Two waves of a survey, question by question, and the score of several surveys together."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from insight.analysis.survey_waves import SurveyWavesParams, SurveyWavesResult, survey_waves
from insight.charts.survey.waves import waves_picture
from insight.errors import NotEnoughDataError, ParameterError
from insight.govern.small_cells import without_small_cells
from insight.warehouse import DuckWarehouse
from tests.workspaces import Row, member, people, workspace

AS_OF = dt.date(2026, 1, 1)
FIRST, SECOND = dt.datetime(2025, 3, 1, 9), dt.datetime(2025, 9, 1, 9)
ASKED = {"1": "愿意推荐给朋友吗", "2": "最看重什么", "3.1": "请打分—口味", "3.2": "请打分—包装"}


def wave(survey: str, at: dt.datetime, said: dict[str, list[str]], prefix: str = "p") -> dict[str, list[Row]]:
    """Responses of a survey: of each question the answers by place."""
    count = max(len(answers) for answers in said.values())
    return {
        "survey_responses": [
            {"response_id": f"{survey}{at.month}{n}", "survey": survey, "submitted_at": at}
            | {"respondent_ref": f"{prefix}{n}"}
            for n in range(count)
        ],
        "survey_answers": [
            {"response_id": f"{survey}{at.month}{n}", "survey": survey, "question_no": number}
            | {"question": ASKED.get(number, number), "answer": answer}
            | {"question_type": {"1": "scale", "2": "single"}.get(number, "matrix")}
            for number, answers in said.items()
            for n, answer in enumerate(answers)
        ],
    }


def early() -> dict[str, list[str]]:
    """100 answers: score 0, 30 for the price, marks of 3 and 4."""
    return {
        "1": ["10"] * 30 + ["8"] * 40 + ["3"] * 30,
        "2": ["价格"] * 30 + ["质量"] * 60 + ["只在上次"] * 10,
        "3.1": ["3"] * 50 + ["4"] * 50,
        "3.2": ["3"] * 50 + ["4"] * 50,
    }


def late() -> dict[str, list[str]]:
    """100 answers: score 40, 65 for the price, the package marked as before."""
    return {
        "1": ["10"] * 60 + ["8"] * 20 + ["3"] * 20,
        "2": ["价格"] * 65 + ["质量"] * 30 + ["只在这次"] * 5,
        "3.1": ["5"] * 50 + ["4"] * 50,
        "3.2": ["3"] * 50 + ["4"] * 50,
    }


def shop(folder: Path, *waves: dict[str, list[Row]]) -> DuckWarehouse:
    customers = [member(f"p{n}", "2024-01-01") for n in range(100)]
    rows = {name: [row for each in waves for row in each[name]] for name in ("survey_responses", "survey_answers")}
    return workspace(folder, customers=customers, **rows)


def compared(warehouse: DuckWarehouse, **given: Any) -> SurveyWavesResult:
    return survey_waves(warehouse, SurveyWavesParams(as_of=AS_OF, currency="CNY", **given))


def said(result: SurveyWavesResult) -> list[str]:
    return [finding.text.render("en") for finding in result.findings()]


def test_what_moved_between_two_surveys(tmp_path: Path) -> None:
    warehouse = shop(tmp_path, wave("春", FIRST, early()), wave("秋", SECOND, late()))
    result = compared(warehouse)
    assert (result.before.render("en"), result.after.render("en"), result.both) == ("春", "秋", 100)
    rows = result.changes.set_index(["question", "item", "option"])
    assert rows.loc[("1", "", ""), ["measure", "before", "after"]].tolist() == ["nps", 0.0, pytest.approx(0.4)]
    assert rows.loc[("2", "", "价格"), ["n_before", "n_after"]].tolist() == [30, 65]
    assert rows.loc[("3", "口味", ""), ["before", "after"]].tolist() == [3.5, 4.5]
    assert set(result.changes["option"]) == {"", "价格", "质量"}
    assert rows["certain"].to_dict() == {
        ("1", "", ""): True,
        ("2", "", "价格"): True,
        ("2", "", "质量"): True,
        ("3", "口味", ""): True,
        ("3", "包装", ""): False,
    }
    assert said(result) == [
        "The net promoter score went from +0 to +40: +40, give or take 22",
        "“口味” went from 3.5 to 4.5 on average",
        "“最看重什么”: 30% said “价格”, now 65%",
        "“最看重什么”: 60% said “质量”, now 30%",
        "All 2 surveys with a score together: +20, give or take 11 (200 answered)",
    ]


def test_the_people_of_an_answer_in_either_wave(tmp_path: Path) -> None:
    warehouse = shop(tmp_path, wave("春", FIRST, early()), wave("秋", SECOND, late()))
    result = compared(warehouse, survey="秋", against="春")
    row = result.changes.set_index("option").loc["价格"]
    for when, count in (("before", 30), ("after", 65)):
        segment = result.segment(question="2", option="价格", wave=when)
        assert segment.count(warehouse) == row[f"customers_{when}"] == count
    clicks = waves_picture(result, "en").clickable()
    assert clicks == [("2", "", option, when) for when in ("before", "after") for option in ("价格", "质量")]
    against = result.segment(question="1", option="detractors", wave="before")
    assert people(warehouse, against.statement, against.values) == {f"p{n}" for n in range(70, 100)}
    for cell in ({"wave": "then"}, {"option": "只在上次"}, {"question": "9"}):
        with pytest.raises(ParameterError):
            result.segment(**({"question": "2", "option": "价格"} | cell))


def test_a_manager_sees_no_small_number_of_a_wave(tmp_path: Path) -> None:
    few = late() | {"2": ["价格"] * 65 + ["质量"] * 33 + ["只在上次"] * 2}
    warehouse = shop(tmp_path, wave("春", FIRST, early()), wave("秋", SECOND, few))
    seen = without_small_cells(compared(warehouse)).changes.set_index("option")
    assert seen.loc[["价格", "质量", "只在上次"], "n_after"].isna().tolist() == [False, True, True]
    assert seen.loc[["价格", "质量", "只在上次"], "after"].isna().tolist() == [False, True, True]
    assert seen.loc["质量", "n_before"] == 60


def test_one_survey_is_parted_by_its_longest_pause_or_by_a_day(tmp_path: Path) -> None:
    warehouse = shop(tmp_path, wave("长", FIRST, early()), wave("长", SECOND, late()))
    guessed = compared(warehouse)
    assert (guessed.before.render("en"), guessed.responses_before) == ("长 before 1 Sep 2025", 100)
    assert any("parted after its longest pause" in text for text in said(guessed))
    assert guessed.changes.set_index("option").loc["价格", ["before", "after"]].tolist() == [0.3, 0.65]
    assert guessed.segment(question="2", option="价格", wave="before").count(warehouse) == 30
    stated = compared(warehouse, split_on=dt.date(2025, 3, 2))
    assert (stated.responses_before, stated.responses_after, stated.is_guessed) == (100, 100, False)
    with pytest.raises(ParameterError, match="responses on both sides"):
        compared(warehouse, split_on=FIRST.date())


def test_a_single_wave_or_nothing_in_common_is_a_sentence(tmp_path: Path) -> None:
    other = wave("别的", FIRST, {"9": ["是", "否"] * 20})
    warehouse = shop(tmp_path, other, wave("秋", SECOND, late()))
    with pytest.raises(NotEnoughDataError, match="asked once"):
        compared(warehouse)
    with pytest.raises(NotEnoughDataError, match="no question in common"):
        compared(warehouse, against="别的")
    with pytest.raises(ParameterError):
        compared(warehouse, against="没有")


def test_few_answers_that_moved_a_little_are_no_change(tmp_path: Path) -> None:
    less = {"1": early()["1"][20:60], "2": early()["2"][20:60]}
    warehouse = shop(tmp_path, wave("春", FIRST, less), wave("秋", SECOND, {"1": less["1"], "2": less["2"][1:]}))
    result = compared(warehouse)
    score, rest = said(result)[:2]
    assert score == (
        "The net promoter score was +25 and is +25: no change can be seen, only one of about 19 points or more would be"
    )
    assert rest == "No other answer can be seen to have moved between “春” and “秋”: 2 numbers were compared"
    assert result.changes["p_corrected"].max() == 1.0


@pytest.mark.parametrize(
    "given",
    [
        {"against": "春", "split_on": dt.date(2025, 5, 1)},
        {"survey": "春", "against": "春"},
        {"split_on": AS_OF},
        {"kinds": ("1",)},
    ],
)
def test_waves_that_cannot_be(given: dict[str, Any]) -> None:
    with pytest.raises(ParameterError):
        SurveyWavesParams(as_of=AS_OF, currency="CNY", **given)
