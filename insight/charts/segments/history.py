"""Pictures of a saved segment over time: its size, and who came and left for which reason."""

import datetime as dt
import unicodedata
from collections.abc import Sequence

import plotly.graph_objects as go

from insight.audience.asked import History
from insight.audience.changes import Changes
from insight.charts.kit.bars import NUMBERS_BESIDE
from insight.charts.kit.picture import Picture, TimeAxis
from insight.charts.kit.rows import defined, rows_of
from insight.charts.kit.theme import ACCENT, FAINT, SMALL_GROUP, count_axis, dress
from insight.i18n import Language, Text, _
from insight.i18n.text import format_value

_HEIGHT = 280
_BAR, _REST, _MOST_REASONS = 52, 30, 8
_WIDEST = 54


def size_over_time(history: History, language: Language) -> Picture:
    """A point for each day; where the size cannot be said there is a gap, never nought. A click stands for (day,)."""
    rows = rows_of(history.sizes)
    sizes = [defined(row["customers"]) for row in rows]
    days = [_day(row["as_of"]) for row in rows]
    figure = go.Figure(
        go.Scatter(
            x=days,
            y=sizes,
            mode="lines+markers",
            line={"color": ACCENT, "width": 2},
            marker={"size": 9, "color": [ACCENT if (size or 0) >= SMALL_GROUP else FAINT for size in sizes]},
            connectgaps=False,
            customdata=[[day.isoformat()] for day in days],
            hovertext=[
                _("{day:day}: {customers:count} people", day=day, customers=size).render(language)
                for day, size in zip(days, sizes, strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
    )
    dress(figure, height=_HEIGHT)
    count_axis(figure, max((size for size in sizes if size is not None), default=1), language)
    ticks = days[:: max(1, len(days) // 3)]
    figure.update_xaxes(tickvals=ticks, ticktext=[format_value(day, "day", language) for day in ticks], tickangle=0)
    return Picture(
        figure=figure,
        title=_size_title(history).render(language),
        alt=_("Line of the number of people in “{name}” over time", name=history.saved.name).render(language),
        note=_(
            "people in the segment as of each day, from today's data · grey: fewer than {small} people",
            small=SMALL_GROUP,
        ).render(language),
        time=TimeAxis(first=min(days), last=max(days)) if days else None,
    )


def _day(value: object) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value)[:10])


def _size_title(history: History) -> Text:
    known = [(row["as_of"], defined(row["customers"])) for row in rows_of(history.sizes)]
    told = [(day, size) for day, size in known if size is not None]
    if not told:
        return _("The size of “{name}” cannot be said for any of these days", name=history.saved.name)
    (first_day, first), (_last_day, last) = told[0], told[-1]
    values = {"name": history.saved.name, "before": first, "day": first_day, "customers": last}
    if not first or len(told) < 2:
        return _("“{name}”: {before:count} people on {day:day}, {customers:count} now", **values)
    change = last / first - 1
    if last > first:
        return _(
            "“{name}” has grown by {change:percent} since {day:day}: {before:count} to {customers:count} people",
            change=change,
            **values,
        )
    if last < first:
        return _(
            "“{name}” has shrunk by {change:percent} since {day:day}: {before:count} to {customers:count} people",
            change=-change,
            **values,
        )
    return _("“{name}” is as large as on {day:day}: {customers:count} people", **values)


def reasons_bars(changes: Changes, language: Language) -> Picture:
    """The commonest reasons for coming (to the right) and for leaving (to the left)."""
    rows = rows_of(changes.reasons)
    shown = sorted(rows, key=lambda row: -(defined(row["customers"]) or 0))[:_MOST_REASONS][::-1]
    signs = [1 if row["direction"] == "entered" else -1 for row in shown]
    texts = [row["reason"].render(language) for row in shown]
    figure = go.Figure(
        go.Bar(
            x=[sign * (defined(row["customers"]) or 0) for sign, row in zip(signs, shown, strict=True)],
            y=list(range(len(shown))),
            orientation="h",
            marker={"color": [ACCENT if sign > 0 else FAINT for sign in signs]},
            text=[format_value(row["customers"], "count", language) for row in shown],
            customdata=[[row["direction"]] for row in shown],
            hovertext=[
                f"{text}: {format_value(row['customers'], 'count', language)}"
                for text, row in zip(texts, shown, strict=True)
            ],
            **NUMBERS_BESIDE,
        )
    )
    dress(figure, height=_BAR * max(len(shown), 1) + _REST)
    left, right = _ends(figure.data[0].x)
    figure.update_xaxes(range=[left, right], showticklabels=False)
    figure.update_yaxes(showticklabels=False, showgrid=False, range=[-0.6, len(shown) - 0.3])
    figure.update_layout(bargap=0.6)
    figure.add_traces([_labels(texts, left)])
    return Picture(
        figure=figure,
        title=_changes_title(changes).render(language),
        alt=_("Bars of the reasons for coming and leaving, by people").render(language),
        note=_(
            "{entered:count} people came (blue) and {left:count} left (grey) from {earlier:day} to {later:day}",
            entered=changes.entered,
            left=changes.left,
            earlier=changes.earlier,
            later=changes.later,
        ).render(language),
    )


def _ends(lengths: Sequence[float]) -> tuple[float, float]:
    """Room for the longest bar on either side and the number at its end."""
    left, right = min(0.0, *lengths, 0.0), max(0.0, *lengths, 0.0)
    room = max((right - left) * 0.14, 1.0)
    return left - (room if left else 0.0), right + room


def _labels(texts: list[str], left: float) -> go.Scatter:
    """Each reason above its bar, so that it has the whole width of a narrow screen."""
    return go.Scatter(
        x=[left] * len(texts),
        y=[place + 0.4 for place in range(len(texts))],
        text=[_cut(text) for text in texts],
        mode="text",
        textposition="middle right",
        textfont_size=12,
        cliponaxis=False,
        hovertext=texts,
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _cut(text: str) -> str:
    """As much as fits; a Chinese character takes twice the room of a Latin letter."""
    room = _WIDEST
    for place, sign in enumerate(text):
        room -= 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        if room < 0:
            return f"{text[:place]}…"
    return text


def _changes_title(changes: Changes) -> Text:
    return _(
        "{entered:count} people came into “{name}” and {left:count} left it",
        entered=changes.entered,
        left=changes.left,
        name=changes.saved.name,
    )
