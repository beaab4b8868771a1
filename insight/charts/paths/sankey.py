"""The picture of paths: steps side by side, and how wide the ways between them are."""

import math
from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go

from insight.analysis.paths import PathsResult
from insight.analysis.paths.words import END, OTHER, people_said, step_name, visits_said
from insight.charts.kit.notes import note_of
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import defined
from insight.charts.kit.theme import ACCENT, ACCENT_RGB, CHOSEN, NEUTRAL, NEUTRAL_RGB, ON_PAPER, WARM_RGB, dress, rgba
from insight.charts.paths.layout import Box, Ribbon, boxes, ribbons
from insight.i18n import Language, Text, _
from insight.i18n.text import format_value
from insight.schema.event_names import event_name

Choice = tuple[object, ...]

_HEIGHT = 370
_NODE, _STUB = 0.07, 0.035
_LABELLED = 0.012
_LONGEST, _CROWDED = 20, 14
_WIDE = "\u2e80"
"""From here on a letter is as wide as two."""
_BENDS = 16
_ROOM, _FEW_STEPS = 0.72, 4


def path_sankey(result: PathsResult, language: Language, chosen: Choice | None = None) -> Picture:
    """Bars are events of a step, ribbons the ways between them, both as high as their visits; numbers are people.

    A click on a bar stands for ("step", step, event), on the foot of a ribbon for ("way", step, event, next).
    """
    placed = boxes(result)
    ways = ribbons(result, placed)
    figure, side = go.Figure(), -1 if result.params.is_back else 1
    for way in ways:
        figure.add_trace(_ribbon(way, side))
    figure.add_trace(_bars(result, placed, language, chosen, side))
    figure.add_trace(_feet(result, ways, language, chosen, side))
    figure.add_trace(_labels(result, placed, language, side))
    dress(figure, height=_HEIGHT)
    figure.update_layout(barmode="overlay", bargap=0)
    figure.update_yaxes(visible=False)
    last = max((box.step for box in placed), default=0)
    steps = range(last + 1)
    figure.update_xaxes(
        tickvals=[side * step for step in steps],
        ticktext=[_tick(step, is_back=result.params.is_back).render(language) for step in steps],
        range=[-0.14 if side > 0 else -last - 0.3, (last if side > 0 else 0) + _ROOM],
    )
    return Picture(
        figure=figure,
        title=_title(result).render(language),
        alt=_("Steps of visits side by side, joined by ribbons as wide as the visits that go this way").render(
            language
        ),
        note=note_of(language, *_notes(result)),
        is_wide=True,
    )


def _title(result: PathsResult) -> Text:
    at = result.nodes[result.nodes["step"] == 0].to_dict("records")[0]
    said = {
        "event": event_name(result.start),
        "people": people_said(defined(at["customers"])),
        "visits": visits_said(defined(at["visits"])),
    }
    if result.params.is_back:
        return _("What came before “{event}”: {people}, {visits}", **said)
    return _("What came after “{event}”: {people}, {visits}", **said)


def _notes(result: PathsResult) -> list[Text]:
    notes = [_("Numbers are people, heights are visits; click a bar, or the foot of a ribbon, to see who")]
    looped = defined(result.looped)
    if looped:
        notes.append(_("the same event again and again is one step ({visits})", visits=visits_said(looped)))
    return notes


def _tick(step: int, *, is_back: bool) -> Text:
    if not step:
        return _("Here it ends") if is_back else _("Here it starts")
    return _("Step {n} before", n=step) if is_back else _("Step {n}", n=step)


def _bars(result: PathsResult, placed: list[Box], language: Language, chosen: Choice | None, side: int) -> go.Bar:
    meant = [("step", str(box.step), box.event) for box in placed]
    return _clickable(
        [side * box.step for box in placed],
        [(box.low, box.high) for box in placed],
        width=_NODE,
        colours=[_colour(box.event) for box in placed],
        meant=meant,
        chosen=chosen,
        hovers=[_hover_step(result, box).render(language) for box in placed],
        name=_("Steps").render(language),
    )


def _feet(result: PathsResult, ways: list[Ribbon], language: Language, chosen: Choice | None, side: int) -> go.Bar:
    return _clickable(
        [side * (way.step + (_NODE + _STUB) / 2 + 0.006) for way in ways],
        [way.leaves for way in ways],
        width=_STUB,
        colours=[rgba(WARM_RGB if way.next == END else ACCENT_RGB, 0.55) for way in ways],
        meant=[("way", str(way.step), way.event, way.next) for way in ways],
        chosen=chosen,
        hovers=[_hover_way(result, way).render(language) for way in ways],
        name=_("Ways").render(language),
    )


def _clickable(
    places: list[float],
    spans: list[tuple[float, float]],
    *,
    width: float,
    colours: list[str],
    meant: Sequence[tuple[str, ...]],
    chosen: Choice | None,
    hovers: list[str],
    name: str,
) -> go.Bar:
    return go.Bar(
        x=places,
        y=[high - low for low, high in spans],
        base=[low for low, _high in spans],
        width=width,
        marker={
            "color": colours,
            "line": {"color": CHOSEN, "width": [3 if one == chosen else 0 for one in meant]},
        },
        customdata=[list(one) for one in meant],
        hovertext=hovers,
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        name=name,
    )


def _ribbon(way: Ribbon, side: int) -> go.Scatter:
    begins, ends = way.step + _NODE / 2, way.step + 1 - _NODE / 2
    parts = [number / _BENDS for number in range(_BENDS + 1)]
    across = [side * (begins + (ends - begins) * part) for part in parts]
    upper = [_bent(way.leaves[1], way.comes[1], part) for part in parts]
    lower = [_bent(way.leaves[0], way.comes[0], part) for part in parts]
    return go.Scatter(
        x=[*across, *across[::-1]],
        y=[*upper, *lower[::-1]],
        mode="lines",
        fill="toself",
        fillcolor=rgba(WARM_RGB, 0.16) if way.next == END else rgba(NEUTRAL_RGB, 0.24),
        line={"width": 0},
        hoverinfo="skip",
    )


def _bent(start: float, end: float, part: float) -> float:
    return start + (end - start) * (1 - math.cos(math.pi * part)) / 2


def _labels(result: PathsResult, placed: list[Box], language: Language, side: int) -> go.Scatter:
    named = [box for box in placed if box.high - box.low >= _LABELLED]
    longest = _LONGEST if max((box.step for box in placed), default=0) <= _FEW_STEPS else _CROWDED
    shift = (_NODE / 2 + _STUB + 0.02) if side > 0 else (_NODE / 2 + 0.012)
    return go.Scatter(
        x=[side * box.step + shift for box in named],
        y=[(box.low + box.high) / 2 for box in named],
        mode="text",
        text=[_label(result, box, language, longest) for box in named],
        textposition="middle right",
        textfont={"size": 12, "color": ON_PAPER},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _label(result: PathsResult, box: Box, language: Language, longest: int) -> str:
    name = _step(result, box.event, box.row).render(language)
    return (
        f"{escape(_cut(name, longest), quote=False)} {format_value(defined(box.row['customers']), 'count', language)}"
    )


def _cut(name: str, longest: int) -> str:
    """As much of a name as there is room for; hovering over it says all of it."""
    widths = [2 if letter >= _WIDE else 1 for letter in name]
    fits = next((place for place in range(len(name)) if sum(widths[: place + 1]) > longest), len(name))
    return name if fits == len(name) else f"{name[: fits - 1]}…"


def _step(result: PathsResult, event: str, row: dict[str, object]) -> Text:
    name = step_name(event, is_back=result.params.is_back)
    if event == OTHER and row.get("folded"):
        return _("{name} ({n:count})", name=name, n=row["folded"])
    return name


def _hover_step(result: PathsResult, box: Box) -> Text:
    return _(
        "<b>{name}</b><br>{people}, {visits}",
        name=_plain(_step(result, box.event, box.row)),
        people=people_said(defined(box.row["customers"])),
        visits=visits_said(defined(box.row["visits"])),
    )


def _hover_way(result: PathsResult, way: Ribbon) -> Text:
    is_back = result.params.is_back
    here, there = (_plain(step_name(step, is_back=is_back)) for step in (way.event, way.next))
    first, then = (there, here) if is_back else (here, there)
    return _(
        "<b>{from} → {to}</b><br>{people}, {visits} ({share:percent})",
        **{"from": first, "to": then},
        people=people_said(defined(way.row["customers"])),
        visits=visits_said(defined(way.row["visits"])),
        share=defined(way.row["share"]),
    )


def _plain(name: Text) -> Text:
    """A name whose marks of HTML are letters in a chart."""
    return Text(name.key, tuple((key, escape(v, quote=False) if isinstance(v, str) else v) for key, v in name.values))


def _colour(event: str) -> str:
    if event == END:
        return rgba(WARM_RGB, 0.75)
    return NEUTRAL if event == OTHER else ACCENT
