"""Pictures of campaigns: how far people went in each, and how often they are contacted."""

from typing import Any

import plotly.graph_objects as go

from insight.analysis.campaigns import STATES, CampaignsResult
from insight.charts.kit.bars import outline
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, NEUTRAL, WARM_RGB, dress, rgba
from insight.charts.kit.wrapping import shortened
from insight.i18n import Language, Text, _
from insight.i18n.text import format_value

MOST_CAMPAIGNS = 3
_HEIGHT_OF_BAR, _REST = 26, 70
_SHOWN = ("treated", "delivered", "opened", "clicked", "bought")
_NAME = 18
_TOO_OFTEN = rgba(WARM_RGB, 0.8)
Choice = tuple[Any, ...]


def campaign_bars(result: CampaignsResult, language: Language, chosen: Choice | None = None) -> Picture:
    """Of the newest campaigns, how many people were contacted, were reached, opened, clicked and bought.

    What no contact of a campaign tells (opened, clicked) is a dash. A click stands for (campaign, state).
    """
    rows = rows_of(result.campaigns[result.campaigns["treated"] > 0].head(MOST_CAMPAIGNS))
    figure = go.Figure()
    places = [(row, state) for row in rows for state in _SHOWN]
    labels = _labels(rows, language)
    meant = [(str(row["campaign_id"]), state) for row, state in places]
    figure.add_bar(
        x=[defined(row[state]) for row, state in places],
        y=[_key(row, state) for row, state in places],
        orientation="h",
        marker={
            "color": [ACCENT if state == "bought" else NEUTRAL for _row, state in places],
            "opacity": [1.0 if state == "bought" else 0.55 for _row, state in places],
            "line": outline(meant, chosen),
        },
        text=[_number(row, state, language) for row, state in places],
        textposition="outside",
        cliponaxis=False,
        customdata=[list(one) for one in meant],
        hovertext=[_hover(row, state, language) for row, state in places],
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 0.55}},
    )
    dress(figure, height=_HEIGHT_OF_BAR * (len(places) + len(rows)) + _REST)
    figure.update_yaxes(
        categoryorder="array",
        categoryarray=list(labels),
        tickvals=list(labels),
        ticktext=list(labels.values()),
        range=[len(labels) - 0.5, -0.5],
        automargin=True,
        showgrid=False,
    )
    figure.update_xaxes(range=[0, max((defined(row["treated"]) or 0 for row in rows), default=1) * 1.15], nticks=5)
    figure.update_layout(bargap=0.25)
    return Picture(
        figure=figure,
        title=_title(rows).render(language),
        alt=_("Bars: people contacted, reached and buying, of {n} campaigns", n=len(rows)).render(language),
        note=_(
            "Bought: within {days} days of the start; many would have bought anyhow", days=result.params.days
        ).render(language),
    )


def _key(row: Row, state: str) -> str:
    return f"{row['campaign_id']} · {state}"


def _labels(rows: list[Row], language: Language) -> dict[str, str]:
    """Key of a bar -> what stands beside it; the name of each campaign stands above its own."""
    labels: dict[str, str] = {}
    for row in rows:
        labels[str(row["campaign_id"])] = f"<b>{shortened(str(row['name']), _NAME)}</b>"
        labels |= {_key(row, state): STATES[state].render(language) for state in _SHOWN}
    return labels


def _number(row: Row, state: str, language: Language) -> str:
    people = defined(row[state])
    is_told = bool(people) or state in ("treated", "bought")
    return format_value(people if is_told else None, "count", language)


def _hover(row: Row, state: str, language: Language) -> str:
    people, treated = defined(row[state]), defined(row["treated"])
    share = people / treated if people is not None and treated else None
    return _(
        "<b>{name}</b><br>{state}: {people:count} people ({share:percent} of those contacted)",
        name=row["name"],
        state=STATES[state],
        people=people,
        share=share,
    ).render(language)


def _title(rows: list[Row]) -> Text:
    known = [row for row in rows if defined(row["rate"]) is not None]
    best = max(known, key=lambda row: (row["rate"], str(row["campaign_id"])), default=None)
    if best is None or len(rows) < 2:
        return _("Who was contacted, and how far they went")
    return _("{name} had the largest share of buyers: {rate:percent}", name=best["name"], rate=best["rate"])


def pressure_bars(result: CampaignsResult, language: Language, chosen: Choice | None = None) -> Picture:
    """How many people were contacted how often within the days of the cap. A click stands for (contacts,)."""
    rows = rows_of(result.pressure)
    figure = go.Figure()
    meant = [(int(row["contacts"]),) for row in rows]
    names = [_times(row).render(language) for row in rows]
    figure.add_bar(
        x=names,
        y=[defined(row["customers"]) for row in rows],
        marker={
            "color": [_TOO_OFTEN if row["is_over"] else ACCENT for row in rows],
            "line": outline(meant, chosen),
        },
        text=[format_value(defined(row["customers"]), "count", language) for row in rows],
        textposition="outside",
        cliponaxis=False,
        customdata=[list(one) for one in meant],
        hoverinfo="skip",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )
    dress(figure, height=300, y_title=_("Number of people").render(language))
    values = {"people": defined(result.over_cap), "cap": result.params.cap, "days": result.params.cap_days}
    return Picture(
        figure=figure,
        title=_("{people:count} people were contacted more than {cap} times within {days} days", **values).render(
            language
        ),
        alt=_("Bars: people by how often they were contacted").render(language),
        note=_("The most contacts within any {days} days · orange: above the cap", days=result.params.cap_days).render(
            language
        ),
    )


def _times(row: Row) -> Text:
    if row["is_last"]:
        return _("{times} times or more", times=int(row["contacts"]))
    return _("once") if int(row["contacts"]) == 1 else _("{times} times", times=int(row["contacts"]))
