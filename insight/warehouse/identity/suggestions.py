"""Pairs of people that probably are one, with the reasons: for staff to judge, never joined by the program."""

from dataclasses import dataclass

import pandas as pd

from insight.warehouse.decisions import decisions
from insight.warehouse.identity import try_around
from insight.warehouse.tables import model
from insight.warehouse.warehouse import DuckWarehouse

_NODE_PEOPLE = "SELECT node, customer_id FROM node_people"


@dataclass(frozen=True, slots=True)
class Suggestions:
    """`count` pairs in all, the likeliest of them in `pairs`: one_id, other_id, reasons, has_same_name, has_same_city,
    score.

    Reasons, separated by semicolons: masked_phone_fits (the masked phone of one fits the known phone of the other),
    same_masked_phone, receiver_phone (one sends to the phone of the other), shared_contact (the same hub),
    same_birthday. People whom staff keep apart are left out.
    """

    count: int
    pairs: pd.DataFrame


def suggestions(warehouse: DuckWarehouse, rows: int = 100) -> Suggestions:
    """The likeliest pairs: equal names, or names that fit in the same city, and a contact that fits."""
    found = warehouse.query(model("identity/suggestions"), {"rows": rows, "apart": _kept_apart(warehouse)})
    return Suggestions(int(found["pairs"].iloc[0]) if len(found) else 0, found.drop(columns="pairs"))


def _kept_apart(warehouse: DuckWarehouse) -> list[str]:
    """Pairs of customer_ids, in order, between which a split is in force."""
    splits = [each for each in decisions(warehouse) if each.kind == "split" and each.undone_at is None]
    if not splits:
        return []
    with warehouse.trying() as session:
        try_around(session, [node for each in splits for group in each.groups for node in group])
        owner = {row["node"]: row["customer_id"] for row in session.arrow(_NODE_PEOPLE).to_pylist()}
    pairs = {
        (min(one, other), max(one, other))
        for each in splits
        for one in {owner[node] for node in each.groups[0] if node in owner}
        for other in {owner[node] for node in each.groups[1] if node in owner}
    }
    return [f"{one} {other}" for one, other in sorted(pairs)]
