"""A table of cells, each shaded by its value and each clickable over its whole area."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from insight.charts.kit.bars import SAID_WHOLE
from insight.charts.kit.data import CELLS
from insight.charts.kit.theme import (
    ACCENT_RGB,
    CHOSEN,
    NEUTRAL_RGB,
    SMALL_GROUP,
    dress,
    opacity,
    rgba,
)

_SIDE = 0.96
REGION_OPACITY = 0.5


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell at column `x` and row `y`, counted from 0 at the lower left.

    `shade` is 0..1 on the scale, None where the value is undefined; `n` is how many people stand in the cell;
    `stands_for` is what a click on it means. `is_running`: its value will still grow. `hue` replaces the scale where
    cells belong to regions.
    """

    x: int
    y: int
    shade: float | None
    n: int
    text: str
    hover: str
    stands_for: tuple[Any, ...]
    is_running: bool = False
    hue: tuple[int, int, int] | None = None


def cell_grid(
    cells: Sequence[Cell],
    *,
    columns: Sequence[str],
    rows: Sequence[str],
    chosen: tuple[Any, ...] | None = None,
    height: int,
    text_size: int = 13,
    x_title: str = "",
    y_title: str = "",
) -> go.Figure:
    """Cells drawn as bars, because a bar takes clicks where a heat map takes none.

    Empty cells are left blank, cells of few people are grey, running ones hatched, the chosen one has an outline.
    """
    figure = go.Figure([_areas(cells, chosen), _texts(cells, text_size)])
    dress(figure, height=height, x_title=x_title, y_title=y_title)
    figure.update_layout(barmode="overlay", bargap=0)
    figure.update_xaxes(tickvals=list(range(len(columns))), ticktext=list(columns), range=[-0.5, len(columns) - 0.5])
    figure.update_yaxes(
        tickvals=list(range(len(rows))), ticktext=list(rows), range=[-0.5, len(rows) - 0.5], showgrid=False
    )
    return figure


def _areas(cells: Sequence[Cell], chosen: tuple[Any, ...] | None) -> go.Bar:
    """What is clicked: the whole area of each cell."""
    return go.Bar(
        x=[cell.x for cell in cells],
        y=[_SIDE] * len(cells),
        base=[cell.y - _SIDE / 2 for cell in cells],
        width=_SIDE,
        marker={
            "color": [_colour(cell) for cell in cells],
            "pattern": {
                "shape": ["/" if cell.is_running else "" for cell in cells],
                "size": 6,
                "solidity": 0.25,
                "fillmode": "replace",
            },
            "line": {
                "color": [_outline(cell.stands_for == chosen) for cell in cells],
                "width": [3 if cell.stands_for == chosen else 0 for cell in cells],
            },
        },
        customdata=[list(cell.stands_for) for cell in cells],
        hovertext=[cell.hover for cell in cells],
        showlegend=False,
        meta=CELLS,
        **SAID_WHOLE,
    )


def _texts(cells: Sequence[Cell], size: int) -> go.Scatter:
    """The values, in the page's own text colour."""
    return go.Scatter(
        x=[cell.x for cell in cells],
        y=[cell.y for cell in cells],
        text=[cell.text for cell in cells],
        mode="text",
        textfont_size=size,
        hoverinfo="skip",
        showlegend=False,
    )


def _colour(cell: Cell) -> str:
    if cell.hue is not None:
        return rgba(cell.hue, REGION_OPACITY if cell.n else REGION_OPACITY / 3)
    if cell.is_running:
        return rgba(NEUTRAL_RGB, 0.55)
    if cell.n == 0 or cell.shade is None:
        return rgba(NEUTRAL_RGB, 0.06)
    if cell.n < SMALL_GROUP:
        return rgba(NEUTRAL_RGB, 0.1 + 0.3 * cell.shade)
    return rgba(ACCENT_RGB, opacity(cell.shade))


def _outline(is_chosen: bool) -> str:
    return CHOSEN if is_chosen else "rgba(0,0,0,0)"
