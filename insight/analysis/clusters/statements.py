"""Who belongs to which group, worked out for everybody inside the engine: one line a measure, one sum a group.

Places of names are numbers of measures and groups; what people or files say is always a bound value.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from insight.analysis.clusters.measures import CLIP, Measure
from insight.statistics.grouping import Groups
from insight.warehouse.steps import Steps, filled, repeated, steps

_SCALED = {
    "number": "coalesce(greatest(-$clip, least($clip, (t_{t} - $middle_#) / $spread_#)), 0)::DOUBLE AS x_#",
    "log": "coalesce(greatest(-$clip, least($clip, (ln(1 + greatest(t_{t}, 0)) - $middle_#) / $spread_#)), 0)::DOUBLE "
    "AS x_#",
    "category": "coalesce((t_{t} = $value_#)::INTEGER - $middle_#, 0)::DOUBLE AS x_#",
}
_PART = "$weight_{g}_# * (x_# - $centre_{g}_#) * (x_# - $centre_{g}_#)"
_SUM = "$constant_{g} + {parts} AS s_{g}"

DRAWN = """
SELECT person.*
FROM person
ORDER BY md5(person.customer_id || $seed::VARCHAR), person.customer_id
LIMIT $drawn
"""
"""The people that groups are found among: the same ones every time."""

MEMBERS = """
SELECT customer_id
FROM placed
WHERE cluster = $cluster
"""

EVERYBODY = """
SELECT customer_id, cluster
FROM placed
"""

_BOTH = """
SELECT now.customer_id
FROM now
JOIN before ON before.customer_id = now.customer_id AND before.cluster = $came_from
"""

TOGETHER = """
SELECT before.cluster AS came_from, placed.cluster, count(*) AS customers
FROM placed
JOIN before ON before.customer_id = placed.customer_id
GROUP BY before.cluster, placed.cluster
"""

_COUNTED = """
SELECT
    cluster,
    grouping(cluster) AS is_base,
    count(*) AS customers,
    sum(worth)::DOUBLE AS net_amount{columns}
FROM placed
GROUP BY GROUPING SETS ((cluster), ())
ORDER BY is_base, cluster
"""
_NUMBER_COLUMNS = ",\n    count(t_#) AS n_#,\n    avg(t_#) AS mean_#,\n    stddev_samp(t_#) AS deviation_#"
_VALUE_COLUMNS = ",\n    count(t_{t}) AS of_#,\n    count(CASE WHEN t_{t} = $value_# THEN 1 END) AS with_#"


def placed(source: Steps, measures: Sequence[Measure], groups: Groups) -> Steps:
    """Steps of which the last, `placed`, is `person` with the number of each one's group; 0 for nobody's."""
    numbers = range(1, len(measures) + 1)
    clusters = range(1, len(groups.centres) + 1)
    scaled = [repeated(filled(_SCALED[each.kind], t=str(each.place)), [j]) for j, each in enumerate(measures, 1)]
    sums = [_sum(g, list(numbers)) for g in clusters]
    least = repeated("s_#", list(clusters), between=", ")
    chosen = repeated(f"WHEN s_# = least({least}, s_1) THEN #", list(clusters), between=" ")
    return source.then(
        steps(
            scaled=filled("\n    SELECT person.*, {lines}\n    FROM person\n", lines=", ".join(scaled)),
            summed=filled("\n    SELECT scaled.*, {sums}\n    FROM scaled\n", sums=", ".join(sums)),
            placed=filled(
                "\n    SELECT summed.*, CASE WHEN least({least}, s_1) > $reach THEN 0 {chosen} END AS cluster\n"
                "    FROM summed\n",
                least=least,
                chosen=chosen,
            ),
        )
    )


def both(statement: str, earlier: str) -> str:
    """The people of a group who were in the group `$came_from` of an earlier clustering."""
    return steps(now=statement, before=earlier).select(_BOTH)


def counted(measures: Sequence[Measure]) -> str:
    """One row a group and one for all: people, money, and of each trait how many are known, mean and deviation."""
    columns = []
    for number, each in enumerate(measures, 1):
        if each.value is None:
            columns.append(repeated(_NUMBER_COLUMNS, [each.place]))
        else:
            columns.append(repeated(filled(_VALUE_COLUMNS, t=str(each.place)), [number]))
    return filled(_COUNTED, columns="".join(columns))


def bound(measures: Sequence[Measure], groups: Groups) -> Mapping[str, Any]:
    """What the steps of `placed` are bound to beside the source."""
    values: dict[str, Any] = {"clip": CLIP, "reach": min(groups.reach, 1e300)}
    for j, each in enumerate(measures, 1):
        values |= {f"middle_{j}": each.middle, f"spread_{j}": each.spread, f"value_{j}": each.value}
    for g, (centre, weight, constant) in enumerate(
        zip(groups.centres, groups.weights, groups.constants, strict=True), 1
    ):
        values[f"constant_{g}"] = float(constant)
        for j in range(1, len(measures) + 1):
            values |= {f"centre_{g}_{j}": float(centre[j - 1]), f"weight_{g}_{j}": float(weight[j - 1])}
    return values


def _sum(group: int, numbers: Sequence[int]) -> str:
    parts = filled(repeated(_PART, numbers, between=" + "), g=str(group))
    return filled(_SUM, g=str(group), parts=parts)
