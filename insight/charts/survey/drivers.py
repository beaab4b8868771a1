"""What matters against how it is marked: what lies low and to the right is to be mended first."""

from typing import Any

import plotly.graph_objects as go

from insight.analysis.key_drivers import KeyDriversResult
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, CHOSEN, NEUTRAL, RULE, dress
from insight.charts.survey.answers import folded
from insight.i18n import Language, Text, _

_HEIGHT = 340
_PLACES: dict[str, tuple[Text, str]] = {
    "mend": (_("mend first"), "#D55E00"),
    "keep": (_("keep up"), "#009E73"),
    "watch": (_("watch"), NEUTRAL),
    "fine": (_("fine as it is"), ACCENT),
}


def driver_map(result: KeyDriversResult, language: Language, chosen: tuple[Any, ...] | None = None) -> Picture:
    """A point a driver. A click stands for (driver,)."""
    rows = [row for row in rows_of(result.drivers) if defined(row["position"]) is not None]
    figure = go.Figure(
        go.Scatter(
            x=[defined(row["importance"]) for row in rows],
            y=[defined(row["mean"]) for row in rows],
            mode="markers+text",
            text=[folded(row["text"]) for row in rows],
            textposition="top center",
            cliponaxis=False,
            marker={
                "size": 16,
                "color": [_PLACES[row["place"]][1] for row in rows],
                "line": {"color": CHOSEN, "width": [3 if (row["driver"],) == chosen else 0 for row in rows]},
            },
            customdata=[[row["driver"]] for row in rows],
            hovertext=[_hover(row, language) for row in rows],
            hovertemplate="%{hovertext}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
    )
    x_title, y_title = _("matters more →").render(language), _("marked higher →").render(language)
    dress(figure, height=_HEIGHT, x_title=x_title, y_title=y_title)
    _quarter(figure, rows)
    return Picture(
        figure=figure,
        title=result.findings()[0].text.render(language),
        alt=_("Points: what matters against how it is marked").render(language),
        note=_(
            "{n:count} people marked everything · all together explain {share:percent} · click a point to see who gave "
            "low marks",
            n=result.n,
            share=result.r_squared,
        ).render(language),
        legend=tuple((name.render(language), colour) for name, colour in _PLACES.values()),
    )


def _hover(row: Row, language: Language) -> str:
    return _(
        "<b>{driver}</b><br>weight {share:percent}<br>mean mark {mark:.1f}",
        driver=row["text"],
        share=defined(row["importance"]),
        mark=defined(row["mean"]),
    ).render(language)


def _quarter(figure: go.Figure, rows: list[Row]) -> None:
    """Lines through the averages, and room around the points for their names."""
    if not rows:
        return
    shares, means = [float(row["importance"]) for row in rows], [float(row["mean"]) for row in rows]
    line = {"color": RULE, "width": 1}
    figure.add_vline(x=sum(shares) / len(shares), line=line)
    figure.add_hline(y=sum(means) / len(means), line=line)
    wide, high = 0.2 * (max(shares) - min(shares) or 0.1), 0.35 * (max(means) - min(means) or 1.0)
    figure.update_xaxes(range=[min(shares) - wide, max(shares) + wide], tickformat=".0%")
    figure.update_yaxes(range=[min(means) - high, max(means) + high], tickformat=".1f")
