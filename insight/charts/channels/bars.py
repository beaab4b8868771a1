"""The picture of channels: the people each of them won, and how many of them came again."""

import plotly.graph_objects as go

from insight.analysis.channels import ChannelsResult
from insight.analysis.channels.words import channel_name
from insight.charts.kit.notes import note_of, people_in_all
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, CHOSEN, FAINT, NEUTRAL, RULE, dress
from insight.charts.kit.wrapping import wrapped
from insight.i18n import Language, Text, _
from insight.i18n.text import format_value

_BAR_HEIGHT, _REST, _MOST_BARS = 30, 50, 12
_LETTERS = 16
_COLOURS = {"kept": ACCENT, "away": NEUTRAL, "young": FAINT, "untraced": RULE}
_PARTS = {
    "kept": _("came again"),
    "away": _("did not come again"),
    "young": _("won too lately to tell"),
    "untraced": _("cannot be followed"),
}


def channel_bars(
    result: ChannelsResult, days: int, language: Language, chosen: tuple[object, ...] | None = None
) -> Picture:
    """A bar a channel, as long as the people it won, parted by whether they came again. A click stands for (channel,
    state)."""
    rows = rows_of(result.channels[[defined(won) != 0 for won in result.channels["won"]]])[:_MOST_BARS][::-1]
    figure = go.Figure()
    for part, colour in _COLOURS.items():
        state = part if part == "untraced" else f"{part}_{days}"
        figure.add_bar(
            x=[_people(row, part, days) for row in rows],
            y=[str(place) for place in range(len(rows))],
            orientation="h",
            name=_PARTS[part].render(language),
            marker={
                "color": colour,
                "line": {
                    "color": CHOSEN,
                    "width": [3 if chosen == (row["channel"], state) else 0 for row in rows],
                },
            },
            customdata=[[row["channel"], state] for row in rows],
            hovertext=[_hover(row, part, days, language) for row in rows],
            hovertemplate="%{hovertext}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
    _beside(figure, rows, language)
    dress(figure, height=_BAR_HEIGHT * len(rows) + _REST)
    figure.update_layout(barmode="stack", showlegend=False)
    most = max((defined(row["won"]) or 0.0 for row in rows), default=1.0)
    figure.update_xaxes(range=[0, max(most, 1.0) * 1.3], nticks=5, tickformat=",d")
    figure.update_yaxes(
        tickvals=[str(place) for place in range(len(rows))],
        ticktext=[wrapped(channel_name(str(row["channel"])).render(language), _LETTERS) for row in rows],
        showgrid=False,
    )
    return Picture(
        figure=figure,
        title=_title(result, days).render(language),
        alt=_("Bars by channel: people won, and how many of them came again").render(language),
        note=note_of(
            language,
            people_in_all(defined(result.totals["sourced"])),
            _("came again: in days {first} to {last} after being won", first=days, last=2 * days - 1),
            _("click a bar to see who"),
        ),
        legend=tuple((_PARTS[part].render(language), colour) for part, colour in _COLOURS.items()),
    )


def _people(row: Row, part: str, days: int) -> float | None:
    """Nothing where one of the numbers is hidden."""
    won, traced = defined(row["won"]), defined(row["traced"])
    old, kept = defined(row[f"old_{days}"]), defined(row[f"kept_{days}"])
    whole, less = {"kept": (kept, 0.0), "away": (old, kept), "young": (traced, old), "untraced": (won, traced)}[part]
    return None if whole is None or less is None else whole - less


def _beside(figure: go.Figure, rows: list[Row], language: Language) -> None:
    for place, row in enumerate(rows):
        if (won := defined(row["won"])) is not None:
            text = format_value(won, "count", language)
            figure.add_annotation(x=won, y=str(place), text=text, showarrow=False, xanchor="left", xshift=4)


def _hover(row: Row, part: str, days: int, language: Language) -> str:
    return _(
        "<b>{name}</b><br>{part}: {people:count} of {won:count}<br>came again: {rate:percent} of those who can tell",
        name=channel_name(str(row["channel"])),
        part=_PARTS[part],
        people=_people(row, part, days),
        won=defined(row["won"]),
        rate=defined(row[f"kept_{days}_rate"]),
    ).render(language)


def _title(result: ChannelsResult, days: int) -> Text:
    """The channel of most people, and how many of them came again."""
    row = rows_of(result.channels)[0]
    return _(
        "{name} won most people: {won:count}; {rate:percent} of them came again after {days} days",
        name=channel_name(str(row["channel"])),
        won=defined(row["won"]),
        rate=defined(row[f"kept_{days}_rate"]),
        days=days,
    )
