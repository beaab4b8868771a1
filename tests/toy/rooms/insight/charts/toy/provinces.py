"""A bar a province."""

import plotly.graph_objects as go

from insight.analysis.toy import ToyResult
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import rows_of
from insight.charts.kit.theme import dress
from insight.i18n import Language, _


def province_bars(result: ToyResult, language: Language) -> Picture:
    """Buyers of each province. A click stands for (province,)."""
    rows = rows_of(result.provinces)
    bars = go.Bar(
        x=[row["province"] or "–" for row in rows],
        y=[row["customers"] for row in rows],
        customdata=[[row["province"]] for row in rows],
    )
    return Picture(
        figure=dress(go.Figure(bars), height=240),
        title=_("Toy buyers by province").render(language),
        alt=_("Bars: toy buyers by province").render(language),
    )
