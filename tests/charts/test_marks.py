"""Festivals, campaigns and notes above an axis of time: where they stand, and that none covers another on a phone."""

import datetime as dt
from itertools import combinations

import plotly.graph_objects as go
import pytest

from insight.calendar.occasions import Kind, Occasion, in_view
from insight.charts.kit.marks import marked
from insight.charts.kit.months import span_of_months
from insight.charts.kit.picture import Picture, TimeAxis
from insight.charts.kit.theme import dress
from insight.i18n import Language, _

NARROW = 285


def picture(time: TimeAxis | None) -> Picture:
    figure = dress(go.Figure(go.Bar(x=[1], y=[1], customdata=[[1]])), height=300)
    return Picture(figure=figure, title="t", alt="Bars", time=time)


def occasion(kind: Kind, name: str, first: str, last: str | None = None, rank: int = 2) -> Occasion:
    text = _("{name}", name=name)
    start = dt.date.fromisoformat(first)
    end = start if last is None else dt.date.fromisoformat(last)
    return Occasion(kind=kind, name=text, short=text, first=start, last=end, rank=rank)


def days(first: str, last: str) -> TimeAxis:
    return TimeAxis(first=dt.date.fromisoformat(first), last=dt.date.fromisoformat(last))


def months(first: int, last: int) -> TimeAxis | None:
    return span_of_months([dt.date(number // 12, number % 12 + 1, 1) for number in range(first, last)])


def names(drawn: Picture) -> list[tuple[str, str]]:
    return [(one.text, str(one.x)) for one in drawn.figure.layout.annotations]


def test_days_of_a_month_name_every_festival_at_its_day() -> None:
    axis = days("2025-06-01", "2025-06-30")
    drawn = marked(picture(axis), in_view(axis.first, axis.last), "zh_CN")
    assert names(drawn) == [("618", "2025-06-18")]
    assert [shape.x0 for shape in drawn.figure.layout.shapes] == ["2025-06-18"]
    assert drawn.alt == "Bars. 标注：618：2025-06-18"


def test_first_and_last_day_are_in_the_picture_and_their_neighbours_are_not() -> None:
    axis = days("2025-06-10", "2025-06-20")
    given = [occasion("note", day[-2:], day) for day in ("2025-06-09", "2025-06-10", "2025-06-20", "2025-06-21")]
    assert [text for text, _x in names(marked(picture(axis), given, "en"))] == ["✎ 10", "✎ 20"]


def test_a_month_is_marked_above_the_middle_of_its_bar() -> None:
    drawn = marked(
        picture(months(2025 * 12, 2025 * 12 + 12)), in_view(dt.date(2025, 1, 1), dt.date(2025, 12, 31)), "en"
    )
    assert ("Spring", "2025-01-15") in names(drawn)
    assert ("618", "2025-06-15") in names(drawn)
    points = span_of_months([dt.date(2025, 6, 1)], is_bars=False)
    assert names(marked(picture(points), in_view(dt.date(2025, 6, 1), dt.date(2025, 6, 30)), "en")) == [
        ("618", "2025-06-01")
    ]


def test_long_spans_name_only_what_moves_everybody() -> None:
    long = months(2023 * 12, 2026 * 12)
    assert long is not None
    drawn = marked(picture(long), in_view(long.first, long.last), "en")
    assert {text for text, _x in names(drawn)} == {"Spring", "618", "11.11"}


def test_columns_that_stand_for_days_are_counted_by_their_place() -> None:
    places = (dt.date(2025, 6, 1), dt.date(2025, 7, 1), dt.date(2025, 8, 1))
    axis = TimeAxis(first=places[0], last=places[-1], places=places)
    drawn = marked(picture(axis), [occasion("note", "n", "2025-06-16"), occasion("note", "m", "2025-08-01")], "en")
    assert names(drawn) == [("✎ n", "0.5"), ("✎ m", "2.0")]


def test_what_has_no_room_is_said_by_its_neighbour() -> None:
    axis = days("2025-06-01", "2025-06-30")
    given = [occasion("note", f"Number {number}", "2025-06-15", rank=number) for number in range(5)]
    drawn = marked(picture(axis), given, "en")
    assert [text for text, _x in names(drawn)] == ["✎ Number 0", "✎ Number 1", "✎ Number 2"]
    hovers = "".join(one.hovertext for one in drawn.figure.layout.annotations)
    assert all(f"Number {number}" in hovers for number in range(5))


def test_a_campaign_says_its_days_and_a_name_like_markup_stays_a_name() -> None:
    axis = days("2025-06-01", "2025-06-30")
    given = [occasion("campaign", "<b>Sale</b> of the whole summer", "2025-06-10", "2025-06-20")]
    (one,) = marked(picture(axis), given, "en").figure.layout.annotations
    assert one.text == "◆ &lt;b&gt;Sale&lt;/b&gt; of…"
    assert one.hovertext == "Campaign &lt;b&gt;Sale&lt;/b&gt; of the whole summer: 10 Jun 2025 to 20 Jun 2025"


def test_the_names_get_room_of_their_own_and_the_picture_given_is_left_alone() -> None:
    axis = days("2025-06-01", "2025-06-30")
    plain = picture(axis)
    drawn = marked(plain, in_view(axis.first, axis.last), "en")
    assert (plain.figure.layout.height, drawn.figure.layout.height) == (300, 315)
    assert drawn.figure.layout.margin.t - plain.figure.layout.margin.t == 15
    assert not plain.figure.layout.annotations
    for empty in (picture(None), picture(days("2025-07-01", "2025-07-02"))):
        assert marked(empty, in_view(axis.first, axis.last)[:0], "en") is empty


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("length", [7, 30, 90, 366, 900])
def test_no_name_covers_another_on_a_narrow_screen(language: Language, length: int) -> None:
    first = dt.date(2025, 1, 1)
    axis = TimeAxis(first=first, last=first + dt.timedelta(days=length - 1))
    campaigns = [
        occasion("campaign", f"会员日大促 {day}", str(first + dt.timedelta(days=day))) for day in range(0, 900, 9)
    ]
    drawn = marked(picture(axis), in_view(axis.first, axis.last, campaigns), language)
    boxes = [box(one, axis) for one in drawn.figure.layout.annotations]
    assert len(boxes) > 1
    assert all(left >= -1 and right <= NARROW + 1 for _line, left, right in boxes)
    for (line, left, right), (other, its_left, its_right) in combinations(boxes, 2):
        assert line != other or right < its_left or its_right < left


def box(one: go.layout.Annotation, axis: TimeAxis) -> tuple[int, float, float]:
    """Line, left and right end in pixels: a Chinese character is as wide as it is high, a letter a little over half."""
    at = ((dt.date.fromisoformat(one.x) - axis.first).days + 0.5) / ((axis.last - axis.first).days + 1) * NARROW
    width = sum(11 if sign > "\u2000" else 6.2 for sign in one.text)
    left = {"left": at, "center": at - width / 2, "right": at - width}[one.xanchor]
    return one.yshift // 15, left, left + width
