"""Groups of kept clusterings as conditions: who is in a group as of any day, by the traits of that day."""

import datetime as dt

from insight.analysis.clusters import ClustersParams, find_clustering, place_of
from insight.audience.rule import Rule
from insight.errors import ParameterError
from insight.fields import Values, Word
from insight.i18n import _
from insight.warehouse import Warehouse
from insight.warehouse.steps import Bound, steps

IN_CLUSTER = "in_cluster"

_OFFERED = """
SELECT
    clustering_id::VARCHAR || '.' || places.place::VARCHAR AS value,
    0 AS people,
    name || ' · ' || places.place::VARCHAR AS label
FROM app.clusterings
JOIN (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12)) AS places(place) ON places.place <= groups
WHERE deleted_at IS NULL
ORDER BY clustering_id, places.place
"""
_IN_GROUP = "SELECT customer_id FROM placed_people WHERE cluster = $cluster"


def read_group(group: str) -> tuple[int, int]:
    """The number of the kept clustering, and that of the group in it. Raises ParameterError for anything else."""
    clustering, dot, cluster = group.partition(".")
    if not dot or not (clustering.isdecimal() and cluster.isdecimal()):
        raise ParameterError("group", group, _("the numbers of a kept clustering and of its group, such as 1.2"))
    return int(clustering), int(cluster)


def _find(warehouse: Warehouse, values: Values, as_of: dt.date) -> Bound:
    number, cluster = read_group(values["group"])
    kept = find_clustering(warehouse, number)
    params = ClustersParams(as_of=as_of, currency=kept.currency, model=number)
    placed = place_of(warehouse, kept.model, params)
    statement = steps(placed_people=placed.statement).select(_IN_GROUP)
    return Bound(statement, {**placed.values, "cluster": cluster})


CLUSTERS = (
    Rule(
        name=IN_CLUSTER,
        subject="traits",
        label=_("In a group of a kept clustering"),
        sentence=_("in the group {group}"),
        negation=_("not in the group {group}"),
        fields=(Word(name="group", label=_("Group"), offered=_OFFERED),),
        statement="",
        find=_find,
        as_shown=True,
    ),
)
