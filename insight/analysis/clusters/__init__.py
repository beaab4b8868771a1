"""Clusters: which kinds of people there are, by any traits, and whether there are any."""

from insight.analysis.clusters.kept import (
    KeptClustering,
    call_clusters,
    find_clustering,
    forget_clustering,
    keep_clustering,
    kept_clusterings,
)
from insight.analysis.clusters.labels import LABELS, reasons
from insight.analysis.clusters.naming import phrase, said
from insight.analysis.clusters.params import ALGORITHMS, BASES, ClustersParams
from insight.analysis.clusters.result import ClustersResult
from insight.analysis.clusters.run import clusters, place_of
from insight.analysis.clusters.source import BASE_STEPS
from insight.analysis.declaration import Analysis, Needs
from insight.i18n import _

ANALYSIS = Analysis(
    name="clusters",
    params=ClustersParams,
    run=clusters,
    title=_("Clusters"),
    question=_("Which kinds of customers are there?"),
    group="understand",
    icon="bubble_chart",
    needs=Needs(better=(("orders", "customer_id"), ("orders", "paid_amount"), ("order_items", "category"))),
    labels=LABELS,
    reasons=reasons,
)

__all__ = [
    "ALGORITHMS",
    "ANALYSIS",
    "BASES",
    "BASE_STEPS",
    "ClustersParams",
    "ClustersResult",
    "KeptClustering",
    "call_clusters",
    "clusters",
    "find_clustering",
    "forget_clustering",
    "keep_clustering",
    "kept_clusterings",
    "phrase",
    "place_of",
    "reasons",
    "said",
]
