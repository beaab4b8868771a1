"""The profile of groups: what sets each apart, in standard deviations, with the original units in each cell."""

from typing import Any

import plotly.graph_objects as go

from insight.analysis.clusters import ClustersResult
from insight.analysis.traits import group_label
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of, top_row
from insight.charts.kit.theme import ACCENT_RGB, CHOSEN, NEUTRAL_RGB, ON_ACCENT, WARM_RGB, dress, rgba
from insight.charts.kit.wrapping import wrapped
from insight.govern.small_cells import whole
from insight.i18n import Language, Text, _
from insight.schema.traits import Trait

_SIDE = 0.96
_STRONGEST = 1.6
_WHITE_FROM = 0.72
_LINE, _GAP = 14, 10
_HEAD_LETTERS, _NAME_LETTERS = 9, 20
"""How long a line of a column's and of a row's name may be so that five columns fit on a phone."""


def cluster_profile(result: ClustersResult, language: Language, chosen: tuple[Any, ...] | None = None) -> Picture:
    """A row a group, a column a measure. A click stands for (cluster,)."""
    rows = rows_of(result.profile)
    columns = list(dict.fromkeys((row["trait"], row["value"]) for row in rows))
    groups = [int(number) for number in result.clusters["cluster"] if number][::-1]
    places = {cluster: place for place, cluster in enumerate(groups)}
    shown = [row for row in rows if int(row["cluster"]) in places]
    figure = go.Figure(_cells(result, shown, columns, places, language, chosen))
    for is_white in (False, True):
        figure.add_trace(_texts(result, shown, columns, places, language, is_white=is_white))
    heads = [wrapped(_column(result, trait, value).render(language), _HEAD_LETTERS) for trait, value in columns]
    names = [_row_name(result, cluster, language) for cluster in groups]
    dress(figure, height=_height(heads, names))
    figure.update_layout(barmode="overlay", bargap=0)
    figure.update_xaxes(
        tickvals=list(range(len(columns))),
        ticktext=heads,
        tickangle=0,
        tickfont_size=10,
        range=[-0.5, len(columns) - 0.5],
        side="top",
    )
    figure.update_yaxes(
        tickvals=list(range(len(groups))),
        ticktext=names,
        tickfont_size=11,
        range=[-0.5, len(groups) - 0.5],
        showgrid=False,
    )
    return Picture(
        figure=figure,
        title=_title(result).render(language),
        alt=_("Table of groups by traits, each cell with the average of the group").render(language),
        note=_(
            "In each cell the average of the group · blue: above everybody, orange: below, the deeper the further · a "
            "click opens the people"
        ).render(language),
    )


def _cells(
    result: ClustersResult,
    rows: list[Row],
    columns: list[tuple[str, Any]],
    places: dict[int, int],
    language: Language,
    chosen: tuple[Any, ...] | None,
) -> go.Bar:
    is_chosen = [(int(row["cluster"]),) == chosen for row in rows]
    return go.Bar(
        x=[columns.index((row["trait"], row["value"])) for row in rows],
        y=[_SIDE] * len(rows),
        base=[places[int(row["cluster"])] - _SIDE / 2 for row in rows],
        width=_SIDE,
        marker={
            "color": [_colour(defined(row["difference"])) for row in rows],
            "line": {"color": CHOSEN, "width": [2 if one else 0 for one in is_chosen]},
        },
        customdata=[[int(row["cluster"])] for row in rows],
        hovertext=[_hover(result, row, language) for row in rows],
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        showlegend=False,
    )


def _texts(
    result: ClustersResult,
    rows: list[Row],
    columns: list[tuple[str, Any]],
    places: dict[int, int],
    language: Language,
    *,
    is_white: bool,
) -> go.Scatter:
    own = [row for row in rows if (_depth(defined(row["difference"])) >= _WHITE_FROM) == is_white]
    return go.Scatter(
        x=[columns.index((row["trait"], row["value"])) for row in own],
        y=[places[int(row["cluster"])] for row in own],
        text=[_in_cell(result, row).render(language) for row in own],
        mode="text",
        textfont={"size": 12} | ({"color": ON_ACCENT} if is_white else {}),
        hoverinfo="skip",
        showlegend=False,
    )


def in_units(result: ClustersResult, trait: str, value: Any, mean: Any) -> Text:
    """An average as people read it: money, days, a share, a number."""
    known, found = defined(mean), result.traits[trait]
    if known is None:
        return _("–")
    if value is not None or found.unit == "share" or found.kind == "flag":
        return _("{share:percent}", share=known)
    return _in_unit(found, known)


def _in_cell(result: ClustersResult, row: Row) -> Text:
    """As `in_units`, but days without their sign: the head of the column names them."""
    known, found = defined(row["mean"]), result.traits[row["trait"]]
    if known is not None and row["value"] is None and found.unit == "days":
        return _("{n:count}", n=round(known))
    return in_units(result, row["trait"], row["value"], row["mean"])


def _in_unit(trait: Trait, number: float) -> Text:
    if trait.unit == "money":
        return _("{n:count}", n=round(number))
    if trait.unit == "days":
        return _("{n:count} d", n=round(number))
    return _("{n:count}", n=round(number)) if number >= 100 else _("{x:.1f}", x=number)


def _column(result: ClustersResult, trait: str, value: Any) -> Text:
    """What a column is called; the currency of all money stands above the picture."""
    found = result.traits[trait]
    return found.label if value is None else _("{trait}: {value}", trait=found.label, value=group_label(found, value))


def _named(result: ClustersResult, trait: str, value: Any) -> Text:
    found = result.traits[trait]
    if found.unit == "money":
        return _("{trait} ({currency:currency})", trait=found.label, currency=result.params.currency)
    return _column(result, trait, value)


def _hover(result: ClustersResult, row: Row, language: Language) -> str:
    trait, value = row["trait"], row["value"]
    parts = (
        _("<b>{group}</b>", group=result.name(int(row["cluster"]))),
        _(
            "{trait}: {mean}; everybody {base}",
            trait=_named(result, trait, value),
            mean=in_units(result, trait, value, row["mean"]),
            base=in_units(result, trait, value, row["base_mean"]),
        ),
        _("{difference:+.2f} standard deviations", difference=defined(row["difference"])),
        _("known of {n:count} people", n=whole(row["n"])),
    )
    return "<br>".join(part.render(language) for part in parts)


def _row_name(result: ClustersResult, cluster: int, language: Language) -> str:
    row = rows_of(result.clusters[result.clusters["cluster"] == cluster])[0]
    people = _("{n:count} · {share:percent}", n=whole(row["customers"]), share=defined(row["share"])).render(language)
    name = wrapped(result.name(cluster).render(language), _NAME_LETTERS)
    return "<br>".join([*(f"<b>{line}</b>" for line in name.split("<br>")), people])


def _height(heads: list[str], names: list[str]) -> int:
    """Of the whole picture: rows as high as the longest name, above them the heads."""
    lines = [max((text.count("<br>") + 1 for text in texts), default=1) for texts in (heads, names)]
    return _LINE * lines[0] + 2 * _GAP + (_LINE * lines[1] + _GAP) * max(len(names), 1)


def _depth(difference: float | None) -> float:
    return 0.0 if difference is None else min(abs(difference) / _STRONGEST, 1.0)


def _colour(difference: float | None) -> str:
    depth = _depth(difference)
    if depth < 0.05:
        return rgba(NEUTRAL_RGB, 0.08)
    return rgba(ACCENT_RGB if (difference or 0) > 0 else WARM_RGB, 0.08 + 0.9 * depth)


def _title(result: ClustersResult) -> Text:
    rows = result.clusters[result.clusters["cluster"] > 0]
    if rows.empty or rows["net_amount_share"].isna().all():
        return _("What sets the groups apart")
    row = top_row(rows, "net_amount_share")
    return _(
        "{share:percent} of the people bring {money:percent} of the money: {name}",
        name=result.name(int(row["cluster"])),
        share=defined(row["share"]),
        money=defined(row["net_amount_share"]),
    )
