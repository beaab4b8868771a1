"""Pictures of people by what is expected of them."""

from typing import Any

import plotly.graph_objects as go

from insight.analysis.clv import ClvResult
from insight.charts.kit.bars import NUMBERS_BESIDE, outline
from insight.charts.kit.lines import Line, add_line
from insight.charts.kit.notes import note_of, people_in_all
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, rows_of
from insight.charts.kit.theme import ACCENT, FAINT, dress
from insight.i18n import Language, Money, Text, _
from insight.i18n.text import format_value

Choice = tuple[Any, ...]

_HEIGHT = 330
_ROOM_FOR_AMOUNTS = 1.3


def value_tenths(result: ClvResult, language: Language, chosen: Choice | None = None) -> Picture:
    """Expected money of each tenth of the people, flat, so that ten amounts have room on a small screen.

    A click: ("decile", number).
    """
    rows, currency = rows_of(result.deciles), result.params.currency
    meant = [("decile", int(row["decile"])) for row in rows]
    figure = go.Figure(
        _bars(
            [float(row["net_amount"]) for row in rows],
            [str(int(row["decile"])) for row in rows],
            [format_value(Money(float(row["net_amount"]), currency), "short_money", language) for row in rows],
            [_hover(row, currency, _("group {n} of ten", n=int(row["decile"])), language) for row in rows],
            meant,
            chosen,
            ACCENT,
        )
    )
    bars = figure.data[0]
    bars.update(x=bars.y, y=bars.x, orientation="h")
    dress(figure, height=_HEIGHT)
    figure.update_xaxes(visible=False, range=[0, max(bars.x) * _ROOM_FOR_AMOUNTS])
    figure.update_yaxes(type="category", autorange="reversed", showgrid=False)
    return Picture(
        figure=figure,
        title=_(
            "The best tenth brings {share:percent} of what is expected in {days} days",
            share=float(rows[0]["share"]),
            days=result.params.horizon_days,
        ).render(language),
        alt=_("Bars: expected money of each of the ten groups").render(language),
        note=note_of(
            language,
            people_in_all(result.customers),
            _("ten groups by expected value, 1 the highest; equal values are in one group"),
        ),
    )


def alive_bands(result: ClvResult, language: Language, chosen: Choice | None = None) -> Picture:
    """People by their chance to be still alive; those who bought once apart. A click: ("band", number, once or not)."""
    rows, currency = rows_of(result.bands), result.params.currency
    names = [f"{row['from_share']:.0%}–{row['to_share']:.0%}" for row in rows]
    hovers = [_hover(row, currency, _("{name}", name=name), language) for row, name in zip(rows, names, strict=True)]
    figure = go.Figure()
    for is_once, colour in ((True, FAINT), (False, ACCENT)):
        counts = [int(row["one_time"] if is_once else row["customers"] - row["one_time"]) for row in rows]
        figure.add_trace(
            _bars(
                counts,
                names,
                [format_value(count, "short", language) if count else "" for count in counts],
                hovers,
                [("band", int(row["band"]), is_once) for row in rows],
                chosen,
                colour,
            )
        )
    dress(figure, height=_HEIGHT, x_title=_("Chance to be still a customer").render(language))
    figure.update_layout(barmode="group", bargroupgap=0.04)
    figure.update_xaxes(type="category")
    figure.update_yaxes(visible=False)
    return Picture(
        figure=figure,
        title=_(
            "{n:count} of {of:count} people are more likely gone than not",
            n=sum(int(row["customers"]) for row in rows[:2]),
            of=result.customers,
        ).render(language),
        alt=_("Bars: people by their chance to be still a customer").render(language),
        note=_("up to 40 % counts as more likely gone · someone is gone who will never buy again").render(language),
        legend=((_("Bought once").render(language), FAINT), (_("Bought more than once").render(language), ACCENT)),
    )


def silence_curve(result: ClvResult, language: Language) -> Picture:
    """How the chance of one-time buyers falls with the days since their purchase."""
    rows = rows_of(result.silence)
    figure = go.Figure()
    line = Line(
        name="",
        colour=ACCENT,
        x=[int(row["days"]) for row in rows],
        y=[float(row["alive"]) for row in rows],
        hover=[
            _(
                "after {days:count} days: {alive:percent} · {n:count} people silent for so long",
                days=int(row["days"]),
                alive=float(row["alive"]),
                n=int(row["n"]),
            ).render(language)
            for row in rows
        ],
        stands_for=[("days", int(row["days"])) for row in rows],
    )
    add_line(figure, line)
    dress(figure, height=_HEIGHT, x_title=_("Days since the only purchase").render(language))
    figure.update_yaxes(tickformat=".0%", rangemode="tozero")
    half = next((int(row["days"]) for row in rows if row["alive"] <= rows[0]["alive"] / 2), None)
    title = (
        _("Whoever bought once is half as likely to come back after {days} days of silence", days=half)
        if half
        else _("Whoever bought once is less likely to come back with every silent month")
    )
    return Picture(
        figure=figure,
        title=title.render(language),
        alt=_("Line: chance of one-time buyers to be still customers, by days of silence").render(language),
        note=_("{n:count} person bought once", "{n:count} people bought once", n=result.one_time).render(language),
    )


def _bars(
    values: list[Any],
    names: list[str],
    texts: list[str],
    hovers: list[str],
    meant: list[Any],
    chosen: Choice | None,
    colour: str,
) -> go.Bar:
    return go.Bar(
        x=names,
        y=values,
        marker={"color": colour, "line": outline(meant, chosen)},
        text=texts,
        constraintext="none",
        customdata=[list(one) for one in meant],
        hovertext=hovers,
        **NUMBERS_BESIDE,
    )


def _hover(row: Row, currency: str, name: Text, language: Language) -> str:
    parts = (
        _("<b>{name}</b>", name=name),
        _("{customers:count} people, {once:count} bought once", customers=row["customers"], once=row["one_time"]),
        _(
            "expected: {orders:count} orders, {amount:short_money}",
            orders=round(float(row["orders"])),
            amount=Money(float(row["net_amount"]), currency),
        ),
    )
    return "<br>".join(part.render(language) for part in parts)
