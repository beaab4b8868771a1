"""How many people have each tag, coloured by what the tag is about."""

from html import escape
from typing import Any

import plotly.graph_objects as go

from insight.audience.tagging import TAG_DIMENSIONS
from insight.audience.tags import TagsResult
from insight.charts.kit.bars import NUMBERS_BESIDE
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, rows_of
from insight.charts.kit.theme import CATEGORIES, CHOSEN, dress
from insight.i18n import Language, Text, _
from insight.i18n.text import format_value

SHOWN = 14
_BAR_HEIGHT, _REST, _ROOM = 24, 50, 1.3
_LABELS: dict[str, Text] = {str(name): label for name, label in TAG_DIMENSIONS.items()}
_COLOURS = dict(zip(_LABELS, CATEGORIES, strict=False))


def tag_bars(result: TagsResult, language: Language, chosen: tuple[Any, ...] | None = None) -> Picture:
    """The largest tags of the dimensions, the largest on top. A click stands for ("tag", code)."""
    rows = rows_of(result.tags[result.tags["customers"] > 0].head(SHOWN))[::-1]
    figure = go.Figure([_bars(rows, language, chosen)])
    dress(figure, height=_BAR_HEIGHT * len(rows) + _REST)
    widest = max((row["customers"] for row in rows), default=1) * _ROOM
    figure.update_xaxes(range=[0, widest], showgrid=False, showticklabels=False)
    figure.update_yaxes(showgrid=False)
    used = [name for name in _LABELS if any(row["dimension"] == name for row in rows)]
    return Picture(
        figure=figure,
        title=_title(result, language),
        alt=_("Horizontal bars: people with each of the largest tags").render(language),
        note=_(
            "{shown:count} of {all:count} tags in use; {people:count} people in all",
            shown=len(rows),
            all=int((result.tags["customers"] > 0).sum()),
            people=result.people,
        ).render(language),
        legend=tuple((_LABELS[name].render(language), _COLOURS[name]) for name in used),
    )


def _title(result: TagsResult, language: Language) -> str:
    rows = result.dimensions.sort_values(["share", "dimension"], ascending=[False, True])
    top = rows.iloc[0]
    return _(
        "Most is known of “{dimension}”: {share:percent} of people have such a tag",
        dimension=top["label"],
        share=top["share"],
    ).render(language)


def _bars(rows: list[Row], language: Language, chosen: tuple[Any, ...] | None) -> go.Bar:
    return go.Bar(
        x=[row["customers"] for row in rows],
        y=[escape(row["name"].render(language), quote=False) for row in rows],
        orientation="h",
        marker={
            "color": [_COLOURS[row["dimension"]] for row in rows],
            "line": {"color": CHOSEN, "width": [3 if ("tag", row["tag"]) == chosen else 0 for row in rows]},
        },
        text=[format_value(row["customers"], "count", language) for row in rows],
        customdata=[["tag", row["tag"]] for row in rows],
        hovertext=[_hover(row, language) for row in rows],
        **NUMBERS_BESIDE,
    )


def _hover(row: Row, language: Language) -> str:
    return _(
        "{name} ({dimension}): {people:count} people, {share:percent}",
        name=row["name"],
        dimension=_LABELS[row["dimension"]],
        people=row["customers"],
        share=row["share"],
    ).render(language)
