"""Clusterings under a name, kept in the workspace with their groups and what these are called. They are no data."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from insight.analysis.clusters.model import Model, model_from_json
from insight.analysis.clusters.naming import said
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.schema.shipped_traits import SHIPPED
from insight.warehouse import DuckWarehouse, Warehouse
from insight.warehouse.kept_names import KeptNames, readable_name

_ALL = """
SELECT clustering_id, name, model, as_of, currency, kept_at, kept_by
FROM app.clusterings
WHERE deleted_at IS NULL
ORDER BY clustering_id
"""
_INSERT = """
INSERT INTO app.clusterings (clustering_id, name, model, groups, as_of, currency, kept_at, kept_by)
SELECT 1 + coalesce(max(clustering_id), 0), $name, $model, $groups, $as_of, $currency, $at, $by
FROM app.clusterings
"""
_REPLACE = "UPDATE app.clusterings SET model = $model, kept_at = $at, kept_by = $by WHERE clustering_id = $number"
_DELETE = "UPDATE app.clusterings SET deleted_at = $at WHERE clustering_id = $number"

_NAMES = KeptNames(
    table="app.clusterings",
    key="clustering_id",
    number="model",
    expected=_("the number of a kept clustering"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptClustering:
    """`as_of` and `currency` are those it was fitted with."""

    clustering_id: int
    name: str
    model: Model
    as_of: dt.date
    currency: str
    kept_at: dt.datetime
    kept_by: str | None

    def called(self, cluster: int) -> Text:
        """What a group of it is called. Raises ParameterError where it has no such group."""
        names = self.model.names
        if not 1 <= cluster <= len(names):
            expected = _("a whole number from {least} to {most}", least=1, most=len(names))
            raise ParameterError("cluster", cluster, expected)
        shipped = {trait.name: trait for trait in SHIPPED}
        return said(names[cluster - 1], shipped)


def kept_clusterings(warehouse: Warehouse) -> list[KeptClustering]:
    """Every clustering that is kept, the oldest first."""
    rows = warehouse.arrow(_ALL).to_pylist()
    return [KeptClustering(model=model_from_json(row.pop("model")), **row) for row in rows]


def find_clustering(warehouse: Warehouse, number: int) -> KeptClustering:
    """Raises ParameterError where no clustering has the number."""
    found = kept_clusterings(warehouse)
    for each in found:
        if each.clustering_id == number:
            return each
    names = ", ".join(f"{each.clustering_id} {each.name}" for each in found) or "–"
    raise ParameterError("model", number, _("one of the kept clusterings: {names}", names=names))


def keep_clustering(
    warehouse: DuckWarehouse,
    name: str,
    model: Model,
    *,
    as_of: dt.date,
    currency: str,
    at: dt.datetime,
    by: str | None = None,
) -> KeptClustering:
    """Keep the groups of a result under a name. Raises ParameterError for a name that is taken."""
    name = readable_name(name)
    if not len(model.groups.centres):
        raise ParameterError("model", "–", _("groups: nothing was found that could be kept"))
    with warehouse.writing(of_data=False) as session:
        _NAMES.for_new(session, name, replaces=False)
        groups = len(model.groups.centres)
        values = {
            "name": name,
            "model": model.to_json(),
            "groups": groups,
            "as_of": as_of,
            "currency": currency,
            "at": at,
            "by": by,
        }
        session.execute(_INSERT, values)
    return next(each for each in kept_clusterings(warehouse) if each.name == name)


def call_clusters(
    warehouse: DuckWarehouse, number: int, names: Mapping[int, str], *, at: dt.datetime, by: str | None = None
) -> KeptClustering:
    """Give groups of a kept clustering names of one's own; an empty one takes the own name back.

    Raises ParameterError for a name that two groups would have.
    """
    kept = find_clustering(warehouse, number)
    given = list(kept.model.names)
    for cluster, text in names.items():
        if not 1 <= cluster <= len(given):
            raise ParameterError(
                "cluster", cluster, _("a whole number from {least} to {most}", least=1, most=len(given))
            )
        written = readable_name(text) if text.strip() else None
        given[cluster - 1] = replace(given[cluster - 1], written=written)
    own = [each.written for each in given if each.written]
    if len(set(own)) < len(own):
        raise ParameterError("name", ", ".join(own), _("names of which no two are alike"))
    model = replace(kept.model, names=tuple(given))
    with warehouse.writing() as session:
        session.execute(_REPLACE, {"model": model.to_json(), "at": at, "by": by, "number": number})
    return find_clustering(warehouse, number)


def forget_clustering(warehouse: DuckWarehouse, number: int, at: dt.datetime) -> None:
    """Take it off the list; its row stays. Raises ParameterError where it is not there."""
    with warehouse.writing() as session:
        _NAMES.check_is_there(session, number)
        session.execute(_DELETE, {"number": number, "at": at})
