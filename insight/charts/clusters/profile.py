"""The profile of groups: what sets each apart, in standard deviations, with the original units in each cell."""

from typing import Any

import plotly.graph_objects as go

from insight.analysis.clusters import ClustersResult
from insight.analysis.traits import group_label
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of, top_row
from insight.charts.kit.theme import ACCENT_RGB, CHOSEN, NEUTRAL_RGB, ON_ACCENT, WARM_RGB, dress, rgba
from insight.govern.small_cells import whole
from insight.i18n import Language, Text, _
from insight.schema.traits import Trait

_SIDE = 0.96
_STRONGEST = 1.6
_WHITE_FROM = 0.72
_ROW, _HEAD = 46, 60


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
    dress(figure, height=_ROW * max(len(groups), 1) + _HEAD)
    figure.update_layout(barmode="overlay", bargap=0)
    heads = [_head(result, trait, value).render(language) for trait, value in columns]
    figure.update_xaxes(
        tickvals=list(range(len(columns))),
        ticktext=[_broken(head, 14) for head in heads],
        range=[-0.5, len(columns) - 0.5],
        side="top",
    )
    figure.update_yaxes(
        tickvals=list(range(len(groups))),
        ticktext=[_row_name(result, cluster, language) for cluster in groups],
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
        text=[in_units(result, row["trait"], row["value"], row["mean"]).render(language) for row in own],
        mode="text",
        textfont={"size": 13} | ({"color": ON_ACCENT} if is_white else {}),
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


def _in_unit(trait: Trait, number: float) -> Text:
    if trait.unit == "money":
        return _("{n:count}", n=round(number))
    if trait.unit == "days":
        return _("{n:count} d", n=round(number))
    return _("{n:count}", n=round(number)) if number >= 100 else _("{x:.1f}", x=number)


def _head(result: ClustersResult, trait: str, value: Any) -> Text:
    found = result.traits[trait]
    if found.unit == "money":
        return _("{trait} ({currency:currency})", trait=found.label, currency=result.params.currency)
    if value is None:
        return found.label
    return _("{trait}: {value}", trait=found.label, value=group_label(found, value))


def _hover(result: ClustersResult, row: Row, language: Language) -> str:
    trait, value = row["trait"], row["value"]
    parts = (
        _("<b>{group}</b>", group=result.name(int(row["cluster"]))),
        _(
            "{trait}: {mean}; everybody {base}",
            trait=_head(result, trait, value),
            mean=in_units(result, trait, value, row["mean"]),
            base=in_units(result, trait, value, row["base_mean"]),
        ),
        _("{difference:+.2f} standard deviations", difference=defined(row["difference"])),
        _("known of {n:count} people", n=whole(row["n"])),
    )
    return "<br>".join(part.render(language) for part in parts)


def _row_name(result: ClustersResult, cluster: int, language: Language) -> str:
    row = rows_of(result.clusters[result.clusters["cluster"] == cluster])[0]
    people = _("{n:count} people, {share:percent}", n=whole(row["customers"]), share=defined(row["share"])).render(
        language
    )
    return f"<b>{_broken(result.name(cluster).render(language), 26)}</b><br>{people}"


def _broken(text: str, most: int) -> str:
    """Over two lines where it is long, at the blank nearest the middle; Chinese has none and breaks anywhere."""
    if not text.isascii() and len(text) > most // 2 and " " not in text:
        middle = (len(text) + 1) // 2
        return f"{text[:middle]}<br>{text[middle:]}"
    blanks = [place for place, sign in enumerate(text) if sign == " "]
    if len(text) <= most or not blanks:
        return text
    middle = min(blanks, key=lambda place: abs(place - len(text) // 2))
    return f"{text[:middle]}<br>{text[middle + 1 :]}"


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
