"""Every number of people that a result offers is the number of people it finds: pickers and `--cell` read the same."""

import json
import math
from typing import Any, get_type_hints

import pytest

from insight.analysis import ANALYSES, Result, make_params, people_of
from insight.i18n import LANGUAGES
from insight.results import Cell, cells_of
from insight.warehouse import DuckWarehouse
from tests.audience.shops import AS_OF, small_shop
from tests.sample_brand import sample_brand

MOST = 10
"""So many numbers of an analysis are counted, taken evenly from all of them."""

GIVEN: dict[str, dict[str, Any]] = {
    "ab_test": {"campaign": "C1", "days": 3},
    "survey_waves": {"split_on": "2025-11-18"},
    "before_after": {"after_from": "2025-05-01", "after_until": "2025-07-01"},
    "behaviour": {"days": 366},
    "crosstab": {"by": "gender"},
    "judge": {"field": "everybody", "starts_on": "2025-05-01", "days": 30},
    "retention": {"breakdown": "channel"},
    "rfm_movement": {"before": "2025-05-15"},
    "rfm_sandbox": {"new_bins": 3},
}
SMALL = [
    *("overview", "rfm", "rfm_movement", "rfm_sandbox", "retention", "repurchase", "lifecycle"),
    *(
        "associations",
        "personas",
        "traits",
        "tags",
        "consent",
        "quality",
        "channels",
        "journeys",
        "campaigns",
        "judge",
        "funnel",
    ),
    *("behaviour", "paths", "ab_test", "survey", "crosstab", "before_after"),
]
WITHOUT = {"customer": "is about one person"}
UNCOUNTED = {
    "channels": "who is away, and who is too young to be",
    "survey": "the three parts of a score",
    "key_drivers": "whoever stands behind a mean",
}
"""What has people and no number of its own."""

LARGE = [
    "clusters",
    "clv",
    "key_drivers",
    "predict",
    "recommend",
    "recommend_exam",
    "refill",
    "survey_value",
    "survey_waves",
    "tag_health",
]
"""These need more people than a few."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    return small_shop(tmp_path_factory.mktemp("shop"))


def asked(warehouse: DuckWarehouse, name: str, **scope: Any) -> tuple[Result, list[Cell]]:
    given = {"currency": "CNY"} | scope | GIVEN.get(name, {})
    result = ANALYSES[name].run(warehouse, make_params(name, given, warehouse))
    return result, list(cells_of(result))


def wrong(warehouse: DuckWarehouse, name: str, result: Result, cells: list[Cell]) -> list[tuple[object, float, int]]:
    """Key, number and people of those that differ; what is not counted says no number."""
    asked = cells[:: max(1, len(cells) // MOST)]
    found = [(cell, people_of(result, name, json.loads(json.dumps(dict(cell.key)))).count(warehouse)) for cell in asked]
    return [
        (cell.key, cell.people, people)
        for cell, people in found
        if cell.people != people and not (name in UNCOUNTED and math.isnan(cell.people))
    ]


def alike(cells: list[Cell]) -> list[Cell]:
    """Those that stand for a point of a chart for which another one stands already."""
    points = [(cell.picker, cell.point) for cell in cells if cell.picker]
    return [cell for cell in cells if cell.picker and points.count((cell.picker, cell.point)) > 1]


def test_every_analysis_is_asked() -> None:
    assert {*SMALL, *LARGE, *WITHOUT} == set(ANALYSES)


@pytest.mark.parametrize("name", SMALL)
def test_every_number_is_the_number_of_its_people(shop: DuckWarehouse, name: str) -> None:
    result, cells = asked(shop, name, as_of=AS_OF.isoformat())
    assert any(cell.people > 0 for cell in cells)
    assert wrong(shop, name, result, cells) == []
    assert alike(cells) == []
    assert all(cell.label.render(language) for cell in cells for language in LANGUAGES)


@pytest.mark.slow("asks the sample brand")
@pytest.mark.parametrize("name", LARGE)
def test_every_number_of_many_people_is_the_number_of_its_people(name: str) -> None:
    brand = sample_brand()
    result, cells = asked(brand, name)
    assert any(cell.people > 0 for cell in cells) or name in UNCOUNTED
    assert wrong(brand, name, result, cells) == []
    assert alike(cells) == []
    assert all(cell.label.render(language) for cell in cells for language in LANGUAGES)


def test_a_result_offers_the_numbers_of_one_picker(shop: DuckWarehouse) -> None:
    result, cells = asked(shop, "rfm", as_of=AS_OF.isoformat())
    grid = list(cells_of(result, "cell"))
    assert [cell.point for cell in grid] == [(r, f) for r in range(5, 0, -1) for f in range(5, 0, -1)]
    assert grid[0].label.render("en") == "R5 F5 · Champions"
    assert {cell.picker for cell in cells} == {"cell", "group", ""}
    assert list(cells_of(object())) == []


def test_what_the_data_do_not_state_can_be_asked_for(shop: DuckWarehouse) -> None:
    result, cells = asked(shop, "behaviour", as_of=AS_OF.isoformat())
    unstated = [cell for cell in cells if cell.key.get("part") == ""]
    assert unstated
    assert all(people_of(result, "behaviour", cell.key).count(shop) == cell.people > 0 for cell in unstated)


@pytest.mark.parametrize("name", [name for name in ANALYSES if name not in WITHOUT])
def test_every_analysis_offers_its_numbers(name: str) -> None:
    made = get_type_hints(ANALYSES[name].run)["return"]
    says = getattr(made, "countable", None) or getattr(made, "cells", None)
    assert callable(says), f"{made.__name__} has no cells(): pickers and --cell cannot offer its numbers"
