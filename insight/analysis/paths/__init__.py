"""Paths: what people do next in a visit, from an event or back from it."""

from insight.analysis.declaration import Analysis, Needs
from insight.analysis.paths.params import PathsParams
from insight.analysis.paths.result import PathsResult
from insight.analysis.paths.run import event_counts, paths
from insight.i18n import _

ANALYSIS = Analysis(
    name="paths",
    params=PathsParams,
    run=paths,
    title=_("Paths"),
    question=_("Where do people go next, and where do they stop?"),
    group="understand",
    icon="alt_route",
    needs=Needs(tables=("events",)),
)

__all__ = ["ANALYSIS", "PathsParams", "PathsResult", "event_counts", "paths"]
