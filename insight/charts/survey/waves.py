"""What moved between two waves: for each number a line from the earlier wave to the later, the surest first."""

from typing import Any

import plotly.graph_objects as go

from insight.analysis.survey_waves import SurveyWavesResult
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, CHOSEN, NEUTRAL, NEUTRAL_RGB, dress, rgba
from insight.charts.survey.answers import folded
from insight.i18n import Language, Text, _

MOST_LINES = 12
_ROW, _REST = 44, 60
_LINE = rgba(NEUTRAL_RGB, 0.5)
Choice = tuple[Any, ...]


def waves_picture(result: SurveyWavesResult, language: Language, chosen: Choice | None = None) -> Picture:
    """The shares of both waves. A click on a point stands for (question, item, option, wave)."""
    shares = result.changes[(result.changes["measure"] == "share") & result.changes["difference"].notna()]
    rows = rows_of(shares.sort_values(["p_corrected", "p"], kind="stable").head(MOST_LINES))
    figure = go.Figure()
    for place, row in enumerate(rows):
        figure.add_scatter(
            x=[row["before"], row["after"]],
            y=[place, place],
            mode="lines",
            line={"color": ACCENT if row["certain"] else _LINE, "width": 3 if row["certain"] else 2},
            hoverinfo="skip",
        )
    for wave, colour in (("before", NEUTRAL), ("after", ACCENT)):
        meant = [(row["question"], row["item"], row["option"], wave) for row in rows]
        figure.add_scatter(
            x=[defined(row[wave]) for row in rows],
            y=list(range(len(rows))),
            mode="markers",
            marker={
                "color": colour,
                "size": 12,
                "line": {"color": CHOSEN, "width": [3 if one == chosen else 0 for one in meant]},
            },
            customdata=[list(one) for one in meant],
            hovertext=[_hover(row, wave, language) for row in rows],
            hovertemplate="%{hovertext}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
    dress(figure, height=_ROW * max(len(rows), 1) + _REST)
    figure.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=[folded(f"{row['item']}: {row['option']}" if row["item"] else row["option"]) for row in rows],
        range=[len(rows) - 0.5, -0.5],
        showgrid=False,
    )
    figure.update_xaxes(tickformat=".0%", nticks=6, showgrid=True, rangemode="tozero")
    return Picture(
        figure=figure,
        title=_title(rows).render(language),
        alt=_("Pairs of points: share of each answer in the earlier and the later wave").render(language),
        note=_("A blue line: more than chance among all that was compared").render(language),
        legend=((result.before.render(language), NEUTRAL), (result.after.render(language), ACCENT)),
    )


def _title(rows: list[Row]) -> Text:
    sure = [row for row in rows if row["certain"]]
    if not sure:
        return _("No answer has moved by more than chance")
    return _("“{option}” has moved most surely", option=sure[0]["option"])


def _hover(row: Row, wave: str, language: Language) -> str:
    return _(
        "<b>{option}</b><br>{question}<br>{share:percent} of {n:count} people",
        option=row["option"],
        question=row["text"],
        share=defined(row[wave]),
        n=defined(row[f"base_{wave}"]),
    ).render(language)
