"""The comparisons side by side: how far each puts the two sides apart, and how sure that is."""

from collections.abc import Sequence

import plotly.graph_objects as go

from insight.analysis.judge import JudgeResult, group_words
from insight.analysis.judge.checks import WAYS
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, FAINT, NEUTRAL, RULE, dress
from insight.i18n import Language, Text, _

_ROW, _REST = 46, 60
_COLOURS = {"decides": ACCENT, "stands": NEUTRAL, "failed": FAINT}
MOST_GROUPS = 12


def comparisons_picture(result: JudgeResult, language: Language) -> Picture:
    """Each comparison that could be made: the difference of the shares that bought, with its interval."""
    rows = [row for row in rows_of(result.comparisons) if row["state"] != "impossible" and _is_known(row)]
    names = [WAYS[row["way"]].render(language) for row in rows]
    colours = [_COLOURS[row["state"]] for row in rows]
    figure = _drawn(rows, names, colours, language, stands_for=[("treated", None)] * len(rows))
    return Picture(
        figure=figure,
        title=_("How far the two sides are apart, by each comparison").render(language),
        alt=_("Points with intervals: difference of the shares that bought, by comparison").render(language),
        note=_(
            "Line: where the difference may lie · faint: a check failed, not used · blue: the verdict stands on it"
        ).render(language),
    )


def groups_picture(result: JudgeResult, language: Language) -> Picture:
    """The effect in each group, the largest first. A click stands for (kind, group)."""
    known = result.groups[result.groups["difference"].notna()]
    rows = rows_of(known.sort_values(["difference", "group"], ascending=[False, True]).head(MOST_GROUPS))
    names = [group_words(row).render(language) for row in rows]
    colours = [ACCENT if bool(row["certain"]) else NEUTRAL for row in rows]
    meant = [(str(row["kind"]), str(row["group"])) for row in rows]
    figure = _drawn(rows, names, colours, language, stands_for=meant)
    return Picture(
        figure=figure,
        title=_title(rows).render(language),
        alt=_("Points with intervals: difference of the shares that bought, by group").render(language),
        note=_("Line: where the difference may lie · blue: more than chance among so many groups").render(language),
    )


def _title(rows: list[Row]) -> Text:
    if not any(bool(row["certain"]) for row in rows):
        return _("No group can be said to have responded more than chance would have it")
    best = next(row for row in rows if bool(row["certain"]))
    return _("{group} responded most", group=group_words(best))


def _is_known(row: Row) -> bool:
    return defined(row["difference"]) is not None


def _drawn(
    rows: list[Row],
    names: list[str],
    colours: list[str],
    language: Language,
    *,
    stands_for: Sequence[tuple[object, ...]],
) -> go.Figure:
    figure = go.Figure()
    for name, row, colour in zip(names, rows, colours, strict=True):
        figure.add_scatter(
            x=[row["low"], row["high"]],
            y=[name, name],
            mode="lines",
            line={"color": colour, "width": 3},
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=[row["difference"] for row in rows],
        y=names,
        mode="markers",
        marker={"color": colours, "size": 12},
        customdata=[list(meant) for meant in stands_for],
        hovertext=[_hover(name, row, language) for name, row in zip(names, rows, strict=True)],
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )
    dress(figure, height=_ROW * max(len(rows), 1) + _REST)
    figure.add_vline(x=0, line_color=RULE, line_width=2)
    ends = [0.0, *(float(row[name]) for row in rows for name in ("low", "high"))]
    room = 0.06 * (max(ends) - min(ends))
    figure.update_xaxes(tickformat="+.0%", nticks=6, showgrid=True, range=[min(ends) - room, max(ends) + room])
    figure.update_yaxes(autorange="reversed", automargin=True)
    return figure


def _hover(name: str, row: Row, language: Language) -> str:
    return _(
        "<b>{name}</b><br>{rate:percent} against {other:percent}<br>95 %: {low:percent} – {high:percent}",
        name=name,
        rate=defined(row["rate"]),
        other=defined(row["other_rate"]),
        low=defined(row["low"]),
        high=defined(row["high"]),
    ).render(language)
