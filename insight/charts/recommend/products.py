"""The picture of offers: products by the people they are offered to."""

from html import escape

import plotly.graph_objects as go

from insight.analysis.recommend import RecommendResult
from insight.charts.kit.bars import NUMBERS_BESIDE, outline
from insight.charts.kit.notes import note_of, people_in_all
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, rows_of
from insight.charts.kit.theme import ACCENT, NEUTRAL, dress
from insight.charts.kit.wrapping import shortened
from insight.govern.small_cells import whole
from insight.i18n import Language, Text, _
from insight.i18n.text import format_value

Choice = tuple[str, ...]

MOST_PRODUCTS = 10
_NAME = 22
_BAR_HEIGHT, _REST = 32, 46
_ROOM_FOR_NUMBERS = 1.3


def product_bars(result: RecommendResult, language: Language, chosen: Choice | None = None) -> Picture:
    """Of each product, the people it is offered to: as picked for them, and as a best seller. A click: (item,)."""
    rows = _shown(result)[::-1]
    meant = [(row["item"],) for row in rows]
    hover = [_hover(row, language) for row in rows]
    figure = go.Figure()
    personal = [whole(row["personal"]) for row in rows]
    others = [whole(row["customers"] - row["personal"]) for row in rows]
    beside = [format_value(whole(row["customers"]), "short", language) for row in rows]
    for people, colour, text in ((personal, ACCENT, None), (others, NEUTRAL, beside)):
        figure.add_bar(
            x=people,
            y=[row["item"] for row in rows],
            orientation="h",
            marker={"color": colour, "line": outline(meant, chosen)},
            text=text,
            customdata=[list(one) for one in meant],
            hovertext=hover,
            **NUMBERS_BESIDE,
        )
    dress(figure, height=_BAR_HEIGHT * len(rows) + _REST)
    figure.update_layout(barmode="stack", bargap=0.3)
    most = max((row["customers"] for row in rows if row["customers"] == row["customers"]), default=1)
    figure.update_xaxes(range=[0, most * _ROOM_FOR_NUMBERS], showgrid=True, nticks=5, tickformat=",d")
    items = [row["item"] for row in rows]
    figure.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=items,
        tickvals=items,
        ticktext=[shortened(row["name"], _NAME) for row in rows],
        showgrid=False,
    )
    return Picture(
        figure=figure,
        title=_title(result, rows).render(language),
        alt=_("Bars: people each of {n} products would be offered to", n=len(rows)).render(language),
        note=note_of(
            language,
            people_in_all(result.customers),
            _("up to {offers} offers a person", offers=result.params.offers),
            _("click a bar for its people"),
        ),
        legend=_legend(result, language),
    )


def _shown(result: RecommendResult) -> list[Row]:
    """The products picked for most people first, then those offered to most."""
    offered = result.products[result.products["customers"] > 0]
    return rows_of(offered.sort_values(["personal", "customers"], ascending=False, kind="stable").head(MOST_PRODUCTS))


def _legend(result: RecommendResult, language: Language) -> tuple[tuple[str, str], ...]:
    if not result.is_proved:
        return ((_("Best sellers").render(language), NEUTRAL),)
    return (
        (_("Picked for them").render(language), ACCENT),
        (_("Best sellers, where too little is known of them").render(language), NEUTRAL),
    )


def _title(result: RecommendResult, rows: list[Row]) -> Text:
    if not rows:
        return _("Nobody can be offered anything")
    first = rows[-1]
    if not result.is_proved:
        return _(
            "Everybody is offered best sellers, most often {name}: {people:count} people",
            name=first["name"],
            people=whole(first["customers"]),
        )
    return _("{name} suits most: picked for {people:count} people", name=first["name"], people=whole(first["personal"]))


def _hover(row: Row, language: Language) -> str:
    return "<br>".join(
        part.render(language)
        for part in (
            _("<b>{name}</b>", name=escape(row["name"], quote=False)),
            _(
                "Offered to {customers:count} people, to {first:count} of them first of all",
                customers=whole(row["customers"]),
                first=whole(row["first"]),
            ),
            _("picked for {people:count} of them", people=whole(row["personal"])),
            _("{people:count} people have bought it", people=whole(row["buyers"])),
        )
    )
