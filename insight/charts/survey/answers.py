"""The answers to one question: a bar an option, or of a grid a row of shares for each of its rows."""

from html import escape
from typing import Any

import plotly.graph_objects as go

from insight.analysis.survey import SurveyResult
from insight.charts.kit.bars import NUMBERS_BESIDE, outline
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, ACCENT_RGB, CHOSEN, NEUTRAL, ON_ACCENT, SMALL_GROUP, dress, opacity, rgba
from insight.charts.kit.wrapping import shortened
from insight.i18n import Language, _
from insight.i18n.text import format_value

Choice = tuple[Any, ...]

_BAR_HEIGHT, _REST, _MOST_BARS = 32, 40, 16
_LINE = 22
_TOLD = 0.06
_BANDS = {"detractors": "#D55E00", "passives": NEUTRAL, "promoters": "#009E73"}


def question_bars(result: SurveyResult, question: str, language: Language, chosen: Choice | None = None) -> Picture:
    """What was answered to a question. A click stands for (question, row of a grid, option)."""
    rows = rows_of(result.options[result.options["question"] == question])
    asked = rows_of(result.questions[result.questions["question"] == question])[0]
    items = list(dict.fromkeys(row["item"] for row in rows))
    figure = _grid(rows, items, language, chosen) if len(items) > 1 else _bars(rows, asked["kind"], language, chosen)
    return Picture(
        figure=figure,
        title=_title(rows, asked, items, language),
        alt=_("Bars: the answers to “{question}”", question=asked["text"]).render(language),
        note=_note(result, asked, language),
        legend=_legend(rows, items),
    )


def _bars(rows: list[Row], kind: str, language: Language, chosen: Choice | None) -> go.Figure:
    shown = rows[:_MOST_BARS][::-1] if kind not in ("scale", "nps", "number") else rows[::-1]
    meant = [_meant(row) for row in shown]
    figure = go.Figure(
        go.Bar(
            x=[defined(row["share"]) for row in shown],
            y=[str(place) for place in range(len(shown))],
            orientation="h",
            marker={
                "color": [_colour(row, kind) for row in shown],
                "line": outline(meant, chosen),
            },
            text=[_beside(row, language) for row in shown],
            customdata=[list(one) for one in meant],
            hovertext=[_hover(row, language) for row in shown],
            **NUMBERS_BESIDE,
        )
    )
    dress(figure, height=_BAR_HEIGHT * len(shown) + _REST)
    most = max((defined(row["share"]) or 0.0 for row in shown), default=1.0)
    figure.update_xaxes(range=[0, max(most, 0.01) * 1.3], tickformat=".0%", nticks=5)
    figure.update_yaxes(
        tickvals=[str(place) for place in range(len(shown))],
        ticktext=[folded(row["option"]) for row in shown],
        showgrid=False,
    )
    return figure


def _grid(rows: list[Row], items: list[str], language: Language, chosen: Choice | None) -> go.Figure:
    """One bar a row of the grid, its options side by side in the order of their scale."""
    figure, options = go.Figure(), list(dict.fromkeys(row["option"] for row in rows))
    shade = _shades(options)
    for option in options:
        own = {row["item"]: row for row in rows if row["option"] == option}
        shown = [own[item] for item in reversed(items) if item in own]
        figure.add_bar(
            x=[defined(row["share"]) or 0.0 for row in shown],
            y=[str(items.index(row["item"])) for row in shown],
            orientation="h",
            name=option,
            marker={
                "color": rgba(ACCENT_RGB, opacity(shade[option])),
                "line": {"color": CHOSEN, "width": [3 if _meant(row) == chosen else 0 for row in shown]},
            },
            text=[_inside(row, language) for row in shown],
            textposition="inside",
            insidetextanchor="middle",
            insidetextfont={"color": ON_ACCENT} if shade[option] > 0.5 else {},
            textangle=0,
            customdata=[list(_meant(row)) for row in shown],
            hovertext=[_hover(row, language) for row in shown],
            hovertemplate="%{hovertext}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
    dress(figure, height=_BAR_HEIGHT * len(items) + _REST)
    figure.update_layout(barmode="stack", showlegend=False)
    figure.update_xaxes(range=[0, 1], tickformat=".0%", nticks=5)
    figure.update_yaxes(
        tickvals=[str(place) for place in range(len(items))],
        ticktext=[folded(item) for item in items],
        categoryorder="array",
        categoryarray=[str(place) for place in reversed(range(len(items)))],
        showgrid=False,
    )
    return figure


def _meant(row: Row) -> Choice:
    return (row["question"], row["item"], row["option"])


def _shades(options: list[str]) -> dict[str, float]:
    return {option: 0.15 + 0.85 * place / max(len(options) - 1, 1) for place, option in enumerate(options)}


def _colour(row: Row, kind: str) -> str:
    if kind == "nps":
        return _BANDS[_band(float(row["option"]))]
    return ACCENT if row["base"] is not None and row["base"] >= SMALL_GROUP else NEUTRAL


def _band(score: float) -> str:
    return "promoters" if score >= 9 else "passives" if score >= 7 else "detractors"


def _beside(row: Row, language: Language) -> str:
    share, n = (
        format_value(defined(row["share"]), "percent", language),
        format_value(defined(row["n"]), "count", language),
    )
    return f"{share} · {n}"


def _inside(row: Row, language: Language) -> str:
    share = defined(row["share"]) or 0.0
    return format_value(share, "percent", language) if share >= _TOLD else ""


def _hover(row: Row, language: Language) -> str:
    return _(
        "<b>{option}</b><br>{share:percent} of those who answered: {n:count} of {base:count}<br>{people:count} of "
        "them are known people",
        option=f"{row['item']}: {row['option']}" if row["item"] else row["option"],
        share=defined(row["share"]),
        n=defined(row["n"]),
        base=defined(row["base"]),
        people=defined(row["customers"]),
    ).render(language)


def _title(rows: list[Row], asked: Row, items: list[str], language: Language) -> str:
    """The answer as a sentence."""
    if asked["kind"] == "nps" and defined(asked["nps"]) is not None:
        return _("Net promoter score {score:+.0f}", score=100 * float(asked["nps"])).render(language)
    if len(items) > 1:
        return str(asked["text"])
    known = [row for row in rows if defined(row["share"]) is not None]
    if not known:
        return str(asked["text"])
    first = max(known, key=lambda row: float(row["share"]))
    return _("{share:percent} say “{option}”", share=float(first["share"]), option=first["option"]).render(language)


def _note(result: SurveyResult, asked: Row, language: Language) -> str:
    said = [_("{n:count} people answered this question", n=defined(asked["base"])).render(language)]
    if defined(asked["no_answer"]):
        said.append(_("{n:count} refused", n=asked["no_answer"]).render(language))
    if asked["kind"] == "multiple":
        said.append(_("several answers were possible").render(language))
    if result.is_weighted:
        said.append(_("shares are weighted").render(language))
    said.append(_("click a bar to see who").render(language))
    return " · ".join(said)


def _legend(rows: list[Row], items: list[str]) -> tuple[tuple[str, str], ...]:
    if len(items) < 2:
        return ()
    options = list(dict.fromkeys(row["option"] for row in rows))
    shade = _shades(options)
    return tuple((option, rgba(ACCENT_RGB, opacity(shade[option]))) for option in options)


def folded(text: object) -> str:
    """A long name in two lines, what is longer cut; its signs are no markup."""
    plain = " ".join(str(text).split())
    width = _LINE if plain.isascii() else _LINE // 2
    if len(plain) <= width:
        return escape(plain, quote=False)
    end = plain.rfind(" ", 0, width) if " " in plain[:width] else width
    return f"{escape(plain[:end], quote=False)}<br>{shortened(plain[end:].strip(), width)}"
