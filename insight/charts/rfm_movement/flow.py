"""Pictures of movement between RFM groups: the matrix, and the same as a river."""

from collections.abc import Sequence

import plotly.graph_objects as go

from insight.analysis.rfm_movement import ENTRANTS, MOVED, RfmMovementResult, label, ladder
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import NEUTRAL_RGB, SMALL_GROUP, dress, rgba
from insight.charts.rfm_movement.ways import COLOURS, MEASURES, Measure, Way, money_or_none, way_grid, way_legend
from insight.govern.small_cells import whole
from insight.i18n import Language, Text, _


def movement_matrix(
    result: RfmMovementResult, language: Language, measure: Measure = "customers", chosen: Way | None = None
) -> Picture:
    """From group by to group, the best above and left. A click stands for the way (from_group, to_group, "")."""
    origins, names = _origins(result), ladder(result.params.scheme)
    rows = [row for row in rows_of(result.matrix) if row["from_group"] in origins]
    figure = way_grid(
        rows,
        origins=origins,
        names=names,
        language=language,
        measure=measure,
        chosen=chosen,
        hovers=[_way_hover(row, result.params.currency).render(language) for row in rows],
    )
    return Picture(
        figure=figure,
        legend=way_legend(language),
        title=_matrix_title(result).render(language),
        alt=_(
            "Matrix of groups on {before:day} by groups on {as_of:day}, in each cell: {measure}",
            before=result.params.earlier,
            as_of=result.params.as_of,
            measure=MEASURES[measure],
        ).render(language),
        note=_(
            "n = {n:count} buyers · rows: group on {before:day} · columns: group on {as_of:day} · in each cell: "
            "{measure} · pale: fewer than {small} people",
            n=result.buyers,
            before=result.params.earlier,
            as_of=result.params.as_of,
            measure=MEASURES[measure],
            small=SMALL_GROUP,
        ).render(language),
    )


def _way_hover(row: Row, currency: str) -> Text:
    return _(
        "<b>{before} → {now}</b> · {moved}<br>{customers:count} people, {share:percent} of the row<br>"
        "{amount:money} so far, {between:money} of it between the two days",
        before=label(row["from_group"]),
        now=label(row["to_group"]),
        moved=MOVED[row["moved"]],
        customers=whole(row["customers"]),
        share=defined(row["share"]),
        amount=money_or_none(row["net_amount"], currency),
        between=money_or_none(row["net_amount_between"], currency),
    )


def _matrix_title(result: RfmMovementResult) -> Text:
    people = {row["moved"]: int(row["customers"]) for row in rows_of(result.rates) if row["group"] == ""}
    return _(
        "From {before:day} to {as_of:day}, {stayed:count} people stayed in their group, {down:count} moved down and "
        "{up:count} up",
        before=result.params.earlier,
        as_of=result.params.as_of,
        **people,
    )


def movement_river(result: RfmMovementResult, language: Language) -> Picture:
    """The matrix as a Sankey diagram. Its ways carry what they stand for, but a browser reports no clicks on them."""
    origins, names = _origins(result), ladder(result.params.scheme)
    rows = [row for row in rows_of(result.matrix) if row["customers"]]
    after = [name for name in names if any(row["to_group"] == name for row in rows)]
    left = [name for name in origins if any(row["from_group"] == name for row in rows)]
    figure = go.Figure(
        go.Sankey(
            arrangement="fixed",
            customdata=[[row["from_group"], row["to_group"], ""] for row in rows],
            node={
                "label": [
                    *_node_names(rows, left, "from_group", language),
                    *_node_names(rows, after, "to_group", language),
                ],
                "x": [0.001] * len(left) + [0.999] * len(after),
                "y": [*_heights(rows, left, "from_group"), *_heights(rows, after, "to_group")],
                "color": rgba(NEUTRAL_RGB, 0.8),
                "pad": 10,
                "thickness": 14,
                "line": {"width": 0},
                "hovertemplate": "%{label}<extra></extra>",
            },
            link={
                "source": [left.index(row["from_group"]) for row in rows],
                "target": [len(left) + after.index(row["to_group"]) for row in rows],
                "value": [int(row["customers"]) for row in rows],
                "color": [rgba(COLOURS[row["moved"]], 0.25 if row["moved"] == "stayed" else 0.5) for row in rows],
                "customdata": [_way_hover(row, result.params.currency).render(language) for row in rows],
                "hovertemplate": "%{customdata}<extra></extra>",
            },
        )
    )
    dress(figure, height=520)
    return Picture(
        figure=figure,
        title=_largest_title(result).render(language),
        alt=_("River from the groups on the earlier day to those on the later day").render(language),
        note=_(
            "n = {n:count} buyers · left {before:day}, right {as_of:day} · the wider, the more people",
            n=result.buyers,
            before=result.params.earlier,
            as_of=result.params.as_of,
        ).render(language),
    )


def _node_names(rows: Sequence[Row], names: Sequence[str], column: str, language: Language) -> list[str]:
    people = {name: sum(int(row["customers"]) for row in rows if row[column] == name) for name in names}
    return [_("{group} {n:count}", group=label(name), n=people[name]).render(language) for name in names]


def _heights(rows: Sequence[Row], names: Sequence[str], column: str) -> list[float]:
    """The middle of each node, so that the best group stands on top."""
    people = [sum(int(row["customers"]) for row in rows if row[column] == name) for name in names]
    everyone = sum(people) or 1
    return [min(0.999, max(0.001, (sum(people[:place]) + people[place] / 2) / everyone)) for place in range(len(names))]


def _largest_title(result: RfmMovementResult) -> Text:
    moved = [row for row in rows_of(result.matrix) if row["moved"] in ("up", "down") and row["customers"]]
    if not moved:
        return _("Nobody has moved to another group")
    top = max(moved, key=lambda row: (row["customers"], row["net_amount"]))
    return _(
        "Most people went from {before} to {now}: {customers:count}",
        before=label(top["from_group"]),
        now=label(top["to_group"]),
        customers=whole(top["customers"]),
    )


def _origins(result: RfmMovementResult) -> list[str]:
    """Every group, and where entrants came from if anybody did."""
    came = {row["from_group"] for row in rows_of(result.matrix) if row["customers"]}
    return [*ladder(result.params.scheme), *(name for name in ENTRANTS if name in came)]
