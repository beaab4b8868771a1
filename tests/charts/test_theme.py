"""Colours and axes that mean what they look like."""

from itertools import pairwise

import plotly.graph_objects as go
import pytest

from insight.charts.kit.theme import ACCENT_RGB, count_axis, dress, opacity

WHITE, NIGHT = (255, 255, 255), (19, 22, 27)


def lightness(rgb: tuple[float, ...]) -> float:
    """CIE L* of an sRGB colour."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in rgb)]
    y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return float(116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y)


@pytest.mark.parametrize("ground", [WHITE, NIGHT])
def test_equal_steps_of_the_scale_are_equal_steps_of_lightness(ground: tuple[int, int, int]) -> None:
    shades = []
    for step in range(6):
        alpha = opacity(step / 5)
        shades.append(lightness(tuple(alpha * a + (1 - alpha) * g for a, g in zip(ACCENT_RGB, ground, strict=True))))
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
    assert figure.layout.font.color is None
    assert "PingFang SC" in figure.layout.font.family
