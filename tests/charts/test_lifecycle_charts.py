"""What the pictures of the lifecycle say, on a shop that can be told by heart."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from insight.analysis.lifecycle import LifecycleParams, LifecycleResult, lifecycle
from insight.charts.lifecycle.cells import flow_grid, label_grid
from insight.charts.lifecycle.gaps import gap_curve
from insight.charts.lifecycle.pulse import movements, pulse_line
from insight.charts.lifecycle.stages import stage_bars, stage_months
from insight.warehouse import DuckWarehouse
from tests.workspaces import member, order, workspace

PARAMS = LifecycleParams(
    as_of=dt.date(2025, 3, 15), currency="CNY", active_days=20, dormant_days=50, lost_days=300, months=3
)
JANUARY, FEBRUARY, MARCH = (dt.date(2025, month, 1) for month in (1, 2, 3))


@pytest.fixture(scope="module")
def lives(shop: DuckWarehouse) -> LifecycleResult:
    """Of 40 January buyers 10 came again in February; the other 30 are dormant since 2 March. 5 and 3 are new."""
    return lifecycle(shop, PARAMS)


def test_stages_are_bars_with_their_people(lives: LifecycleResult) -> None:
    picture = stage_bars(lives, "en")
    bars = picture.figure.data[0]
    found = {name: people for name, people in zip(bars.y, bars.x, strict=True) if people}
    assert found == {"Dormant customers": 30, "Repeat purchase": 10, "First purchase": 8}
    assert picture.title == "18 of 48 buyers are active, 30 are dormant or lost"
    assert bars.text[1] == "30 · 62%"
    assert ("stage", "dormant") in picture.clickable()
    assert "48 people known up to 14 Mar 2025" in picture.note


def test_months_stack_the_stages(lives: LifecycleResult) -> None:
    picture = stage_months(lives, "en", ("month", "2025-02-01", "repeat"))
    by_name = {bars.name: list(bars.y) for bars in picture.figure.data}
    assert by_name["First purchase"] == [40, 35, 8]
    assert by_name["Repeat purchase"] == [0, 10, 10]
    assert by_name["Dormant customers"] == [0, 0, 30]
    assert picture.title == "Active buyers: 40 at the end of Jan 2025, 18 at the end of Mar 2025"
    chosen = next(bars for bars in picture.figure.data if bars.name == "Repeat purchase")
    assert list(chosen.marker.line.width) == [0, 3, 0]
    assert "the last month is not over" in picture.note
    assert [name for name, _colour in stage_months(lives, "zh_CN").legend][:3] == ["首购", "复购", "忠诚"]


def test_flow_has_a_cell_for_every_pair_of_stages(lives: LifecycleResult) -> None:
    picture = flow_grid(lives, MARCH, "en")
    cells = picture.figure.data[0]
    known = {tuple(cell[2:]): text for cell, text in zip(cells.customdata, cells.hovertext, strict=True)}
    assert len(known) == 9 * 8
    assert "30 people, 86% of those who began" in known["first_order", "dormant"]
    assert "3 people" in known["unknown", "first_order"]
    assert picture.title == "Mar 2025: 30 fell dormant, most of them from “First purchase” (30)"
    assert ("flow", "2025-03-01", "first_order", "dormant") in picture.clickable()
    assert flow_grid(lives, JANUARY, "zh_CN").title == "2025年1月：无人转为沉睡"


def test_movement_goes_both_ways_and_hatches_the_running_month(lives: LifecycleResult) -> None:
    picture = movements(lives, "en")
    new, won_back, gone = picture.figure.data
    assert (list(new.y), list(won_back.y), list(gone.y)) == ([40, 5, 3], [0, 0, 0], [0, 0, -30])
    assert list(gone.marker.pattern.shape) == ["", "", "/"]
    assert "-" not in "".join(picture.figure.layout.yaxis.ticktext)
    assert picture.title == "2 whole months: 45 came or came back, 0 fell dormant"
    assert ("moved", "2025-03-01", "newly_dormant") in picture.clickable()


def test_pulse_leaves_out_months_in_which_it_is_undefined(lives: LifecycleResult) -> None:
    picture = pulse_line(lives, "en")
    points = picture.figure.data[0]
    assert list(points.x) == ["2025-03-01"]
    assert list(points.y) == pytest.approx([0.1])
    assert picture.title == "No Pulse yet: in no whole month somebody fell dormant"
    assert "Pulse 10% (95 %: 3.2% – 31%), 33 fell dormant" in points.hovertext[0]


def test_labels_are_twelve_cells(lives: LifecycleResult) -> None:
    picture = label_grid(lives, "en")
    assert len(picture.clickable()) == 12
    assert picture.title == "Most buyers are “Trying” and “Nearly lost”: 30, 62%"
    assert label_grid(lives, "zh_CN").title == "最多的买家是“尝鲜”且“接近流失”：30 人，占 62%"


def test_gaps_show_the_limits_that_were_given(lives: LifecycleResult) -> None:
    picture = gap_curve(lives, "en")
    bars, curve = picture.figure.data
    assert sum(bars.y) == 10
    assert [shape.x0 for shape in picture.figure.layout.shapes] == [20, 50, 300]
    assert [note.text for note in picture.figure.layout.annotations] == [
        "regular until 20",
        "dormant after 50",
        "lost after 300",
    ]
    assert max(curve.y) == pytest.approx(1.0)
    assert "10 repurchases of 58 waits" in picture.note


def test_gaps_of_a_category(tmp_path: Path) -> None:
    orders = [order(f"p{n}", day, 10) for n in range(60) for day in ("2025-01-01", f"2025-01-{10 + n % 3}")]
    lines = [
        {"order_id": made["order_id"], "line_no": "1", "product_name": "Tea", "category": "Drinks", "quantity": 1}
        for made in orders
    ]
    lives = lifecycle(
        workspace(tmp_path, orders=orders, items=lines),
        LifecycleParams(as_of=PARAMS.as_of, currency="CNY", by_category=True),
    )
    assert lives.categories.to_dict("records") == [
        {"category": "Drinks", "active": 10, "dormant": 11, "lost": 12, "n": 60, "customers": 60}
    ]
    picture = gap_curve(lives, "en", "Drinks")
    assert picture.title == "Drinks: half of those who come back do so within 10 days, 80 % within 11"
    assert sum(picture.figure.data[0].y) == 60


@pytest.mark.one_in(4)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("orders", [[], [order("p", "2025-01-10", 100)]])
def test_hardly_any_data_still_makes_pictures(tmp_path: Path, language: str, orders: list[dict[str, object]]) -> None:
    shop = workspace(tmp_path, customers=[member("m1", "2025-01-02")], orders=orders)
    lives = lifecycle(shop, replace(PARAMS, active_days=None, dormant_days=None, lost_days=None))
    for draw in (stage_bars, stage_months, movements, pulse_line, label_grid, gap_curve):
        assert draw(lives, language).title  # type: ignore[operator]
    assert flow_grid(lives, FEBRUARY, language).title  # type: ignore[arg-type]
    assert "30" in gap_curve(lives, "en").figure.layout.annotations[0].text
