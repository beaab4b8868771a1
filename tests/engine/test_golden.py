"""Every statement of every analysis and every rule, on DuckDB and on a Spark Connect server: the same rows.

An analysis is in here by being registered, a rule by being in the list of its own tests. The server is Sail; with
`-m spark` it is Apache Spark itself.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import pytest

from insight.analysis import ANALYSES, make_params, people_of
from insight.audience import condition
from insight.errors import InsightError
from insight.results import cells_of
from insight.warehouse import DuckWarehouse
from tests.analysis.random_shop import AS_OF, random_customers, random_orders
from tests.audience.shops import names_in, small_shop
from tests.audience.test_rules_people import FOUND
from tests.engine.apache_spark import apache_spark
from tests.engine.both import BothEngines
from tests.engine.sail import on_sail, sail
from tests.sample_brand import sample_brand
from tests.workspaces import member, names, order, workspace

pytestmark = pytest.mark.slow("every statement goes to two engines")

NOT_EQUAL_YET: Mapping[str, str] = {}
"""Analyses and rules of which a statement answers otherwise, with the reason; what becomes equal must leave."""


@pytest.fixture(scope="module", params=["sail", pytest.param("spark", marks=pytest.mark.spark)])
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    with sail() if request.param == "sail" else apache_spark() as address:
        yield address


@pytest.fixture(scope="module")
def brand(address: str, tmp_path_factory: pytest.TempPathFactory) -> BothEngines:
    return BothEngines(sample_brand(), on_sail(sample_brand(), address, tmp_path_factory.mktemp("brand")))


@pytest.fixture(scope="module")
def drawn(address: str, tmp_path_factory: pytest.TempPathFactory) -> BothEngines:
    folder = tmp_path_factory.mktemp("drawn")
    never = [order("p1", "9999-12-31", 5, order_id="far"), order("p2", "1000-01-01", 7, order_id="old")]
    shop = workspace(
        folder,
        orders=[*random_orders(7), *never],
        customers=[*random_customers(7), member("somebody", "9999-12-31")],
    )
    return BothEngines(shop, on_sail(shop, address, folder, "drawn"))


@pytest.fixture(scope="module")
def small(address: str, tmp_path_factory: pytest.TempPathFactory) -> BothEngines:
    folder = tmp_path_factory.mktemp("small")
    shop = small_shop(folder)
    return BothEngines(shop, on_sail(shop, address, folder, "small-on-sail"))


@pytest.mark.parametrize("name", ANALYSES)
def test_an_analysis_of_the_sample_brand_asks_both_engines_and_hears_the_same(name: str, brand: BothEngines) -> None:
    needed = {"customer": {"customer_id": min(names(sample_brand()))}, "survey_waves": {"split_on": "2025-11-20"}}
    heard = asked(brand, name, {"currency": "CNY"} | needed.get(name, {}))
    assert heard.compared > 0
    assert_equal(name, heard)


@pytest.mark.parametrize("name", ANALYSES)
def test_an_analysis_of_a_shop_drawn_at_random_hears_the_same(name: str, drawn: BothEngines) -> None:
    with suppress(InsightError):
        asked(drawn, name, {"as_of": AS_OF.isoformat(), "currency": "CNY"})
    assert_equal(name, drawn)


@pytest.mark.parametrize(("rule", "values", "expected"), FOUND, ids=lambda one: one if isinstance(one, str) else "")
def test_a_rule_finds_the_same_people(
    rule: str, values: dict[str, Any], expected: set[str], small: BothEngines
) -> None:
    small.differences.clear()
    assert names_in(as_warehouse(small), condition(rule, **values)) == expected
    assert_equal(rule, small)


def asked(both: BothEngines, name: str, given: Mapping[str, Any]) -> BothEngines:
    """The analysis, and of the first numbers of two kinds the people; why they are on a list of the first."""
    both.differences.clear()
    result = ANALYSES[name].run(both, make_params(name, given, as_warehouse(both)))
    first = {tuple(cell.key): cell for cell in reversed(list(cells_of(result)))}
    for number, cell in enumerate(list(first.values())[:2]):
        segment = people_of(result, name, cell.key)
        segment.count(as_warehouse(both))
        if number == 0:
            ANALYSES[name].more(as_warehouse(both), result, segment, "en")
    return both


def as_warehouse(both: BothEngines) -> DuckWarehouse:
    return both  # type: ignore[return-value]


def assert_equal(name: str, heard: BothEngines) -> None:
    if name in NOT_EQUAL_YET:
        assert heard.differences, f"{name} is equal now: take it off the list"
    else:
        assert heard.differences == []
