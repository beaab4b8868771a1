"""Pictures of the exam: what was forecast beside what came."""

import plotly.graph_objects as go

from insight.analysis.clv import ClvResult
from insight.charts.kit.calibration import chances_kept
from insight.charts.kit.notes import note_of, people_in_all
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import rows_of
from insight.charts.kit.theme import ACCENT, FAINT, dress
from insight.i18n import Language, _

_HEIGHT = 320


def backtest(result: ClvResult, language: Language) -> Picture:
    """Orders of the held-out days by tenth: forecast, and what came."""
    rows = rows_of(result.backtest)
    figure = go.Figure()
    series = (("predicted_orders", FAINT), ("orders", ACCENT))
    for column, colour in series:
        figure.add_bar(
            x=[str(int(row["decile"])) for row in rows],
            y=[float(row[column]) for row in rows],
            marker_color=colour,
            customdata=[["decile", int(row["decile"])] for row in rows],
            hovertemplate="%{y:,.0f}<extra></extra>",
        )
    dress(figure, height=_HEIGHT, x_title=_("Ten groups by forecast, 1 the highest").render(language))
    figure.update_xaxes(type="category")
    forecast, came = (sum(float(row[column]) for row in rows) for column, _colour in series)
    return Picture(
        figure=figure,
        title=_(
            "{forecast:count} orders were forecast for the last {days} days, {came:count} came",
            forecast=round(forecast),
            came=round(came),
            days=result.params.hold_out_days,
        ).render(language),
        alt=_("Bars: orders forecast and orders that came, by group").render(language),
        note=note_of(
            language, people_in_all(sum(int(row["n"]) for row in rows)), _("all of them known before these days")
        ),
        legend=((_("Forecast").render(language), FAINT), (_("Came").render(language), ACCENT)),
    )


def calibration(result: ClvResult, language: Language) -> Picture:
    """Of people given a chance to buy, how many did; the line is where both are equal."""
    return chances_kept(result.calibration, language, height=_HEIGHT)
