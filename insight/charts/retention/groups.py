"""Pictures of retention by group: the values of a breakdown, and the people won in festivals and campaigns."""

import datetime as dt
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from insight.analysis.retention import RetentionParams, RetentionResult
from insight.analysis.retention.words import in_period, value_name
from insight.charts.kit.lines import Line, add_line
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, CATEGORIES, CHOSEN, FAINT, NEUTRAL, SMALL_GROUP, dress
from insight.charts.retention.curves import dress_curves
from insight.charts.retention.matrix import Choice, numbers_of, shown_periods
from insight.govern.small_cells import whole
from insight.i18n import Language, Text, _
from insight.i18n.text import format_value

_MOST_BANDS = 3
_WINDOWS_SHOWN = 24
_NAME_AT_END = 12


def value_curves(result: RetentionResult, language: Language, chosen: Choice | None = None) -> Picture:
    """A curve for each value of the breakdown, with its band where they are few. A click stands for ("value", number,
    period); the number is the place in `result.values`.
    """
    figure, legend = go.Figure(), []
    shown = set(shown_periods(result))
    for number, value in enumerate(result.values["value"]):
        is_own = result.curves["value"].isna() if value is None else result.curves["value"] == value
        rows = [row for row in rows_of(result.curves[is_own]) if row["period_no"] in shown]
        colour = NEUTRAL if value is None else CATEGORIES[number % len(CATEGORIES)]
        name = value_name(value, result.params, result.apart).render(language)
        add_line(figure, _value_line(result, rows, number, (name, colour), language), chosen)
        legend.append((name, colour))
    dress_curves(figure, result, language)
    return Picture(
        figure=figure,
        title=_values_title(result).render(language),
        alt=_("Curves: share who come back, by period after entry, for {n} groups", n=len(legend)).render(language),
        note=_groups_note(result).render(language),
        legend=tuple(legend),
    )


def _groups_note(result: RetentionResult) -> Text:
    if len(result.values) <= _MOST_BANDS:
        return _("{n:count} people · cohorts whose period is over · band: where the share may lie", n=result.people)
    return _(
        "{n:count} people · cohorts whose period is over · how sure each point is stands in the table", n=result.people
    )


def _value_line(
    result: RetentionResult, rows: list[Row], number: int, drawn: tuple[str, str], language: Language
) -> Line:
    name, colour = drawn
    has_band = len(result.values) <= _MOST_BANDS
    return Line(
        name=name,
        colour=colour,
        x=[int(row["period_no"]) for row in rows],
        y=[defined(row["rate"]) for row in rows],
        low=[defined(row["low"]) for row in rows] if has_band else None,
        high=[defined(row["high"]) for row in rows] if has_band else None,
        hover=["<br>".join([f"<b>{escape(name)}</b>", *_said(row, result.params, language)]) for row in rows],
        stands_for=[("value", number, int(row["period_no"])) for row in rows],
        end=_short_name(name),
    )


def _short_name(name: str) -> str:
    return name if len(name) <= _NAME_AT_END else f"{name[: _NAME_AT_END - 1]}…"


def _said(row: Row, params: RetentionParams, language: Language) -> list[str]:
    when = in_period(params, int(row["period_no"]))
    return [escape(part.render(language)) for part in (_("{when}", when=when), *numbers_of(row, params))]


def _values_title(result: RetentionResult) -> Text:
    differing = result.curves[result.curves["differs"].astype(bool)].sort_values("p_value")
    if differing.empty:
        if result.curves["p_value"].notna().any():
            return _("No difference can be seen between the groups")
        return _("{n} groups, not compared", n=len(result.values))
    row = rows_of(differing)[0]
    return _(
        "{value} differs: {rate:percent} come back {when}, of all people of the same cohorts {expected:percent}",
        value=value_name(row["value"], result.params, result.apart),
        rate=row["rate"],
        when=in_period(result.params, int(row["period_no"])),
        expected=row["expected_rate"],
    )


def won_rates(result: RetentionResult, language: Language, chosen: Choice | None = None) -> Picture:
    """Festivals and campaigns (cohorts where there are none), the share back within the days with its interval beside
    that of the people won on other days. A click stands for ("won", key).
    """
    is_cohort = result.won["kind"] == "cohort"
    table = result.won[~is_cohort] if (~is_cohort).any() else result.won
    rows = rows_of(table.sort_values(["starts_on", "key"]).tail(_WINDOWS_SHOWN))[::-1]
    names = [escape(row["name"].render(language)) for row in rows]
    labels = [
        f"{name} · {format_value(int(row['n']), 'short', language)}" for name, row in zip(names, rows, strict=True)
    ]
    figure = go.Figure()
    figure.add_scatter(
        x=[defined(row["others_rate"]) for row in rows],
        y=labels,
        mode="markers",
        marker={"symbol": "line-ns", "size": 16, "line": {"width": 2.5, "color": NEUTRAL}},
        hoverinfo="skip",
    )
    figure.add_scatter(**_points(rows, labels, chosen, language))
    dress(figure, height=30 * len(rows) + 56)
    figure.update_xaxes(tickformat=".0%", rangemode="tozero", showgrid=True, nticks=5, tickangle=0)
    figure.update_yaxes(showgrid=False, autorange="reversed")
    return Picture(
        figure=figure,
        title=_won_title(result, table).render(language),
        alt=_(
            "Points with intervals: share back within {days} days by festival and campaign", days=_days(result)
        ).render(language),
        note=_(
            "hollow: not over yet, not compared · grey: fewer than {small} people · beside each name how many were won",
            small=SMALL_GROUP,
        ).render(language),
        legend=(
            (_("Back within {days} days", days=_days(result)).render(language), ACCENT),
            (_("People won on other days").render(language), NEUTRAL),
        ),
    )


def _days(result: RetentionResult) -> int:
    return result.params.return_days


def _points(rows: list[Row], labels: list[str], chosen: Choice | None, language: Language) -> dict[str, Any]:
    colours = [ACCENT if int(row["n"]) >= SMALL_GROUP else NEUTRAL for row in rows]
    is_chosen = [("won", row["key"]) == chosen for row in rows]
    return {
        "x": [defined(row["rate"]) for row in rows],
        "y": labels,
        "mode": "markers",
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [_gap(row["high"], row["rate"]) for row in rows],
            "arrayminus": [_gap(row["rate"], row["low"]) for row in rows],
            "color": FAINT,
            "thickness": 2,
            "width": 0,
        },
        "marker": {
            "symbol": ["circle" if row["is_complete"] else "circle-open" for row in rows],
            "color": [CHOSEN if one else colour for one, colour in zip(is_chosen, colours, strict=True)],
            "size": [14 if one else 11 for one in is_chosen],
        },
        "customdata": [["won", row["key"]] for row in rows],
        "hovertext": [_won_hover(row, language) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _gap(high: Any, low: Any) -> float:
    top, bottom = defined(high), defined(low)
    return 0.0 if top is None or bottom is None else top - bottom


def _won_hover(row: Row, language: Language) -> str:
    last = row["ends_on"] - dt.timedelta(days=1)
    parts = [
        _("{first:day} – {last:day}", first=row["starts_on"], last=last),
        _("{returned:count} of {n:count} people", returned=whole(row["returned"]), n=whole(row["n"])),
        _(
            "{rate:percent}, 95 %: {low:percent} – {high:percent}",
            rate=defined(row["rate"]),
            low=defined(row["low"]),
            high=defined(row["high"]),
        ),
        _(
            "Won on other days: {rate:percent} of {n:count}",
            rate=defined(row["others_rate"]),
            n=whole(row["others_n"]),
        ),
    ]
    if not row["is_complete"]:
        parts.append(_("Still running: over on {day:day}", day=row["completes_on"]))
    name = escape(row["name"].render(language))
    return "<br>".join([f"<b>{name}</b>", *(part.render(language) for part in parts)])


def _won_title(result: RetentionResult, table: pd.DataFrame) -> Text:
    differing = table[table["differs"].astype(bool)].sort_values("p_value")
    if differing.empty:
        if table["p_value"].notna().any():
            return _("No difference can be seen between the people won then and those won on other days")
        return _("Nobody won then has had {days} days yet", days=_days(result))
    row = rows_of(differing)[0]
    return _(
        "{name}: {rate:percent} came back within {days} days, of the people won on other days {others:percent}",
        name=row["name"],
        rate=row["rate"],
        days=_days(result),
        others=row["others_rate"],
    )
