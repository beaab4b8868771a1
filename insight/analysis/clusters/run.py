"""Clusters, run."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from insight.analysis.clusters import statements as sql
from insight.analysis.clusters import tables
from insight.analysis.clusters.kept import find_clustering
from insight.analysis.clusters.measures import LeftOut, matrix, measured
from insight.analysis.clusters.model import Model
from insight.analysis.clusters.naming import named, said
from insight.analysis.clusters.params import ClustersParams
from insight.analysis.clusters.result import ClustersResult
from insight.analysis.clusters.source import Source, find_traits, trait_columns
from insight.errors import NotEnoughDataError
from insight.i18n import Text, _, listed
from insight.schema.traits import Trait
from insight.statistics.agreement import matched
from insight.statistics.grouping import Groups, Matrix, curve, find_groups, suggested
from insight.warehouse import Warehouse
from insight.warehouse.steps import Bound, numbered, steps

MOST_DRAWN = 200_000
LEAST_PEOPLE = 60
"""Fewer people than this make no groups that anybody should be written to by."""


def clusters(warehouse: Warehouse, params: ClustersParams) -> ClustersResult:
    """Fit groups, or take those of a kept clustering, and put everybody into one.

    Raises NotEnoughDataError for too few people or traits that all have alike, ParameterError for a trait or kept
    clustering that is not there.
    """
    kept = None if params.model is None else find_clustering(warehouse, params.model).model
    traits = find_traits(warehouse, params.traits if kept is None else kept.traits)
    base = params.base if kept is None else kept.base
    source = trait_columns(warehouse, traits, params.as_of, params.currency, base)
    drawn = _drawn(warehouse, source, params)
    if kept is not None:
        model, found = kept, _no_curve()
    elif params.fitted_on in (None, params.as_of):
        model, found = _fitted(drawn, traits, params)
    else:
        then = trait_columns(warehouse, traits, params.fitted_on, params.currency, base)
        model, found = _fitted(_drawn(warehouse, then, params), traits, params)
    rows = matrix(drawn, model.measures) if len(drawn) else np.empty((0, len(model.measures)))
    return _result(warehouse, params, source, traits, (model, rows, found))


def place_of(warehouse: Warehouse, model: Model, params: ClustersParams) -> Bound:
    """The statement of everybody's group as of the day of the parameters: customer_id, cluster."""
    traits = find_traits(warehouse, model.traits)
    source = trait_columns(warehouse, traits, params.as_of, params.currency, model.base)
    whole = sql.placed(source.steps, model.measures, model.groups)
    return Bound(whole.select(sql.EVERYBODY), {**source.values, **sql.bound(model.measures, model.groups)})


def _drawn(warehouse: Warehouse, source: Source, params: ClustersParams) -> pa.Table:
    statement = source.steps.select(sql.DRAWN)
    return warehouse.arrow(statement, source.values | {"seed": params.seed, "drawn": MOST_DRAWN})


def _fitted(drawn: pa.Table, traits: Sequence[Trait], params: ClustersParams) -> tuple[Model, pd.DataFrame]:
    if len(drawn) < LEAST_PEOPLE:
        raise _too_little(
            _("{n:count} people; {least:count} are needed", n=len(drawn), least=LEAST_PEOPLE),
            _("Choose everybody known, or import older orders: groups of so few are accidents"),
        )
    measures, left_out = measured(drawn, traits)
    if len({each.trait for each in measures}) < 2:
        raise _too_little(_unusable(left_out, traits), _("Choose at least two traits in which people differ"))
    rows = matrix(drawn, measures)
    is_known = params.k is not None and params.fitted_on is not None
    found = _no_curve() if is_known else curve(rows, range(2, params.most_k + 1), params.seed)
    k = params.k or suggested(found)
    groups = _groups(rows, params, k)
    model = Model(
        traits=params.traits, base=params.base, measures=tuple(measures), left_out=tuple(left_out), groups=groups
    )
    return model, found


def _groups(rows: Matrix, params: ClustersParams, k: int | None) -> Groups:
    if k is None and params.algorithm != "density":
        return Groups(np.empty((0, rows.shape[1])), np.empty((0, rows.shape[1])), np.empty(0))
    groups = find_groups(rows, params.algorithm, k or 2, params.seed)
    return groups if len(groups.centres) > 1 else Groups(groups.centres[:0], groups.weights[:0], groups.constants[:0])


def _result(
    warehouse: Warehouse,
    params: ClustersParams,
    source: Source,
    traits: Sequence[Trait],
    fitted: tuple[Model, Matrix, pd.DataFrame],
) -> ClustersResult:
    model, rows, found = fitted
    labels = model.groups.assign(rows) if len(model.groups.centres) else np.zeros(len(rows), dtype=np.int64)
    people = warehouse.count(source.steps.select("SELECT customer_id FROM person"), source.values)
    counted = _counted(warehouse, source, model)
    profile = tables.profile(counted, model.measures)
    number = len(model.groups.centres)
    apart = tables.apart(rows, labels, params.seed)
    if not model.names:
        model = replace(model, names=named(profile, range(1, number + 1)))
    moved = pd.DataFrame(columns=["came_from", "cluster", "customers"]).astype("int64")
    before: Bound | None = None
    if params.named_after is not None and number:
        model, moved, before = _named_after(warehouse, params, source, model)
    return ClustersResult(
        params=params,
        model=model,
        compared=tuple(traits),
        names=tuple(said(name, {trait.name: trait for trait in traits}) for name in model.names),
        source=source,
        people=people,
        drawn=len(rows),
        separation=float(np.average(list(apart.values()), weights=_weights(labels, apart))) if apart else float("nan"),
        clusters=tables.sizes(counted, number, apart) if number else tables.sizes([], 0, {}),
        profile=profile,
        curve=found,
        map=tables.on_map(rows, labels, model.groups, params.seed) if number else _no_map(),
        left_out=tables.left_out(model.left_out),
        moved=moved,
        before=before,
    )


def _counted(warehouse: Warehouse, source: Source, model: Model) -> list[Mapping[str, Any]]:
    if not len(model.groups.centres):
        return []
    whole = sql.placed(source.steps, model.measures, model.groups)
    values = {**source.values, **sql.bound(model.measures, model.groups)}
    found: list[Mapping[str, Any]] = warehouse.arrow(whole.select(sql.counted(model.measures)), values).to_pylist()
    return found


def _named_after(
    warehouse: Warehouse, params: ClustersParams, source: Source, model: Model
) -> tuple[Model, pd.DataFrame, Bound]:
    """The groups under the names of the earlier ones that share most people; who moved; where everybody was."""
    earlier = find_clustering(warehouse, params.named_after or 0)
    before = numbered(place_of(warehouse, earlier.model, params), 1)
    whole = sql.placed(source.steps, model.measures, model.groups).then(steps(before=before.statement))
    together = warehouse.query(
        whole.select(sql.TOGETHER), {**source.values, **sql.bound(model.measures, model.groups), **before.values}
    )
    shared = np.zeros((len(earlier.model.names) + 1, len(model.groups.centres) + 1), dtype=np.int64)
    for row in together.to_dict("records"):
        shared[int(row["came_from"]), int(row["cluster"])] = int(row["customers"])
    names = list(model.names)
    for old, new in matched(shared[1:, 1:]).items():
        names[new] = earlier.model.names[old]
    return replace(model, names=tuple(names)), tables.moved(together), before


def _weights(labels: Any, apart: Mapping[int, float]) -> list[int]:
    return [int((labels == cluster).sum()) for cluster in apart]


def _no_curve() -> pd.DataFrame:
    columns = {"k": "int64", "separation": "float64", "chance": "float64", "stability": "float64", "is_stable": "bool"}
    return pd.DataFrame(columns=list(columns)).astype(columns)


def _no_map() -> pd.DataFrame:
    columns = {"cluster": "int64", "x": "float64", "y": "float64", "is_centre": "bool"}
    return pd.DataFrame(columns=list(columns)).astype(columns)


def _unusable(left_out: Sequence[LeftOut], traits: Sequence[Trait]) -> Text:
    labels = {trait.name: trait.label for trait in traits}
    names = listed(labels[each.trait] for each in left_out) if left_out else _("none")
    return _("nothing to tell people apart by in: {traits}", traits=names)


def _too_little(how_much: Text, what_to_do: Text) -> NotEnoughDataError:
    return NotEnoughDataError(_("There is too little to find groups in"), how_much, what_to_do)
