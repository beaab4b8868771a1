"""People chosen by conditions: rules put together with and, or, not; saved, compared, and followed over time."""

from insight.audience.cells import from_parameters, from_segment
from insight.audience.expression import (
    AllOf,
    AnyOf,
    Condition,
    Expression,
    Not,
    condition,
    conditions,
    from_json,
    from_plain,
    to_json,
    to_plain,
)
from insight.audience.kept import as_segment, saved_as_of, size, tagged_as_of
from insight.audience.registry import RULES, find_rule, rules_of
from insight.audience.saved import (
    SavedSegment,
    delete_segment,
    find_saved,
    rename_segment,
    save_segment,
    saved_segments,
)
from insight.audience.tagging import names_in_use, names_of_a_day
from insight.segments.saved import found_by, listed_by

found_by("segment", saved_as_of)
found_by("tag", tagged_as_of)
listed_by("tag", names_of_a_day)
listed_by("tag_in_use", names_in_use)

__all__ = [
    "RULES",
    "AllOf",
    "AnyOf",
    "Condition",
    "Expression",
    "Not",
    "SavedSegment",
    "as_segment",
    "condition",
    "conditions",
    "delete_segment",
    "find_rule",
    "find_saved",
    "from_json",
    "from_parameters",
    "from_plain",
    "from_segment",
    "rename_segment",
    "rules_of",
    "save_segment",
    "saved_segments",
    "size",
    "to_json",
    "to_plain",
]
