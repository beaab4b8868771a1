"""What the pictures of the state of the data say, on a shop with known faults.

Of 4 orders in March 2025 one names nobody; of 40 in February all name somebody.
"""

import datetime as dt

import pytest

from insight.analysis.quality import QualityParams, QualityResult, quality
from insight.charts.quality.pictures import quality_grid, recent, rule_over_time
from tests.workspaces import order, workspace


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> QualityResult:
    february = [order(f"p{n}", "2025-02-10", 10) for n in range(40)]
    march = [order(name, "2025-03-10", 10) for name in ("a", "b", "c", None)]
    shop = workspace(tmp_path_factory.mktemp("shop"), orders=[*february, *march])
    return quality(shop, QualityParams(as_of=dt.date(2025, 4, 1), currency="CNY"))


def test_grid_shows_the_share_of_checks_that_hold(checked: QualityResult) -> None:
    picture = quality_grid(checked, "en")
    assert picture.clickable() == [
        ("orders", name) for name in ("completeness", "validity", "uniqueness", "consistency", "timeliness")
        if name in set(checked.dimensions["dimension"])
    ]  # fmt: skip
    texts = [text for trace in picture.figure.data[1:] for text in trace.text]
    assert "100%" in texts
    assert picture.title.startswith("Weakest: Completeness of Orders, where 99.")
    assert "44 rows" in picture.note


def test_a_single_broken_row_is_not_rounded_to_all_is_well(checked: QualityResult) -> None:
    rate = checked.dimensions.set_index("dimension").loc["completeness", "rate"]
    assert rate < 1
    shown = [text for trace in quality_grid(checked, "en").figure.data[1:] for text in trace.text]
    assert sum(text != "100%" for text in shown) == int((checked.dimensions["rate"] < 1).sum())


def test_chosen_cell_is_outlined(checked: QualityResult) -> None:
    widths = quality_grid(checked, "en", ("orders", "validity")).figure.data[0].marker.line.width
    assert sum(width > 0 for width in widths) == 1


def test_months_run_up_to_the_as_of_day_and_begin_with_the_data(checked: QualityResult) -> None:
    bars = rule_over_time(checked, "orders_name_a_person", "en").figure.data[0]
    assert list(bars.x) == ["2025-02-01", "2025-03-01"]
    assert list(bars.y) == [0, 0.25 / 1]
    assert "1 of 4 rows (25.0%)" in bars.hovertext[1]
    assert bars.marker.color[0] != bars.marker.color[1]


def test_a_rule_that_holds_has_nothing_to_draw(checked: QualityResult) -> None:
    assert rule_over_time(checked, "orders_ordered_at_not_old", "en").clickable() == []


def test_sparklines_cover_the_last_months_whatever_is_in_them(checked: QualityResult) -> None:
    months = recent(checked, "orders_name_a_person", 24)
    assert len(months) == 24
    assert months["rows"].notna().sum() == 2


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_picture_has_its_words(checked: QualityResult, language: str) -> None:
    for picture in (
        quality_grid(checked, language),  # type: ignore[arg-type]
        rule_over_time(checked, "orders_name_a_person", language),  # type: ignore[arg-type]
    ):
        assert picture.title
        assert picture.alt
        assert "44" in picture.note
        assert picture.clickable()
