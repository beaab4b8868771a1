"""The picture of retention: the matrix of cohorts by period."""

import datetime as dt
from dataclasses import replace
from typing import Any

from insight.analysis.retention import AVERAGE, RetentionParams, RetentionResult
from insight.analysis.retention.params import MEASURES, Average, Measure
from insight.analysis.retention.words import in_period, period_label
from insight.calendar.periods import period_name
from insight.charts.kit.cells import Cell, cell_grid
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import SMALL_GROUP
from insight.govern.small_cells import whole
from insight.i18n import Language, Money, Text, _
from insight.i18n.text import format_value

COHORTS_SHOWN = 12
"""Of the newest a screen holds so many rows; on request all are drawn."""

ALARM = "#C96226"
"""Whoever misses most people."""

_ROW_HEIGHT, _REST = 27, 60
Choice = tuple[Any, ...]

_COLUMNS = {"rate": "rate", "people": "returned", "amount": "net_amount", "orders": "orders"}


def retention_matrix(
    result: RetentionResult,
    language: Language,
    measure: Measure = "rate",
    average: Average = "pooled",
    chosen: Choice | None = None,
    most_cohorts: int = COHORTS_SHOWN,
) -> Picture:
    """Cohorts by period, the average above. A click stands for (first day of the cohort, period), or (AVERAGE, period).

    Running cells are hatched and say when they are over; the newest cohorts are drawn, all are counted.
    """
    shown = shown_periods(result)
    cohorts = sorted(set(result.matrix["cohort"]))[-most_cohorts:]
    rows = [row for row in rows_of(result.matrix) if row["cohort"] in set(cohorts) and row["period_no"] in shown]
    means = [row for row in rows_of(result.average) if row["period_no"] in shown] if measure == "rate" else []
    most = max((_shading(row, measure) for row in rows), default=0.0)
    place = {cohort: len(cohorts) - 1 - number for number, cohort in enumerate(cohorts)}
    cells = [_cohort_cell(result, row, measure, most, place, language) for row in rows]
    cells += [_average_cell(result, row, average, most, len(cohorts), language) for row in means]
    alarm = alarming(result)
    labels = [_row_name(result, cohort, language, is_alarm=cohort == alarm) for cohort in reversed(cohorts)]
    figure = cell_grid(
        [replace(cell, x=shown.index(cell.x)) for cell in cells],
        columns=[period_label(result.params, number).render(language) for number in shown],
        rows=[*labels, _("Average").render(language)] if means else labels,
        chosen=chosen,
        height=_ROW_HEIGHT * (len(cohorts) + bool(means)) + _REST,
        text_size=12,
    )
    figure.update_xaxes(side="top", tickangle=0)
    return Picture(
        figure=figure,
        title=_matrix_title(result, average).render(language),
        alt=_(
            "Matrix of {cohorts} cohorts by {periods} periods, in each cell: {measure}",
            cohorts=len(cohorts),
            periods=len(shown),
            measure=MEASURES[measure],
        ).render(language),
        note=_matrix_note(result, measure, len(cohorts), language),
        is_wide=True,
    )


def shown_periods(result: RetentionResult) -> list[int]:
    """The period of entry only where it says something."""
    numbers = sorted(int(number) for number in set(result.matrix["period_no"]))
    return [number for number in numbers if number or not result.params.is_trivial_at_entry] or numbers


def _shading(row: Row, measure: Measure) -> float:
    return (defined(row[_COLUMNS[measure]]) or 0.0) if row["period_no"] else 0.0


def _cohort_cell(
    result: RetentionResult,
    row: Row,
    measure: Measure,
    most: float,
    place: dict[dt.date, int],
    language: Language,
) -> Cell:
    value = defined(row[_COLUMNS[measure]])
    return Cell(
        x=int(row["period_no"]),
        y=place[row["cohort"]],
        shade=None if value is None else min(value / most, 1.0) if most else 0.0,
        n=int(row["n"]),
        text=_in_cell(value, measure, language),
        hover=cell_hover(result, row, language),
        stands_for=(row["cohort"].isoformat(), int(row["period_no"])),
        is_running=not row["is_complete"],
    )


def _average_cell(result: RetentionResult, row: Row, average: Average, most: float, y: int, language: Language) -> Cell:
    value = defined(row["rate" if average == "pooled" else "simple_rate"])
    return Cell(
        x=int(row["period_no"]),
        y=y,
        shade=None if value is None else min(value / most, 1.0) if most else 0.0,
        n=int(row["n"]),
        text=_in_cell(value, "rate", language),
        hover=average_hover(result, row, language),
        stands_for=(AVERAGE, int(row["period_no"])),
    )


def _in_cell(value: float | None, measure: Measure, language: Language) -> str:
    if value is None:
        return "–"
    if measure == "rate":
        return format_value(round(value, 2), "percent", language)
    return format_value(round(value), "short", language)


def _row_name(result: RetentionResult, cohort: dt.date, language: Language, *, is_alarm: bool) -> str:
    n = int(result.matrix[result.matrix["cohort"] == cohort]["n"].iloc[0])
    name = f"{period_name(cohort, result.params.period).render(language)} · {format_value(n, 'short', language)}"
    return f'<b style="color:{ALARM}">{name}</b>' if is_alarm else name


def alarming(result: RetentionResult) -> dt.date | None:
    """The cohort that misses most people in comparison with the others; None where none differs for the worse."""
    rows = rows_of(result.won[(result.won["kind"] == "cohort") & result.won["differs"].astype(bool)])
    missing = {row["starts_on"]: (row["others_rate"] - row["rate"]) * row["n"] for row in rows}
    day: dt.date | None = max(missing, key=lambda each: missing[each], default=None)
    return day if day is not None and missing[day] > 0 else None


def cell_hover(result: RetentionResult, row: Row, language: Language) -> str:
    """What a cell of a cohort says."""
    parts = [
        _(
            "<b>{cohort}</b> · {when}",
            cohort=period_name(row["cohort"], result.params.period),
            when=in_period(result.params, int(row["period_no"])),
        ),
        *numbers_of(row, result.params),
    ]
    if not row["is_complete"]:
        parts.append(_("Still running: over on {day:day}, counts in no average", day=row["completes_on"]))
    return "<br>".join(part.render(language) for part in parts)


def numbers_of(row: Row, params: RetentionParams) -> list[Text]:
    """What stands behind a rate, in words."""
    said = [
        _("{returned:count} of {n:count} people", returned=whole(row["returned"]), n=whole(row["n"])),
        _(
            "{rate:percent}, 95 %: {low:percent} – {high:percent}",
            rate=defined(row["rate"]),
            low=defined(row["low"]),
            high=defined(row["high"]),
        ),
    ]
    if params.returns == "event":
        return [*said, _("{events:count} events", events=int(row["orders"]))]
    amount = Money(float(row["net_amount"]), params.currency)
    return [*said, _("{orders:count} orders, {amount:money}", orders=int(row["orders"]), amount=amount)]


def average_hover(result: RetentionResult, row: Row, language: Language) -> str:
    """What a cell of the average says."""
    parts = [
        _("<b>Average</b> of {cohorts:count} cohorts whose period is over", cohorts=int(row["cohorts"])),
        *numbers_of(row, result.params),
        _("Mean of the cohorts' rates: {rate:percent}", rate=defined(row["simple_rate"])),
    ]
    return "<br>".join(part.render(language) for part in parts)


def averages(result: RetentionResult) -> list[Row]:
    """The rows of the average that are drawn."""
    shown = shown_periods(result)
    return [row for row in rows_of(result.average) if row["period_no"] in shown and defined(row["rate"]) is not None]


def _matrix_title(result: RetentionResult, average: Average) -> Text:
    rows = [row for row in averages(result) if row["period_no"] > 0] or averages(result)
    if not rows:
        return _("No cohort's period is over yet: every number will still grow")
    row = rows[0]
    alarm = alarming(result)
    worst = result.matrix[(result.matrix["cohort"] == alarm) & (result.matrix["period_no"] == row["period_no"])]
    if alarm is not None and average == "pooled" and not worst.empty and defined(worst["rate"].iloc[0]) is not None:
        return _(
            "Won in {cohort}: {rate:percent} come back {when}, on average {average:percent}",
            cohort=period_name(alarm, result.params.period),
            rate=defined(worst["rate"].iloc[0]),
            when=in_period(result.params, int(row["period_no"])),
            average=row["rate"],
        )
    values = {"rate": row["rate" if average == "pooled" else "simple_rate"], "n": int(row["n"])}
    when = in_period(result.params, int(row["period_no"]))
    if result.params.returns == "amount":
        return _("On average {rate:percent} of the money is spent again {when} ({n:count} people)", when=when, **values)
    return _("On average {rate:percent} come back {when} ({n:count} people)", when=when, **values)


def _matrix_note(result: RetentionResult, measure: Measure, cohorts: int, language: Language) -> str:
    drawn = result.matrix[result.matrix["cohort"].isin(sorted(set(result.matrix["cohort"]))[-cohorts:])]
    parts = [
        _("beside each name how many were won"),
        _("in each cell: {measure}", measure=MEASURES[measure]),
    ]
    if not drawn["is_complete"].all():
        parts.append(_("hatched: not over yet, counts in no average"))
    if (drawn["n"] < SMALL_GROUP).any():
        parts.append(_("grey: fewer than {small} people", small=SMALL_GROUP))
    known = result.matrix["cohort"].nunique()
    if known > cohorts:
        parts.append(_("the newest {shown} of {known:count} cohorts are drawn", shown=cohorts, known=known))
    return " · ".join(part.render(language) for part in parts)
