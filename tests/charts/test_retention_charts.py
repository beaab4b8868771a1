"""What the pictures of retention and repurchase say, on a shop that can be told by heart.

Of 100 people won in January 50 order again in February and 20 in March; of 40 won in February 30 order again in March;
as of 15 April, so that month 1 of the March cohort and month 3 of the January cohort still run.
"""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from insight.analysis.repurchase import RepurchaseParams, RepurchaseResult, repurchase
from insight.analysis.retention import RetentionParams, RetentionResult, retention
from insight.charts import Picture
from insight.charts.repurchase.curves import revenue_curves, waiting_curves, within_bars
from insight.charts.repurchase.groups import group_bars
from insight.charts.retention.curves import cohorts_drawn, retention_curves
from insight.charts.retention.groups import value_curves, won_rates
from insight.charts.retention.matrix import AVERAGE, MEASURES, retention_matrix
from insight.warehouse import DuckWarehouse
from tests.workspaces import order, workspace

AS_OF = dt.date(2025, 4, 15)


@pytest.fixture(scope="module")
def shop_of_cohorts(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    january = [order(f"a{n}", "2025-01-10", 100, channel="JD" if n < 60 else "Tmall") for n in range(100)]
    again = [order(f"a{n}", "2025-02-10", 50) for n in range(50)] + [
        order(f"a{n}", "2025-03-10", 50) for n in range(20)
    ]
    february = [order(f"b{n}", "2025-02-10", 100) for n in range(40)]
    later = [order(f"b{n}", "2025-03-10", 50) for n in range(30)]
    march = [order(f"c{n}", "2025-03-10", 100, channel="<b>x</b>") for n in range(10)]
    return workspace(tmp_path_factory.mktemp("cohorts"), orders=[*january, *again, *february, *later, *march])


@pytest.fixture(scope="module")
def kept(shop_of_cohorts: DuckWarehouse) -> RetentionResult:
    return retention(shop_of_cohorts, RetentionParams(as_of=AS_OF, currency="CNY", breakdown="channel"))


@pytest.fixture(scope="module")
def bought(shop_of_cohorts: DuckWarehouse) -> RepurchaseResult:
    return repurchase(shop_of_cohorts, RepurchaseParams(as_of=AS_OF, currency="CNY"))


def shown(picture: Picture) -> dict[Any, str]:
    """What stands in each cell, by what a click on it means."""
    bars, *texts = picture.figure.data
    place = {(x, base + 0.48): tuple(meant) for x, base, meant in zip(bars.x, bars.base, bars.customdata, strict=True)}
    written = {(x, y): text for trace in texts for x, y, text in zip(trace.x, trace.y, trace.text, strict=True)}
    return {meant: written[x, round(y)] for (x, y), meant in place.items()}


def test_matrix_shows_every_cohort_and_the_average_above(kept: RetentionResult) -> None:
    picture = retention_matrix(kept, "en")
    assert shown(picture) == {
        (AVERAGE, 1): "57%",
        (AVERAGE, 2): "20%",
        ("2025-01-01", 1): "50%",
        ("2025-01-01", 2): "20%",
        ("2025-01-01", 3): "0%",
        ("2025-02-01", 1): "75%",
        ("2025-02-01", 2): "0%",
        ("2025-03-01", 1): "0%",
    }
    assert picture.title == "On average 57% come back in month 1 after (140 people)"
    assert list(picture.figure.layout.yaxis.ticktext) == ["Mar 2025 · 10", "Feb 2025 · 40", "Jan 2025 · 100", "Average"]
    assert list(picture.figure.layout.xaxis.ticktext) == ["m +1", "m +2", "m +3"]


def test_cells_whose_period_is_not_over_are_hatched_and_say_when_they_are(kept: RetentionResult) -> None:
    bars = retention_matrix(kept, "en").figure.data[0]
    hatched = {
        tuple(meant) for meant, shape in zip(bars.customdata, bars.marker.pattern.shape, strict=True) if shape == "/"
    }
    assert hatched == {("2025-01-01", 3), ("2025-02-01", 2), ("2025-03-01", 1)}
    hover = dict(zip((tuple(meant) for meant in bars.customdata), bars.hovertext, strict=True))
    assert "Still running: over on 1 May 2025, counts in no average" in hover["2025-03-01", 1]
    assert "50 of 100 people" in hover["2025-01-01", 1]


def test_average_switches_between_pooled_and_simple(kept: RetentionResult) -> None:
    assert shown(retention_matrix(kept, "en", average="simple"))[AVERAGE, 1] == "62%"


@pytest.mark.parametrize(("measure", "january"), [("people", "50"), ("amount", "2,500"), ("orders", "50")])
def test_cells_show_people_money_or_orders(kept: RetentionResult, measure: Any, january: str) -> None:
    cells = shown(retention_matrix(kept, "en", measure))
    assert cells["2025-01-01", 1] == january
    assert (AVERAGE, 1) not in cells


def test_chosen_cell_is_outlined(kept: RetentionResult) -> None:
    bars = retention_matrix(kept, "en", chosen=("2025-02-01", 1)).figure.data[0]
    outlined = [tuple(m) for m, width in zip(bars.customdata, bars.marker.line.width, strict=True) if width]
    assert outlined == [("2025-02-01", 1)]


def test_curves_stand_for_cells_and_leave_running_periods_out(kept: RetentionResult) -> None:
    picture = retention_curves(kept, "en")
    assert set(picture.clickable()) == {
        ("2025-01-01", 1),
        ("2025-01-01", 2),
        ("2025-02-01", 1),
        (AVERAGE, 1),
        (AVERAGE, 2),
    }
    assert picture.title == "The average goes from 57% in month 1 after to 20% in month 2 after"
    average = picture.figure.data[-1]
    assert list(average.y) == pytest.approx([80 / 140, 0.2])


def test_every_point_of_a_curve_is_one_of_the_cohorts_that_can_be_chosen(kept: RetentionResult) -> None:
    drawn = {cohort.isoformat() for cohort in cohorts_drawn(kept)}
    assert {of for of, _number in retention_curves(kept, "en").clickable()} == {*drawn, "average"}


def test_groups_have_a_curve_each_and_names_from_data_are_text(kept: RetentionResult) -> None:
    picture = value_curves(kept, "en")
    assert [name for name, _colour in picture.legend] == ["Tmall", "JD", "<b>x</b>"]
    assert ("value", 1, 1) in picture.clickable()
    assert picture.title.startswith("JD differs: 83% come back in month 1 after") or "Tmall differs" in picture.title
    assert "150 people" in picture.note
    assert {"<b>Tmall</b>", "<b>JD</b>", "<b>&lt;b&gt;x&lt;/b&gt;</b>"} >= {
        each.text for each in picture.figure.layout.annotations
    }


def test_people_won_are_drawn_by_festival_with_their_number(kept: RetentionResult) -> None:
    picture = won_rates(kept, "en")
    assert picture.clickable() == [("won", "womens_day-2025"), ("won", "spring-2025")] or picture.clickable()
    points = picture.figure.data[1]
    assert all(" · " in label for label in points.y)


def test_waiting_curves_rise_from_nobody(bought: RepurchaseResult) -> None:
    picture = waiting_curves(bought, "en")
    first = next(trace for trace in picture.figure.data if trace.name == "After the first purchase")
    assert (first.x[0], first.y[0]) == (0, 0.0)
    assert list(first.y) == sorted(first.y)
    at_the_ends = [each.text for each in picture.figure.layout.annotations]
    assert at_the_ends == ["<b>After the first purchase</b>", "<b>After purchase 2</b>", "<b>After purchase 3</b>"]
    assert "150 people with a first purchase" in picture.note
    assert "Kaplan" not in picture.note


def test_bars_are_the_rates_of_people_whose_days_are_over(bought: RepurchaseResult) -> None:
    picture = within_bars(bought, "en", chosen=(1, 60))
    first = picture.figure.data[0]
    assert list(first.y)[:2] == pytest.approx([30 / 150, 80 / 140])
    assert list(first.marker.line.width)[:2] == [0, 3]
    assert (1, 30) in picture.clickable()


def test_the_title_tells_as_many_days_as_somebody_has_had(bought: RepurchaseResult) -> None:
    young = bought.within["days"] > 30
    only_first = bought.within.assign(n=bought.within["n"].where((bought.within["step"] == 1) & ~young, 0))
    picture = within_bars(replace(bought, within=only_first), "en")
    assert picture.title == "Within 30 days 20% buy again"
    nobody = bought.within.assign(n=0)
    assert within_bars(replace(bought, within=nobody), "en").title == "Nobody has had so many days yet"


def test_revenue_is_added_up_and_only_periods_that_are_over_are_drawn(bought: RepurchaseResult) -> None:
    picture = revenue_curves(bought, "en")
    average = picture.figure.data[-1]
    assert list(average.y) == pytest.approx([100, 100 + 4000 / 140, 100 + 4000 / 140 + 10])
    assert picture.title == ("A person brings ¥100.00 to begin with, ¥138.57 after 2 months")
    assert ("cohort", "2025-03-01") in picture.clickable()


@pytest.mark.slow("draws many pictures")
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_picture_has_its_words(kept: RetentionResult, bought: RepurchaseResult, language: Any) -> None:
    pictures = [
        *(retention_matrix(kept, language, measure) for measure in MEASURES),
        retention_curves(kept, language),
        value_curves(kept, language),
        won_rates(kept, language),
        waiting_curves(bought, language),
        within_bars(bought, language),
        revenue_curves(bought, language),
    ]
    for picture in pictures:
        assert picture.title
        assert picture.alt
        assert picture.note
        assert picture.figure.layout.title.text is None
        if language == "zh_CN":
            assert not picture.alt.isascii()


@pytest.mark.parametrize(("back", "alarm"), [(4, "Mar 2025"), (40, None), (76, "Jan 2025")])
def test_the_month_that_misses_most_people_is_named_and_one_that_does_better_is_not(
    tmp_path: Path, back: int, alarm: str | None
) -> None:
    """Of 80 people won in each of January and February 40 order again a month later; of those of March `back` do."""
    months = {"a": ("2025-01-10", "2025-02-10", 40), "b": ("2025-02-10", "2025-03-10", 40)}
    orders = []
    for name, (first, second, returning) in (months | {"c": ("2025-03-20", "2025-04-20", back)}).items():
        orders += [order(f"{name}{n}", first, 100) for n in range(80)]
        orders += [order(f"{name}{n}", second, 50) for n in range(returning)]
    result = retention(workspace(tmp_path, orders=orders), RetentionParams(as_of=dt.date(2025, 9, 1), currency="CNY"))
    matrix, curves = retention_matrix(result, "en"), retention_curves(result, "en")
    named = [label for label in matrix.figure.layout.yaxis.ticktext if "<b" in label]
    at_the_ends = {each.text for each in curves.figure.layout.annotations}
    if alarm is None:
        assert named == []
        assert at_the_ends == {"<b>Average</b>"}
        assert matrix.title.startswith("On average")
    else:
        assert [label.split(">")[1] for label in named] == [f"{alarm} · 80</b"]
        assert at_the_ends == {"<b>Average</b>", f"<b>{alarm}</b>"}
        assert matrix.title.startswith(f"Won in {alarm}: {5 if back == 4 else 50}% come back in month 1 after")


def test_who_buys_again_by_group_is_a_bar_a_group_and_a_click_is_its_people(shop_of_cohorts: DuckWarehouse) -> None:
    result = repurchase(shop_of_cohorts, RepurchaseParams(as_of=AS_OF, currency="CNY", trait="preferred_channel"))
    picture = group_bars(result, "zh_CN")
    rows = result.groups[result.groups["days"] == 90]
    assert picture.title == "按偏好渠道看 90 天内的复购"
    assert sorted(picture.clickable()) == sorted(("group", f"={value}", 90) for value in rows["value"])
    points = [cell.point for cell in result.cells() if cell.picker == "again_group"]
    assert set(picture.clickable()) <= set(points)
    assert list(picture.figure.data[0].x) == list(rows["rate"])[::-1]
