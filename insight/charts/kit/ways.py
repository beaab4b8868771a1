"""A matrix of ways between RFM groups, which the pictures of movement and of the sandbox share.

A way is (from_group, to_group, kind): kind is one of the ways people can move, or "silent"; "" leaves a part open.
"""

from collections.abc import Sequence
from typing import Literal

import plotly.graph_objects as go

from insight.analysis.rfm_movement import MOVED, label
from insight.charts.kit.cells import Cell, cell_grid
from insight.charts.kit.rows import Row, defined, defined_money, share_of_most
from insight.charts.kit.theme import ACCENT_RGB, NEUTRAL_RGB, SMALL_GROUP, WARM_RGB, opacity, rgba
from insight.charts.kit.wrapping import wrapped
from insight.govern.small_cells import whole
from insight.i18n import Language, Text, _
from insight.i18n.text import format_value

Measure = Literal["customers", "share", "net_amount"]
Way = tuple[str, str, str]

MEASURES: dict[Measure, Text] = {
    "customers": _("Number of people"),
    "share": _("Share of the row"),
    "net_amount": _("Revenue"),
}
"""What a cell of the matrix can show."""

COLOURS = {"stayed": NEUTRAL_RGB, "up": ACCENT_RGB, "down": WARM_RGB, "entered": ACCENT_RGB}
_ROW, _REST = 30, 100
_PALE = 0.3
_LINE = 10


def way_grid(
    rows: Sequence[Row],
    *,
    origins: Sequence[str],
    names: Sequence[str],
    language: Language,
    measure: Measure,
    chosen: Way | None,
    hovers: Sequence[str],
) -> go.Figure:
    """Cells of ways, coloured by where they lead; the diagonal is shaded for itself, because most people stay."""
    most = {
        is_stay: max(
            (defined(row[measure]) or 0.0 for row in rows if (row["moved"] == "stayed") == is_stay), default=0.0
        )
        for is_stay in (False, True)
    }
    cells = [
        Cell(
            x=names.index(row["to_group"]),
            y=len(origins) - 1 - origins.index(row["from_group"]),
            shade=share_of_most(row[measure], most[row["moved"] == "stayed"]),
            n=int(row["customers"]),
            text=_in_cell(row, measure, language),
            hover=hover,
            stands_for=(row["from_group"], row["to_group"], ""),
        )
        for row, hover in zip(rows, hovers, strict=True)
    ]
    figure = cell_grid(
        cells,
        columns=[wrapped(label(name).render(language), _LINE) for name in names],
        rows=[label(name).render(language) for name in reversed(origins)],
        chosen=chosen,
        height=_ROW * len(origins) + _REST,
        text_size=11,
    )
    figure.data[0].marker.color = [_colour(cell, row["moved"]) for cell, row in zip(cells, rows, strict=True)]
    figure.update_xaxes(tickangle=0)
    return figure


def _colour(cell: Cell, moved: str) -> str:
    if not cell.n or cell.shade is None:
        return rgba(NEUTRAL_RGB, 0.06)
    strength = opacity(cell.shade) * (0.7 if moved == "stayed" else 1.0)
    return rgba(COLOURS[moved], max(0.12, strength if cell.n >= SMALL_GROUP else _PALE * strength))


def _in_cell(row: Row, measure: Measure, language: Language) -> str:
    value = defined(row[measure])
    if not row["customers"] or value is None:
        return ""
    if measure == "share":
        return format_value(value, "percent", language)
    return format_value(round(value), "short", language)


def way_hover(row: Row, currency: str) -> Text:
    """From where to where, how many people, and what they brought so far."""
    return _(
        "<b>{before} → {now}</b> · {moved}<br>{customers:count} people, {share:percent} of the row<br>"
        "{amount:money} so far",
        before=label(row["from_group"]),
        now=label(row["to_group"]),
        moved=MOVED[row["moved"]],
        customers=whole(row["customers"]),
        share=defined(row["share"]),
        amount=defined_money(row["net_amount"], currency),
    )


def way_legend(language: Language) -> tuple[tuple[str, str], ...]:
    """The colours of the ways."""
    names = {"stayed": MOVED["stayed"], "up": _("Moved up, or came in"), "down": MOVED["down"]}
    return tuple((name.render(language), rgba(COLOURS[moved], 0.75)) for moved, name in names.items())
