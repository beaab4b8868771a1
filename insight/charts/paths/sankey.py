"""The picture of paths: steps side by side, and how wide the ways between them are."""

from html import escape

import plotly.graph_objects as go

from insight.analysis.paths import PathsResult
from insight.analysis.paths.words import END, OTHER, people_said, step_name, visits_said
from insight.charts.kit.flow import Choice, flow_bars, flow_feet, flow_labels, flow_ribbon
from insight.charts.kit.flow_layout import Box, Ribbon, boxes, ribbons
from insight.charts.kit.notes import note_of
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import defined
from insight.charts.kit.theme import ACCENT, ACCENT_RGB, NEUTRAL, NEUTRAL_RGB, WARM_RGB, dress, rgba
from insight.charts.kit.wrapping import cut_to_width
from insight.i18n import Language, Text, _
from insight.i18n.text import format_value
from insight.schema.event_names import event_name

_HEIGHT = 370
_LONGEST, _CROWDED = 20, 14
_ROOM, _FEW_STEPS = 0.72, 4


def path_sankey(result: PathsResult, language: Language, chosen: Choice | None = None) -> Picture:
    """Bars are events of a step, ribbons the ways between them, both as high as their visits; numbers are people.

    A click on a bar stands for ("step", step, event), on the foot of a ribbon for ("way", step, event, next).
    """
    placed = boxes(result.nodes, last=END)
    ways = ribbons(result.links, placed)
    figure, side = go.Figure(), -1 if result.params.is_back else 1
    for way in ways:
        figure.add_trace(flow_ribbon(way, _shade(way), side))
    figure.add_trace(_bars(result, placed, language, chosen, side))
    figure.add_trace(_feet(result, ways, language, chosen, side))
    figure.add_trace(flow_labels(placed, _labels(result, placed, language), side))
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
    return flow_bars(
        placed,
        colours=[_colour(box.event) for box in placed],
        meant=[("step", str(box.step), box.event) for box in placed],
        chosen=chosen,
        hovers=[_hover_step(result, box).render(language) for box in placed],
        name=_("Steps").render(language),
        side=side,
    )


def _feet(result: PathsResult, ways: list[Ribbon], language: Language, chosen: Choice | None, side: int) -> go.Bar:
    return flow_feet(
        ways,
        colours=[rgba(WARM_RGB if way.next == END else ACCENT_RGB, 0.55) for way in ways],
        meant=[("way", str(way.step), way.event, way.next) for way in ways],
        chosen=chosen,
        hovers=[_hover_way(result, way).render(language) for way in ways],
        name=_("Ways").render(language),
        side=side,
    )


def _shade(way: Ribbon) -> str:
    return rgba(WARM_RGB, 0.16) if way.next == END else rgba(NEUTRAL_RGB, 0.24)


def _labels(result: PathsResult, placed: list[Box], language: Language) -> list[str]:
    longest = _LONGEST if max((box.step for box in placed), default=0) <= _FEW_STEPS else _CROWDED
    return [_label(result, box, language, longest) for box in placed]


def _label(result: PathsResult, box: Box, language: Language, longest: int) -> str:
    name = _step(result, box.event, box.row).render(language)
    people = format_value(defined(box.row["customers"]), "count", language)
    return f"{escape(cut_to_width(name, longest), quote=False)} {people}"


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
