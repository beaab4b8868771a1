"""What bars have in common: numbers beside them, what is said over them, and an outline around the chosen one."""

from collections.abc import Sequence
from typing import Any

from insight.charts.kit.theme import CHOSEN

SAID_WHOLE: dict[str, Any] = {
    "hovertemplate": "%{hovertext}<extra></extra>",
    "selected": {"marker": {"opacity": 1}},
    "unselected": {"marker": {"opacity": 1}},
}
"""Of bars whose `hovertext` says it all; a click makes none of them pale."""

NUMBERS_BESIDE: dict[str, Any] = SAID_WHOLE | {"textposition": "outside", "textfont_size": 12, "cliponaxis": False}
"""The same of bars whose `text` stands at their end."""


def outline(meant: Sequence[Any], chosen: Any) -> dict[str, Any]:
    """The line around each bar: drawn where what it stands for is chosen."""
    return {"color": CHOSEN, "width": [3 if one == chosen else 0 for one in meant]}
