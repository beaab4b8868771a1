"""What a decision about people would do: the same steps as making it, in a transaction that is thrown away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from insight.warehouse.identity import Judgement, try_around
from insight.warehouse.identity.graph import DecisionKind
from insight.warehouse.session import Session

_AFFECTED = """
CREATE OR REPLACE TEMP TABLE affected AS
SELECT old_customer_id AS customer_id FROM reassigned WHERE old_customer_id IS NOT NULL
UNION
SELECT customer_id FROM reassigned WHERE customer_id IS NOT NULL
UNION
SELECT node_people.customer_id
FROM decided_nodes
JOIN node_people ON node_people.node = decided_nodes.node
WHERE decided_nodes.decision_id = (SELECT max(decision_id) FROM decided_nodes)
UNION
SELECT nodes_before.customer_id
FROM decided_nodes
JOIN nodes_before ON nodes_before.node = decided_nodes.node
WHERE decided_nodes.decision_id = (SELECT max(decision_id) FROM decided_nodes)
"""

_BEFORE = "CREATE OR REPLACE TEMP VIEW shown_sets AS SELECT identity_key, customer_id FROM resolving_rows"
_AFTER = "CREATE OR REPLACE TEMP VIEW shown_sets AS SELECT identity_key, customer_id FROM assigned"

_PEOPLE = """
WITH shown AS (
    SELECT identity_key, customer_id
    FROM shown_sets
    WHERE customer_id IN (SELECT customer_id FROM affected)
),
ordered AS (
    SELECT
        shown.customer_id,
        count(*) AS source_rows,
        count(CASE WHEN orders.is_valid THEN 1 END) AS orders
    FROM shown
    JOIN core.orders AS orders ON orders.identity_key = shown.identity_key
    GROUP BY shown.customer_id
),
listed AS (
    SELECT shown.customer_id, count(*) AS source_rows
    FROM shown
    JOIN core.source_customers AS listed ON listed.identity_key = shown.identity_key
    GROUP BY shown.customer_id
),
named AS (
    SELECT shown.customer_id, string_agg(DISTINCT named.name, '; ' ORDER BY named.name) AS names
    FROM shown
    JOIN core.identity_rows AS named ON named.identity_key = shown.identity_key
    GROUP BY shown.customer_id
)
SELECT
    named.customer_id,
    named.names,
    coalesce(ordered.source_rows, 0) + coalesce(listed.source_rows, 0) AS source_rows,
    coalesce(ordered.orders, 0) AS orders
FROM named
LEFT JOIN ordered ON ordered.customer_id = named.customer_id
LEFT JOIN listed ON listed.customer_id = named.customer_id
ORDER BY orders DESC, named.customer_id
"""

_AMOUNTS = """
SELECT shown_sets.customer_id, orders.currency, sum(orders.net_amount) AS net_amount
FROM shown_sets
JOIN core.orders AS orders ON orders.identity_key = shown_sets.identity_key
WHERE orders.is_valid AND shown_sets.customer_id IN (SELECT customer_id FROM affected)
GROUP BY shown_sets.customer_id, orders.currency
ORDER BY shown_sets.customer_id, orders.currency
"""

_CUT = """
WITH cut_link AS (
    SELECT links.identity_key, links.node, anchors.node AS anchor
    FROM identity_links AS links
    JOIN anchors ON anchors.identity_key = links.identity_key
    JOIN node_people AS own ON own.node = anchors.node
    JOIN node_people AS other ON other.node = links.node AND other.customer_id <> own.customer_id
    JOIN nodes_before ON nodes_before.node = links.node
    JOIN core.identity_rows AS named
        ON named.identity_key = links.identity_key AND named.customer_id = nodes_before.customer_id
)
SELECT
    cut_link.anchor,
    cut_link.node,
    named.source_system,
    (SELECT count(*) FROM core.orders WHERE orders.identity_key = cut_link.identity_key)
    + (SELECT count(*) FROM core.source_customers AS listed WHERE listed.identity_key = cut_link.identity_key)
        AS source_rows
FROM cut_link
JOIN core.identity_rows AS named ON named.identity_key = cut_link.identity_key
ORDER BY cut_link.anchor, cut_link.node, named.source_system, source_rows
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`names`: what sources call the person, separated by semicolons. `nodes`: the identifiers that are theirs alone.

    `source_rows` are rows of orders and customer lists, `orders` those that count, `net_amounts` in each currency.
    """

    customer_id: str
    names: str | None
    nodes: tuple[str, ...]
    source_rows: int
    orders: int
    net_amounts: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A join that data make and that no longer holds: `node` on rows that belong to `anchor`."""

    anchor: str
    node: str
    source_system: str
    source_rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The people concerned `before` and `after`; the joins `cut`; earlier decisions that would no longer hold."""

    kind: DecisionKind
    before: tuple[Person, ...]
    after: tuple[Person, ...]
    cut: tuple[Cut, ...]
    overruled: tuple[int, ...]

    @property
    def changes_people(self) -> bool:
        """Whether anybody's rows change hands now; a decision without an effect can still have one on later imports."""
        return self.before != self.after


def effect_of(session: Session, judgement: Judgement) -> Effect:
    """Try the judgement on the people it concerns."""
    nodes = [node for group in judgement.groups for node in group]
    try_around(session, nodes)
    session.execute("CREATE OR REPLACE TEMP TABLE nodes_before AS SELECT node, customer_id FROM node_people")
    before_all = _people_of_nodes(session, "SELECT node, customer_id FROM nodes_before")
    try_around(session, nodes, more=judgement)
    after_all = _people_of_nodes(session, "SELECT node, customer_id FROM node_people")
    session.execute(_AFFECTED)
    session.execute(_BEFORE)
    before = _people(session, before_all)
    session.execute(_AFTER)
    after = _people(session, after_all)
    return Effect(
        kind=judgement.kind,
        before=before,
        after=after,
        cut=_cuts(session) if judgement.kind == "split" else (),
        overruled=_overruled(session, before_all, after_all),
    )


def _people_of_nodes(session: Session, statement: str) -> dict[str, str]:
    rows = session.arrow(statement)
    return dict(zip(rows["node"].to_pylist(), rows["customer_id"].to_pylist(), strict=True))


def _people(session: Session, owner: Mapping[str, str]) -> tuple[Person, ...]:
    amounts: dict[str, list[tuple[str, Decimal]]] = {}
    for row in session.arrow(_AMOUNTS).to_pylist():
        amounts.setdefault(row["customer_id"], []).append((row["currency"] or "", row["net_amount"]))
    nodes: dict[str, list[str]] = {}
    for node, customer_id in sorted(owner.items()):
        nodes.setdefault(customer_id, []).append(node)
    return tuple(
        Person(
            customer_id=row["customer_id"],
            names=row["names"],
            nodes=tuple(nodes.get(row["customer_id"], ())),
            source_rows=row["source_rows"],
            orders=row["orders"],
            net_amounts=tuple(amounts.get(row["customer_id"], ())),
        )
        for row in session.arrow(_PEOPLE).to_pylist()
    )


def _cuts(session: Session) -> tuple[Cut, ...]:
    rows: list[dict[str, Any]] = session.arrow(_CUT).to_pylist()
    return tuple(Cut(**row) for row in rows)


def _overruled(session: Session, before: Mapping[str, str], after: Mapping[str, str]) -> tuple[int, ...]:
    """Earlier decisions that hold before and not after."""
    rows = session.arrow(
        "SELECT decision_id, kind, group_number, node FROM decided_nodes "
        "WHERE decision_id < (SELECT max(decision_id) FROM decided_nodes) ORDER BY decision_id, group_number, position"
    ).to_pylist()
    groups: dict[tuple[int, str], dict[int, list[str]]] = {}
    for row in rows:
        groups.setdefault((row["decision_id"], row["kind"]), {}).setdefault(row["group_number"], []).append(row["node"])
    return tuple(
        number
        for (number, kind), members in groups.items()
        if _holds(kind, list(members.values()), before) and not _holds(kind, list(members.values()), after)
    )


def _holds(kind: str, groups: Sequence[Sequence[str]], owner: Mapping[str, str]) -> bool:
    people = [[owner[node] for node in group if node in owner] for group in groups]
    if kind == "merge":
        return len({group[0] for group in people if group}) <= 1
    return len(people) < 2 or not set(people[0]) & set(people[1])
