"""An axis of months, with the shopping festivals that fall into them."""

import datetime as dt
from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from insight.calendar.festivals import Window, festivals, peak_of
from insight.charts.kit.theme import CHOSEN
from insight.i18n import Language, Text, _

_LEAST_DAYS = 14
"""Shorter festivals are too many to be marked."""

_QUARTERLY, _YEARLY = 27, 61
_HALF_A_MONTH = dt.timedelta(days=14)
_NAMES: Mapping[str, Text] = {"618": _("618"), "1111": _("11.11"), "spring": _("Spring")}


def month_axis(figure: go.Figure, months: Sequence[dt.date], language: Language) -> None:
    """Every month has its bar above the middle of it; as many are named as have room, January with its year."""
    step = 3 if len(months) < _QUARTERLY else 6 if len(months) < _YEARLY else 12
    if len(months) <= step:
        step = 1
    named = [day for day in months if (day.month - 1) % step == 0]
    figure.update_xaxes(
        tickvals=[(day + _HALF_A_MONTH).isoformat() for day in named],
        ticktext=[_name(day, day in (months[0], named[0]), language) for day in named],
        tickangle=0,
    )


def _name(day: dt.date, is_first: bool, language: Language) -> str:
    name = f"{day.month}月" if language == "zh_CN" else day.strftime("%b")
    return f"{name}<br>{day.year}" if is_first or day.month == 1 else name


def mark_festivals(figure: go.Figure, heights: Mapping[dt.date, float], language: Language) -> None:
    """The name of each long festival above the bar of the month in which it is at its height."""
    if not heights:
        return
    last = (max(heights) + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    marks = {
        month: _NAMES[key].render(language)
        for window in festivals(min(heights), last)
        if (month := peak_of(window).replace(day=1)) in heights and (key := _marked(window))
    }
    figure.add_scatter(
        x=[(month + _HALF_A_MONTH).isoformat() for month in marks],
        y=[heights[month] for month in marks],
        text=list(marks.values()),
        mode="text",
        textposition="top center",
        textfont={"size": 11, "color": CHOSEN},
        hoverinfo="skip",
        cliponaxis=False,
        showlegend=False,
        name="festivals",
    )


def _marked(window: Window) -> str | None:
    if (window.ends_on - window.starts_on).days < _LEAST_DAYS:
        return None
    return window.key.split("-")[0]
