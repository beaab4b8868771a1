"""Groups of a trait: each value of a category, and numbers in stated bands; every known value is in exactly one."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from insight.analysis.traits.read import find_trait, trait_source, trait_values_of
from insight.i18n import Text, _
from insight.schema.months import MONTHS
from insight.schema.traits import Trait, Unit
from insight.warehouse import Warehouse
from insight.warehouse.steps import Bound, at, filled
from insight.warehouse.traits import TRAIT_STEPS

_EDGE_NAMES = ("e0", "e1", "e2", "e3")
_EDGES = """
SELECT
    quantile_disc(value, 0.2) AS e0,
    quantile_disc(value, 0.4) AS e1,
    quantile_disc(value, 0.6) AS e2,
    quantile_disc(value, 0.8) AS e3,
    min(value) AS least
FROM ({known}) AS known
"""
_OF_TRAIT = "SELECT customer_id, $name_# AS trait, {code} AS value FROM ({known}) AS known_#"
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A band of numbers, `low` in it, `high` not; None: open."""

    low: float | None
    high: float | None

    @property
    def key(self) -> str:
        """The code of the band, as `trait_groups` yields it."""
        return f"{_written(self.low)}..{_written(self.high)}"


def span_of(key: str) -> Span:
    """The band that a code names. Raises ValueError where it names none."""
    low, dots, high = key.partition("..")
    if not dots:
        raise ValueError(key)
    return Span(low=float(low) if low else None, high=float(high) if high else None)


def bands(warehouse: Warehouse, trait: Trait, *, as_of: dt.date | None = None) -> tuple[Span, ...]:
    """The bands of a number: its own, else cut at the fifths of the people of whom it is known.

    Equal values are in one band, so that there are fewer bands where many people have the same value.
    """
    edges = trait.bands or _fifths(warehouse, trait, as_of)
    return tuple(Span(low=low, high=high) for low, high in pairwise((None, *edges, None)))


def trait_groups(
    warehouse: Warehouse,
    names: Sequence[str],
    *,
    as_of: dt.date | None = None,
    currency: str | None = None,
    bands_of: dt.date | None = None,
) -> Bound:
    """A statement of customer_id, trait and value (the code of a group): one row for each trait known of a person.

    Categories are their own codes, numbers bands such as "20..25", flags "yes" or "no", months "1" to "12", days their
    year. `bands_of`: the day whose fifths make the bands, to compare two days; None: `as_of`. Raises ParameterError for
    a trait that is not known.
    """
    found = trait_source(warehouse, as_of, currency)
    bound: dict[str, Any] = dict(found or {})
    parts = []
    for place, name in enumerate(names):
        trait = find_trait(warehouse, name)
        selection, values = trait_values_of(trait, place, as_of_day=found is not None)
        code, more = _code(warehouse, trait, place, bands_of or as_of)
        parts.append(filled(at(_OF_TRAIT, place), code=code, known=selection))
        bound |= values | more | {f"name_{place}": trait.name}
    return Bound(TRAIT_STEPS.select("\nUNION ALL\n".join(parts)), bound)


def group_label(trait: Trait, value: str) -> Text:
    """What a group is called."""
    if trait.kind == "number":
        return _said_span(span_of(value), trait.unit)
    if trait.kind == "flag":
        return _("yes") if value == YES else _("no")
    if trait.kind == "month":
        return MONTHS[value]
    return trait.words.get(value, _("{word}", word=value))


def _code(warehouse: Warehouse, trait: Trait, place: int, as_of: dt.date | None) -> tuple[str, dict[str, Any]]:
    """The expression of a group's code, and what it is bound to."""
    if trait.kind == "number":
        return _banded(bands(warehouse, trait, as_of=as_of), place)
    if trait.kind == "flag":
        return "CASE WHEN value THEN 'yes' ELSE 'no' END", {}
    if trait.kind == "month":
        return "value::BIGINT::VARCHAR", {}
    return ("year(value)::VARCHAR", {}) if trait.kind == "date" else ("value", {})


def _banded(spans: Sequence[Span], place: int) -> tuple[str, dict[str, Any]]:
    whens: list[str] = []
    values: dict[str, Any] = {}
    for number, span in enumerate(spans):
        values[f"key_{place}_{number}"] = span.key
        if span.high is not None:
            values[f"edge_{place}_{number}"] = span.high
            whens.append(f"WHEN value < $edge_{place}_{number} THEN $key_{place}_{number}")
    last = f"$key_{place}_{len(spans) - 1}"
    return (f"CASE {' '.join(whens)} ELSE {last} END" if whens else last), values


def _fifths(warehouse: Warehouse, trait: Trait, as_of: dt.date | None) -> tuple[float, ...]:
    found = trait_source(warehouse, as_of)
    selection, values = trait_values_of(trait, 0, as_of_day=found is not None)
    statement = TRAIT_STEPS.select(filled(_EDGES, known=selection))
    (row,) = warehouse.arrow(statement, (found or {}) | values).to_pylist()
    edges = {row[name] for name in _EDGE_NAMES}
    return tuple(float(edge) for edge in sorted(edges - {None, row["least"]}))


def _said_span(span: Span, unit: Unit) -> Text:
    low, high = _said_number(span.low, unit), _said_number(span.high, unit)
    if span.low is None:
        return _("below {high}", high=high) if span.high is not None else _("any")
    return _("{low} or more", low=low) if span.high is None else _("{low} to under {high}", low=low, high=high)


def _said_number(value: float | None, unit: Unit) -> Text | None:
    if value is None:
        return None
    if unit == "share":
        return _("{share:percent}", share=value)
    number = _("{n:count}", n=int(value)) if float(value).is_integer() else _("{x:.2f}", x=value)
    if unit == "years":
        return _("{years} years", years=number)
    return _("{days} days", days=number) if unit == "days" else number


def _written(edge: float | None) -> str:
    return "" if edge is None else f"{edge:.12g}"
