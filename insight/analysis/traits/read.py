"""Which traits there are, what is known of them, and their values as a table: a row a person, a column a trait."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.schema.shipped_traits import SHIPPED
from insight.schema.traits import Dimension, Trait, TraitKind
from insight.warehouse import Warehouse
from insight.warehouse.brought_traits import trait_key
from insight.warehouse.steps import Bound, at, filled, repeated
from insight.warehouse.traits import TRAIT_STEPS, trait_values

_BY_NAME = {trait.name: trait for trait in SHIPPED}

KNOWN = "SELECT " + ", ".join(f"count({name}) AS {name}" for name in _BY_NAME) + "\nFROM mart.traits"
"""One row: of how many people each shipped trait is known."""

BROUGHT = """
SELECT trait, label, dimension, kind, people, distinct_values, newest, unread, source_file
FROM mart.brought_trait_list
ORDER BY trait
"""

_BROUGHT = (
    "SELECT customer_id, {column} AS value FROM mart.brought_traits WHERE trait = ${name} AND {column} IS NOT NULL"
)
_SHIPPED = "SELECT customer_id, {column} AS value FROM {table} WHERE {column} IS NOT NULL"
_JOINED = "\nLEFT JOIN ({known}) AS t# ON t#.customer_id = people.customer_id"
_MATRIX = """
SELECT people.customer_id{columns}
FROM {base} AS people{joins}
ORDER BY people.customer_id
"""

_DAY = "SELECT as_of, currency FROM mart.traits_day"

COLUMN_OF: dict[TraitKind, str] = {
    "number": "number",
    "month": "number",
    "category": "text",
    "flag": "(number = 1)",
    "date": "moment",
}
"""Where the value of a brought trait stands."""


def known_traits(warehouse: Warehouse) -> tuple[Trait, ...]:
    """The traits of which anything is known of anybody: those that are shipped, then what files of the shop brought.

    A column of many different words is text and no trait: it makes no groups.
    """
    (known,) = warehouse.arrow(KNOWN).to_pylist()
    shipped = (trait for trait in SHIPPED if known[trait.name])
    brought = (_brought(row) for row in warehouse.arrow(BROUGHT).to_pylist() if row["kind"] != "text")
    return (*shipped, *brought)


def find_trait(warehouse: Warehouse, name: str) -> Trait:
    """The trait of that name, also where its header is now written otherwise.

    Raises ParameterError where nothing is known of it any more, and for a column that is text.
    """
    if name in _BY_NAME:
        return _BY_NAME[name]
    for row in warehouse.arrow(BROUGHT).to_pylist():
        if _same(row["trait"], name):
            if row["kind"] == "text":
                raise ParameterError("trait", name, _no_text(row))
            return _brought(row)
    known = ", ".join(trait.name for trait in known_traits(warehouse))
    raise ParameterError("trait", name, _("a trait that is known now: {names}", names=known))


def traits_day(warehouse: Warehouse) -> tuple[dt.date | None, str]:
    """The day that `mart.traits` is as of, and the currency of its amounts."""
    rows = warehouse.arrow(_DAY).to_pylist()
    return (rows[0]["as_of"], str(rows[0]["currency"])) if rows else (None, "CNY")


def trait_source(warehouse: Warehouse, as_of: dt.date | None, currency: str | None = None) -> dict[str, Any] | None:
    """None where `mart.traits` is right for the day and currency; else what the steps of that day are bound to."""
    day, main = traits_day(warehouse)
    if as_of in (None, day) and currency in (None, main):
        return None
    return trait_values(as_of or day, currency or main)


def trait_values_of(trait: Trait, place: int, *, as_of_day: bool) -> tuple[str, dict[str, Any]]:
    """The selection of customer_id and `value` of one trait, unknown ones left out, and what it is bound to.

    `as_of_day`: read the step of `TRAIT_STEPS` and not `mart.traits`.
    """
    if trait.is_brought:
        name = f"trait_{place}"
        return filled(_BROUGHT, column=COLUMN_OF[trait.kind], name=name), {name: trait.name}
    return filled(_SHIPPED, column=trait.name, table=trait.family if as_of_day else "mart.traits"), {}


def trait_matrix(
    warehouse: Warehouse,
    names: Sequence[str],
    people: Bound | None = None,
    *,
    as_of: dt.date | None = None,
    currency: str | None = None,
) -> pa.Table:
    """customer_id and a column for each named trait, null where unknown: everybody, or whom `people` yields.

    Numbers are floats, months 1 to 12, days dates, flags booleans, categories their codes. `as_of`: another day than
    that of the newest data. Raises ParameterError for a trait that is not known.
    """
    traits = [find_trait(warehouse, name) for name in names]
    steps_bound = trait_source(warehouse, as_of, currency)
    joins, bound = [], dict(steps_bound or {})
    for place, trait in enumerate(traits):
        selection, values = trait_values_of(trait, place, as_of_day=steps_bound is not None)
        joins.append(filled(at(_JOINED, place), known=selection))
        bound |= values
    columns = repeated(", t#.value AS v#", range(len(traits)), between="")
    base = "core.customers" if people is None else "chosen"
    statement = TRAIT_STEPS.select(filled(_MATRIX, columns=columns, base=base, joins="".join(joins)))
    found = (
        warehouse.arrow(statement, bound)
        if people is None
        else warehouse.about(people.statement, people.values, statement, bound)
    )
    return found.rename_columns(["customer_id", *(trait.name for trait in traits)])


def of_dimension(traits: Iterable[Trait], dimension: Dimension) -> tuple[Trait, ...]:
    """Those of one dimension."""
    return tuple(trait for trait in traits if trait.dimension == dimension)


def _brought(row: dict[str, Any]) -> Trait:
    return Trait(
        name=row["trait"],
        label=_("{label}", label=row["label"]),
        dimension=row["dimension"],
        kind=row["kind"],
        doc=_("the column “{label}” of {file}, as its newest list has it", label=row["label"], file=row["source_file"]),
    )


def _same(name: str, other: str) -> bool:
    origin, _colon, header = name.partition(":")
    return other.startswith(f"{origin}:") and trait_key(header) == trait_key(other.partition(":")[2])


def _no_text(row: dict[str, Any]) -> Text:
    return _(
        "a trait with few different values: this column holds {n:count} different texts and makes no groups",
        n=row["distinct_values"],
    )
