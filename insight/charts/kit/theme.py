"""One look for all charts, on light and on dark.

Everything that carries a value is drawn in the accent or in a grey, with more or less opacity, over a transparent
ground: the page's own background shows through, so that the same figure fits both themes and a low value recedes into
either. Text takes its colour from the page's theme.
"""

import math
from typing import Any

import plotly.graph_objects as go

from insight.i18n import Language
from insight.i18n.text import format_value

ACCENT = "#2F6FB7"
ACCENT_RGB = (47, 111, 183)
WARM_RGB = (201, 98, 38)
NEUTRAL_RGB = (138, 145, 156)
NEUTRAL = "#8A919C"
FAINT = "rgba(138,145,156,0.6)"
RULE = "rgba(138,145,156,0.22)"
CHOSEN = "#E69F00"
ON_ACCENT = "#FFFFFF"
ON_BRIGHT = "#1A1A1A"
"""What is written on a full colour does not change with the theme: white, or nearly black where white is too pale."""
ON_PAPER = "#2B313B"
"""Text in the image of a chart, which has no page behind it; on the page all text is in the page's colour."""

CATEGORIES = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", NEUTRAL)
"""Okabe and Ito's colours that hold on light and on dark, then grey for what is left."""

REGIONS = {
    "champions": (31, 94, 168),
    "loyal": (74, 139, 208),
    "active": (120, 176, 226),
    "new": (76, 172, 132),
    "promising": (132, 197, 168),
    "needs_attention": (226, 190, 84),
    "at_risk": (228, 148, 64),
    "previously_loyal": (206, 98, 62),
    "almost_lost": (196, 138, 128),
    "dormant": NEUTRAL_RGB,
}
"""One hue a group of RFM, from the best customers in blue to those far away in grey; drawn over the page's ground."""

FONTS = (
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'PingFang SC', 'Microsoft YaHei', "
    "'Noto Sans CJK SC', 'Noto Sans SC', sans-serif"
)

SMALL_GROUP = 30
"""Fewer people than this are drawn in grey: their rates move with every single one."""

_LOWEST, _HIGHEST = 0.04, 0.78
"""At the highest the page's own text can still be read on it, on light and on dark (contrast 4.5)."""


def opacity(share: float) -> float:
    """How opaque the accent is for a value at `share` (0..1) of the scale."""
    return _LOWEST + (_HIGHEST - _LOWEST) * min(max(share, 0.0), 1.0)


def ink_on(colour: str) -> str:
    """What can be read best on a full colour (`#RRGGBB`): white or nearly black."""
    white, black = (_contrast(colour, ink) for ink in (ON_ACCENT, ON_BRIGHT))
    return ON_ACCENT if white > black else ON_BRIGHT


def _contrast(one: str, other: str) -> float:
    """How well two colours can be told apart, 1 to 21 (WCAG 2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def rgba(rgb: tuple[int, int, int], alpha: float) -> str:
    """A CSS colour."""
    return f"rgba({rgb[0]},{rgb[1]},{rgb[2]},{alpha:.3f})"


SEQUENTIAL: tuple[tuple[float, str], ...] = tuple((step / 4, rgba(ACCENT_RGB, opacity(step / 4))) for step in range(5))
"""For amounts: lightness changes evenly from the background to the accent."""

DIVERGING: tuple[tuple[float, str], ...] = (
    (0.0, rgba(WARM_RGB, 1.0)),
    (0.25, rgba(WARM_RGB, 0.5)),
    (0.5, rgba(NEUTRAL_RGB, 0.08)),
    (0.75, rgba(ACCENT_RGB, 0.5)),
    (1.0, rgba(ACCENT_RGB, 1.0)),
)
"""For differences: the middle is no difference."""


def dress(figure: go.Figure, *, height: int, x_title: str = "", y_title: str = "") -> go.Figure:
    """Give a figure the common look. Axis titles say the unit."""
    axis: dict[str, Any] = {
        "showline": False,
        "zeroline": False,
        "ticks": "",
        "gridcolor": RULE,
        "automargin": True,
        "fixedrange": True,
        "tickfont": {"size": 12, "color": ON_PAPER},
        "title": {"font": {"size": 12, "color": ON_PAPER}, "standoff": 14},
    }
    figure.update_layout(
        template=go.layout.Template(),
        height=height,
        margin={"l": 8, "r": 8, "t": 10, "b": 8, "autoexpand": True},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        colorway=list(CATEGORIES),
        font_family=FONTS,
        font_size=13,
        font_color=ON_PAPER,
        hoverlabel_font_family=FONTS,
        hovermode="closest",
        dragmode=False,
        bargap=0.25,
        separators=".,",
        showlegend=False,
    )
    figure.update_xaxes(showgrid=False, **axis)
    figure.update_yaxes(showgrid=True, **axis)
    if x_title:
        figure.update_xaxes(title_text=x_title)
    if y_title:
        figure.update_yaxes(title_text=y_title)
    return figure


def count_axis(figure: go.Figure, most: float, language: Language) -> None:
    """Round steps up to `most` on the vertical axis, written as the language writes large numbers (6万, 60K).

    An undefined `most`, where everything is hidden, leaves an empty axis.
    """
    most = most if math.isfinite(most) else 0.0
    step = _round_step(most / 4)
    marks = [step * place for place in range(int(most // step) + 1)]
    figure.update_yaxes(
        tickvals=marks,
        ticktext=[format_value(mark, "short", language) for mark in marks],
        range=[0, max(most * 1.06, 1)],
    )


def _round_step(rough: float) -> float:
    """The next of 1, 2, 5, 10, 20, 50 … that is not smaller."""
    if rough <= 1:
        return 1
    power: float = 10 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
