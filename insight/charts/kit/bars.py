"""What bars have in common: numbers beside them, what is said over them, and an outline around the chosen one."""

from collections.abc import Sequence
from typing import Any

from insight.charts.kit.theme import CHOSEN

NUMBERS_BESIDE: dict[str, Any] = {
    "textposition": "outside",
    "textfont_size": 12,
    "cliponaxis": False,
    "hovertemplate": "%{hovertext}<extra></extra>",
    "selected": {"marker": {"opacity": 1}},
    "unselected": {"marker": {"opacity": 1}},
}
"""Of bars whose `text` stands at their end and whose `hovertext` says it all; a click makes none of them pale."""


def outline(meant: Sequence[Any], chosen: Any) -> dict[str, Any]:
    """The line around each bar: drawn where what it stands for is chosen."""
    return {"color": CHOSEN, "width": [3 if one == chosen else 0 for one in meant]}
