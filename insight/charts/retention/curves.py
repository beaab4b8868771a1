"""The curves of retention: the average, the newest cohorts behind it, and the one that misses most people."""

import datetime as dt
import math
from dataclasses import replace

import plotly.graph_objects as go

from insight.analysis.retention import AVERAGE, RetentionResult
from insight.analysis.retention.words import in_period, period_label
from insight.calendar.periods import period_name
from insight.charts.kit.lines import Line, add_line
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, FAINT, dress
from insight.charts.retention.matrix import (
    ALARM,
    Choice,
    alarming,
    average_hover,
    averages,
    cell_hover,
    shown_periods,
)
from insight.i18n import Language, Text, _

_LINES_SHOWN = 12
_TICKS = 6


def retention_curves(result: RetentionResult, language: Language, chosen: Choice | None = None) -> Picture:
    """The average with its interval, and the newest cohorts thin behind it. A click stands for the same as in the
    matrix.
    """
    figure, rows = go.Figure(), averages(result)
    shown = set(shown_periods(result))
    whole = result.matrix[result.matrix["is_complete"] & result.matrix["period_no"].isin(shown)]
    alarm = alarming(result)
    for cohort in cohorts_drawn(result):
        own = rows_of(whole[whole["cohort"] == cohort])
        line = _line(result, own, cohort.isoformat(), language)
        add_line(figure, _as_alarm(result, line, cohort, language) if cohort == alarm else line, chosen)
    if rows:
        add_line(figure, _line(result, rows, AVERAGE, language), chosen)
    dress_curves(figure, result, language)
    return Picture(
        figure=figure,
        title=_curves_title(result, rows).render(language),
        alt=_("Curves: share who come back, by period after entry, average and single cohorts").render(language),
        note=_("thin: the newest cohorts, periods that are over · band: where the average may lie").render(language),
    )


def cohorts_drawn(result: RetentionResult) -> list[dt.date]:
    """The newest cohorts with a period that is over, and the alarming one, which is drawn last."""
    alarm = alarming(result)
    whole = result.matrix[result.matrix["is_complete"] & result.matrix["period_no"].isin(shown_periods(result))]
    return sorted(set(whole["cohort"]), key=lambda each: (each == alarm, each))[-_LINES_SHOWN:]


def _as_alarm(result: RetentionResult, line: Line, cohort: dt.date, language: Language) -> Line:
    name = period_name(cohort, result.params.period).render(language)
    return replace(line, colour=ALARM, is_faint=False, end=name)


def _line(result: RetentionResult, rows: list[Row], of: str, language: Language) -> Line:
    is_average = of == AVERAGE
    return Line(
        name=of,
        colour=ACCENT if is_average else FAINT,
        x=[int(row["period_no"]) for row in rows],
        y=[defined(row["rate"]) for row in rows],
        low=[defined(row["low"]) for row in rows] if is_average else None,
        high=[defined(row["high"]) for row in rows] if is_average else None,
        hover=[
            average_hover(result, row, language) if is_average else cell_hover(result, row, language) for row in rows
        ],
        stands_for=[(of, int(row["period_no"])) for row in rows],
        is_faint=not is_average,
        end=_("Average").render(language) if is_average else "",
    )


def dress_curves(figure: go.Figure, result: RetentionResult, language: Language) -> None:
    """Rates upwards, periods to the right."""
    dress(figure, height=340)
    shown = shown_periods(result)
    numbers = shown[:: math.ceil(len(shown) / _TICKS)]
    figure.update_yaxes(tickformat=".0%", rangemode="tozero", nticks=6)
    figure.update_xaxes(
        range=[shown[0] - 0.4, shown[-1] + max((shown[-1] - shown[0]) * 0.17, 0.8)] if shown else None,
        tickvals=numbers,
        ticktext=[period_label(result.params, number).render(language) for number in numbers],
        tickangle=0,
    )


def _curves_title(result: RetentionResult, rows: list[Row]) -> Text:
    if len(rows) < 2:
        return _("One period is over so far")
    first, last = rows[0], rows[-1]
    return _(
        "The average goes from {first:percent} {start} to {last:percent} {end}",
        first=first["rate"],
        start=in_period(result.params, int(first["period_no"])),
        last=last["rate"],
        end=in_period(result.params, int(last["period_no"])),
    )
