"""Festivals, campaigns and notes of staff above an axis of time: the one place where they are drawn.

A picture says what days it spans (`TimeAxis`); names stand in at most three lines above it, so that none covers another
on a screen of 390 pixels. What finds no room there is said by hovering over its neighbour.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise
from typing import Literal

import plotly.graph_objects as go

from insight.calendar.occasions import Kind, Occasion
from insight.charts.kit.picture import Picture, TimeAxis
from insight.charts.kit.theme import FAINT, ON_PAPER
from insight.i18n import Language, Text, _

_NARROW = 285
"""Pixels of a plot on a screen of 390, its axis left out."""

_LETTER, _WIDE_LETTER, _APART = 6.3, 11.5, 7
_LINES, _LINE_HEIGHT, _TEXT_SIZE = 3, 15, 11
_ORDER: dict[Kind, int] = {"festival": 0, "note": 1, "campaign": 2}
_SIGNS: dict[Kind, str] = {"note": "✎ ", "campaign": "◆ ", "festival": ""}
_SPANS = ((100, 3, 14), (400, 2, 10), (dt.timedelta.max.days, 1, 8))
"""Up to so many days, festivals of such a rank have room, and names of so many letters."""

_HALF_A_MONTH = 14


@dataclass(slots=True)
class _Label:
    """A name above the axis: from `left` to `right` pixels of a narrow plot, and all that it stands for."""

    at: float
    line: int
    left: float
    right: float
    anchor: Literal["left", "center", "right"]
    text: str
    stands_for: list[Occasion]


def marked(picture: Picture, occasions: Sequence[Occasion], language: Language) -> Picture:
    """The picture with the names of what its days stand out for; as it is where it has no axis of time."""
    axis = picture.time
    if axis is None:
        return picture
    seen = [one for one in occasions if axis.first <= one.first <= axis.last]
    labels = _labels(axis, seen, language)
    if not labels:
        return picture
    figure = go.Figure(picture.figure)
    _make_room(figure, 1 + max(label.line for label in labels))
    for label in labels:
        _rule(figure, axis, label)
        figure.add_annotation(**_annotation(axis, label, language))
    said = _("Marked: {names}", names="; ".join(_said(one, language) for label in labels for one in label.stands_for))
    return replace(picture, figure=figure, alt=f"{picture.alt}. {said.render(language)}")


def _labels(axis: TimeAxis, occasions: Sequence[Occasion], language: Language) -> list[_Label]:
    """What matters most first; what has no room joins the name that is nearest."""
    placed: list[_Label] = []
    _days, least_rank, letters = next(span for span in _SPANS if (axis.last - axis.first).days <= span[0])
    for one in sorted(occasions, key=lambda one: (one.rank, _ORDER[one.kind], one.first)):
        if one.kind == "festival" and one.rank > least_rank:
            continue
        label = _fitting(axis, one, _SIGNS[one.kind] + _short(one.short.render(language), letters), placed)
        if label is not None:
            placed.append(label)
        elif placed:
            at = _place(axis, one.first)
            min(placed, key=lambda other: abs(other.at - at)).stands_for.append(one)
    return sorted(placed, key=lambda label: (label.at, label.line))


def _fitting(axis: TimeAxis, one: Occasion, text: str, placed: list[_Label]) -> _Label | None:
    """The label in the first line that has room for it."""
    at, width = _place(axis, one.first), _width(text)
    middle = at * _NARROW
    anchor: Literal["left", "center", "right"] = "center"
    left = middle - width / 2
    if left < 0:
        anchor, left = "left", middle
    elif left + width > _NARROW:
        anchor, left = "right", middle - width
    for line in range(_LINES):
        others = (label for label in placed if label.line == line)
        if all(left >= label.right + _APART or left + width <= label.left - _APART for label in others):
            return _Label(at, line, left, left + width, anchor, escape(text), [one])
    return None


def _short(text: str, room: int) -> str:
    """As much of a name as a label holds; a Chinese character takes the room of two letters."""
    for place, sign in enumerate(text):
        room -= 2 if _is_wide(sign) else 1
        if room < 0:
            return f"{text[:place]}…"
    return text


def _width(text: str) -> float:
    return sum(_WIDE_LETTER if _is_wide(sign) else _LETTER for sign in text)


def _is_wide(sign: str) -> bool:
    return "\u2e80" <= sign <= "\uffef" or sign > "\uffff" or sign in "✎◆"


def _make_room(figure: go.Figure, lines: int) -> None:
    """The names stand above what is drawn, which keeps its height."""
    more = lines * _LINE_HEIGHT
    figure.update_layout(height=figure.layout.height + more, margin_t=(figure.layout.margin.t or 0) + more)


def _rule(figure: go.Figure, axis: TimeAxis, label: _Label) -> None:
    at = _on_axis(axis, label.stands_for[0].first)
    figure.add_shape(
        type="line",
        x0=at,
        x1=at,
        y0=0,
        y1=1,
        yref="y domain",
        layer="below",
        line={"color": FAINT, "width": 1, "dash": "dot"},
    )


def _annotation(axis: TimeAxis, label: _Label, language: Language) -> dict[str, object]:
    return {
        "x": _on_axis(axis, label.stands_for[0].first),
        "y": 1,
        "yref": "y domain",
        "yanchor": "bottom",
        "yshift": 2 + label.line * _LINE_HEIGHT,
        "xanchor": label.anchor,
        "text": label.text,
        "hovertext": "<br>".join(escape(_said(one, language)) for one in label.stands_for),
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": _TEXT_SIZE, "color": ON_PAPER},
        "name": label.stands_for[0].kind,
    }


def _said(one: Occasion, language: Language) -> str:
    if one.kind == "campaign" and one.last > one.first:
        text = _("Campaign {name}: {first:day} to {last:day}", name=one.name, first=one.first, last=one.last)
    elif one.kind == "campaign":
        text = _("Campaign {name}: {first:day}", name=one.name, first=one.first)
    else:
        text = _("{name}: {day:day}", name=_named(one), day=one.first)
    return text.render(language)


def _named(one: Occasion) -> Text:
    return _("Note “{note}”", note=one.name) if one.kind == "note" else one.name


def _place(axis: TimeAxis, day: dt.date) -> float:
    """Where the day stands between the ends of the axis, 0 to 1."""
    if axis.places is not None:
        return (_between(axis.places, day) + 0.5) / len(axis.places)
    middle = day.replace(day=1) + dt.timedelta(days=_HALF_A_MONTH) if axis.grain == "month" else day
    return ((middle - axis.first).days + 0.5) / ((axis.last - axis.first).days + 1)


def _on_axis(axis: TimeAxis, day: dt.date) -> str | float:
    """Where the day stands as the axis counts: a day, the middle of a month's bar, or a place among the columns."""
    if axis.places is not None:
        return _between(axis.places, day)
    if axis.grain == "month":
        return (day.replace(day=1) + dt.timedelta(days=_HALF_A_MONTH if axis.is_bars else 0)).isoformat()
    return day.isoformat()


def _between(places: Sequence[dt.date], day: dt.date) -> float:
    """The place of a day among columns that stand for days further apart."""
    number = bisect_right(places, day) - 1
    gaps = [(later - earlier).days for earlier, later in pairwise(places)]
    return number + ((day - places[number]).days / gaps[number] if number < len(gaps) else 0.0)
