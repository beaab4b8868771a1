"""Who buys again after the first purchase, told apart by a trait or tag."""

from typing import Any

import plotly.graph_objects as go

from insight.analysis.repurchase import RepurchaseResult, group_name, usual_days
from insight.charts.kit.bars import SAID_WHOLE, outline
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, FAINT, NEUTRAL, ON_ACCENT, RULE, SMALL_GROUP, dress
from insight.charts.kit.wrapping import cut, shortened, wrapped
from insight.govern.small_cells import whole
from insight.i18n import Language, Text, _
from insight.i18n.text import format_value

_BAR, _REST = 38, 70
_LINE, _LONGEST = 26, 60
_ROOM = 1.05
Choice = tuple[Any, ...]


def group_bars(result: RepurchaseResult, language: Language, chosen: Choice | None = None) -> Picture:
    """A bar a group: the share that buys again within the days spoken of, with its interval. A click stands for
    ("group", "=" and the value or nothing for all others, days)."""
    days = usual_days(result)
    rows = rows_of(result.groups[result.groups["days"] == days])[::-1]
    keys = [("group", "" if row["value"] is None else f"={row['value']}", days) for row in rows]
    most = max((defined(row["high"]) or 0.0 for row in rows), default=0.0)
    figure = go.Figure(
        go.Bar(
            orientation="h",
            y=[wrapped(cut(_name(result, row).render(language), _LONGEST), _LINE) for row in rows],
            x=[defined(row["rate"]) for row in rows],
            text=[_in_percent(row["rate"], language) for row in rows],
            textposition=["inside" if _has_room(row, most) else "outside" for row in rows],
            insidetextanchor="start",
            insidetextfont={"size": 12, "color": ON_ACCENT},
            cliponaxis=False,
            marker={
                "color": [NEUTRAL if row["value"] is None else ACCENT for row in rows],
                "opacity": [0.35 if whole(row["n"]) < SMALL_GROUP else 1.0 for row in rows],
                "line": outline(keys, chosen),
            },
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [_gap(row["high"], row["rate"]) for row in rows],
                "arrayminus": [_gap(row["rate"], row["low"]) for row in rows],
                "color": FAINT,
                "thickness": 1.5,
                "width": 3,
            },
            customdata=[list(key) for key in keys],
            hovertext=[_hover(result, row, language) for row in rows],
            **SAID_WHOLE,
        )
    )
    dress(figure, height=_BAR * max(len(rows), 1) + _REST)
    figure.update_xaxes(tickformat=".0%", range=[0, max(most, 0.01) * _ROOM], nticks=6, showgrid=True, gridcolor=RULE)
    figure.update_yaxes(showgrid=False)
    return Picture(
        figure=figure,
        title=_title(result, days).render(language),
        alt=_("Bars with intervals: share who buy again within {days} days, by group", days=days).render(language),
        note=_(
            "after the first purchase · only people whose days are over · pale: fewer than {small} people",
            small=SMALL_GROUP,
        ).render(language),
    )


def _has_room(row: Row, most: float) -> bool:
    return whole(row["n"]) >= SMALL_GROUP and (defined(row["rate"]) or 0.0) > most / 10


def _name(result: RepurchaseResult, row: Row) -> Text:
    assert result.apart is not None
    return group_name(row["value"], result.apart)


def _title(result: RepurchaseResult, days: int) -> Text:
    assert result.apart is not None
    return _("Who buys again within {days} days, by {trait}", days=days, trait=result.apart.title)


def _hover(result: RepurchaseResult, row: Row, language: Language) -> str:
    parts = (
        _("<b>{name}</b>", name=shortened(_name(result, row).render(language), _LONGEST)),
        _(
            "{returned:count} of {n:count} bought again: {rate:percent}, 95 %: {low:percent} – {high:percent}",
            returned=whole(row["returned"]),
            n=whole(row["n"]),
            rate=defined(row["rate"]),
            low=defined(row["low"]),
            high=defined(row["high"]),
        ),
    )
    return "<br>".join(part.render(language) for part in parts)


def _in_percent(rate: Any, language: Language) -> str:
    known = defined(rate)
    return "" if known is None else format_value(known, "percent", language)


def _gap(high: Any, low: Any) -> float:
    top, bottom = defined(high), defined(low)
    return 0.0 if top is None or bottom is None else max(top - bottom, 0.0)
