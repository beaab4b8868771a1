"""A chart with the words that belong to it."""

from dataclasses import dataclass

import plotly.graph_objects as go


@dataclass(frozen=True, slots=True)
class Picture:
    """`title` is the finding as a sentence, `alt` the description for screen readers, `note` the line under the chart,
    `legend` the name and colour of each series. One that `is_wide` scrolls by itself where the screen is too narrow for
    its names.

    The words stand beside the figure, not in it, so that they wrap on a narrow screen and can be read aloud. Points
    that can be clicked carry what they stand for in `customdata`.
    """

    figure: go.Figure
    title: str
    alt: str
    note: str = ""
    legend: tuple[tuple[str, str], ...] = ()
    is_wide: bool = False

    def clickable(self) -> list[tuple[object, ...]]:
        """What the points stand for, in the order they are drawn."""
        return [
            tuple(point) for trace in self.figure.data if trace.customdata is not None for point in trace.customdata
        ]
