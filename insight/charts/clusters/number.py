"""How the number of groups was chosen, and where the groups lie."""

import plotly.graph_objects as go

from insight.analysis.clusters import ClustersResult
from insight.charts.kit.lines import Line, add_line
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, CATEGORIES, FAINT, dress
from insight.i18n import Language, Text, _
from insight.statistics.grouping import STABLE

_HEIGHT = 320
_COLOURS = (*CATEGORIES[:-1], "#8C6BB1", "#A6761D", "#7FBF5A", "#E7298A")
"""One for each of the ten groups there can be."""


def number_curve(result: ClustersResult, language: Language) -> Picture:
    """How clear the groups are and how far they come back, by how many groups are made."""
    figure = go.Figure()
    rows = rows_of(result.curve)
    drawn = (
        ("separation", _("how clear"), ACCENT, False),
        ("stability", _("how far they come back"), CATEGORIES[1], False),
        ("chance", _("how clear in shuffled data"), FAINT, True),
    )
    for column, name, colour, is_faint in drawn:
        add_line(figure, _line(rows, (column, name.render(language), colour), language, is_faint=is_faint))
    dress(figure, height=_HEIGHT)
    figure.update_yaxes(range=[min(0.0, *(row["separation"] for row in rows)) - 0.02, 1.05] if rows else [0, 1])
    figure.update_xaxes(
        dtick=1,
        title_text=_("Number of groups").render(language),
        range=[1.8, max((r["k"] for r in rows), default=2) + 2],
    )
    return Picture(
        figure=figure,
        title=_number_title(result).render(language),
        alt=_("Curves: how clear and how stable the groups are, by their number").render(language),
        note=_(
            "A number is taken only where groups come back in other samples ({stable} or more of 1) and are clearer "
            "than in shuffled data",
            stable=STABLE,
        ).render(language),
    )


def _line(rows: list[Row], drawn: tuple[str, str, str], language: Language, *, is_faint: bool) -> Line:
    column, name, colour = drawn
    return Line(
        name=name,
        colour=colour,
        x=[int(row["k"]) for row in rows],
        y=[defined(row[column]) for row in rows],
        hover=[
            _("{name}: {value:.2f} with {k} groups", name=name, value=defined(row[column]), k=int(row["k"])).render(
                language
            )
            for row in rows
        ],
        stands_for=[(column, int(row["k"])) for row in rows],
        is_faint=is_faint,
        end=name,
    )


def _number_title(result: ClustersResult) -> Text:
    stable = result.curve[result.curve["is_stable"]]
    if stable.empty:
        return _("No number of groups is stable")
    numbers = ", ".join(str(int(k)) for k in stable["k"])
    return _("Stable numbers of groups: {numbers}", numbers=numbers)


def cluster_map(result: ClustersResult, language: Language) -> Picture:
    """Some of the people on the two directions in which they differ most. A click stands for (cluster,)."""
    figure = go.Figure()
    legend = []
    for cluster in [int(number) for number in result.clusters["cluster"]]:
        own = result.map[result.map["cluster"] == cluster]
        colour = _COLOURS[cluster - 1] if cluster else FAINT
        name = result.name(cluster).render(language)
        legend.append((f"{cluster} {name}" if cluster else name, colour))
        for is_centre in (False, True):
            points = own[own["is_centre"] == is_centre]
            figure.add_scatter(
                x=points["x"],
                y=points["y"],
                mode="markers+text" if is_centre else "markers",
                text=[f"<b>{cluster}</b>"] * len(points) if is_centre else None,
                textposition="top center",
                marker={"color": colour, "size": 14 if is_centre else 6, "opacity": 1 if is_centre else 0.45},
                customdata=[[cluster]] * len(points),
                hovertext=[name] * len(points),
                hovertemplate="%{hovertext}<extra></extra>",
            )
    dress(figure, height=420)
    figure.update_xaxes(showticklabels=False)
    figure.update_yaxes(showticklabels=False)
    return Picture(
        figure=figure,
        title=_("Who lies near to whom").render(language),
        alt=_("Map of some of the people, coloured by group").render(language),
        note=_(
            "{n:count} people at most, drawn by chance · the two directions in which people differ most", n=1200
        ).render(language),
        legend=tuple(legend),
    )
