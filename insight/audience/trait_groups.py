"""A group of a trait as a condition, so that what a picture or a card counts can be a segment."""

from insight.analysis.traits import group_values
from insight.audience.expression import Condition, condition
from insight.audience.rules.traits import RULE_OF
from insight.schema.traits import Trait


def as_condition(trait: Trait, value: str) -> Condition:
    """The condition that means one group of a trait, by the code of `trait_groups`."""
    return condition(RULE_OF[trait.kind], trait=trait.name, **group_values(trait, value))
