"""Pictures of the groups of RFM: those of both schemes, and how the two schemes meet."""

from typing import Literal

import pandas as pd

from insight.analysis.rfm import EIGHT, ELEVEN, GROUPS, RfmResult
from insight.charts.kit.cells import Cell, cell_grid
from insight.charts.kit.notes import buyers_in_all, few_people, note_of
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, rows_of, share_of_most, top_row
from insight.charts.kit.shares import Shares, share_bars, share_legend
from insight.charts.kit.wrapping import wrapped
from insight.charts.rfm.hover import reach_in_words, size_in_words
from insight.govern.small_cells import whole
from insight.i18n import Language, Text, _
from insight.i18n.text import format_value

_LINE = 11


def rfm_groups(
    result: RfmResult, scheme: Literal["eight", "eleven"], language: Language, chosen: tuple[str, str] | None = None
) -> Picture:
    """Each group's share of buyers beside its share of revenue. A click stands for (scheme, group)."""
    rows = result.groups[(result.groups["scheme"] == scheme) & (result.groups["group"] != "prospects")]
    groups = [
        Shares(
            label=row["label"].render(language),
            customers=int(row["customers"]),
            share=float(row["share"]),
            net_amount_share=float(row["net_amount_share"]),
            hover=_group_hover(row, result.params.currency, language),
            stands_for=(row["scheme"], row["group"]),
        )
        for row in rows_of(rows)
    ]
    return Picture(
        figure=share_bars(groups, language, chosen),
        legend=share_legend(language),
        title=_groups_title(rows).render(language),
        alt=_("Bars: share of buyers and share of revenue of {n} groups", n=len(rows)).render(language),
        note=note_of(language, buyers_in_all(result.buyers), *few_people(row["customers"] for row in rows_of(rows))),
    )


def _group_hover(row: Row, currency: str, language: Language) -> str:
    return "<br>".join(
        part.render(language)
        for part in (
            _("<b>{label}</b>: {definition}", label=row["label"], definition=row["definition"]),
            *size_in_words(row, currency),
            *reach_in_words(row),
        )
    )


def _groups_title(rows: pd.DataFrame) -> Text:
    top = top_row(rows, "net_amount_share")
    return _(
        "{label}: {share:percent} of buyers, {net_amount_share:percent} of revenue",
        label=top["label"],
        share=float(top["share"]),
        net_amount_share=float(top["net_amount_share"]),
    )


def rfm_crosstab(result: RfmResult, language: Language, chosen: tuple[str, str] | None = None) -> Picture:
    """How the two schemes meet: people per pair of names. A click stands for (eight, eleven)."""
    columns = list(EIGHT)
    rows = [group for group in ELEVEN if group.key != "prospects"][::-1]
    x = {group.key: place for place, group in enumerate(columns)}
    y = {group.key: place for place, group in enumerate(rows)}
    most = float(result.crosstab["customers"].max())
    cells = [
        Cell(
            x=x[row["eight"]],
            y=y[row["eleven"]],
            shade=share_of_most(row["customers"], most),
            n=int(row["customers"]),
            text=format_value(int(row["customers"]), "short", language) if row["customers"] else "",
            hover=_(
                "{eight}<br>{eleven}<br>{customers:count} people",
                eight=GROUPS[row["eight"]].label,
                eleven=GROUPS[row["eleven"]].label,
                customers=row["customers"],
            ).render(language),
            stands_for=(row["eight"], row["eleven"]),
        )
        for row in rows_of(result.crosstab)
    ]
    figure = cell_grid(
        cells,
        columns=[wrapped(group.label.render(language), _LINE) for group in columns],
        rows=[group.label.render(language) for group in rows],
        chosen=chosen,
        height=480,
        text_size=12,
    )
    figure.update_xaxes(tickangle=0)
    top = top_row(result.crosstab, "customers")
    return Picture(
        figure=figure,
        title=_(
            "Where the schemes meet: {customers:count} people are both “{eight}” and “{eleven}”",
            customers=whole(top["customers"]),
            eight=GROUPS[top["eight"]].label,
            eleven=GROUPS[top["eleven"]].label,
        ).render(language),
        alt=_("Grid of eight classes by ten groups with the number of people in each cell").render(language),
        note=note_of(language, buyers_in_all(result.buyers), _("in each cell: people")),
        is_wide=True,
    )
