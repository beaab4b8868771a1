"""Tags: what each means, what staff did to them, what people say of themselves."""

from insight.audience.tagging.changes import give, merge, retire, set_rule, undo_change
from insight.audience.tagging.definitions import (
    Tag,
    all_tags,
    effective,
    find_tag,
    names_in_use,
    names_of_a_day,
    tag_changes,
)
from insight.audience.tagging.shipped import OPPOSITES, TAG_DIMENSIONS, TagDimension

__all__ = [
    "OPPOSITES",
    "TAG_DIMENSIONS",
    "Tag",
    "TagDimension",
    "all_tags",
    "effective",
    "find_tag",
    "give",
    "merge",
    "names_in_use",
    "names_of_a_day",
    "retire",
    "set_rule",
    "tag_changes",
    "undo_change",
]
