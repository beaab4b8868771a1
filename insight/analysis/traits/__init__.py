"""What is known of each person: the traits of personas, clusters, tags, segments and breakdowns."""

from insight.analysis.declaration import Analysis, Needs
from insight.analysis.traits.ages import newest_days
from insight.analysis.traits.apart import Apart, apart_titles, told_apart
from insight.analysis.traits.columns import group_names, trait_columns, trait_titles
from insight.analysis.traits.groups import Span, bands, group_label, span_of, trait_groups
from insight.analysis.traits.params import TraitsParams
from insight.analysis.traits.people import group_values, people_where
from insight.analysis.traits.read import (
    find_trait,
    known_traits,
    of_dimension,
    trait_matrix,
    trait_source,
    trait_values_of,
    traits_day,
)
from insight.analysis.traits.result import TraitsResult
from insight.analysis.traits.run import traits
from insight.i18n import _

ANALYSIS = Analysis(
    name="traits",
    params=TraitsParams,
    run=traits,
    title=_("Traits"),
    question=_("What do we know about our people, since when, and from where?"),
    group="understand",
    icon="",
    needs=Needs(tables=("customers|orders",), better=(("customers", "birthday"), ("customers", "city"))),
)

__all__ = [
    "ANALYSIS",
    "Apart",
    "Span",
    "TraitsParams",
    "TraitsResult",
    "apart_titles",
    "bands",
    "find_trait",
    "group_label",
    "group_names",
    "group_values",
    "known_traits",
    "newest_days",
    "of_dimension",
    "people_where",
    "span_of",
    "told_apart",
    "trait_columns",
    "trait_groups",
    "trait_matrix",
    "trait_source",
    "trait_titles",
    "trait_values_of",
    "traits",
    "traits_day",
]
