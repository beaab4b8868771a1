"""What the overview's pictures say, on a shop that can be told by heart."""

import datetime as dt
from pathlib import Path

import pytest

from insight.analysis.overview import OverviewParams, OverviewResult, overview
from insight.calendar.occasions import in_view
from insight.charts.kit.marks import marked
from insight.charts.overview.pictures import channel_shares, months_revenue
from tests.workspaces import member, order, workspace


def test_revenue_of_each_month(seen: OverviewResult) -> None:
    returning, new = months_revenue(seen, "en").figure.data
    assert list(returning.x) == ["2025-01-01", "2025-02-01", "2025-03-01"]
    assert list(returning.y) == [0, 2000, 0]
    assert list(new.y) == [4000, 250, 150]


def test_the_month_that_is_not_over_is_hatched_and_not_in_the_title(seen: OverviewResult) -> None:
    picture = months_revenue(seen, "en")
    assert list(picture.figure.data[0].marker.pattern.shape) == ["", "", "/"]
    assert picture.title == "Feb 2025: ¥2,250, 89% of it from returning buyers"
    assert "hatched: the month is not over" in picture.note
    assert "The month is not over" in picture.figure.data[1].hovertext[2]


def test_titles_say_the_finding_in_both_languages(seen: OverviewResult) -> None:
    assert months_revenue(seen, "zh_CN").title == "2025年2月：销售额 ¥2,250，其中老客贡献 89%"
    assert channel_shares(seen, "zh_CN").title == "Tmall：占买家的 100%，占销售额的 69%"


def test_a_click_on_a_month_stands_for_its_people(seen: OverviewResult) -> None:
    assert months_revenue(seen, "en").clickable()[1] == ("period", "2025-02-01", "returning")
    meant = ("period", "2025-02-01", "new")
    assert list(months_revenue(seen, "en", meant).figure.data[1].marker.line.width) == [0, 3, 0]


def test_channels_compare_people_with_revenue(seen: OverviewResult) -> None:
    picture = channel_shares(seen, "en")
    of_revenue, of_buyers = picture.figure.data
    assert list(of_buyers.y) == ["Youzan", "Tmall"]
    assert list(of_buyers.x) == pytest.approx([10 / 48, 1.0])
    assert list(of_revenue.x) == pytest.approx([2000 / 6400, 4400 / 6400])
    assert list(of_buyers.marker.opacity) == [0.35, 1.0]
    assert picture.clickable()[:2] == [("channel", "Youzan"), ("channel", "Tmall")]


def test_legend_stands_beside_the_figure(seen: OverviewResult) -> None:
    assert [name for name, _colour in months_revenue(seen, "en").legend] == ["Returning buyers", "New buyers"]
    assert months_revenue(seen, "en").figure.layout.showlegend is False


def test_a_channel_named_like_markup_keeps_its_name(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=[order("p", "2025-01-10", 100, channel="<b>x</b>")])
    picture = channel_shares(overview(shop, OverviewParams(as_of=dt.date(2025, 2, 1), currency="CNY")), "en")
    assert list(picture.figure.data[0].y) == ["&lt;b&gt;x&lt;/b&gt;"]
    assert picture.title.startswith("<b>x</b>: 100% of buyers")
    assert picture.clickable()[0] == ("channel", "<b>x</b>")


@pytest.mark.parametrize("orders", [[], [order(None, "2025-01-10", 100)], [order("p", "2025-01-10", 100)]])
def test_hardly_any_data_still_makes_pictures(tmp_path: Path, orders: list[dict[str, object]]) -> None:
    shop = workspace(tmp_path, customers=[member("m1", "2025-01-02")], orders=orders)
    seen = overview(shop, OverviewParams(as_of=dt.date(2025, 1, 20), currency="CNY"))
    for draw in (months_revenue, months_revenue, channel_shares):
        assert draw(seen, "zh_CN").title


def test_a_festival_stands_above_the_bar_of_its_month(seen: OverviewResult) -> None:
    picture = months_revenue(seen, "zh_CN")
    assert picture.time is not None
    assert (picture.time.first, picture.time.last) == (dt.date(2025, 1, 1), dt.date(2025, 3, 31))
    names = marked(picture, in_view(picture.time.first, picture.time.last), "zh_CN").figure.layout.annotations
    assert ("春节", "2025-01-15") in [(name.text, name.x) for name in names]


def test_months_are_named_in_the_language_with_the_year_once(seen: OverviewResult) -> None:
    axis = months_revenue(seen, "zh_CN").figure.layout.xaxis
    assert list(axis.ticktext) == ["1月<br>2025", "2月", "3月"]
    assert list(months_revenue(seen, "en").figure.layout.xaxis.ticktext) == ["Jan<br>2025", "Feb", "Mar"]


def test_a_channel_in_another_currency_has_no_share_of_the_revenue(tmp_path: Path) -> None:
    orders = [
        order("a", "2025-01-10", 100, channel="Tmall"),
        order("b", "2025-01-11", 9, currency="USD", channel="Web"),
    ]
    result = overview(workspace(tmp_path, orders=orders), OverviewParams(as_of=dt.date(2025, 2, 1), currency="CNY"))
    of_revenue = channel_shares(result, "en").figure.data[0]
    assert dict(zip(of_revenue.y, of_revenue.text, strict=True)) == {
        "Tmall": "100%",
        "Web": "1 order in another currency, not added",
    }
