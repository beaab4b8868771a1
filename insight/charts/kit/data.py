"""The numbers of a picture as a table: what is drawn, in the words of its axes, and what hovering over it says."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from insight.charts.kit.picture import Picture
from insight.i18n import Language, _

CELLS = "cells"
"""The `meta` of a trace that draws the cells of a grid."""

_TAG, _BREAK = re.compile(r"<[^>]*>"), re.compile(r"<br\s*/?>")
_NUMBER = re.compile(r"^-?[\d,]+(\.\d+)?$")


def data_of(picture: Picture, language: Language) -> pd.DataFrame:
    """One row a mark that can be clicked: its place, its value, what it says.

    Cells of a grid have a row and a column; other marks belong to a series where there are several. The figure is drawn
    from what the reader may see, so the table says no more than the picture.
    """
    figure = picture.figure
    grid = [trace for trace in figure.data if trace.meta == CELLS]
    rows = [row for trace in grid for row in _cells(figure, trace)] or [
        row for trace in figure.data if trace.customdata is not None for row in _marks(figure, trace)
    ]
    columns = {
        "series": _("Series"),
        "row": _("Row"),
        "column": _("Column"),
        "item": _("Item"),
        "value": _("Value"),
        "details": _("In words"),
    }
    table = pd.DataFrame(rows, columns=list(columns)).dropna(axis="columns", how="all")
    return table.rename(columns={name: text.render(language) for name, text in columns.items()})


def _cells(figure: go.Figure, trace: go.Bar) -> Iterator[dict[str, Any]]:
    columns, rows = _ticks(figure.layout.xaxis), _ticks(figure.layout.yaxis)
    texts = {
        (x, y): text
        for other in figure.data
        if other.type == "scatter" and other.mode == "text"
        for x, y, text in zip(other.x, other.y, other.text, strict=True)
    }
    for x, base, high, hover in zip(trace.x, trace.base, trace.y, trace.hovertext, strict=True):
        y = round(base + high / 2)
        yield {
            "row": rows.get(y),
            "column": columns.get(x),
            "value": _number(texts.get((x, y))),
            "details": _plain(hover),
        }


def _marks(figure: go.Figure, trace: Any) -> Iterator[dict[str, Any]]:
    is_flat = trace.type == "bar" and trace.orientation == "h"
    places, values = (trace.y, trace.x) if is_flat else (trace.x, trace.y)
    if places is None or values is None:
        return
    names = _ticks(figure.layout.yaxis if is_flat else figure.layout.xaxis)
    hovers = trace.hovertext if isinstance(trace.hovertext, tuple | list) else [None] * len(places)
    for place, value, hover in zip(places, values, hovers, strict=True):
        named = names.get(place, place)
        yield {
            "series": trace.name or None,
            "item": _plain(named) if isinstance(named, str) else named,
            "value": value,
            "details": None if hover is None else _plain(hover),
        }


def _ticks(axis: Any) -> Mapping[Any, str]:
    if axis.tickvals is None or axis.ticktext is None:
        return {}
    return {value: _plain(text) for value, text in zip(axis.tickvals, axis.ticktext, strict=True)}


def _plain(text: str) -> str:
    """Without the marks by which a chart breaks and weighs its lines."""
    lines = (_TAG.sub("", line).strip() for line in _BREAK.split(str(text)))
    return " · ".join(line for line in lines if line).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _number(text: str | None) -> float | str | None:
    """The number that stands in a cell, above its name if it has one; None where it is empty."""
    first = _plain(text or "").split(" · ")[0]
    bare = first.removesuffix("%")
    if not _NUMBER.match(bare):
        return first or None
    number = float(bare.replace(",", ""))
    return round(number / 100, 4) if first.endswith("%") else number
