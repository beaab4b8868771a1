"""Key drivers of a survey in which one thing is planted to matter."""

import random
from typing import Any

import pytest

from insight.analysis import make_params
from insight.analysis.key_drivers import KeyDriversResult, key_drivers
from insight.errors import NotEnoughDataError, ParameterError
from insight.warehouse import DuckWarehouse, Warehouse
from tests.workspaces import Row, member, people, workspace

TEXTS = {"1": "愿意推荐给朋友吗", "2.1": "打分—口味", "2.2": "打分—配送", "3": "喝什么"}


def answers(count: int) -> list[Row]:
    dice = random.Random(5)
    rows = []
    for number in range(count):
        taste, delivery = dice.choice("45"), dice.choice("12345")
        score = min(10, 4 + int(delivery) + dice.choice((0, 1)))
        said = {"1": str(score), "2.1": taste, "2.2": delivery, "3": "茶" if number % 2 else "酒"}
        rows += [
            {"response_id": f"p{number}", "survey": "s", "question_no": key, "question": TEXTS[key], "answer": answer}
            | {"question_type": "matrix" if "." in key else "single"}
            for key, answer in said.items()
        ]
    return rows


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    names = [f"p{number}" for number in range(80)]
    return workspace(
        tmp_path_factory.mktemp("drivers"),
        customers=[member(name, "2024-01-01") for name in names],
        survey_responses=[{"response_id": name, "survey": "s", "respondent_ref": name} for name in names],
        survey_answers=answers(80),
    )


def asked(warehouse: Warehouse, **more: Any) -> KeyDriversResult:
    return key_drivers(warehouse, make_params("key_drivers", {"as_of": "2026-01-01"} | more, warehouse))


def test_what_matters_and_is_marked_low_is_to_be_mended(shop: DuckWarehouse) -> None:
    result = asked(shop)
    assert result.drivers[["text", "place"]].to_numpy().tolist() == [["配送", "mend"], ["口味", "fine"]]
    assert result.drivers["importance"].iloc[0] > 0.9
    assert (result.n, result.outcome) == (80, TEXTS["1"])
    assert "Mend “配送” first" in result.findings()[0].text.render("en")
    assert result.findings()[0].certain


def test_the_people_of_a_driver_gave_one_of_its_two_lowest_marks(shop: DuckWarehouse) -> None:
    low = {row["response_id"] for row in answers(80) if row["question_no"] == "2.2" and row["answer"] in "12"}
    segment = asked(shop).segment(driver="配送")
    assert people(shop, segment.statement, segment.values) == low
    assert 10 < len(low) < 50


def test_the_mean_stands_at_its_place_on_the_scale(shop: DuckWarehouse) -> None:
    row = asked(shop).drivers.set_index("text").loc["口味"]
    assert row["position"] == pytest.approx((row["mean"] - 1) / 4)


@pytest.mark.parametrize(
    ("more", "word"),
    [({"outcome": "3"}, "marks"), ({"drivers": ["打分"]}, "row of a grid"), ({"drivers": ["x"]}, "drivers")],
)
def test_what_has_no_marks_is_a_sentence(shop: DuckWarehouse, more: dict[str, Any], word: str) -> None:
    with pytest.raises(ParameterError, match=word):
        asked(shop, **more)


def test_too_few_answers_are_a_sentence(tmp_path: Any) -> None:
    rows = [{"response_id": f"p{number}", "survey": "s"} for number in range(29)]
    few = workspace(tmp_path, survey_responses=rows, survey_answers=answers(29))
    with pytest.raises(NotEnoughDataError, match="29 of 29"):
        asked(few)
