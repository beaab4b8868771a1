"""Whose people are looked at: those of a tag, or of a dimension."""

from insight.audience.tags import TagsResult
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit.language import say, shown
from insight.ui.kit.picture import pick_one
from insight.ui.kit.role import shown_to_role


def pick_tag(result: TagsResult) -> Segment | None:
    """The people of one tag, or with any tag of a dimension."""
    rows = result.tags[result.tags["customers"] > 0]
    words = {
        ("tag", str(row["tag"])): f"{say(row['name'])} · {shown(shown_to_role(int(row['customers'])), 'count')}"
        for row in rows.to_dict("records")
    }
    words |= {
        ("dimension", str(row["dimension"])): say(_("Any tag of “{dimension}”", dimension=row["label"]))
        for row in result.dimensions.to_dict("records")
        if row["customers"]
    }
    chosen = pick_one(_("Tag"), words, key="tag", hint=_("Choose a tag, or click on a bar"))
    return None if chosen is None else result.segment(**{chosen[0]: chosen[1]})
