"""Tags as a table, and how far each dimension is covered."""

import streamlit as st

from insight.audience.tagging import TAG_DIMENSIONS
from insight.audience.tags import TagsResult
from insight.i18n import Text, _
from insight.ui.kit.language import say
from insight.ui.kit.table import show_table

_LABELS: dict[str, Text] = {str(name): label for name, label in TAG_DIMENSIONS.items()}
_SOURCES: dict[str, Text] = {
    "rule": _("by a rule"),
    "words": _("by what people say"),
    "original": _("from exports"),
    "custom": _("given by staff"),
}
_STATES: dict[str, Text] = {"active": _("in use"), "retired": _("retired"), "merged": _("merged")}


def show_tags(result: TagsResult) -> None:
    """Every tag with its source, its people, and who changed it when."""
    rows = result.tags
    show_table(
        rows,
        TagsResult.COLUMNS["tags"],
        {
            "name": _("Tag"),
            "dimension": _("Dimension"),
            "source": _("Source"),
            "customers": _("Number of people"),
            "share": _("Share"),
            "state": _("State"),
            "changed_by": _("Changed by"),
            "changed_at": _("Changed at"),
        },
        words={
            "name": [say(name) for name in rows["name"]],
            "dimension": [say(_LABELS[name]) for name in rows["dimension"]],
            "source": [say(_SOURCES[name]) for name in rows["source"]],
            "state": [say(_STATES[name]) for name in rows["state"]],
        },
    )


def show_dimensions(result: TagsResult) -> None:
    """How many tags of each dimension are in use, and how many people have any."""
    st.markdown(f"##### {say(_('How far each dimension is covered'))}")
    rows = result.dimensions
    show_table(
        rows,
        TagsResult.COLUMNS["dimensions"],
        {"label": _("Dimension"), "tags": _("Tags"), "customers": _("Number of people"), "share": _("Share")},
        words={"label": [say(label) for label in rows["label"]]},
    )
