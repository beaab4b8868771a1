"""A group of a trait as a condition, so that what a picture or a card counts can be a segment."""

import datetime as dt
from typing import Any

from insight.analysis.traits import span_of
from insight.audience.expression import Condition, condition
from insight.schema.traits import Trait


def as_condition(trait: Trait, value: str) -> Condition:
    """The condition that means one group of a trait, by the code of `trait_groups`."""
    if trait.kind == "number":
        span = span_of(value)
        ends = {"least": span.low, "below": span.high}
        given: dict[str, Any] = {name: end for name, end in ends.items() if end is not None}
        return condition("trait_between", trait=trait.name, **given)
    if trait.kind == "flag":
        return condition("trait_flag", trait=trait.name, flag=value)
    if trait.kind == "month":
        return condition("trait_month", trait=trait.name, months=[value])
    if trait.kind == "date":
        year = int(value)
        return condition("trait_date", trait=trait.name, since=dt.date(year, 1, 1), until=dt.date(year + 1, 1, 1))
    return condition("trait_is", trait=trait.name, wanted=[value])
