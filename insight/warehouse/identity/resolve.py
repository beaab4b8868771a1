"""One person: source rows that share an exact identifier belong together, unless staff decided otherwise."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from insight.warehouse.identity.graph import Correction, DecisionKind, Keys, People, people
from insight.warehouse.session import Session
from insight.warehouse.tables import run_model

Groups = tuple[tuple[str, ...], ...]

NODE_KINDS = {
    "0": "set",
    "a": "account",
    "b": "member",
    "c": "unionid",
    "d": "external_userid",
    "e": "openid",
    "f": "phone",
    "g": "email",
    "r": "row",
}
"""The first sign of an identifier and its kind: `set`, a set of names judged by itself; `row`, one without names."""

_NO_HUBS = "CREATE OR REPLACE TEMP TABLE new_hubs AS SELECT node, names FROM core.hubs WHERE FALSE"

_EVERYBODY = """
CREATE OR REPLACE TEMP VIEW resolving_rows AS
SELECT identity_key, account, member, unionid, openid, external, phone, email, second_phone, second_email, fallback,
    own_row, name, customer_id
FROM core.identity_rows
"""

KEYED = """
SELECT
    identity_key, row_key, account_key, member_key, unionid_key, external_key, openid_key, phone_key, email_key,
    second_phone_key, second_email_key, own_row_key
FROM keyed_rows
"""
"""Sets of names with the numbers of their identifiers, the best known kind first."""

HUB_KEYS = "SELECT node_key(node) AS key FROM core.hubs"
"""Numbers that join nobody."""

Join = Callable[[Session], None]
"""What says whose each set of names of `keyed_rows` is, as `row_roots`."""

_DECIDED = pa.schema(
    {
        "decision_id": pa.int64(),
        "kind": pa.string(),
        "group_number": pa.int64(),
        "position": pa.int64(),
        "node": pa.string(),
    }
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What staff say about identifiers. merge: the groups are one person. split: the first is apart from the second.

    An identifier (`node`) is its kind's letter, a colon and its value, within its source where it holds only there:
    `a:tmall:ann`, `f:13812341234`; `0:` and a key is a single set of names.
    """

    kind: DecisionKind
    groups: Groups


def resolve(session: Session, *, hub_names: int, join: Join) -> None:
    """Give every set of names in core.identity_rows its customer_id; changes stay in the temporary table `reassigned`.

    A phone or e-mail under more than `hub_names` different names, and any identifier under more than that many of
    another kind, joins nobody. A person's id is the number of the first of their identifiers in a fixed order, so the
    same data and decisions always give the same ids.
    """
    _read_judgements(session, None)
    run_model(session, "identity/node_key")
    session.execute(_EVERYBODY)
    run_model(session, "identity/own_phones")
    run_model(session, "identity/keys")
    run_model(session, "identity/common_keys", hub_names=hub_names)
    if session.scalar("SELECT count(*) FROM common_keys"):
        run_model(session, "identity/hubs", hub_names=hub_names)
    else:
        session.execute(_NO_HUBS)
    run_model(session, "identity/apply_hubs")
    join(session)
    run_model(session, "identity/assign")
    run_model(session, "identity/apply")


def resolve_around(session: Session, nodes: Sequence[str]) -> None:
    """As `resolve`, for the people whom these identifiers may concern: after a decision, when no row has changed."""
    try_around(session, nodes)
    run_model(session, "identity/apply")


def try_around(
    session: Session, nodes: Sequence[str], of_people: Sequence[str] = (), more: Judgement | None = None
) -> None:
    """What `resolve_around` would do if `more` were decided too: in temporary tables only.

    `of_people` are further customer_ids to look around. Leaves `resolving_rows` (all rows that may be concerned),
    `assigned` (their people), `reassigned` (those that change hands), `node_people` and `anchors`.
    """
    _read_judgements(session, more)
    session.register("given_nodes", pa.table({"node": pa.array(nodes, pa.string())}))
    session.register("given_people", pa.table({"customer_id": pa.array(of_people, pa.string())}))
    run_model(session, "identity/node_key")
    run_model(session, "identity/begin")
    while True:
        run_model(session, "identity/keys")
        run_model(session, "identity/links")
        run_model(session, "identity/around")
        if not session.scalar("SELECT count(*) FROM next_nodes"):
            break
    join_here(session)
    run_model(session, "identity/assign")
    run_model(session, "identity/named")


def join_here(session: Session) -> None:
    """Say whose each set of names and each identifier is, as `row_roots` and `key_roots`: all at once, in memory."""
    hubs = session.arrow(HUB_KEYS)["key"]
    rows, found = joined(session.arrow(KEYED), hubs, corrections(session))
    session.register("row_roots", rows)
    session.register("key_roots", pa.table({"key": found.keys, "root_key": found.of_key}))


def joined(keyed: pa.Table, hubs: pa.ChunkedArray, decided: Sequence[Correction]) -> tuple[pa.Table, People]:
    """identity_key and root_key of every set of names that names somebody, and the people by their identifiers."""
    shared = np.sort(_keys(hubs))
    found = people([_without(_keys(keyed[name]), shared) for name in keyed.column_names[1:]], decided)
    is_somebody = found.of_row > 0
    keys = keyed["identity_key"].to_numpy()[is_somebody]
    return pa.table({"identity_key": keys, "root_key": found.of_row[is_somebody]}), found


def _keys(column: pa.ChunkedArray) -> Keys:
    keys: Keys = column.fill_null(0).to_numpy().astype(np.uint64, copy=False)
    return keys


def _without(keys: Keys, hubs: Keys) -> Keys:
    """0 in place of the keys of hubs, which are sorted."""
    if not len(hubs):
        return keys
    nearest = hubs[np.searchsorted(hubs, keys).clip(max=len(hubs) - 1)]
    return np.where(nearest == keys, np.uint64(0), keys)


def _read_judgements(session: Session, more: Judgement | None) -> None:
    """The decisions that were not undone, one row an identifier, in `decided_nodes`; sets in `decided_rows`."""
    stored = session.query("SELECT decision_id, kind, nodes FROM app.identity_decisions WHERE undone_at IS NULL")
    judged = [(int(row["decision_id"]), row["kind"], json.loads(row["nodes"])) for row in stored.to_dict("records")]
    if more is not None:
        judged.append((1 + max((number for number, *_rest in judged), default=0), more.kind, more.groups))
    rows = [
        {"decision_id": number, "kind": kind, "group_number": place, "position": position, "node": node}
        for number, kind, groups in judged
        for place, group in enumerate(groups)
        for position, node in enumerate(group)
    ]
    session.register("judged_nodes", pa.Table.from_pylist(rows, schema=_DECIDED))
    session.execute(
        "CREATE OR REPLACE TEMP TABLE decided_nodes AS "
        "SELECT decision_id, kind, group_number, position, node FROM judged_nodes"
    )
    session.execute(
        "CREATE OR REPLACE TEMP TABLE decided_rows AS "
        "SELECT DISTINCT substr(node, 3)::UBIGINT AS identity_key FROM decided_nodes WHERE node LIKE '0:%'"
    )


def corrections(session: Session) -> list[Correction]:
    """The decisions in their order, by keys."""
    rows = session.arrow(
        "SELECT decision_id, kind, group_number, node_key(node) AS key FROM decided_nodes "
        "ORDER BY decision_id, group_number, position"
    ).to_pylist()
    found: dict[tuple[int, DecisionKind], dict[int, list[int]]] = {}
    for row in rows:
        groups = found.setdefault((row["decision_id"], row["kind"]), {})
        groups.setdefault(row["group_number"], []).append(row["key"])
    return [Correction(kind, tuple(map(tuple, groups.values()))) for (_id, kind), groups in found.items()]
