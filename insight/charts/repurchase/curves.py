"""Pictures of repurchase: how soon people buy again after each purchase, and what a person brings over time."""

import datetime as dt
from typing import Any

import plotly.graph_objects as go

from insight.analysis.repurchase import RepurchaseResult
from insight.analysis.repurchase.words import step_name
from insight.calendar.periods import Period, period_name
from insight.charts.kit.lines import Line, add_line
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, CATEGORIES, CHOSEN, FAINT, SMALL_GROUP, count_axis, dress, ink_on
from insight.govern.small_cells import whole
from insight.i18n import Language, Money, Text, _
from insight.i18n.text import format_value

_HEIGHT = 360
_ROOM_FOR_NAMES = 1.22
_COHORTS_SHOWN = 12
_LEAST_SHOWN_DAYS = 365
_USUAL_DAYS = 90
Choice = tuple[Any, ...]


def waiting_curves(result: RepurchaseResult, language: Language) -> Picture:
    """The share who have bought again by each day, a curve with its band for each purchase."""
    figure = go.Figure()
    last = max(_LEAST_SHOWN_DAYS, result.params.days[-1])
    for number, step in enumerate(result.steps["step"]):
        own = result.curves[(result.curves["step"] == step) & (result.curves["day"] <= last)]
        colour, name = CATEGORIES[number % len(CATEGORIES)], step_name(int(step)).render(language)
        add_line(figure, _waiting(rows_of(own), (name, colour), language))
    dress(figure, height=_HEIGHT)
    figure.update_traces(selector={"mode": "lines+markers"}, mode="lines")
    figure.update_yaxes(tickformat=".0%", range=[0, 1.0], nticks=6)
    figure.update_xaxes(
        range=[0, last * _ROOM_FOR_NAMES], nticks=8, title_text=_("Days since the purchase").render(language)
    )
    return Picture(
        figure=figure,
        title=_curves_title(result).render(language),
        alt=_("Curves: share who have bought again, by days since the purchase").render(language),
        note=_(
            "{n:count} people with a first purchase, each followed as long as can be · band: where the share may lie",
            n=int(result.steps["n"].iloc[0]),
        ).render(language),
    )


def _waiting(rows: list[Row], drawn: tuple[str, str], language: Language) -> Line:
    start: Row = {"day": 0, "rate": 0.0, "low": 0.0, "high": 0.0}
    points = [start, *rows]
    return Line(
        name=drawn[0],
        colour=drawn[1],
        x=[int(row["day"]) for row in points],
        y=[defined(row["rate"]) for row in points],
        low=[_or(row["low"], row["rate"]) for row in points],
        high=[_or(row["high"], row["rate"]) for row in points],
        hover=["", *(_waiting_hover(row, drawn[0], language) for row in rows)],
        stands_for=[("day", drawn[0], int(row["day"])) for row in points],
        shape="hv",
        end=drawn[0],
    )


def _or(bound: Any, otherwise: Any) -> float | None:
    """A bound; the value itself where there is none: while nobody, and when everybody, has bought again."""
    known = defined(bound)
    return defined(otherwise) if known is None else known


def _waiting_hover(row: Row, name: str, language: Language) -> str:
    parts = (
        _("<b>{step}</b> · day {day}", step=name, day=int(row["day"])),
        _(
            "{rate:percent} have bought again, 95 %: {low:percent} – {high:percent}",
            rate=defined(row["rate"]),
            low=defined(row["low"]),
            high=defined(row["high"]),
        ),
        _("{n:count} people still waiting", n=whole(row["n"])),
    )
    return "<br>".join(part.render(language) for part in parts)


def _curves_title(result: RepurchaseResult) -> Text:
    first = result.steps.iloc[0]
    if first["median_days"] == first["median_days"]:
        return _("Half buy a second time within {days} days", days=int(first["median_days"]))
    own = result.curves[(result.curves["step"] == first["step"]) & (result.curves["day"] <= _LEAST_SHOWN_DAYS)]
    if own.empty:
        return _("How soon people buy again")
    row = rows_of(own)[-1]
    return _(
        "{rate:percent} have bought a second time after {day} days; fewer than half ever did",
        rate=row["rate"],
        day=int(row["day"]),
    )


def within_bars(result: RepurchaseResult, language: Language, chosen: Choice | None = None) -> Picture:
    """The share who buy again within N days of each purchase, of the people whose N days are over. A click stands for
    (step, days).
    """
    figure, legend = go.Figure(), []
    for number, step in enumerate(result.steps["step"]):
        rows = rows_of(result.within[result.within["step"] == step])
        colour, name = CATEGORIES[number % len(CATEGORIES)], step_name(int(step)).render(language)
        legend.append((name, colour))
        figure.add_bar(**_bars(rows, (name, colour), language, chosen))
    dress(figure, height=_HEIGHT)
    figure.update_layout(barmode="group", bargroupgap=0.06, uniformtext={"mode": "hide", "minsize": 9})
    figure.update_yaxes(tickformat=".0%", rangemode="tozero", nticks=6)
    return Picture(
        figure=figure,
        title=_within_title(result).render(language),
        alt=_("Bars with intervals: share who buy again within so many days, by purchase").render(language),
        note=_within_note(result).render(language),
        legend=tuple(legend),
    )


def _within_note(result: RepurchaseResult) -> Text:
    if (result.within["n"] < SMALL_GROUP).any():
        return _("only people whose days are over · pale: fewer than {small} people", small=SMALL_GROUP)
    return _("only people whose days are over · the line on each bar: where the share may lie")


def _bars(rows: list[Row], drawn: tuple[str, str], language: Language, chosen: Choice | None) -> dict[str, Any]:
    is_chosen = [(int(row["step"]), int(row["days"])) == chosen for row in rows]
    return {
        "x": [_("{days} days", days=int(row["days"])).render(language) for row in rows],
        "y": [defined(row["rate"]) for row in rows],
        "name": drawn[0],
        "text": [_in_percent(row["rate"], language) for row in rows],
        "textposition": "inside",
        "insidetextanchor": "start",
        "textangle": 0,
        "constraintext": "inside",
        "insidetextfont": {"size": 12, "color": ink_on(drawn[1])},
        "marker": {
            "color": drawn[1],
            "opacity": [1.0 if int(row["n"]) >= SMALL_GROUP else 0.35 for row in rows],
            "line": {"color": CHOSEN, "width": [3 if one else 0 for one in is_chosen]},
        },
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [_gap(row["high"], row["rate"]) for row in rows],
            "arrayminus": [_gap(row["rate"], row["low"]) for row in rows],
            "color": FAINT,
            "thickness": 1.5,
            "width": 3,
        },
        "customdata": [[int(row["step"]), int(row["days"])] for row in rows],
        "hovertext": [_within_hover(row, drawn[0], language) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _in_percent(rate: Any, language: Language) -> str:
    known = defined(rate)
    return "" if known is None else format_value(round(known, 2), "percent", language)


def _gap(high: Any, low: Any) -> float:
    top, bottom = defined(high), defined(low)
    return 0.0 if top is None or bottom is None else top - bottom


def _within_hover(row: Row, name: str, language: Language) -> str:
    parts = (
        _("<b>{step}</b> · within {days} days", step=name, days=int(row["days"])),
        _("{returned:count} of {n:count} people", returned=whole(row["returned"]), n=whole(row["n"])),
        _(
            "{rate:percent}, 95 %: {low:percent} – {high:percent}",
            rate=defined(row["rate"]),
            low=defined(row["low"]),
            high=defined(row["high"]),
        ),
        _("{open:count} more still have time", open=whole(row["open"])),
    )
    return "<br>".join(part.render(language) for part in parts)


def _within_title(result: RepurchaseResult) -> Text:
    """Of 90 days, or as many as somebody has had."""
    had = result.within[result.within["n"] > 0]
    usual = [days for days in had["days"] if days <= _USUAL_DAYS] or list(had["days"])
    if not usual:
        return _("Nobody has had so many days yet")
    days = int(max(usual))
    rows = rows_of(had[had["days"] == days])
    if len(rows) == 1:
        return _("Within {days} days {rate:percent} buy again", days=days, rate=rows[0]["rate"])
    return _(
        "Within {days} days {rate:percent} buy again after the first purchase, {last:percent} after purchase {step}",
        days=days,
        rate=rows[0]["rate"],
        last=rows[-1]["rate"],
        step=int(rows[-1]["step"]),
    )


def revenue_curves(result: RepurchaseResult, language: Language, chosen: Choice | None = None) -> Picture:
    """Net revenue per person added up, periods that are over: the average, and the newest cohorts thin behind it. A
    click on a cohort stands for ("cohort", first day).
    """
    figure, whole = go.Figure(), result.revenue[result.revenue["is_complete"]]
    for cohort in sorted(set(whole["cohort"]))[-_COHORTS_SHOWN:]:
        add_line(figure, _cohort_line(result, rows_of(whole[whole["cohort"] == cohort]), cohort, language), chosen)
    average = rows_of(result.revenue_average)
    if average:
        add_line(figure, _average_line(result, average, language), chosen)
    dress(figure, height=_HEIGHT)
    count_axis(figure, float(whole["amount_per_person"].max()) if len(whole) else 0.0, language)
    last = max((int(row["period_no"]) for row in average), default=0)
    figure.update_xaxes(
        range=[-0.2, last * _ROOM_FOR_NAMES + 0.5],
        dtick=max(1, round(last / 12)),
        title_text=_("Periods after the first order").render(language),
    )
    figure.update_yaxes(
        title_text=_("Net amount per person ({currency:currency})", currency=result.params.currency).render(language)
    )
    return Picture(
        figure=figure,
        title=_revenue_title(result, average).render(language),
        alt=_("Curves: net revenue per person added up by period, average and single cohorts").render(language),
        note=_(
            "{n:count} people · after refunds · periods that are over only · thin: the newest cohorts",
            n=int(result.revenue[result.revenue["period_no"] == 0]["n"].sum()),
        ).render(language),
    )


def _cohort_line(result: RepurchaseResult, rows: list[Row], cohort: dt.date, language: Language) -> Line:
    name = period_name(cohort, result.params.period)
    return Line(
        name=cohort.isoformat(),
        colour=FAINT,
        x=[int(row["period_no"]) for row in rows],
        y=[defined(row["amount_per_person"]) for row in rows],
        hover=[_revenue_hover(result, row, name, language) for row in rows],
        stands_for=[("cohort", cohort.isoformat())] * len(rows),
        is_faint=True,
    )


def _average_line(result: RepurchaseResult, rows: list[Row], language: Language) -> Line:
    return Line(
        name="average",
        colour=ACCENT,
        x=[int(row["period_no"]) for row in rows],
        y=[defined(row["amount_per_person"]) for row in rows],
        hover=[_revenue_hover(result, row, _("Average"), language) for row in rows],
        stands_for=[("average", int(row["period_no"])) for row in rows],
        end=_("Average").render(language),
    )


def _revenue_hover(result: RepurchaseResult, row: Row, name: Text, language: Language) -> str:
    amount = Money(float(row["amount_per_person"]), result.params.currency)
    parts = (
        _("<b>{name}</b> · up to period {number}", name=name, number=int(row["period_no"])),
        _("{amount:money} a person, {n:count} people", amount=amount, n=whole(row["n"])),
    )
    return "<br>".join(part.render(language) for part in parts)


def _span(period: Period, n: int) -> Text:
    return {
        "day": _("{n:count} day", "{n:count} days", n=n),
        "week": _("{n:count} week", "{n:count} weeks", n=n),
        "month": _("{n:count} month", "{n:count} months", n=n),
        "quarter": _("{n:count} quarter", "{n:count} quarters", n=n),
    }[period]


def _revenue_title(result: RepurchaseResult, average: list[Row]) -> Text:
    if not average:
        return _("No period is over yet")
    last = average[-1]
    if not last["period_no"]:
        first = Money(float(last["amount_per_person"]), result.params.currency)
        return _("A person brings {first:money} to begin with; no later period is over yet", first=first)
    return _(
        "A person brings {first:money} to begin with, {last:money} after {span}",
        first=Money(float(average[0]["amount_per_person"]), result.params.currency),
        last=Money(float(last["amount_per_person"]), result.params.currency),
        span=_span(result.params.period, int(last["period_no"])),
    )
