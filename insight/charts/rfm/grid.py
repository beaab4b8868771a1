"""Pictures of RFM: the grid, the groups of both schemes, and how the two schemes meet."""

from typing import Any, Literal, NamedTuple

import pandas as pd

from insight.analysis.rfm import EIGHT, ELEVEN, GROUPS, RfmResult
from insight.charts.kit.cells import REGION_OPACITY, Cell, cell_grid
from insight.charts.kit.notes import buyers_in_all, note_of
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, money_or_none, rows_of, share_of_most, top_row
from insight.charts.kit.shares import Shares, share_bars, share_legend
from insight.charts.kit.theme import REGIONS, SMALL_GROUP, rgba
from insight.charts.kit.wrapping import wrapped
from insight.charts.rfm.names import SHORT_NAMES
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
    columns, rows = (_ranges(result, dimension) for dimension in ("frequency", "recency"))
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
        columns=[_on_tick(_orders(score), language) for score in columns.values()],
        rows=[_on_tick(_days(score), language) for score in rows.values()],
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
            "Up: came more recently. To the right: more orders. In each cell: {measure}. {n:count} buyers in all",
            n=result.buyers,
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


class _Range(NamedTuple):
    """A score that somebody has, from the least to the most that was observed; `place` counts from 0."""

    score: int
    place: int
    low: float
    high: float
    is_first: bool
    is_last: bool


def _ranges(result: RfmResult, dimension: str) -> dict[int, _Range]:
    rows = result.boundaries[(result.boundaries["dimension"] == dimension) & (result.boundaries["customers"] > 0)]
    last = len(rows) - 1
    return {
        int(row["score"]): _Range(
            int(row["score"]), place, float(row["low"]), float(row["high"]), place == 0, place == last
        )
        for place, row in enumerate(rows_of(rows.sort_values("score")))
    }


def _orders(score: _Range) -> Text:
    low, high = round(score.low), round(score.high)
    if score.is_last and high > low:
        return _("F{score} · {n:count} order or more", "F{score} · {n:count} orders or more", score=score.score, n=low)
    if low == high:
        return _("F{score} · {n:count} order", "F{score} · {n:count} orders", score=score.score, n=low)
    return _("F{score} · {low:count}–{high:count} orders", score=score.score, low=low, high=high)


def _days(score: _Range) -> Text:
    low, high = round(score.low), round(score.high)
    if score.is_last:
        return _("R{score} · within {n:count} day", "R{score} · within {n:count} days", score=score.score, n=high)
    if score.is_first:
        return _(
            "R{score} · {n:count} day ago or more", "R{score} · {n:count} days ago or more", score=score.score, n=low
        )
    return _("R{score} · {low:count}–{high:count} days ago", score=score.score, low=low, high=high)


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
        orders, days = (_ranges(result, dimension) for dimension in ("frequency", "recency"))
        values = {
            "orders": _meaning(_orders(orders[values["f"]]), language),
            "days": _meaning(_days(days[values["r"]]), language),
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
            _("{customers:count} people, {share:percent} of buyers", customers=row["customers"], share=row["share"]),
            _(
                "{amount:money}, {share:percent} of revenue",
                amount=Money(float(row["net_amount"]), currency),
                share=row["net_amount_share"],
            ),
            _("Median spend {amount:money}", amount=money_or_none(row["median_net_amount"], currency)),
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
        note=note_of(language, buyers_in_all(result.buyers), _("pale: fewer than {small} people", small=SMALL_GROUP)),
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
