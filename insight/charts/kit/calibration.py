"""Chances beside what came of them."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, NEUTRAL, dress
from insight.i18n import Language, Text, _


def chances_kept(table: pd.DataFrame, language: Language, *, height: int) -> Picture:
    """Of people given a chance to buy, how many did; the line is where both are equal.

    One row: a band of chances, with predicted, n, bought, rate, low and high; where it is known how far a rate may lie
    from what is said, may_low and may_high. The title counts bands that came as was said, not those to be expected.
    """
    rows = rows_of(table)
    figure = go.Figure(go.Scatter(x=[0, 1], y=[0, 1], mode="lines", line={"color": NEUTRAL, "dash": "dot"}))
    figure.data[0].update(hoverinfo="skip")
    expected = [row for row in rows if defined(row.get("may_low")) is not None]
    if expected:
        figure.add_scatter(**_expected(expected))
    figure.add_scatter(**_came(rows, language))
    dress(
        figure,
        height=height,
        x_title=_("Chance given").render(language),
        y_title=_("Share that bought").render(language),
    )
    for update in (figure.update_xaxes, figure.update_yaxes):
        update(tickformat=".0%", range=[0, 1])
    kept = sum(float(row["low"]) <= float(row["predicted"]) <= float(row["high"]) for row in rows)
    return Picture(
        figure=figure,
        title=_("Of {n} bands of chances, {kept} came as said", kept=kept, n=len(rows)).render(language),
        alt=_("Dots: chance given to people and share of them who bought").render(language),
        note=_note(bool(expected)).render(language),
    )


def _came(rows: list[Row], language: Language) -> dict[str, Any]:
    """A dot a band with the interval of its share."""
    rates = [float(row["rate"]) for row in rows]
    return {
        "x": [float(row["predicted"]) for row in rows],
        "y": rates,
        "mode": "markers",
        "marker": {"color": ACCENT, "size": 9},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [float(row["high"]) - rate for row, rate in zip(rows, rates, strict=True)],
            "arrayminus": [rate - float(row["low"]) for row, rate in zip(rows, rates, strict=True)],
            "color": ACCENT,
            "thickness": 1.2,
        },
        "customdata": [["band", int(row["band"])] for row in rows],
        "hovertext": [
            _(
                "given {predicted:percent}: {bought:count} of {n:count} bought, {rate:percent}",
                predicted=float(row["predicted"]),
                bought=int(row["bought"]),
                n=int(row["n"]),
                rate=float(row["rate"]),
            ).render(language)
            for row in rows
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _note(has_expected: bool) -> Text:
    if has_expected:
        return _(
            "on the dotted line: exactly as said · grey: where it was to be expected, as spans of time differ · lines: "
            "where the share may lie"
        )
    return _("on the dotted line: exactly as said · lines: where the share may lie")


def _expected(rows: list[Row]) -> dict[str, Any]:
    """A broad line a band, from the lowest share that was to be expected to the highest."""
    ends = [(row["predicted"], row["may_low"], row["may_high"]) for row in rows]
    return {
        "x": [place for at, _low, _high in ends for place in (at, at, None)],
        "y": [place for _at, low, high in ends for place in (low, high, None)],
        "mode": "lines",
        "line": {"color": NEUTRAL, "width": 8},
        "opacity": 0.3,
        "hoverinfo": "skip",
    }
