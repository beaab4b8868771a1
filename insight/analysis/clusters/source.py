"""The traits of everybody as of a day, as columns t_1, t_2 … in the order in which they were asked for."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from insight.analysis.known_people import EVER_ORDERED, NEVER_ORDERED
from insight.analysis.traits import find_trait, known_traits, trait_source, trait_values_of
from insight.errors import ParameterError
from insight.i18n import _
from insight.schema.traits import Trait
from insight.warehouse import Warehouse
from insight.warehouse.steps import Steps, filled, repeated, steps
from insight.warehouse.traits import TRAIT_STEPS

_NUMBERS = ("number", "flag")
_OFFERED = (*_NUMBERS, "category", "month")

BASE_STEPS: dict[str, Steps] = {
    "buyers": steps(base=EVER_ORDERED),
    "everyone": steps(
        ever_ordered=EVER_ORDERED,
        never_ordered=NEVER_ORDERED,
        base="SELECT customer_id FROM ever_ordered UNION ALL SELECT customer_id FROM never_ordered",
    ),
}
"""Whom groups are made of: `base`, one customer_id a person."""

_COLUMN = {
    "number": "trait_#.value::DOUBLE AS t_#",
    "category": "trait_#.value::VARCHAR AS t_#",
    "month": "trait_#.value::INTEGER::VARCHAR AS t_#",
}
_JOIN = "LEFT JOIN ({selection}) AS trait_# ON trait_#.customer_id = base.customer_id"
_KEPT_JOIN = "LEFT JOIN mart.traits AS trait_# ON trait_#.customer_id = base.customer_id"


@dataclass(frozen=True, slots=True)
class Source:
    """Steps of which the last, `person`, is one row a person of the base: customer_id, worth (net amount in the
    currency), t_1, t_2 …; and what they are bound to."""

    steps: Steps
    values: dict[str, Any]


def is_number(trait: Trait) -> bool:
    """Whether people have more or less of it; a yes is 1, a no is 0."""
    return trait.kind in _NUMBERS


def offered_traits(warehouse: Warehouse) -> dict[str, Trait]:
    """Every trait of which anything is known and by which people can be told apart; days are not among them."""
    return {trait.name: trait for trait in known_traits(warehouse) if trait.kind in _OFFERED}


def find_traits(warehouse: Warehouse, names: Sequence[str]) -> list[Trait]:
    """Raises ParameterError for a name that is no trait, or none that groups can be made by."""
    found = [find_trait(warehouse, name) for name in names]
    for trait in found:
        if trait.kind not in _OFFERED:
            raise ParameterError("traits", trait.name, _("numbers, yes or no, months and words; this one is a day"))
    return found


def trait_columns(warehouse: Warehouse, traits: Sequence[Trait], as_of: dt.date, currency: str, base: str) -> Source:
    """Where the columns of these traits come from: the kept table where it is of that day, else the steps of a day."""
    worked_out = trait_source(warehouse, as_of, currency)
    values: dict[str, Any] = {"as_of": as_of, "currency": currency} | dict(worked_out or {})
    wanted = (find_trait(warehouse, "net_amount"), *traits)
    columns, joins = [], []
    for place, trait in enumerate(wanted):
        kind = "number" if is_number(trait) else trait.kind
        selection, more = trait_values_of(trait, place, as_of_day=worked_out is not None)
        values |= more
        column = _COLUMN[kind]
        if worked_out is None and not trait.is_brought:
            columns.append(repeated(column.replace("trait_#.value", f"kept.{trait.name}"), [place]))
            continue
        columns.append(repeated(column, [place]))
        joins.append(repeated(filled(_JOIN, selection=selection), [place]))
    if worked_out is None:
        joins.insert(0, "LEFT JOIN mart.traits AS kept ON kept.customer_id = base.customer_id")
    person = filled(
        "\n    SELECT base.customer_id, {columns}\n    FROM base\n    {joins}\n",
        columns=", ".join(columns).replace("AS t_0", "AS worth"),
        joins="\n    ".join(joins),
    )
    return Source(TRAIT_STEPS.then(BASE_STEPS[base], steps(person=person)), values)
