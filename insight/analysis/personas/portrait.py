"""The portrait of a group: a sentence of which every clause is a row of a frame."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from insight.analysis.personas.tables import CLEAR
from insight.analysis.traits import group_label
from insight.i18n import Text, _
from insight.schema.traits import Dimension, Trait

MOST_CLAUSES = 5
_OF_DIMENSION: Mapping[Dimension, int] = {
    "attributes": 2,
    "consumption": 3,
    "interests": 1,
    "devices": 1,
    "psychological": 1,
    "social": 1,
    "brought": 1,
}


@dataclass(frozen=True, slots=True)
class Clause:
    """What a clause says (`text`), and the row of `traits` that it says: `trait`, `value`; `n` people with a value."""

    text: Text
    trait: str
    value: str
    share: float
    base_share: float
    index: float
    n: int


def clauses(rows: pd.DataFrame, traits: Mapping[str, Trait], past: Mapping[str, dt.date]) -> list[Clause]:
    """What sets a group apart beyond chance and is more than a shade, the strongest first: a value a trait, and not
    more of one dimension than a portrait bears. `past`: traits that are past their date, with their day."""
    left = dict(_OF_DIMENSION)
    told: set[str] = set()
    found: list[Clause] = []
    for row in rows.to_dict("records"):
        trait = traits.get(row["trait"])
        if trait is None or not _is_telling(row) or trait.name in told or not left[trait.dimension]:
            continue
        told.add(trait.name)
        left[trait.dimension] -= 1
        found.append(_clause(row, trait, past.get(trait.name)))
        if len(found) == MOST_CLAUSES:
            break
    return found


def strongest(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """Of each trait the row that sets the group apart most beyond chance, more common values before rarer ones; the
    strongest of them first."""
    certain = rows[rows["is_certain"].astype(bool) & rows["index"].notna()]
    force = certain["effect"].abs().fillna(-1.0)
    ranked = certain.assign(force=force, is_rarer=~(certain["index"] > 100)).sort_values(
        ["is_rarer", "force"], ascending=[True, False], kind="stable"
    )
    firsts = ranked.drop_duplicates("trait").sort_values("force", ascending=False, kind="stable")
    return firsts.drop(columns=["force", "is_rarer"]).head(most)


def _is_telling(row: Mapping[Any, Any]) -> bool:
    return bool(row["is_certain"]) and row["effect"] >= CLEAR and row["share"] >= 0.1


def _clause(row: Mapping[Any, Any], trait: Trait, past: dt.date | None) -> Clause:
    value = group_label(trait, row["value"])
    text = _(
        "{trait} {value}: {share:percent} (everybody {base:percent})",
        share=float(row["share"]),
        trait=trait.label,
        value=value,
        base=float(row["base_share"]),
    )
    if trait.is_inferred:
        text = _("{clause}, inferred", clause=text)
    if past is not None:
        text = _("{said}, past its date: of {day:day}", said=text, day=past)
    return Clause(
        text,
        trait.name,
        row["value"],
        float(row["share"]),
        float(row["base_share"]),
        float(row["index"]),
        int(row["n"]),
    )


def sentence(name: Text, customers: int, found: Sequence[Clause]) -> Text:
    """The clauses as one sentence."""
    if not found:
        return _(
            "“{name}”, {n:count} people: nothing known sets them apart from everybody beyond chance",
            name=name,
            n=customers,
        )
    whole = found[0].text
    for clause in found[1:]:
        whole = _("{one}; {other}", one=whole, other=clause.text)
    return _("“{name}”, {n:count} people: {clauses}", name=name, n=customers, clauses=whole)
