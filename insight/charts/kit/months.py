"""An axis of months: their names, and the days that it spans."""

import datetime as dt
from collections.abc import Sequence

import plotly.graph_objects as go

from insight.charts.kit.picture import TimeAxis
from insight.i18n import Language

_QUARTERLY, _YEARLY = 27, 61
_HALF_A_MONTH = dt.timedelta(days=14)


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


def span_of_months(months: Sequence[dt.date], *, is_bars: bool = True) -> TimeAxis | None:
    """The days from the first of these months to the end of the last; None where there is none."""
    if not months:
        return None
    after = max(months).replace(day=28) + dt.timedelta(days=4)
    last = after.replace(day=1) - dt.timedelta(days=1)
    return TimeAxis(first=min(months), last=last, grain="month", is_bars=is_bars)
