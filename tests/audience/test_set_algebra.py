"""Segments obey the laws of sets, and mean what plain Python finds."""

from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.audience import AllOf, AnyOf, Expression, Not, as_segment, from_segment
from insight.audience.sets import difference, intersection, overlap, union
from insight.segments import Segment
from insight.warehouse import DuckWarehouse
from tests.analysis.random_shop import AS_OF, random_customers, random_orders
from tests.audience.random_trees import DAYS, PlainShop, random_tree
from tests.workspaces import workspace

TREES = st.integers(0, 10_000).map(lambda seed: random_tree(Random(seed)))


@pytest.fixture(scope="module")
def random_shop(folder: Path) -> DuckWarehouse:
    return workspace(folder, orders=random_orders(11), customers=random_customers(11))


def ids(shop: DuckWarehouse, segment: Segment) -> set[str]:
    found = shop.arrow(segment.statement, segment.values)["customer_id"].to_pylist()
    assert len(found) == len(set(found))
    return set(found)


@pytest.mark.parametrize("seed", range(30))
def test_any_tree_means_what_plain_python_finds(folder: Path, seed: int) -> None:
    customers = random_customers(seed)
    shop = workspace(folder, orders=random_orders(seed), customers=customers)
    plain, random = PlainShop(shop, customers), Random(seed)
    for day in DAYS:
        tree = random_tree(random)
        segment, expected = as_segment(shop, tree, day), plain.meant(tree, day)
        assert ids(shop, segment) == expected, (tree, day)
        assert segment.count(shop) == len(expected)


def count(shop: DuckWarehouse, tree: Expression) -> int:
    return as_segment(shop, tree, AS_OF).count(shop)


@pytest.mark.slow("counts many shops")
@settings(max_examples=6, deadline=None, derandomize=True)
@given(one=TREES, other=TREES)
def test_laws_of_sets_hold_for_counts(random_shop: DuckWarehouse, one: Any, other: Any) -> None:
    both, either = AllOf((one, other)), AnyOf((one, other))
    assert count(random_shop, one) + count(random_shop, other) == count(random_shop, either) + count(random_shop, both)
    assert count(random_shop, Not(Not(one))) == count(random_shop, one)
    assert count(random_shop, one) + count(random_shop, Not(one)) == count(random_shop, AnyOf((one, Not(one))))
    assert count(random_shop, AllOf((one, Not(one)))) == 0
    assert count(random_shop, Not(both)) == count(random_shop, AnyOf((Not(one), Not(other))))
    assert count(random_shop, Not(either)) == count(random_shop, AllOf((Not(one), Not(other))))


@settings(max_examples=5, deadline=None, derandomize=True)
@given(trees=st.lists(TREES, min_size=3, max_size=3))
def test_segments_put_together_are_the_sets_put_together(random_shop: DuckWarehouse, trees: list[Expression]) -> None:
    one, other, third = (as_segment(random_shop, tree, AS_OF) for tree in trees)
    a, b, c = (ids(random_shop, segment) for segment in (one, other, third))
    assert ids(random_shop, union(one, other)) == a | b
    assert ids(random_shop, intersection(one, other)) == a & b
    assert ids(random_shop, difference(one, other)) == a - b
    assert ids(random_shop, difference(union(one, third), intersection(other, third))) == (a | c) - (b & c)


@settings(max_examples=5, deadline=None, derandomize=True)
@given(trees=st.lists(TREES, min_size=1, max_size=3))
def test_regions_of_an_overlap_add_up(random_shop: DuckWarehouse, trees: list[Expression]) -> None:
    segments = [as_segment(random_shop, tree, AS_OF) for tree in trees]
    found = overlap(random_shop, [(f"s{place}", segment) for place, segment in enumerate(segments)])
    sets = [ids(random_shop, segment) for segment in segments]
    assert list(found.sizes) == [len(people) for people in sets]
    assert found.customers == len(set.union(*sets)) == found.regions["customers"].sum()
    assert len(found.regions) == 2 ** len(trees) - 1
    for row in found.regions.to_dict("records"):
        mask = int(row["mask"])
        inside = [people for people, is_in in zip(sets, found.members(mask), strict=True) if is_in]
        outside = [people for people, is_in in zip(sets, found.members(mask), strict=True) if not is_in]
        region = set.intersection(*inside).difference(*outside)
        assert ids(random_shop, found.segment(mask=mask)) == region
        assert row["customers"] == len(region)


@settings(max_examples=5, deadline=None, derandomize=True)
@given(tree=TREES)
def test_tree_means_the_same_after_being_cut_from_its_segment(random_shop: DuckWarehouse, tree: Expression) -> None:
    assert from_segment(as_segment(random_shop, tree, AS_OF)) == tree
