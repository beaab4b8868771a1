"""Lines with their intervals: curves over time, each point of which can be clicked."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

import plotly.graph_objects as go

from insight.charts.kit.theme import CHOSEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One curve: where its points are, their interval (None: not drawn), what they say and what a click on them means.

    A `faint` line is context: thin, without a name of its own. `shape` "hv" holds a value until the next point. `end`
    is what stands at its last point.
    """

    name: str
    colour: str
    x: Sequence[float]
    y: Sequence[float | None]
    low: Sequence[float | None] | None = None
    high: Sequence[float | None] | None = None
    hover: Sequence[str]
    stands_for: Sequence[tuple[Any, ...]]
    is_faint: bool = False
    shape: Literal["linear", "hv"] = "linear"
    end: str = ""


def add_line(figure: go.Figure, line: Line, chosen: tuple[Any, ...] | None = None) -> None:
    """Draw the band of the interval, then the curve, then its points."""
    if line.low is not None and line.high is not None:
        figure.add_trace(_edge(line, line.high, fill=None))
        figure.add_trace(_edge(line, line.low, fill="tonexty"))
    is_chosen = [meant == chosen for meant in line.stands_for]
    figure.add_scatter(
        x=list(line.x),
        y=list(line.y),
        mode="lines+markers",
        name=line.name,
        line={"color": line.colour, "width": 1 if line.is_faint else 2.5, "shape": line.shape},
        marker={
            "color": line.colour,
            "size": [11 if one else 5 if line.is_faint else 8 for one in is_chosen],
            "line": {"color": CHOSEN, "width": [3 if one else 0 for one in is_chosen]},
        },
        customdata=[list(meant) for meant in line.stands_for],
        hovertext=list(line.hover),
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        connectgaps=False,
    )
    if line.end:
        _name_at_end(figure, line)


def _name_at_end(figure: go.Figure, line: Line) -> None:
    known = [(x, y) for x, y in zip(line.x, line.y, strict=True) if y is not None]
    if known:
        x, y = known[-1]
        figure.add_annotation(
            x=x,
            y=y,
            text=f"<b>{escape(line.end)}</b>",
            showarrow=False,
            xanchor="left",
            xshift=9,
            font={"size": 12, "color": line.colour},
        )


def _edge(line: Line, values: Sequence[float | None], fill: str | None) -> go.Scatter:
    return go.Scatter(
        x=list(line.x),
        y=list(values),
        mode="lines",
        line={"width": 0, "shape": line.shape, "color": line.colour},
        fill=fill,
        fillcolor=_pale(line.colour),
        hoverinfo="skip",
        showlegend=False,
    )


def _pale(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.16)"
