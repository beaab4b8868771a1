"""The grid of RFM: recency by frequency."""

from typing import Any, Literal

from insight.analysis.rfm import GROUPS, RfmResult
from insight.charts.kit.cells import REGION_OPACITY, Cell, cell_grid
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, defined_money, rows_of, share_of_most, top_row
from insight.charts.kit.theme import REGIONS, rgba
from insight.charts.kit.wrapping import wrapped
from insight.charts.rfm.hover import reach_in_words, size_in_words
from insight.charts.rfm.names import SHORT_NAMES
from insight.charts.rfm.ranges import days_in_words, orders_in_words, ranges_of
from insight.govern.small_cells import whole
from insight.i18n import Language, Money, Text, _
from insight.i18n.text import format_value

_LINE, _IN_CELL = 11, 10
_NAMES_FIT = 5

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
    """R by F with days and orders on the axes; scores that nobody can have are not drawn. A click stands for (r, f).

    People are counted in the colour of their group, amounts on the scale. `chosen` gets an outline.
    """
    columns, rows = (ranges_of(result, dimension) for dimension in ("frequency", "recency"))
    most = float(result.grid[measure].max())
    cells = [
        Cell(
            x=columns[int(row["f"])].place,
            y=rows[int(row["r"])].place,
            shade=share_of_most(row[measure], most),
            n=int(row["customers"]),
            text=_in_cell(row, measure, language, has_name=len(columns) <= _NAMES_FIT),
            hover=_cell_hover(row, result.params.currency, language),
            stands_for=(int(row["r"]), int(row["f"])),
            hue=REGIONS[row["group"]] if measure == "customers" else None,
        )
        for row in rows_of(result.grid)
        if int(row["f"]) in columns and int(row["r"]) in rows
    ]
    figure = cell_grid(
        cells,
        columns=[_on_tick(orders_in_words(score), language) for score in columns.values()],
        rows=[_on_tick(days_in_words(score), language) for score in rows.values()],
        chosen=chosen,
        height=70 * len(rows) + 60,
        text_size=11,
    )
    figure.update_xaxes(tickangle=0)
    return Picture(
        figure=figure,
        title=_grid_title(result, measure, language).render(language),
        alt=_(
            "Grid of {bins} by {bins} cells, recency by frequency, each with: {measure}",
            bins=result.params.bins,
            measure=MEASURES[measure],
        ).render(language),
        note=_(
            "Up: came more recently. To the right: more orders. In each cell: {measure}. {n:count} people bought in "
            "{currency:currency}",
            n=result.buyers,
            currency=result.params.currency,
            measure=_unit(result, measure),
        ).render(language),
        legend=_regions(result, language) if measure == "customers" and len(columns) > _NAMES_FIT else (),
    )


def _regions(result: RfmResult, language: Language) -> tuple[tuple[str, str], ...]:
    """The colours of the groups, where the cells have no room for names."""
    stood_in = set(result.grid.loc[result.grid["customers"] > 0, "group"])
    return tuple(
        (name.render(language), rgba(REGIONS[key], REGION_OPACITY))
        for key, name in SHORT_NAMES.items()
        if key in stood_in
    )


def _unit(result: RfmResult, measure: Measure) -> Text:
    if measure in ("net_amount", "median_net_amount"):
        return _("{measure} in {currency:currency}", measure=MEASURES[measure], currency=result.params.currency)
    return MEASURES[measure]


def _meaning(name: Text, language: Language) -> str:
    """What a score means, without the score."""
    return name.render(language).partition(" · ")[2]


def _grid_title(result: RfmResult, measure: Measure, language: Language) -> Text:
    top = top_row(result.grid, measure)
    values: dict[str, Any] = {"r": int(top["r"]), "f": int(top["f"])}
    if measure == "customers":
        orders, days = (ranges_of(result, dimension) for dimension in ("frequency", "recency"))
        if values["f"] not in orders or values["r"] not in days:
            return MEASURES[measure]
        values = {
            "orders": _meaning(orders_in_words(orders[values["f"]]), language),
            "days": _meaning(days_in_words(days[values["r"]]), language),
        }
        return _(
            "Most people stand at “{days}, {orders}”: {customers:count}, {share:percent} of all buyers",
            customers=whole(top["customers"]),
            share=float(top["share"]),
            **values,
        )
    if measure == "median_net_amount":
        return _(
            "Median spend is highest in R{r}F{f}: half of its {customers:count} people spent more than {amount:money}",
            customers=whole(top["customers"]),
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


def _on_tick(name: Text, language: Language) -> str:
    """The score above what it means."""
    score = name.render(language).partition(" · ")[0]
    return f"{score}<br>{wrapped(_meaning(name, language), _LINE)}"


def _in_cell(row: Row, measure: Measure, language: Language, *, has_name: bool) -> str:
    if not row["customers"]:
        return ""
    value = row[measure]
    if measure == "net_amount_share":
        return format_value(float(value), "percent", language)
    if measure == "customers":
        number = f"<b style='font-size:14px'>{format_value(int(value), 'short', language)}</b>"
        return f"{number}<br>{wrapped(SHORT_NAMES[row['group']].render(language), _IN_CELL)}" if has_name else number
    return format_value(round(float(value)), "short", language)


def _cell_hover(row: Row, currency: str, language: Language) -> str:
    return "<br>".join(
        part.render(language)
        for part in (
            _("<b>R{r} F{f}</b> · {group}", r=int(row["r"]), f=int(row["f"]), group=GROUPS[row["group"]].label),
            *size_in_words(row, currency),
            _("Median spend {amount:money}", amount=defined_money(row["median_net_amount"], currency)),
            _("Median days since the last order: {days:count}", days=defined(row["median_recency_days"])),
            *reach_in_words(row),
        )
    )
