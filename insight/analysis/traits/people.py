"""The people of whom a trait says something: of a group, a span, a list of words."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from insight.analysis.traits.groups import span_of
from insight.analysis.traits.read import trait_values_of
from insight.schema.traits import Trait, TraitKind
from insight.warehouse.steps import Bound, filled
from insight.warehouse.traits import TRAIT_STEPS

_WANTED: Mapping[TraitKind, str] = {
    "category": "value IN (SELECT unnest($wanted::VARCHAR[]))",
    "number": "value >= $least AND value < $below",
    "flag": "value = ($flag = 'yes')",
    "month": "value::BIGINT::VARCHAR IN (SELECT unnest($months::VARCHAR[]))",
    "date": "value >= $since::DATE AND value < $until::DATE",
}
_PEOPLE = "SELECT customer_id FROM ({known}) AS known WHERE {wanted}"
_KNOWN = "SELECT customer_id FROM ({known}) AS known"
_FAR = 10.0**12


def people_where(trait: Trait, wanted: Mapping[str, Any] | None, found: Mapping[str, Any] | None) -> Bound:
    """The people of a trait by the values of its kind (`group_values`); None: all of whom it is known.

    `found`: what `trait_source` says of the day.
    """
    known, more = trait_values_of(trait, 0, as_of_day=found is not None)
    if wanted is None:
        return Bound(TRAIT_STEPS.select(filled(_KNOWN, known=known)), {**(found or {}), **more})
    statement = filled(_PEOPLE, known=known, wanted=_WANTED[trait.kind])
    return Bound(TRAIT_STEPS.select(statement), {**wanted, **(found or {}), **more})


def group_values(trait: Trait, value: str) -> dict[str, Any]:
    """What means one group of a trait, by its code: wanted; least and below; flag; months; since and until."""
    if trait.kind == "number":
        span = span_of(value)
        return {
            "least": -_FAR if span.low is None else span.low,
            "below": _FAR if span.high is None else span.high,
        }
    if trait.kind == "date":
        return {"since": dt.date(int(value), 1, 1), "until": dt.date(int(value) + 1, 1, 1)}
    if trait.kind == "flag":
        return {"flag": value}
    return {"months" if trait.kind == "month" else "wanted": [value]}
