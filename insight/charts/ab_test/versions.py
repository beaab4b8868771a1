"""The versions side by side with how sure each is, and how many people a test of so small a rise needs."""

from typing import Any

import plotly.graph_objects as go

from insight.analysis.ab_test import MEASURES, AbTestResult
from insight.charts.kit.bars import NUMBERS_BESIDE
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, CHOSEN, NEUTRAL, NEUTRAL_RGB, dress, rgba
from insight.charts.kit.wrapping import shortened
from insight.i18n import Language, Text, _
from insight.i18n.text import format_value

_ROW, _REST = 46, 60
_NAME = 22
_PALE = rgba(NEUTRAL_RGB, 0.7)
Choice = tuple[Any, ...]


def versions_picture(result: AbTestResult, language: Language, chosen: Choice | None = None) -> Picture:
    """Each version's value with its interval. A click stands for (arm, None)."""
    rows = rows_of(result.arms)
    winners = _winners(result)
    figure = go.Figure(_intervals(rows, winners))
    figure.add_trace(_points(result, rows, winners, chosen, language))
    dress(figure, height=_ROW * len(rows) + _REST)
    figure.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=[shortened(str(row["arm"]), _NAME) for row in rows],
        range=[len(rows) - 0.5, -0.7],
        showgrid=False,
    )
    figure.update_xaxes(
        showgrid=True, nticks=6, tickformat=".1~%" if result.params.is_share else ",.4~g", range=_reach(rows)
    )
    return Picture(
        figure=figure,
        title=_title(result).render(language),
        alt=_("Points with intervals: {measure}, by version", measure=MEASURES[result.params.measure]).render(language),
        note=_("Line: where the true value may lie · blue: surely better than another version").render(language),
    )


def _intervals(rows: list[Row], winners: set[str]) -> list[go.Scatter]:
    return [
        go.Scatter(
            x=[defined(row["low"]), defined(row["high"])],
            y=[place, place],
            mode="lines",
            line={"color": _colour(row, winners), "width": 3},
            hoverinfo="skip",
        )
        for place, row in enumerate(rows)
    ]


def _points(
    result: AbTestResult, rows: list[Row], winners: set[str], chosen: Choice | None, language: Language
) -> go.Scatter:
    return go.Scatter(
        x=[defined(row["value"]) for row in rows],
        y=list(range(len(rows))),
        mode="markers+text",
        marker={
            "color": [_colour(row, winners) for row in rows],
            "size": 13,
            "line": {"color": CHOSEN, "width": [3 if chosen == (str(row["arm"]), None) else 0 for row in rows]},
        },
        text=[result.shown(row["value"]).render(language) for row in rows],
        textposition="top center",
        cliponaxis=False,
        customdata=[[str(row["arm"]), None] for row in rows],
        hovertext=[_hover(result, row, language) for row in rows],
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _reach(rows: list[Row]) -> list[float]:
    """From nothing, or from what lies below it, to the end of the longest interval."""
    ends = [0.0, *(defined(row[name]) or 0.0 for row in rows for name in ("low", "high"))]
    room = 0.04 * (max(ends) - min(ends))
    return [min(ends) - (room if min(ends) < 0 else 0), max(ends) + room]


def needed_picture(result: AbTestResult, language: Language) -> Picture:
    """How many people each version needs, by the rise that shall be told."""
    rows = rows_of(result.plan())
    figure = go.Figure()
    names = [_("+{lift:percent}", lift=row["lift"]).render(language) for row in rows]
    words = [_needed_hover(result, row).render(language) for row in rows]
    figure.add_bar(
        x=[defined(row["needed"]) for row in rows],
        y=names,
        orientation="h",
        marker_color=[ACCENT if row["lift"] == result.params.lift else _PALE for row in rows],
        text=[format_value(defined(row["needed"]), "count", language) for row in rows],
        hovertext=words,
        customdata=[[row["lift"]] for row in rows],
        **NUMBERS_BESIDE,
    )
    dress(figure, height=30 * len(rows) + _REST)
    most = max((defined(row["needed"]) or 0 for row in rows), default=1)
    figure.update_xaxes(range=[0, most * 1.15], nticks=5)
    figure.update_yaxes(
        type="category", categoryorder="array", categoryarray=names, autorange="reversed", showgrid=False
    )
    return Picture(
        figure=figure,
        title=_("The smaller the rise you want to see, the more people it takes").render(language),
        alt=_("Bars: people needed in each version, by the rise to be told").render(language),
        note=_("People in each version · the rise is counted from {usual}", usual=result.shown(result.usual[0])).render(
            language
        ),
    )


def _needed_hover(result: AbTestResult, row: Row) -> Text:
    return _(
        "{usual} to {value}: {needed:count} people in each version, {needed_in_all:count} in all",
        usual=result.shown(result.usual[0]),
        value=result.shown(row["value"]),
        needed=defined(row["needed"]),
        needed_in_all=defined(row["needed_in_all"]),
    )


def _winners(result: AbTestResult) -> set[str]:
    sure = result.pairs[result.pairs["certain"].astype(bool)] if result.is_sound else result.pairs.head(0)
    return {str(row["arm"] if row["difference"] > 0 else row["against"]) for row in rows_of(sure)}


def _colour(row: Row, winners: set[str]) -> str:
    return ACCENT if str(row["arm"]) in winners else NEUTRAL


def _title(result: AbTestResult) -> Text:
    return _("{measure} of each version", measure=MEASURES[result.params.measure])


def _hover(result: AbTestResult, row: Row, language: Language) -> str:
    return _(
        "<b>{arm}</b><br>{n:count} people<br>{value}<br>95 %: {low} – {high}",
        arm=row["arm"],
        n=defined(row["customers"]),
        value=result.shown(row["value"]),
        low=result.shown(row["low"]),
        high=result.shown(row["high"]),
    ).render(language)
