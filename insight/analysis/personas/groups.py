"""Groups that a persona can be made of, told by a short text: how each is found, and what it is called."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from insight.analysis.clusters import BASE_STEPS, ClustersParams, find_clustering, kept_clusterings, place_of
from insight.analysis.declaration import Label, Labels
from insight.analysis.lifecycle import LABELS as STAGES
from insight.analysis.personas.kept import find_persona
from insight.analysis.rfm import LABELS as RFM
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.segments.saved import all_made_by_staff, made_by_staff
from insight.warehouse import Warehouse
from insight.warehouse.steps import Bound, filled, steps

_LABELS: Mapping[str, Labels] = {"rfm_group": RFM, "stage": STAGES}
_BASES: Mapping[str, Text] = {"buyers": _("Everybody who ever bought"), "everyone": _("Everybody known")}
_MADE_BY: Mapping[str, tuple[str, ...]] = {
    "rfm_group": ("orders", "net_amount", "recency_days", "last_ordered_on"),
    "stage": ("orders", "recency_days", "order_gap_days", "last_ordered_on"),
}
_CALLED = "SELECT customer_id FROM called WHERE {column} = $wanted"
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Group:
    """`code` tells it, `name` says it, `people` yields each customer_id once. `made_by`: the traits by which it was
    made; that they set it apart is no news."""

    code: str
    name: Text
    people: Bound
    made_by: tuple[str, ...] = ()


def find_group(warehouse: Warehouse, code: str, as_of: dt.date, currency: str, *, depth: int = 0) -> Group:
    """The group of a code as of a day. Raises ParameterError for one that is not there."""
    if code in _BASES:
        people = Bound(BASE_STEPS[code].select("SELECT customer_id FROM base"), {"as_of": as_of})
        return Group(code, _BASES[code], people)
    kind, colon, key = code.partition(":")
    if not colon or kind not in _FOUND or depth > _DEEPEST:
        raise _unknown(code)
    return _FOUND[kind](warehouse, code, key, as_of, currency)


def offered_groups(warehouse: Warehouse) -> dict[str, Text]:
    """Groups that are there whatever staff kept: names of RFM, stages, groups of kept clusterings."""
    offered: dict[str, Text] = {}
    for kind, labels in _LABELS.items():
        label = labels.columns[kind]
        for key, word in label.words.items():
            offered[f"{kind}:{key}"] = _("{kind}: {name}", kind=label.title, name=word)
    for kept in kept_clusterings(warehouse):
        for cluster in range(1, len(kept.model.names) + 1):
            called = _("{kind}: {name}", kind=kept.name, name=kept.called(cluster))
            offered[f"cluster:{kept.clustering_id}.{cluster}"] = called
    return offered


def _labelled(warehouse: Warehouse, code: str, key: str, as_of: dt.date, currency: str) -> Group:
    kind = code.partition(":")[0]
    labels = _LABELS[kind]
    label: Label = labels.columns[kind]
    if key not in label.words:
        raise ParameterError(
            "groups", code, _("one of {names}", names=", ".join(f"{kind}:{one}" for one in label.words))
        )
    statement = steps(called=labels.statement).select(filled(_CALLED, column=kind))
    values: dict[str, Any] = {**labels.values(warehouse, as_of, currency), "wanted": label.codes.get(key, key)}
    return Group(code, label.words[key], Bound(statement, values), _MADE_BY[kind])


def _clustered(warehouse: Warehouse, code: str, key: str, as_of: dt.date, currency: str) -> Group:
    number, dot, cluster = key.partition(".")
    if not dot or not (number.isdecimal() and cluster.isdecimal()):
        raise _unknown(code)
    kept = find_clustering(warehouse, int(number))
    name = kept.called(int(cluster))
    placed = place_of(warehouse, kept.model, ClustersParams(as_of=as_of, currency=currency, model=int(number)))
    statement = steps(placed_people=placed.statement).select(
        "SELECT customer_id FROM placed_people WHERE cluster = $cluster"
    )
    return Group(code, name, Bound(statement, {**placed.values, "cluster": int(cluster)}), kept.model.traits)


def _saved(warehouse: Warehouse, code: str, key: str, as_of: dt.date, currency: str) -> Group:  # noqa: ARG001
    segment = made_by_staff(warehouse, code.partition(":")[0], key, as_of)
    if segment is None:
        raise _unknown(code)
    called = all_made_by_staff(warehouse, "tag_in_use").get(key) if code.startswith("tag:") else None
    name = segment.sentence if called is None else _("{name}", name=called)
    return Group(code, name, Bound(segment.statement, segment.values))


def _kept(warehouse: Warehouse, code: str, key: str, as_of: dt.date, currency: str) -> Group:
    persona = find_persona(warehouse, key)
    group = find_group(warehouse, persona.member_of, as_of, currency, depth=1)
    return Group(code, _("{name}", name=persona.name), group.people, group.made_by)


def _unknown(code: str) -> ParameterError:
    return ParameterError(
        "groups",
        code,
        _(
            "a group such as {examples}",
            examples="rfm_group:champions, stage:loyal, cluster:1.2, tag:…, segment:3, persona:2",
        ),
    )


_FOUND: Mapping[str, Callable[[Warehouse, str, str, dt.date, str], Group]] = {
    "rfm_group": _labelled,
    "stage": _labelled,
    "cluster": _clustered,
    "segment": _saved,
    "tag": _saved,
    "persona": _kept,
}
