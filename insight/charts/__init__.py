"""Results become pictures: pure functions from a result and a language to a plotly figure."""

from insight.charts.kit.picture import Picture

__all__ = ["Picture"]
