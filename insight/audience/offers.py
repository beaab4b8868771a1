"""The values that the data offer for a field of a rule."""

from dataclasses import dataclass
from typing import Any

from insight.audience.registry import find_rule
from insight.warehouse import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferParams:
    """A field of a rule, and what is given for the fields before it, as pairs in the order of the rule."""

    rule: str
    field: str
    given: tuple[tuple[str, str | int | float | tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One value, how many people have it (None where that is not counted), and its name where it has another."""

    value: str
    people: int | None
    label: str | None = None


def offered(warehouse: Warehouse, params: OfferParams) -> tuple[Offer, ...]:
    """The values of a field, the commonest first; nothing for a field that offers none."""
    fields = {each.name: each for each in find_rule(params.rule).fields}
    field = fields[params.field]
    if field.offered is None:
        return ()
    values: dict[str, Any] = dict.fromkeys(fields)
    values |= {name: list(value) if isinstance(value, tuple) else value for name, value in params.given}
    rows = warehouse.arrow(field.offered, values).to_pylist()
    return tuple(Offer(value=str(row["value"]), people=row["people"], label=row.get("label")) for row in rows)
