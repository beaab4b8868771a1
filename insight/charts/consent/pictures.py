"""Pictures of consent: where people stand on each purpose, and how that grew month by month."""

from typing import Any

import plotly.graph_objects as go

from insight.analysis.consent import STANDING_WORDS, ConsentResult
from insight.charts.kit.bars import outline
from insight.charts.kit.months import span_of_months
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, CATEGORIES, NEUTRAL_RGB, ON_ACCENT, count_axis, dress, rgba
from insight.govern import CONTACT_PURPOSES, PURPOSES, ContactPurpose, Standing
from insight.i18n import Language, Text, _
from insight.i18n.text import format_value

Choice = tuple[Any, ...]

_COLOURS: dict[Standing, str] = {
    "granted": ACCENT,
    "denied": CATEGORIES[3],
    "withdrawn": CATEGORIES[1],
    "unknown": rgba(NEUTRAL_RGB, 0.28),
}
_SHAPES: dict[ContactPurpose, tuple[str, str, str]] = {
    "marketing": (CATEGORIES[0], "solid", "circle"),
    "service": (CATEGORIES[2], "dash", "square"),
    "survey": (CATEGORIES[4], "dot", "diamond"),
}
_LEAST_LABELLED = 0.06


def consent_bars(result: ConsentResult, language: Language, chosen: Choice | None = None) -> Picture:
    """People known, by where they stand on each purpose. A click stands for ("standing", purpose, status)."""
    figure = go.Figure([_bar(result, status, language, chosen) for status in STANDING_WORDS])
    figure.add_trace(_shares_agreed(result, language))
    dress(figure, height=64 * len(CONTACT_PURPOSES) + 60)
    figure.update_layout(barmode="stack", bargap=0.35)
    figure.update_xaxes(tickformat=".0%", range=[0, 1.0001], showgrid=True, nticks=6)
    figure.update_yaxes(autorange="reversed", showgrid=False)
    return Picture(
        figure=figure,
        title=_bars_title(result).render(language),
        alt=_("Stacked bars for three purposes: agreed, said no, withdrew, never asked").render(language),
        note=_("{n:count} people are known, the same for each purpose", n=_known(result)).render(language),
        legend=tuple((words.render(language), _COLOURS[status]) for status, words in STANDING_WORDS.items()),
    )


def _bar(result: ConsentResult, status: Standing, language: Language, chosen: Choice | None) -> go.Bar:
    rows = rows_of(result.purposes[result.purposes["status"] == status])
    stands_for = [("standing", row["purpose"], status) for row in rows]
    shares = [defined(row["share"]) or 0.0 for row in rows]
    return go.Bar(
        x=shares,
        y=[PURPOSES[row["purpose"]].label.render(language) for row in rows],
        orientation="h",
        marker={
            "color": _COLOURS[status],
            "line": outline(stands_for, chosen),
        },
        text=[_label(share, language) if status == "unknown" else "" for share in shares],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont_size=12,
        customdata=[list(choice) for choice in stands_for],
        hovertext=[_bar_hover(row, language) for row in rows],
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _shares_agreed(result: ConsentResult, language: Language) -> go.Scatter:
    """The share in the bar of those who agreed, in white on the accent."""
    rows = rows_of(result.purposes[result.purposes["status"] == "granted"])
    shares = [defined(row["share"]) or 0.0 for row in rows]
    return go.Scatter(
        x=[share / 2 for share in shares],
        y=[PURPOSES[row["purpose"]].label.render(language) for row in rows],
        text=[_label(share, language) for share in shares],
        mode="text",
        textfont={"size": 12, "color": ON_ACCENT},
        hoverinfo="skip",
    )


def _label(share: float, language: Language) -> str:
    return format_value(share, "percent", language) if share >= _LEAST_LABELLED else ""


def _bar_hover(row: Row, language: Language) -> str:
    return "<br>".join(
        part.render(language)
        for part in (
            _(
                "<b>{purpose}: {status}</b>",
                purpose=PURPOSES[row["purpose"]].label,
                status=STANDING_WORDS[row["status"]],
            ),
            _(
                "{customers:count} people, {share:percent} of those known ({low:percent} – {high:percent})",
                customers=defined(row["customers"]),
                share=defined(row["share"]),
                low=defined(row["low"]),
                high=defined(row["high"]),
            ),
        )
    )


def _bars_title(result: ConsentResult) -> Text:
    rows = {row["status"]: row for row in rows_of(result.of("marketing"))}
    if not _known(result):
        return _("Nobody is known yet")
    if rows["unknown"]["customers"] == _known(result):
        return _("Nobody of {n:count} people was ever asked about marketing", n=_known(result))
    return _(
        "{granted:percent} of {n:count} people agreed to marketing; {unknown:percent} were never asked",
        n=_known(result),
        granted=defined(rows["granted"]["share"]),
        unknown=defined(rows["unknown"]["share"]),
    )


def consent_months(result: ConsentResult, language: Language) -> Picture:
    """Who agreed to each purpose at the end of each month. A click stands for ("month", first day, purpose)."""
    granted = result.months[result.months["status"] == "granted"]
    seen = [purpose for purpose in CONTACT_PURPOSES if granted[granted["purpose"] == purpose]["customers"].any()]
    figure = go.Figure([_line(result, purpose, language) for purpose in seen])
    dress(figure, height=300, y_title=_("People who agreed").render(language))
    most = max((defined(value) or 0.0 for value in granted["customers"]), default=0.0)
    count_axis(figure, most, language)
    figure.update_xaxes(tickformat="%Y-%m" if language == "zh_CN" else "%b %Y", nticks=5, tickangle=0)
    return Picture(
        figure=figure,
        title=_months_title(result, seen).render(language),
        alt=_("Lines by month: people who agreed to each purpose at the end of the month").render(language),
        note=_("At the end of each month; a hollow mark: the month is not over").render(language),
        legend=tuple((PURPOSES[purpose].label.render(language), _SHAPES[purpose][0]) for purpose in seen),
        time=span_of_months(list(granted["period"]), is_bars=False),
    )


def _line(result: ConsentResult, purpose: ContactPurpose, language: Language) -> go.Scatter:
    months = result.months
    rows = rows_of(months[(months["purpose"] == purpose) & (months["status"] == "granted")])
    colour, dash, symbol = _SHAPES[purpose]
    return go.Scatter(
        x=[row["period"] for row in rows],
        y=[defined(row["customers"]) for row in rows],
        mode="lines+markers",
        line={"color": colour, "width": 2, "dash": dash},
        marker={"size": 8, "symbol": [symbol if row["is_complete"] else f"{symbol}-open" for row in rows]},
        customdata=[["month", row["period"].isoformat(), purpose] for row in rows],
        hovertext=[
            _(
                "{month:month}: {customers:count} people agreed to “{purpose}”",
                month=row["period"],
                customers=defined(row["customers"]),
                purpose=PURPOSES[purpose].label,
            ).render(language)
            for row in rows
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _months_title(result: ConsentResult, seen: list[ContactPurpose]) -> Text:
    if not seen:
        return _("Nobody has agreed to anything yet")
    months = result.months
    rows = rows_of(months[(months["purpose"] == seen[0]) & (months["status"] == "granted")])
    return _(
        "{purpose}: from {before:count} people who agreed in {since:month} to {now:count} in {until:month}",
        purpose=PURPOSES[seen[0]].label,
        before=defined(rows[0]["customers"]),
        since=rows[0]["period"],
        now=defined(rows[-1]["customers"]),
        until=rows[-1]["period"],
    )


def _known(result: ConsentResult) -> int:
    return int(result.purposes["n"].max())
