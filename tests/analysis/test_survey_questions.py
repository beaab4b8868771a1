"""What was asked: columns that are one question, kinds, the order of options."""

from typing import Any

import pytest

from insight.analysis.answers.order import natural_order
from insight.analysis.answers.questions import Asked, Question, questions


def column(number: str, text: str, counts: dict[str, int], stated: str = "single", **more: Any) -> Asked:
    numbers = [answer for answer in counts if answer.lstrip("-").replace(".", "", 1).isdigit()]
    is_number = len(numbers) == len(counts)
    return Asked(
        number=number,
        text=text,
        stated=stated,
        n=more.get("n", sum(counts.values())),
        is_number=is_number,
        is_whole=is_number and all("." not in answer for answer in counts),
        is_date=False,
        counts=counts,
        answers=more.get("answers", len(counts)),
    )


def only(*columns: Asked) -> Question:
    (found,) = questions(columns)
    return found


@pytest.mark.parametrize(
    "order",
    [
        ["Never", "Once in a while", "About half the time", "Usually", "Always"],
        ["非常不满意", "不满意", "一般", "满意", "非常满意"],
        ["很不满意", "不太满意", "一般", "比较满意", "非常满意"],
        ["Very dissatisfied", "Somewhat dissatisfied", "Neither satisfied nor dissatisfied", "Very satisfied"],
        ["Strongly disagree", "Disagree", "Agree", "Strongly agree"],
        ["18岁以下", "18-25岁", "26-35岁", "46岁以上"],
        ["18-29", "30-44", "45-60", "> 60"],
        ["Less than $40k", "$40-75k", "$75-125k", "$125k or more"],
        ["$0 - $24,999", "$25,000 - $49,999", "$100,000 - $149,999", "$150,000+"],
        ["从未", "1-2次", "3次以上"],
        ["不足1千", "1千-5千", "5千-1万", "1万以上"],
        ["2", "9", "10"],
    ],
)
def test_a_scale_stands_in_its_order_however_often_each_was_chosen(order: list[str]) -> None:
    counts = {name: (7 * place) % 5 for place, name in enumerate(sorted(order))}
    assert natural_order(counts) == (order, True)


@pytest.mark.parametrize("names", [["女", "男"], ["差旅", "自用", "送礼"], ["College", "Some college", "High school"]])
def test_what_is_no_scale_stands_by_how_often_it_was_chosen(names: list[str]) -> None:
    counts = {name: 10 - place for place, name in enumerate(names)}
    assert natural_order(dict(sorted(counts.items()))) == (names, False)


def test_other_stands_last_however_many_chose_it() -> None:
    assert natural_order({"其他": 90, "自己吃": 2, "送礼": 5})[0] == ["送礼", "自己吃", "其他"]
    assert natural_order({"Other (please specify)": 9, "Rice": 1})[0] == ["Rice", "Other (please specify)"]


def test_ticks_of_several_columns_are_one_question_of_several_choices() -> None:
    found = only(*[column(str(at), f"Q19_{at}", {"1": 5, "-1": 7}) for at in (1, 2, 3)])
    assert (found.key, found.kind, found.options) == ("Q19", "multiple", ("Q19_1", "Q19_2", "Q19_3"))
    assert found.items[0].options == {"1": "Q19_1"}
    assert found.items[0].refused == ()


def test_a_grid_of_two_codes_is_no_choice_of_several() -> None:
    found = only(*[column(str(at), f"Q10_{at}", {"1": 5, "2": 7, "-1": 1}) for at in (1, 2)])
    assert (found.kind, found.options) == ("matrix", ("1", "2"))
    assert found.items[0].refused == ("-1",)
    assert found.points is None


def test_rows_of_a_grid_share_the_beginning_of_their_text() -> None:
    found = only(
        *[column(str(at), f"请打分—{row}", {"1": 3, "5": 9}, "matrix") for at, row in enumerate(("包装", "口味"))]
    )
    assert (found.text, found.kind) == ("请打分", "matrix")
    assert [item.text for item in found.items] == ["包装", "口味"]
    assert found.points == {"1": 1.0, "5": 5.0}


def test_neighbours_that_begin_alike_and_are_answered_otherwise_are_two_questions() -> None:
    columns = [
        column("1", "Food: which", {"tea": 3, "cake": 2}),
        column("2", "Food: how often", {"daily": 3, "yearly": 2}),
    ]
    assert [each.key for each in questions(columns)] == ["1", "2"]


def test_places_are_a_ranking_where_each_was_given_once_by_everybody() -> None:
    counts = [{"1": 6, "2": 3, "3": 1}, {"1": 3, "2": 4, "3": 3}, {"1": 1, "2": 3, "3": 6}]
    assert only(*[column(f"4.{at + 1}", f"排序—{at}", each) for at, each in enumerate(counts)]).kind == "ranking"
    counts[0] = {"1": 7, "2": 2, "3": 1}
    assert only(*[column(f"4.{at + 1}", f"排序—{at}", each) for at, each in enumerate(counts)]).kind == "matrix"


@pytest.mark.parametrize(
    ("text", "counts", "kind"),
    [
        ("您有多大可能把我们推荐给朋友？", {"0": 1, "6": 2, "10": 9}, "nps"),
        ("Would you recommend us?", {"1": 1, "3": 2, "5": 9}, "scale"),
        ("How satisfied are you?", {"1": 1, "7": 9}, "scale"),
        ("Q5", {"1": 3, "2": 5}, "single"),
        ("Age in years", {str(age): 1 for age in range(20, 60)}, "number"),
        ("Weight", {"61.5": 1, "70": 2}, "number"),
        ("Colour", {"red": 3, "blue": 5}, "single"),
    ],
)
def test_the_kind_is_what_the_cells_are(text: str, counts: dict[str, int], kind: str) -> None:
    assert only(column("1", text, counts)).kind == kind


def test_a_text_is_open_and_a_list_of_options_too_long_too() -> None:
    assert only(column("1", "Why?", {"because": 1, "so": 1}, "open")).kind == "open"
    names = {f"answer {number}": 2 for number in range(31)}
    assert only(column("1", "Which?", names)).kind == "open"
    assert only(column("1", "Which?", dict(list(names.items())[:30]))).kind == "single"


@pytest.mark.parametrize("word", ["Refused", "拒答", "Prefer not to say", "不便透露"])
def test_a_refusal_is_no_option(word: str) -> None:
    found = only(column("1", "Income", {"low": 4, "high": 5, word: 3}))
    assert set(found.options) == {"low", "high"}
    assert found.items[0].refused == (word,)


def test_a_negative_number_among_measures_is_an_answer_and_among_codes_is_none() -> None:
    assert only(column("1", "Change in kg", {"-1.5": 2, "3": 1})).items[0].refused == ()
    assert only(column("1", "Q7", {"1": 5, "2": 6, "-1": 2})).items[0].refused == ("-1",)


def test_somebody_may_say_what_a_question_is() -> None:
    columns = [column("24", "Q5", {"1": 3, "2": 5, "3": 1})]
    (found,) = questions(columns, {"Q5": "scale"})
    assert (found.kind, found.points) == ("scale", {"1": 1.0, "2": 2.0, "3": 3.0})
    (found,) = questions(columns, {"24": "open"})
    assert (found.kind, found.options) == ("open", ())


def test_the_order_is_that_of_the_questionnaire() -> None:
    columns = [column(number, f"Text {number}", {"a": 3, "b": 2}) for number in ("1", "2", "10")]
    assert [each.key for each in questions(columns)] == ["1", "2", "10"]
