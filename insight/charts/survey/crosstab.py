"""A crosstab as cells: options down, groups across, a letter where a group says so more often than another."""

from typing import Any

from insight.analysis.crosstab import CrosstabResult
from insight.charts.kit.cells import Cell, cell_grid
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.survey.answers import folded
from insight.i18n import Language, Text, _
from insight.i18n.text import format_value

Choice = tuple[Any, ...]

_ROW, _REST = 40, 60


def crosstab_cells(result: CrosstabResult, language: Language, chosen: Choice | None = None) -> Picture:
    """Shares by group, whichever there are more of going down. A click stands for (option, group)."""
    groups, rows = rows_of(result.groups), rows_of(result.cells)
    options = list(dict.fromkeys(row["option"] for row in rows))
    names = [row["group"] for row in groups]
    heads = [_head(result, row, language) for row in groups]
    groups_down = result.asked.points is not None or len(names) > len(options)
    down, across = (heads, options) if groups_down else ([folded(option) for option in options], heads)
    cells = []
    for row in rows:
        place = names.index(row["group"]), options.index(row["option"])
        x, y = (place[1], place[0]) if groups_down else place
        cells.append(_cell(result, row, x, len(down) - 1 - y, _highest(rows), language))
    figure = cell_grid(
        cells,
        columns=[folded(name) for name in across] if groups_down else across,
        rows=down[::-1],
        chosen=chosen,
        height=_ROW * len(down) + _REST,
        text_size=12,
    )
    figure.update_xaxes(side="top", tickangle=0)
    return Picture(
        figure=figure,
        title=_title(result).render(language),
        alt=_("Table: the answers to “{question}” by group", question=result.text).render(language),
        note=_(
            "A letter names a group in which fewer say so · grey: fewer than {least} answers, not compared",
            least=result.params.least_base,
        ).render(language),
    )


def _highest(rows: list[Row]) -> float:
    return max((defined(row["share"]) or 0.0 for row in rows), default=1.0) or 1.0


def _cell(result: CrosstabResult, row: Row, x: int, y: int, highest: float, language: Language) -> Cell:
    share = defined(row["share"])
    return Cell(
        x=x,
        y=y,
        shade=None if share is None else share / highest,
        n=int(defined(row["base"]) or 0),
        text=_text(row, language),
        hover=_hover(result, row, language),
        stands_for=(row["option"], row["group"]),
    )


def _title(result: CrosstabResult) -> Text:
    return result.findings()[0].text


def _head(result: CrosstabResult, row: Row, language: Language) -> str:
    """The group, its letter, how many answered, and the mean of their marks."""
    name = result.named(str(row["group"]))
    said = [str(row["letter"]), format_value(defined(row["base"]), "count", language)]
    if (mean := defined(row["mean"])) is not None:
        said.append(f"⌀ {mean:.1f}")
    return f"{folded(name.render(language) if isinstance(name, Text) else name)}<br>{' · '.join(said)}"


def _text(row: Row, language: Language) -> str:
    share = format_value(defined(row["share"]), "percent", language)
    return f"{share} <b>{row['higher_than']}</b>" if row["higher_than"] else share


def _hover(result: CrosstabResult, row: Row, language: Language) -> str:
    return _(
        "<b>{group}: {option}</b><br>{share:percent} of {base:count} who answered",
        group=result.named(str(row["group"])),
        option=row["option"],
        share=defined(row["share"]),
        base=defined(row["base"]),
    ).render(language)
