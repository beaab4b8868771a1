"""Decisions of staff about who is one person: seen with their effect first, stored, undone at will.

A decision names identifiers, never customer_ids, because those change as data come and go. It is applied in every
refresh after the joins that data make, so it survives later imports and rebuilds.
"""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from insight.errors import ParameterError
from insight.i18n import _
from insight.warehouse.identity import NODE_KINDS, Groups, Judgement, try_around
from insight.warehouse.identity.effect import Effect, effect_of
from insight.warehouse.identity.graph import DecisionKind
from insight.warehouse.refresh import refresh
from insight.warehouse.session import Session
from insight.warehouse.warehouse import DuckWarehouse, Warehouse

_NODES = """
SELECT node, customer_id
FROM node_people
WHERE customer_id IN (SELECT customer_id FROM given_people)
ORDER BY node LIKE '0:%', node
"""

_HUBS = """
SELECT left(node, 1) AS letter, substr(node, 3) AS value, names
FROM core.hubs
ORDER BY names DESC, node
LIMIT $rows
"""

_SETS = """
SELECT
    '0:' || named.identity_key AS node,
    named.source_system,
    named.account,
    named.member,
    coalesce(named.phone, named.fallback) AS phone,
    named.email,
    named.name,
    (SELECT count(*) FROM core.orders WHERE orders.identity_key = named.identity_key)
    + (SELECT count(*) FROM core.source_customers AS listed WHERE listed.identity_key = named.identity_key)
        AS source_rows
FROM core.identity_rows AS named
WHERE named.customer_id = $customer_id
ORDER BY named.source_system, node
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """merge: the `groups` of identifiers are one person. split: the first group is apart from the second."""

    decision_id: int
    kind: DecisionKind
    groups: Groups
    decided_by: str | None
    decided_at: dt.datetime
    note: str | None
    undone_at: dt.datetime | None


def hubs(warehouse: Warehouse, rows: int = 200) -> pd.DataFrame:
    """The identifiers of too many, the widest first: kind, value, names (different names or accounts under them)."""
    found = warehouse.query(_HUBS, {"rows": rows})
    return found.assign(kind=[NODE_KINDS[letter] for letter in found["letter"]])[["kind", "value", "names"]]


def decisions(warehouse: Warehouse) -> list[Decision]:
    """Every decision, newest first, undone ones too."""
    rows = warehouse.arrow(
        "SELECT decision_id, kind, nodes, decided_by, decided_at, note, undone_at FROM app.identity_decisions "
        "ORDER BY decision_id DESC"
    ).to_pylist()
    return [Decision(groups=_groups(row.pop("nodes")), **row) for row in rows]


def sets_of_names(warehouse: Warehouse, customer_id: str) -> pd.DataFrame:
    """The different ways in which source rows name a person: node, source_system, account, member, phone, email, name,
    source_rows (rows that name so)."""
    return warehouse.query(_SETS, {"customer_id": customer_id})


def own_nodes(warehouse: DuckWarehouse, customer_id: str) -> tuple[str, ...]:
    """The identifiers that join rows into this person; those that were cut off, and hubs, are not among them."""
    with warehouse.trying() as session:
        return _nodes(session, [customer_id])[customer_id]


def preview_merge(warehouse: DuckWarehouse, customer_ids: Sequence[str]) -> Effect:
    """What merging would do. Raises ParameterError unless these are two or more people who are known."""
    with warehouse.trying() as session:
        return effect_of(session, _merging(session, customer_ids))


def preview_split(warehouse: DuckWarehouse, customer_id: str, nodes: Sequence[str]) -> Effect:
    """What splitting off would do. Raises ParameterError unless these are some, not all, of the person's own."""
    with warehouse.trying() as session:
        return effect_of(session, _splitting(session, customer_id, nodes))


def merge(
    warehouse: DuckWarehouse,
    customer_ids: Sequence[str],
    *,
    at: dt.datetime,
    by: str | None = None,
    note: str | None = None,
) -> int:
    """Make people one; returns the number of the decision. Raises ParameterError as `preview_merge` does."""
    with warehouse.writing() as session:
        return _decide(session, _merging(session, customer_ids), at, by, note)


def split(
    warehouse: DuckWarehouse,
    customer_id: str,
    nodes: Sequence[str],
    *,
    at: dt.datetime,
    by: str | None = None,
    note: str | None = None,
) -> int:
    """Make identifiers (or sets of names, `0:`…) a person of their own, cut off from the rest of the person.

    Returns the number of the decision. Raises ParameterError as `preview_split` does.
    """
    with warehouse.writing() as session:
        return _decide(session, _splitting(session, customer_id, nodes), at, by, note)


def keep_apart(
    warehouse: DuckWarehouse, one: str, other: str, *, at: dt.datetime, by: str | None = None, note: str | None = None
) -> int:
    """Two people stay two whatever later imports say; returns the number of the decision."""
    with warehouse.writing() as session:
        return _decide(session, Judgement("split", _merging(session, (one, other)).groups), at, by, note)


def undo_decision(warehouse: DuckWarehouse, decision_id: int, at: dt.datetime) -> int:
    """Take a decision back: as if it had never been made. Returns the generation.

    Raises ParameterError where there is no such decision, or it was undone already.
    """
    with warehouse.writing() as session:
        nodes = session.scalar(
            "SELECT nodes FROM app.identity_decisions WHERE decision_id = $decision_id AND undone_at IS NULL",
            {"decision_id": decision_id},
        )
        if nodes is None:
            raise ParameterError("decision_id", decision_id, _("the number of a decision that is in force"))
        session.execute(
            "UPDATE app.identity_decisions SET undone_at = $at WHERE decision_id = $decision_id",
            {"at": at, "decision_id": decision_id},
        )
        return refresh(session, [], decided=_flat(_groups(nodes)))


def _decide(session: Session, judgement: Judgement, at: dt.datetime, by: str | None, note: str | None) -> int:
    number = 1 + int(session.scalar("SELECT coalesce(max(decision_id), 0) FROM app.identity_decisions"))
    session.execute(
        "INSERT INTO app.identity_decisions VALUES ($number, $kind, $nodes, $by, $at, $note, NULL)",
        {
            "number": number,
            "kind": judgement.kind,
            "nodes": json.dumps(judgement.groups, ensure_ascii=False),
            "by": by,
            "at": at,
            "note": note,
        },
    )
    refresh(session, [], decided=_flat(judgement.groups))
    return number


def _merging(session: Session, customer_ids: Sequence[str]) -> Judgement:
    chosen = list(dict.fromkeys(customer_ids))
    if len(chosen) < 2:
        raise ParameterError("customer_ids", ", ".join(chosen), _("two or more different people"))
    return Judgement("merge", tuple(_nodes(session, chosen).values()))


def _splitting(session: Session, customer_id: str, nodes: Sequence[str]) -> Judgement:
    own = _nodes(session, [customer_id])[customer_id]
    rows = {*session.query(_SETS, {"customer_id": customer_id})["node"]}
    chosen = tuple(dict.fromkeys(nodes))
    rest = tuple(node for node in own if node not in chosen)
    if not chosen or not rest or rows <= {*chosen} or not {*chosen} <= {*own, *rows}:
        raise ParameterError("nodes", ", ".join(chosen), _("some of the person's own identifiers, but not all"))
    return Judgement("split", (chosen, rest))


def _nodes(session: Session, customer_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """customer_id -> identifiers, the best known first. Raises ParameterError for somebody who is not known."""
    try_around(session, [], of_people=customer_ids)
    found: dict[str, list[str]] = {customer_id: [] for customer_id in customer_ids}
    for row in session.arrow(_NODES).to_pylist():
        found[row["customer_id"]].append(row["node"])
    for customer_id, nodes in found.items():
        if not nodes:
            raise ParameterError("customer_id", customer_id, _("the customer_id of a person who is known"))
    return {customer_id: tuple(nodes) for customer_id, nodes in found.items()}


def _groups(nodes: str) -> Groups:
    return tuple(tuple(group) for group in json.loads(nodes))


def _flat(groups: Groups) -> list[str]:
    return [node for group in groups for node in group]
