"""The picture of movement between RFM groups: from where to where."""

from insight.analysis.rfm_movement import ENTRANTS, RfmMovementResult, ladder
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined_money, rows_of
from insight.charts.kit.theme import SMALL_GROUP
from insight.charts.kit.ways import MEASURES, Measure, Way, way_grid, way_hover, way_legend
from insight.i18n import Language, Text, _


def movement_matrix(
    result: RfmMovementResult, language: Language, measure: Measure = "customers", chosen: Way | None = None
) -> Picture:
    """From group by to group, the best above and left. A click stands for the way (from_group, to_group, "")."""
    origins, names = _origins(result), _names(result)
    rows = [row for row in rows_of(result.matrix) if row["from_group"] in origins and row["to_group"] in names]
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
            "Matrix of groups on {before:last_day} by groups on {as_of:last_day}, in each cell: {measure}",
            before=result.params.earlier,
            as_of=result.params.as_of,
            measure=MEASURES[measure],
        ).render(language),
        note=_(
            "rows: group on {before:last_day} · columns: group on {as_of:last_day} · in each cell: {measure} · "
            "pale: fewer than {small} people",
            before=result.params.earlier,
            as_of=result.params.as_of,
            measure=MEASURES[measure],
            small=SMALL_GROUP,
        ).render(language),
        is_wide=True,
    )


def _way_hover(row: Row, currency: str) -> Text:
    return _(
        "{way}, {between:money} of it between the two days",
        way=way_hover(row, currency),
        between=defined_money(row["net_amount_between"], currency),
    )


def _matrix_title(result: RfmMovementResult) -> Text:
    people = {row["moved"]: int(row["customers"]) for row in rows_of(result.rates) if row["group"] == ""}
    return _(
        "From {before:last_day} to {as_of:last_day}, {stayed:count} people stayed in their group, {down:count} moved "
        "down and {up:count} up",
        before=result.params.earlier,
        as_of=result.params.as_of,
        **people,
    )


def _origins(result: RfmMovementResult) -> list[str]:
    """Every group that somebody was in or is in, and where entrants came from if anybody did."""
    taken = [row for row in rows_of(result.matrix) if row["customers"]]
    came = {row["from_group"] for row in taken}
    return [*_names(result), *(name for name in ENTRANTS if name in came)]


def _names(result: RfmMovementResult) -> list[str]:
    """The groups somebody is in or was in: a column that nobody can have is not drawn."""
    taken = [row for row in rows_of(result.matrix) if row["customers"]]
    known = {row[column] for row in taken for column in ("from_group", "to_group")}
    return [name for name in ladder(result.params.scheme) if name in known]
