"""What the RFM pictures say, on a shop that can be told by heart.

Of 48 buyers 30 came once in January (R1F1, 3,000 yuan), 10 again in February (R2F2, 3,000), 8 are new (R2F1, 400).
"""

import pytest

from insight.analysis.rfm import RfmParams, RfmResult, rfm
from insight.charts.rfm.grid import MEASURES, rfm_grid
from insight.charts.rfm.groups import rfm_crosstab, rfm_groups
from insight.charts.rfm.ranges import ranges_of
from insight.warehouse import DuckWarehouse
from tests.charts.conftest import AS_OF


def test_grid_shows_people_per_cell(scored: RfmResult) -> None:
    picture = rfm_grid(scored, "en")
    assert picture.clickable() == [(1, 1), (1, 2), (2, 1), (2, 2)]
    assert {text for trace in picture.figure.data[1:] for text in trace.text} == {
        "<b style='font-size:14px'>30</b><br>Almost<br>lost",
        "<b style='font-size:14px'>8</b><br>Promising",
        "<b style='font-size:14px'>10</b><br>Champions",
        "",
    }
    assert picture.title == "Most people stand at “64 days ago or more, 1 order”: 30, 62% of all buyers"
    assert picture.note.endswith("48 people bought in Chinese Yuan")


@pytest.mark.parametrize(
    ("measure", "texts", "title"),
    [
        ("net_amount", {"3,000", "400", ""}, "R1F1 is 62% of buyers and 47% of revenue"),
        ("reachable", {"0", ""}, "0 of 48 buyers can be reached (0%), 0 of them in R1F1"),
        ("net_amount_share", {"47%", "6.2%", ""}, "R1F1 is 62% of buyers and 47% of revenue"),
        (
            "median_net_amount",
            {"100", "50", "300", ""},
            "Median spend is highest in R2F2: half of its 10 people spent more than ¥300.00",
        ),
    ],
)
def test_grid_switches_its_measure(scored: RfmResult, measure: str, texts: set[str], title: str) -> None:
    picture = rfm_grid(scored, "en", measure)  # type: ignore[arg-type]
    assert {text for trace in picture.figure.data[1:] for text in trace.text} == texts
    assert picture.title.replace("CN¥", "¥") == title


def test_axes_say_days_and_orders_beside_the_scores(scored: RfmResult) -> None:
    layout = rfm_grid(scored, "en").figure.layout
    assert list(layout.xaxis.ticktext) == ["F1<br>1 order", "F2<br>2 orders"]
    assert list(layout.yaxis.ticktext) == ["R1<br>64 days ago<br>or more", "R2<br>within 33<br>days"]


def test_hover_names_the_group_and_the_money(scored: RfmResult) -> None:
    hover = rfm_grid(scored, "zh_CN").figure.data[0].hovertext[0]
    assert "30 人" in hover
    assert "¥3,000" in hover


def test_chosen_cell_is_outlined(scored: RfmResult) -> None:
    assert list(rfm_grid(scored, "en", chosen=(2, 1)).figure.data[0].marker.line.width) == [0, 0, 3, 0]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("measure", MEASURES)
def test_every_picture_has_its_words(scored: RfmResult, language: str, measure: str) -> None:
    for picture in (
        rfm_grid(scored, language, measure),  # type: ignore[arg-type]
        rfm_groups(scored, "eight", language),  # type: ignore[arg-type]
        rfm_groups(scored, "eleven", language),  # type: ignore[arg-type]
        rfm_crosstab(scored, language),  # type: ignore[arg-type]
    ):
        assert picture.title
        assert picture.alt
        assert "48" in picture.note
        assert picture.figure.layout.title.text is None


def test_groups_stand_for_scheme_and_name(scored: RfmResult) -> None:
    eight, eleven = rfm_groups(scored, "eight", "en"), rfm_groups(scored, "eleven", "en")
    assert set(eight.clickable()) >= {("eight", "key_value"), ("eight", "general_win_back")}
    assert len(set(eight.clickable())) == 8
    assert len(set(eleven.clickable())) == 10
    assert ("eleven", "prospects") not in eleven.clickable()


def test_group_bars_are_the_shares_of_the_result(scored: RfmResult) -> None:
    of_revenue, of_buyers = rfm_groups(scored, "eight", "en").figure.data
    rows = scored.groups[scored.groups["scheme"] == "eight"].iloc[::-1]
    assert list(of_buyers.x) == pytest.approx(rows["share"].tolist())
    assert list(of_revenue.x) == pytest.approx(rows["net_amount_share"].tolist())
    assert sum(of_buyers.x) == pytest.approx(1.0)


def test_groups_of_few_people_are_pale(scored: RfmResult) -> None:
    bars = rfm_groups(scored, "eight", "en").figure.data[0]
    customers = scored.groups[scored.groups["scheme"] == "eight"].iloc[::-1]["customers"]
    assert [opacity == 1.0 for opacity in bars.marker.opacity] == [n >= 30 for n in customers]


def test_crosstab_counts_every_buyer_once(scored: RfmResult) -> None:
    picture = rfm_crosstab(scored, "en")
    shown = [int(text.replace(",", "")) for trace in picture.figure.data[1:] for text in trace.text if text]
    assert sum(shown) == 48
    assert len(picture.clickable()) == 80


def test_days_of_equal_parts_leave_no_day_out_and_given_cuts_stay_as_observed(
    shop: DuckWarehouse, scored: RfmResult
) -> None:
    equal = ranges_of(rfm(shop, RfmParams(as_of=AS_OF, currency="CNY", bins=2)), "recency")
    assert equal[1].low == equal[2].high + 1
    observed = scored.boundaries[scored.boundaries["dimension"] == "recency"].set_index("score")
    assert ranges_of(scored, "recency")[1].low == observed["low"][1] > ranges_of(scored, "recency")[2].high + 1
