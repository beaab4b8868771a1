"""What is known of one person: each trait with its value, its source and how old it is."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from insight.analysis.traits.params import TraitsParams
from insight.analysis.traits.read import known_traits, trait_matrix
from insight.analysis.traits.run import traits
from insight.i18n import Money, Text, _
from insight.schema.months import MONTHS
from insight.schema.traits import Trait
from insight.warehouse import Warehouse
from insight.warehouse.steps import Bound

_PERSON = "SELECT customer_id FROM core.customers WHERE customer_id = $customer_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonParams:
    """One person, as of a day, amounts in a currency."""

    customer_id: str
    everybody: TraitsParams


def traits_of(warehouse: Warehouse, params: PersonParams) -> pd.DataFrame:
    """trait, label, dimension, value (in words), source, newest, one row for each trait known of the person."""
    everybody = params.everybody
    known = {trait.name: trait for trait in known_traits(warehouse)}
    people = Bound(_PERSON, {"customer_id": params.customer_id})
    rows = trait_matrix(warehouse, list(known), people, as_of=everybody.as_of, currency=everybody.currency).to_pylist()
    values = rows[0] if rows else {}
    table = traits(warehouse, everybody).traits
    table = table[[values.get(name) is not None for name in table["trait"]]]
    said = [value_said(known[name], values[name], everybody.currency) for name in table["trait"]]
    return table.assign(value=pd.Series(said, index=table.index, dtype=object))[
        ["trait", "label", "dimension", "value", "source", "newest"]
    ].reset_index(drop=True)


def value_said(trait: Trait, value: Any, currency: str) -> Text:
    """A value of a trait as people say it."""
    if trait.kind == "flag":
        return _("yes") if value else _("no")
    if trait.kind == "date":
        return _("{day:day}", day=value)
    if trait.kind == "month":
        return MONTHS[str(int(value))]
    if trait.kind == "category":
        return trait.words.get(value, _("{word}", word=value))
    return _number(trait, float(value), currency)


def _number(trait: Trait, value: float, currency: str) -> Text:
    if trait.unit == "money":
        return _("{amount:money}", amount=Money(value, currency))
    if trait.unit == "share":
        return _("{share:percent}", share=value)
    number = _("{n:count}", n=int(value)) if value.is_integer() else _("{x:.2f}", x=value)
    if trait.unit == "years":
        return _("{years} years", years=number)
    return _("{days} days", days=number) if trait.unit == "days" else number
