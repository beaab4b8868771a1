"""The picture of behaviour: visitors day by day."""

from statistics import median

import plotly.graph_objects as go

from insight.analysis.behaviour import BehaviourResult, VisitDays
from insight.charts.kit.bars import outline
from insight.charts.kit.notes import note_of, people_in_all
from insight.charts.kit.picture import Picture, TimeAxis
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, count_axis, dress
from insight.i18n import Language, Text, _

_HEIGHT = 320


def visitor_days(
    told: VisitDays | BehaviourResult, language: Language, chosen: tuple[object, ...] | None = None
) -> Picture:
    """A bar a day, as high as the people who came. A click stands for ("day", the day)."""
    figure, rows = go.Figure(), rows_of(told.days)
    meant = [("day", row["day"].isoformat()) for row in rows]
    figure.add_bar(
        x=[row["day"].isoformat() for row in rows],
        y=[defined(row["customers"]) for row in rows],
        marker={"color": ACCENT, "line": outline(meant, chosen)},
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
        title=_title(rows).render(language),
        alt=_("Bars by day: people with a visit").render(language),
        note=note_of(language, people_in_all(defined(told.totals["customers"].iloc[0])), _("click a day to see who")),
        time=TimeAxis(first=rows[0]["day"], last=rows[-1]["day"]) if rows else None,
    )


def _title(rows: list[Row]) -> Text:
    """The best day beside a usual one; days without anybody are days too."""
    known = [(people, row["day"]) for row in rows if (people := defined(row["customers"])) is not None]
    if not known:
        return _("Visitors by day")
    most, day = max(known, key=lambda one: one[0])
    return _(
        "Most people came on {day:day}: {most:count}, on a usual day {usual:count}",
        day=day,
        most=most,
        usual=median(people for people, _day in known),
    )
