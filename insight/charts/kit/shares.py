"""Two shares of each group side by side: of the people, and of the money."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from insight.charts.kit.bars import NUMBERS_BESIDE
from insight.charts.kit.theme import ACCENT, CHOSEN, FAINT, SMALL_GROUP, dress
from insight.i18n import Language, Text, _
from insight.i18n.text import format_value

_BAR_HEIGHT, _REST = 38, 50
_PALE = 0.35
_OF_BUYERS, _OF_REVENUE = (_("Share of buyers"), FAINT), (_("Share of revenue"), ACCENT)


@dataclass(frozen=True, slots=True)
class Shares:
    """One group: its name, how many people, its share of the people and of the money, and what a click on it means.

    `note` stands where the share of the money is undefined.
    """

    label: str
    customers: int
    share: float
    net_amount_share: float
    hover: str
    stands_for: tuple[Any, ...]
    note: str = ""


def share_bars(groups: Sequence[Shares], language: Language, chosen: tuple[Any, ...] | None = None) -> go.Figure:
    """Horizontal bars, the first group on top; groups of few people are pale."""
    rows = list(groups)[::-1]
    figure = go.Figure(
        [
            _bars(rows, [row.net_amount_share for row in rows], *_OF_REVENUE, language, chosen),
            _bars(rows, [row.share for row in rows], *_OF_BUYERS, language, chosen),
        ]
    )
    shares = [share for row in rows for share in (row.share, row.net_amount_share) if not math.isnan(share)]
    widest = max(shares, default=1.0)
    dress(figure, height=_BAR_HEIGHT * len(rows) + _REST)
    figure.update_layout(barmode="group", bargap=0.28, bargroupgap=0.04)
    figure.update_xaxes(tickformat=".0%", range=[0, widest * 1.2], showgrid=True, nticks=5)
    figure.update_yaxes(showgrid=False)
    return figure


def share_legend(language: Language) -> tuple[tuple[str, str], ...]:
    """The two series of `share_bars`, in the order in which they stand."""
    return tuple((name.render(language), colour) for name, colour in (_OF_BUYERS, _OF_REVENUE))


def _bars(
    rows: Sequence[Shares],
    values: Sequence[float],
    name: Text,
    colour: str,
    language: Language,
    chosen: tuple[Any, ...] | None,
) -> go.Bar:
    return go.Bar(
        x=[0.0 if math.isnan(value) and row.note else value for row, value in zip(rows, values, strict=True)],
        y=[row.label for row in rows],
        orientation="h",
        name=name.render(language),
        marker={
            "color": colour,
            "opacity": [1.0 if row.customers >= SMALL_GROUP else _PALE for row in rows],
            "line": {"color": CHOSEN, "width": [3 if row.stands_for == chosen else 0 for row in rows]},
        },
        text=[
            row.note if math.isnan(value) and row.note else format_value(value, "percent", language)
            for row, value in zip(rows, values, strict=True)
        ],
        customdata=[list(row.stands_for) for row in rows],
        hovertext=[row.hover for row in rows],
        **NUMBERS_BESIDE,
    )
