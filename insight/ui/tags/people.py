"""Whose people are looked at: those of a tag, or of a dimension."""

from insight.audience.tags import TagsResult
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit.cells import pick_people


def pick_tag(result: TagsResult) -> Segment | None:
    """The people of one tag, or with any tag of a dimension."""
    return pick_people(result, _("Tag"), key="tag", hint=_("Choose a tag, or click on a bar"))
