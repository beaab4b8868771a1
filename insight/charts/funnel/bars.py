"""The picture of a funnel: who took each step, who still has time, who is lost."""

from html import escape

import plotly.graph_objects as go

from insight.analysis.funnel import FunnelResult, State
from insight.analysis.funnel.durations import span
from insight.analysis.funnel.parts import PART_WORDS
from insight.charts.kit.bars import outline
from insight.charts.kit.lines import Line, add_line
from insight.charts.kit.notes import note_of, people_in_all
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, NEUTRAL, ON_ACCENT, ON_PAPER, WARM_RGB, count_axis, dress, rgba
from insight.charts.kit.wrapping import cut, wrapped
from insight.i18n import Language, Text, _

_HEIGHT = 380
_LONGEST_NAME, _LINE = 28, 13
_LOST = rgba(WARM_RGB, 0.32)

PARTS: dict[State, tuple[Text, str]] = {
    "converted": (PART_WORDS["converted"], ACCENT),
    "open": (PART_WORDS["open"], NEUTRAL),
    "lost": (PART_WORDS["lost"], _LOST),
}
"""The parts of a bar from the ground up, and their colours."""


def funnel_bars(result: FunnelResult, language: Language, chosen: tuple[object, ...] | None = None) -> Picture:
    """A bar a step, as high as the people who came to it. A click stands for (number of the step, state)."""
    figure, rows = go.Figure(), rows_of(result.steps)
    names = [_on_tick(row, result.label(int(row["step_no"])).render(language)) for row in rows]
    for state, (label, colour) in PARTS.items():
        meant = [(str(row["step_no"]), state) for row in rows]
        values = [defined(row[state]) or 0 for row in rows]
        figure.add_bar(
            x=names,
            y=values,
            name=label.render(language),
            marker={
                "color": colour,
                "pattern": {"shape": "/" if state == "open" else "", "size": 6, "fillmode": "replace"},
                "line": outline(meant, chosen),
            },
            customdata=[list(one) for one in meant],
            text=[_label(state, value, values) for value in values],
            textposition="inside",
            insidetextanchor="end" if state == "converted" else "middle",
            insidetextfont={"size": 14, "color": ON_ACCENT if state == "converted" else ON_PAPER},
            constraintext="none",
            textangle=0,
            hovertext=[_hover(result, row, state, language) for row in rows],
            hovertemplate="%{hovertext}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
    dress(figure, height=_HEIGHT)
    figure.update_layout(barmode="stack", bargap=0.14, uniformtext={"minsize": 11, "mode": "hide"})
    count_axis(figure, max((defined(row["customers"]) or 0 for row in rows), default=1), language)
    return Picture(
        figure=figure,
        title=_title(result).render(language),
        alt=_("Bars by step: people who went on, who still have time, and who are lost").render(language),
        note=_note(result, language),
        legend=tuple((label.render(language), colour) for label, colour in PARTS.values()),
    )


def _on_tick(row: Row, name: str) -> str:
    return wrapped(f"{row['step_no']}. {cut(name, _LONGEST_NAME)}", _LINE)


def _label(state: State, value: float, values: list[float]) -> str:
    """The number in the part; nothing where nobody is in it, or where it is too low to be read."""
    return f"{value:,.0f}" if value and (state == "converted" or value >= 0.03 * max(values)) else ""


def _title(result: FunnelResult) -> Text:
    last = rows_of(result.steps)[-1]
    if defined(last["rate_in_all"]) is None:
        return _("People step by step")
    return _("{rate:percent} come through to the end", rate=float(last["rate_in_all"]))


def _note(result: FunnelResult, language: Language) -> str:
    entered = defined(result.steps["customers"].iloc[0])
    attempts = _("{n:count} attempt in all", "{n:count} attempts in all", n=entered)
    return note_of(
        language,
        attempts if result.params.count == "attempts" else people_in_all(entered),
        _("within {window} of the first step", window=span(result.params.window_s)),
        _("click any part to see who"),
    )


def _hover(result: FunnelResult, row: Row, state: State, language: Language) -> str:
    name = result.label(int(row["step_no"])).render(language)
    parts = [
        _("<b>{step}</b> · {part}", step=escape(name, quote=False), part=PARTS[state][0]),
        _("{n:count} of {all:count}", n=defined(row[state]), all=defined(row["customers"])),
        _(
            "{rate:percent} go on, 95 %: {low:percent} – {high:percent}",
            rate=defined(row["rate"]),
            low=defined(row["low"]),
            high=defined(row["high"]),
        ),
    ]
    if defined(row["median_s"]) is not None:
        parts.append(_("half of them within {median}", median=span(row["median_s"])))
    return "<br>".join(part.render(language) for part in parts)


def time_curve(result: FunnelResult, number: int, language: Language) -> Picture:
    """The share who have taken a step by each moment since the one before."""
    figure, rows = go.Figure(), rows_of(result.times[result.times["step_no"] == number])
    unit, name = _unit(rows)
    points: list[Row] = [{"seconds": 0, "rate": 0.0, "low": 0.0, "high": 0.0}, *_thinned(rows)]
    add_line(
        figure,
        Line(
            name=result.label(number).render(language),
            colour=ACCENT,
            x=[row["seconds"] / unit for row in points],
            y=[defined(row["rate"]) for row in points],
            low=[defined(row["low"]) or defined(row["rate"]) for row in points],
            high=[defined(row["high"]) or defined(row["rate"]) for row in points],
            hover=[
                _("{span}: {rate:percent} have gone on", span=span(row["seconds"]), rate=defined(row["rate"])).render(
                    language
                )
                for row in points
            ],
            stands_for=[(number, row["seconds"]) for row in points],
            shape="hv",
        ),
    )
    dress(figure, height=_HEIGHT)
    figure.update_traces(selector={"mode": "lines+markers"}, mode="lines")
    figure.update_yaxes(tickformat=".0%", rangemode="tozero")
    figure.update_xaxes(title_text=name.render(language))
    return Picture(
        figure=figure,
        title=_("How soon they go on to “{step}”", step=result.label(number)).render(language),
        alt=_("Curve: share who have taken the step, by time since the step before").render(language),
        note=_("Kaplan–Meier: whoever still has time is counted for as long as it lasts").render(language),
    )


def _unit(rows: list[Row]) -> tuple[int, Text]:
    longest = max((row["seconds"] for row in rows), default=0)
    if longest > 3 * 86_400:
        return 86_400, _("Days")
    return (3600, _("Hours")) if longest > 10_800 else (60, _("Minutes"))


def _thinned(rows: list[Row]) -> list[Row]:
    """At most some hundred points; a line cannot show more."""
    every = max(len(rows) // 300, 1)
    return [row for place, row in enumerate(rows) if place % every == 0 or place == len(rows) - 1]
