"""The picture of behaviour: visitors day by day."""

import plotly.graph_objects as go

from insight.analysis.behaviour import BehaviourResult
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import defined, rows_of
from insight.charts.kit.theme import ACCENT, CHOSEN, count_axis, dress
from insight.i18n import Language, _

_HEIGHT = 320


def visitor_days(result: BehaviourResult, language: Language, chosen: tuple[object, ...] | None = None) -> Picture:
    """A bar a day, as high as the people who came. A click stands for ("day", the day)."""
    figure, rows = go.Figure(), rows_of(result.days)
    meant = [("day", row["day"].isoformat()) for row in rows]
    figure.add_bar(
        x=[row["day"].isoformat() for row in rows],
        y=[defined(row["customers"]) for row in rows],
        marker={"color": ACCENT, "line": {"color": CHOSEN, "width": [3 if one == chosen else 0 for one in meant]}},
        customdata=[list(one) for one in meant],
        hovertext=[
            _(
                "<b>{day:day}</b><br>{people:count} people, {visits:count} visits",
                day=row["day"],
                people=defined(row["customers"]),
                visits=defined(row["sessions"]),
            ).render(language)
            for row in rows
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )
    dress(figure, height=_HEIGHT)
    figure.update_xaxes(tickformat="%m-%d")
    count_axis(figure, max((defined(row["customers"]) or 0 for row in rows), default=1), language)
    return Picture(
        figure=figure,
        title=_("Visitors by day").render(language),
        alt=_("Bars by day: people with a visit").render(language),
        note=_("n = {n:count} people · click a day to see who", n=defined(result.totals["customers"].iloc[0])).render(
            language
        ),
    )
