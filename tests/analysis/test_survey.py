"""Results of a survey and crosstabs, by hand."""

import datetime as dt
import json
from typing import Any

import pytest

from insight.analysis import default_as_of, make_params
from insight.analysis.answers.kept import keep_kind
from insight.analysis.crosstab import CrosstabResult, crosstab
from insight.analysis.survey import SurveyResult, survey
from insight.audience import as_segment, from_parameters, from_segment
from insight.errors import NotEnoughDataError, ParameterError
from insight.warehouse import DuckWarehouse, Warehouse
from tests.workspaces import Row, member, order, people, workspace

AS_OF = "2026-01-01"
NOW = dt.datetime(2026, 1, 2, 9)
MEMBERS = {"ann": "女", "bob": "男", "cid": "男", "dan": "女"}

QUESTIONS = {
    "1": "性别",
    "2": "买给谁（多选）",
    "3": "愿意推荐给朋友吗",
    "4.1": "请打分—口味",
    "4.2": "请打分—包装",
    "5": "还想说什么",
}
TYPES = {"2": "multiple", "3": "scale", "4.1": "matrix", "4.2": "matrix", "5": "open"}
ANSWERS: dict[str, dict[str, list[str]]] = {
    "ann": {"1": ["女"], "2": ["自己", "朋友"], "3": ["10"], "4.1": ["5"], "4.2": ["3"], "5": ["都好"]},
    "bob": {"1": ["男"], "2": ["自己"], "3": ["8"], "4.1": ["4"], "4.2": ["2"]},
    "cid": {"1": ["男"], "3": ["6"], "4.1": ["5"], "4.2": ["1"]},
    "dan": {"1": ["拒答"], "2": ["朋友"], "3": ["9"], "4.1": ["5"], "4.2": ["2"]},
    "x1": {"2": ["自己"], "3": ["0"], "4.1": ["4"], "4.2": ["2"]},
}


def responses(weights: dict[str, float] | None = None, survey: str = "调研", day: int = 1) -> list[Row]:
    return [
        {
            "response_id": who,
            "survey": survey,
            "respondent_ref": who if who in MEMBERS else None,
            "submitted_at": dt.datetime(2025, 12, day + place, 9),
            "duration_s": 100.0 if who != "cid" else 30.0,
            "weight": (weights or {}).get(who),
        }
        for place, who in enumerate(ANSWERS)
    ]


def answers(survey: str = "调研") -> list[Row]:
    return [
        {
            "response_id": who,
            "survey": survey,
            "question_no": number,
            "question": QUESTIONS[number],
            "question_type": TYPES.get(number, "single"),
            "answer": answer,
        }
        for who, said in ANSWERS.items()
        for number, given in said.items()
        for answer in given
    ]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    weights = {"ann": 3.0, "bob": 1.0, "cid": 1.0, "dan": 1.0}
    return workspace(
        tmp_path_factory.mktemp("survey"),
        customers=[member(name, "2024-01-01", gender=gender) for name, gender in MEMBERS.items()],
        orders=[order("ann", "2025-05-01", 10)],
        survey_responses=[*responses(), *responses(weights, "加权", day=20)],
        survey_answers=[*answers(), *answers("加权")],
    )


def told(warehouse: Warehouse, **more: Any) -> SurveyResult:
    return survey(warehouse, make_params("survey", {"as_of": AS_OF, "survey": "调研"} | more, warehouse))


def crossed(warehouse: Warehouse, **more: Any) -> CrosstabResult:
    given = {"as_of": AS_OF, "survey": "调研", "least_base": 2} | more
    return crosstab(warehouse, make_params("crosstab", given, warehouse))


def shares(result: SurveyResult, question: str, item: str = "") -> dict[str, tuple[int, int, float]]:
    rows = result.options[(result.options["question"] == question) & (result.options["item"] == item)]
    return {row["option"]: (row["n"], row["base"], row["share"]) for row in rows.to_dict("records")}


def test_the_base_is_who_answered_and_a_refusal_is_counted_beside_it(shop: DuckWarehouse) -> None:
    result = told(shop)
    assert shares(result, "1") == {"男": (2, 3, 2 / 3), "女": (1, 3, 1 / 3)}
    row = result.questions.set_index("question").loc["1"]
    assert (row["base"], row["no_answer"], row["customers"]) == (3, 1, 3)


def test_each_of_several_choices_is_counted_of_those_who_chose_any(shop: DuckWarehouse) -> None:
    assert shares(told(shop), "2") == {"自己": (3, 4, 0.75), "朋友": (2, 4, 0.5)}


def test_a_row_of_a_grid_has_its_own_mean(shop: DuckWarehouse) -> None:
    marks = told(shop).questions.set_index("item")["mean"]
    assert (marks["口味"], marks["包装"]) == (pytest.approx(4.6), 2.0)


def test_nine_promotes_seven_is_passive_and_six_detracts(shop: DuckWarehouse) -> None:
    result = told(shop)
    row = result.questions.set_index("question").loc["3"]
    assert (row["kind"], row["base"], row["nps"]) == ("nps", 5, 0.0)
    bands = {band: people(shop, *_found(result, question="3", option=band)) for band in ("promoters", "passives")}
    assert bands == {"promoters": {"ann", "dan"}, "passives": {"bob"}}
    assert people(shop, *_found(result, question="3", option="detractors")) == {"cid"}


def _found(result: SurveyResult | CrosstabResult, **cell: str) -> tuple[str, Any]:
    segment = result.segment(**cell)
    return segment.statement, segment.values


def test_weights_change_shares_and_not_the_numbers_of_people(shop: DuckWarehouse) -> None:
    plain, weighted = told(shop, survey="加权", is_weighted=False), told(shop, survey="加权")
    assert shares(plain, "1")["女"] == (1, 3, 1 / 3)
    assert shares(weighted, "1")["女"] == (1, 3, 0.6)
    assert weighted.effective_n == pytest.approx(36 / 12)
    # The response without a weight, where others have one, stands for nobody.
    assert shares(weighted, "2")["自己"] == (3, 4, pytest.approx(4 / 5))
    assert weighted.is_weighted
    assert not plain.is_weighted


def test_the_newest_survey_is_told_unless_one_is_named(shop: DuckWarehouse) -> None:
    assert told(shop, survey=None).survey == "加权"
    assert told(shop, as_of="2025-12-05").responses == 4
    with pytest.raises(ParameterError, match="nobody asked"):
        told(shop, survey="nobody asked")


def test_what_came_later_is_said_and_a_survey_of_later_days_alone_says_which_day_to_choose(shop: DuckWarehouse) -> None:
    early = told(shop, as_of="2025-12-05")
    assert (early.responses, early.later) == (4, 1)
    assert "1 response came in after 4 Dec 2025 and is not counted" in str(
        [finding.text.render("en") for finding in early.findings()]
    )
    assert told(shop).later == 0
    with pytest.raises(NotEnoughDataError, match="Set “As of” to 25 Dec 2025 or later"):
        told(shop, survey=None, as_of="2025-12-01")


def test_responses_set_the_as_of_day_where_nobody_ordered(tmp_path: Any) -> None:
    listed = workspace(tmp_path, customers=[member("ann", "2024-01-01")], survey_responses=responses())
    assert default_as_of(listed) == dt.date(2025, 12, 6)
    undated = workspace(tmp_path, survey_responses=[{"response_id": "1", "survey": "s"}])
    assert default_as_of(undated) == dt.date(2026, 1, 6)


def test_the_people_of_every_option_are_as_many_as_its_row_says(shop: DuckWarehouse) -> None:
    result = told(shop)
    assert len(result.options) > 8
    for row in result.options.to_dict("records"):
        segment = result.segment(question=row["question"], item=row["item"], option=row["option"])
        assert segment.count(shop) == row["customers"], row


def test_answers_in_less_than_a_third_of_the_median_time_are_doubted(shop: DuckWarehouse) -> None:
    assert told(shop).doubts[["doubt", "n"]].to_numpy().tolist() == [["too_fast", 1]]


def test_texts_are_quotes(shop: DuckWarehouse) -> None:
    assert told(shop).quotes[["question", "quote", "n"]].to_numpy().tolist() == [["5", "都好", 1]]


def test_a_crosstab_by_a_fact_about_people_leaves_out_whom_nobody_knows(shop: DuckWarehouse) -> None:
    result = crossed(shop, question="2", by="gender")
    cells = {(row["group"], row["option"]): (row["n"], row["base"]) for row in result.cells.to_dict("records")}
    assert cells == {("女", "自己"): (1, 2), ("女", "朋友"): (2, 2), ("男", "自己"): (1, 1), ("男", "朋友"): (0, 1)}
    assert (result.base, result.ungrouped) == (4, 1)


def test_a_crosstab_by_another_question_counts_the_nameless_too(shop: DuckWarehouse) -> None:
    result = crossed(shop, question="3", by="买给谁（多选）")
    assert result.groups.set_index("group")["base"].to_dict() == {"自己": 3, "朋友": 2}
    assert result.groups.set_index("group")["mean"].to_dict() == {"自己": 6.0, "朋友": 9.5}
    assert result.ungrouped == 1


def test_a_crosstab_by_what_an_analysis_calls_people(shop: DuckWarehouse) -> None:
    result = crossed(shop, question="3", by="stage")
    assert result.groups["base"].sum() == 4
    assert result.groups["customers"].sum() == 4


@pytest.mark.slow("asks for every cell")
def test_the_people_of_every_cell_are_as_many_as_it_says(shop: DuckWarehouse) -> None:
    for by in ("gender", "性别", "stage", "wave"):
        for question in ("2", "3", "口味"):
            result = crossed(shop, question=question, by=by)
            for row in result.cells.to_dict("records"):
                segment = result.segment(option=row["option"], group=row["group"])
                assert segment.count(shop) == row["customers"], (by, row)


def test_people_of_an_answer_can_be_kept_as_a_segment_and_stay_the_same(shop: DuckWarehouse) -> None:
    found = [
        told(shop).segment(question="3", option="promoters"),
        told(shop).segment(question="4", item="口味", option="5"),
        crossed(shop, question="2", by="gender").segment(option="朋友", group="女"),
        crossed(shop, question="3", by="stage").segment(option="10", group="contacted"),
    ]
    for segment in found:
        record = json.loads(json.dumps(dict(segment.parameters), default=str))
        assert from_parameters(segment.analysis, record) == from_segment(segment)
        again = as_segment(shop, from_segment(segment), segment.as_of)
        assert again.count(shop) == segment.count(shop)


def test_groups_that_a_person_can_be_in_several_of_are_not_compared(tmp_path: Any) -> None:
    """Everybody drinks tea, half of them wine too, and those say otherwise: no letter, no test."""
    rows = []
    for number in range(80):
        both = number % 2 == 0
        given = [("1", "喝什么", "multiple", "茶"), ("2", "组", "single", "A" if both else "B")]
        given += [("1", "喝什么", "multiple", "酒")] if both else []
        rows += [
            {"response_id": f"p{number}", "survey": "s", "question_no": at, "question": text}
            | {"question_type": kind, "answer": answer}
            for at, text, kind, answer in given
        ]
    shop = workspace(
        tmp_path, survey_responses=[{"response_id": f"p{n}", "survey": "s"} for n in range(80)], survey_answers=rows
    )
    result = crossed(shop, survey="s", question="组", by="喝什么")
    assert result.groups.set_index("group")["base"].to_dict() == {"茶": 80, "酒": 40}
    assert not result.groups["is_compared"].any()
    assert result.tests["p_value"].isna().all()
    assert set(result.cells["higher_than"]) == {""}
    assert "not compared" in result.findings()[0].text.render("en")
    assert crossed(shop, survey="s", question="喝什么", by="组").groups["is_compared"].all()


def test_small_groups_are_shown_and_not_compared(shop: DuckWarehouse) -> None:
    result = crossed(shop, question="1", by="gender", least_base=3)
    assert result.groups["is_small"].all()
    assert result.tests["p_value"].isna().all()
    assert set(result.cells["higher_than"]) == {""}


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"question": "7"}, "question"),
        ({"question": "请打分"}, "口味, 包装"),
        ({"question": "5"}, "options"),
        ({"by": "colour"}, "rfm_group"),
        ({"kinds": ["3=colour"]}, "colour"),
        ({"least_base": 1}, "least_base"),
    ],
)
def test_what_was_not_asked_is_a_sentence(shop: DuckWarehouse, more: dict[str, Any], word: str) -> None:
    with pytest.raises(ParameterError, match=word):
        crossed(shop, **more)


def test_a_workspace_without_a_survey_and_a_survey_of_texts_alone_are_sentences(tmp_path: Any) -> None:
    bare = workspace(tmp_path, orders=[order("ann", "2025-05-01", 10)])
    with pytest.raises(NotEnoughDataError, match="survey"):
        told(bare)
    texts = [row for row in answers() if row["question_no"] == "5"]
    only = workspace(tmp_path, survey_responses=responses(), survey_answers=texts)
    assert told(only).questions["kind"].tolist() == ["open"]
    with pytest.raises(NotEnoughDataError, match="no question with options"):
        crossed(only)


def test_what_staff_say_a_question_is_is_kept_with_the_workspace(tmp_path: Any) -> None:
    shop = workspace(tmp_path, survey_responses=responses(), survey_answers=answers())
    keep_kind(shop, "调研", "3", "single", at=NOW, by="ann")
    assert told(shop).questions.set_index("question").loc["3", "kind"] == "single"
    assert told(shop, kinds=["3=scale"]).questions.set_index("question").loc["3", "kind"] == "scale"
    keep_kind(shop, "调研", "3", "number", at=NOW)
    assert told(shop).questions.set_index("question").loc["3", "kind"] == "number"
    keep_kind(shop, "调研", "3", None, at=NOW)
    assert told(shop).questions.set_index("question").loc["3", "kind"] == "nps"
    with pytest.raises(ParameterError, match="colour"):
        keep_kind(shop, "调研", "3", "colour", at=NOW)


def test_groups_that_differ_carry_letters_and_are_said(tmp_path: Any) -> None:
    who = [f"p{number}" for number in range(80)]
    said = {
        name: ("茶", "A") if number < 40 else ("酒", "B" if number < 75 else "A") for number, name in enumerate(who)
    }
    rows = [
        {
            "response_id": name,
            "survey": "s",
            "question_no": number,
            "question": text,
            "question_type": "single",
            "answer": answer,
        }
        for name, pair in said.items()
        for number, text, answer in zip("12", ("喝什么", "组"), pair, strict=True)
    ]
    shop = workspace(
        tmp_path, survey_responses=[{"response_id": name, "survey": "s"} for name in who], survey_answers=rows
    )
    result = crossed(shop, survey="s", question="喝什么", by="组", least_base=30)
    letters = {(row["group"], row["option"]): row["higher_than"] for row in result.cells.to_dict("records")}
    a, b = result.groups.set_index("group")["letter"][["A", "B"]]
    assert letters == {("A", "茶"): b, ("A", "酒"): "", ("B", "茶"): "", ("B", "酒"): a}
    assert "A" in result.findings()[0].text.render("en") or "B" in result.findings()[0].text.render("en")
    assert result.findings()[0].certain
    mixed = crossed(shop, survey="s", question="组", by="组", least_base=46)
    assert not mixed.findings()[0].certain
