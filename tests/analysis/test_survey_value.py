"""Wishes ranked by what those who have them spend."""

from pathlib import Path
from typing import Any

import pytest

from insight.analysis import make_params
from insight.analysis.survey_value import SurveyValueResult, survey_value
from insight.charts.survey.value import value_bars
from insight.errors import NotEnoughDataError, ParameterError
from insight.warehouse import DuckWarehouse
from tests.workspaces import Row, member, order, people, workspace


def responses(said: dict[str, dict[str, list[str]]], kinds: dict[str, str]) -> dict[str, list[Row]]:
    """Who said what to which question; whoever begins with x is unknown."""
    return {
        "survey_responses": [
            {"response_id": name, "survey": "s", "respondent_ref": None if name.startswith("x") else name}
            for name in said
        ],
        "survey_answers": [
            {"response_id": name, "survey": "s", "question_no": number, "question": f"Q{number}", "answer": answer}
            | {"question_type": kinds.get(number[0], "single")}
            for name, given in said.items()
            for number, answers in given.items()
            for answer in answers
        ],
    }


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    """40 want points and free shipping, 30 want gifts alone; gifts' people spend most."""
    said = {f"p{n}": {"1": ["积分", "包邮"] if n < 40 else ["生日礼"], "2": [f"写 {n}"]} for n in range(70)}
    said |= {f"x{n}": {"1": ["积分"]} for n in range(5)}
    orders = [order(f"p{n}", "2025-06-01", 10 if n < 40 else 100) for n in range(0, 70, 2)]
    orders += [order("p1", "2024-06-01", 5000), order("p3", "2026-01-01", 5000)]
    return workspace(
        tmp_path_factory.mktemp("wishes"),
        customers=[member(f"p{n}", "2024-01-01") for n in range(70)],
        orders=orders,
        **responses(said, {"1": "multiple", "2": "open"}),
    )


def asked(warehouse: DuckWarehouse, **given: Any) -> SurveyValueResult:
    return survey_value(warehouse, make_params("survey_value", {"as_of": "2026-01-01"} | given, warehouse))


def test_the_wish_of_fewer_people_may_be_worth_more(shop: DuckWarehouse) -> None:
    result = asked(shop)
    assert result.wishes[["option", "customers", "buyers", "net_amount"]].to_numpy().tolist() == [
        ["生日礼", 30, 15, 1500.0],
        ["包邮", 40, 20, 200.0],
        ["积分", 40, 20, 200.0],
    ]
    assert (result.customers, result.money) == (70, 1700.0)
    assert result.wishes["share"].tolist() == pytest.approx([1500 / 1700, 200 / 1700, 200 / 1700])
    assert result.wishes["each"].tolist() == [50.0, 5.0, 5.0]
    worth, *others = [finding.text.render("en") for finding in result.findings()]
    assert worth == (
        "“生日礼” is worth most: the 30 known people who want it spent ¥1,500 in 365 days, 88% of all that was spent "
        "by those who answered"
    )
    assert others == [
        "Most want “包邮” (40 people), but they spent less: ¥200.00",
        "Whoever wants “生日礼” spends most: ¥50.00 a person",
    ]
    assert value_bars(result, "en").clickable() == [("生日礼",), ("包邮",), ("积分",)]


def test_the_people_of_a_wish_are_as_many_as_it_says(shop: DuckWarehouse) -> None:
    result = asked(shop, days=3650)
    assert result.wishes["net_amount"].max() == 5200.0
    for row in result.wishes.to_dict("records"):
        assert result.segment(option=row["option"]).count(shop) == row["customers"]
        bought = result.segment(option=row["option"], bought=True)
        assert bought.count(shop) == row["buyers"]
    gone = result.segment(option="生日礼", bought=False)
    assert people(shop, gone.statement, gone.values) == {f"p{n}" for n in range(41, 70, 2)}
    with pytest.raises(ParameterError):
        result.segment(option="没有")


def test_of_a_ranking_the_first_place_counts(tmp_path: Path) -> None:
    said = {f"p{n}": {"1.1": ["1" if n < 12 else "2"], "1.2": ["2" if n < 12 else "1"]} for n in range(40)}
    rows = responses(said, {"1": "ranking"})
    for row in rows["survey_answers"]:
        row["question"] = "请排序—积分" if row["question_no"] == "1.1" else "请排序—包邮"
    orders = [order(f"p{n}", "2025-06-01", 10) for n in range(40)]
    warehouse = workspace(tmp_path, customers=[member(f"p{n}") for n in range(40)], orders=orders, **rows)
    wishes = asked(warehouse).wishes.set_index("option")["customers"].to_dict()
    assert wishes == {"包邮": 28, "积分": 12}


def test_what_cannot_be_ranked_is_a_sentence(shop: DuckWarehouse, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="a question of choices or a ranking"):
        asked(shop, question="2")
    strangers = responses({f"x{n}": {"1": ["a", "b"]} for n in range(9)}, {"1": "multiple"})
    with pytest.raises(NotEnoughDataError, match="Nobody who chose is known"):
        asked(workspace(tmp_path, orders=[order("ann", "2025-06-01", 1)], **strangers))
    texts = responses({f"p{n}": {"2": [f"写 {n} 句"]} for n in range(40)}, {"2": "open"})
    with pytest.raises(NotEnoughDataError, match="offers nothing to choose from"):
        asked(workspace(tmp_path / "b", orders=[order("ann", "2025-06-01", 1)], **texts))
