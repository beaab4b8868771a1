"""What staff did to tags, the newest first, and the way back."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from insight.audience.tagging import find_tag, tag_changes, undo_change
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.ui.kit.language import plain, say
from insight.ui.kit.role import is_manager
from insight.ui.tags.done import do
from insight.warehouse import DuckWarehouse

_SHOWN = 30


def show_changes(warehouse: DuckWarehouse) -> None:
    """One line a change with who and when; what still counts can be undone."""
    changes = tag_changes(warehouse)[::-1]
    if not changes:
        st.caption(say(_("Nobody has changed a tag yet.")))
    for change in changes[:_SHOWN]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            text = say(
                _(
                    "{what} – {by}, {at:minute}",
                    what=_said(warehouse, change),
                    by=change["changed_by"],
                    at=change["changed_at"],
                )
            )
            is_undone = change["undone_at"] is not None
            st.markdown(f"~~{plain(text)}~~" if is_undone else plain(text), width="stretch")
            if not is_undone and not is_manager() and st.button(say(_("Undo")), key=f"undo_{change['change_id']}"):
                do(partial(undo_change, warehouse, change["change_id"]))


def _said(warehouse: DuckWarehouse, change: Mapping[str, Any]) -> Text:
    tag = _named(warehouse, change["tag"])
    if change["kind"] == "merge":
        return _("“{tag}” was merged into “{into}”", tag=tag, into=_named(warehouse, change["into_tag"]))
    if change["kind"] == "retire":
        return _("“{tag}” was retired", tag=tag)
    if change["kind"] == "add":
        return _("“{tag}” was given to people", tag=tag)
    return _("“{tag}” got a rule", tag=tag)


def _named(warehouse: DuckWarehouse, code: str) -> Text:
    try:
        return find_tag(warehouse, code).name
    except ParameterError:
        return _("{label}", label=code)
