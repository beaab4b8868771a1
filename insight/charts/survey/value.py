"""Wishes by value: what those who have each spent, with how many they are."""

from typing import Any

import plotly.graph_objects as go

from insight.analysis.survey_value import SurveyValueResult
from insight.charts.kit.bars import NUMBERS_BESIDE, outline
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, defined_money, rows_of
from insight.charts.kit.theme import ACCENT, NEUTRAL, SMALL_GROUP, dress
from insight.charts.survey.answers import folded
from insight.i18n import Language, _
from insight.i18n.text import format_value

MOST_WISHES = 16
_ROW, _REST = 32, 40
_NOTE = _("Known people only · grey: fewer than 30 · what they spend is not what granting the wish would bring")
Choice = tuple[Any, ...]


def value_bars(result: SurveyValueResult, language: Language, chosen: Choice | None = None) -> Picture:
    """The most valuable wish first. A click stands for (option,)."""
    rows = rows_of(result.wishes.head(MOST_WISHES))
    meant = [(row["option"],) for row in rows]
    figure = go.Figure(
        go.Bar(
            x=[defined(row["net_amount"]) for row in rows],
            y=[str(place) for place in range(len(rows))],
            orientation="h",
            marker={
                "color": [ACCENT if (defined(row["customers"]) or 0) >= SMALL_GROUP else NEUTRAL for row in rows],
                "line": outline(meant, chosen),
            },
            text=[_beside(result, row, language) for row in rows],
            customdata=[list(one) for one in meant],
            hovertext=[_hover(result, row, language) for row in rows],
            **NUMBERS_BESIDE,
        )
    )
    dress(figure, height=_ROW * max(len(rows), 1) + _REST)
    most = max((defined(row["net_amount"]) or 0.0 for row in rows), default=1.0)
    figure.update_xaxes(range=[0, max(most, 1.0) * 1.35], showticklabels=False)
    figure.update_yaxes(
        tickvals=[str(place) for place in range(len(rows))],
        ticktext=[folded(row["option"]) for row in rows],
        type="category",
        autorange="reversed",
        showgrid=False,
    )
    return Picture(
        figure=figure,
        title=_("What those who want it spent in {days} days", days=result.params.days).render(language),
        alt=_("Bars: money of the people with each wish").render(language),
        note=_(
            "Known people only · grey: fewer than 30 · what they spend is not what granting the wish would bring"
        ).render(language),
    )


def _beside(result: SurveyValueResult, row: Row, language: Language) -> str:
    money = format_value(defined_money(row["net_amount"], result.params.currency), "short_money", language)
    people = _("{n:count} person", "{n:count} people", n=defined(row["customers"])).render(language)
    return f"{money} · {people}"


def _hover(result: SurveyValueResult, row: Row, language: Language) -> str:
    return _(
        "<b>{option}</b><br>{n:count} people, {buyers:count} of them bought<br>{each:money} a person",
        option=row["option"],
        n=defined(row["customers"]),
        buyers=defined(row["buyers"]),
        each=defined_money(row["each"], result.params.currency),
    ).render(language)
