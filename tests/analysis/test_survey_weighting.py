"""Answers weighted to the members by who they are."""

from pathlib import Path
from typing import Any

import pytest

from insight.analysis import make_params
from insight.analysis.crosstab import crosstab
from insight.analysis.survey import SurveyResult, survey
from insight.errors import NotEnoughDataError, ParameterError
from insight.govern.small_cells import without_small_cells
from insight.warehouse import DuckWarehouse
from tests.workspaces import Row, member, workspace


def shop(folder: Path, *, known: bool = True) -> DuckWarehouse:
    """1,000 members: 100 gold, 800 silver, 100 of no tier. 40 gold recommend, of 40 silver 10; nobody of no tier."""
    tiers = ["gold"] * 100 + ["silver"] * 800 + [None] * 100
    answered = {f"m{n}": "10" for n in range(40)} | {f"m{n}": "9" if n < 110 else "3" for n in range(100, 140)}
    responses: list[Row] = [
        {"response_id": name, "survey": "s", "respondent_ref": name if known else None} for name in answered
    ]
    answers = [
        {"response_id": name, "survey": "s", "question_no": "1", "question": "愿意推荐吗", "question_type": "scale"}
        | {"answer": answer}
        for name, answer in answered.items()
    ]
    return workspace(
        folder,
        customers=[
            member(f"m{n}", "2024-01-01", tier=tier, gender="女" if n % 2 else "男") for n, tier in enumerate(tiers)
        ],
        survey_responses=responses,
        survey_answers=answers,
    )


def told(warehouse: DuckWarehouse, **given: Any) -> SurveyResult:
    return survey(warehouse, make_params("survey", {"as_of": "2026-01-01"} | given, warehouse))


def said(result: SurveyResult) -> list[str]:
    return [finding.text.render("en") for finding in result.findings()]


def test_the_score_is_that_of_the_members_and_says_what_changed(tmp_path: Path) -> None:
    """40 gold and 40 silver are raked to 1/9 and 8/9: factors 2/9 and 16/9; the score is 1/9 + 8/9 · (-1/2) = -1/3."""
    warehouse = shop(tmp_path)
    plain, weighted = told(warehouse), told(warehouse, weight_to=["member_tier"])
    assert plain.questions["nps"].tolist() == [pytest.approx(0.25)]
    assert weighted.questions["nps"].tolist() == [pytest.approx(-1 / 3)]
    assert weighted.options["n"].tolist() == plain.options["n"].tolist()
    assert weighted.weighting is not None
    factors = sorted(weighted.weighting.factors.values())
    assert (factors[0], factors[-1]) == (pytest.approx(2 / 9), pytest.approx(16 / 9))
    assert weighted.effective_n == pytest.approx(80**2 / (40 * (4 / 81) + 40 * (256 / 81)))
    assert said(weighted)[1:3] == [
        "Weighted to our 1,000 members by Member tier, the score goes from +25 to -33; 80 responses say as much as 50 "
        "of equal weight",
        "Nobody answered from unknown (10% of the members): no weight can speak for them",
    ]
    assert not any("The file weights" in text for text in said(weighted))


def test_the_people_behind_an_answer_are_the_same(tmp_path: Path) -> None:
    warehouse = shop(tmp_path)
    weighted = told(warehouse, weight_to=["tier", "gender"])
    row = weighted.options.set_index("option").loc["10"]
    assert weighted.segment(question="1", option="10").count(warehouse) == row["customers"] == 40
    assert [title.render("en") for title in weighted.weighting.titles] == ["Member tier", "Gender"]  # type: ignore[union-attr]


def test_groups_are_weighted_too(tmp_path: Path) -> None:
    warehouse = shop(tmp_path)
    given = {"as_of": "2026-01-01", "by": "gender", "weight_to": ["tier"]}
    result = crosstab(warehouse, make_params("crosstab", given, warehouse))
    assert result.groups["base"].tolist() == [40, 40]
    assert result.groups["nps"].tolist() == [pytest.approx(-1 / 3), pytest.approx(-1 / 3)]


def test_few_who_would_count_for_many_count_for_five(tmp_path: Path) -> None:
    """2 of 82 who answered have no tier, as 10 % of the members."""
    warehouse = shop(tmp_path)
    assert told(warehouse, weight_to=["tier"]).weighting.is_cut is False  # type: ignore[union-attr]
    brand = workspace(
        tmp_path / "b",
        customers=[member(f"m{n}", "2024-01-01", tier="gold" if n < 500 else "silver") for n in range(1000)],
        survey_responses=[{"response_id": f"m{n}", "survey": "s", "respondent_ref": f"m{n}"} for n in range(495, 600)],
        survey_answers=[
            {"response_id": f"m{n}", "survey": "s", "question_no": "1", "question": "口味", "question_type": "single"}
            | {"answer": "甜" if n < 500 else "咸"}
            for n in range(495, 600)
        ],
    )
    result = told(brand, weight_to=["tier"])
    assert "count for 5: few of their kind answered" in " ".join(said(result))
    assert "“甜” goes from 4.8% to 24%" in said(result)[0]


def test_a_manager_sees_no_small_number_behind_what_changed(tmp_path: Path) -> None:
    moved = without_small_cells(told(shop(tmp_path), weight_to=["tier"])).moved
    assert moved.loc[moved["option"] == "10", "after"].notna().all()
    assert moved["n"].dropna().ge(5).all()


def test_what_cannot_be_weighted_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotEnoughDataError, match="cannot be weighted"):
        told(shop(tmp_path, known=False), weight_to=["tier"])
    with pytest.raises(ParameterError, match="a trait that is known now"):
        told(shop(tmp_path / "b"), weight_to=["shoe size"])
    with pytest.raises(ParameterError, match="each trait once"):
        told(shop(tmp_path / "c"), weight_to=["tier", "tier"])
