"""Pictures of movement: who came and who fell dormant month by month, and whether that is growth."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from insight.analysis.lifecycle import MOVEMENTS, LifecycleResult
from insight.charts.kit.bars import outline
from insight.charts.kit.months import month_axis, span_of_months
from insight.charts.kit.notes import buyers_in_all, note_of
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, CHOSEN, RULE, dress
from insight.charts.lifecycle.stages import STAGE_COLOURS
from insight.govern.small_cells import whole
from insight.i18n import Language, Text, _
from insight.i18n.text import format_value

Choice = tuple[Any, ...]

_COLOURS = {"new": ACCENT, "won_back": STAGE_COLOURS["won_back"], "newly_dormant": STAGE_COLOURS["dormant"]}
_HEIGHT = 320


def movements(result: LifecycleResult, language: Language, chosen: Choice | None = None) -> Picture:
    """New and won back upwards, newly dormant downwards. A click stands for ("moved", first day, movement)."""
    figure = go.Figure()
    rows = rows_of(result.pulse)
    for name, (label, _start, _end) in MOVEMENTS.items():
        meant = [("moved", row["period"].isoformat(), name) for row in rows]
        sign = -1 if name == "newly_dormant" else 1
        figure.add_bar(
            x=[row["period"].isoformat() for row in rows],
            y=[sign * int(row[name]) for row in rows],
            xperiod="M1",
            xperiodalignment="middle",
            name=label.render(language),
            marker={
                "color": _COLOURS[name],
                "pattern": {
                    "shape": ["" if row["is_complete"] else "/" for row in rows],
                    "size": 6,
                    "fillmode": "replace",
                },
                "line": outline(meant, chosen),
            },
            customdata=[list(one) for one in meant],
            hovertext=[_moved_hover(row, name, label, language) for row in rows],
            hovertemplate="%{hovertext}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
    dress(figure, height=_HEIGHT, y_title=_("Number of people").render(language))
    figure.update_layout(barmode="relative", bargap=0.2)
    month_axis(figure, [row["period"] for row in rows], language)
    _both_ways(figure, rows, language)
    return Picture(
        figure=figure,
        title=_movements_title(result).render(language),
        alt=_("Bars by month: new and won back upwards, newly dormant downwards").render(language),
        note=_note(result, language),
        legend=tuple((label.render(language), _COLOURS[name]) for name, (label, *_ends) in MOVEMENTS.items()),
        time=span_of_months([row["period"] for row in rows]),
    )


def _both_ways(figure: go.Figure, rows: list[Row], language: Language) -> None:
    """Round marks on both sides of zero, written without a sign."""
    up = max((row["new"] + row["won_back"] for row in rows), default=0)
    down = max((row["newly_dormant"] for row in rows), default=0)
    step = next(size for size in _steps() if 4 * size >= max(up, down, 1))
    marks = range(-int(down // step) * step - step, int(up // step) * step + step + 1, step)
    figure.update_yaxes(
        tickvals=list(marks),
        ticktext=[format_value(abs(mark), "short", language) for mark in marks],
        range=[-down * 1.08 - 0.1, up * 1.15 + 0.1],
        zeroline=True,
        zerolinecolor=RULE,
    )


def _steps() -> list[int]:
    return [factor * 10**power for power in range(9) for factor in (1, 2, 5)]


def _moved_hover(row: Row, name: str, label: Text, language: Language) -> str:
    parts = [
        _("<b>{month:month}</b> · {movement}", month=row["period"], movement=label),
        _("{customers:count} people", customers=int(row[name])),
    ]
    if not row["is_complete"]:
        parts.append(_("The month is not over"))
    return "<br>".join(part.render(language) for part in parts)


def _movements_title(result: LifecycleResult) -> Text:
    whole = result.pulse[result.pulse["is_complete"]]
    if whole.empty:
        return _("No month is over yet: the bars will still grow")
    return _(
        "{months} whole months: {gained:count} came or came back, {gone:count} fell dormant",
        months=len(whole),
        gained=int((whole["new"] + whole["won_back"]).sum()),
        gone=int(whole["newly_dormant"].sum()),
    )


def pulse_line(result: LifecycleResult, language: Language, chosen: Choice | None = None) -> Picture:
    """(New + won back) ÷ newly dormant with its interval; months in which nobody fell dormant have none.

    A click stands for ("moved", first day, "newly_dormant").
    """
    rows = [row for row in rows_of(result.pulse) if defined(row["pulse"]) is not None]
    meant = [("moved", row["period"].isoformat(), "newly_dormant") for row in rows]
    figure = go.Figure(
        go.Scatter(
            x=[row["period"].isoformat() for row in rows],
            y=[float(row["pulse"]) for row in rows],
            error_y={
                "type": "data",
                "array": [_beyond(row["high"], row["pulse"]) for row in rows],
                "arrayminus": [_beyond(row["pulse"], row["low"]) for row in rows],
                "color": ACCENT,
                "thickness": 1.2,
                "width": 4,
            },
            mode="lines+markers",
            line={"color": ACCENT, "width": 1},
            marker={
                "color": ACCENT,
                "size": 9,
                "symbol": ["circle" if row["is_complete"] else "circle-open" for row in rows],
                "line": outline(meant, chosen),
            },
            xperiod="M1",
            xperiodalignment="middle",
            customdata=[list(one) for one in meant],
            hovertext=[_pulse_hover(row, language) for row in rows],
            hovertemplate="%{hovertext}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
    )
    dress(figure, height=_HEIGHT, y_title=_("Pulse").render(language))
    figure.add_hline(y=1, line={"color": CHOSEN, "width": 1, "dash": "dot"})
    most = max([1.2, *(defined(row["high"]) or float(row["pulse"]) for row in rows)])
    figure.update_yaxes(tickformat=".0%", range=[0, most * 1.05], nticks=6)
    month_axis(figure, [row["period"] for row in rows], language)
    return Picture(
        figure=figure,
        title=_pulse_title(result.pulse).render(language),
        alt=_("Points by month: Pulse with its 95 % interval").render(language),
        note=_(
            "Pulse = (new + won back) ÷ newly dormant · lines: 95 % interval · dotted: as many come as fall dormant"
        ).render(language),
        time=span_of_months([row["period"] for row in rows]),
    )


def _beyond(one: Any, other: Any) -> float:
    above, below = defined(one), defined(other)
    return 0.0 if above is None or below is None else above - below


def _pulse_hover(row: Row, language: Language) -> str:
    return _(
        "<b>{month:month}</b><br>Pulse {pulse:percent} (95 %: {low:percent} – {high:percent}), {n:count} fell dormant",
        month=row["period"],
        pulse=float(row["pulse"]),
        low=defined(row["low"]),
        high=defined(row["high"]),
        n=whole(row["n"]),
    ).render(language)


def _pulse_title(pulse: pd.DataFrame) -> Text:
    whole = pulse[pulse["is_complete"] & pulse["pulse"].notna()]
    if whole.empty:
        return _("No Pulse yet: in no whole month somebody fell dormant")
    return _(
        "In {below} of {months} months the active base surely shrank, in {above} it surely grew",
        below=int((whole["high"] < 1).sum()),
        above=int((whole["low"] > 1).sum()),
        months=len(whole),
    )


def _note(result: LifecycleResult, language: Language) -> str:
    parts = [buyers_in_all(result.buyers)]
    if not result.pulse["is_complete"].all():
        parts.append(_("hatched: the month is not over"))
    return note_of(language, *parts)
