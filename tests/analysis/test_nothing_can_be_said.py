"""Where a survey allows no verdict, one sentence says why; of campaigns see `test_judge_stories`."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from insight.analysis import ANALYSES, make_params
from insight.errors import InsightError
from insight.warehouse import DuckWarehouse
from tests.workspaces import Row, member, order, workspace

ASKED: dict[str, tuple[int, str, dict[str, Callable[[int], str]]]] = {
    "own words": (40, "open", {"想说什么": lambda n: f"第 {n} 个人写的话"}),
    "all alike": (80, "single", {"喜欢吗": lambda _n: "喜欢"}),
    "all tens": (80, "single", {"愿意推荐吗": lambda _n: "10", "口味打分": lambda n: str(n % 5 + 1)}),
    "ten people": (10, "single", {"愿意推荐吗": str, "口味打分": lambda n: str(n % 5 + 1)}),
}
"""Survey -> how many answer it, the kind its tool states, and what they say."""

CASES: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "a survey without a closed question": (
        "own words",
        "crosstab",
        {"by": "gender"},
        "This survey has no question with options",
    ),
    "and what drives its score": (
        "own words",
        "key_drivers",
        {},
        "Nothing in this survey says how satisfied people are",
    ),
    "everybody said the same": ("all alike", "crosstab", {"by": "gender"}, "All 80 who answered “喜欢吗” said “喜欢”"),
    "everybody gave the same score": (
        "all tens",
        "crosstab",
        {"by": "gender"},
        "All 80 who answered “愿意推荐吗” said “10”",
    ),
    "nothing drives what all say": ("all tens", "key_drivers", {}, "All 80 gave “愿意推荐吗” the same mark"),
    "ten responses by group": (
        "ten people",
        "crosstab",
        {"by": "gender"},
        "cannot be compared yet: two groups with 30 answers or more are needed, 0 have as many",
    ),
    "ten responses and what drives them": ("ten people", "key_drivers", {}, "Too few people marked everything"),
    "asked once": ("own words", "survey_waves", {}, "This survey was asked once"),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], DuckWarehouse]:
    """A workspace for each survey, built when it is first asked for."""

    @cache
    def of(survey: str) -> DuckWarehouse:
        return asked(tmp_path_factory.mktemp("asked"), survey)

    return of


def asked(folder: Path, survey: str) -> DuckWarehouse:
    people, kind, questions = ASKED[survey]
    names = [f"p{number}" for number in range(people)]
    answers: list[Row] = [
        {"response_id": name, "survey": survey, "question_no": text, "question": text, "question_type": kind}
        | {"answer": answer(number)}
        for number, name in enumerate(names)
        for text, answer in questions.items()
    ]
    return workspace(
        folder,
        customers=[member(name, "2024-01-01", gender="女" if n % 2 else "男") for n, name in enumerate(names)],
        orders=[order("p1", "2025-05-01", 10)],
        survey_responses=[{"response_id": name, "survey": survey, "respondent_ref": name} for name in names],
        survey_answers=answers,
    )


@pytest.mark.parametrize("case", CASES)
def test_one_sentence_says_why(house: Callable[[str], DuckWarehouse], case: str) -> None:
    survey, name, given, sentence = CASES[case]
    warehouse = house(survey)
    try:
        result = ANALYSES[name].run(warehouse, make_params(name, {"as_of": "2026-01-01"} | given, warehouse))
        first = result.findings()[0]
        said, is_verdict = first.text.render("en"), first.certain
    except InsightError as error:
        said, is_verdict = error.render("en"), False
    assert sentence in said
    assert not is_verdict
