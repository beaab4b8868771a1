"""The group of everybody in the clustering that was kept last: a column of every list, and of whoever is in a group."""

import datetime as dt

import pyarrow as pa

from insight.analysis.clusters.kept import kept_clusterings
from insight.analysis.clusters.params import ClustersParams
from insight.analysis.clusters.result import ClustersResult
from insight.analysis.clusters.run import place_of
from insight.analysis.declaration import Label, Labels
from insight.i18n import Language, _
from insight.results import MoreColumns
from insight.segments import Segment
from insight.warehouse import Warehouse
from insight.warehouse.steps import Bound, filled, repeated, steps

_NOBODY = "SELECT customer_id, NULL::VARCHAR AS cluster FROM core.customers WHERE FALSE"
_CALLED = "SELECT customer_id, CASE cluster {names} END AS cluster FROM placed_people"
_NAME = "WHEN # THEN $name_#"

_TITLE = _("Group of the kept clustering")


def _newest(warehouse: Warehouse, as_of: dt.date, currency: str) -> Bound:
    """Names are given in the language of the brand: a column of words is the same for whoever takes the list."""
    kept = kept_clusterings(warehouse)
    if not kept:
        return Bound(_NOBODY, {})
    newest = kept[-1]
    params = ClustersParams(as_of=as_of, currency=currency, model=newest.clustering_id)
    placed = place_of(warehouse, newest.model, params)
    clusters = range(1, len(newest.model.names) + 1)
    called = filled(_CALLED, names=repeated(_NAME, clusters, between=" "))
    values = {f"name_{cluster}": newest.called(cluster).render("zh_CN") for cluster in clusters}
    return Bound(steps(placed_people=placed.statement).select(called), {**placed.values, **values})


LABELS = Labels(find=_newest, columns={"cluster": Label(title=_TITLE)})


def reasons(warehouse: Warehouse, result: ClustersResult, _segment: Segment, language: Language) -> MoreColumns:
    """What a list of people behind a group says of each: the group, under its name on the page."""
    placed = place_of(warehouse, result.model, result.params)
    table = warehouse.arrow(placed.statement, placed.values)
    words = pa.array([result.name(number).render(language) for number in range(len(result.names) + 1)], pa.string())
    names = words.take(table["cluster"].combine_chunks().cast(pa.int64()))
    return MoreColumns(table=table.select(["customer_id"]).append_column("group", names), labels={"group": _("Group")})
