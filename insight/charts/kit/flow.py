"""A flow of people: bars side by side, ribbons between them, and feet of ribbons that take clicks as bars do."""

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from insight.charts.kit.flow_layout import Box, Ribbon
from insight.charts.kit.theme import CHOSEN, ON_PAPER

NODE = 0.07
"""Width of a bar, the way from a step to the next being 1."""

Choice = tuple[object, ...]

_STUB, _BENDS, _LABELLED = 0.035, 16, 0.012


def flow_bars(
    placed: Sequence[Box],
    *,
    colours: list[str],
    meant: Sequence[tuple[str, ...]],
    chosen: Choice | None,
    hovers: list[str],
    name: str,
    side: int = 1,
) -> go.Bar:
    """The places of all steps; a click on one is what it is `meant` for. `side` -1 goes from the right to the left."""
    return _clickable(
        [side * box.step for box in placed],
        [(box.low, box.high) for box in placed],
        width=NODE,
        colours=colours,
        meant=meant,
        chosen=chosen,
        hovers=hovers,
        name=name,
    )


def flow_feet(
    ways: Sequence[Ribbon],
    *,
    colours: list[str],
    meant: Sequence[tuple[str, ...]],
    chosen: Choice | None,
    hovers: list[str],
    name: str,
    side: int = 1,
) -> go.Bar:
    """Where each ribbon begins: what is clicked in its place."""
    return _clickable(
        [side * (way.step + (NODE + _STUB) / 2 + 0.006) for way in ways],
        [way.leaves for way in ways],
        width=_STUB,
        colours=colours,
        meant=meant,
        chosen=chosen,
        hovers=hovers,
        name=name,
    )


def _clickable(
    places: list[float],
    spans: list[tuple[float, float]],
    *,
    width: float,
    colours: list[str],
    meant: Sequence[tuple[str, ...]],
    chosen: Choice | None,
    hovers: list[str],
    name: str,
) -> go.Bar:
    return go.Bar(
        x=places,
        y=[high - low for low, high in spans],
        base=[low for low, _high in spans],
        width=width,
        marker={
            "color": colours,
            "line": {"color": CHOSEN, "width": [3 if one == chosen else 0 for one in meant]},
        },
        customdata=[list(one) for one in meant],
        hovertext=hovers,
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        name=name,
    )


def flow_ribbon(way: Ribbon, colour: str, side: int = 1) -> go.Scatter:
    """The band of a way, bent so that it leaves and comes level."""
    begins, ends = way.step + NODE / 2, way.step + 1 - NODE / 2
    parts = [number / _BENDS for number in range(_BENDS + 1)]
    across = [side * (begins + (ends - begins) * part) for part in parts]
    upper = [_bent(way.leaves[1], way.comes[1], part) for part in parts]
    lower = [_bent(way.leaves[0], way.comes[0], part) for part in parts]
    return go.Scatter(
        x=[*across, *across[::-1]],
        y=[*upper, *lower[::-1]],
        mode="lines",
        fill="toself",
        fillcolor=colour,
        line={"width": 0},
        hoverinfo="skip",
    )


def _bent(start: float, end: float, part: float) -> float:
    return start + (end - start) * (1 - math.cos(math.pi * part)) / 2


def flow_labels(placed: Sequence[Box], texts: Sequence[str], side: int = 1) -> go.Scatter:
    """Names beside the places that are high enough for one; the texts are those of the places, in their order."""
    named = [(box, text) for box, text in zip(placed, texts, strict=True) if box.high - box.low >= _LABELLED]
    shift = (NODE / 2 + _STUB + 0.02) if side > 0 else (NODE / 2 + 0.012)
    return go.Scatter(
        x=[side * box.step + shift for box, _text in named],
        y=[(box.low + box.high) / 2 for box, _text in named],
        mode="text",
        text=[text for _box, text in named],
        textposition="middle right",
        textfont={"size": 12, "color": ON_PAPER},
        hoverinfo="skip",
        cliponaxis=False,
    )
