"""Pictures of a verdict: how many of both sides had bought by each day, or what was to be expected of each day."""

import datetime as dt
from typing import Any

import plotly.graph_objects as go

from insight.analysis.judge import ARM_WORDS, JudgeResult
from insight.charts.kit.lines import Line, add_line
from insight.charts.kit.picture import Picture, TimeAxis
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, NEUTRAL, dress
from insight.i18n import Language, Text, _

_HEIGHT = 320
_ROOM_FOR_NAMES, _ROOM_FOR_A_POINT = 1.3, 0.01
_LONGEST_DAYS = 90
_COLOURS = {"treated": ACCENT, "control": NEUTRAL, "others": NEUTRAL}
_SHORT: dict[str, Text] = {
    "treated": _("Contacted"),
    "control": _("Control group"),
    "others": _("People alike"),
}
_AT_THE_END = _SHORT | {"control": _("Control"), "others": _("Alike")}
"""In as few signs as there is room for on a phone."""

Choice = tuple[Any, ...]


def verdict_picture(result: JudgeResult, language: Language, chosen: Choice | None = None) -> Picture:
    """Both sides day by day; of people whom nobody is compared with, their days against what was to be expected."""
    compared = set(result.first_days["arm"])
    if len(compared) > 1:
        return bought_by_day(result, language, chosen)
    return against_expected(result, language, chosen)


def bought_by_day(result: JudgeResult, language: Language, chosen: Choice | None = None) -> Picture:
    """The share of each side that had bought by each day since the start. A click stands for (arm, bought)."""
    figure = go.Figure()
    for arm in ("treated", "control", "others"):
        rows = rows_of(result.first_days[result.first_days["arm"] == arm])
        if rows:
            add_line(figure, _side(arm, rows, language), chosen)
    dress(figure, height=_HEIGHT)
    figure.update_traces(selector={"mode": "lines+markers"}, mode="lines+markers", marker_size=5)
    figure.update_yaxes(tickformat=".0%", rangemode="tozero", nticks=6)
    step = max(result.span.days // 6, 1)
    figure.update_xaxes(
        range=[-_ROOM_FOR_A_POINT * result.span.days, result.span.days * _ROOM_FOR_NAMES],
        tickvals=list(range(0, result.span.days + 1, step)),
        title_text=_("Days since the start").render(language),
    )
    return Picture(
        figure=figure,
        title=_title(result).render(language),
        alt=_("Curves: share who had bought, by days since the start, of both sides").render(language),
        note=_note(result).render(language),
    )


def _side(arm: str, rows: list[Row], language: Language) -> Line:
    name = _SHORT[arm].render(language)
    return Line(
        name=name,
        colour=_COLOURS[arm],
        x=[0, *(int(row["day"]) for row in rows)],
        y=[0.0, *(defined(row["rate"]) for row in rows)],
        hover=["", *(_hover(name, row, language) for row in rows)],
        stands_for=[(arm, True)] * (len(rows) + 1),
        shape="hv",
        end=_AT_THE_END[arm].render(language),
    )


def _hover(name: str, row: Row, language: Language) -> str:
    text = _(
        "<b>{name}</b> · day {day}<br>{rate:percent} had bought",
        name=name,
        day=int(row["day"]),
        rate=defined(row["rate"]),
    )
    return text.render(language)


def _title(result: JudgeResult) -> Text:
    """When the difference came, where there is one: its size stands in the verdict."""
    sides = {arm: part["rate"].tolist() for arm, part in result.first_days.groupby("arm")}
    other = "control" if "control" in sides else "others"
    gaps = [abs(one - two) for one, two in zip(sides["treated"], sides[other], strict=True)]
    if result.verdict not in ("effective", "harmful") or not gaps or not gaps[-1] > 0:
        return _("Bought by each day since the start, of both sides")
    day = next(number for number, gap in enumerate(gaps, 1) if gap >= gaps[-1] / 2)
    return _("Half of the difference was there after {days} days", days=day)


def _note(result: JudgeResult) -> Text:
    sizes = {row["arm"]: row["customers"] for row in rows_of(result.arms)}
    note = _(
        "Orders from {first:day} on, {days} days",
        first=result.span.starts_at.date(),
        days=result.span.days,
    )
    for arm in ("treated", "control") if "control" in sizes else ("treated", "others"):
        if arm in sizes:
            note = _("{note} · {arm}: {n:count} people", note=note, arm=ARM_WORDS[arm], n=defined(sizes[arm]))
    return note


def against_expected(result: JudgeResult, language: Language, chosen: Choice | None = None) -> Picture:
    """Buyers a day, and from the start on what trend, weekdays and festivals made expect, with its band."""
    rows = rows_of(result.series)[-_LONGEST_DAYS:]
    figure = go.Figure()
    expected = [row for row in rows if defined(row["expected"]) is not None]
    if expected:
        add_line(figure, _expected(expected, language))
    add_line(figure, _measured(rows, language), chosen)
    dress(figure, height=_HEIGHT)
    figure.update_traces(selector={"mode": "lines+markers"}, mode="lines")
    figure.update_yaxes(rangemode="tozero", nticks=6, title_text=_("Buyers a day").render(language))
    figure.add_vline(x=str(result.span.starts_at.date()), line_dash="dot", line_color=NEUTRAL, opacity=0.6)
    return Picture(
        figure=figure,
        title=_("Buyers a day, and what was to be expected of the days since the start").render(language),
        alt=_("Curve: buyers a day, with what was to be expected").render(language),
        note=_("Band: where a single day may lie by chance · dotted: the start").render(language),
        legend=(
            (_("Bought").render(language), ACCENT),
            (_("Expected").render(language), NEUTRAL),
        ),
        time=TimeAxis(first=_as_day(rows[0]), last=_as_day(rows[-1])) if rows else None,
    )


def _as_day(row: Row) -> dt.date:
    return dt.date.fromisoformat(str(row["day"])[:10])


def _measured(rows: list[Row], language: Language) -> Line:
    return Line(
        name=_("Bought").render(language),
        colour=ACCENT,
        x=[str(row["day"]) for row in rows],  # type: ignore[misc]
        y=[defined(row["people"]) for row in rows],
        hover=[_day_hover(row, language) for row in rows],
        stands_for=[("treated", True)] * len(rows),
    )


def _expected(rows: list[Row], language: Language) -> Line:
    return Line(
        name=_("Expected").render(language),
        colour=NEUTRAL,
        x=[str(row["day"]) for row in rows],  # type: ignore[misc]
        y=[defined(row["expected"]) for row in rows],
        low=[defined(row["low"]) for row in rows],
        high=[defined(row["high"]) for row in rows],
        hover=[_day_hover(row, language) for row in rows],
        stands_for=[("treated", True)] * len(rows),
    )


def _day_hover(row: Row, language: Language) -> str:
    return _(
        "<b>{day:day}</b><br>{people:count} bought, about {expected:count} expected",
        day=row["day"],
        people=defined(row["people"]),
        expected=defined(row["expected"]),
    ).render(language)
