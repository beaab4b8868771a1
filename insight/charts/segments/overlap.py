"""Pictures of segments that lie over each other: one bar a region, as long as it has people.

Circles that cross cannot show three sizes and their overlaps truly; bars of one width can (Lex and others, UpSet:
Visualization of Intersecting Sets, 2014).
"""

from collections.abc import Sequence

import plotly.graph_objects as go

from insight.audience.sets import Overlap
from insight.charts.kit.bars import NUMBERS_BESIDE, outline
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, rows_of
from insight.charts.kit.theme import ACCENT, CATEGORIES, FAINT, RULE, SMALL_GROUP, dress
from insight.i18n import Language, Text, _
from insight.i18n.text import format_value

_ROW, _REST = 40, 56
_DOT = 15
_PALE = 0.35
LETTERS = "ABC"
"""What the segments are called on the picture; the legend says their names."""


def overlap_bars(overlap: Overlap, language: Language, chosen: tuple[int, ...] | None = None) -> Picture:
    """Dots say in which segments a region lies, bars how many people it has. A click stands for (mask,).

    Regions without people are left out; the largest stands on top. `chosen` gets an outline.
    """
    rows = sorted((row for row in rows_of(overlap.regions) if row["customers"] != 0), key=_smallest_first)
    figure = go.Figure([*_dots(overlap, rows), _bars(overlap, rows, language, chosen)])
    dress(figure, height=_ROW * max(len(rows), 1) + _REST)
    _axes(figure, overlap, rows)
    return Picture(
        figure=figure,
        title=_title(overlap).render(language),
        alt=_(
            "Bars of people by the segments they are in: {regions}",
            regions="; ".join(_hover(overlap, row, language) for row in rows[::-1]),
        ).render(language),
        note=_(
            "{n:count} people in at least one of them · a filled dot: in that segment · every person is in one bar",
            n=overlap.customers,
        ).render(language),
        legend=tuple(
            (f"{LETTERS[place]} {name} · {format_value(overlap.sizes[place], 'count', language)}", CATEGORIES[place])
            for place, name in enumerate(overlap.names)
        ),
    )


def _smallest_first(row: Row) -> tuple[float, int]:
    customers = float(row["customers"])
    return (customers if customers == customers else 0.5, -int(row["mask"]))


def _dots(overlap: Overlap, rows: Sequence[Row]) -> list[go.Scatter]:
    """A column of dots for each segment, filled where the region lies in it."""
    masks = [int(row["mask"]) for row in rows]
    return [
        go.Scatter(
            x=[place] * len(rows),
            y=list(range(len(rows))),
            xaxis="x2",
            mode="markers",
            marker={
                "size": _DOT,
                "color": [CATEGORIES[place] if overlap.members(mask)[place] else RULE for mask in masks],
            },
            customdata=[[mask] for mask in masks],
            hoverinfo="skip",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
        for place in range(len(overlap.names))
    ]


def _bars(overlap: Overlap, rows: Sequence[Row], language: Language, chosen: tuple[int, ...] | None) -> go.Bar:
    stands_for = [(int(row["mask"]),) for row in rows]
    return go.Bar(
        x=[row["customers"] for row in rows],
        y=list(range(len(rows))),
        orientation="h",
        marker={
            "color": [ACCENT if row["mask"] & (row["mask"] - 1) else FAINT for row in rows],
            "opacity": [1.0 if row["customers"] >= SMALL_GROUP else _PALE for row in rows],
            "line": outline(stands_for, chosen),
        },
        text=[_on_bar(overlap, row, language) for row in rows],
        customdata=[list(mask) for mask in stands_for],
        hovertext=[_hover(overlap, row, language) for row in rows],
        **NUMBERS_BESIDE,
    )


def _axes(figure: go.Figure, overlap: Overlap, rows: Sequence[Row]) -> None:
    segments = len(overlap.names)
    most = max((row["customers"] for row in rows), default=1)
    dots = 0.07 * segments
    figure.update_layout(
        bargap=0.35,
        xaxis={"domain": [dots + 0.02, 1], "range": [0, most * 1.3], "showticklabels": False},
        xaxis2={
            "domain": [0, dots],
            "range": [-0.6, segments - 0.4],
            "tickvals": list(range(segments)),
            "ticktext": list(LETTERS[:segments]),
            "side": "top",
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"size": 13},
        },
    )
    figure.update_yaxes(showticklabels=False, showgrid=False, range=[-0.6, len(rows) - 0.4])


def _on_bar(overlap: Overlap, row: Row, language: Language) -> str:
    share = row["customers"] / overlap.customers if overlap.customers else float("nan")
    return f"{format_value(row['customers'], 'count', language)} · {format_value(share, 'percent', language)}"


def _hover(overlap: Overlap, row: Row, language: Language) -> str:
    named = region(overlap, int(row["mask"]))
    return _("{region}: {customers:count} people", region=named, customers=row["customers"]).render(language)


def region(overlap: Overlap, mask: int) -> Text:
    """The name of a region: in which segments it lies, and that it lies in no other."""
    inside = [name for name, is_in in zip(overlap.names, overlap.members(mask), strict=True) if is_in]
    listed: Text | str = inside[0]
    for name in inside[1:]:
        listed = _("{one} and {other}", one=listed, other=name)
    if len(inside) == len(overlap.names):
        return _("{listed}", listed=listed)
    return _("only {listed}", listed=listed)


def _title(overlap: Overlap) -> Text:
    if len(overlap.names) == 1:
        return _("“{name}” has {customers:count} people", name=overlap.names[0], customers=overlap.sizes[0])
    everywhere = overlap.shared(2 ** len(overlap.names) - 1)
    if not everywhere:
        return _("Nobody is in all {segments} segments", segments=len(overlap.names))
    smallest = min(range(len(overlap.names)), key=lambda place: (overlap.sizes[place], place))
    return _(
        "{customers:count} people are in all {segments} segments: {share:percent} of “{name}”",
        customers=everywhere,
        segments=len(overlap.names),
        share=everywhere / overlap.sizes[smallest],
        name=overlap.names[smallest],
    )
