"""A chart with the words that belong to it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import plotly.graph_objects as go

from insight.charts.kit.wrapping import own_markup

_WORDS = ("text", "hovertext")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAxis:
    """The days that a picture spans, both included, and what one of its marks stands for. `is_bars`: months are bars,
    their middle is above the middle of the month. `places`: an axis of names has one for each of these days.
    """

    first: dt.date
    last: dt.date
    grain: Literal["day", "month"] = "day"
    is_bars: bool = True
    places: tuple[dt.date, ...] | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """`title` is the finding as a sentence, `alt` the description for screen readers, `note` the line under the chart,
    `legend` the name and colour of each series. One that `is_wide` scrolls by itself where the screen is too narrow for
    its names. Festivals, campaigns and notes are marked above one that has an axis of `time`.

    The words stand beside the figure, not in it, so that they wrap on a narrow screen and can be read aloud. Points
    that can be clicked carry what they stand for in `customdata`. Signs of the data are read as written, whatever a
    drawing says over its points.
    """

    figure: go.Figure
    title: str
    alt: str
    note: str = ""
    legend: tuple[tuple[str, str], ...] = ()
    is_wide: bool = False
    time: TimeAxis | None = None

    def __post_init__(self) -> None:
        for trace in self.figure.data:
            for name in _WORDS:
                if name in trace and isinstance(trace[name], Sequence) and not isinstance(trace[name], str):
                    trace[name] = [own_markup(one) if isinstance(one, str) else one for one in trace[name]]

    def clickable(self) -> list[tuple[object, ...]]:
        """What the points stand for, in the order they are drawn."""
        return [
            tuple(point) for trace in self.figure.data if trace.customdata is not None for point in trace.customdata
        ]
