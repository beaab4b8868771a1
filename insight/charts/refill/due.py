"""Pictures of who runs out: on which day, and of what."""

import datetime as dt
from collections.abc import Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go
from babel.dates import get_day_names

from insight.analysis.refill import WINDOWS, RefillResult
from insight.charts.kit.bars import NUMBERS_BESIDE, outline
from insight.charts.kit.cells import Cell, cell_grid
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, rows_of
from insight.charts.kit.theme import ACCENT, SMALL_GROUP, WARM_RGB, dress, rgba
from insight.charts.kit.wrapping import shortened
from insight.govern.small_cells import whole
from insight.i18n import Language, Text, _
from insight.i18n.text import format_value

Choice = tuple[Any, ...]

OVERDUE = rgba(WARM_RGB, 0.6)
MOST_GOODS = 15
_NAME = 22
_BAR_HEIGHT, _REST = 38, 50


def refill_calendar(
    result: RefillResult, language: Language, item: str | None = None, chosen: Choice | None = None
) -> Picture:
    """The next thirty days, week by week: people who are due to buy any product again, or one of them.

    A click stands for ("day", day, item).
    """
    first = result.params.as_of
    monday = first - dt.timedelta(days=first.weekday())
    days = _days(result, item)
    most = max(days.values(), default=0)
    weeks = ((first - monday).days + WINDOWS[-1] + 6) // 7
    cells = [
        Cell(
            x=day.weekday(),
            y=weeks - 1 - (day - monday).days // 7,
            shade=people / most if most else None,
            n=max(people, SMALL_GROUP if people else 0),
            text=_in_day(day, people, language),
            hover=_day_hover(day, people, language),
            stands_for=("day", day.isoformat(), item or ""),
        )
        for day, people in days.items()
    ]
    names = get_day_names("abbreviated", locale=language)
    figure = cell_grid(
        cells,
        columns=[names[place] for place in range(7)],
        rows=[_week(monday, weeks - 1 - row, language) for row in range(weeks)],
        chosen=chosen,
        height=64 * weeks + 60,
    )
    figure.update_xaxes(side="top")
    return Picture(
        figure=figure,
        title=_calendar_title(result, item).render(language),
        alt=_("Calendar of the next {days} days with the number of people who are due", days=WINDOWS[-1]).render(
            language
        ),
        note=_(
            "{n:count} people in {days} days · in each cell: day and people · stronger colour: more people",
            n=result.totals["due_30"] if item is None else sum(days.values()),
            days=WINDOWS[-1],
        ).render(language),
    )


def _days(result: RefillResult, item: str | None) -> dict[dt.date, int]:
    """Every day of the calendar, in order."""
    rows = result.days[result.days["item"].isna() if item is None else result.days["item"] == item]
    found = {row["run_out_on"]: int(row["customers"]) for row in rows_of(rows)}
    every = [result.params.as_of + dt.timedelta(days=ahead) for ahead in range(WINDOWS[-1])]
    return {day: found.get(day, 0) for day in every}


def _in_day(day: dt.date, people: int, language: Language) -> str:
    number = format_value(people, "short", language) if people else "·"
    return f"<span style='font-size:10px'>{day.month}/{day.day}</span><br><b>{number}</b>"


def _week(monday: dt.date, week: int, language: Language) -> str:
    start = monday + dt.timedelta(days=7 * week)
    return _("from {month}/{day}", month=start.month, day=start.day).render(language)


def _day_hover(day: dt.date, people: int, language: Language) -> str:
    return _("<b>{day:day}</b><br>{customers:count} people are due", day=day, customers=people).render(language)


def _calendar_title(result: RefillResult, item: str | None) -> Text:
    if item is None:
        numbers = [result.totals[f"due_{window}"] for window in WINDOWS]
        return _(
            "{week:count} people are due within 7 days, {fortnight:count} within 14, {month:count} within 30",
            week=numbers[0],
            fortnight=numbers[1],
            month=numbers[2],
        )
    row = result.due[result.due["item"] == item].iloc[0]
    return _(
        "{name}: {week:count} people are due within 7 days, {fortnight:count} within 14, {month:count} within 30",
        name=row["name"],
        week=whole(row["due_7"]),
        fortnight=whole(row["due_14"]),
        month=whole(row["due_30"]),
    )


def due_goods(result: RefillResult, language: Language, chosen: Choice | None = None) -> Picture:
    """Of each product, who is due within thirty days, and apart from them who is overdue.

    A click stands for ("window", 30, item) or ("state", "overdue", item).
    """
    rows = rows_of(result.due[(result.due["due_30"] > 0) | (result.due["overdue"] > 0)].head(MOST_GOODS))[::-1]
    figure = go.Figure()
    series = (("overdue", OVERDUE, ("state", "overdue")), ("due_30", ACCENT, ("window", WINDOWS[-1])))
    for column, colour, cell in series:
        meant = [(*cell, row["item"]) for row in rows]
        figure.add_bar(
            x=[int(row[column]) for row in rows],
            y=[row["item"] for row in rows],
            orientation="h",
            marker={
                "color": colour,
                "line": outline(meant, chosen),
            },
            text=[format_value(int(row[column]), "short", language) for row in rows],
            customdata=[list(one) for one in meant],
            hovertext=[_goods_hover(row, language) for row in rows],
            **NUMBERS_BESIDE,
        )
    dress(figure, height=_BAR_HEIGHT * len(rows) + _REST)
    figure.update_layout(barmode="group", bargap=0.28, bargroupgap=0.04)
    most = max((max(row["due_30"], row["overdue"]) for row in rows), default=1)
    figure.update_xaxes(range=[0, most * 1.2], showgrid=True, nticks=5)
    name_goods(figure, rows)
    return Picture(
        figure=figure,
        title=_goods_title(result).render(language),
        alt=_("Bars: people who are due within 30 days, and people overdue, of {n} products", n=len(rows)).render(
            language
        ),
        note=_(
            "{n:count} people buy something that has a rhythm · overdue: by at most one rhythm · someone may buy "
            "several products",
            n=result.totals["customers"],
        ).render(language),
        legend=(
            (_("Due within 30 days").render(language), ACCENT),
            (_("Overdue").render(language), OVERDUE),
        ),
    )


def name_goods(figure: go.Figure, rows: Sequence[Row]) -> None:
    """Goods by their names on the vertical axis, the last on top; two of one name stay two."""
    items = [row["item"] for row in rows]
    figure.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=items,
        tickvals=items,
        ticktext=[shortened(row["name"], _NAME) for row in rows],
        showgrid=False,
    )


def _goods_hover(row: Row, language: Language) -> str:
    return "<br>".join(
        part.render(language)
        for part in (
            _("<b>{name}</b>", name=escape(row["name"], quote=False)),
            _(
                "Due within 7, 14, 30 days: {week:count}, {fortnight:count}, {month:count}",
                week=whole(row["due_7"]),
                fortnight=whole(row["due_14"]),
                month=whole(row["due_30"]),
            ),
            _("Overdue: {n:count}; longer ago: {long:count}", n=whole(row["overdue"]), long=whole(row["long_overdue"])),
        )
    )


def _goods_title(result: RefillResult) -> Text:
    if not result.totals["overdue"]:
        return _("{n:count} people are due within 30 days, nobody is overdue", n=result.totals["due_30"])
    return _(
        "{n:count} people are due within 30 days, {overdue:count} are overdue",
        n=result.totals["due_30"],
        overdue=result.totals["overdue"],
    )
