"""What sets a group apart, as bars of its index; several groups side by side, as a radar."""

from collections.abc import Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from insight.analysis.personas import PersonasResult
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, CATEGORIES, CHOSEN, FAINT, ON_ACCENT, RULE, dress
from insight.charts.kit.wrapping import cut, wrapped
from insight.govern.small_cells import whole
from insight.i18n import Language, Text, _

_SHOWN = 9
_BAR, _REST = 34, 70
_LINE, _LONGEST = 34, 60
_FURTHEST = 4.0
Choice = tuple[Any, ...]


def index_bars(result: PersonasResult, code: str, language: Language, chosen: Choice | None = None) -> Picture:
    """The values of traits that set a group apart most, one a trait, those more common than in the base first. A click
    stands for (group, trait, value)."""
    rows = telling_rows(result, code, _SHOWN)[::-1]
    most = max((_times(row["high"]) or _times(row["index"]) or 1.0 for row in rows), default=2.0)
    figure = go.Figure(_bars(result, code, rows, most, language, chosen))
    dress(figure, height=_BAR * max(len(rows), 1) + _REST)
    figure.add_vline(x=1, line={"color": FAINT, "width": 1, "dash": "dot"})
    figure.update_xaxes(range=[0, most * 1.12], showgrid=True, gridcolor=RULE, nticks=6, ticksuffix="×")
    figure.update_yaxes(showgrid=False)
    return Picture(
        figure=figure,
        title=_bars_title(result, code, rows).render(language),
        alt=_("Bars: how many times as common what sets the group apart is in it, 1 is like everybody").render(
            language
        ),
        note=_(
            "1×: as common as among those compared with ({base}, {n:count} people) · the line on each bar: where it "
            "may lie · a click opens the people",
            base=result.base.name,
            n=result.base_customers,
        ).render(language),
    )


def _bars(
    result: PersonasResult, code: str, rows: list[Row], most: float, language: Language, chosen: Choice | None
) -> go.Bar:
    keys = [[code, row["trait"], row["value"]] for row in rows]
    return go.Bar(
        orientation="h",
        y=[_name(result, row, language) for row in rows],
        x=[_times(row["index"]) for row in rows],
        text=[f"{_times(row['index']):.1f}×" for row in rows],
        textposition=["inside" if _times(row["index"]) > most / 12 else "outside" for row in rows],
        insidetextanchor="start",
        insidetextfont={"color": ON_ACCENT},
        marker={
            "color": [ACCENT if (defined(row["index"]) or 0) >= 100 else CATEGORIES[3] for row in rows],
            "line": {"color": CHOSEN, "width": [3 if tuple(key) == chosen else 0 for key in keys]},
        },
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [_gap(row["high"], row["index"]) / 100 for row in rows],
            "arrayminus": [_gap(row["index"], row["low"]) / 100 for row in rows],
            "color": FAINT,
            "thickness": 1.5,
            "width": 3,
        },
        customdata=keys,
        hovertext=[_hover(result, row, language) for row in rows],
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def telling_rows(result: PersonasResult, code: str, most: int) -> list[Row]:
    """Of each trait, but those by which the group was made, the value that sets it apart most beyond chance, the
    strongest first; more common ones before rarer ones."""
    return rows_of(result.set_apart(code, most))


def radar(result: PersonasResult, language: Language) -> Picture:
    """Up to four groups on the traits that set any of them apart: each axis how many times as common as in the base."""
    figure = go.Figure()
    axes = _axes(result)
    legend = []
    names = [_axis_name(result, trait, value, language) for trait, value in axes]
    for number, group in enumerate(result.groups):
        own = {
            (row["trait"], row["value"]): row for row in rows_of(result.traits[result.traits["group"] == group.code])
        }
        times = [(defined(own[axis]["index"]) or 0.0) / 100 if axis in own else 0.0 for axis in axes]
        colour, name = CATEGORIES[number], group.name.render(language)
        legend.append((name, colour))
        # Closed: the first point stands again at the end.
        around, closed = [*times, *times[:1]], [*names, *names[:1]]
        figure.add_scatterpolar(
            r=[min(one, _FURTHEST) for one in around],
            theta=closed,
            fill="toself",
            opacity=0.55,
            line={"color": colour, "width": 2},
            name=name,
            hovertext=[
                f"{name}<br>{axis}: {one:.1f}×"
                for axis, one in zip([*names, *names[:1]], [*times, *times[:1]], strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    dress(figure, height=460)
    figure.update_layout(
        margin={"l": 90, "r": 90, "t": 40, "b": 40},
        polar={
            "bgcolor": "rgba(0,0,0,0)",
            "radialaxis": {"range": [0, _FURTHEST], "gridcolor": RULE, "tickvals": [1, 2, 3, 4], "showline": False},
            "angularaxis": {"gridcolor": RULE, "tickfont": {"size": 12}},
        },
    )
    return Picture(
        figure=figure,
        title=_("How the groups differ").render(language),
        alt=_("Radar: how many times as common each trait is in each group as in the base").render(language),
        note=_("1: as common as among those compared with; more than {most} times is drawn at the edge", most=4).render(
            language
        ),
        legend=tuple(legend),
    )


def _axes(result: PersonasResult) -> list[tuple[str, str]]:
    each = [telling_rows(result, group.code, 4) for group in result.groups]
    axes = [(row["trait"], row["value"]) for place in range(4) for rows in each for row in rows[place : place + 1]]
    return list(dict.fromkeys(axes))[:8]


def _axis_name(result: PersonasResult, trait: str, value: str, language: Language) -> str:
    label, word = (part.render(language) for part in (result.known[trait].label, result.say_value(trait, value)))
    return f"{label}<br>{escape(word, quote=False)}"


def _name(result: PersonasResult, row: Row, language: Language) -> str:
    label = result.known[row["trait"]].label.render(language)
    word = result.say_value(row["trait"], row["value"]).render(language)
    text = f"{label}: {word}" if language == "en" else f"{label}：{word}"
    return wrapped(cut(text, _LONGEST), _LINE)


def _times(index: Any) -> float:
    return (defined(index) or 0.0) / 100


def _gap(high: Any, low: Any) -> float:
    top, bottom = defined(high), defined(low)
    return 0.0 if top is None or bottom is None else max(top - bottom, 0.0)


def _hover(result: PersonasResult, row: Row, language: Language) -> str:
    parts: Sequence[Text] = (
        _(
            "<b>{trait}: {value}</b>",
            trait=result.known[row["trait"]].label,
            value=result.say_value(row["trait"], row["value"]),
        ),
        _(
            "{share:percent} of the group, {base:percent} of those compared with",
            share=defined(row["share"]),
            base=defined(row["base_share"]),
        ),
        _(
            "index {index:.0f}, 95 %: {low:.0f} – {high:.0f}",
            index=defined(row["index"]),
            low=defined(row["low"]),
            high=defined(row["high"]),
        ),
        _("{held:count} of {n:count} people with a known value", held=whole(row["with_value"]), n=whole(row["n"])),
    )
    return "<br>".join(part.render(language) for part in parts)


def _bars_title(result: PersonasResult, code: str, rows: list[Row]) -> Text:
    name = result.name(code)
    if not rows:
        return _("Nothing known sets “{name}” apart from everybody", name=name)
    row = rows[-1]
    return _(
        "“{name}”: {trait} {value} is {times:.1f} times as common as among everybody",
        name=name,
        trait=result.known[row["trait"]].label,
        value=result.say_value(row["trait"], row["value"]),
        times=(defined(row["index"]) or 0.0) / 100,
    )
