"""Pictures of where customers are on their way: stages now, and stages month by month."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from insight.analysis.lifecycle import AWAY, BUYERS, STAGE_NAMES, LifecycleResult
from insight.charts.kit.bars import NUMBERS_BESIDE, outline
from insight.charts.kit.months import month_axis, span_of_months
from insight.charts.kit.notes import buyers_in_all, few_people, note_of
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, rows_of
from insight.charts.kit.theme import (
    ACCENT,
    ACCENT_RGB,
    CATEGORIES,
    FAINT,
    NEUTRAL,
    SMALL_GROUP,
    WARM_RGB,
    count_axis,
    dress,
    rgba,
)
from insight.govern.small_cells import whole
from insight.i18n import Language, Money, Text, _
from insight.i18n.text import format_value

Choice = tuple[Any, ...]

STAGE_COLOURS = {
    "contacted": FAINT,
    "consulted": NEUTRAL,
    "first_order": rgba(ACCENT_RGB, 0.35),
    "repeat": rgba(ACCENT_RGB, 0.65),
    "loyal": ACCENT,
    "won_back": CATEGORIES[2],
    "dormant": rgba(WARM_RGB, 0.5),
    "lost": rgba(WARM_RGB, 0.9),
}
"""Grey before the first order, the accent along the way, green for those who came back, warm for those away."""

_PALE, _BAR_HEIGHT, _REST = 0.45, 36, 50


def stage_bars(result: LifecycleResult, language: Language, chosen: Choice | None = None) -> Picture:
    """How many people are in each stage. A click stands for ("stage", stage)."""
    rows = rows_of(result.stages)[::-1]
    meant = [("stage", row["stage"]) for row in rows]
    figure = go.Figure(
        go.Bar(
            x=[int(row["customers"]) for row in rows],
            y=[row["label"].render(language) for row in rows],
            orientation="h",
            marker={
                "color": [STAGE_COLOURS[row["stage"]] for row in rows],
                "opacity": [1.0 if row["customers"] >= SMALL_GROUP else _PALE for row in rows],
                "line": outline(meant, chosen),
            },
            text=[with_share(row, language) for row in rows],
            customdata=[list(one) for one in meant],
            hovertext=[_stage_hover(row, result.params.currency, language) for row in rows],
            **NUMBERS_BESIDE,
        )
    )
    dress(figure, height=_BAR_HEIGHT * len(rows) + _REST)
    most = max(int(row["customers"]) for row in rows)
    figure.update_xaxes(range=[0, most * 1.55], showticklabels=False)
    figure.update_yaxes(showgrid=False)
    return Picture(
        figure=figure,
        title=_stages_title(result).render(language),
        alt=_("Bars: people in each of {n} stages", n=len(rows)).render(language),
        note=note_of(
            language,
            _("{n:count} people known up to {as_of:last_day}", n=result.people, as_of=result.params.as_of),
            *few_people(row["customers"] for row in rows),
        ),
    )


def with_share(row: Row, language: Language) -> str:
    """The people of a row and what share of all they are."""
    count = format_value(whole(row["customers"]), "short", language)
    return f"{count} · {format_value(float(row['share']), 'percent', language)}"


def _stage_hover(row: Row, currency: str, language: Language) -> str:
    return "<br>".join(
        part.render(language)
        for part in (
            _("<b>{label}</b>: {definition}", label=row["label"], definition=row["definition"]),
            _("{customers:count} people, {share:percent} of all", customers=row["customers"], share=row["share"]),
            _("{amount:money} so far", amount=Money(float(row["net_amount"]), currency)),
        )
    )


def _stages_title(result: LifecycleResult) -> Text:
    sizes = result.stages.set_index("stage")["customers"]
    if pd.isna(result.buyers) or sizes.isna().any():
        return _("How many people are in each stage")
    away = int(sizes[list(AWAY)].sum())
    if not result.buyers:
        return _("Nobody of {people:count} known people has bought yet", people=result.people)
    return _(
        "{active:count} of {buyers:count} buyers are active, {away:count} are dormant or lost",
        active=result.buyers - away,
        buyers=result.buyers,
        away=away,
    )


def stage_months(result: LifecycleResult, language: Language, chosen: Choice | None = None) -> Picture:
    """Buyers by stage at the end of each month. A click stands for ("month", first day of the month, stage)."""
    figure = go.Figure()
    for key in ("loyal", "repeat", "first_order", "won_back", "dormant", "lost"):
        rows = result.sizes[result.sizes["stage"] == key]
        meant = [("month", day.isoformat(), key) for day in rows["period"]]
        figure.add_bar(
            x=[day.isoformat() for day in rows["period"]],
            y=rows["customers"].tolist(),
            xperiod="M1",
            xperiodalignment="middle",
            name=STAGE_NAMES[key].render(language),
            marker={
                "color": STAGE_COLOURS[key],
                "line": outline(meant, chosen),
            },
            customdata=[list(one) for one in meant],
            hovertext=[_size_hover(row, language) for row in rows_of(rows)],
            hovertemplate="%{hovertext}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
    dress(figure, height=360, y_title=_("Buyers").render(language))
    figure.update_layout(barmode="stack", bargap=0.2)
    month_axis(figure, sorted(set(result.sizes["period"])), language)
    buyers = result.sizes[result.sizes["stage"].isin(BUYERS)]
    count_axis(figure, float(buyers.groupby("period")["customers"].sum().max()), language)
    return Picture(
        figure=figure,
        title=_months_title(buyers).render(language),
        alt=_("Stacked bars: buyers in each stage at the end of each month").render(language),
        note=_months_note(result, language),
        legend=tuple((STAGE_NAMES[key].render(language), STAGE_COLOURS[key]) for key in BUYERS),
        time=span_of_months(list(result.sizes["period"])),
    )


def _size_hover(row: Row, language: Language) -> str:
    return _(
        "<b>{stage}</b><br>{customers:count} people up to {day:last_day}",
        stage=STAGE_NAMES[row["stage"]],
        customers=whole(row["customers"]),
        day=row["as_of"],
    ).render(language)


def _months_title(buyers: pd.DataFrame) -> Text:
    if buyers["customers"].isna().any():
        return _("Buyers by stage at the end of each month")
    active = buyers[~buyers["stage"].isin(AWAY)].groupby("period")["customers"].sum()
    if len(active) < 2:
        return _("{n:count} active buyers at the end of {month:month}", n=int(active.iloc[-1]), month=active.index[-1])
    return _(
        "Active buyers: {first:count} at the end of {start:month}, {last:count} at the end of {end:month}",
        first=int(active.iloc[0]),
        start=active.index[0],
        last=int(active.iloc[-1]),
        end=active.index[-1],
    )


def _months_note(result: LifecycleResult, language: Language) -> str:
    parts = [buyers_in_all(result.buyers), _("with the limits of today for every month")]
    if not result.pulse["is_complete"].all():
        parts.append(_("the last month is not over"))
    return note_of(language, *parts)
