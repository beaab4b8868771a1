"""Colours and axes that mean what they look like."""

from itertools import pairwise

import plotly.graph_objects as go
import pytest

from insight.charts.kit.theme import (
    ACCENT_RGB,
    CATEGORIES,
    NEUTRAL_RGB,
    ON_ACCENT,
    ON_BRIGHT,
    ON_PAPER,
    WARM_RGB,
    count_axis,
    dress,
    ink_on,
    opacity,
)

RGB = tuple[int, int, int]

WHITE, NIGHT = (255, 255, 255), (19, 22, 27)
INK = {WHITE: (28, 34, 43), NIGHT: (228, 231, 235)}
"""The text colour of each theme (.streamlit/config.toml)."""


def luminance(rgb: tuple[float, ...]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in rgb)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lightness(rgb: tuple[float, ...]) -> float:
    """CIE L* of an sRGB colour."""
    y = luminance(rgb)
    return float(116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y)


def rgb_of(colour: str) -> RGB:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue


def drawn(colour: RGB, alpha: float, ground: RGB) -> tuple[float, ...]:
    return tuple(alpha * a + (1 - alpha) * g for a, g in zip(colour, ground, strict=True))


@pytest.mark.parametrize("ground", [WHITE, NIGHT])
@pytest.mark.parametrize("colour", [ACCENT_RGB, WARM_RGB, NEUTRAL_RGB])
def test_text_of_the_page_can_be_read_on_every_shade(
    colour: tuple[int, int, int], ground: tuple[int, int, int]
) -> None:
    worst = min(contrast(drawn(colour, opacity(step / 20), ground), INK[ground]) for step in range(21))
    assert worst >= (4.5 if colour != NEUTRAL_RGB else 3)


def test_ink_on_a_full_colour_is_the_one_that_can_be_read() -> None:
    assert [ink_on(colour) for colour in CATEGORIES[:3]] == [ON_ACCENT, ON_BRIGHT, ON_BRIGHT]
    for colour in CATEGORIES:
        ink, ground = (
            tuple(int(one[place : place + 2], 16) for place in (1, 3, 5)) for one in (ink_on(colour), colour)
        )
        assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("ground", [WHITE, NIGHT])
def test_equal_steps_of_the_scale_are_equal_steps_of_lightness(ground: tuple[int, int, int]) -> None:
    shades = []
    for step in range(6):
        alpha = opacity(step / 5)
        shades.append(lightness(drawn(ACCENT_RGB, alpha, ground)))
    steps = [abs(later - earlier) for earlier, later in pairwise(shades)]
    assert max(steps) / min(steps) < 1.5
    assert shades in (sorted(shades), sorted(shades, reverse=True))


@pytest.mark.parametrize(
    ("most", "language", "words"),
    [
        (78_000, "zh_CN", ["0", "2万", "4万", "6万"]),
        (78_000, "en", ["0", "20K", "40K", "60K"]),
        (460, "en", ["0", "200", "400"]),
        (3, "en", ["0", "1", "2", "3"]),
        (0, "en", ["0"]),
    ],
)
def test_axis_has_round_marks_in_the_words_of_the_language(most: float, language: str, words: list[str]) -> None:
    figure = dress(go.Figure(), height=300)
    count_axis(figure, most, language)  # type: ignore[arg-type]
    assert list(figure.layout.yaxis.ticktext) == words
    assert figure.layout.yaxis.range[1] >= most


def test_figures_show_the_ground_of_the_page() -> None:
    figure = dress(go.Figure(), height=300)
    assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert figure.layout.font.color == ON_PAPER
    assert "PingFang SC" in figure.layout.font.family
