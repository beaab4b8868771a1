"""The picture of repurchase gaps: how long people take to come back, and where the limits stand for that reason."""

import pandas as pd
import plotly.graph_objects as go

from insight.analysis.lifecycle import LifecycleResult
from insight.charts.kit.bars import SAID_WHOLE
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import rows_of
from insight.charts.kit.theme import ACCENT, CHOSEN, FAINT, dress
from insight.govern.small_cells import whole
from insight.i18n import Language, Text, _

_WEEK, _MOST_BARS = 7, 60
_BEYOND, _ROOM = 1.6, 1.3
"""How far beyond the last limit the picture goes, and how much room is above its bars, as multiples."""

_LIMITS: dict[str, Text] = {"active": _("regular until"), "dormant": _("dormant after"), "lost": _("lost after")}


def gap_curve(result: LifecycleResult, language: Language, category: str | None = None) -> Picture:
    """Returns by week since the last order, the share of all who come back that are back, and the limits.

    `category`: of the buyers of one category of `result.categories`. A click stands for ("gap", first day, last day).
    """
    whole, limits = _of(result, category)
    shown = min(len(whole), round(_BEYOND * limits["lost"]))
    curve, width = whole.head(shown), _bar_width(shown)
    bars = _bars(curve, width)
    everybody = float(whole["rate"].iloc[-1]) if len(whole) else 0.0
    figure = go.Figure([_returns(bars, width, language), _back_so_far(curve, everybody)])
    dress(
        figure,
        height=340,
        x_title=_("Days since the last order").render(language),
        y_title=_("Repurchases").render(language),
    )
    _axes(figure, bars, shown)
    _mark(figure, limits, language)
    return Picture(
        figure=figure,
        title=_title(result, limits, category).render(language),
        alt=_(
            "Bars: repurchases by days since the last order; curve: share of those who come back that are back"
        ).render(language),
        note=_note(whole, width, language),
        legend=(
            (_("Repurchases").render(language), FAINT),
            (_("Share of repurchases so far").render(language), ACCENT),
        ),
    )


def _of(result: LifecycleResult, category: str | None) -> tuple[pd.DataFrame, dict[str, int]]:
    if category is None:
        limits = {row["limit"]: int(row["days"]) for row in rows_of(result.limit_table)}
        return result.gaps, limits
    row = result.categories[result.categories["category"] == category].iloc[0]
    curve = result.category_gaps[result.category_gaps["category"] == category]
    return curve, {name: int(row[name]) for name in _LIMITS}


def _bar_width(days: int) -> int:
    """Whole weeks, so few bars that each can be told from the next."""
    return _WEEK * max(1, -(-days // (_WEEK * _MOST_BARS)))


def _bars(curve: pd.DataFrame, width: int) -> pd.DataFrame:
    """Columns first, last (day), middle, returned."""
    place = (curve["day"] - 1) // width
    grouped = curve.groupby(place)["returned"].sum()
    first = [int(number) * width + 1 for number in grouped.index]
    return pd.DataFrame(
        {
            "first": first,
            "last": [day + width - 1 for day in first],
            "middle": [day + (width - 1) / 2 for day in first],
            "returned": grouped.to_numpy(),
        }
    )


def _returns(bars: pd.DataFrame, width: int, language: Language) -> go.Bar:
    """How many came back in the days of each bar."""
    return go.Bar(
        x=bars["middle"],
        y=bars["returned"],
        width=width * 0.9,
        marker_color=FAINT,
        customdata=[["gap", int(row["first"]), int(row["last"])] for row in rows_of(bars)],
        hovertext=[_bar_hover(row, language) for row in rows_of(bars)],
        **SAID_WHOLE,
    )


def _back_so_far(curve: pd.DataFrame, everybody: float) -> go.Scatter:
    """Of all who come back, the share that is back by each day."""
    return go.Scatter(
        x=curve["day"],
        y=(curve["rate"] / everybody if everybody else curve["rate"]),
        yaxis="y2",
        mode="lines",
        line={"color": ACCENT, "width": 2.5},
        hoverinfo="skip",
    )


def _bar_hover(row: dict[str, int], language: Language) -> str:
    return _(
        "{n:count} repurchases after {first:count} to {last:count} days",
        n=whole(row["returned"]),
        first=int(row["first"]),
        last=int(row["last"]),
    ).render(language)


def _axes(figure: go.Figure, bars: pd.DataFrame, days: int) -> None:
    """Two scales on one set of lines, with room above for the names of the limits."""
    shares = [0, 0.25, 0.5, 0.75, 1]
    figure.update_layout(
        yaxis={"range": [0, max([1, *bars["returned"]]) * _ROOM]},
        yaxis2={
            "overlaying": "y",
            "side": "right",
            "range": [0, _ROOM],
            "tickvals": shares,
            "tickformat": ".0%",
            "tickfont": {"size": 12},
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
    )
    figure.update_xaxes(range=[0, max(days, 1) * 1.02])


def _mark(figure: go.Figure, limits: dict[str, int], language: Language) -> None:
    """A line at each limit up to its name; the names stand one above the other, so that no line crosses a name."""
    for place, (name, label) in enumerate(_LIMITS.items()):
        figure.add_shape(
            type="line",
            x0=limits[name],
            x1=limits[name],
            y0=0,
            y1=1 - 0.075 * place,
            yref="paper",
            line={"color": CHOSEN, "width": 1.5, "dash": "dot"},
        )
        figure.add_annotation(
            x=limits[name],
            y=1 - 0.075 * place,
            yref="paper",
            text=_("{limit} {days:count}", limit=label, days=limits[name]).render(language),
            showarrow=False,
            yanchor="top",
            xanchor="left",
            xshift=5,
            font={"size": 12},
        )


def _title(result: LifecycleResult, limits: dict[str, int], category: str | None) -> Text:
    if category is not None:
        return _(
            "{category}: half of those who come back do so within {active:count} days, 80 % within {dormant:count}",
            category=category,
            active=limits["active"],
            dormant=limits["dormant"],
        )
    if (result.limit_table["source"] == "usual").any():
        return _("Too few repurchases to read limits off them: the usual numbers of days are used")
    shares = {row["limit"]: float(row["share"]) for row in rows_of(result.limit_table)}
    return _(
        "{active_share:percent} of those who come back do so within {active:count} days, {dormant_share:percent} "
        "within {dormant:count}, {lost_share:percent} within {lost:count}",
        **limits,
        **{f"{name}_share": share for name, share in shares.items()},
    )


def _note(curve: pd.DataFrame, width: int, language: Language) -> str:
    if curve.empty:
        return _("no repurchase yet").render(language)
    return _(
        "{n:count} repurchases of {waits:count} waits, {share:percent} over within {days:count} days · bars of "
        "{width} days · the curve counts waits that are not over yet for as long as they were watched",
        n=int(curve["returned"].sum()),
        waits=int(curve["n"].iloc[0]),
        share=float(curve["rate"].iloc[-1]),
        days=len(curve),
        width=width,
    ).render(language)
