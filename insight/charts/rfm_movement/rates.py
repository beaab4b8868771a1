"""Pictures of rates by RFM group: who stayed, and who ordered nothing against what was expected."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from insight.analysis.rfm_movement import RfmMovementResult, gone_silent
from insight.charts.kit.bars import outline
from insight.charts.kit.notes import few_people, note_of
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, FAINT, NEUTRAL, SMALL_GROUP, dress
from insight.charts.kit.ways import Way
from insight.govern.small_cells import whole
from insight.i18n import Language, Text, _
from insight.i18n.text import format_value
from insight.statistics.intervals import share_of

_BAR, _REST = 34, 52
_PALE = 0.35


def stay_rates(result: RfmMovementResult, language: Language, chosen: Way | None = None) -> Picture:
    """Share of each group that stayed, with its interval. A click stands for (group, "", "stayed")."""
    stayed = [row for row in rows_of(result.rates) if row["moved"] == "stayed" and row["n"]]
    everyone, rows = stayed[0], stayed[1:]
    return Picture(
        figure=_rate_bars(rows, "stayed", FAINT, language, chosen),
        title=_(
            "{rate:percent} of {n:count} buyers stayed in their group", rate=defined(everyone["rate"]), n=everyone["n"]
        ).render(language),
        alt=_("Bars: share of each group that stayed, with intervals").render(language),
        note=_note(int(everyone["n"]), rows, language),
    )


def silent_rates(result: RfmMovementResult, language: Language, chosen: Way | None = None) -> Picture:
    """Share of each group that ordered nothing, and what was expected. A click stands for (group, "", "silent")."""
    rows = rows_of(result.silence)
    figure = _rate_bars(rows, "silent", ACCENT, language, chosen)
    known = [row for row in rows[::-1] if defined(row["expected_rate"]) is not None]
    figure.add_scatter(
        x=[row["expected_rate"] for row in known],
        y=[_name(row, language) for row in known],
        mode="markers",
        marker={"symbol": "line-ns-open", "size": 20, "color": NEUTRAL, "line": {"width": 3}},
        hoverinfo="skip",
    )
    return Picture(
        figure=figure,
        legend=((_ORDERED_NOTHING.render(language), ACCENT), (_("Expected").render(language), NEUTRAL)),
        title=_silence_title(result).render(language),
        alt=_("Bars: share of each group without an order, beside the share that was expected").render(language),
        note=_note(result.buyers_before, rows, language),
    )


_ORDERED_NOTHING = _("Ordered nothing between the two days")


def _silence_title(result: RfmMovementResult) -> Text:
    found, silence = rows_of(gone_silent(result)), result.silence
    if not silence["p_value"].notna().any():
        return _(
            "{rate:percent} ordered nothing; what would be expected cannot be told yet",
            rate=share_of(float(silence["customers"].sum()), float(silence["n"].sum())),
        )
    if not found:
        return _("No group has gone silent more than expected")
    return _(
        "“{group}” has gone silent: {rate:percent} without an order, {expected:percent} expected",
        group=found[0]["label"],
        rate=float(found[0]["rate"]),
        expected=float(found[0]["expected_rate"]),
    )


def _note(n: int, rows: Sequence[Row], language: Language) -> str:
    return note_of(
        language,
        _("{n:count} buyers, beside each name its own", n=n),
        _("thin lines: where the share may lie"),
        *few_people(row["n"] for row in rows),
    )


def _rate_bars(rows: Sequence[Row], kind: str, colour: str, language: Language, chosen: Way | None) -> go.Figure:
    """Horizontal bars of `rate` with `low` and `high`, the first row on top."""
    rows = list(rows)[::-1]
    ways: list[Way] = [(row["group"], "", kind) for row in rows]
    rates, names = [defined(row["rate"]) or 0.0 for row in rows], [_name(row, language) for row in rows]
    figure = go.Figure(
        go.Bar(
            x=rates,
            y=names,
            orientation="h",
            marker={
                "color": colour,
                "opacity": [1.0 if row["n"] >= SMALL_GROUP else _PALE for row in rows],
                "line": outline(ways, chosen),
            },
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [max((defined(row["high"]) or rate) - rate, 0) for row, rate in zip(rows, rates, strict=True)],
                "arrayminus": [
                    max(rate - (defined(row["low"]) or rate), 0) for row, rate in zip(rows, rates, strict=True)
                ],
                "thickness": 1.2,
                "width": 4,
                "color": NEUTRAL,
            },
            customdata=[list(way) for way in ways],
            hovertext=[_hover(row).render(language) for row in rows],
            hovertemplate="%{hovertext}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
    )
    figure.add_scatter(
        x=[1.02] * len(rows),
        y=names,
        mode="text",
        text=[format_value(defined(row["rate"]), "percent", language) for row in rows],
        textposition="middle right",
        textfont_size=12,
        hoverinfo="skip",
        cliponaxis=False,
    )
    dress(figure, height=_BAR * len(rows) + _REST)
    figure.update_xaxes(tickformat=".0%", range=[0, 1.22], tickvals=[0, 0.25, 0.5, 0.75, 1], showgrid=True)
    figure.update_yaxes(showgrid=False)
    return figure


def _name(row: Row, language: Language) -> str:
    return _("{group} · {n:short}", group=row["label"], n=whole(row["n"])).render(language)


def _hover(row: Row) -> Text:
    values: dict[str, Any] = {
        "label": row["label"],
        "customers": int(row["customers"]),
        "n": int(row["n"]),
        "rate": defined(row["rate"]),
        "low": defined(row["low"]),
        "high": defined(row["high"]),
    }
    text = _(
        "<b>{label}</b><br>{customers:count} of {n:count}: {rate:percent} ({low:percent} – {high:percent})", **values
    )
    if "expected_rate" not in row:
        return text
    return _(
        "{rate}<br>expected: {expected:percent}<br>in the span before: {previous:percent} of {buyers:count}",
        rate=text,
        expected=defined(row["expected_rate"]),
        previous=defined(row["previous_rate"]),
        buyers=whole(row["previous_buyers"]),
    )
