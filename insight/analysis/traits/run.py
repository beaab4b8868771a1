"""What is known of everybody, counted."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from insight.analysis.traits.ages import newest_days
from insight.analysis.traits.columns import group_names
from insight.analysis.traits.groups import group_label, trait_groups
from insight.analysis.traits.params import TraitsParams
from insight.analysis.traits.read import BROUGHT, find_trait, known_traits, trait_source
from insight.analysis.traits.result import TraitsResult
from insight.errors import NotEnoughDataError, ParameterError
from insight.i18n import _
from insight.schema.shipped_traits import SHIPPED
from insight.schema.traits import Trait
from insight.warehouse import Warehouse
from insight.warehouse.steps import filled
from insight.warehouse.traits import trait_table

_SPREAD = "SELECT {columns} FROM ({known}) AS known"
_COUNTED = ", ".join(f"count({t.name}) AS n{i}, min({t.name}) < max({t.name}) AS d{i}" for i, t in enumerate(SHIPPED))
_GROUPS = "SELECT value, count(*) AS customers FROM ({known}) AS known GROUP BY value ORDER BY customers DESC, value"
_COLUMNS = ["trait", "label", "dimension", "kind", "customers", "share", "is_constant", "source", "newest", "unread"]
_BEST = ("category", "flag", "number", "month", "date")


def traits(warehouse: Warehouse, params: TraitsParams) -> TraitsResult:
    """Every trait with how many people it is known of, its source and its age, and the groups of one of them.

    Raises NotEnoughDataError where nobody is known, ParameterError for a trait that is not known.
    """
    people = warehouse.count("SELECT customer_id FROM core.customers")
    if not people:
        raise NotEnoughDataError(
            _("Nobody is known yet"), _("0 people"), _("Import orders or a customer list; one row is enough to start")
        )
    known = known_traits(warehouse)
    brought = {row["trait"]: row for row in warehouse.arrow(BROUGHT).to_pylist()}
    table = _table(warehouse, params, known, brought, people)
    shown = _shown(warehouse, params, table, known)
    return TraitsResult(
        params=params,
        people=people,
        trait=None if shown is None else shown.name,
        is_newest=trait_source(warehouse, params.as_of, params.currency) is None,
        traits=table,
        texts=_texts(brought),
        groups=_groups(warehouse, params, shown),
    )


def _table(
    warehouse: Warehouse,
    params: TraitsParams,
    known: tuple[Trait, ...],
    brought: Mapping[str, Mapping[str, Any]],
    people: int,
) -> pd.DataFrame:
    found = trait_source(warehouse, params.as_of, params.currency)
    source = "FROM mart.traits" if found is None else trait_table()
    (spread,) = warehouse.arrow(filled(_SPREAD, columns=_COUNTED, known=source), found or {}).to_pylist()
    places = {trait.name: place for place, trait in enumerate(SHIPPED)}
    newest = newest_days(warehouse, known, params.as_of)
    rows = []
    for trait in known:
        if trait.is_brought:
            row = brought[trait.name]
            told = (row["people"], row["distinct_values"] <= 1, row["source_file"], newest[trait.name], row["unread"])
        else:
            place = places[trait.name]
            tables = ", ".join(trait.sources)
            told = (spread[f"n{place}"], not spread[f"d{place}"], tables, newest[trait.name], 0)
        customers, is_constant, where, day, unread = told
        share = customers / people
        rows.append(
            (trait.name, trait.label, trait.dimension, trait.kind, customers, share, is_constant, where, day, unread)
        )
    return pd.DataFrame(rows, columns=_COLUMNS)


def _shown(warehouse: Warehouse, params: TraitsParams, table: pd.DataFrame, known: tuple[Trait, ...]) -> Trait | None:
    if params.trait is not None:
        found = find_trait(warehouse, params.trait)
        if found.name not in set(table["trait"]):
            raise ParameterError("trait", params.trait, _("a trait of which something is known of somebody"))
        return found
    telling = set(table.loc[~table["is_constant"], "trait"])
    ranked = sorted(
        (trait for trait in known if trait.name in telling),
        key=lambda trait: (_BEST.index(trait.kind), bool(trait.is_brought), not trait.words),
    )
    return next(iter(ranked or known), None)


def _groups(warehouse: Warehouse, params: TraitsParams, trait: Trait | None) -> pd.DataFrame:
    if trait is None:
        return pd.DataFrame(columns=["value", "label", "customers", "share"])
    found = trait_groups(warehouse, [trait.name], as_of=params.as_of, currency=params.currency)
    counted = warehouse.query(filled(_GROUPS, known=found.statement), found.values)
    order = {value: place for place, value in enumerate(group_names(warehouse, trait))}
    rows = sorted(counted.to_dict("records"), key=lambda row: order.get(row["value"], len(order)))
    total = sum(row["customers"] for row in rows)
    return pd.DataFrame(
        [(row["value"], group_label(trait, row["value"]), row["customers"], row["customers"] / total) for row in rows],
        columns=["value", "label", "customers", "share"],
    )


def _texts(brought: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    rows = [
        (row["trait"], row["label"], row["people"], row["distinct_values"])
        for row in brought.values()
        if row["kind"] == "text"
    ]
    return pd.DataFrame(rows, columns=["trait", "label", "customers", "distinct_values"])
