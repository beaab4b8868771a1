"""The picture of journeys across channels: met first, met next, ordered in, and the ways between them."""

from html import escape

import plotly.graph_objects as go

from insight.analysis.journeys import JourneysResult
from insight.analysis.journeys.words import NONE, OTHER, PLACES, UNNAMED, stop_name
from insight.charts.kit.flow import Choice, flow_bars, flow_feet, flow_labels, flow_ribbon
from insight.charts.kit.flow_layout import Box, Ribbon, boxes, ribbons
from insight.charts.kit.notes import note_of
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import defined
from insight.charts.kit.theme import ACCENT, ACCENT_RGB, NEUTRAL, NEUTRAL_RGB, WARM_RGB, dress, rgba
from insight.charts.kit.wrapping import cut_to_width
from insight.i18n import Language, Text, _
from insight.i18n.text import format_value

_HEIGHT, _ROOM, _LONGEST = 440, 0.72, 20


def journey_flow(result: JourneysResult, language: Language, chosen: Choice | None = None) -> Picture:
    """Bars are channels of a place, ribbons the people who went on from one to the other.

    A click on a bar stands for ("place", place, channel), on the foot of a ribbon for ("way", place, channel, next).
    """
    names = {"place": "step", "channel": "event"}
    placed = boxes(result.places.rename(columns=names).assign(visits=result.places["customers"]), last=NONE)
    ways = ribbons(result.ways.rename(columns=names).assign(visits=result.ways["customers"]), placed)
    figure = go.Figure([flow_ribbon(way, _shade(way)) for way in ways])
    figure.add_trace(_bars(placed, language, chosen))
    figure.add_trace(_feet(ways, language, chosen))
    figure.add_trace(flow_labels(placed, [_label(box, language) for box in placed]))
    dress(figure, height=_HEIGHT)
    figure.update_layout(barmode="overlay", bargap=0)
    figure.update_yaxes(visible=False)
    figure.update_xaxes(
        tickvals=list(range(len(PLACES))),
        ticktext=[text.render(language) for text in PLACES.values()],
        range=[-0.14, len(PLACES) - 1 + _ROOM],
    )
    return Picture(
        figure=figure,
        title=_title(result).render(language),
        alt=_("Channels met first, met next and ordered in, joined by ribbons as wide as the people").render(language),
        note=note_of(language, *_notes(result)),
        is_wide=True,
    )


def _title(result: JourneysResult) -> Text:
    said = {"n": defined(result.several), "people": defined(result.people)}
    if result.params.until == "first":
        return _("{n:count} of {people:count} people met more than one channel by their first order", **said)
    return _("{n:count} of {people:count} people met more than one channel by their latest order", **said)


def _notes(result: JourneysResult) -> list[Text]:
    notes = [_("Heights and numbers are people; click a bar, or the foot of a ribbon, to see who")]
    if tied := defined(result.tied):
        notes.append(_("{n:count} met the first two on the same moment", n=tied))
    if undated := defined(result.undated):
        notes.append(_("{n:count} have a channel without a day, which is left out", n=undated))
    return notes


def _bars(placed: list[Box], language: Language, chosen: Choice | None) -> go.Bar:
    return flow_bars(
        placed,
        colours=[_colour(box.event) for box in placed],
        meant=[("place", str(box.step), box.event) for box in placed],
        chosen=chosen,
        hovers=[_hover_place(box).render(language) for box in placed],
        name=_("Channels").render(language),
    )


def _feet(ways: list[Ribbon], language: Language, chosen: Choice | None) -> go.Bar:
    return flow_feet(
        ways,
        colours=[rgba(WARM_RGB if way.next == NONE else ACCENT_RGB, 0.55) for way in ways],
        meant=[("way", str(way.step), way.event, way.next) for way in ways],
        chosen=chosen,
        hovers=[_hover_way(way).render(language) for way in ways],
        name=_("Ways").render(language),
    )


def _shade(way: Ribbon) -> str:
    return rgba(WARM_RGB, 0.16) if way.next == NONE else rgba(NEUTRAL_RGB, 0.24)


def _colour(channel: str) -> str:
    if channel == NONE:
        return rgba(WARM_RGB, 0.75)
    return NEUTRAL if channel in (OTHER, UNNAMED) else ACCENT


def _label(box: Box, language: Language) -> str:
    name = cut_to_width(_stop(box).render(language), _LONGEST)
    return f"{escape(name, quote=False)} {format_value(defined(box.row['customers']), 'count', language)}"


def _stop(box: Box) -> Text:
    name = stop_name(box.event)
    return _("{name} ({n:count})", name=name, n=box.row["folded"]) if box.row.get("folded") else name


def _hover_place(box: Box) -> Text:
    place = list(PLACES.values())[box.step]
    return _(
        "<b>{name}</b><br>{place}: {people:count}",
        name=_letters(_stop(box)),
        place=place,
        people=defined(box.row["customers"]),
    )


def _hover_way(way: Ribbon) -> Text:
    return _(
        "<b>{from} → {to}</b><br>{n:count} of {here:count} ({share:percent}; {low:percent} to {high:percent})",
        **{"from": _letters(stop_name(way.event)), "to": _letters(stop_name(way.next))},
        n=defined(way.row["customers"]),
        **{name: defined(way.row[name]) for name in ("here", "share", "low", "high")},
    )


def _letters(name: Text) -> Text:
    """A name whose marks of HTML are letters in a chart."""
    return Text(
        name.key,
        tuple(
            (key, escape(v, quote=False) if isinstance(v, str) else _letters(v) if isinstance(v, Text) else v)
            for key, v in name.values
        ),
    )
