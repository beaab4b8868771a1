"""Pictures of people by their chance to order, and of the trial of such chances."""

from typing import Any

import plotly.graph_objects as go

from insight.analysis.predict import PredictResult
from insight.charts.kit.bars import NUMBERS_BESIDE, SAID_WHOLE, outline
from insight.charts.kit.calibration import chances_kept
from insight.charts.kit.notes import note_of, people_in_all
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, CHOSEN, NEUTRAL, dress
from insight.i18n import Language, _
from insight.i18n.text import format_value

Choice = tuple[Any, ...]

_HEIGHT = 330
_ROOM_FOR_NUMBERS = 1.45


def chance_bands(result: PredictResult, language: Language, chosen: Choice | None = None) -> Picture:
    """How many of each band of chances are expected to order, flat, the highest chances on top.

    A click: ("band", number).
    """
    rows = rows_of(result.bands)[::-1]
    meant = [("band", int(row["band"])) for row in rows]
    expected = [defined(row["expected"]) or 0.0 for row in rows]
    figure = go.Figure(
        go.Bar(
            x=expected,
            y=[f"{row['from_share']:.0%}–{row['to_share']:.0%}" for row in rows],
            orientation="h",
            marker={"color": ACCENT, "line": outline(meant, chosen)},
            text=[_beside(row, language) for row in rows],
            constraintext="none",
            customdata=[list(one) for one in meant],
            hovertext=[_hover(row, language) for row in rows],
            **NUMBERS_BESIDE,
        )
    )
    dress(figure, height=_HEIGHT)
    figure.update_xaxes(visible=False, range=[0, max(*expected, 1.0) * _ROOM_FOR_NUMBERS])
    figure.update_yaxes(type="category", autorange="reversed", showgrid=False)
    return Picture(
        figure=figure,
        title=_(
            "{expected:count} of {n:count} people are expected to order within {days} days",
            expected=round(result.expected),
            n=result.customers,
            days=result.params.horizon_days,
        ).render(language),
        alt=_("Bars: people expected to order, by their chance").render(language),
        note=note_of(
            language,
            people_in_all(result.customers),
            _("left: the chance · bar: how many of these people are expected to order"),
        ),
    )


def chances_came(result: PredictResult, language: Language) -> Picture:
    """Of people given a chance on the day of the trial, how many ordered."""
    return chances_kept(result.calibration, language, height=_HEIGHT)


def tenths_came(result: PredictResult, language: Language) -> Picture:
    """The share of each tenth that ordered in the trial, with intervals, beside what was said of it."""
    rows = rows_of(result.backtest)
    names = [str(int(row["decile"])) for row in rows]
    figure = go.Figure(_tenth_bars(rows, names, language))
    said = [None if not row["n"] else float(row["expected"]) / float(row["n"]) for row in rows]
    figure.add_scatter(
        x=names, y=said, mode="markers", marker={"color": CHOSEN, "size": 10, "symbol": "diamond"}, hoverinfo="skip"
    )
    dress(figure, height=_HEIGHT, x_title=_("Ten groups by the chance given, 1 the highest").render(language))
    figure.update_xaxes(type="category")
    figure.update_yaxes(tickformat=".0%", rangemode="tozero")
    first = rows[0]
    return Picture(
        figure=figure,
        title=_(
            "Of the tenth with the highest chances {rate:percent} ordered, {lift} times as many as of everybody",
            rate=first["rate"],
            lift=f"{first['lift']:.1f}",
        ).render(language),
        alt=_("Bars: share of each of ten groups that ordered; dots: the share that was expected").render(language),
        note=note_of(language, people_in_all(sum(row["n"] for row in rows)), _("lines: 95 %")),
        legend=((_("Came").render(language), ACCENT), (_("Expected").render(language), CHOSEN)),
    )


def _tenth_bars(rows: list[Row], names: list[str], language: Language) -> go.Bar:
    rates = [defined(row["rate"]) or 0.0 for row in rows]
    return go.Bar(
        x=names,
        y=rates,
        marker_color=ACCENT,
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [(defined(row["high"]) or 0.0) - rate for row, rate in zip(rows, rates, strict=True)],
            "arrayminus": [rate - (defined(row["low"]) or 0.0) for row, rate in zip(rows, rates, strict=True)],
            "color": NEUTRAL,
            "thickness": 1.2,
        },
        customdata=[["decile", int(row["decile"])] for row in rows],
        hovertext=[
            _(
                "{expected:count} were expected; {came:count} of {n:count} came, {rate:percent}",
                expected=round(row["expected"]),
                came=row["came"],
                n=row["n"],
                rate=row["rate"],
            ).render(language)
            for row in rows
        ],
        **SAID_WHOLE,
    )


def _beside(row: Row, language: Language) -> str:
    if not row["customers"]:
        return ""
    return _(
        "{expected} of {n}",
        expected=format_value(round(row["expected"]), "count", language),
        n=format_value(row["customers"], "count", language),
    ).render(language)


def _hover(row: Row, language: Language) -> str:
    parts = (
        _("<b>Chance {low:percent} to {high:percent}</b>", low=row["from_share"], high=row["to_share"]),
        _("{n:count} people, {active:count} of them bought lately", n=row["customers"], active=row["active"]),
        _("{expected:count} of them are expected to order", expected=round(row["expected"])),
    )
    return "<br>".join(part.render(language) for part in parts)
