"""Clusters: planted kinds of people come back under names of their own, and numbers are the people behind them."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from insight.analysis import make_params
from insight.analysis.clusters import (
    ClustersParams,
    ClustersResult,
    call_clusters,
    clusters,
    forget_clustering,
    keep_clustering,
    kept_clusterings,
)
from insight.audience.compile import compiled
from insight.audience.expression import condition
from insight.errors import NotEnoughDataError, ParameterError
from insight.statistics.agreement import adjusted_rand
from insight.warehouse import DuckWarehouse
from tests.analysis.cluster_shop import AS_OF, planted_shop
from tests.workspaces import member, names, order, people, workspace

_AT = dt.datetime(2026, 1, 2, 10)
TRAITS = ("orders", "net_amount", "average_order", "recency_days", "festival_share")
PARAMS = ClustersParams(as_of=AS_OF, currency="CNY", traits=TRAITS, most_k=5)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[DuckWarehouse, dict[str, str]]:
    return planted_shop(tmp_path_factory.mktemp("planted"))


@pytest.fixture(scope="module")
def found(planted: tuple[DuckWarehouse, dict[str, str]]) -> ClustersResult:
    return clusters(planted[0], PARAMS)


def _labels(warehouse: DuckWarehouse, result: ClustersResult) -> dict[str, int]:
    known = names(warehouse)
    return {
        known[one]: int(cluster)
        for cluster in result.clusters["cluster"]
        for one in warehouse.people(*_asked(result, int(cluster)))["customer_id"].to_pylist()
    }


def _asked(result: ClustersResult, cluster: int) -> tuple[str, dict[str, object]]:
    segment = result.segment(cluster=cluster)
    return segment.statement, dict(segment.values)


def test_planted_kinds_of_people_come_back(
    planted: tuple[DuckWarehouse, dict[str, str]], found: ClustersResult
) -> None:
    warehouse, kinds = planted
    labels = _labels(warehouse, found)
    assert len(labels) == len(kinds) == 150
    assert adjusted_rand([kinds[account] for account in kinds], [labels[account] for account in kinds]) >= 0.98
    assert list(found.clusters["customers"]) == [50, 50, 50]


def test_every_number_is_the_people_behind_it(
    planted: tuple[DuckWarehouse, dict[str, str]], found: ClustersResult
) -> None:
    warehouse, _kinds = planted
    for row in found.clusters.to_dict("records"):
        assert found.segment(cluster=row["cluster"]).count(warehouse) == row["customers"]
    assert found.clusters["customers"].sum() == found.people == 150


def test_groups_are_named_by_what_sets_them_apart_in_both_languages(found: ClustersResult) -> None:
    said = {found.name(cluster).render("en") for cluster in (1, 2, 3)}
    assert any("spend much" in name or "order often" in name for name in said)
    assert any("festival buyers" in name for name in said)
    assert any("silent for long" in name for name in said)
    assert any("大促才买" in found.name(cluster).render("zh_CN") for cluster in (1, 2, 3))


def test_the_profile_has_original_units_and_the_group_means_of_a_plain_count(
    planted: tuple[DuckWarehouse, dict[str, str]], found: ClustersResult
) -> None:
    rows = found.profile[found.profile["trait"] == "orders"]
    assert sorted(rows["n"]) == [50, 50, 50]
    assert min(rows["mean"]) == 1.0
    assert float((rows["mean"] * rows["n"]).sum() / 150) == pytest.approx(float(rows["base_mean"].iloc[0]))


def test_the_first_sentence_says_how_many_groups_there_are(found: ClustersResult) -> None:
    first = found.findings()[0]
    assert first.text.render("en") == "150 people are 3 kinds of customers; a second sample gives the same"
    assert (first.certain, first.value) == (True, 3)


def test_a_shop_whose_buyers_differ_by_chance_has_no_stable_groups(tmp_path: Path) -> None:
    """Each trait drawn for itself: what goes together by chance does not come back."""
    import random

    draw = random.Random(4)
    orders = [
        order(f"p{number}", (AS_OF - dt.timedelta(days=draw.randint(1, 400))).isoformat(), draw.randint(50, 150))
        for number in range(120)
    ]
    warehouse = workspace(tmp_path, orders=orders)
    result = clusters(warehouse, replace(PARAMS, traits=("average_order", "recency_days"), most_k=4))
    assert result.clusters.empty
    assert result.findings()[0].text.render("zh_CN").startswith("分不出稳定的人群")


def test_groups_that_are_asked_for_are_made_and_called_unstable(tmp_path: Path) -> None:
    orders = [
        order(f"p{number}", (AS_OF - dt.timedelta(days=number + 1)).isoformat(), 50 + number * 37 % 100)
        for number in range(120)
    ]
    warehouse = workspace(tmp_path, orders=orders)
    result = clusters(warehouse, replace(PARAMS, traits=("average_order", "recency_days"), most_k=3, k=3))
    assert len(result.clusters) == 3
    assert not result.findings()[0].certain


def test_three_people_make_no_groups(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=[order(name, "2025-05-01", 10) for name in ("a", "b", "c")])
    with pytest.raises(NotEnoughDataError) as refused:
        clusters(warehouse, PARAMS)
    assert "3 people; 60 are needed" in str(refused.value)


def test_a_constant_trait_is_left_out_and_two_of_them_are_refused(
    planted: tuple[DuckWarehouse, dict[str, str]], tmp_path: Path
) -> None:
    warehouse, _kinds = planted
    result = clusters(warehouse, replace(PARAMS, traits=("channels", "orders", "recency_days"), most_k=3))
    assert result.left_out.to_dict("records") == [{"trait": "channels", "reason": "constant", "known_share": 1.0}]
    assert any("is the same for everybody" in each.text.render("en") for each in result.findings())
    with pytest.raises(NotEnoughDataError):
        clusters(warehouse, replace(PARAMS, traits=("channels", "refund_share")))


def test_a_trait_that_is_not_there_and_one_that_is_a_day_are_refused(
    planted: tuple[DuckWarehouse, dict[str, str]],
) -> None:
    for trait in ("shoe_size", "last_ordered_on"):
        with pytest.raises(ParameterError):
            clusters(planted[0], replace(PARAMS, traits=("orders", trait)))


def test_a_saved_group_stays_the_same_group_on_another_day(
    planted: tuple[DuckWarehouse, dict[str, str]], found: ClustersResult
) -> None:
    """Groups are those found on the day of saving; who is in them is asked on every day."""
    warehouse, _kinds = planted
    given = found.segment(cluster=1).parameters
    asked = {name: value for name, value in given.items() if name not in ("cluster", "as_of")}
    later = make_params("clusters", asked | {"as_of": AS_OF + dt.timedelta(days=1)}, warehouse)
    again = clusters(warehouse, later)
    assert again.model.measures == found.model.measures
    assert [again.name(cluster) for cluster in (1, 2, 3)] == [found.name(cluster) for cluster in (1, 2, 3)]


def test_kept_groups_keep_their_names_and_people_move_between_them(tmp_path: Path) -> None:
    warehouse, _kinds = planted_shop(tmp_path, people=90)
    result = clusters(warehouse, PARAMS)
    kept = keep_clustering(warehouse, "Spring", result.model, as_of=AS_OF, currency="CNY", at=_AT)
    number = kept.clustering_id
    call_clusters(warehouse, number, {1: "Stammkunden"}, at=_AT)
    by_kept = clusters(warehouse, replace(PARAMS, model=number))
    assert by_kept.name(1).render("zh_CN") == "Stammkunden"
    assert list(by_kept.clusters["customers"]) == list(result.clusters["customers"])
    refit = clusters(warehouse, replace(PARAMS, seed=7, named_after=number))
    assert "Stammkunden" in {refit.name(cluster).render("en") for cluster in (1, 2, 3)}
    assert int(refit.moved["customers"].sum()) == 90
    for row in refit.moved.to_dict("records"):
        segment = refit.segment(cluster=row["cluster"], came_from=row["came_from"])
        assert segment.count(warehouse) == row["customers"]
    segment = compiled(warehouse, condition("in_cluster", group=f"{number}.1"), AS_OF)
    assert "属于人群“Stammkunden”" in segment.sentence.render("zh_CN")
    assert segment.count(warehouse) == by_kept.clusters["customers"].iloc[0]
    with pytest.raises(ParameterError):
        compiled(warehouse, condition("in_cluster", group=f"{number}.9"), AS_OF)
    with pytest.raises(ParameterError):
        keep_clustering(warehouse, "Spring", result.model, as_of=AS_OF, currency="CNY", at=_AT)
    with pytest.raises(ParameterError):
        call_clusters(warehouse, number, {1: "x", 2: "x"}, at=_AT)
    forget_clustering(warehouse, number, _AT)
    assert kept_clusterings(warehouse) == []
    with pytest.raises(ParameterError):
        clusters(warehouse, replace(PARAMS, model=number))


def test_columns_of_customer_lists_make_groups_too(tmp_path: Path) -> None:
    draw = [("dry", 20 + number % 3) if number % 2 else ("oily", 60 + number % 3) for number in range(120)]
    rows = [
        member(f"p{number}", "2025-01-01", extra=f'{{"Skin": "{skin}", "Score": "{score}"}}')
        for number, (skin, score) in enumerate(draw)
    ]
    warehouse = workspace(tmp_path, customers=rows, orders=[order("p0", "2025-05-01", 10)])
    traits = ("list:skin", "list:score")
    result = clusters(warehouse, replace(PARAMS, traits=traits, base="everyone", k=2, most_k=3))
    assert sorted(result.clusters["customers"]) == [60, 60]
    assert {each.value for each in result.model.measures} == {None, "dry", "oily"}


def test_nothing_is_counted_twice_where_groups_are_dense(planted: tuple[DuckWarehouse, dict[str, str]]) -> None:
    warehouse, _kinds = planted
    result = clusters(warehouse, replace(PARAMS, algorithm="density", most_k=3))
    assert int(result.clusters["customers"].sum()) == 150
    for row in result.clusters.to_dict("records"):
        assert result.segment(cluster=row["cluster"]).count(warehouse) == row["customers"]
    assert len(people(warehouse, *_asked(result, 1))) == int(result.clusters["customers"].iloc[0])
