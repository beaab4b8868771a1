"""Pictures of rules: what they say, and what a click on them means."""

from pathlib import Path

import pytest

from insight.analysis.associations import AssociationsParams, AssociationsResult, associations
from insight.charts.associations.rules import network, offers
from tests.analysis.test_associations import PARAMS, bakery


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> AssociationsResult:
    folder: Path = tmp_path_factory.mktemp("bakery")
    return associations(bakery().shop(folder), AssociationsParams(**PARAMS))


def test_bars_are_rules_and_name_their_people(result: AssociationsResult) -> None:
    picture = offers(result, "en", ("Tea", "Cake"))
    assert picture.title == "10 people bought Tea and not yet Cake"
    assert picture.clickable() == [("Cake", "Tea"), ("Tea", "Cake")]
    assert list(picture.figure.data[0].x) == [0, 10]
    assert list(picture.figure.data[0].marker.line.width) == [0, 3]
    assert picture.note.startswith("60 baskets in all · ")
    assert list(picture.figure.data[0].text) == ["0 · ¥0.00", "10 · ¥25.00"]


def test_a_pair_is_one_link_of_the_network(result: AssociationsResult) -> None:
    picture = network(result, "zh_CN")
    assert picture.title == "2 个商品之间有 1 组连带"
    assert picture.clickable() == [("Tea", "Cake")]
    assert [name.strip() for name in picture.figure.data[-1].text] == ["Tea", "Cake"]
