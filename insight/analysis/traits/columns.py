"""Traits as columns of a list, and the groups of one trait with their names."""

import datetime as dt
from collections.abc import Sequence

from insight.analysis.traits.groups import NO, YES, bands, group_label
from insight.analysis.traits.read import find_trait, known_traits, trait_matrix
from insight.i18n import Text
from insight.results import MoreColumns
from insight.schema.months import MONTHS
from insight.schema.traits import Trait
from insight.warehouse import Warehouse


def trait_titles(warehouse: Warehouse) -> dict[str, Text]:
    """Name -> what stands above the column, of every trait that is known."""
    return {trait.name: trait.label for trait in known_traits(warehouse)}


def trait_columns(warehouse: Warehouse, names: Sequence[str], as_of: dt.date, currency: str) -> MoreColumns:
    """The values of traits as of a day, one row a person, with the words of their codes."""
    traits = [find_trait(warehouse, name) for name in names]
    return MoreColumns(
        table=trait_matrix(warehouse, names, as_of=as_of, currency=currency),
        labels={trait.name: trait.label for trait in traits},
        words={trait.name: trait.words for trait in traits if trait.words},
    )


def group_names(warehouse: Warehouse, trait: Trait) -> dict[str, Text]:
    """Code -> name of the groups of a trait in their order; empty where the codes are words, or years, themselves."""
    if trait.kind == "number":
        return {span.key: group_label(trait, span.key) for span in bands(warehouse, trait)}
    if trait.kind == "month":
        return dict(MONTHS)
    if trait.kind == "flag":
        return {value: group_label(trait, value) for value in (YES, NO)}
    return dict(trait.words)
