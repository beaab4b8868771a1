"""Pictures of other cut-offs: the groups by both setups, and who would go where."""

import plotly.graph_objects as go

from insight.analysis.rfm_movement import MOVED, label, ladder
from insight.analysis.rfm_sandbox import RfmSandboxResult
from insight.charts.kit.bars import NUMBERS_BESIDE, outline
from insight.charts.kit.notes import buyers_in_all, note_of
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, FAINT, dress, rgba
from insight.charts.kit.ways import COLOURS, MEASURES, Measure, Way, way_grid, way_hover
from insight.govern.small_cells import whole
from insight.i18n import Language, Money, Text, _
from insight.i18n.text import format_value

_BAR, _REST = 38, 50
_SETUPS = {"at_hand": (_("Cut-offs at hand"), FAINT), "tried": (_("Cut-offs tried"), ACCENT)}


def sandbox_groups(
    result: RfmSandboxResult, language: Language, measure: Measure = "customers", chosen: Way | None = None
) -> Picture:
    """People or money of each group by both setups. A click is (group, "", "") at hand, ("", group, "") tried."""
    shown: Measure = "net_amount" if measure == "net_amount" else "customers"
    figure = go.Figure(
        [
            _bars([row for row in rows_of(result.groups) if row["setup"] == setup][::-1], shown, language, chosen)
            for setup in ("tried", "at_hand")
        ]
    )
    dress(figure, height=_BAR * len(ladder(result.params.scheme)) + _REST)
    most = max((defined(row[shown]) or 0.0 for row in rows_of(result.groups)), default=1.0)
    figure.update_layout(barmode="group", bargap=0.28, bargroupgap=0.04)
    figure.update_xaxes(range=[0, max(most, 1.0) * 1.2], showgrid=True, nticks=5, tickformat="~s")
    figure.update_yaxes(showgrid=False)
    return Picture(
        figure=figure,
        legend=tuple((name.render(language), colour) for name, colour in _SETUPS.values()),
        title=_groups_title(result, shown).render(language),
        alt=_("Bars: {measure} of each group, with the cut-offs at hand and tried", measure=MEASURES[shown]).render(
            language
        ),
        note=note_of(language, buyers_in_all(result.buyers), _unit(result, shown)),
    )


def _bars(rows: list[Row], shown: str, language: Language, chosen: Way | None) -> go.Bar:
    name, colour = _SETUPS[rows[0]["setup"]]
    ways = [(row["group"], "", "") if row["setup"] == "at_hand" else ("", row["group"], "") for row in rows]
    values = [defined(row[shown]) or 0.0 for row in rows]
    return go.Bar(
        x=values,
        y=[row["label"].render(language) for row in rows],
        orientation="h",
        name=name.render(language),
        marker={"color": colour, "line": outline(ways, chosen)},
        text=[format_value(round(value), "short", language) for value in values],
        customdata=[list(way) for way in ways],
        hovertext=[
            _(
                "<b>{label}</b> · {setup}<br>{customers:count} people, {share:percent} of buyers",
                label=row["label"],
                setup=name,
                customers=whole(row["customers"]),
                share=defined(row["share"]),
            ).render(language)
            for row in rows
        ],
        **NUMBERS_BESIDE,
    )


def _groups_title(result: RfmSandboxResult, shown: str) -> Text:
    """The group that would change most."""
    by_setup = {
        setup: {row["group"]: row for row in rows_of(result.groups) if row["setup"] == setup} for setup in _SETUPS
    }
    at_hand, tried = by_setup["at_hand"], by_setup["tried"]
    most = max(
        tried, key=lambda group: abs((defined(tried[group][shown]) or 0) - (defined(at_hand[group][shown]) or 0))
    )
    before, now = (defined(rows[most][shown]) for rows in (at_hand, tried))
    if before == now:
        return _("No group would change its size")
    if shown == "net_amount":
        return _(
            "“{group}” would change most: from {before:short_money} to {now:short_money}",
            group=label(most),
            before=Money(before or 0.0, result.params.currency),
            now=Money(now or 0.0, result.params.currency),
        )
    return _(
        "“{group}” would change most: from {before:count} to {now:count} people",
        group=label(most),
        before=before,
        now=now,
    )


def _unit(result: RfmSandboxResult, shown: Measure) -> Text:
    if shown == "net_amount":
        return _("{measure} in {currency:currency}", measure=MEASURES[shown], currency=result.params.currency)
    return MEASURES[shown]


def sandbox_matrix(
    result: RfmSandboxResult, language: Language, measure: Measure = "customers", chosen: Way | None = None
) -> Picture:
    """Group at hand by group tried. A click stands for the way (from_group, to_group, "")."""
    names, rows = ladder(result.params.scheme), rows_of(result.matrix)
    figure = way_grid(
        rows,
        origins=names,
        names=names,
        language=language,
        measure=measure,
        chosen=chosen,
        hovers=[way_hover(row, result.params.currency).render(language) for row in rows],
    )
    changed = [row for row in rows if row["moved"] != "stayed"]
    return Picture(
        figure=figure,
        legend=tuple((MOVED[moved].render(language), rgba(COLOURS[moved], 0.75)) for moved in ("stayed", "up", "down")),
        title=_(
            "{customers:count} of {n:count} buyers would stand in another group",
            customers=sum(int(row["customers"]) for row in changed),
            n=result.buyers,
        ).render(language),
        alt=_("Matrix of groups by the cut-offs at hand and by those tried").render(language),
        note=note_of(
            language,
            buyers_in_all(result.buyers),
            _("rows: cut-offs at hand · columns: cut-offs tried · in each cell: {measure}", measure=MEASURES[measure]),
        ),
        is_wide=True,
    )
