"""Public surveys through the ordinary path: what their publishers report must come out."""

import pytest

from insight.analysis import make_params
from insight.analysis.crosstab import crosstab
from insight.analysis.survey import SurveyResult, survey
from insight.warehouse import DuckWarehouse
from tests.uploads import new_workspace, shared, upload

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def voters(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    warehouse = new_workspace(tmp_path_factory.mktemp("voters"))
    upload(warehouse, shared("data/nonvoters_survey.csv.gz"))
    return warehouse


def told(warehouse: DuckWarehouse) -> SurveyResult:
    return survey(warehouse, make_params("survey", {}, warehouse))


def percents(result: SurveyResult, text: str) -> dict[str, tuple[float, int]]:
    key = result.questions.loc[result.questions["text"] == text, "question"].iloc[0]
    rows = result.options[result.options["question"] == key]
    return {row["option"]: (round(100 * row["share"], 1), row["n"]) for row in rows.to_dict("records")}


def test_weighted_shares_are_the_published_ones(voters: DuckWarehouse) -> None:
    result = told(voters)
    assert (result.responses, result.is_weighted) == (5836, True)
    assert percents(result, "voter_category") == {
        "rarely/never": (28.0, 1451),
        "sporadic": (42.9, 2574),
        "always": (29.0, 1811),
    }
    assert {name: share for name, (share, _n) in percents(result, "race").items()} == {
        "White": 68.6,
        "Black": 12.4,
        "Hispanic": 12.2,
        "Other/Mixed": 6.8,
    }
    assert {name: round(share) for name, (share, _n) in percents(result, "gender").items()} == {
        "Female": 53,
        "Male": 47,
    }


def test_columns_of_one_question_are_found_and_their_filters_respected(voters: DuckWarehouse) -> None:
    questions = told(voters).questions
    whole = questions[questions["item"] == ""].set_index("text")
    assert whole.loc[["Q19", "Q28", "Q29"], "kind"].tolist() == ["multiple"] * 3
    assert whole.loc[["Q19", "Q28", "Q29"], "base"].tolist() == [5836, 5302, 1342]
    assert whole.loc[["Q2", "Q8", "Q10", "Q18"], "kind"].tolist() == ["matrix"] * 4
    assert (whole.loc["Q22", "base"], whole.loc["Q22", "no_answer"]) == (474, 12)


def test_a_weighted_crosstab_adds_up_to_the_whole(voters: DuckWarehouse) -> None:
    params = make_params("crosstab", {"question": "Q30", "by": "voter_category"}, voters)
    result = crosstab(voters, params)
    assert result.groups["base"].sum() == result.base == 5788
    assert result.cells.groupby("group")["share"].sum().round(9).tolist() == [1, 1, 1]
    assert result.tests["test"].tolist() == ["kruskal"]


def test_who_stopped_early_is_in_the_base_of_what_was_answered(tmp_path: object) -> None:
    warehouse = new_workspace(tmp_path)  # type: ignore[arg-type]
    upload(warehouse, shared("data/flying_etiquette_survey.csv.gz"))
    result = told(warehouse)
    assert result.responses == 1040
    bases = result.questions.set_index("text")["base"]
    assert bases[["How often do you travel by plane?", "Do you ever recline your seat when you fly?"]].tolist() == [
        1040,
        858,
    ]
    assert percents(result, "Do you ever recline your seat when you fly?")["Never"] == (19.9, 171)
