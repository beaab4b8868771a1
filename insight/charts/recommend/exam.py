"""The picture of the exam: what each method hit of what people went on to buy."""

import pandas as pd
import plotly.graph_objects as go

from insight.analysis.recommend_exam import called
from insight.charts.kit.bars import NUMBERS_BESIDE
from insight.charts.kit.notes import note_of, people_in_all
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, FAINT, NEUTRAL, dress
from insight.charts.kit.wrapping import wrapped
from insight.i18n import Language, Text, _
from insight.i18n.text import format_value

_NAME = 24
_BAR_HEIGHT, _REST = 44, 60


def exam_bars(exam: pd.DataFrame, language: Language, *, days: int) -> Picture:
    """The share of what people bought in the last days that each method had offered them; the winner in the accent."""
    rows = rows_of(exam)[::-1]
    figure = go.Figure()
    recalls = [defined(row["recall"]) or 0.0 for row in rows]
    figure.add_bar(
        x=recalls,
        y=[row["method"] for row in rows],
        orientation="h",
        marker_color=[_colour(row) for row in rows],
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [
                (defined(row["recall_high"]) or recall) - recall for row, recall in zip(rows, recalls, strict=True)
            ],
            "arrayminus": [
                recall - (defined(row["recall_low"]) or recall) for row, recall in zip(rows, recalls, strict=True)
            ],
            "color": NEUTRAL,
            "thickness": 1.2,
        },
        customdata=[[row["method"]] for row in rows],
        hovertext=[_hover(row, language) for row in rows],
        **NUMBERS_BESIDE,
    )
    dress(figure, height=_BAR_HEIGHT * len(rows) + _REST)
    figure.update_xaxes(tickformat=".0%", rangemode="tozero", showgrid=True, nticks=6)
    figure.update_yaxes(
        tickvals=[row["method"] for row in rows],
        ticktext=[wrapped(called(row["method"]).render(language), _NAME) for row in rows],
        showgrid=False,
    )
    return Picture(
        figure=figure,
        title=_title(rows, days).render(language),
        alt=_("Bars: what {n} ways of picking offers hit of what people bought", n=len(rows)).render(language),
        note=note_of(
            language,
            people_in_all(rows[0]["n"] if rows else 0),
            _("who had bought before and bought again in the last {days} days", days=days),
        ),
        legend=(
            (_("Beats best sellers").render(language), ACCENT),
            (_("Does not").render(language), FAINT),
            (_("Best sellers").render(language), NEUTRAL),
        ),
    )


def _colour(row: Row) -> str:
    if row["is_plain"]:
        return NEUTRAL
    return ACCENT if row["is_better"] else FAINT


def _title(rows: list[Row], days: int) -> Text:
    passed = [row for row in rows if row["is_better"]]
    if not passed:
        return _("No way of picking offers beats best sellers")
    best = max(passed, key=lambda row: defined(row["recall"]) or 0.0)
    return _(
        "“{method}” does best: it hits {recall:percent} of what people bought in the last {days} days",
        method=called(best["method"]),
        recall=defined(best["recall"]),
        days=days,
    )


def _hover(row: Row, language: Language) -> str:
    interval = " – ".join(
        format_value(defined(row[name]), "percent", language) for name in ("recall_low", "recall_high")
    )
    return "<br>".join(
        (
            f"<b>{called(row['method']).render(language)}</b>",
            format_value(defined(row["recall"]), "percent", language) + f" ({interval})",
        )
    )
