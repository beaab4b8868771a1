"""Pictures of RFM: the grid, the groups of both schemes, and how the two schemes meet."""

from typing import Any, Literal

import pandas as pd

from insight.analysis.rfm import EIGHT, ELEVEN, GROUPS, RfmResult
from insight.charts.kit.cells import Cell, cell_grid
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of, top_row
from insight.charts.kit.shares import Shares, share_bars, share_legend
from insight.charts.kit.theme import SMALL_GROUP
from insight.i18n import Language, Money, Text, _
from insight.i18n.text import format_value

Measure = Literal["customers", "net_amount", "reachable", "net_amount_share", "median_net_amount"]

MEASURES: dict[Measure, Text] = {
    "customers": _("Number of people"),
    "net_amount": _("Revenue"),
    "reachable": _("Can be reached"),
    "net_amount_share": _("Share of revenue"),
    "median_net_amount": _("Median spend"),
}
"""What the grid can show, with its name."""


def rfm_grid(
    result: RfmResult, language: Language, measure: Measure = "customers", chosen: tuple[int, int] | None = None
) -> Picture:
    """R by F. A click stands for (r, f). `chosen` gets an outline."""
    bins, values = result.params.bins, result.grid[measure]
    most = float(values.max())
    cells = [
        Cell(
            x=int(row["f"]) - 1,
            y=int(row["r"]) - 1,
            shade=_shade(row[measure], most),
            n=int(row["customers"]),
            text=_in_cell(row, measure, language),
            hover=_cell_hover(row, result.params.currency, language),
            stands_for=(int(row["r"]), int(row["f"])),
        )
        for row in rows_of(result.grid)
    ]
    figure = cell_grid(
        cells,
        columns=[f"F{score}" for score in range(1, bins + 1)],
        rows=[f"R{score}" for score in range(1, bins + 1)],
        chosen=chosen,
        height=64 * bins + 90,
        text_size=13 if bins < 6 else 11,
        x_title=_("Frequency score: to the right, more orders").render(language),
        y_title=_("Recency score: up, more recent").render(language),
    )
    return Picture(
        figure=figure,
        title=_grid_title(result, measure).render(language),
        alt=_(
            "Grid of {bins} by {bins} cells, recency by frequency, each with: {measure}",
            bins=bins,
            measure=MEASURES[measure],
        ).render(language),
        note=_(
            "n = {n:count} buyers · in each cell: {measure} · grey: fewer than {small} people",
            n=result.buyers,
            measure=_unit(result, measure),
            small=SMALL_GROUP,
        ).render(language),
    )


def _unit(result: RfmResult, measure: Measure) -> Text:
    if measure in ("net_amount", "median_net_amount"):
        return _("{measure} in {currency}", measure=MEASURES[measure], currency=result.params.currency)
    return MEASURES[measure]


def _grid_title(result: RfmResult, measure: Measure) -> Text:
    top = top_row(result.grid, measure)
    values: dict[str, Any] = {"r": int(top["r"]), "f": int(top["f"])}
    if measure == "customers":
        return _(
            "Most people stand in R{r}F{f}: {customers:count}, {share:percent} of all buyers",
            customers=int(top["customers"]),
            share=float(top["share"]),
            **values,
        )
    if measure == "median_net_amount":
        return _(
            "Median spend is highest in R{r}F{f}: half of its {customers:count} people spent more than {amount:money}",
            customers=int(top["customers"]),
            amount=Money(float(top["median_net_amount"]), result.params.currency),
            **values,
        )
    if measure == "reachable":
        return _(
            "{reachable:count} of {buyers:count} buyers can be reached ({share:percent}), "
            "{most:count} of them in R{r}F{f}",
            reachable=int(result.grid["reachable"].sum()),
            buyers=result.buyers,
            share=float(result.grid["reachable"].sum()) / result.buyers,
            most=int(top["reachable"]),
            **values,
        )
    return _(
        "R{r}F{f} is {share:percent} of buyers and {net_amount_share:percent} of revenue",
        share=float(top["share"]),
        net_amount_share=float(top["net_amount_share"]),
        **values,
    )


def _in_cell(row: Row, measure: Measure, language: Language) -> str:
    if not row["customers"]:
        return ""
    value = row[measure]
    if measure == "net_amount_share":
        return format_value(float(value), "percent", language)
    return format_value(round(float(value)), "short", language)


def _cell_hover(row: Row, currency: str, language: Language) -> str:
    return "<br>".join(
        part.render(language)
        for part in (
            _("<b>R{r} F{f}</b> · {group}", r=int(row["r"]), f=int(row["f"]), group=GROUPS[row["group"]].label),
            _("{customers:count} people, {share:percent} of buyers", customers=row["customers"], share=row["share"]),
            _(
                "{amount:money}, {share:percent} of revenue",
                amount=Money(float(row["net_amount"]), currency),
                share=row["net_amount_share"],
            ),
            _("Median spend {amount:money}", amount=_money(row["median_net_amount"], currency)),
            _("Median days since the last order: {days:count}", days=defined(row["median_recency_days"])),
            *reach_in_words(row),
        )
    )


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
        note=_("n = {n:count} buyers · pale: fewer than {small} people", n=result.buyers, small=SMALL_GROUP).render(
            language
        ),
    )


def _group_hover(row: Row, currency: str, language: Language) -> str:
    return "<br>".join(
        part.render(language)
        for part in (
            _("<b>{label}</b>: {definition}", label=row["label"], definition=row["definition"]),
            _("{customers:count} people, {share:percent} of buyers", customers=row["customers"], share=row["share"]),
            _(
                "{amount:money}, {share:percent} of revenue",
                amount=Money(float(row["net_amount"]), currency),
                share=row["net_amount_share"],
            ),
            *reach_in_words(row),
        )
    )


def reach_in_words(row: Row) -> tuple[Text, Text]:
    """How many people of a row can be reached, by which way, and how many agreed to it."""
    return (
        _(
            "Can be reached: {reachable:count} (phone {phone:count}, WeCom {wecom:count}, e-mail {email:count})",
            **{name: defined(row[name]) for name in ("reachable", "phone", "wecom", "email")},
        ),
        _("Agreed to be contacted: {consent:count}", consent=defined(row["consent"])),
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
            shade=_shade(row["customers"], most),
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
        columns=[group.label.render(language) for group in columns],
        rows=[group.label.render(language) for group in rows],
        chosen=chosen,
        height=480,
        text_size=12,
    )
    figure.update_xaxes(tickangle=-40)
    top = top_row(result.crosstab, "customers")
    return Picture(
        figure=figure,
        title=_(
            "Where the schemes meet: {customers:count} people are both “{eight}” and “{eleven}”",
            customers=int(top["customers"]),
            eight=GROUPS[top["eight"]].label,
            eleven=GROUPS[top["eleven"]].label,
        ).render(language),
        alt=_("Grid of eight classes by ten groups with the number of people in each cell").render(language),
        note=_("n = {n:count} buyers · in each cell: people", n=result.buyers).render(language),
    )


def _shade(value: Any, most: float) -> float | None:
    number = defined(value)
    return None if number is None or not most else number / most


def _money(value: Any, currency: str) -> Money | None:
    number = defined(value)
    return None if number is None else Money(number, currency)
