"""The picture of group sizes over time."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from insight.analysis.rfm_core.names import Scheme
from insight.analysis.rfm_movement import label, ladder
from insight.charts.kit.bars import outline
from insight.charts.kit.picture import Picture, TimeAxis
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT_RGB, NEUTRAL_RGB, WARM_RGB, count_axis, dress, rgba
from insight.i18n import Language, Money, Text, _
from insight.i18n.text import format_value

Measure = Literal["customers", "net_amount", "reachable", "consent"]

MEASURES: dict[Measure, Text] = {
    "customers": _("Number of people"),
    "net_amount": _("Revenue so far"),
    "reachable": _("Can be reached"),
    "consent": _("Agreed to be contacted"),
}
"""What the columns can be as high as."""

_HEIGHT = 400


def sizes_over_time(
    sizes: pd.DataFrame,
    scheme: Scheme,
    currency: str,
    language: Language,
    measure: Measure,
    chosen: Any = None,
    possible_from: Mapping[str, dt.date] = MappingProxyType({}),
) -> Picture:
    """A column a day, of groups with scores, the best below. A click stands for (day, group).

    `sizes` is `over_time` of a movement, `possible_from` the first day on which a group can have people.
    """
    scored = [row for row in rows_of(sizes) if row["group"] != "prospects"]
    days = sorted({row["as_of"] for row in scored})
    rows = [row for row in scored if row["as_of"] >= possible_from.get(row["group"], row["as_of"])]
    late = {name: day for name, day in possible_from.items() if days and day > days[0]}
    figure = go.Figure()
    for name, colour in zip(ladder(scheme), colours(scheme), strict=True):
        figure.add_trace(
            _columns([row for row in rows if row["group"] == name], colour, measure, currency, language, chosen)
        )
    dress(figure, height=_HEIGHT)
    figure.update_layout(barmode="stack", bargap=0.18)
    totals = [sum(defined(row[measure]) or 0.0 for row in rows if row["as_of"] == day) for day in days]
    count_axis(figure, max(totals, default=1.0) or 1.0, language)
    shown = days[:: max(1, len(days) // 2)]
    figure.update_xaxes(
        type="category",
        tickvals=[day.isoformat() for day in shown],
        ticktext=[format_value(day, "last_day", language) for day in shown],
        tickangle=0,
    )
    return Picture(
        figure=figure,
        legend=tuple(
            (label(name).render(language), colour) for name, colour in zip(ladder(scheme), colours(scheme), strict=True)
        ),
        title=_title(rows, days, measure, currency).render(language),
        alt=_(
            "Columns: the groups on each of {n} days, measure: {measure}", n=len(days), measure=MEASURES[measure]
        ).render(language),
        note=" · ".join(part.render(language) for part in _note(rows, days, late, _unit(measure, currency))),
        time=TimeAxis(first=days[0], last=days[-1], places=tuple(days)) if days else None,
    )


def _note(rows: list[Row], days: list[Any], late: Mapping[str, dt.date], measure: Text) -> list[Text]:
    """What the height is, and which groups cannot be seen from the first day on."""
    buyers = sum(int(row["customers"]) for row in rows if row["as_of"] == days[-1]) if days else 0
    said = [_("{n:count} buyers on the last day · height: {measure}", n=buyers, measure=measure)]
    return said + [
        _("“{group}” cannot exist before {day:day}: the data begin too late", group=label(name), day=late[name])
        for name in sorted(late, key=lambda name: (late[name], name))
    ]


def colours(scheme: Scheme) -> tuple[str, ...]:
    """From the accent for the best, over grey, to the warm colour for the last: the order carries the meaning."""
    steps = len(ladder(scheme)) - 1
    return tuple(_between(2 * place / steps - 1) for place in range(steps + 1))


def _between(place: float) -> str:
    end = ACCENT_RGB if place < 0 else WARM_RGB
    share = abs(place)
    red, green, blue = (round(one * share + grey * (1 - share)) for one, grey in zip(end, NEUTRAL_RGB, strict=True))
    return rgba((red, green, blue), 0.35 + 0.65 * share)


def _columns(rows: list[Row], colour: str, measure: Measure, currency: str, language: Language, chosen: Any) -> go.Bar:
    stands_for = [(row["as_of"].isoformat(), row["group"]) for row in rows]
    return go.Bar(
        x=[row["as_of"].isoformat() for row in rows],
        y=[defined(row[measure]) or 0.0 for row in rows],
        marker={
            "color": colour,
            "line": outline(stands_for, chosen),
        },
        customdata=[list(one) for one in stands_for],
        hovertext=[_hover(row, currency).render(language) for row in rows],
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _hover(row: Row, currency: str) -> Text:
    amount = defined(row["net_amount"])
    return _(
        "<b>{group}</b> · {day:last_day}<br>{customers:count} people, {share:percent} of buyers<br>"
        "{amount:money} so far<br>can be reached: {reachable:count} · agreed to be contacted: {consent:count}",
        group=row["label"],
        day=row["as_of"],
        customers=defined(row["customers"]),
        share=defined(row["share"]),
        amount=None if amount is None else Money(amount, currency),
        reachable=defined(row["reachable"]),
        consent=defined(row["consent"]),
    )


def _title(rows: list[Row], days: list[Any], measure: Measure, currency: str) -> Text:
    """The group that has changed most between the first day and the last."""
    if len(days) < 2:
        return _("Only one day can be shown yet")
    first, last = ({row["group"]: row for row in rows if row["as_of"] == day} for day in (days[0], days[-1]))
    last = {name: row for name, row in last.items() if name in first}
    if not last:
        return _("Only one day can be shown yet")
    most = max(last, key=lambda name: abs((defined(last[name][measure]) or 0) - (defined(first[name][measure]) or 0)))
    if defined(first[most][measure]) == defined(last[most][measure]):
        return _("No group has changed since {day:last_day} ({measure})", day=days[0], measure=MEASURES[measure])
    return _(
        "“{group}” has changed most since {day:last_day}, from {before} to {now} ({measure})",
        group=last[most]["label"],
        day=days[0],
        before=_amount(first[most][measure], measure, currency),
        now=_amount(last[most][measure], measure, currency),
        measure=MEASURES[measure],
    )


def _amount(value: Any, measure: Measure, currency: str) -> Text:
    number = defined(value)
    if measure == "net_amount":
        return _("{amount:short_money}", amount=None if number is None else Money(number, currency))
    return _("{n:count}", n=number)


def _unit(measure: Measure, currency: str) -> Text:
    if measure == "net_amount":
        return _("{measure} in {currency:currency}", measure=MEASURES[measure], currency=currency)
    return MEASURES[measure]
