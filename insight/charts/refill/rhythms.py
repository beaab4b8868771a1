"""Pictures of rhythms: how long products last, and whether that can be told from chance."""

from html import escape

import plotly.graph_objects as go

from insight.analysis.refill import RefillResult
from insight.charts.kit.bars import SAID_WHOLE
from insight.charts.kit.notes import note_of
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, ACCENT_RGB, CHOSEN, FAINT, NEUTRAL, dress, rgba
from insight.charts.refill.due import MOST_GOODS, name_goods
from insight.govern.small_cells import whole
from insight.i18n import Language, Text, _


def rhythm_gaps(result: RefillResult, item: str, language: Language) -> Picture:
    """Days a piece between two purchases, the rhythm, and what lies close to it. A click stands for ("gap", days)."""
    row = rows_of(result.rhythms[result.rhythms["item"] == item])[0]
    gaps = result.gaps[result.gaps["item"] == item]
    middle = defined(row["median_days"])
    width = max(1, int(gaps["days"].quantile(0.9)) // 40) if len(gaps) else 1
    bars = gaps.groupby((gaps["days"] - 1) // width)["n"].sum()
    first = [int(place) * width + 1 for place in bars.index]
    is_near = [middle is not None and abs(day + (width - 1) / 2 - middle) <= middle / 4 for day in first]
    figure = go.Figure(
        go.Bar(
            x=[day + (width - 1) / 2 for day in first],
            y=bars.to_numpy(),
            width=width * 0.92,
            marker_color=[ACCENT if near and row["certain"] else NEUTRAL if near else FAINT for near in is_near],
            customdata=[["gap", day] for day in first],
            hovertext=[_gap_hover(day, width, int(n), language) for day, n in zip(first, bars, strict=True)],
            **SAID_WHOLE,
        )
    )
    dress(
        figure,
        height=260,
        x_title=_("Days a piece until bought again").render(language),
        y_title=_("Gaps").render(language),
    )
    if defined(row["rhythm_days"]) is not None:
        figure.add_vline(x=float(row["rhythm_days"]), line={"color": CHOSEN, "width": 2, "dash": "dot"})
    return Picture(
        figure=figure,
        title=_rhythm_title(row).render(language),
        alt=_("Bars: days a piece between two purchases of {name}", name=row["name"]).render(language),
        note=_rhythm_note(row, language),
        legend=(
            (_("Within a quarter of the rhythm").render(language), ACCENT if row["certain"] else NEUTRAL),
            (_("Other gaps").render(language), FAINT),
        ),
    )


def _gap_hover(first: int, width: int, n: int, language: Language) -> str:
    return _("{n:count} gaps of {first:count} to {last:count} days", n=n, first=first, last=first + width - 1).render(
        language
    )


def _rhythm_title(row: Row) -> Text:
    if defined(row["median_days"]) is None:
        return _("{name}: too few came back to see a rhythm", name=row["name"])
    values = {"name": row["name"], "near": float(row["near_share"]), "chance": float(row["chance_share"])}
    if row["source"] == "none":
        return _(
            "{name}: no rhythm that can be told from chance ({near:percent} of gaps within a quarter of the median, "
            "{chance:percent} by chance)",
            **values,
        )
    return _(
        "{name} lasts {days:count} days a piece: {near:percent} of gaps lie within a quarter of the median, "
        "{chance:percent} would by chance",
        days=int(row["rhythm_days"]),
        **values,
    )


def _rhythm_note(row: Row, language: Language) -> str:
    parts = [_("{n:count} gaps of {people:count} people", n=whole(row["n"]), people=whole(row["customers"]))]
    if defined(row["near_low"]) is not None:
        parts.append(
            _(
                "share near it, 95 % for all products at once: {low:percent} – {high:percent}",
                low=float(row["near_low"]),
                high=float(row["near_high"]),
            )
        )
    if row["source"] == "stated":
        parts.append(_("dotted: as the product list says"))
    return note_of(language, *parts)


def rhythm_spans(result: RefillResult, language: Language) -> Picture:
    """The middle half of each product's gaps and their median; grey where it cannot be told from chance.

    A click stands for ("rhythm", item).
    """
    rows = rows_of(result.rhythms[result.rhythms["median_days"].notna()].head(MOST_GOODS))[::-1]
    figure = go.Figure()
    for is_certain in (True, False):
        part = [row for row in rows if bool(row["certain"]) == is_certain]
        figure.add_trace(_middle_halves(part, language, is_certain=is_certain))
        figure.add_trace(_medians(part, language, is_certain=is_certain))
    dress(
        figure,
        height=40 * len(rows) + 70,
        x_title=_("Days a piece until bought again").render(language),
    )
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(rangemode="tozero", showgrid=True, nticks=6)
    name_goods(figure, rows)
    certain = int(result.rhythms["certain"].sum())
    return Picture(
        figure=figure,
        title=_("{certain} of {n} products have a rhythm", certain=certain, n=len(result.rhythms)).render(language),
        alt=_("Bars: middle half of the gaps of {n} products, points: their median", n=len(rows)).render(language),
        note=note_of(
            language,
            _("{n:count} gap in all", "{n:count} gaps in all", n=int(result.rhythms["n"].sum())),
            _("bar: middle half"),
            _("grey: cannot be told from chance"),
        ),
        legend=(
            (_("Has a rhythm").render(language), ACCENT),
            (_("No rhythm to be told from chance").render(language), NEUTRAL),
        ),
    )


def _middle_halves(rows: list[Row], language: Language, *, is_certain: bool) -> go.Bar:
    return go.Bar(
        x=[row["three_quarter_days"] - row["quarter_days"] for row in rows],
        base=[row["quarter_days"] for row in rows],
        y=[row["item"] for row in rows],
        orientation="h",
        width=0.5,
        marker_color=rgba(ACCENT_RGB, 0.35) if is_certain else FAINT,
        customdata=[["rhythm", row["item"]] for row in rows],
        hovertext=[_span_hover(row, language) for row in rows],
        **SAID_WHOLE,
    )


def _medians(rows: list[Row], language: Language, *, is_certain: bool) -> go.Scatter:
    return go.Scatter(
        x=[row["median_days"] for row in rows],
        y=[row["item"] for row in rows],
        mode="markers+text",
        text=[_("{n:count} days", n=int(row["median_days"])).render(language) for row in rows],
        textposition="top center",
        textfont_size=11,
        marker={"color": ACCENT if is_certain else NEUTRAL, "size": 9},
        hoverinfo="skip",
        unselected={"marker": {"opacity": 1}},
    )


def _span_hover(row: Row, language: Language) -> str:
    return _(
        "<b>{name}</b><br>half of the gaps: {low:count} to {high:count} days, median {middle:count}; {people:count} "
        "people",
        name=escape(row["name"], quote=False),
        low=int(row["quarter_days"]),
        high=int(row["three_quarter_days"]),
        middle=int(row["median_days"]),
        people=whole(row["customers"]),
    ).render(language)
