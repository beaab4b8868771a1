"""What is known of each person: the traits of personas, clusters, tags, segments and breakdowns."""

from insight.analysis.traits.groups import Span, bands, group_label, span_of, trait_groups
from insight.analysis.traits.read import (
    find_trait,
    known_traits,
    of_dimension,
    trait_matrix,
    trait_source,
    trait_values_of,
    traits_day,
)

__all__ = [
    "Span",
    "bands",
    "find_trait",
    "group_label",
    "known_traits",
    "of_dimension",
    "span_of",
    "trait_groups",
    "trait_matrix",
    "trait_source",
    "trait_values_of",
    "traits_day",
]
