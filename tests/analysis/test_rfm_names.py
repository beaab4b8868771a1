"""The two naming schemes: every cell of every number of bins has exactly one name, the same one everywhere."""

import datetime as dt
from itertools import product
from pathlib import Path

import pytest

from insight.analysis.rfm import EIGHT, ELEVEN, GROUPS, RfmParams, customers, rfm
from insight.analysis.rfm_core.names import eight, eleven
from insight.i18n import translate
from tests import oracles
from tests.workspaces import Row, order, workspace

AS_OF = dt.date(2025, 7, 1)
ALL_BINS = range(2, 8)


def cells(bins: int) -> list[tuple[int, int, int]]:
    return list(product(range(1, bins + 1), repeat=3))


@pytest.mark.parametrize("bins", ALL_BINS)
def test_every_cell_has_exactly_one_name_in_each_scheme(bins: int) -> None:
    keys = {group.key for group in EIGHT}, {group.key for group in ELEVEN} - {"prospects"}
    for r, f, m in cells(bins):
        assert eight(r, f, m, bins) in keys[0]
        assert eleven(r, f, bins) in keys[1]
        assert eight(r, f, m, bins) == oracles.chinese_class(r, f, m, bins)
        assert eleven(r, f, bins) == oracles.english_group(r, f, bins)


def test_all_names_are_used_with_five_scores() -> None:
    assert {eight(*cell, 5) for cell in cells(5)} == {group.key for group in EIGHT}
    assert {eleven(r, f, 5) for r, f, _ in cells(5)} == {group.key for group in ELEVEN} - {"prospects"}


@pytest.mark.parametrize("bins", ALL_BINS)
def test_the_corners_mean_the_same_with_any_number_of_scores(bins: int) -> None:
    assert eight(bins, bins, bins, bins) == "key_value"
    assert eight(1, 1, 1, bins) == "general_win_back"
    assert eleven(bins, bins, bins) == "champions"
    assert eleven(1, bins, bins) in ("previously_loyal", "at_risk")
    assert eleven(1, 1, bins) in ("dormant", "almost_lost")


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ((5, 5, 5), "重要价值客户"),
        ((4, 3, 4), "重要发展客户"),
        ((3, 4, 5), "重要保持客户"),
        ((1, 1, 4), "重要挽留客户"),
        ((4, 4, 3), "一般价值客户"),
        ((5, 1, 1), "一般发展客户"),
        ((2, 5, 2), "一般保持客户"),
        ((3, 3, 3), "一般挽留客户"),
    ],
)
def test_the_eight_classes_by_their_chinese_names(cell: tuple[int, int, int], name: str) -> None:
    assert translate(GROUPS[eight(*cell, 5)].label.key, "zh_CN") == name


@pytest.mark.one_in(3)
@pytest.mark.parametrize("bins", ALL_BINS)
def test_the_statement_gives_the_names_of_the_table_to_every_cell(tmp_path: Path, bins: int) -> None:
    params = RfmParams(
        as_of=AS_OF,
        currency="CNY",
        bins=bins,
        method="fixed",
        recency_day_cuts=tuple(range(10, 10 * bins, 10)),
        order_cuts=tuple(range(2, bins + 1)),
        amount_cuts=tuple(100.0 * cut for cut in range(1, bins)),
    )
    warehouse = workspace(tmp_path, orders=[row for cell in cells(bins) for row in _buyer_in(*cell, bins)])
    found = {
        (row["r"], row["f"], row["m"]): (row["eight"], row["eleven"])
        for row in customers(warehouse, params).to_pylist()
    }
    assert found == {(r, f, m): (eight(r, f, m, bins), eleven(r, f, bins)) for r, f, m in cells(bins)}
    result = rfm(warehouse, params)
    assert (result.cube["customers"] == 1).all()
    assert result.groups[result.groups["scheme"] == "eight"]["customers"].sum() == bins**3
    assert result.ties.empty


def test_every_group_is_shown_even_when_nobody_is_in_it(tmp_path: Path) -> None:
    result = rfm(workspace(tmp_path, orders=[order("ann", "2025-06-30", 5)]), RfmParams(as_of=AS_OF, currency="CNY"))
    assert result.groups["group"].tolist() == [group.key for group in (*EIGHT, *ELEVEN)]
    assert result.groups["customers"].sum() == 2
    assert len(result.crosstab) == 80


def _buyer_in(r: int, f: int, m: int, bins: int) -> list[Row]:
    """One buyer whose orders land in the cell."""
    day = AS_OF - dt.timedelta(days=10 * (bins - r) + 5)
    amounts = ["0.01"] * (f - 1) + [str(100 * (m - 1) + 50)]
    return [order(f"r{r}f{f}m{m}", day.isoformat(), amount) for amount in amounts]
